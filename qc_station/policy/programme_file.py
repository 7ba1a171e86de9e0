"""From the text of a programme file to a Programme, or to the line that is wrong. Format: docs/programme-file.md."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from qc_station.domain.grade import Grade
from qc_station.domain.piece import DispositionState
from qc_station.policy.programme import (
    CONFORM,
    CUSTOMER_LANGUAGES,
    DECLARED,
    ELIGIBILITY_RULES,
    LANGUAGES,
    OUTLINES,
    REENTRY_DAYS,
    STATION_LANGUAGES,
    AnswerRule,
    Category,
    Check,
    Clock,
    Consequence,
    Eligibility,
    GradeRule,
    Programme,
    ProgrammeError,
    Question,
    Reason,
    SeasonWindow,
    Text,
    ValuationMode,
    View,
    Vouchers,
)
from qc_station.policy.programme_reach import refuse_dead_rules
from qc_station.policy.studio_rules_file import read_quality
from qc_station.policy.toml_table import TomlTable, read_table

__all__ = ["ProgrammeError", "load_programme"]

_ID = "[a-z_]+"
_ID_EXPECTED = "an id of a-z and _"
# A ground of a judgement names the check it comes from, or one of these.
_NOT_CHECKS = ("eligibility", "valuation")
CHOICES_MAX = 9
_SETS_ASIDE = (Consequence.REFUSE, Consequence.REVIEW, Consequence.WRONG_BRAND, Consequence.TREAT)
_CHOSEN_DISPOSITIONS = tuple(
    state for state in DispositionState if state not in (DispositionState.NONE, DispositionState.HOLD)
)


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a rule may refer to."""

    sentences: Collection[str]
    reasons: Mapping[str, Reason]
    grades: Collection[Grade]

    def sentence(self, table: TomlTable) -> str:
        return table.choice("sentence", self.sentences, "sentence")

    def reason(self, table: TomlTable, key: str = "reason") -> str:
        return table.choice(key, self.reasons, "reason")

    def grade(self, table: TomlTable, key: str) -> Grade:
        return Grade(table.choice(key, self.grades, "grade"))


def load_programme(text: str, origin: str) -> Programme:
    """Read and check a whole programme; `origin` is the file's name as a refusal shall give it.

    `text` is the file decoded from UTF-8 with its line ends untouched, so that the hash is the file's own.
    Raises ProgrammeError at the first fault.
    """
    file = read_table(text, origin)
    sentences = {name: table.words(LANGUAGES) for name, table in _closed(file, "sentence")}
    reasons = {name: _reason(name, table, sentences) for name, table in _closed(file, "reason")}
    grades = _grades(file, sentences)
    cited = _Cited(sentences, reasons, tuple(rule.id for rule in grades))
    valuation = file.table("valuation")
    decision = file.table("decision")
    measures = _measures(file)
    categories = _categories(file, measures)
    quality, category_quality = read_quality(file, categories)
    programme = Programme(
        id=file.match("id", "[a-z][a-z0-9-]*", "an id of a-z, 0-9 and -"),
        version=file.match("version", "[0-9A-Za-z.-]+", "a version such as 2026.1"),
        name=file.text("name"),
        valid_from=file.day("valid_from"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        undo_grace_s=decision.whole("undo_grace_s", 0, 600),
        eligibility=_eligibility(file, cited),
        checks=_checks(file, cited),
        grades=grades,
        valuation=ValuationMode(valuation.choice("mode", list(ValuationMode), "mode")),
        not_bought_reason=cited.reason(valuation, "grade_not_bought"),
        reasons=reasons,
        sentences=sentences,
        categories=categories,
        clock=_clock(file.table("clock")),
        vouchers=_vouchers(file.table("vouchers")),
        dispositions=tuple(map(DispositionState, file.choices("dispositions", _CHOSEN_DISPOSITIONS, "disposition"))),
        credit_needs_signed_form=decision.flag("credit_needs_signed_form"),
        measures=measures,
        quality=quality,
        category_quality=category_quality,
        reentry_days=_reentry_days(file),
    )
    for table in (valuation, decision, file):
        table.close()
    refuse_dead_rules(programme, file)
    return programme


def _closed(parent: TomlTable, key: str) -> Iterator[tuple[str, TomlTable]]:
    """The tables under `key`, each refused for what was not read of it once its turn is over."""
    for name, table in parent.tables(key, _ID, _ID_EXPECTED):
        yield name, table
        table.close()


def _reason(name: str, table: TomlTable, sentences: Collection[str]) -> Reason:
    return Reason(
        id=name,
        label=table.translated("label", STATION_LANGUAGES),
        customer=table.translated("customer", LANGUAGES),
        sentence=table.choice("sentence", sentences, "sentence"),
    )


def _grades(file: TomlTable, sentences: Collection[str]) -> tuple[GradeRule, ...]:
    rules = []
    for name, table in _closed(file, "grade"):
        if name not in list(Grade):
            table.refuse(f"unknown grade {name!r}")
        label = table.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES)
        rules.append(GradeRule(Grade(name), label, table.choice("sentence", sentences, "sentence")))
        if rules[-1].id.rank < rules[0].id.rank:
            table.refuse("grades stand best first")
    return tuple(rules)


