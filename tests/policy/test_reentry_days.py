"""How long a sold piece may come back: said by the programme, or fourteen days."""

from __future__ import annotations

import pytest

from qc_station.policy.programme import ProgrammeError
from qc_station.policy.programme_file import load_programme
from tests.application.day import ROOT

SHIPPED = (ROOT / "resources/programmes/ami-for-ever.toml").read_text(encoding="utf-8")


def days(table: str) -> int:
    return load_programme(f"{SHIPPED}\n{table}\n", "brand.toml").reentry_days


def test_a_programme_may_do_without() -> None:
    """What was written before the re-entries still loads, and means fourteen days."""
    assert days("") == 14


def test_a_programme_may_say() -> None:
    """Its own number counts."""
    assert days("[reentry]\ndays = 30") == 30


@pytest.mark.parametrize(
    "table", ["[reentry]", "[reentry]\ndays = 0", "[reentry]\ndays = 14.5", "[reentry]\ndays = 14\nhours = 3"]
)
def test_it_is_read_strictly(table: str) -> None:
    """No number, none that counts days, and a key nobody knows are refused with their place."""
    with pytest.raises(ProgrammeError, match=r"brand\.toml:\d+: reentry"):
        days(table)
