"""Grades, best first. A grade is a state of the piece; the offer holds the prices."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """Source: the programme page, « L'état des pièces est défini comme suit »."""

    NEW = "new"
    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"


_BEST_FIRST = tuple(Grade)


def lower_of(one: Grade, other: Grade) -> Grade:
    """The grade that is paid: found worse than declared pays the found one, found better pays the declared one."""
    return max(one, other, key=_BEST_FIRST.index)
