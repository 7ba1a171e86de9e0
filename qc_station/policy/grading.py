"""From answers to a judgement: the best grade no finding forbids, or a refusal, or a review; always explained.

Source: product.md 5, after the programme page. A refusal stands whatever else is found; a review stands whatever grade
would be possible; what can be treated is treated before it is graded, and refused if it is found again in the second
inspection; the grade is the worst of the caps set by the answers. An item the programme excludes is refused like
a defective one, for a reason of its own. Nothing here decides: a person signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from qc_station.domain.checklist import Answer, Finding, with_conform
from qc_station.domain.grade import Grade, worst
from qc_station.domain.money import Money
from qc_station.domain.takeback import DeclaredItem, TakeBack
from qc_station.domain.verdict import Alternative, Ground, Judgement, Ruling
from qc_station.policy.eligibility import ineligibilities
from qc_station.policy.programme import AnswerRule, Check, Consequence, Programme
from qc_station.policy.valuation import value

_RULING_OF = {
    Consequence.REFUSE: Ruling.REFUSED,
    Consequence.WRONG_BRAND: Ruling.REFUSED,
    Consequence.REVIEW: Ruling.REVIEW,
    Consequence.TREAT: Ruling.TREATMENT,
}


@dataclass(frozen=True, slots=True)
class _Outcome:
    ruling: Ruling | None
    grade: Grade | None
    amount: Money | None
    grounds: tuple[Ground, ...]
    unanswered: tuple[str, ...]


def judge(
    answers: tuple[Answer, ...],
    item: DeclaredItem,
    takeback: TakeBack,
    programme: Programme,
    *,
    treated: bool = False,
) -> Judgement:
    """What the programme makes of `answers`, and what would change it. `treated`: they are of the second inspection."""
    outcome = _judge(answers, item, takeback, programme, treated=treated)
    return Judgement(
        ruling=outcome.ruling,
        grade=outcome.grade,
        amount=outcome.amount,
        grounds=outcome.grounds,
        unanswered=outcome.unanswered,
        alternatives=_alternatives(answers, outcome, item, takeback, programme, treated=treated),
        amounts=tuple(
            (rule.id, amount) for rule in programme.grades if (amount := value(rule.id, item, programme)) is not None
        ),
    )


def _judge(
    answers: tuple[Answer, ...], item: DeclaredItem, takeback: TakeBack, programme: Programme, *, treated: bool
) -> _Outcome:
    given = {answer.check: answer for answer in answers}
    grounds = [
        Ground("eligibility", rule.rule, Ruling.REFUSED, rule.reason, None, rule.sentence)
        for rule in ineligibilities(as_found(item, answers, programme), takeback, programme)
    ]
    for check in programme.checks:
        if check.id in given:
            rules = rules_given(check, given[check.id])
            grounds += [ground for rule in rules if (ground := _ground(check, rule, treated=treated))]
    unanswered = tuple(check.id for check in programme.checks if check.id not in given)
    rulings = {ground.ruling for ground in grounds}
    if Ruling.REFUSED in rulings:
        return _Outcome(Ruling.REFUSED, None, None, tuple(grounds), unanswered)
    if unanswered:
        return _Outcome(None, None, None, tuple(grounds), unanswered)
    if Ruling.REVIEW in rulings:
        return _Outcome(Ruling.REVIEW, None, None, tuple(grounds), unanswered)
    if Ruling.TREATMENT in rulings:
        return _Outcome(Ruling.TREATMENT, None, None, tuple(grounds), unanswered)
    grade = worst(Grade.NEW, *(ground.limit for ground in grounds if ground.limit))
    amount = value(grade, item, programme)
    if amount is None:
        reason = programme.reasons[programme.not_bought_reason]
        grounds.append(Ground("valuation", str(grade), Ruling.REFUSED, reason.id, None, reason.sentence))
        return _Outcome(Ruling.REFUSED, grade, None, tuple(grounds), unanswered)
    return _Outcome(Ruling.ACCEPTED, grade, amount, tuple(grounds), unanswered)


def corrections(answers: tuple[Answer, ...], programme: Programme) -> dict[str, str]:
    """What the piece really is where it was declared otherwise, by the fact's name (`DECLARED`)."""
    found = {}
    for answer in answers:
        check = programme.check(answer.check)
        for finding in answer.findings:
            rule = check.rule(finding.kind) if check else None
            for question, told in finding.details:
                asked = rule.question(question) if rule else None
                if asked and asked.declared:
                    found[asked.declared] = told
    return found


def as_found(item: DeclaredItem, answers: tuple[Answer, ...], programme: Programme) -> DeclaredItem:
    """The item with its corrections, for the conditions of take-back: what is paid stays what was offered."""
    season = corrections(answers, programme).get("season")
    return replace(item, season=season) if season else item


def rules_given(check: Check, answer: Answer) -> tuple[AnswerRule, ...]:
    """The programme's rules behind an answer; raises KeyError for a kind the check does not know."""
    if answer.conform:
        return (check.conform,)
    known = {rule.id: rule for rule in check.answers}
    return tuple(known[kind] for kind in answer.kinds)


def _ground(check: Check, rule: AnswerRule, *, treated: bool) -> Ground | None:
    if rule.consequence is Consequence.NONE:
        return None
    ruling = _RULING_OF.get(rule.consequence)
    if treated and ruling is Ruling.TREATMENT:
        ruling = Ruling.REFUSED
    return Ground(check.id, rule.id, ruling, rule.reason, rule.limit, rule.sentence)


def _alternatives(
    answers: tuple[Answer, ...],
    outcome: _Outcome,
    item: DeclaredItem,
    takeback: TakeBack,
    programme: Programme,
    *,
    treated: bool,
) -> tuple[Alternative, ...]:
    """For each answer that weighs on the judgement: what the piece would be with another answer to that check alone."""
    found = []
    checks = {ground.source for ground in outcome.grounds}
    for check in (each for each in programme.checks if each.id in checks):
        given = next(answer for answer in answers if answer.check == check.id)
        for rule in (check.conform, *check.answers):
            if rule in rules_given(check, given):
                continue
            other = _judge(_answered(answers, check, rule), item, takeback, programme, treated=treated)
            if _rank(other) < _rank(outcome):
                found.append(Alternative(check.id, rule.id, other.ruling, other.grade, other.amount))
    return tuple(found)


def _answered(answers: tuple[Answer, ...], check: Check, rule: AnswerRule) -> tuple[Answer, ...]:
    cleared = with_conform(answers, check.id)
    if rule is check.conform:
        return cleared
    finding = Finding(rule.id, rule.severity, 1)
    return tuple(Answer(check.id, (finding,)) if answer.check == check.id else answer for answer in cleared)


_ORDER = {Ruling.ACCEPTED: 0, None: 1, Ruling.TREATMENT: 2, Ruling.REVIEW: 3, Ruling.REFUSED: 4}


def _rank(outcome: _Outcome) -> tuple[int, int]:
    # The grade of a refused piece (found, but not bought) makes it no better than another refused one.
    bought = outcome.grade if outcome.ruling is Ruling.ACCEPTED else None
    return _ORDER[outcome.ruling], bought.rank if bought else 0
