"""The limits of a photograph in a programme file: what is read of them, and what is refused, with its line."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.policy.picture_quality import QualityLimits
from qc_station.policy.programme import ProgrammeError
from qc_station.policy.programme_file import load_programme
from qc_station.policy.studio_rules_file import QUALITY_RANGES
from tests.policy.pieces import PROGRAMME
from tests.policy.pieces import TEXT as SHIPPED

QUALITY = SHIPPED[SHIPPED.index("[quality]") : SHIPPED.index("[measure.")]
LIMITS = {
    "sharpness_least": 60.0,
    "quick_sharpness_least": 40.0,
    "clipped_dark_most": 0.05,
    "clipped_light_most": 0.02,
    "backdrop_lightness_least": 70.0,
    "backdrop_cast_most": 9.0,
    "backdrop_unevenness_most": 10.0,
    "fill_least": 0.5,
    "fill_most": 0.94,
    "off_centre_most": 0.05,
    "tilt_most_deg": 2.0,
}


def with_quality(block: str) -> str:
    """The shipped programme with another [quality]."""
    return SHIPPED.replace(QUALITY, block)


def written(**changed: str) -> str:
    """A [quality] with some of its values as they would be written."""
    return "[quality]\n" + "".join(f"{key} = {changed.get(key, value)}\n" for key, value in LIMITS.items())


def refusal(text: str) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as refused:
        load_programme(text, "ami-for-ever.toml")
    return refused.value


def test_the_shipped_limits() -> None:
    """The file's own numbers; a category that says nothing has them, and one that says one thing differs in that."""
    assert QualityLimits(**LIMITS) == PROGRAMME.quality
    assert PROGRAMME.quality_of("shirt") == PROGRAMME.quality
    assert PROGRAMME.quality_of("of another season") == PROGRAMME.quality
    assert asdict(PROGRAMME.quality_of("scarf")) == LIMITS | {"tilt_most_deg": 20.0}
    assert asdict(PROGRAMME.quality_of("knitwear")) == LIMITS | {"sharpness_least": 40.0}


def test_front_and_back_are_whole() -> None:
    """A view is a detail unless the file says that it shows the garment from edge to edge."""
    views = {view.id: view.whole for category in PROGRAMME.categories.values() for view in category.views}
    assert {view for view, whole in views.items() if whole} == {"front", "back"}


def test_every_limit_has_its_range_and_its_key() -> None:
    """A limit that is added to the rules is asked of the file, or this fails."""
    assert list(QUALITY_RANGES) == [field.name for field in fields(QualityLimits)] == list(LIMITS)


def test_a_programme_of_before_the_studio_loads() -> None:
    """The text kept with an old verdict has no limits: it is read, and refuses no photograph."""
    old = load_programme(with_quality(""), "old.toml")
    assert old.quality == old.quality_of("shirt") == QualityLimits.open()
    assert old.category_quality == {}


def test_whole_numbers_and_fractions_are_both_numbers() -> None:
    """Whether somebody writes 2 or 2.0 is the same limit."""
    one, other = (load_programme(with_quality(written(tilt_most_deg=each)), "x").quality for each in ("2", "2.0"))
    assert one == other


CATEGORY = written() + "[quality.shirt]\nfill_least = 0.6\n"
# Name · [quality] as written · the beginning of the line the refusal must point at · its path · its reason.
REFUSALS = [
    ("missing", written().replace("fill_least = 0.5\n", ""), "[quality]", "quality.fill_least", "missing"),
    ("unknown key", written() + "fill = 0.5\n", "fill = ", "quality.fill", "unknown key"),
    (
        "text",
        written(fill_most='"all"'),
        "fill_most",
        "quality.fill_most",
        "expected a number, found text",
    ),
    (
        "true",
        written(tilt_most_deg="true"),
        "tilt_most_deg",
        "quality.tilt_most_deg",
        "expected a number, found true or false",
    ),
    ("nan", written(fill_most="nan"), "fill_most", "quality.fill_most", "nan is not between 0 and 1"),
    ("infinite", written(fill_most="inf"), "fill_most", "quality.fill_most", "inf is not between 0 and 1"),
    ("in per cent", written(fill_most="94"), "fill_most", "quality.fill_most", "94 is not between 0 and 1"),
    ("negative", written(tilt_most_deg="-1"), "tilt_most_deg", "quality.tilt_most_deg", "-1 is not between 0 and 20"),
    (
        "contrary",
        written(fill_least="0.95"),
        "fill_least",
        "quality.fill_least",
        "no garment fills at least fill_least and at most fill_most",
    ),
    ("no table", "quality = 3\n", "quality = 3", "quality", "expected a table, found a whole number"),
    (
        "unknown category",
        CATEGORY.replace("quality.shirt", "quality.shirts"),
        "[quality.shirts]",
        "quality.shirts",
        "unknown category 'shirts'",
    ),
    (
        "excluded category",
        CATEGORY.replace("quality.shirt", "quality.underwear"),
        "[quality.underwear]",
        "quality.underwear",
        "nothing of an excluded category is photographed",
    ),
    (
        "unknown key of a category",
        CATEGORY + "fil_most = 1\n",
        "fil_most",
        "quality.shirt.fil_most",
        "unknown key",
    ),
    ("empty category", written() + "[quality.shirt]\n", "[quality.shirt]", "quality.shirt", "empty"),
    (
        "contrary category",
        CATEGORY.replace("fill_least = 0.6", "fill_most = 0.4"),
        "fill_most = 0.4",
        "quality.shirt.fill_most",
        "no garment fills at least fill_least and at most fill_most",
    ),
    (
        "table for a limit",
        written().replace("fill_least = 0.5\n", "") + "[quality.fill_least]\nshirt = 0.5\n",
        "[quality.fill_least]",
        "quality.fill_least",
        "expected a number, found a table",
    ),
]


@pytest.mark.parametrize(
    ("block", "line", "path", "reason"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_a_faulty_limit_is_refused_at_its_line(block: str, line: str, path: str, reason: str) -> None:
    """The refusal names the very line of the fault, the path of the limit and what is wrong with it."""
    # What stands under no table of its own has to stand before the first.
    text = with_quality(block) if block.startswith("[") else block + with_quality("")
    error = refusal(text)
    assert (error.path, error.reason) == (path, reason)
    begin = text.index(block)
    assert error.line == text.count("\n", 0, text.index(line, begin)) + 1


def test_whole_is_true_or_false() -> None:
    """A view that is whole by half is refused."""
    text = SHIPPED.replace("whole = true", 'whole = "yes"', 1)
    error = refusal(text)
    assert (error.path, error.reason) == ("view.front.whole", "expected true or false, found text")
    assert error.line == text[: text.index('whole = "yes"')].count("\n") + 1


@given(
    key=st.sampled_from(list(LIMITS)),
    number=st.one_of(st.floats(), st.integers(-10, 10**6).map(float)),
)
def test_any_number_is_within_its_range_or_refused(key: str, number: float) -> None:
    """Whatever stands there: a limit within its range, or a refusal of that very key."""
    least, most = QUALITY_RANGES[key]
    text = with_quality(written(**{key: repr(number)}))
    other = {"fill_least": LIMITS["fill_most"], "fill_most": LIMITS["fill_least"]}.get(key)
    contrary = other is not None and (number >= other if key == "fill_least" else number <= other)
    if least <= number <= most and not contrary:
        assert getattr(load_programme(text, "x").quality, key) == number
    else:
        assert refusal(text).path in (f"quality.{key}", "quality.fill_least")
