"""The physical garment: one row, seven independent axes (product.md 4). Legal moves are in `transitions.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qc_station.domain.checklist import Answer
from qc_station.domain.photo import Shot
from qc_station.domain.takeback import ItemKey
from qc_station.domain.verdict import Verdict


class ReceptionState(StrEnum):
    EXPECTED = "expected"
    RECEIVED = "received"
    MISSING = "missing"


class IdentityState(StrEnum):
    UNVERIFIED = "unverified"
    MATCHES = "matches"
    CORRECTED = "corrected"
    NOT_DECLARED = "not_declared"
    WRONG_BRAND = "wrong_brand"


class DecisionState(StrEnum):
    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NEEDS_REVIEW = "needs_review"


class TreatmentState(StrEnum):
    NONE = "none"
    NEEDED = "needed"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    REINSPECTED = "reinspected"


class PhotosState(StrEnum):
    NONE = "none"
    PARTIAL = "partial"
    COMPLETE = "complete"
    PUBLISHED = "published"


class CreditState(StrEnum):
    NONE = "none"
    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    REVERSED = "reversed"


class DispositionState(StrEnum):
    NONE = "none"
    HOLD = "hold"
    RETURN = "return_to_customer"
    DONATE = "donate"
    RECYCLE = "recycle"


@dataclass(frozen=True, slots=True)
class Axes:
    """Where a piece stands on each axis; no axis implies another."""

    reception: ReceptionState = ReceptionState.EXPECTED
    identity: IdentityState = IdentityState.UNVERIFIED
    decision: DecisionState = DecisionState.UNDECIDED
    treatment: TreatmentState = TreatmentState.NONE
    photos: PhotosState = PhotosState.NONE
    credit: CreditState = CreditState.NONE
    disposition: DispositionState = DispositionState.NONE


@dataclass(frozen=True, slots=True)
class Piece:
    """The aggregate of an inspection. `id` is our own piece id; `version` is the one it was read at (0 = not stored
    yet).
    """

    id: str
    key: ItemKey
    station: str
    operator: str
    opened_at: datetime
    axes: Axes = field(default_factory=Axes)
    answers: tuple[Answer, ...] = ()
    shots: tuple[Shot, ...] = ()
    verdict: Verdict | None = None
    version: int = 0

    def answer(self, check: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.check == check), None)

    def shot(self, view: str) -> Shot | None:
        """The kept shot of a view: the newest one counts."""
        return next((shot for shot in reversed(self.shots) if shot.view == view), None)

    @property
    def in_treatment(self) -> bool:
        """With the workshop: it waits for nobody at the bench until it is treated."""
        return not self.decided and self.axes.treatment in (TreatmentState.NEEDED, TreatmentState.IN_PROGRESS)

    @property
    def treated(self) -> bool:
        """What is found now is found in the second inspection."""
        return self.axes.treatment in (TreatmentState.DONE, TreatmentState.REINSPECTED)

    @property
    def decided(self) -> bool:
        return self.axes.decision is not DecisionState.UNDECIDED
