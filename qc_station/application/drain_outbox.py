"""Decisions leave the station: the grace ends, the ledger is told, its answer is written down. In that order, for ever.

A crash between any two steps leaves the approval pending, and sending it again is harmless: its id is its own, the
ledger answers a repetition as it answered the first time. So nothing here is undone and nothing is ever dropped: an
approval ends acknowledged, in conflict or parked for a person, or it waits. Source: docs/decisions/0007-outbox.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from qc_station.application.ledger_port import BATCH_MAX, Ledger, LedgerAnswer, LedgerFailure, LedgerTrouble
from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.ports import Clock, Signer, UnitOfWork, UnitOfWorkFactory
from qc_station.application.reverse import send_reversals
from qc_station.application.sign_approvals import sign
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import LEDGER, Fact
from qc_station.domain.piece import CreditState
from qc_station.domain.transitions import move
from qc_station.domain.verdict import Ruling
from qc_station.policy.retry import settle, stops_sending

DRAIN_MAX = 10 * BATCH_MAX
_TRIES = 3

_T = TypeVar("_T")

# From where a credit stands to where it goes, by legal moves only. A credit that stands elsewhere is left alone: the
# queue of money does not stop for an axis that is wrong already, and `verify` compares the two.
_SENT = {CreditState.HELD: (CreditState.QUEUED, CreditState.SENT), CreditState.QUEUED: (CreditState.SENT,)}
_CREDIT_AFTER = {
    OutboxState.ACKED: CreditState.CONFIRMED,
    OutboxState.CONFLICT: CreditState.REJECTED,
    OutboxState.PARKED: CreditState.REJECTED,
}


@dataclass(frozen=True, slots=True)
class DrainReport:
    """What one round did: drafts released, approvals sent, ends reached, reversals answered; what is left, and why it
    stopped short.
    """

    counts: OutboxCounts
    released: int = 0
    sent: int = 0
    settled: Mapping[OutboxState, int] = field(default_factory=dict)
    failure: LedgerFailure | None = None
    reversed: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.released or self.settled or self.reversed)


def drain_once(
    unit_of_work: UnitOfWorkFactory,
    ledger: Ledger,
    clock: Clock,
    *,
    limit: int = DRAIN_MAX,
    sending: bool = True,
    signer: Signer | None = None,
) -> DrainReport:
    """Release what is due, then send what is pending, oldest first, each once. Without `sending`, only release. With a
    `signer`, what is released is chained and signed.

    The call that fails is in the report, with everything settled before it; the rest stays pending. Raises what the
    store raises (WorldFailure).
    """
    released = again(partial(_release, unit_of_work, clock, limit, signer))
    sender = Sender(unit_of_work, ledger, clock)
    if sending:
        with unit_of_work(read_only=True) as uow:
            pending = uow.outbox.pending(limit)
        sender.send(first_of_each_piece(pending))
    # Last: what is taken back was credited first.
    reversed_ = send_reversals(unit_of_work, ledger, clock) if sending and sender.failure is None else 0
    with unit_of_work(read_only=True) as uow:
        counts = uow.outbox.counts()
    return DrainReport(counts, released, sender.sent, dict(sender.settled), sender.failure, reversed_)


def _release(unit_of_work: UnitOfWorkFactory, clock: Clock, limit: int, signer: Signer | None) -> int:
    """The grace is over: from here on a decision cannot be taken back. One transaction for all that are due."""
    with unit_of_work() as uow:
        now = clock.now()
        released = uow.outbox.release_due(now, limit)
        if signer is not None:
            sign(released, uow, signer)
        for departure in released:
            approval = departure.approval
            body = _told(departure) | {"epoch": departure.epoch, "seq": departure.seq}
            uow.log.append(Fact("approval_released", now, approval.operator, approval.piece, body))
            _move_credit(uow, departure, _SENT)
        if released:
            uow.commit()
    return len(released)


def first_of_each_piece(pending: Sequence[Departure]) -> list[Departure]:
    """Later approvals of a piece, or of a declared item, wait until the earlier one is answered."""
    first: list[Departure] = []
    seen: set[object] = set()
    for departure in pending:
        subjects = {departure.approval.piece, departure.approval.key}
        if seen.isdisjoint(subjects):
            first.append(departure)
        seen |= subjects
    return first


class Sender:
    """One round of sending: batches until the queue is empty or a call fails. A number that the ledger has for another
    decision ends it too, unless it is to go `past_conflicts`.
    """

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock, *, past_conflicts: bool = False
    ) -> None:
        self._unit_of_work = unit_of_work
        self._ledger = ledger
        self._clock = clock
        self._past_conflicts = past_conflicts
        self.conflicted: list[str] = []
        self.sent = 0
        self.settled: Counter[OutboxState] = Counter()
        self.failure: LedgerFailure | None = None

    def send(self, queue: list[Departure]) -> None:
        size = BATCH_MAX
        while queue and self.failure is None:
            batch = queue[:size]
            try:
                answers = self._ledger.send(batch)
            except LedgerFailure as failure:
                self._count_attempt([departure.approval.id for departure in batch])
                if failure.trouble is not LedgerTrouble.TOO_LARGE:
                    self.failure = failure
                    return
                if len(batch) > 1:
                    size = len(batch) // 2
                    continue
                # Alone, and still too large: no later attempt will be smaller.
                answers = (LedgerAnswer(batch[0].approval.id, "problem", "too_large", ""),)
            del queue[: len(batch)]
            self.sent += len(batch)
            self._hear(answers)

    def _hear(self, answers: Sequence[LedgerAnswer]) -> None:
        waiting = []
        for answer in answers:
            end = settle(answer)
            if end is None:
                waiting.append(answer)
            elif again(partial(self._settle, answer, end)):
                self.settled[end] += 1
        self._count_attempt([answer.approval_id for answer in waiting])
        self.conflicted += [answer.approval_id for answer in waiting if stops_sending(answer)]
        if self.conflicted and not self._past_conflicts:
            self.failure = LedgerFailure(LedgerTrouble.SEQUENCE_CONFLICT, detail=self.conflicted[0])

    def _settle(self, answer: LedgerAnswer, end: OutboxState) -> bool:
        """Write one answer down, once: whoever sent it first (another process, an earlier life) has settled it."""
        with self._unit_of_work() as uow:
            departure = uow.outbox.get(answer.approval_id)
            if departure is None or departure.state is not OutboxState.PENDING:
                return False
            now = self._clock.now()
            code = answer.code or answer.outcome
            uow.outbox.settle(answer.approval_id, end, code=code, detail=answer.detail, at=now)
            _move_credit(uow, departure, {CreditState.SENT: (_CREDIT_AFTER[end],)})
            body = _told(departure) | {"outcome": answer.outcome, "state": end.value, "code": code}
            uow.log.append(Fact("approval_settled", now, LEDGER, departure.approval.piece, body))
            uow.commit()
            return True

    def _count_attempt(self, approval_ids: Sequence[str]) -> None:
        if approval_ids:
            with self._unit_of_work() as uow:
                uow.outbox.count_attempt(approval_ids)
                uow.commit()


def _told(departure: Departure) -> dict[str, object]:
    key = departure.approval.key
    return {"approval": departure.approval.id, "dossier": key.dossier, "line": key.line}


def _move_credit(uow: UnitOfWork, departure: Departure, paths: Mapping[CreditState, Sequence[CreditState]]) -> None:
    """Only an accepted piece has a credit to move."""
    piece = uow.pieces.get(departure.approval.piece)
    if piece is None or departure.approval.ruling is not Ruling.ACCEPTED:
        return
    axes = piece.axes
    for step in paths.get(axes.credit, ()):
        axes = move(axes, credit=step)
    if axes is not piece.axes:
        uow.pieces.save(replace(piece, axes=axes))


def again(transaction: Callable[[], _T]) -> _T:
    """Repeat a transaction whose piece was saved by the bench in the meantime."""
    for _ in range(_TRIES - 1):
        try:
            return transaction()
        except RuleBroken as broken:
            if broken.code != "changed_elsewhere":
                raise
    return transaction()
