"""Take-backs, items and answers as the tests of the policy use them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from qc_station.domain.checklist import Answer, Finding, Severity
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import Customer, DeclaredItem, ItemKey, TakeBack
from qc_station.policy.programme_file import load_programme

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "programmes" / "ami-for-ever.toml"
TEXT = SHIPPED.read_bytes().decode()
PROGRAMME = load_programme(TEXT, SHIPPED.name)

CHECKS = (
    *("brand_label", "inner_labels", "clean", "holes", "trims"),
    *("unaltered", "authentic", "pilling", "wear", "outer_tag"),
)
OFFER = {Grade.NEW: 9500, Grade.EXCELLENT: 8000, Grade.VERY_GOOD: 6000}


def item(declared: Grade = Grade.EXCELLENT, *, without: Grade | None = None, **changes: object) -> DeclaredItem:
    """The oxford shirt of spring-summer 2022, offered 95, 80 and 60 euros."""
    shirt = DeclaredItem(
        key=ItemKey("R-2026-018834", 1),
        parcel_code="8R41207731918",
        reference="HSH111.CO0031",
        title={"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"},
        category="shirt",
        season="2022-SS",
        size="40",
        colour={"fr": "Bleu ciel", "en": "Sky blue"},
        composition=None,
        declared_grade=declared,
        offer={grade: Money(minor, "EUR") for grade, minor in OFFER.items() if grade is not without},
    )
    return replace(shirt, **changes)


def takeback(*, country: str = "FR", accepted_at: datetime = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)) -> TakeBack:
    customer = Customer("C-004711", "Camille D.", "Lyon", country, "fr")
    return TakeBack("R-2026-018834", "ami-for-ever", accepted_at, customer, (), (item(),))


def answers(*found: str) -> tuple[Answer, ...]:
    """All ten checks answered: conform, but for the `check/kind` named."""
    given = {check: Answer(check) for check in CHECKS}
    for each in found:
        check, kind = each.split("/")
        before = given[check].findings
        given[check] = Answer(check, (*before, Finding(kind, Severity.MAJOR, len(before) + 1)))
    return tuple(given.values())
