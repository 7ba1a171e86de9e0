"""The grades of the verdict bar: what each pays, and whether it is proposed, signed, possible or excluded."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.bench_view import PieceView
from qc_station.domain.grade import Grade
from qc_station.domain.verdict import Judgement, Ruling
from qc_station.viewmodels import verbs
from qc_station.viewmodels.words import Words, tr


@dataclass(frozen=True, slots=True)
class GradeChip:
    """`stateText`: proposed, signed, possible, or excluded; `lower` when the expert may sign it with a reason."""

    key: str
    label: str
    amount: str
    stateText: str
    lower: bool


def grade_chips(piece: PieceView, words: Words) -> list[GradeChip]:
    verdict, judgement = piece.verdict, piece.judgement
    amounts = dict(judgement.amounts)
    lowers = verbs.lower_choices(piece)
    chips = []
    for rule in words.programme.grades:
        if verdict is not None:
            state = "signed" if verdict.ruling is Ruling.ACCEPTED and verdict.grade is rule.id else "excluded"
        else:
            state = _grade_state(rule.id, judgement)
        amount = words.short_money(amounts.get(rule.id)) if rule.id in amounts else tr("not bought")
        chips.append(GradeChip(str(rule.id), words.pick(rule.label), amount, state, rule.id in lowers))
    return chips


def _grade_state(grade: Grade, judgement: Judgement) -> str:
    if judgement.ruling in (Ruling.REFUSED, Ruling.REVIEW):
        return "excluded"
    if judgement.ruling is Ruling.ACCEPTED:
        found = judgement.grade
        return "proposed" if grade is found else "possible" if found and grade.rank > found.rank else "excluded"
    best = best_left(judgement)
    return "excluded" if best is not None and grade.rank < best.rank else "possible"


def best_left(judgement: Judgement) -> Grade | None:
    """The best grade the answers given so far still allow; None while nothing limits it."""
    limits = [ground.limit for ground in judgement.grounds if ground.limit]
    return max(limits, key=lambda grade: grade.rank) if limits else None
