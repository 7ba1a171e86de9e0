"""One transaction: all of it or nothing, whatever happens to the process, the disk or the server."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ResourceClosedError

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import UnitOfWork
from qc_station.application.settings import SettingRefused
from qc_station.storage import engine as engines
from qc_station.storage import unit_of_work as units
from qc_station.storage.open_station import open_station
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.simulators.throwaway_postgres import Cluster
from tests.storage import made

ROOT = Path(__file__).parents[2]


def decide(store: SqlUnitOfWorkFactory, *numbers: int, then: Callable[[], object] = bool) -> None:
    """Decide these pieces in one act; `then` happens between the last statement and the commit."""
    with store() as uow:
        for number in numbers:
            made.put_decision(uow, number)
        then()
        uow.commit()


def everything(store: SqlUnitOfWorkFactory) -> tuple[object, ...]:
    """What a decision writes, as stored."""
    with store(read_only=True) as uow:
        return list(uow.pieces.all()), list(uow.outbox.all()), [entry.fact for entry in uow.log.entries()]


NOTHING = ([], [], [])


def test_leaving_without_commit_keeps_nothing(store: SqlUnitOfWorkFactory) -> None:
    """Rolling back is the default: piece, approval and fact are gone together."""
    with store() as uow:
        made.put_decision(uow, 1)
        assert uow.outbox.counts().draft == 1
    assert everything(store) == NOTHING


def test_an_error_keeps_nothing(store: SqlUnitOfWorkFactory) -> None:
    """A bug in a use-case leaves no half of an act behind, and the next act finds the store free."""
    with pytest.raises(ZeroDivisionError):
        decide(store, 1, then=lambda: 1 // 0)
    assert everything(store) == NOTHING
    decide(store, 1)


def test_fact_approval_and_piece_are_one(store: SqlUnitOfWorkFactory) -> None:
    """Committed, all three are there."""
    with store() as uow:
        leaving = made.put_decision(uow, 1)
        uow.commit()
    pieces, departures, facts = everything(store)
    assert [piece.id for piece in pieces] == [leaving.approval.piece]
    assert departures == [leaving]
    assert facts == [made.fact(1, "piece_decided")]


def test_commit_is_the_last_word(store: SqlUnitOfWorkFactory) -> None:
    """Nothing can be written after it: it would be in no transaction, and lost without a sign."""
    with store() as uow:
        uow.commit()
        with pytest.raises(ResourceClosedError):
            uow.bookmarks.put("feed", "1")
        with pytest.raises(RuntimeError):
            uow.commit()


def test_reading_sees_one_moment(store: SqlUnitOfWorkFactory) -> None:
    """While one reads, another commits: the reader's view does not move, and neither waits for the other."""
    with store(read_only=True) as reader:
        assert reader.bookmarks.get("feed") is None
        with store() as writer:
            writer.bookmarks.put("feed", "7")
            writer.commit()
        assert reader.bookmarks.get("feed") is None
    with store(read_only=True) as reader:
        assert reader.bookmarks.get("feed") == "7"


def test_whoever_reads_cannot_write(store: SqlUnitOfWorkFactory) -> None:
    """A read-only unit of work refuses to write, and the connection it used can write again afterwards."""
    with pytest.raises(WorldFailure), store(read_only=True) as uow:
        uow.bookmarks.put("feed", "1")
    with store() as uow:
        uow.bookmarks.put("feed", "1")
        uow.commit()


def test_writers_stand_in_line(store: SqlUnitOfWorkFactory) -> None:
    """Two threads of one bench that both read and then write never lose one of the two."""

    def count_up(uow: UnitOfWork) -> None:
        uow.bookmarks.put("feed", str(int(uow.bookmarks.get("feed") or 0) + 1))

    def work() -> None:
        for _ in range(20):
            with store() as uow:
                count_up(uow)
                uow.commit()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store(read_only=True) as uow:
        assert uow.bookmarks.get("feed") == "80"


