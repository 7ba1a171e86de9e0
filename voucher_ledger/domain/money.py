"""Money: integer minor units with an ISO 4217 currency; unlike currencies never meet.

The station has its own: two deployables, one wire, no shared class.
"""

from __future__ import annotations

from dataclasses import dataclass

CURRENCY_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` is in the currency's minor unit (6000 EUR = 60,00 €)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        # bool is an int in Python; an amount that is True is a programming error, not one cent.
        if type(self.minor) is not int:
            raise TypeError(f"an amount is an int of minor units, not {type(self.minor).__name__}")
        if len(self.currency) != CURRENCY_CODE_LENGTH or not (self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return Money(self.minor + other.minor, self.currency)
