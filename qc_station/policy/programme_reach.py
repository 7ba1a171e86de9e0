"""Rules that can never act are a mistake of whoever wrote them: a dead rule is refused, not carried along.

Every text must be cited, every view wanted, every grade found on some piece, every limit able to lower one, and every
month belong to exactly one season.
"""

from __future__ import annotations

from qc_station.domain.grade import Grade, worst
from qc_station.policy.programme import AnswerRule, Check, Consequence, Programme, SeasonWindow
from qc_station.policy.toml_table import TomlTable

_KEEPS_THE_PIECE = (Consequence.NONE, Consequence.LIMIT, Consequence.CORRECT_SHEET)


def refuse_dead_rules(programme: Programme, file: TomlTable) -> None:
    """Raises ProgrammeError at the first rule of `programme` that can never act; `file` knows where it stands."""
    _refuse_uncited(programme, file)
    _refuse_unreachable_grades(programme, file)
    _refuse_idle_limits(programme, file)
    _refuse_wrong_months(programme, file)


def _refuse_uncited(programme: Programme, file: TomlTable) -> None:
    answers = [answer for check in programme.checks for answer in _every_answer(check)]
    reasons = {answer.reason for answer in answers} | set(programme.eligibility.reasons.values())
    reasons.add(programme.not_bought_reason)
    for reason in programme.reasons:
        if reason not in reasons:
            file.refuse("no answer and no rule gives this reason", "reason", reason)
    sentences = {answer.sentence for answer in answers} | {grade.sentence for grade in programme.grades}
    sentences |= {reason.sentence for reason in programme.reasons.values()}
    for sentence in programme.sentences:
        if sentence not in sentences:
            file.refuse("nobody cites this sentence", "sentence", sentence)
    views = {view.id for category in programme.categories.values() for view in category.views}
    for view in file.table("view").values:
        if view not in views:
            file.refuse("no category wants this view", "view", view)


def _refuse_unreachable_grades(programme: Programme, file: TomlTable) -> None:
    # The judgement starts from the best grade there is and takes the worst limit of the answers given.
    reached = {next(iter(Grade))}
    for check in programme.checks:
        reached = {worst(grade, limit) for grade in reached for limit in _limits(check)}
    listed = [rule.id for rule in programme.grades]
    for grade in listed:
        if grade not in reached:
            file.refuse("no combination of answers reaches this grade", "grade", str(grade))
    for grade in reached:
        if grade not in listed:
            file.refuse(f"answers lead to the grade '{grade}', which is not listed", "grade")


def _refuse_idle_limits(programme: Programme, file: TomlTable) -> None:
    for check in programme.checks:
        others = [_limits(other)[0] for other in programme.checks if other is not check]
        best = worst(next(iter(Grade)), *others)
        for answer in _every_answer(check):
            if answer.limit and answer.limit.rank <= best.rank:
                where = ("answer", answer.id) if answer in check.answers else (answer.id,)
                file.refuse("this limit can never lower a grade", "check", check.id, *where, "limit")


def _limits(check: Check) -> list[Grade]:
    """The grades the answers to one check leave possible, best first; "conform" never refuses, so there is one."""
    best = next(iter(Grade))
    kept = [answer for answer in _every_answer(check) if answer.consequence in _KEEPS_THE_PIECE]
    return sorted({answer.limit or best for answer in kept}, key=lambda grade: grade.rank)


def _every_answer(check: Check) -> tuple[AnswerRule, ...]:
    return (check.conform, *check.answers)


def _refuse_wrong_months(programme: Programme, file: TomlTable) -> None:
    owner: dict[int, str] = {}
    for season in programme.eligibility.seasons.values():
        for month in _months(season):
            if month in owner:
                file.refuse(f"month {month} belongs to season {owner[month]} already", "season", season.id)
            owner[month] = season.id
    missing = [month for month in range(1, 13) if month not in owner]
    if missing:
        file.refuse(f"month {missing[0]} belongs to no season", "season")


def _months(season: SeasonWindow) -> list[int]:
    length = (season.last_month - season.first_month) % 12 + 1
    return [(season.first_month - 1 + step) % 12 + 1 for step in range(length)]
