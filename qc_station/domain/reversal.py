"""A credit a lead wants back: asked of the ledger once, and what the ledger said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from qc_station.domain.takeback import ItemKey


class ReversalState(StrEnum):
    """Asked: not answered yet. Done: the credit is taken back. Uncovered: the customer has spent it, and the office
    decides. Refused: the ledger knows of no credit. A lead may ask again after the last two.
    """

    ASKED = auto()
    DONE = auto()
    UNCOVERED = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Reversal:
    """`detail` is the ledger's word, for the lead."""

    piece: str
    key: ItemKey
    lead: str
    reason: str
    asked_at: datetime
    state: ReversalState = ReversalState.ASKED
    detail: str = ""
    answered_at: datetime | None = None
