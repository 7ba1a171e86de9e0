"""Answers to the checks of a piece: nothing is ticked in advance, and findings are numbered once."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.checklist import (
    FINDINGS_MAX,
    NOTE_LENGTH_MAX,
    Answer,
    Finding,
    Pin,
    Severity,
    Side,
    view_of,
    with_conform,
    with_finding,
)
from qc_station.domain.errors import RuleBroken

LEFT, RIGHT = Pin(Side.FRONT, 0.25, 0.5), Pin(Side.BACK, 0.75, 0.5)
shares = st.floats(0, 1)
pins = st.none() | st.builds(Pin, st.sampled_from(list(Side)), shares, shares)
found = st.lists(st.tuples(st.sampled_from(["clean", "holes"]), st.sampled_from(["stain", "hole"]), pins), max_size=15)


def stain(pin: Pin | None = None, note: str = "") -> Finding:
    return Finding("stain", Severity.MAJOR, 1, pin, note)


def test_a_piece_starts_with_nothing_answered() -> None:
    """One key answers one check and leaves every other one open."""
    assert with_conform((), "clean") == (Answer("clean"),)
    assert with_conform((), "clean")[0].conform


def test_conform_withdraws_the_findings() -> None:
    """Whoever changes their mind answers again; the check keeps its place."""
    answers = with_conform(with_finding(with_conform((), "holes"), "clean", stain(LEFT)), "wear")
    assert with_conform(answers, "clean") == (Answer("holes"), Answer("clean"), Answer("wear"))


def test_a_finding_replaces_conform() -> None:
    """A defect found after all takes the check's conform away."""
    (answer,) = with_finding(with_conform((), "clean"), "clean", stain())
    assert not answer.conform
    assert answer.kinds == ("stain",)


def test_a_pin_completes_the_finding_that_had_none() -> None:
    """First the key, then the place: one finding, whose note stays."""
    answers = with_finding(with_finding((), "clean", stain(note="cuff")), "clean", stain(LEFT))
    assert answers == (Answer("clean", (stain(LEFT, "cuff"),)),)


def test_another_place_is_another_finding() -> None:
    """Two stains are two findings with two shots, and their kind is told once."""
    (answer,) = with_finding(with_finding((), "clean", stain(LEFT)), "clean", stain(RIGHT))
    assert [(each.number, each.pin) for each in answer.findings] == [(1, LEFT), (2, RIGHT)]
    assert answer.kinds == ("stain",)
    assert [view_of("clean", each.number) for each in answer.findings] == ["defect:clean:1", "defect:clean:2"]


def test_the_same_key_again_makes_no_second_finding() -> None:
    """Without a new place nothing new was found."""
    answers = with_finding((), "clean", stain(LEFT))
    assert with_finding(answers, "clean", stain(note="left")) == (Answer("clean", (stain(LEFT, "left"),)),)


@given(found)
def test_numbers_are_never_given_twice(steps: list[tuple[str, str, Pin | None]]) -> None:
    """Within a check each finding has a number of its own, from 1 up, so that each has its own shot."""
    answers: tuple[Answer, ...] = ()
    for check, kind, pin in steps:
        answers = with_finding(answers, check, Finding(kind, Severity.MAJOR, 99, pin))
    for answer in answers:
        numbers = [each.number for each in answer.findings]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len({answer.check for answer in answers}) == len(answers)
    assert {(answer.check, kind) for answer in answers for kind in answer.kinds} == {step[:2] for step in steps}


def test_too_many_findings_are_refused() -> None:
    """The twenty-first place of one check is refused, with the figure to say why."""
    answers: tuple[Answer, ...] = ()
    for step in range(FINDINGS_MAX):
        answers = with_finding(answers, "clean", stain(Pin(Side.FRONT, step / FINDINGS_MAX, 0)))
    with pytest.raises(RuleBroken) as broken:
        with_finding(answers, "clean", stain(Pin(Side.BACK, 0, 0)))
    assert (broken.value.code, broken.value.params["most"]) == ("too_many_findings", FINDINGS_MAX)


@pytest.mark.parametrize("place", [(-0.01, 0.5), (0.5, 1.01), (math.nan, 0.5), (0.5, math.inf)])
def test_a_pin_stands_on_the_outline(place: tuple[float, float]) -> None:
    """A place outside the drawing, or no number at all, is refused."""
    with pytest.raises(RuleBroken) as broken:
        Pin(Side.FRONT, *place)
    assert broken.value.code == "pin_outside"


def test_a_note_has_an_end() -> None:
    """A note of the greatest length is kept whole, one letter more is refused."""
    assert stain(note="x" * NOTE_LENGTH_MAX).note
    with pytest.raises(RuleBroken) as broken:
        stain(note="x" * (NOTE_LENGTH_MAX + 1))
    assert broken.value.code == "note_too_long"