def _checks(file: TomlTable, cited: _Cited) -> tuple[Check, ...]:
    conform = file.table(CONFORM)
    conform_label = conform.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES)
    conform.close()
    checks: list[Check] = []
    for name, table in _closed(file, "check"):
        if name in _NOT_CHECKS:
            table.refuse(f"{name!r} is no check: a judgement uses the word for itself")
        checks.append(_check(name, table, conform_label, cited))
        same = next((check for check in checks[:-1] if check.key == checks[-1].key), None)
        if same:
            table.refuse(f"key {same.key!r} is already that of check {same.id!r}", "key")
    return tuple(checks)


def _check(name: str, table: TomlTable, conform_label: Text, cited: _Cited) -> Check:
    sentence = cited.sentence(table)
    answers = []
    for answer, rule in _closed(table, "answer"):
        if answer == CONFORM:
            rule.refuse("'conform' is the answer every check has")
        answers.append(_answer(answer, rule, sentence, cited))
    return Check(
        id=name,
        key=table.match("key", "[0-9]", "one of the keys 0 to 9"),
        title=table.translated("title", STATION_LANGUAGES, CUSTOMER_LANGUAGES),
        hint=table.translated("hint", STATION_LANGUAGES),
        conform=_conform(table, conform_label, sentence, cited),
        answers=tuple(answers),
    )


def _conform(check: TomlTable, label: Text, sentence: str, cited: _Cited) -> AnswerRule:
    """What "conform" does: nothing, unless the check says that it caps the grade."""
    if not check.has(CONFORM):
        return AnswerRule(CONFORM, label, Consequence.NONE, pin=False, reason=None, limit=None, sentence=sentence)
    table = check.table(CONFORM)
    rule = AnswerRule(
        id=CONFORM,
        label=table.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES),
        consequence=Consequence.LIMIT if table.has("limit") else Consequence.NONE,
        pin=False,
        reason=None,
        limit=cited.grade(table, "limit") if table.has("limit") else None,
        sentence=sentence,
    )
    table.close()
    return rule


def _answer(name: str, table: TomlTable, sentence: str, cited: _Cited) -> AnswerRule:
    """An answer cites its own sentence, else its reason's, else its check's."""
    consequence = Consequence(table.choice("consequence", list(Consequence), "consequence"))
    reason = cited.reason(table) if consequence in _SETS_ASIDE else None
    if reason:
        sentence = cited.reasons[reason].sentence
    return AnswerRule(
        id=name,
        label=table.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES),
        consequence=consequence,
        pin=table.flag("pin"),
        reason=reason,
        limit=cited.grade(table, "limit") if consequence is Consequence.LIMIT else None,
        sentence=cited.sentence(table) if table.has("sentence") else sentence,
        asks=tuple(_question(name, each) for name, each in _closed(table, "ask")) if table.has("ask") else (),
    )


