"""Further questions about a finding, by the verbs of the bench: kept, withdrawn, strict about what comes in."""

from __future__ import annotations

import pytest

from qc_station.application import commands
from qc_station.application.commands import AnswerFollowUp
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.piece import Piece
from qc_station.domain.verdict import Ruling
from qc_station.policy.grading import corrections
from tests.application.day import Day


@pytest.fixture
def stained(day: Day) -> Day:
    """Item 1 in hand, with a stain that has its place."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.do(commands.AnswerCheck("clean", "stain", Pin(Side.FRONT, 0.5, 0.5)))
    return day


def stored(day: Day) -> Piece:
    with day.unit_of_work(read_only=True) as uow:
        [piece] = uow.pieces.of(["R-2026-018834"])
    return piece


def details(day: Day, check: str = "clean") -> tuple[tuple[str, str], ...]:
    answer = stored(day).answer(check)
    assert answer is not None
    return answer.findings[0].details


def test_an_answer_is_kept_changed_and_withdrawn(stained: Day) -> None:
    """The newest answer stands; an empty one withdraws it; a better pin leaves it alone."""
    stained.do(AnswerFollowUp("clean", 1, "size", "small"))
    assert details(stained) == (("size", "small"),)
    stained.do(AnswerFollowUp("clean", 1, "size", "large"))
    stained.do(commands.AnswerCheck("clean", "stain"))
    assert details(stained) == (("size", "large"),)
    stained.do(AnswerFollowUp("clean", 1, "size", ""))
    assert details(stained) == ()
    stained.do(commands.Undo())
    assert details(stained) == (("size", "large"),)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AnswerFollowUp("no_such", 1, "size", "small"), "unknown_check"),
        (AnswerFollowUp("holes", 1, "size", "small"), "no_such_finding"),
        (AnswerFollowUp("clean", 2, "size", "small"), "no_such_finding"),
        (AnswerFollowUp("clean", 1, "colour", "red"), "unknown_question"),
        (AnswerFollowUp("clean", 1, "size", "enormous"), "unknown_answer"),
    ],
)
def test_what_the_programme_does_not_ask_is_refused(stained: Day, command: AnswerFollowUp, code: str) -> None:
    """Every refusal has its code, and nothing is stored."""
    assert stained.refused(command) == code
    assert details(stained) == ()


def test_a_correction_is_words_and_not_too_many(stained: Day) -> None:
    """Control and direction marks are dropped, spaces made one; what does not fit is refused, not cut."""
    stained.do(commands.AnswerCheck("authentic", "differs"))
    stained.do(AnswerFollowUp("authentic", 1, "colour", " Bleu\u202e \x00 nuit\n"))
    assert details(stained, "authentic") == (("colour", "Bleu nuit"),)
    assert stained.refused(AnswerFollowUp("authentic", 1, "size", "4" * 61)) == "detail_too_long"
    assert corrections(stored(stained).answers, stained.rules) == {"colour": "Bleu nuit"}


def test_it_is_part_of_what_was_decided(stained: Day) -> None:
    """After the signature nothing is answered any more."""
    stained.do(commands.KeepPhotograph(stained.picture(), "defect:clean:1"))
    stained.do(commands.Decide(Ruling.REFUSED))
    assert stained.refused(AnswerFollowUp("clean", 1, "size", "small")) == "piece_decided"
