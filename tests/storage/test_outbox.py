"""The outbox: one approval a piece, numbers without holes, nothing dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qc_station.application.outbox_port import OutboxCounts
from qc_station.domain.approval import Link, OutboxState
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.errors import RuleBroken
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made

OpenBench = Callable[[str], SqlUnitOfWorkFactory]


def decide(store: SqlUnitOfWorkFactory, *numbers: int, held: bool = False, release_in_s: float = 0) -> None:
    with store() as uow:
        for number in numbers:
            made.put_decision(uow, number, held=held, release_in_s=release_in_s)
        uow.commit()


def release(store: SqlUnitOfWorkFactory, limit: int = 100) -> list[tuple[str, int | None, int | None]]:
    with store() as uow:
        released = uow.outbox.release_due(made.NOW, limit)
        uow.commit()
    return [(each.approval.piece[4:16], each.epoch, each.seq) for each in released]


def numbered(*pairs: tuple[int, int]) -> list[tuple[str, int, int]]:
    return [(f"{number:012}", 1, seq) for number, seq in pairs]


def test_a_double_click(store: SqlUnitOfWorkFactory) -> None:
    """A piece has one approval, and so has a declared item: the second is refused and the first stands."""
    with store() as uow:
        piece = uow.pieces.save(made.piece(1, line=1))
        other = uow.pieces.save(made.piece(2, line=2))
        first = made.departure(piece, 1)
        uow.outbox.put(first)
        seconds = [made.departure(piece, 2), made.departure(replace(other, key=piece.key), 3), made.departure(piece, 1)]
        for second in seconds:
            with pytest.raises(RuleBroken) as told:
                uow.outbox.put(second)
            assert told.value.code == "already_decided"
        uow.commit()
    with store(read_only=True) as uow:
        assert list(uow.outbox.all()) == [first]


def test_release_gives_numbers_in_order(store: SqlUnitOfWorkFactory) -> None:
    """What is due leaves oldest first, numbered from one without a hole, round after round."""
    for seconds in (1, 3, 2):
        decide(store, seconds, release_in_s=-seconds)
    decide(store, 4, release_in_s=1)
    assert release(store, limit=2) == numbered((3, 1), (2, 2))
    assert release(store) == numbered((1, 3))
    assert release(store) == []
    with store(read_only=True) as uow:
        assert [each.seq for each in uow.outbox.pending(10)] == [1, 2, 3]
        assert [each.seq for each in uow.outbox.pending(2)] == [1, 2]


def test_grace_ends_at_its_moment(store: SqlUnitOfWorkFactory) -> None:
    """Until the grace is over a draft stays one; at that very moment it may leave."""
    decide(store, 1, release_in_s=5)
    for seconds, due in ((4.999999, 0), (5, 1)):
        with store() as uow:
            assert len(uow.outbox.release_due(made.NOW + timedelta(seconds=seconds), 9)) == due


def test_release_at_one_moment_is_by_id(store: SqlUnitOfWorkFactory) -> None:
    """Of approvals that may leave at the same moment the one made first, whose id is smaller, leaves first."""
    decide(store, 3, 1, 2)
    assert release(store) == numbered((1, 1), (2, 2), (3, 3))


def test_a_held_credit_blocks_nothing(store: SqlUnitOfWorkFactory) -> None:
    """What waits for a form keeps no number from the others, and leaves when it is let go."""
    decide(store, 1, held=True)
    decide(store, 2)
    assert release(store) == numbered((2, 1))
    with store() as uow:
        uow.outbox.hold("0192-00000001", held=False)
        uow.outbox.hold("0192-00000002", held=True)
        uow.commit()
    assert release(store) == numbered((1, 2))
    with store(read_only=True) as uow:
        assert not any(each.held for each in uow.outbox.all())


def test_an_undone_decision_leaves_no_hole(store: SqlUnitOfWorkFactory) -> None:
    """A draft can be taken back and its item decided again; what was released cannot."""
    decide(store, 1, 2)
    with store() as uow:
        assert uow.outbox.remove_draft("0192-00000001")
        assert not uow.outbox.remove_draft("0192-00000001")
        uow.commit()
    assert release(store) == numbered((2, 1))
    with store() as uow:
        assert not uow.outbox.remove_draft("0192-00000002")
        piece = uow.pieces.get(made.piece(1).id)
        assert piece is not None
        uow.outbox.put(made.departure(piece, 11))
        uow.commit()
    assert release(store) == numbered((1, 2))


def test_a_release_rolled_back_spends_no_number(store: SqlUnitOfWorkFactory) -> None:
    """A crash between the numbers and the commit gives the same numbers again."""
    decide(store, 1, 2)
    with store() as uow:
        assert [each.seq for each in uow.outbox.release_due(made.NOW, 1)] == [1]
    assert release(store) == numbered((1, 1), (2, 2))


@pytest.mark.parametrize("end", [OutboxState.ACKED, OutboxState.PARKED, OutboxState.CONFLICT])
def test_an_answer_is_written_down_once(store: SqlUnitOfWorkFactory, end: OutboxState) -> None:
    """An approval ends where the ledger said, with its words; a second answer finds it settled."""
    decide(store, 1)
    release(store)
    with store() as uow:
        uow.outbox.settle("0192-00000001", end, code="credited", detail="\x00 ok", at=made.NOW)
        with pytest.raises(RuleBroken) as told:
            uow.outbox.settle("0192-00000001", OutboxState.ACKED, code="", detail="", at=made.NOW)
        assert told.value.code == "changed_elsewhere"
        uow.commit()
    with store(read_only=True) as uow:
        (settled,) = uow.outbox.all()
        assert (settled.state, settled.answer_code, settled.answered_at) == (end, "credited", made.NOW)
        assert uow.outbox.pending(10) == ()


def test_only_what_left_can_be_answered(store: SqlUnitOfWorkFactory) -> None:
    """A draft has no answer, and draft and pending are no ends."""
    decide(store, 1)
    with store() as uow:
        with pytest.raises(RuleBroken):
            uow.outbox.settle("0192-00000001", OutboxState.ACKED, code="", detail="", at=made.NOW)
        with pytest.raises(ValueError, match="not an end"):
            uow.outbox.settle("0192-00000001", OutboxState.PENDING, code="", detail="", at=made.NOW)


def test_attempts_and_counts(store: SqlUnitOfWorkFactory) -> None:
    """Every state is counted, attempts are, and asking about none is no error."""
    decide(store, 1, 2, 3, 4)
    release(store)
    decide(store, 5, 6, release_in_s=9)
    decide(store, 7, held=True)
    with store() as uow:
        for number, end in ((1, OutboxState.ACKED), (2, OutboxState.PARKED), (3, OutboxState.CONFLICT)):
            uow.outbox.settle(f"0192-{number:08}", end, code="", detail="", at=made.NOW)
        uow.outbox.count_attempt(["0192-00000004"])
        uow.outbox.count_attempt(["0192-00000004", "0192-00000003"])
        uow.outbox.count_attempt([])
        uow.commit()
    with store(read_only=True) as uow:
        assert uow.outbox.counts() == OutboxCounts(draft=2, held=1, pending=1, acked=1, parked=1, conflict=1)
        attempts = {each.approval.id[-1]: each.attempts for each in uow.outbox.all() if each.attempts}
        assert attempts == {"4": 2, "3": 1}


def test_each_bench_sends_its_own(open_bench: OpenBench) -> None:
    """Benches on one database number, send and count only theirs, and see all there is of a dossier."""
    first, second = open_bench("BENCH-01"), open_bench("BENCH-02")
    decide(first, 1)
    decide(second, 2)
    assert release(first) == numbered((1, 1))
    assert release(second) == numbered((2, 1))
    for store, own in ((first, "0192-00000001"), (second, "0192-00000002")):
        with store(read_only=True) as uow:
            assert [each.approval.id for each in uow.outbox.all()] == [own]
            assert [each.approval.id for each in uow.outbox.pending(9)] == [own]
            assert uow.outbox.counts() == OutboxCounts(pending=1)
            assert len(uow.outbox.of_dossier("R-000001")) == 2


ATTACKS = (
    "DELETE FROM departure",
    "UPDATE departure SET body = '{}'",
    "UPDATE departure SET id = 'x'",
    "UPDATE departure SET piece_id = 'x'",
    "UPDATE departure SET state = 'draft'",
    "UPDATE departure SET seq = NULL",
    "UPDATE departure SET state = 'forgotten'",
    "DELETE FROM piece",
)


def test_a_released_approval_stays_as_it_is(store: SqlUnitOfWorkFactory) -> None:
    """Once it left, the database itself refuses to drop it or to change what it says."""
    decide(store, 1)
    release(store)
    for attack in ATTACKS:
        with pytest.raises(IntegrityError), store.engine.begin() as connection:
            connection.execute(text(attack))


def test_what_the_ledger_lost_is_pending_again(store: SqlUnitOfWorkFactory) -> None:
    """By its place, if the ledger had taken it as the first decision; what ended otherwise stays as it ended."""
    decide(store, 1, 2, 3, 4)
    release(store)
    ends = {1: "credited", 2: "refused", 3: "duplicate"}
    with store() as uow:
        for each in uow.outbox.pending(10):
            if code := ends.get(each.seq or 0):
                uow.outbox.settle(each.approval.id, OutboxState.ACKED, code=code, detail="", at=made.NOW)
        uow.commit()
    with store() as uow:
        assert uow.outbox.settled_upto() == {1: 2}
        assert len(uow.outbox.rearm(1, [1, 2, 3, 4, 9])) == 2
        uow.commit()
    with store(read_only=True) as uow:
        assert [each.seq for each in uow.outbox.pending(10)] == [1, 2, 4]
        assert uow.outbox.settled_upto() == {}


def link(store: SqlUnitOfWorkFactory, number: int, public: str = "aa") -> None:
    with store() as uow:
        (departure,) = (each for each in uow.outbox.all() if each.seq == number and each.link is None)
        uow.outbox.link(replace(departure, link=Link(f"{number - 1}", f"{number}", "55", public)))
        uow.commit()


def test_links_are_kept_with_their_places(store: SqlUnitOfWorkFactory) -> None:
    """The head of an epoch is its last link; a key is known from the first place it signed; a link never changes."""
    decide(store, 1, 2, 3)
    release(store)
    with store(read_only=True) as uow:
        assert (uow.outbox.head(1), uow.outbox.signers()) == (None, ())
    for number, public in ((1, "bb"), (2, "bb"), (3, "aa")):
        link(store, number, public)
    with store(read_only=True) as uow:
        assert (uow.outbox.head(1), uow.outbox.head(2)) == ("3", None)
        assert uow.outbox.signers() == (StationKey("bb", 1, 1), StationKey("aa", 1, 3))
    with store() as uow:
        changed = replace(uow.outbox.pending(9)[0], link=Link("x", "x", "x", "x"))
        with pytest.raises(IntegrityError, match="append-only"):
            uow.outbox.link(changed)


def test_a_new_epoch_gives_new_numbers_to_what_waits(store: SqlUnitOfWorkFactory) -> None:
    """Those named, in their old order, without their links; later releases go on in it; an older changes nothing."""
    decide(store, 1, 2, 3)
    release(store)
    for number in (1, 2, 3):
        link(store, number)
    with store() as uow:
        waiting = uow.outbox.pending(9)
        uow.outbox.settle(waiting[0].approval.id, OutboxState.ACKED, code="credited", detail="", at=made.NOW)
        moved = uow.outbox.renumber([each.approval.id for each in reversed(waiting)], 2)
        assert [(each.approval.id, each.epoch, each.seq, each.link) for each in moved] == [
            (each.approval.id, 2, seq, None) for seq, each in enumerate(waiting[1:], 1)
        ]
        uow.commit()
    decide(store, 4)
    assert release(store) == [(f"{4:012}", 2, 3)]
    with store() as uow:
        assert uow.outbox.renumber([], 1) == ()
        uow.commit()
    decide(store, 5)
    assert release(store) == [(f"{5:012}", 2, 4)]


def test_what_is_held_is_listed_oldest_first(store: SqlUnitOfWorkFactory, open_bench: OpenBench) -> None:
    """Drafts that wait for a form, of this station alone."""
    decide(store, 1)
    decide(store, 2, held=True, release_in_s=5)
    decide(store, 3, held=True)
    other = open_bench("BENCH-02")
    with other(read_only=True) as uow:
        assert uow.outbox.held(9) == ()
    with store(read_only=True) as uow:
        assert [each.approval.piece[4:16] for each in uow.outbox.held(9)] == [f"{3:012}", f"{2:012}"]
        assert len(uow.outbox.held(1)) == 1
