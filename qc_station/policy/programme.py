"""A programme: one brand's rules as data. Every verdict names the version and content hash it was made under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qc_station.domain.checklist import Severity
from qc_station.domain.grade import Grade
from qc_station.domain.piece import DispositionState
from qc_station.domain.verdict import ProgrammeRef
from qc_station.policy.picture_quality import QualityLimits

LANGUAGES = ("fr", "en", "de", "it", "es", "nl")
STATION_LANGUAGES = ("fr", "en")
# What a customer reads of the checks, where the programme says it.
CUSTOMER_LANGUAGES = ("de", "it", "es", "nl")
# The answer id every check has; what it means may differ from check to check.
CONFORM = "conform"
# The drawings of `resources/outlines` that a category may name. A drawing is code's business, so the list is here.
OUTLINES = frozenset(
    {
        *("shirt", "tshirt", "knitwear", "sweatshirt", "jacket", "coat", "dress"),
        *("trousers", "jeans", "shorts", "skirt"),
        *("shoes", "bag", "cap", "scarf", "belt"),
    },
)

# Every text of a programme is a mapping from language to words.
Text = Mapping[str, str]


class ProgrammeError(Exception):
    """A programme file that may not be used: line `line` (from 1) of the file `origin`, at the dotted `path`."""

    def __init__(self, origin: str, line: int, path: str, reason: str) -> None:
        super().__init__(origin, line, path, reason)
        self.origin = origin
        self.line = line
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.origin}:{self.line}", self.path, self.reason) if part)


class Consequence(StrEnum):
    """What an answer does to the piece."""

    NONE = "none"
    LIMIT = "limit"
    REFUSE = "refuse"
    REVIEW = "review"
    CORRECT_SHEET = "correct_sheet"
    WRONG_BRAND = "wrong_brand"
    TREAT = "treat"


# How long after its publication a sold piece may come back, where the programme does not say.
REENTRY_DAYS = 14

# What of a declaration an answer may correct.
DECLARED = ("reference", "size", "colour", "season")


@dataclass(frozen=True, slots=True)
class Question:
    """Asked further once an answer is given: one of `choices`, or what the piece really is where it was `declared`
    otherwise (one of `DECLARED`). Nobody has to answer it.
    """

    id: str
    title: Text
    choices: Mapping[str, Text]
    declared: str


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """One possible answer to a check. `limit` goes with LIMIT, `reason` with REFUSE, WRONG_BRAND, REVIEW and TREAT.

    WRONG_BRAND refuses and says so on the identity axis. TREAT asks for a treatment first, and refuses for its reason
    what is found again afterwards. `pin`: the finding has a place on the outline and asks for its
    photo.
    """

    id: str
    label: Text
    consequence: Consequence
    pin: bool
    reason: str | None
    limit: Grade | None
    sentence: str
    asks: tuple[Question, ...] = ()

    def question(self, question_id: str) -> Question | None:
        return next((each for each in self.asks if each.id == question_id), None)

    @property
    def severity(self) -> Severity:
        """Major when it refuses the piece or stops it for a review."""
        return Severity.MAJOR if self.reason else Severity.MINOR


@dataclass(frozen=True, slots=True)
class Check:
    """A point of the checklist. `key` is the digit on its key cap; `conform` is what the conform answer means."""

    id: str
    key: str
    title: Text
    hint: Text
    conform: AnswerRule
    answers: tuple[AnswerRule, ...]

    def rule(self, kind: str) -> AnswerRule | None:
        return next((answer for answer in self.answers if answer.id == kind), None)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a piece is refused or set aside: `label` for the station (fr, en), `customer` a sentence in six languages."""

    id: str
    label: Text
    customer: Text
    sentence: str


@dataclass(frozen=True, slots=True)
class GradeRule:
    id: Grade
    label: Text
    sentence: str


class ValuationMode(StrEnum):
    """`LOWER_OF_DECLARED_AND_FOUND`: found lower than declared pays the found grade, found better the declared one."""

    LOWER_OF_DECLARED_AND_FOUND = "lower_of_declared_and_found"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class View:
    """A view of a shot list: `evidence` ones are wanted at the bench, the others in the studio. A `whole` one shows
    the garment from edge to edge, so that its framing, its level and the backdrop count.
    """

    id: str
    label: Text
    evidence: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    """A garment category; an excluded one is never taken back. `outline` names the drawing pins are set on; `measures`
    are what the shop's sheet says of its size.
    """

    id: str
    label: Text
    excluded: bool
    outline: str
    views: tuple[View, ...]
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeasonWindow:
    """A half of the collection year and the months in which it is the current one, `(first, last)`, 1..12, may wrap."""

    id: str
    label: Text
    first_month: int
    last_month: int


ELIGIBILITY_RULES = ("country", "category", "season_too_old", "season_current", "season_unknown")


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Source: « Nous ne reprenons pas… »; `seasons` maps a season suffix such as SS to the months it is on sale.

    `reasons` maps each rule of `ELIGIBILITY_RULES` to the reason it refuses for.
    """

    countries: tuple[str, ...]
    minimum_age: int
    earliest_season_year: int
    seasons: Mapping[str, SeasonWindow]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """Working days from reception to the customer's notice."""

    working_days: int
    calendar: str


@dataclass(frozen=True, slots=True)
class Vouchers:
    """How long a voucher lives from its date of issue, and where it may be used."""

    months: int
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """One brand's rules, whole. `text` is the file it was read from, kept with the verdicts made under it."""

    id: str
    version: str
    name: str
    valid_from: date
    sha256: str
    text: str
    undo_grace_s: int
    eligibility: Eligibility
    checks: tuple[Check, ...]
    grades: tuple[GradeRule, ...]
    valuation: ValuationMode
    not_bought_reason: str
    reasons: Mapping[str, Reason]
    sentences: Mapping[str, Text]
    categories: Mapping[str, Category]
    clock: Clock
    vouchers: Vouchers
    dispositions: tuple[DispositionState, ...]
    credit_needs_signed_form: bool
    measures: Mapping[str, Text]
    quality: QualityLimits
    category_quality: Mapping[str, QualityLimits]
    reentry_days: int = REENTRY_DAYS

    @property
    def ref(self) -> ProgrammeRef:
        return ProgrammeRef(self.id, self.version, self.sha256)

    def check(self, check_id: str) -> Check | None:
        return next((check for check in self.checks if check.id == check_id), None)

    def told(self, reasons: Sequence[str], language: str) -> tuple[str, ...]:
        """What a customer reads for these reasons, a sentence each, in their language; French where it is unknown.

        Raises KeyError for a reason the programme does not know.
        """
        texts = (self.reasons[reason].customer for reason in reasons)
        return tuple(text.get(language, text["fr"]) for text in texts)

    def quality_of(self, category: str) -> QualityLimits:
        """How good a photograph of this category has to be; one without limits of its own has the programme's."""
        return self.category_quality.get(category, self.quality)

    def grade(self, grade: Grade) -> GradeRule:
        return next(rule for rule in self.grades if rule.id is grade)
