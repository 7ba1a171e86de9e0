"""A station restored from an old copy numbers its decisions anew, once the ledger's operator opened an epoch for it.

Which of its numbers the lost days had used already, only the ledger knows: what waits is sent once more under its old
number, what the ledger holds is settled by its answer, and what meets another decision in its place gets a new one.
Source: ledger.md 6; docs/decisions/0007-outbox.md.
"""

from __future__ import annotations

from qc_station.application.drain_outbox import DRAIN_MAX, Sender, first_of_each_piece
from qc_station.application.ledger_port import Ledger
from qc_station.application.ports import Clock, Signer, UnitOfWorkFactory
from qc_station.application.sign_approvals import sign
from qc_station.domain.facts import LEDGER, Fact


def adopt_epoch(unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock, signer: Signer | None = None) -> int:
    """How many decisions were numbered anew; 0 while the ledger has opened no later epoch. Raises LedgerFailure."""
    epoch = ledger.standing()
    with unit_of_work(read_only=True) as uow:
        waiting = [each for each in uow.outbox.pending(DRAIN_MAX) if (each.epoch or 0) < epoch]
    if not waiting:
        return 0
    sender = Sender(unit_of_work, ledger, clock, past_conflicts=True)
    sender.send(first_of_each_piece(waiting))
    if sender.failure is not None:
        raise sender.failure
    places = {each.approval.id: [each.epoch, each.seq] for each in waiting}
    with unit_of_work() as uow:
        moved = uow.outbox.renumber(sender.conflicted, epoch)
        if signer is not None:
            sign(moved, uow, signer)
        if moved:
            body = {"epoch": epoch, "moved": [places[each.approval.id] for each in moved]}
            uow.log.append(Fact("epoch_adopted", clock.now(), LEDGER, "outbox", body))
            uow.commit()
    return len(moved)
