"""A piece nobody declared: it waits in quarantine, with its photograph, for a lead to say whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.photo import Shot
from qc_station.domain.takeback import ItemKey

# The one view such a piece is photographed in.
UNDECLARED_VIEW = "undeclared"


class QuarantineState(StrEnum):
    """In quarantine until a lead links the piece to a declared item or sends it back; both are ends."""

    WAITING = "waiting"
    LINKED = "linked"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class QuarantineEnd:
    """What a lead settled: `key` is the declared item the piece turned out to be, None when it goes back."""

    lead: str
    at: datetime
    reason: str
    key: ItemKey | None


@dataclass(frozen=True, slots=True)
class UndeclaredPiece:
    """`id` is one of our piece ids, so its label is a piece's label.

    `instead_of`: the declared item it lay in the place of. `version` is the one it was read at (0 = not stored yet).
    """

    id: str
    parcel_code: str
    station: str
    operator: str
    found_at: datetime
    instead_of: ItemKey | None = None
    shots: tuple[Shot, ...] = ()
    state: QuarantineState = QuarantineState.WAITING
    end: QuarantineEnd | None = None
    version: int = 0
