"""The words of an evidence pack in the customer's language, from `resources/i18n/evidence/<language>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qc_station.application.messages import WAREHOUSE
from qc_station.domain.money import Money

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """One language. `sentences` by key, with parameters in braces; dates and amounts have a pattern each."""

    language: str
    sentences: Mapping[str, str]

    def text(self, key: str, **params: object) -> str:
        """Raises KeyError for a key or a parameter the catalogue does not have: it is ours."""
        return self.sentences[key].format_map(params)

    def pick(self, words: Mapping[str, str]) -> str:
        """A programme's words: its own language, else English, else French, else whatever there is."""
        for language in (self.language, "en", "fr"):
            if language in words:
                return words[language]
        return next(iter(words.values()), "")

    def money(self, amount: Money) -> str:
        """Two decimals, as every currency of the programme's countries has."""
        whole, rest = divmod(abs(amount.minor), 100)
        minus = "-" if amount.minor < 0 else ""
        sign = _SIGNS.get(amount.currency, amount.currency)
        fraction = f"{self.sentences['comma']}{rest:02}"
        return minus + self.text("money", whole=whole, rest=fraction, sign=sign)

    def moment(self, when: datetime) -> str:
        """Day and time on the warehouse's clock."""
        local = when.astimezone(WAREHOUSE)
        return f"{self.text('date', d=local.day, m=local.month, y=local.year)} {local.hour:02}:{local.minute:02}"


def evidence_words(language: str, catalogue: str) -> EvidenceWords:
    """Raises ValueError when `catalogue` is no TOML: the file is ours, so that is a bug."""
    return EvidenceWords(language, {str(key): str(value) for key, value in tomllib.loads(catalogue).items()})
