"""Money is whole minor units of one currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.money import Money

minors = st.integers(-(10**12), 10**12)


@given(minors, minors)
def test_sums_and_differences_are_exact(one: int, other: int) -> None:
    """Adding, then taking away again, gives back the very amount."""
    euros, more = Money(one, "EUR"), Money(other, "EUR")
    assert euros + more - more == euros
    assert euros + more == more + euros
    assert (euros < more) == (one < other)


@pytest.mark.parametrize("act", [Money.__add__, Money.__sub__, Money.__lt__])
def test_currencies_never_meet(act) -> None:
    """Sixty euros and sixty francs neither add up nor compare."""
    with pytest.raises(ValueError, match="EUR and CHF"):
        act(Money(6000, "EUR"), Money(6000, "CHF"))
    assert Money(6000, "EUR") != Money(6000, "CHF")


@pytest.mark.parametrize("minor", [60.0, "6000", None, True])
def test_an_amount_is_an_int(minor: object) -> None:
    """Neither a float nor a truth is an amount, however round it looks."""
    with pytest.raises(TypeError):
        Money(minor, "EUR")


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "EU", "€€€", "ÉUR", "E R", "12A", "E\nR"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    """An amount without a real currency code is no amount."""
    with pytest.raises(ValueError, match="4217"):
        Money(1, currency)
