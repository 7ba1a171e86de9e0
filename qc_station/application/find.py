"""Finding a parcel when nothing scans: by dossier, by the customer's name, by a reference, by a piece of its number."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.ports import UnitOfWork
from qc_station.domain.search import folded, words_asked
from qc_station.domain.takeback import Customer, DeclaredItem

FOUND_MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A parcel of a dossier; `items` are the declared items in it, those whose reference was asked for first."""

    dossier: str
    parcel_code: str
    customer: Customer
    items: tuple[DeclaredItem, ...]
    received: bool


def find(text: str, uow: UnitOfWork) -> tuple[Found, ...]:
    """At most `FOUND_MOST` parcels that meet every word of `text`, newest offer first; none when nothing is asked."""
    asked = words_asked(text)
    if not asked:
        return ()
    found: list[Found] = []
    for takeback in uow.takebacks.named(asked, FOUND_MOST):
        received = uow.receptions.get(takeback.dossier) is not None
        for code in dict.fromkeys(item.parcel_code for item in takeback.items):
            items = [item for item in takeback.items if item.parcel_code == code]
            items.sort(key=lambda item: not any(word in folded(item.reference) for word in asked))
            found.append(Found(takeback.dossier, code, takeback.customer, tuple(items), received))
    return tuple(found[:FOUND_MOST])
