"""Do ledger and station still agree? What the ledger was told and no longer holds is sent again.

A ledger that was restored from a copy lacks what came after it. The station knows: each decision that moved money or
refused a piece keeps its place (epoch, number), and the ledger tells which places it lacks. Sending again is harmless,
as ever: the id is the same. Decisions that another bench's came before (duplicate, conflict) moved nothing and are left
alone: sent before that bench's own, they would win. Source: ledger.md 6, Reconciliation.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from qc_station.application.ledger_port import Ledger
from qc_station.application.ports import Clock, UnitOfWorkFactory
from qc_station.domain.facts import LEDGER, Fact

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Places compared, and how many decisions wait to be sent again."""

    compared: int
    rearmed: int


def reconcile_once(unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock) -> Reconciliation:
    """Ask the ledger what it holds of each epoch, and put back to pending what it lacks.

    It names a thousand places at the most: after many were lost, ask again once those are sent. Raises LedgerFailure
    and what the store raises; then nothing has changed.
    """
    with unit_of_work(read_only=True) as uow:
        epochs = uow.outbox.settled_upto()
    compared, rearmed = 0, 0
    for epoch, upto in sorted(epochs.items()):
        digest = ledger.digest(epoch, upto)
        compared += digest.count
        if digest.missing:
            rearmed += _rearm(unit_of_work, epoch, digest.missing, clock)
    if rearmed:
        _log.error("ledger_lost_decisions", extra={"rearmed": rearmed})
    return Reconciliation(compared, rearmed)


def _rearm(unit_of_work: UnitOfWorkFactory, epoch: int, missing: tuple[int, ...], clock: Clock) -> int:
    with unit_of_work() as uow:
        approvals = uow.outbox.rearm(epoch, missing)
        if approvals:
            body = {"epoch": epoch, "approvals": list(approvals)}
            uow.log.append(Fact("approvals_rearmed", clock.now(), LEDGER, "outbox", body))
            uow.commit()
        return len(approvals)
