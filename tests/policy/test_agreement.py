"""Cohen's kappa and the lean of an expert, against published and hand-made tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.grade import Grade
from qc_station.domain.verdict import Ruling
from qc_station.policy.agreement import RECENT, agreement, lean, rung

ANSWERS = st.sampled_from(["conform", "light", "heavy"])
PAIRS = st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # yes/yes, yes/no, no/yes, no/no. The first two are the textbook pair of Cohen's kappa: equal agreement of 60 %,
        # unequal habits (https://en.wikipedia.org/wiki/Cohen%27s_kappa).
        ((45, 15, 25, 15), 0.1304),
        ((25, 35, 5, 35), 0.2593),
        ((20, 5, 10, 15), 0.4),
        ((10, 0, 0, 10), 1.0),
        ((0, 10, 10, 0), -1.0),
        ((5, 5, 5, 5), 0.0),
    ],
)
def test_kappa_of_known_tables(table: tuple[int, int, int, int], kappa: float) -> None:
    """Published figures, and the three corners that need no book."""
    kinds = (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"))
    pairs = [pair for pair, count in zip(kinds, table, strict=True) for _ in range(count)]
    found = agreement(pairs)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)
    assert (found.looks, found.agreed) == (sum(table), table[0] + table[3])


@pytest.mark.parametrize("pairs", [[], [("conform", "conform")] * 50])
def test_no_figure_where_there_is_no_information(pairs: list[tuple[str, str]]) -> None:
    """Nobody looked, or everybody always said the same: that proves neither skill nor luck."""
    assert agreement(pairs).kappa is None


@given(PAIRS)
def test_kappa_is_bounded_and_fair(pairs: list[tuple[str, str]]) -> None:
    """In -1..1, the same whoever is called first, 1 exactly when all answers are equal."""
    found = agreement(pairs)
    swapped = agreement([(second, first) for first, second in pairs])
    assert found == swapped
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.agreed == found.looks)


def test_the_ladder_of_verdicts() -> None:
    """New over Excellent over Very good over refused; a review stands on no rung."""
    ladder = [rung(Ruling.ACCEPTED, grade) for grade in Grade] + [rung(Ruling.REFUSED, None)]
    assert ladder == [0, 1, 2, 3]
    assert rung(Ruling.REVIEW, None) is None


def test_one_look_accuses_nobody() -> None:
    """A single stricter look could be anybody's; ten in a row could not."""
    assert lean([1]).chance == 1.0
    assert lean([1] * 10).chance == pytest.approx(2 / 1024)
    assert lean([1, -1] * 5).chance == 1.0
    assert lean([0] * 30).chance == 1.0


def test_drift_is_lately_against_before() -> None:
    """Thirty looks without a difference, then twenty one step stricter: a drift of one step; no past, no drift."""
    found = lean([0] * 30 + [1] * RECENT)
    assert (found.mean, found.drift) == (pytest.approx(0.4), pytest.approx(1.0))
    assert lean([1] * RECENT).drift is None


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=60))
def test_a_lean_has_two_sides(steps: list[int]) -> None:
    """Whoever is milder than a colleague has a colleague who is stricter, by as much and by the same odds."""
    one, other = lean(steps), lean([-step for step in steps])
    assert one.mean == pytest.approx(-other.mean)
    assert one.chance == other.chance
    assert 0 < one.chance <= 1
