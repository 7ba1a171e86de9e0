"""Draining: whatever the network, the ledger and the power do, each decision counts once and none is lost."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.drain_outbox import drain_once
from qc_station.application.ledger_port import LedgerAnswer, LedgerFailure, LedgerTrouble
from qc_station.domain.approval import OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import CreditState
from qc_station.domain.verdict import Ruling
from tests.sync.made import NOON, decide, draft, pending, piece_of
from tests.sync.memory_store import Killed, MemoryStore, StoppedClock


class ScriptedLedger:
    """Keeps what it was told by approval id, as the real one does; `script` says what happens to each call."""

    def __init__(self, *script) -> None:
        self.script = list(script)
        self.calls: list[list[str]] = []
        self.credited: dict[str, str] = {}

    def send(self, departures):
        self.calls.append([each.approval.id for each in departures])
        step = self.script.pop(0) if self.script else "answer"
        if isinstance(step, LedgerFailure):
            raise step
        answers = tuple(self._settle(each, step) for each in departures)
        if step == "answer_lost":
            raise LedgerFailure(LedgerTrouble.UNREACHABLE)
        return answers

    def _settle(self, departure, step):
        approval = departure.approval
        if isinstance(step, dict) and approval.id in step:
            return replace(step[approval.id], approval_id=approval.id)
        if step == "unavailable":
            return LedgerAnswer(approval.id, "problem", "unavailable", "", retryable=True)
        # One credit per declared item, for ever: the ledger's own barrier.
        first = self.credited.setdefault(str(approval.key), approval.id)
        accepted = "credited" if approval.ruling is Ruling.ACCEPTED else "refused"
        return LedgerAnswer(approval.id, accepted if first == approval.id else "duplicate", "", "")

    def pull(self, bookmark):
        raise NotImplementedError


def drained(store, ledger, **options):
    return drain_once(store, ledger, StoppedClock(NOON.replace(hour=13)), **options)


def states(store):
    return [each.state for each in store.kept.departures.values()]


def credits_of(store):
    return [piece.axes.credit for piece in store.kept.pieces.values()]


def test_an_accepted_and_a_refused_piece_leave_and_are_settled():
    """Grace over: both are released in order, sent, acknowledged; only the accepted one has a credit, now confirmed."""
    store, ledger = MemoryStore(), ScriptedLedger()
    decide(store, draft(1), draft(2, Ruling.REFUSED))
    report = drained(store, ledger)
    assert (report.released, report.sent, dict(report.settled)) == (2, 2, {OutboxState.ACKED: 2})
    assert states(store) == [OutboxState.ACKED, OutboxState.ACKED]
    assert credits_of(store) == [CreditState.CONFIRMED, CreditState.NONE]
    kinds = [(fact.kind, fact.subject) for fact in store.kept.facts]
    pieces = list(store.kept.pieces)
    assert kinds == [(kind, piece) for kind in ("approval_released", "approval_settled") for piece in pieces]


def test_a_draft_within_its_grace_and_a_held_one_stay():
    """Nothing leaves before its time, or without its transfer form."""
    store, ledger = MemoryStore(), ScriptedLedger()
    later = replace(draft(1), release_at=NOON.replace(hour=14))
    decide(store, later, replace(draft(2), held=True))
    report = drained(store, ledger)
    assert ledger.calls == []
    assert (report.counts.draft, report.counts.held) == (1, 1)


def test_without_sending_a_draft_is_released_and_stays_pending():
    """While sending is stopped decisions still get their number; nothing is said to the ledger."""
    store, ledger = MemoryStore(), ScriptedLedger()
    decide(store, draft(1))
    report = drained(store, ledger, sending=False)
    assert (report.released, report.counts.pending, ledger.calls) == (1, 1, [])
    assert credits_of(store) == [CreditState.SENT]


def test_a_failed_call_leaves_everything_pending_and_counted():
    """Transport trouble is reported with what was settled before it; the rest waits with one more attempt."""
    store = MemoryStore()
    ledger = ScriptedLedger("answer", LedgerFailure(LedgerTrouble.UNREACHABLE))
    decide(store, *(draft(number) for number in range(1, 121)))
    report = drained(store, ledger)
    assert report.failure.trouble is LedgerTrouble.UNREACHABLE
    assert (report.sent, report.counts.acked, report.counts.pending) == (100, 100, 20)
    assert {each.attempts for each in store.kept.departures.values() if each.state is OutboxState.PENDING} == {1}


def test_a_batch_too_large_is_halved_until_it_fits_and_a_single_one_is_parked():
    """413 halves; an approval that is too large alone is parked under that code and stops nobody."""
    store, clock = MemoryStore(), LedgerFailure(LedgerTrouble.TOO_LARGE)
    decide(store, *(draft(number) for number in range(1, 5)))
    report = drained(store, ledger := ScriptedLedger(clock, clock, clock))
    assert [len(call) for call in ledger.calls] == [4, 2, 1, 1, 1, 1]
    assert (report.counts.parked, report.counts.acked) == (1, 3)
    parked = next(each for each in store.kept.departures.values() if each.state is OutboxState.PARKED)
    assert parked.answer_code == "too_large"


def test_a_poison_item_is_parked_and_the_other_99_are_credited():
    """Scenario 17: one refusal inside a batch of 100 takes nothing from the others."""
    store = MemoryStore()
    departures = [draft(number) for number in range(1, 101)]
    decide(store, *departures)
    poison = LedgerAnswer("", "problem", "invalid_request", "grade: required")
    report = drained(store, ScriptedLedger({departures[41].approval.id: poison}))
    assert (report.counts.acked, report.counts.parked) == (99, 1)
    parked = store.kept.departures[departures[41].approval.id]
    assert (parked.answer_code, parked.answer_detail) == ("invalid_request", "grade: required")
    assert store.kept.pieces[parked.approval.piece].axes.credit is CreditState.REJECTED


def test_a_conflict_and_a_mismatch_reject_the_credit_and_a_duplicate_confirms_it():
    """Scenarios 13, 14, 16: the other bench was first (same result, other result), or the amount was tampered with."""
    store = MemoryStore()
    departures = [draft(number) for number in (1, 2, 3)]
    decide(store, *departures)
    outcomes = ("duplicate", "conflict", "amount_mismatch")
    script = {
        each.approval.id: LedgerAnswer("", outcome, "", "BANC-02 accepted")
        for each, outcome in zip(departures, outcomes, strict=True)
    }
    drained(store, ScriptedLedger(script))
    assert states(store) == [OutboxState.ACKED, OutboxState.CONFLICT, OutboxState.PARKED]
    assert credits_of(store) == [CreditState.CONFIRMED, CreditState.REJECTED, CreditState.REJECTED]


def test_a_sequence_conflict_stops_sending_and_parks_nothing():
    """Scenario 26: a database restored from an old copy keeps its queue; what the ledger did settle is settled."""
    store = MemoryStore()
    departures = [draft(number) for number in range(1, 152)]
    decide(store, *departures)
    taken = LedgerAnswer("", "problem", "station_sequence_conflict", "")
    report = drained(store, ledger := ScriptedLedger({departures[0].approval.id: taken}))
    assert report.failure.trouble is LedgerTrouble.SEQUENCE_CONFLICT
    assert len(ledger.calls) == 1
    assert (report.counts.acked, report.counts.pending, report.counts.parked) == (99, 52, 0)


def test_a_later_approval_of_the_same_piece_waits_for_the_earlier_answer():
    """Order within a piece: the second leaves in the round after the first one is answered, not beside it."""
    store = MemoryStore()
    first, second = pending(1), pending(2, piece=pending(1).approval.piece)
    with store() as uow:
        uow.pieces.save(piece_of(first))
        uow.outbox.put(first)
        uow.outbox.put(second)
        uow.commit()
    ledger = ScriptedLedger("unavailable")
    assert drained(store, ledger).counts.pending == 2
    drained(store, ledger)
    drained(store, ledger)
    assert ledger.calls == [[first.approval.id], [first.approval.id], [second.approval.id]]


def test_an_answer_already_written_down_is_not_written_twice():
    """The window and `sync --once` may both hear the answer: the first one settles, the second changes nothing."""
    store = MemoryStore()
    decide(store, draft(1))
    other = ScriptedLedger()

    class Both(ScriptedLedger):
        def send(self, departures):
            drained(store, other)
            return super().send(departures)

    report = drained(store, Both())
    assert (report.sent, dict(report.settled), report.counts.acked) == (1, {}, 1)
    assert [fact.kind for fact in store.kept.facts].count("approval_settled") == 1


def test_a_piece_saved_by_the_bench_meanwhile_is_read_again():
    """A rejected save repeats the transaction with the new version instead of losing the answer."""
    store, misses = MemoryStore(), iter([True, True, False])

    def miss():
        if next(misses, False):
            raise RuleBroken("changed_elsewhere")

    decide(store, draft(1))
    store.before_commit = miss
    assert drained(store, ScriptedLedger()).counts.acked == 1


FAULTS = st.sampled_from(
    ["answer", "answer_lost", "unavailable", LedgerFailure(LedgerTrouble.UNREACHABLE)]
    + [LedgerFailure(trouble) for trouble in (LedgerTrouble.UNAVAILABLE, LedgerTrouble.UNAUTHORISED)],
)


@given(st.lists(FAULTS, max_size=8), st.sets(st.integers(0, 30), max_size=6), st.sets(st.integers(0, 30), max_size=6))
def test_exactly_once_whatever_happens(script, killed_before, killed_after):
    """For any sequence of faults, lost answers and deaths before or after any commit: in the end every approval is
    acknowledged, each was settled once, the ledger credited each item once, and ids and numbers never changed."""
    store, ledger, commits = MemoryStore(), ScriptedLedger(*script), iter(range(10**6))
    departures = [draft(number) for number in range(1, 4)]
    decide(store, *departures)

    def before():
        store.number = next(commits)
        if store.number in killed_before:
            raise Killed

    def after():
        if store.number in killed_after:
            raise Killed

    store.before_commit, store.after_commit = before, after
    numbers: dict[str, int] = {}
    for _ in range(40):
        with contextlib.suppress(Killed):
            drained(store, ledger)
        for each in store.kept.departures.values():
            if each.seq:
                assert numbers.setdefault(each.approval.id, each.seq) == each.seq
    assert states(store) == [OutboxState.ACKED] * 3
    assert credits_of(store) == [CreditState.CONFIRMED] * 3
    assert sorted(ledger.credited.values()) == sorted(each.approval.id for each in departures)
    settled = [fact.body["approval"] for fact in store.kept.facts if fact.kind == "approval_settled"]
    assert sorted(settled) == sorted(each.approval.id for each in departures)
    assert sorted(numbers.values()) == [1, 2, 3]
