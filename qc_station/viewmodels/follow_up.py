"""Further questions about a finding, one after the other: a choice in the check's row, or what the piece really is in
the line at the bottom. Nobody has to answer; Enter passes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qc_station.application.commands import AnswerFollowUp
from qc_station.policy.programme import Question
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Ask, FollowUp, next_check
from qc_station.viewmodels.words import filled, tr


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that is open now, and what it is about."""

    check: str
    number: int
    question: Question


def begin(desk: Desk, check: str, kind: str) -> bool:
    """Ask what the programme asks about the newest finding of that kind; False when it asks nothing."""
    checks = desk.piece.checks if desk.piece is not None and desk.piece.open else ()
    found = [each.finding for row in checks if row.id == check for each in row.findings if each.finding.kind == kind]
    if not found or not _questions(desk, check, kind):
        return False
    _ask(desk, FollowUp(check, kind, found[-1].number))
    return True


def asked(desk: Desk) -> Asked | None:
    """The open question."""
    follow = desk.gaze.follow
    questions = _questions(desk, follow.check, follow.kind) if follow else ()
    if follow is None or follow.at >= len(questions):
        return None
    return Asked(follow.check, follow.number, questions[follow.at])


def choose(desk: Desk, position: int) -> None:
    """The choice at `position`, from 0."""
    now = asked(desk)
    choices = tuple(now.question.choices) if now else ()
    if now is not None and 0 <= position < len(choices):
        _answer(desk, now, choices[position])


def tell(desk: Desk, text: str) -> None:
    """What the piece really is; nothing typed: it is as declared."""
    now = asked(desk)
    if now is None or not text.strip():
        skip(desk)
    else:
        _answer(desk, now, text)


def skip(desk: Desk) -> None:
    """The next question, or the next check after the last one."""
    if desk.gaze.follow is not None:
        _ask(desk, replace(desk.gaze.follow, at=desk.gaze.follow.at + 1))


def end(desk: Desk) -> None:
    """Leave the questions that are left."""
    follow = desk.gaze.follow
    if follow is not None and desk.view is not None:
        desk.look(follow=None, ask=Ask.NONE, check=next_check(desk.view, follow.check), steered=False, answers_of="")


def declared(desk: Desk, fact: str) -> str:
    """What was declared of that fact; a season as it is to be typed."""
    if desk.piece is None:
        return ""
    item, words = desk.piece.item, desk.words
    return {
        "reference": item.reference,
        "size": item.size,
        "colour": words.pick(item.colour),
        "season": item.season,
    }.get(fact, "")


def asked_in_the_line(desk: Desk) -> tuple[str, str]:
    """Title and hint of the line at the bottom for a fact that was declared; empty for a choice."""
    now = asked(desk)
    if now is None or not now.question.declared:
        return "", ""
    title = desk.words.pick(now.question.title)
    return title, filled(tr("Declared: {value}"), value=declared(desk, now.question.declared))


def _answer(desk: Desk, now: Asked, value: str) -> None:
    command = AnswerFollowUp(now.check, now.number, now.question.id, value)
    desk.act(command, lambda outcome: skip(desk) if outcome.ok else None)


def _ask(desk: Desk, follow: FollowUp) -> None:
    desk.gaze = replace(desk.gaze, follow=follow)
    now = asked(desk)
    if now is None:
        end(desk)
    else:
        ask = Ask.CORRECTION if now.question.declared else Ask.NONE
        desk.look(follow=follow, ask=ask, check=follow.check, steered=True, answers_of="", pin=None)


def _questions(desk: Desk, check: str, kind: str) -> tuple[Question, ...]:
    known = desk.words.programme.check(check)
    rule = known.rule(kind) if known else None
    return rule.asks if rule else ()
