"""Several benches, and several threads of one, on the same PostgreSQL: no hole, no double, nothing lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from qc_station.application.ports import UnitOfWork
from qc_station.application.verify import verify
from qc_station.domain.errors import RuleBroken
from qc_station.storage.open_station import open_station
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made

THREADS, PIECES = 8, 40


@pytest.fixture
def crew(postgres_url: str) -> Iterator[list[SqlUnitOfWorkFactory]]:
    """Eight units of work in eight hands: two benches, four each. No lock of Python's is between them."""
    stores = [open_station(postgres_url, f"BENCH-{number % 2}") for number in range(THREADS)]
    yield stores
    for store in stores:
        store.close()


def at_once(
    stores: list[SqlUnitOfWorkFactory], work: Callable[[SqlUnitOfWorkFactory, int], Counter[str]]
) -> Counter[str]:
    start = threading.Barrier(len(stores))

    def begin(number: int) -> Counter[str]:
        start.wait()
        return work(stores[number], number)

    with ThreadPoolExecutor(len(stores)) as pool:
        return sum(pool.map(begin, range(len(stores))), Counter())


def test_one_decision_a_piece_whoever_is_first(crew: list[SqlUnitOfWorkFactory], tmp_path: Path) -> None:
    """All benches decide all pieces: each piece is decided once, each sequence and each chain is whole."""

    def decide_all(store: SqlUnitOfWorkFactory, number: int) -> Counter[str]:
        told: Counter[str] = Counter()
        for turn in range(PIECES):
            try:
                with store() as uow:
                    made.put_decision(uow, (turn + number * 5) % PIECES + 1)
                    uow.commit()
            except RuleBroken as broken:
                told[broken.code] += 1
            else:
                told["decided"] += 1
            with store() as uow:
                told["released"] += len(uow.outbox.release_due(made.NOW, 3))
                uow.log.append(made.fact(turn))
                uow.commit()
        return told

    told = at_once(crew, decide_all)
    assert told["decided"] == told["released"] == PIECES
    assert told["changed_elsewhere"] == (THREADS - 1) * PIECES
    for store in crew[:2]:
        with store(read_only=True) as uow:
            numbers = [departure.seq for departure in uow.outbox.all()]
            assert numbers == list(range(1, len(numbers) + 1))
            assert [entry.seq for entry in uow.log.entries()] == list(range(1, len(list(uow.log.entries())) + 1))
        bad = [link.code for link in verify(store, FilePhotoStore(tmp_path)).bad]
        assert "log_chain_broken" not in bad
        assert "log_entry_missing" not in bad
        assert "sequence_hole" not in bad


def test_two_benches_save_the_same_piece(crew: list[SqlUnitOfWorkFactory]) -> None:
    """Of eight that change one piece again and again, every change counts once and every refused one was told."""
    with crew[0]() as uow:
        uow.pieces.save(made.piece())
        uow.commit()

    def change(store: SqlUnitOfWorkFactory, _number: int) -> Counter[str]:
        told: Counter[str] = Counter()
        for _ in range(15):
            try:
                with store() as uow:
                    read = uow.pieces.get(made.piece().id)
                    assert read is not None
                    uow.pieces.save(replace(read, operator=store.station))
                    uow.commit()
            except RuleBroken as broken:
                told[broken.code] += 1
            else:
                told["saved"] += 1
        return told

    told = at_once(crew, change)
    with crew[0](read_only=True) as uow:
        (piece,) = uow.pieces.all()
    assert told["saved"] == piece.version - 1
    assert told["saved"] + told["changed_elsewhere"] == 15 * THREADS


def test_a_deadlock_is_somebody_elses_change(crew: list[SqlUnitOfWorkFactory]) -> None:
    """Two benches that take two pieces crosswise: one gets through, the other is told to look again."""
    first, second = crew[0], crew[1]
    with first() as uow:
        pieces = [uow.pieces.save(made.piece(number)) for number in (1, 2)]
        uow.commit()
    start = threading.Barrier(2)

    @contextmanager
    def took_one(store: SqlUnitOfWorkFactory, number: int) -> Iterator[UnitOfWork]:
        with store() as uow:
            uow.pieces.save(pieces[number])
            start.wait(10)
            yield uow

    def crosswise(store: SqlUnitOfWorkFactory, number: int) -> Counter[str]:
        try:
            with took_one(store, number) as uow:
                uow.pieces.save(pieces[1 - number])
                uow.commit()
        except RuleBroken as broken:
            return Counter([broken.code])
        return Counter(["saved"])

    assert at_once([first, second], crosswise) == Counter(["saved", "changed_elsewhere"])


def test_an_approval_held_while_it_is_released(crew: list[SqlUnitOfWorkFactory]) -> None:
    """Another bench holds a credit in the very moment its own bench releases: it is held, and spends no number."""
    own, other = crew[0], crew[1]
    with own() as uow:
        leaving = made.put_decision(uow, 1)
        uow.commit()
    locked = threading.Event()
    released: list[int] = []

    def release() -> None:
        with own() as uow:
            locked.set()
            released.append(len(uow.outbox.release_due(made.NOW, 9)))
            uow.commit()

    with other() as uow:
        uow.outbox.hold(leaving.approval.id, held=True)
        thread = threading.Thread(target=release)
        thread.start()
        locked.wait(10)
        with own.engine.connect() as watch:
            while not watch.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
                watch.rollback()
        uow.commit()
    thread.join()
    assert released == [0]
    with own(read_only=True) as uow:
        assert uow.outbox.counts().held == 1