def _question(name: str, table: TomlTable) -> Question:
    """A choice, or a correction of what was declared: one of the two."""
    if table.has("choices") and table.has("declared"):
        table.refuse("a question has choices, or corrects what was declared; not both", "declared")
    title = table.translated("title", STATION_LANGUAGES)
    if table.has("declared"):
        return Question(name, title, {}, table.choice("declared", DECLARED, "declared fact"))
    offered = table.table("choices")
    if not 0 < len(offered.values) <= CHOICES_MAX:
        offered.refuse(f"{len(offered.values)} choices; the keys 1 to {CHOICES_MAX} choose among them")
    choices = {each: offered.translated(each, STATION_LANGUAGES, CUSTOMER_LANGUAGES) for each in offered.values}
    return Question(name, title, choices, "")


def _eligibility(file: TomlTable, cited: _Cited) -> Eligibility:
    table = file.table("eligibility")
    reasons = table.table("reasons")
    eligibility = Eligibility(
        countries=table.matches("countries", "[A-Z]{2}", "an ISO 3166 code of two capitals"),
        minimum_age=table.whole("minimum_age", 0, 120),
        earliest_season_year=table.whole("earliest_season_year", 1900, 2200),
        seasons={name: _season(name, season) for name, season in file.tables("season", "[A-Z]{2}", "two capitals")},
        reasons={rule: cited.reason(reasons, rule) for rule in ELIGIBILITY_RULES},
    )
    reasons.close()
    table.close()
    return eligibility


def _season(name: str, table: TomlTable) -> SeasonWindow:
    season = SeasonWindow(
        id=name,
        label=table.translated("label", STATION_LANGUAGES),
        first_month=table.whole("first_month", 1, 12),
        last_month=table.whole("last_month", 1, 12),
    )
    table.close()
    return season


def _measures(file: TomlTable) -> Mapping[str, Text]:
    """What a sheet may say of a garment's size, with its name in all languages; a programme may do without."""
    if not file.has("measure"):
        return {}
    return {name: table.translated("label", LANGUAGES) for name, table in _closed(file, "measure")}


def _categories(file: TomlTable, measures: Mapping[str, Text]) -> Mapping[str, Category]:
    views = {
        name: View(
            name,
            table.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES),
            table.flag("evidence"),
            whole=table.has("whole") and table.flag("whole"),
        )
        for name, table in _closed(file, "view")
    }
    categories = {}
    for name, table in _closed(file, "category"):
        excluded = table.flag("excluded")
        categories[name] = Category(
            id=name,
            label=table.translated("label", STATION_LANGUAGES, CUSTOMER_LANGUAGES),
            excluded=excluded,
            outline=table.choice("outline", OUTLINES, "outline"),
            views=tuple(views[each] for each in table.choices("views", views, "view", least=0 if excluded else 1)),
            measures=table.choices("measures", measures, "measure") if table.has("measures") else (),
        )
    return categories


def _clock(table: TomlTable) -> Clock:
    clock = Clock(table.whole("working_days", 1, 365), table.match("calendar", "[A-Z]{2}", "a country of two capitals"))
    table.close()
    return clock


def _reentry_days(file: TomlTable) -> int:
    """A programme of before the re-entries does without."""
    if not file.has("reentry"):
        return REENTRY_DAYS
    table = file.table("reentry")
    days = table.whole("days", 1, 365)
    table.close()
    return days


def _vouchers(table: TomlTable) -> Vouchers:
    vouchers = Vouchers(table.whole("months", 1, 120), table.matches("networks", _ID, _ID_EXPECTED))
    table.close()
    return vouchers
