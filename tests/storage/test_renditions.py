"""The queue of the shop's files on both engines: asked once, done once, and never again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import UnitOfWork
from qc_station.application.renditions_port import RenderProgress, RenderState, RenderTask
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Balance, BalanceSource, Recipe, Region, Rendition, Treatment
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage.made import NOW, piece, takeback

RECIPE = Recipe(
    Treatment.WHOLE,
    balance=Balance(BalanceSource.CHART, (1.1, 0.02, 0, 0, 1, 0, 0, 0.1, 0.9)),
    protected=(Region(0.1, 0.2, 0.25, 0.3),),
    may_stay_plain=True,
)
OpenBench = Callable[[str], SqlUnitOfWorkFactory]


def photo(number: int) -> PhotoRef:
    return PhotoRef(f"{number:064x}", 1000 + number)


def task(number: int, of_piece: int = 1) -> RenderTask:
    return RenderTask(photo(number), RECIPE, piece(of_piece).id, NOW + timedelta(seconds=number))


def files(number: int) -> tuple[Rendition, ...]:
    return (
        Rendition("400.jpg", photo(900 + number), 320, 400),
        Rendition("400.webp", photo(800 + number), 320, 400),
    )


@pytest.fixture
def opened(store: SqlUnitOfWorkFactory) -> SqlUnitOfWorkFactory:
    """A store with two pieces."""
    with store() as uow:
        uow.takebacks.save(takeback())
        for number in (1, 2):
            uow.pieces.save(piece(number))
        uow.commit()
    return store


def ask(store: SqlUnitOfWorkFactory, *tasks: RenderTask) -> int:
    with store() as uow:
        waiting = uow.renditions.ask(tasks)
        uow.commit()
    return waiting


def do(store: SqlUnitOfWorkFactory, what: Callable[[UnitOfWork], object]) -> object:
    with store() as uow:
        answer = what(uow)
        uow.commit()
    return answer


def test_a_task_comes_back_as_it_was_asked(opened: SqlUnitOfWorkFactory) -> None:
    """Original, size, every part of the recipe, piece and moment are read as they were written."""
    assert ask(opened, task(1)) == 1
    with opened(read_only=True) as uow:
        assert uow.renditions.next_waiting() == task(1)
        assert uow.renditions.of_piece(piece(1).id) == (task(1),)


def test_the_oldest_comes_first_and_each_once(opened: SqlUnitOfWorkFactory) -> None:
    """Walking behind the last one seen passes every waiting task in the order of asking, of one piece or of all."""
    ask(opened, task(3), task(1, 2), task(2), replace(task(4), asked_at=NOW + timedelta(seconds=3)))
    with opened(read_only=True) as uow:
        seen, last = [], None
        while (last := uow.renditions.next_waiting(last)) is not None:
            seen.append(last.original)
        assert seen == [photo(1), photo(2), photo(3), photo(4)]
        first = uow.renditions.next_waiting(None, piece(1).id)
        assert first is not None
        assert first.original == photo(2)
        second = uow.renditions.next_waiting(first, piece(1).id)
        assert second is not None
        assert second.original == photo(3)


def test_the_same_is_asked_once(opened: SqlUnitOfWorkFactory) -> None:
    """A task that waits or is done is not asked again; another recipe for the same picture is another task."""
    assert ask(opened, task(1), task(1)) == 1
    do(opened, lambda uow: uow.renditions.done(task(1), files(1)))
    assert ask(opened, task(1)) == 0
    assert ask(opened, replace(task(1), recipe=Recipe(Treatment.DETAIL))) == 1


def test_done_is_said_once(opened: SqlUnitOfWorkFactory) -> None:
    """The second who makes a picture keeps nothing, and the files of the first are those that count."""
    ask(opened, task(1))
    assert do(opened, lambda uow: uow.renditions.done(task(1), files(1))) is True
    assert do(opened, lambda uow: uow.renditions.done(task(1), files(2))) is False
    with opened(read_only=True) as uow:
        assert uow.renditions.of(photo(1).sha256, RECIPE.key) == files(1)
        assert uow.renditions.next_waiting() is None
        assert uow.renditions.progress() == RenderProgress(done=1)


def test_done_without_a_commit_is_nothing(opened: SqlUnitOfWorkFactory) -> None:
    """State and files are one transaction: a process that dies before its commit leaves a waiting task and no file."""
    ask(opened, task(1))
    with opened() as uow:
        assert uow.renditions.done(task(1), files(1))
    with opened(read_only=True) as uow:
        assert uow.renditions.next_waiting() == task(1)
        assert uow.renditions.of(photo(1).sha256, RECIPE.key) == ()


def test_cancelling_leaves_what_is_made(opened: SqlUnitOfWorkFactory) -> None:
    """Only what waits of that piece is cancelled; the picture in hand comes too late; asked again it waits again."""
    ask(opened, task(1), task(2), task(3, 2))
    do(opened, lambda uow: uow.renditions.done(task(1), files(1)))
    assert do(opened, lambda uow: uow.renditions.cancel(piece(1).id)) == 1
    assert do(opened, lambda uow: uow.renditions.done(task(2), files(2))) is False
    with opened(read_only=True) as uow:
        assert uow.renditions.progress() == RenderProgress(waiting=1, done=1, cancelled=1)
        assert uow.renditions.progress(piece(1).id) == RenderProgress(done=1, cancelled=1)
    assert ask(opened, task(2)) == 1


def test_a_refusal_says_why_and_can_be_asked_again(opened: SqlUnitOfWorkFactory) -> None:
    """The code stands with the task until it is asked again; then it waits with a clean sheet."""
    ask(opened, task(1))
    do(opened, lambda uow: uow.renditions.begun(task(1)))
    do(opened, lambda uow: uow.renditions.refused(task(1), "no_subject"))
    with opened(read_only=True) as uow:
        (stood,) = uow.renditions.of_piece(piece(1).id)
        assert (stood.state, stood.trouble, uow.renditions.next_waiting()) == (RenderState.REFUSED, "no_subject", None)
    assert ask(opened, replace(task(1), asked_at=NOW)) == 1
    with opened(read_only=True) as uow:
        assert uow.renditions.next_waiting() == replace(task(1), asked_at=NOW)


def test_attempts_count_until_an_end_is_known(opened: SqlUnitOfWorkFactory) -> None:
    """Each beginning counts; an attempt that came to any end, however bad, begins the count anew."""
    ask(opened, task(1))
    for _ in range(3):
        do(opened, lambda uow: uow.renditions.begun(task(1)))
    with opened(read_only=True) as uow:
        assert uow.renditions.next_waiting() == replace(task(1), attempts=3)
    do(opened, lambda uow: uow.renditions.postponed(task(1), "original_missing"))
    with opened(read_only=True) as uow:
        assert uow.renditions.next_waiting() == replace(task(1), trouble="original_missing")


def test_what_was_begun_and_never_ended_stands_in_nobodys_way(opened: SqlUnitOfWorkFactory) -> None:
    """A task whose making began and came to no end goes behind all that were begun less often."""
    ask(opened, task(1), task(2), task(3))
    for number in (1, 1, 2):
        do(opened, lambda uow, number=number: uow.renditions.begun(task(number)))
    with opened(read_only=True) as uow:
        seen, last = [], None
        while (last := uow.renditions.next_waiting(last)) is not None:
            seen.append((last.original, last.attempts))
    assert seen == [(photo(3), 0), (photo(2), 1), (photo(1), 2)]


def test_what_is_mirrored_is_not_offered_again(opened: SqlUnitOfWorkFactory) -> None:
    """A piece is offered with each of its files once until the store has them; a picture more, or another store, and
    it is offered again.
    """
    ask(opened, task(1), task(2), task(3, 2))
    do(opened, lambda uow: uow.renditions.done(task(1), files(1)))
    with opened(read_only=True) as uow:
        (offered,) = uow.renditions.unmirrored("nas", "", 10)
        assert offered.piece_id == piece(1).id
        assert set(offered.files) == {photo(1), photo(901), photo(801)}
    do(opened, lambda uow: uow.renditions.mirrored("nas", offered))
    with opened(read_only=True) as uow:
        assert uow.renditions.unmirrored("nas", "", 10) == ()
        assert uow.renditions.unmirrored("bucket", "", 10) == (offered,)
        assert uow.renditions.unmirrored("bucket", piece(1).id, 10) == ()
    do(opened, lambda uow: uow.renditions.refused(task(2), "no_subject"))
    do(opened, lambda uow: uow.renditions.done(task(3, 2), files(3)))
    with opened(read_only=True) as uow:
        assert [each.made for each in uow.renditions.unmirrored("nas", "", 10)] == [2, 1]
        assert photo(2) in uow.renditions.unmirrored("nas", "", 10)[0].files
        assert len(uow.renditions.unmirrored("nas", "", 1)) == 1


def test_two_benches_finish_one_task_once(open_bench: OpenBench, opened: SqlUnitOfWorkFactory) -> None:
    """Of two benches that made the same picture, the second is told that it waits no more."""
    ask(opened, task(1))
    other = open_bench("BENCH-02")
    assert do(other, lambda uow: uow.renditions.done(task(1), files(1))) is True
    assert do(opened, lambda uow: uow.renditions.done(task(1), files(1))) is False


def test_a_row_somebody_wrote_on_is_named(opened: SqlUnitOfWorkFactory) -> None:
    """A recipe that cannot be read is the world's failure, with the original it stands under."""
    ask(opened, task(1))
    with opened.engine.begin() as connection:
        connection.execute(text("UPDATE render_task SET body = '{}'"))
    with opened(read_only=True) as uow, pytest.raises(WorldFailure) as failed:
        uow.renditions.next_waiting()
    assert failed.value.code == "record_unreadable"
    assert failed.value.params["key"] == photo(1).sha256
