"""A second look: another expert inspects a decided piece without seeing the first inspection. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qc_station.domain.checklist import Answer
from qc_station.domain.grade import Grade
from qc_station.domain.verdict import Ruling


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the second expert found; `grade` only with an acceptance."""

    piece: str
    operator: str
    at: datetime
    answers: tuple[Answer, ...]
    ruling: Ruling
    grade: Grade | None
