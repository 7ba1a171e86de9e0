"""The verdict on a piece, with everything needed to explain it and to replay it later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.grade import Grade
from qc_station.domain.money import Money


class Ruling(StrEnum):
    """What the rules say of a piece, or what a person decided. TREATMENT decides nothing yet and is in no verdict."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    REVIEW = "review"
    TREATMENT = "treatment"


@dataclass(frozen=True, slots=True)
class Ground:
    """One cause of a judgement: the answer given to a check (or an eligibility rule), what follows, and whose
    sentence says so.

    `source` is a check id, or `eligibility`/`valuation`; `answer` the answer id. `reason` is set when it refuses or
    asks for a review,
    `limit` when it caps the grade. `sentence` is the id of the programme's sentence.
    """

    source: str
    answer: str
    ruling: Ruling | None
    reason: str | None
    limit: Grade | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would change the judgement: this one answer given instead leads to that ruling, grade and amount."""

    source: str
    answer: str
    ruling: Ruling | None
    grade: Grade | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the programme makes of the answers given so far: pure, replayable, explained.

    `ruling` is None while checks are open and none of the findings refuses. `amounts` is what each grade would credit.
    """

    ruling: Ruling | None
    grade: Grade | None
    amount: Money | None
    grounds: tuple[Ground, ...]
    unanswered: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    amounts: tuple[tuple[Grade, Money], ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Reason codes behind the ruling, each once."""
        codes = [ground.reason for ground in self.grounds if ground.reason and ground.ruling == self.ruling]
        return tuple(dict.fromkeys(codes))


@dataclass(frozen=True, slots=True)
class ProgrammeRef:
    """The rules a verdict was made under: enough to find the same bytes again."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A signed decision. `judged` is what the rules said; `ruling` and `grade` what was signed, never better
    unless a lead signs.

    `overrules`: the verdict a lead put this one in the place of; both are kept.
    """

    ruling: Ruling
    grade: Grade | None
    amount: Money | None
    reasons: tuple[str, ...]
    note: str
    judged: Judgement
    programme: ProgrammeRef
    operator: str
    station: str
    decided_at: datetime
    without_photos: str = ""
    overrules: Verdict | None = None
