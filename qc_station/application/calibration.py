"""What the second looks teach: agreement per check and on the verdict, how each expert leans, and a training card from
each disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qc_station.application.commands import CONFORM
from qc_station.application.ports import UnitOfWork
from qc_station.domain.checklist import Answer
from qc_station.domain.grade import Grade
from qc_station.domain.photo import Shot
from qc_station.domain.piece import Piece
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import DeclaredItem
from qc_station.domain.verdict import Ruling, Verdict
from qc_station.policy.agreement import Agreement, Lean, agreement, lean, rung


@dataclass(frozen=True, slots=True)
class Inspection:
    """One person's look at the piece; `operator` is an id."""

    operator: str
    at: datetime
    answers: tuple[Answer, ...]
    ruling: Ruling
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A piece two experts saw differently; `checks` are the ids of the checks they answered differently, in the order
    of the checklist, and empty when they only graded differently.
    """

    piece: str
    programme: str
    item: DeclaredItem
    shots: tuple[Shot, ...]
    first: Inspection
    second: Inspection
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """`checks` by (programme id, check id), in the order they first came up; `experts` by operator id; `cards` newest
    first.
    """

    verdicts: Agreement
    checks: Mapping[tuple[str, str], Agreement]
    experts: Mapping[str, Lean]
    cards: tuple[TrainingCard, ...]


def calibration(uow: UnitOfWork) -> Calibration:
    """Over every second look of this database. A lead's later word changes nothing: what an expert signed counts."""
    verdicts: list[tuple[str, str]] = []
    checks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    steps: dict[str, list[int]] = defaultdict(list)
    cards: list[TrainingCard] = []
    for look in uow.second_looks.all():
        piece = uow.pieces.get(look.piece)
        if piece is None or piece.verdict is None:
            continue
        takeback = uow.takebacks.get(piece.key.dossier)
        item = takeback.item(piece.key.line) if takeback else None
        if takeback is None or item is None:
            continue
        first, second = _first(piece, _signed(piece.verdict)), _second(look)
        verdicts.append((_outcome(first), _outcome(second)))
        answers = _both(first, second)
        for check, pair in answers.items():
            checks[takeback.programme, check].append(pair)
        _lean_of(first, second, steps)
        differing = tuple(check for check, (one, other) in answers.items() if one != other)
        if differing or _outcome(first) != _outcome(second):
            cards.append(TrainingCard(piece.id, takeback.programme, item, piece.shots, first, second, differing))
    return Calibration(
        agreement(verdicts),
        {key: agreement(pairs) for key, pairs in checks.items()},
        {operator: lean(each) for operator, each in sorted(steps.items())},
        tuple(reversed(cards)),
    )


def _signed(verdict: Verdict) -> Verdict:
    """What the expert signed, below whatever leads put in its place."""
    while verdict.overrules is not None:
        verdict = verdict.overrules
    return verdict


def _first(piece: Piece, signed: Verdict) -> Inspection:
    return Inspection(signed.operator, signed.decided_at, piece.answers, signed.ruling, signed.grade)


def _second(look: SecondLook) -> Inspection:
    return Inspection(look.operator, look.at, look.answers, look.ruling, look.grade)


def _outcome(inspection: Inspection) -> str:
    return f"{inspection.ruling} {inspection.grade or ''}".strip()


def _both(first: Inspection, second: Inspection) -> dict[str, tuple[str, str]]:
    """The checks both answered: a refusal may leave the rest of the list open, which is no disagreement."""
    others = {answer.check: answer for answer in second.answers}
    return {
        answer.check: (_found(answer), _found(others[answer.check]))
        for answer in first.answers
        if answer.check in others
    }


def _found(answer: Answer) -> str:
    return "+".join(sorted(answer.kinds)) or CONFORM


def _lean_of(first: Inspection, second: Inspection, steps: dict[str, list[int]]) -> None:
    one, other = rung(first.ruling, first.grade), rung(second.ruling, second.grade)
    if one is not None and other is not None:
        steps[first.operator].append(one - other)
        steps[second.operator].append(other - one)
