"""A parcel as it stood on the table: its condition, and the photographs taken of it before and while it was opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qc_station.domain.photo import Shot

OPENING_VIEW, DAMAGE_VIEW = "opening", "damage"
_SUBJECT = "parcel/"


class ParcelCondition(StrEnum):
    """What a person saw of the box. Nothing is ticked in advance."""

    UNKNOWN = "unknown"
    INTACT = "intact"
    DAMAGED = "damaged"


def parcel_subject(code: str) -> str:
    """What a shot of the parcel is filed under; no piece id looks like it."""
    return _SUBJECT + code


def parcel_of_subject(subject: str) -> str:
    """The parcel's code, empty when the subject is no parcel."""
    return subject.removeprefix(_SUBJECT) if subject.startswith(_SUBJECT) else ""


@dataclass(frozen=True, slots=True)
class ParcelRecord:
    """`code` as its dossiers are looked up; the newest shot of a view counts."""

    code: str
    condition: ParcelCondition = ParcelCondition.UNKNOWN
    shots: tuple[Shot, ...] = ()

    def shot(self, view: str) -> Shot | None:
        return next((shot for shot in reversed(self.shots) if shot.view == view), None)
