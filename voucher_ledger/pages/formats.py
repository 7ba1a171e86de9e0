"""Money and days as people of each language write them."""

from __future__ import annotations

import re
from datetime import date

from voucher_ledger.domain.money import Money

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_NBSP = "\N{NO-BREAK SPACE}"
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = {"fr": "%d/%m/%Y", "de": "%d.%m.%Y", "it": "%d/%m/%Y", "es": "%d/%m/%Y", "nl": "%d-%m-%Y"}
_AMOUNT = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?", re.ASCII)


def money(amount: Money, language: str) -> str:
    """`60,00 €`, in English `€60.00`, in Dutch `€ 60,00`. Two decimals: no currency of the programme has others."""
    whole, cents = divmod(abs(amount.minor), 100)
    sign = _SIGNS.get(amount.currency, amount.currency)
    minus = "-" if amount.minor < 0 else ""
    if language == "en":
        return f"{minus}{sign}{'' if len(sign) == 1 else _NBSP}{whole:,}.{cents:02d}"
    grouped = f"{whole:,}".replace(",", _NBSP if language == "fr" else ".")
    figures = f"{minus}{grouped},{cents:02d}"
    return f"{sign}{_NBSP}{figures}" if language == "nl" else f"{figures}{_NBSP}{sign}"


def day(value: date, language: str) -> str:
    """`24/11/2026`; in English `24 November 2026`, which nobody reads the other way round."""
    if language == "en":
        return f"{value.day} {_ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return value.strftime(_DAYS.get(language, "%Y-%m-%d"))


def read_amount(typed: str) -> int | None:
    """Minor units of what somebody typed: `25`, `25,5`, `25.50`, `1 250,00`, `1.250,00`; None for anything else.

    `1.250` alone is refused: it is a thousand to some and one to others.
    """
    bare = "".join(typed.split()).replace("€", "")
    if "," in bare and "." in bare:
        # The later of the two is the decimal sign.
        bare = bare.replace(min(",.", key=bare.rfind), "")
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        return None
    minor = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    return minor or None
