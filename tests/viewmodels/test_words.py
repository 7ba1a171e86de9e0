"""What the window says of a customer it knows, and of one it has forgotten."""

from __future__ import annotations

from qc_station.domain.takeback import Customer
from qc_station.viewmodels.words import Words
from tests.application.day import programme
from tests.application.test_messages import FRENCH


def test_who_and_where() -> None:
    """Name, city and country; without a name the country alone, and no stray dots or commas."""
    words = Words("fr", FRENCH, programme())
    assert words.customer(Customer("C-1", "Camille D.", "Lyon", "FR", "fr")) == "Camille D. · Lyon, FR"
    assert words.customer(Customer("", "", "", "FR", "fr")) == "Customer in FR"
