"""What waits for a lead on this database: pieces set aside for review, pieces nobody declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qc_station.application.ports import UnitOfWork
from qc_station.domain.takeback import Customer, DeclaredItem


@dataclass(frozen=True, slots=True)
class Waiting:
    """`piece` is the id its label bears: scanning it opens it. `item` is None for a piece nobody declared.

    `reasons` are reason codes of the programme, `note` what the expert wrote.
    """

    piece: str
    since: datetime
    parcel_code: str
    programme: str
    item: DeclaredItem | None
    customer: Customer | None
    reasons: tuple[str, ...]
    note: str


def waiting(uow: UnitOfWork) -> tuple[Waiting, ...]:
    """Oldest first."""
    found = []
    for piece in uow.pieces.for_review():
        takeback = uow.takebacks.get(piece.key.dossier)
        item = takeback.item(piece.key.line) if takeback else None
        verdict = piece.verdict
        if takeback is None or item is None or verdict is None:
            continue
        found.append(
            Waiting(
                piece=piece.id,
                since=verdict.decided_at,
                parcel_code=item.parcel_code,
                programme=takeback.programme,
                item=item,
                customer=takeback.customer,
                reasons=verdict.reasons,
                note=verdict.note,
            )
        )
    found += [
        Waiting(stray.id, stray.found_at, stray.parcel_code, "", None, None, (), "")
        for stray in uow.undeclared.waiting()
    ]
    return tuple(sorted(found, key=lambda each: (each.since, each.piece)))
