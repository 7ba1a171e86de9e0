"""Approvals, pieces and take-backs made for the sync's tests."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from qc_station.domain.approval import Approval, Departure, OutboxState
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import Axes, CreditState, DecisionState, Piece, ReceptionState
from qc_station.domain.takeback import Customer, DeclaredItem, ExpectedParcel, ItemKey, TakeBack
from qc_station.domain.verdict import ProgrammeRef, Ruling

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PROGRAMME = ProgrammeRef("ami-for-ever", "2026.1", "ab" * 32)


def approval(number: int, ruling: Ruling = Ruling.ACCEPTED, **parts) -> Approval:
    accepted = ruling is Ruling.ACCEPTED
    made = Approval(
        id=str(uuid.UUID(int=number, version=4)),
        key=ItemKey("R-2026-018834", number),
        piece=f"QC1-{number:012}-0",
        ruling=ruling,
        grade=Grade.VERY_GOOD if accepted else None,
        reasons=() if accepted else ("incomplete",),
        claimed=Money(6000, "EUR") if accepted else None,
        programme=PROGRAMME,
        operator="u-lea",
        occurred_at=NOON + timedelta(seconds=number),
        evidence=(f"{number:064x}",),
    )
    return replace(made, **parts)


def draft(number: int, ruling: Ruling = Ruling.ACCEPTED, **parts) -> Departure:
    made = approval(number, ruling, **parts)
    return Departure(made, OutboxState.DRAFT, release_at=made.occurred_at)


def pending(number: int, ruling: Ruling = Ruling.ACCEPTED, **parts) -> Departure:
    return replace(draft(number, ruling, **parts), state=OutboxState.PENDING, epoch=1, seq=number)


def piece_of(departure: Departure) -> Piece:
    approval = departure.approval
    accepted = approval.ruling is Ruling.ACCEPTED
    axes = Axes(
        reception=ReceptionState.RECEIVED,
        decision=DecisionState.ACCEPTED if accepted else DecisionState.REFUSED,
        credit=CreditState.QUEUED if accepted else CreditState.NONE,
    )
    return Piece(approval.piece, approval.key, "BANC-01", approval.operator, NOON, axes)


def decide(store, *departures: Departure) -> None:
    """As `decide` of the bench leaves it: the piece and the draft, in one transaction."""
    with store() as uow:
        for departure in departures:
            uow.pieces.save(piece_of(departure))
            uow.outbox.put(departure)
        uow.commit()


def takeback(dossier: str = "R-2026-018834", lines: int = 1, **parts) -> TakeBack:
    items = tuple(
        DeclaredItem(
            key=ItemKey(dossier, line),
            parcel_code="8R41207731939",
            reference="HSH111.CO0031",
            title={"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"},
            category="shirt",
            season="2022-SS",
            size="40",
            colour={"fr": "Bleu ciel", "en": "Sky blue"},
            composition="98 % coton, 2 % élasthanne",
            declared_grade=Grade.EXCELLENT,
            offer={
                Grade.NEW: Money(9500, "EUR"),
                Grade.EXCELLENT: Money(8000, "EUR"),
                Grade.VERY_GOOD: Money(6000, "EUR"),
            },
        )
        for line in range(1, lines + 1)
    )
    made = TakeBack(
        dossier=dossier,
        programme="ami-for-ever",
        accepted_at=datetime(2026, 11, 3, 9, 12, tzinfo=UTC),
        customer=Customer("C-004711", "Camille D.", "Lyon", "FR", "fr"),
        parcels=(ExpectedParcel("8R41207731939", "colissimo"),),
        items=items,
    )
    return replace(made, **parts)
