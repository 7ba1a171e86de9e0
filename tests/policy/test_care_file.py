"""The file of treatments: what is shipped makes sense, and what is wrong is refused with its line."""

from __future__ import annotations

import re

import pytest

from qc_station.policy.care import SCALES, Limit
from qc_station.policy.care_file import ProgrammeError, load_care
from qc_station.policy.composition import _alike, _plain, parse_composition
from qc_station.policy.programme import LANGUAGES
from tests.policy.care_data import CARE, TEXT


def refusal(text: str) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as refused:
        load_care(text, "treatments.toml")
    return refused.value


def test_what_is_shipped_is_whole() -> None:
    """Some two dozen fibres, each with a source, every limit and a name in six languages; eight steps."""
    assert len(CARE.fibres) >= 22
    for fibre in CARE.fibres.values():
        assert set(fibre.limits) == set(Limit)
        assert set(fibre.names) == set(LANGUAGES)
        assert "ISO 3758" in fibre.source or "ours" in fibre.source, fibre.id
    assert list(CARE.steps) == [
        *("spot_cleaning", "airing", "cleaning", "repair", "depilling", "ironing", "steaming", "relabel")
    ]


def test_one_dot_goes_without_steam() -> None:
    """GINETEX: what bears 110 °C only, or no iron at all, is not steamed with one; down, never ironed, is an exception
    that says so.
    """
    cold = [fibre for fibre in CARE.fibres.values() if fibre.limits[Limit.IRON] <= 110 and fibre.limits[Limit.STEAM]]
    assert [fibre.id for fibre in cold] == ["down"]
    assert CARE.symbols["i1"].caps[Limit.STEAM] == 0


def test_what_is_never_washed_is_never_moved_in_water() -> None:
    """The limits of a fibre agree with each other: no water, no mechanical action; water, at least by hand."""
    for fibre in CARE.fibres.values():
        assert (fibre.limits[Limit.WASH] == 0) == (fibre.limits[Limit.ACTION] == 0), fibre.id
        assert not (fibre.limits[Limit.WASH] == 0 and fibre.limits[Limit.BLEACH] > 0), fibre.id


def test_few_fibres_are_spelt_alike() -> None:
    """A wrong letter turns no fibre into another. The few names that are alike are known, and a word that is like both
    is not understood.
    """
    names = [
        (_plain(name), fibre.id) for fibre in CARE.fibres.values() for said in fibre.names.values() for name in said
    ]
    close = {
        (one, other)
        for one, first in names
        for other, second in names
        if first != second and one < other and _alike(one, other)
    }
    assert close == {("baumwolle", "lammwolle"), ("feather", "leather"), ("feathers", "leather")}
    for between in ("ieather", "heather", "laumwolle"):
        assert parse_composition(f"100 % {between}", CARE) is None


def test_the_scales_begin_with_nothing() -> None:
    """The gentlest place on every scale of words is "none", so that the strictest of many is a minimum."""
    assert all(words[0] == "none" for words in SCALES.values())


@pytest.mark.parametrize(
    ("was", "made", "reason"),
    [
        ('bleach = "oxygen"\n', 'bleach = "oxygen"\nchlorine = true\n', "unknown key"),
        ('bleach = "oxygen"\n', "", "missing"),
        ('bleach = "oxygen"\n', 'bleach = "chlorine"\n', "unknown level 'chlorine'"),
        ("iron = 200\n", "iron = 180\n", "180 is not one of 0, 110, 150, 200"),
        ("steam = true\n", "steam = 1\n", "expected true or false, found a whole number"),
        ('nl = ["katoen"]\n', "", "no translation in 'nl'"),
        ('en = ["cotton"]', 'en = ["cotton", "linen"]', "'linen' is already a name of 'cotton'"),
        ('label = { fr = "Repassage", en = "Ironing" }', 'label = { fr = "Repassage" }', "no translation in 'en'"),
        ("caps = { iron = 150 }", "caps = { }", "a symbol that limits nothing"),
        ("caps = { iron = 150 }", "caps = { heat = 150 }", "unknown key"),
        ('hole = ["repair"]', 'hole = ["cleaning"]', "no step here is allowed on every fabric"),
        ('hole = ["repair"]', 'hole = ["mending"]', "unknown step 'mending'"),
        ("waiting_hours = 72", "waiting_hours = 0", "0 is not between 1 and 1000"),
        ('shirt = ["ironing", "steaming"]', 'shoes = ["ironing"]', "this category is among the unpressed"),
    ],
)
def test_a_fault_is_refused_with_its_line(was: str, made: str, reason: str) -> None:
    """Unknown keys, missing translations, impossible levels and dead ends are told with file, line and reason."""
    assert was in TEXT
    fault = refusal(TEXT.replace(was, made, 1))
    assert fault.reason == reason
    assert fault.origin == "treatments.toml"
    assert fault.line > 1


def test_the_line_is_that_of_the_fault() -> None:
    """Whoever edits the file is sent to the very line."""
    line = next(at for at, text in enumerate(TEXT.splitlines(), start=1) if text == "iron = 200")
    assert refusal(re.sub("(?m)^iron = 200$", "iron = 180", TEXT, count=1)).line == line
