"""Answers to the checks of one piece. Nothing is ticked in advance: a check without an answer is simply absent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from qc_station.domain.errors import RuleBroken

NOTE_LENGTH_MAX = 500
DETAIL_LENGTH_MAX = 60
FINDINGS_MAX = 20


class Side(StrEnum):
    """Side of the garment outline a pin sits on."""

    FRONT = "front"
    BACK = "back"


class Severity(StrEnum):
    """How much a finding weighs: a minor one caps the grade, a major one refuses or stops the piece."""

    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the outline of the category, `x` and `y` in 0..1 of its box, y downwards."""

    side: Side
    x: float
    y: float

    def __post_init__(self) -> None:
        # `not (a <= b)` also refuses NaN.
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1):
            raise RuleBroken("pin_outside", x=self.x, y=self.y)


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect found: its kind is the programme's answer id; `number` counts within its check, from 1.

    `details`: what was asked further, question id and answer, in the order of the answers.
    """

    kind: str
    severity: Severity
    number: int
    pin: Pin | None = None
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()

    def detail(self, question: str) -> str:
        """The answer to a further question; empty when there is none."""
        return dict(self.details).get(question, "")

    def __post_init__(self) -> None:
        if len(self.note) > NOTE_LENGTH_MAX:
            raise RuleBroken("note_too_long", length=len(self.note), most=NOTE_LENGTH_MAX)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one check: conform (no finding) or one or several findings."""

    check: str
    findings: tuple[Finding, ...] = ()

    @property
    def conform(self) -> bool:
        return not self.findings

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds found, each once, in the order they were found."""
        return tuple(dict.fromkeys(finding.kind for finding in self.findings))


def view_of(check: str, number: int) -> str:
    """The name of the shot that shows a finding: every pin asks for its photo."""
    return f"defect:{check}:{number}"


def treated_view(view: str) -> str:
    """The name under which a finding's shot is kept once the piece was treated: it shows what no longer is."""
    return f"treated:{view.removeprefix('defect:')}" if view.startswith("defect:") else view


def with_conform(answers: tuple[Answer, ...], check: str) -> tuple[Answer, ...]:
    """`check` is conform; findings made under it before are withdrawn (the log keeps them)."""
    return _with(answers, Answer(check))


def with_finding(answers: tuple[Answer, ...], check: str, finding: Finding) -> tuple[Answer, ...]:
    """Add a finding under `check`. The same kind without a pin is completed by the new pin; another pin is another
    finding.

    Raises RuleBroken("too_many_findings").
    """
    before = next((answer.findings for answer in answers if answer.check == check), ())
    same = [old for old in before if old.kind == finding.kind]
    unpinned = next((old for old in same if old.pin is None), None)
    if unpinned is not None or (same and finding.pin is None):
        old = unpinned or same[-1]
        merged = replace(old, pin=finding.pin or old.pin, note=finding.note or old.note, severity=finding.severity)
        findings = tuple(merged if each is old else each for each in before)
    else:
        if len(before) >= FINDINGS_MAX:
            raise RuleBroken("too_many_findings", check=check, most=FINDINGS_MAX)
        number = max((old.number for old in before), default=0) + 1
        findings = (*before, replace(finding, number=number))
    return _with(answers, Answer(check, findings))


def with_detail(answers: tuple[Answer, ...], check: str, number: int, question: str, value: str) -> tuple[Answer, ...]:
    """The finding `number` of `check` with a further question answered; an empty `value` withdraws the answer.

    Raises RuleBroken("no_such_finding" | "detail_too_long").
    """
    if len(value) > DETAIL_LENGTH_MAX:
        raise RuleBroken("detail_too_long", length=len(value), most=DETAIL_LENGTH_MAX)
    given = next((answer for answer in answers if answer.check == check), None)
    if given is None or all(finding.number != number for finding in given.findings):
        raise RuleBroken("no_such_finding", check=check)
    findings = tuple(
        replace(finding, details=_detailed(finding.details, question, value)) if finding.number == number else finding
        for finding in given.findings
    )
    return _with(answers, Answer(check, findings))


def _detailed(details: tuple[tuple[str, str], ...], question: str, value: str) -> tuple[tuple[str, str], ...]:
    others = tuple(each for each in details if each[0] != question)
    return (*others, (question, value)) if value else others


def _with(answers: tuple[Answer, ...], new: Answer) -> tuple[Answer, ...]:
    if any(answer.check == new.check for answer in answers):
        return tuple(new if answer.check == new.check else answer for answer in answers)
    return (*answers, new)
