"""Money, dates and codes in the operator's language. Formats come from the language by name, never from the machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QCoreApplication

from qc_station.application.messages import WAREHOUSE, day, money
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import Customer
from qc_station.policy.programme import AnswerRule, Programme
from qc_station.viewmodels.station_port import Messages

NO_BREAK = "\u00a0"


def tr(text: str, comment: str | None = None, n: int = -1) -> str:
    """`text` in the language installed now; `%n` is `n` in its plural. In the catalogue the context has no name."""
    return QCoreApplication.translate("", text, comment, n)


def QT_TR_NOOP(text: str) -> str:
    """A text translated later, by `tr`: `lupdate` finds it by this name. Qt's own is typed as an object."""
    return text


def filled(text: str, **parts: object) -> str:
    """Put `parts` where `text` has their names in braces; a translator's slip shows as itself and breaks nothing."""
    for name, part in parts.items():
        text = text.replace("{" + name + "}", str(part))
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """One language's voice. `programme` holds the brand's own words: checks, grades, reasons, sentences."""

    language: str
    messages: Messages
    programme: Programme

    def pick(self, text: Mapping[str, str]) -> str:
        """The words of a text in this language, else in French, else in whichever it has."""
        return text.get(self.language) or text.get("fr") or next(iter(text.values()), "")

    def money(self, amount: Money | None) -> str:
        """`6000 EUR` is `60,00 €`; nothing is a dash."""
        return "–" if amount is None else money(self.language, amount)

    def short_money(self, amount: Money | None) -> str:
        """Without cents when there are none: cards and grades have little room."""
        text = self.money(amount)
        return text.replace(",00", "").replace(".00", "") if amount and amount.minor % 100 == 0 else text

    def moment(self, at: datetime, now: datetime | None = None) -> str:
        """`14:02` today, `21/11 14:02` on another day."""
        local, today = at.astimezone(WAREHOUSE), (now or datetime.now(UTC)).astimezone(WAREHOUSE).date()
        return local.strftime("%H:%M") if local.date() == today else local.strftime("%d/%m %H:%M")

    def day(self, when: date) -> str:
        return day(self.language, when)

    def grade(self, grade: Grade | None) -> str:
        return self.pick(self.programme.grade(grade).label) if grade else ""

    def reason(self, reason: str) -> str:
        known = self.programme.reasons.get(reason)
        return self.pick(known.label) if known else reason

    def sentence(self, sentence: str) -> str:
        """The programme's own sentence, between the language's quotation marks; empty when there is none."""
        known = self.programme.sentences.get(sentence)
        if known is None:
            return ""
        words = self.pick(known).strip()
        return f"«{NO_BREAK}{words}{NO_BREAK}»" if self.language == "fr" else f"“{words}”"

    def check(self, check: str) -> str:
        known = self.programme.check(check)
        return self.pick(known.title) if known else check

    def answer(self, check: str, answer: str) -> str:
        """The label of an answer, defect or conform."""
        known = self.programme.check(check)
        if known is None:
            return answer
        rule = known.rule(answer) or (known.conform if answer in ("conform", known.conform.id) else None)
        return self.pick(rule.label) if rule else answer

    def category(self, category: str) -> str:
        known = self.programme.categories.get(category)
        return self.pick(known.label) if known else category

    def season(self, season: str) -> str:
        """`2022-SS` is `Printemps-été 2022`."""
        year, _, half = season.partition("-")
        window = self.programme.eligibility.seasons.get(half)
        return f"{self.pick(window.label)} {year}" if window else season

    def view(self, view: str, category: str) -> str:
        """A shot's name; a defect's shot carries the key of its check."""
        if view.startswith(("defect:", "treated:")):
            stage, check, number = [*view.split(":"), "", ""][:3]
            known = self.programme.check(check)
            mark = known.key if known else check
            text = filled(tr("Defect {mark}") if stage == "defect" else tr("Before treatment {mark}"), mark=mark)
            return text if number == "1" else f"{text}·{number}"
        kind = self.programme.categories.get(category)
        found = next((each for each in kind.views if each.id == view), None) if kind else None
        return self.pick(found.label) if found else view

    def detail(self, rule: AnswerRule | None, question: str, value: str) -> str:
        """The answer to a further question: a choice in words, or what the piece really is."""
        asked = rule.question(question) if rule else None
        label = asked.choices.get(value) if asked else None
        return self.pick(label) if label else value

    def customer(self, customer: Customer) -> str:
        """Who and where; of one forgotten since, the country alone."""
        if customer.forgotten:
            return filled(tr("Customer in {country}"), country=customer.country)
        return f"{customer.name} · {customer.city}, {customer.country}"

    def notice(self, code: str, params: Mapping[str, object]) -> str:
        """A code with its facts as a sentence: grades and checks get their names first."""
        return self.messages.text(code, **{name: self._said(name, value) for name, value in params.items()})

    def _said(self, name: str, value: object) -> object:
        if isinstance(value, Grade):
            return self.grade(value)
        return self.check(str(value)) if name == "check" else value
