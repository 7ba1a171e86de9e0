"""A made-up second brand: its programme file, a raincoat and a dossier of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import Customer, DeclaredItem, ExpectedParcel, ItemKey, TakeBack
from qc_station.policy.programme_file import load_programme

FILE = Path(__file__).with_name("maison-exemple.toml")
OTHER = load_programme(FILE.read_text(encoding="utf-8"), FILE.name)
PARCEL = "6A15602676300"
DOSSIER = "X-1"


def coat(line: int = 1, declared: Grade = Grade.VERY_GOOD, **changes: object) -> DeclaredItem:
    whole = DeclaredItem(
        key=ItemKey(DOSSIER, line),
        parcel_code=PARCEL,
        reference="RAIN-1",
        title={"fr": "Ciré", "en": "Raincoat"},
        category="rainwear",
        season="2023-YR",
        size="M",
        colour={"fr": "Jaune", "en": "Yellow"},
        composition=None,
        declared_grade=declared,
        offer={Grade.NEW: Money(3000, "EUR"), Grade.VERY_GOOD: Money(1000, "EUR")},
    )
    return replace(whole, **changes)


def dossier(*items: DeclaredItem, country: str = "PT") -> TakeBack:
    return TakeBack(
        dossier=DOSSIER,
        programme=OTHER.id,
        accepted_at=datetime(2026, 11, 3, 9, 12, tzinfo=UTC),
        customer=Customer("C-1", "Inês P.", "Porto", country, "en"),
        parcels=(ExpectedParcel(PARCEL, "colissimo"),),
        items=items or (coat(),),
    )
