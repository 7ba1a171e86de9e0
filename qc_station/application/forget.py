"""Customers are forgotten: some time after their dossier is settled the bench keeps neither their name nor their city.

Source: product.md 12. Country, language and dossier stay, so that an old inspection still reads as it did; the log
never held a name, so its chain is untouched. A dossier that is still worked on, or whose credit has not arrived, is
kept whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from qc_station.application.ports import Clock, UnitOfWork, UnitOfWorkFactory
from qc_station.domain.approval import OutboxState
from qc_station.domain.facts import LEDGER, Fact
from qc_station.domain.piece import DecisionState, ReceptionState
from qc_station.domain.takeback import TakeBack

PAGE = 200
_UNDELIVERED = (OutboxState.DRAFT, OutboxState.PENDING, OutboxState.PARKED, OutboxState.CONFLICT)
_OPEN = (DecisionState.UNDECIDED, DecisionState.NEEDS_REVIEW)


def forget_customers(
    unit_of_work: UnitOfWorkFactory,
    clock: Clock,
    days: float,
    going_on: Callable[[], bool] = lambda: True,
) -> int:
    """Forget the customers of what was settled more than `days` ago; how many. 0 days: nobody, ever.

    In pages of a transaction each: broken off (`going_on` says no, or a kill), the next run does the rest.
    """
    if days <= 0:
        return 0
    before = clock.now() - timedelta(days=days)
    forgotten, after = 0, ""
    while going_on():
        with unit_of_work() as uow:
            page = uow.takebacks.accepted_before(before, after, PAGE)
            dossiers = [takeback.dossier for takeback in page if _may_go(takeback, before, uow)]
            for takeback in page:
                if takeback.dossier in dossiers:
                    uow.takebacks.save(_without_customer(takeback))
            if dossiers:
                body = {"dossiers": dossiers}
                uow.log.append(Fact("customers_forgotten", clock.now(), LEDGER, "takebacks", body))
                uow.commit()
        forgotten += len(dossiers)
        if len(page) < PAGE:
            break
        after = page[-1].dossier
    return forgotten


def _may_go(takeback: TakeBack, before: datetime, uow: UnitOfWork) -> bool:
    if takeback == _without_customer(takeback):
        return False
    reception = uow.receptions.get(takeback.dossier)
    if reception is not None and reception.received_at >= before:
        return False
    pieces = uow.pieces.of([takeback.dossier])
    open_pieces = any(
        piece.axes.decision in _OPEN and piece.axes.reception is not ReceptionState.MISSING for piece in pieces
    )
    return not open_pieces and not any(
        departure.state in _UNDELIVERED for departure in uow.outbox.of_dossier(takeback.dossier)
    )


def _without_customer(takeback: TakeBack) -> TakeBack:
    return replace(takeback, customer=replace(takeback.customer, ref="", name="", city=""))
