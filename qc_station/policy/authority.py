"""Who may sign what. An expert signs what the rules say, may lower a grade with a reason, may always ask for a review.

Raising a grade, or overturning a refusal, is a lead's act (product.md 5); refusing what nothing refuses is nobody's: a
customer is owed the finding. Source: product.md 5, last lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import DeclaredItem
from qc_station.domain.verdict import Judgement, Ruling
from qc_station.policy.programme import Programme
from qc_station.policy.valuation import value


@dataclass(frozen=True, slots=True)
class Signature:
    """What is signed: for an acceptance its grade and amount, for a refusal or review its reasons."""

    grade: Grade | None
    amount: Money | None
    reasons: tuple[str, ...]


def signed(
    choice: Ruling,
    grade: Grade | None,
    note: str,
    judgement: Judgement,
    item: DeclaredItem,
    programme: Programme,
) -> Signature:
    """What an expert's choice means under a judgement.

    Raises RuleBroken: checks_unanswered, overturn_needs_lead, nothing_refuses, treatment_first, review_needs_reason,
    raise_needs_lead, lowering_needs_reason, grade_not_bought.
    """
    if choice is Ruling.REVIEW:
        if judgement.ruling is not Ruling.REVIEW and not note.strip():
            raise RuleBroken("review_needs_reason")
        return Signature(None, None, judgement.reasons if judgement.ruling is Ruling.REVIEW else ())
    if judgement.ruling is None:
        raise RuleBroken("checks_unanswered", checks=", ".join(judgement.unanswered), n=len(judgement.unanswered))
    if choice is Ruling.REFUSED:
        if judgement.ruling is not Ruling.REFUSED:
            raise RuleBroken("treatment_first" if judgement.ruling is Ruling.TREATMENT else "nothing_refuses")
        return Signature(None, None, judgement.reasons)
    if judgement.ruling is not Ruling.ACCEPTED or judgement.grade is None:
        raise RuleBroken("overturn_needs_lead", judged=str(judgement.ruling))
    return _accepted(grade or judgement.grade, judgement.grade, note, item, programme)


def _accepted(grade: Grade, judged: Grade, note: str, item: DeclaredItem, programme: Programme) -> Signature:
    if grade.rank < judged.rank:
        raise RuleBroken("raise_needs_lead", grade=str(grade), judged=str(judged))
    if grade is not judged and not note.strip():
        raise RuleBroken("lowering_needs_reason", grade=str(grade), judged=str(judged))
    amount = value(grade, item, programme)
    if amount is None:
        raise RuleBroken("grade_not_bought", grade=str(grade))
    return Signature(grade, amount, ())


def overruled(
    choice: Ruling,
    grade: Grade | None,
    refused_for: str,
    judgement: Judgement,
    item: DeclaredItem,
    programme: Programme,
) -> Signature:
    """What a lead's choice means, whatever the rules propose. The reason a lead owes is asked by the use-case.

    A refusal names a reason of the programme, so that the customer can be told. An acceptance needs every check
    answered: a lead weighs findings, nobody pays for what was not looked at. What the rules have treated is refused by
    nobody before its second inspection. Raises RuleBroken: nothing_chosen, unknown_reason, treatment_first,
    checks_unanswered, grade_not_bought.
    """
    if choice is Ruling.REFUSED:
        if judgement.ruling is Ruling.TREATMENT:
            raise RuleBroken("treatment_first")
        if refused_for not in programme.reasons:
            raise RuleBroken("unknown_reason", reason=refused_for[:40])
        return Signature(None, None, (refused_for,))
    if choice is not Ruling.ACCEPTED or grade is None:
        raise RuleBroken("nothing_chosen")
    if judgement.unanswered:
        raise RuleBroken("checks_unanswered", checks=", ".join(judgement.unanswered), n=len(judgement.unanswered))
    amount = value(grade, item, programme)
    if amount is None:
        raise RuleBroken("grade_not_bought", grade=str(grade))
    return Signature(grade, amount, ())
