"""Codes to sentences, in French and in English, for both faces. Nothing here knows a screen.

A catalogue is `resources/i18n/messages.<language>.toml`: `code = "sentence with {parameters}"`, or, where a count
decides the words, `code = { one = "…", other = "…" }` chosen by the parameter `n`. A table groups words for parameters:
`{act}` is said as `act.answer` when act="answer", if the catalogue has that.
"""

from __future__ import annotations

import logging
import string
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from qc_station.domain.money import Money

SHOWN_LENGTH_MAX = 80
NO_BREAK, NARROW_NO_BREAK = "\u00a0", "\u202f"
WAREHOUSE = ZoneInfo("Europe/Paris")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
# ISO 4217: currencies whose minor unit is not a hundredth, as far as Europe's post carries parcels.
_DECIMALS = {"ISK": 0, "JPY": 0, "KWD": 3}
_log = logging.getLogger(__name__)


class Messages:
    """One language's sentences. Raises ValueError when `catalogue` is no TOML: the file is ours, so that is a bug."""

    def __init__(self, language: str, catalogue: str) -> None:
        self.language = language
        self._sentences = dict(_flat(tomllib.loads(catalogue), ""))

    @property
    def sentences(self) -> Mapping[str, str]:
        """Every sentence by its code; the two forms of a plural are `code.one` and `code.other`."""
        return self._sentences

    def text(self, code: str, **params: object) -> str:
        """The sentence of `code`. A code without one is a bug: it is logged, and shown as it is."""
        sentence = self._sentence(code, params)
        if sentence is None:
            _log.error("no sentence for the code %s in %s", code, self.language)
            return code
        # One pass over our own template: what a parameter holds is never read as a template.
        parts = []
        for words, name, _, _ in string.Formatter().parse(sentence):
            parts.append(words)
            if name is not None:
                parts.append(self._param(code, name, params))
        return "".join(parts)

    def _sentence(self, code: str, params: Mapping[str, object]) -> str | None:
        if f"{code}.other" not in self._sentences:
            return self._sentences.get(code)
        count = params.get("n")
        form = "one" if isinstance(count, int) and singular(self.language, count) else "other"
        return self._sentences[f"{code}.{form}"]

    def _param(self, code: str, name: str, params: Mapping[str, object]) -> str:
        if name not in params:
            _log.error("the sentence of %s in %s wants a parameter that was not given: %s", code, self.language, name)
            return "…"
        value = params[name]
        if isinstance(value, str) and f"{name}.{value}" in self._sentences:
            return self.text(f"{name}.{value}", **params)
        return shown(self.language, value)


def _flat(table: Mapping[str, object], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def singular(language: str, count: int) -> bool:
    """Whether `count` things take the singular: in French 0 and 1, in English 1."""
    return count in {0, 1} if language == "fr" else count == 1


def shown(language: str, value: object) -> str:
    """A value as people of that language read it; text from outside is cut to 80 characters that can be drawn."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return money(language, value)
    if isinstance(value, datetime):
        return moment(language, value)
    if isinstance(value, date):
        return day(language, value)
    text = str(value)
    drawn = "".join(c if _drawable(c) else "\N{REPLACEMENT CHARACTER}" for c in text[: SHOWN_LENGTH_MAX + 1])
    return drawn if len(text) <= SHOWN_LENGTH_MAX else drawn[: SHOWN_LENGTH_MAX - 1] + "…"


def _drawable(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def money(language: str, amount: Money) -> str:
    """`6000 EUR` is `60,00 €` in French (with spaces that do not break) and `€60.00` in English."""
    decimals = _DECIMALS.get(amount.currency, 2)
    whole, rest = divmod(abs(amount.minor), 10**decimals)
    minus = "−" if amount.minor < 0 else ""
    sign = _SIGNS.get(amount.currency, amount.currency)
    comma = "," if language == "fr" else "."
    fraction = f"{comma}{rest:0{decimals}d}" if decimals else ""
    if language == "fr":
        return f"{minus}{whole:,}".replace(",", NARROW_NO_BREAK) + f"{fraction}{NO_BREAK}{sign}"
    return f"{minus}{sign}{NO_BREAK if len(sign) > 1 else ''}{whole:,}{fraction}"


def day(language: str, when: date) -> str:
    """`23/11/2026` in French, `23 Nov 2026` in English."""
    if language == "fr":
        return f"{when.day:02d}/{when.month:02d}/{when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(language: str, when: datetime) -> str:
    """Day and time on the warehouse's clock; raises ValueError when `when` has no time zone."""
    if when.tzinfo is None:
        raise ValueError("a moment is an aware time")
    local = when.astimezone(WAREHOUSE)
    return f"{day(language, local)} {local.hour:02d}:{local.minute:02d}"
