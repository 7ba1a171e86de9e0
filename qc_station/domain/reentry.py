"""A re-entry: a sold piece that the shop's buyer sent back is inspected anew before it may be sold again.

It is the shop's matter alone. Verdict, credit and outbox are the customer's who gave the piece, and stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.checklist import Answer
from qc_station.domain.grade import Grade
from qc_station.domain.photo import Shot


class ReentryOutcome(StrEnum):
    """AS_PUBLISHED: back to the shop as it is. CHANGED: sold as what it is now, once the studio has shown that.
    WITHDRAWN: not sold any more.
    """

    AS_PUBLISHED = "as_published"
    CHANGED = "changed"
    WORKSHOP = "workshop"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reentry:
    """`number` counts the piece's re-entries, from 1. `operator`, `at`: who began it and when; once it has an outcome,
    who decided it and when. Without an `outcome` it is under way.

    `grade`: what the shop shows from now on, with CHANGED only. `lead`: who let it begin although it was late.
    `version` is the one it was read at (0 = not stored yet).
    """

    piece: str
    number: int
    operator: str
    at: datetime
    answers: tuple[Answer, ...] = ()
    shots: tuple[Shot, ...] = ()
    outcome: ReentryOutcome | None = None
    grade: Grade | None = None
    note: str = ""
    lead: str = ""
    version: int = 0

    def shot(self, view: str) -> Shot | None:
        """The kept shot of a view: the newest one counts."""
        return next((shot for shot in reversed(self.shots) if shot.view == view), None)
