"""What a piece is worth to its owner: the accepted offer, never a figure made at the bench (product.md 6)."""

from __future__ import annotations

from qc_station.domain.grade import Grade, worst
from qc_station.domain.money import Money
from qc_station.domain.takeback import DeclaredItem
from qc_station.policy.programme import Programme, ValuationMode


def paid_grade(found: Grade, item: DeclaredItem, programme: Programme) -> Grade:
    """The grade whose price is paid for a piece found in `found`."""
    if programme.valuation is ValuationMode.FOUND:
        return found
    return worst(found, item.declared_grade)


def value(found: Grade, item: DeclaredItem, programme: Programme) -> Money | None:
    """The amount to credit, or None when the offer does not buy that grade."""
    return item.offer.get(paid_grade(found, item, programme))