@pytest.mark.parametrize(("when", "kept"), [("before", 0), ("after", 1)])
def test_kill_9_between_statement_and_commit(store: SqlUnitOfWorkFactory, url: str, when: str, kept: int) -> None:
    """A bench killed before its commit leaves nothing; killed after it, everything. The next one opens at once."""
    command = [sys.executable, "-m", "tests.storage.dying_bench", url, when]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as bench:
        assert bench.stdout is not None
        assert bench.stdout.readline() == "ready\n"
        bench.kill()
    pieces, departures, facts = everything(store)
    assert (len(pieces), len(departures), len(facts)) == (kept, kept, kept)
    with store() as uow:
        uow.log.append(made.fact(9))
        uow.commit()


def test_a_full_disk_keeps_nothing_of_the_act(sqlite_url: str) -> None:
    """The disk fills up in an act: it is refused as such, the database is whole, and works with room again."""
    store = open_station(sqlite_url, "BENCH-01")
    try:
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(WorldFailure) as refused:
            decide(store, *range(1, 60))
        assert refused.value.code == "disk_full"
        assert everything(store) == NOTHING
        with store.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA quick_check").scalar_one() == "ok"
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        decide(store, 1)
    finally:
        store.close()


def test_a_database_locked_by_another_program(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody holds the file for too long: the act is refused and may be repeated."""
    monkeypatch.setattr(engines, "PRAGMAS", ("busy_timeout = 10", *engines.PRAGMAS[1:]))
    store = open_station(sqlite_url, "BENCH-01")
    other = sqlite3.connect(str(make_url(sqlite_url).database), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorldFailure) as refused, store():
            pass
        other.execute("ROLLBACK")
        assert (refused.value.code, refused.value.retryable) == ("database_lost", True)
        with store() as uow:
            uow.commit()
    finally:
        other.close()
        store.close()


def test_a_writer_that_waits_too_long(store: SqlUnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One act of the bench takes for ever: the next is refused instead of hanging, and goes through afterwards."""
    monkeypatch.setattr(units, "BUSY_TIMEOUT_S", 0.01)
    with store(), pytest.raises(WorldFailure) as refused, store():
        pass
    assert (refused.value.code, refused.value.retryable) == ("database_lost", True)
    with store() as uow:
        uow.commit()


def test_the_server_dies_in_the_middle_of_an_act() -> None:
    """PostgreSQL is killed: the act is refused and may be repeated; nothing of it is there when the server is back."""
    try:
        cluster = Cluster(durable=True)
    except FileNotFoundError as error:
        pytest.skip(f"the PostgreSQL tests did NOT run: {error}")
    with cluster:
        store = open_station(cluster.url(), "BENCH-01")
        decide(store, 1)
        with pytest.raises(WorldFailure) as lost:
            decide(store, 2, then=cluster.crash)
        assert (lost.value.code, lost.value.retryable) == ("database_lost", True)
        with pytest.raises(WorldFailure) as away, store():
            pass
        assert (away.value.code, away.value.retryable) == ("database_lost", True)
        cluster.start()
        assert len(everything(store)[0]) == 1
        decide(store, 2)
        store.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://u:secret@h/d", "nonsense", ""], ids=str)
def test_a_database_that_cannot_be_ours(url: str) -> None:
    """Another kind of database is refused as a setting, and a password in it is not repeated."""
    with pytest.raises(SettingRefused) as refused:
        open_station(url, "BENCH-01")
    assert refused.value.code == "bad_setting"
    assert "secret" not in str(refused.value.params)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A file of something else is not touched."""
    file = tmp_path / "station.db"
    file.write_bytes(b"a picture, say" * 1000)
    with pytest.raises(WorldFailure) as lost:
        open_station(f"sqlite:///{file}", "BENCH-01")
    assert lost.value.code == "database_lost"
    assert file.read_bytes() == b"a picture, say" * 1000


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Where a file stands in place of the folder, that is said, not raised."""
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(WorldFailure) as lost:
        open_station(f"sqlite:///{tmp_path}/home/station.db", "BENCH-01")
    assert lost.value.code == "database_lost"


def test_every_connection_is_prepared(sqlite_url: str) -> None:
    """What was promised of SQLite is set on each connection, however many there are."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    store = open_station(sqlite_url, "BENCH-01")
    with store(read_only=True), store.engine.connect() as second:
        assert {name: second.execute(text(f"PRAGMA {name}")).scalar_one() for name in wanted} == wanted
    store.close()
