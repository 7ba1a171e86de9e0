"""The keys of the window follow the brand on the table: its own digits, its own checks, its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.domain.money import Money
from tests.application import second_brand
from tests.application.day import PARCEL as AMI_PARCEL
from tests.application.day import takeback
from tests.viewmodels.keyed_bench import KeyedBench


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(tmp_path, qtbot, takeback(), second_brand.dossier(), others=(second_brand.OTHER,))
    made.scan(second_brand.PARCEL)
    yield made
    made.close()


def test_a_piece_of_the_second_brand_by_its_own_keys(bench: KeyedBench) -> None:
    """Form, item, keys 1 2 9 and Enter: signed, at the second brand's price."""
    bench.press("enter", "1", "1", "2", "9")
    assert bench.desk.piece is not None
    assert bench.desk.piece.judgement.unanswered == ()
    bench.press("enter")
    assert bench.desk.piece is not None
    assert bench.desk.piece.verdict is not None
    assert bench.desk.piece.verdict.amount == Money(3000, "EUR")


def test_a_digit_of_the_first_brand_means_nothing_to_the_second(bench: KeyedBench) -> None:
    """Key 5 is a check of the other brand only: it answers none of these three."""
    bench.press("enter", "1", "5")
    assert bench.desk.piece is not None
    assert len(bench.desk.piece.judgement.unanswered) == 3


def test_the_words_are_those_of_the_brand_on_the_table(bench: KeyedBench) -> None:
    """Check titles change with the parcel, in the language spoken, and back."""
    assert bench.desk.words.check("zip") == "Fermeture"
    bench.desk.speak("en")
    assert bench.desk.words.check("zip") == "Zip"
    bench.scan(AMI_PARCEL)
    assert bench.desk.words.check("pilling") == "Pilling"
    bench.scan(second_brand.PARCEL)
    assert bench.desk.words.check("zip") == "Zip"
