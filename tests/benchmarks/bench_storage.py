"""What the store costs a bench with 100,000 pieces stored, beside what SQLite itself costs for the same.

Run by hand on a quiet machine: python -m tests.benchmarks.bench_storage [--pieces N] [--rounds N] [--url URL]

`scan` is what a scan reads (by_parcel, pieces of its dossiers, their arrival), in a transaction of its own. `decide` is
what a signature writes (piece, approval, fact, programme) up to the commit on the disk. `bare` is the sqlite3 module
with the same file settings: the same rows selected, or one row inserted and committed; with --url it is left out.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert

from qc_station.domain.takeback import ItemKey
from qc_station.storage.engine import PRAGMAS
from qc_station.storage.open_station import open_station
from qc_station.storage.rows import piece_row, takeback_row
from qc_station.storage.tables import piece, takeback, takeback_parcel
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made

LINES = 3
GOAL_MS = 50.0


def seed(store: SqlUnitOfWorkFactory, pieces: int) -> int:
    """Dossiers of three lines with their decided pieces, in bulk. Gives the number of dossiers."""
    dossiers = pieces // LINES
    declared = [made.takeback(number) for number in range(1, dossiers + 1)]
    verdict = made.verdict("a note of some length, as they are written at the bench")
    stored = [
        replace(made.piece(dossier * LINES + line, dossier=dossier, line=line, verdict=verdict), version=1)
        for dossier in range(1, dossiers + 1)
        for line in range(1, LINES + 1)
    ]
    with store.engine.begin() as connection:
        connection.execute(insert(takeback), [takeback_row(each) for each in declared])
        places = [{"code": each.parcels[0].code, "dossier": each.dossier} for each in declared]
        connection.execute(insert(takeback_parcel), places)
        connection.execute(insert(piece), [piece_row(each) for each in stored])
    return dossiers


def scan(store: SqlUnitOfWorkFactory, code: str) -> None:
    with store(read_only=True) as uow:
        found = uow.takebacks.by_parcel(code)
        pieces = uow.pieces.of([each.dossier for each in found])
        for each in found:
            uow.receptions.get(each.dossier)
    assert len(pieces) == LINES


def decide(store: SqlUnitOfWorkFactory, number: int) -> None:
    key = ItemKey(f"X-{number:06}", 1)
    with store() as uow:
        opened = uow.pieces.save(replace(made.piece(10_000_000 + number), key=key))
        uow.commit()
    with measured("decide"), store() as uow:
        stored = uow.pieces.save(replace(opened, verdict=made.verdict()))
        uow.programmes.keep("ab" * 32, "rules")
        uow.outbox.put(made.departure(stored, number))
        uow.log.append(made.fact(number, "piece_decided"))
        uow.commit()


def bare_scan(connection: sqlite3.Connection, code: str) -> None:
    found = connection.execute(
        "SELECT t.* FROM takeback t JOIN takeback_parcel p ON p.dossier = t.dossier WHERE p.code = ?", (code,)
    ).fetchall()
    for row in found:
        connection.execute("SELECT * FROM piece WHERE dossier = ? ORDER BY line", (row[0],)).fetchall()
        connection.execute("SELECT * FROM reception WHERE dossier = ?", (row[0],)).fetchall()


def bare_insert(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare VALUES (?, ?)", (number, "x" * 1000))
    connection.execute("COMMIT")


_times: dict[str, list[float]] = {}


@contextmanager
def measured(name: str) -> Iterator[None]:
    begin = time.perf_counter()
    yield
    _times.setdefault(name, []).append((time.perf_counter() - begin) * 1000)


def repeat(name: str, rounds: int, work: Callable[[], object]) -> None:
    work()  # the first one compiles statements
    for _ in range(rounds):
        with measured(name):
            work()


def walk(store: SqlUnitOfWorkFactory) -> None:
    """What `verify` reads."""
    with store(read_only=True) as uow:
        with measured("walk all pieces"):
            count = sum(1 for _ in uow.pieces.all())
        with measured("walk the log"):
            entries = sum(1 for _ in uow.log.entries())
    print(f"walked {count} pieces, {entries} log entries")


def run(url: str, pieces: int, rounds: int, bare_file: Path | None) -> None:
    store = open_station(url, "BENCH-01")
    begin = time.perf_counter()
    dossiers = seed(store, pieces)
    print(f"seeded {dossiers * LINES} pieces in {time.perf_counter() - begin:.1f} s; load {os.getloadavg()[0]:.1f}")
    store.close()
    with measured("open"):
        store = open_station(url, "BENCH-01")
    chance = random.Random(7)

    def code() -> str:
        return f"8R{chance.randint(1, dossiers):011}"

    if bare_file:
        connection = sqlite3.connect(bare_file, isolation_level=None)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE bare (n INTEGER PRIMARY KEY, body TEXT)")
        repeat("bare scan", rounds, lambda: bare_scan(connection, code()))
        numbers = iter(range(rounds + 1))
        repeat("bare insert", rounds, lambda: bare_insert(connection, next(numbers)))
        connection.close()
    repeat("scan", rounds, lambda: scan(store, code()))
    for number in range(rounds):
        decide(store, number)
    walk(store)
    store.close()


def table() -> None:
    print(f"\n{'ms':<18}{'n':>7}{'p50':>10}{'p99':>10}{'max':>10}")
    for name, values in _times.items():
        values.sort()
        p50, p99 = values[len(values) // 2], values[min(len(values) - 1, len(values) * 99 // 100)]
        print(f"{name:<18}{len(values):>7}{p50:>10.2f}{p99:>10.2f}{values[-1]:>10.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the store with many pieces in it.")
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--url", help="another empty database, such as PostgreSQL")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "station.db"
        run(given.url or f"sqlite:///{file}", given.pieces, given.rounds, None if given.url else file)
    table()
    print(f"\nscan p99 is to stay under {GOAL_MS:.0f} ms, drawing included")


if __name__ == "__main__":
    main()
