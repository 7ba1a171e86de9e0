"""Grades, best first. A grade is a state of the piece, not a price: the offer holds the prices."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """Source: the programme page, « L'état des pièces est défini comme suit »."""

    NEW = "new"
    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"

    @property
    def rank(self) -> int:
        """0 is the best."""
        return list(Grade).index(self)


def worst(*grades: Grade) -> Grade:
    """The lowest of the grades given; at least one."""
    return max(grades, key=lambda grade: grade.rank)
