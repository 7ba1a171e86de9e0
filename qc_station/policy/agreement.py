"""Do two experts who look at the same piece say the same, and does one of them lean?

Agreement is Cohen's kappa (Cohen 1960, "A coefficient of agreement for nominal scales"): the share of equal answers,
less what two people with these habits would share by chance. Lean is a mean of steps on the ladder of verdicts with an
exact sign test, so that a handful of looks accuses nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from qc_station.domain.grade import Grade
from qc_station.domain.verdict import Ruling

# So many looks are "lately"; what came before is what they are compared with.
RECENT = 20
_REFUSED = len(Grade)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`agreed` of `looks` were equal. `kappa` in -1..1, None where chance alone explains everything (no look, or both
    always gave one same answer).
    """

    looks: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Lean:
    """How one expert judges against colleagues on the same pieces, in steps of the ladder new > … > refused.

    `mean` > 0: stricter than the others; `drift`: mean of the last `RECENT` looks less the mean before them, None until
    there are looks on both sides. `chance`, in 0..1: how likely so one-sided a row is for an expert who does not lean.
    """

    looks: int
    mean: float
    drift: float | None
    chance: float


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Of two people's answers to the same question, pair by pair."""
    n = len(pairs)
    agreed = sum(first == second for first, second in pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    # Both terms times n², so that equality with 1 is exact.
    by_chance = sum(count * seconds[answer] for answer, count in firsts.items())
    if by_chance == n * n:
        return Agreement(n, agreed, None)
    return Agreement(n, agreed, float(Fraction(n * agreed - by_chance, n * n - by_chance)))


def rung(ruling: Ruling, grade: Grade | None) -> int | None:
    """The place of a verdict on the ladder, 0 the best; None for what judges the piece only later."""
    if ruling in (Ruling.REVIEW, Ruling.TREATMENT):
        return None
    return _REFUSED if grade is None or ruling is Ruling.REFUSED else grade.rank


def lean(steps: Sequence[int]) -> Lean:
    """Of one expert's differences from a colleague (own rung less the other's), oldest first; at least one."""
    before, lately = steps[:-RECENT], steps[-RECENT:]
    drift = _mean(lately) - _mean(before) if before else None
    return Lean(len(steps), _mean(steps), drift, _sign_test(steps))


def _mean(steps: Sequence[int]) -> float:
    return sum(steps) / len(steps)


def _sign_test(steps: Sequence[int]) -> float:
    """Two-sided and exact; looks without a difference say nothing about the direction."""
    stricter, milder = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    n, least = stricter + milder, min(stricter, milder)
    tail = sum(comb(n, k) for k in range(least + 1))
    return float(min(Fraction(1), Fraction(2 * tail, 2**n)))
