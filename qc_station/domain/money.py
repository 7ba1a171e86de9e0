"""Money: integer minor units with an ISO 4217 currency; unlike currencies never meet."""

from __future__ import annotations

from dataclasses import dataclass

CURRENCY_CODE_LENGTH = 3


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`minor` is in the currency's minor unit (6000 EUR = 60,00 €)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        # bool is an int in Python; an amount that is True is a programming error, not one cent.
        if type(self.minor) is not int:
            raise TypeError(f"an amount is an int of minor units, not {type(self.minor).__name__}")
        letters = self.currency.isascii() and self.currency.isalpha() and self.currency.isupper()
        if len(self.currency) != CURRENCY_CODE_LENGTH or not letters:
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.minor
