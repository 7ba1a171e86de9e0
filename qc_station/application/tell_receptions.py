"""The ledger is told of parcels that arrived, so that it counts the customer's working days too, and of credits that
wait here for a signed transfer form, so that whoever answers for them sees them, and may let them go.
"""

from __future__ import annotations

from functools import partial

from qc_station.application.drain_outbox import again
from qc_station.application.ledger_port import Ledger, ReleaseOrder
from qc_station.application.ports import Clock, UnitOfWorkFactory
from qc_station.application.record_transfer_form import hold_credit
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.facts import Fact

TOLD_AT_ONCE = 100
HELD_MAX = 500


def tell_receptions(unit_of_work: UnitOfWorkFactory, ledger: Ledger) -> bool:
    """Tell what the ledger does not know yet; whether more waits. Raises LedgerFailure.

    A dossier the ledger does not know came from a file: it counts as told. One that comes to be known later is told
    when the feed shows it (`pull_takebacks.py`).
    """
    with unit_of_work(read_only=True) as uow:
        untold = uow.receptions.untold(TOLD_AT_ONCE)
    if not untold:
        return False
    ledger.tell_receptions(untold)
    with unit_of_work() as uow:
        for reception in untold:
            uow.receptions.told(reception)
        uow.commit()
    return len(untold) == TOLD_AT_ONCE


def tell_held(unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock) -> tuple[int, int]:
    """Tell all that is held here, and let go what the ledger asks for: how many are held, how many were let go.

    Raises LedgerFailure.
    """
    with unit_of_work(read_only=True) as uow:
        held = uow.outbox.held(HELD_MAX)
    orders = ledger.tell_held(held)
    mine = {departure.approval.key: departure for departure in held}
    asked = [(mine[order.key], order) for order in orders if order.key in mine]
    return len(held), sum(again(partial(_let_go, draft, order, unit_of_work, clock)) for draft, order in asked)


def _let_go(held: Departure, order: ReleaseOrder, unit_of_work: UnitOfWorkFactory, clock: Clock) -> bool:
    """False when it was let go, or taken back, in the meantime."""
    with unit_of_work() as uow:
        departure = uow.outbox.get(held.approval.id)
        if departure is None or departure.state is not OutboxState.DRAFT or not departure.held:
            return False
        hold_credit(departure, uow, held=False)
        body = {"reason": order.reason}
        uow.log.append(Fact("hold_released", clock.now(), order.person, departure.approval.piece, body))
        uow.commit()
        return True
