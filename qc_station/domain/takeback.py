"""What the customer declared, and what the warehouse expects: take-backs, their parcels and declared items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.grade import Grade
from qc_station.domain.money import Money


@dataclass(frozen=True, slots=True)
class Customer:
    """What a bench may know of a customer (product.md 12): no e-mail address, no date of birth.

    Some time after the dossier is settled, `ref`, `name` and `city` are empty.
    """

    ref: str
    name: str
    city: str
    country: str
    language: str

    @property
    def forgotten(self) -> bool:
        return not self.name


@dataclass(frozen=True, slots=True)
class ExpectedParcel:
    """A parcel the carrier was asked to bring; `code` is normalised (no spaces, upper case)."""

    code: str
    carrier: str


@dataclass(frozen=True, slots=True)
class ItemKey:
    """One line of one take-back: the identity of a declared item everywhere, ledger included."""

    dossier: str
    line: int

    def __str__(self) -> str:
        return f"{self.dossier}/{self.line}"


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """One garment as its owner declared it. `offer` holds the accepted amount per grade; a grade not bought is
    absent.
    """

    key: ItemKey
    parcel_code: str
    reference: str
    title: Mapping[str, str]
    category: str
    season: str
    size: str
    colour: Mapping[str, str]
    composition: str | None
    declared_grade: Grade
    offer: Mapping[Grade, Money]


@dataclass(frozen=True, slots=True)
class SettledElsewhere:
    """The ledger says this line was decided, perhaps by another bench; `reversed` when its credit was taken back."""

    line: int
    decision: str
    grade: Grade | None
    station: str
    at: datetime
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A dossier: one customer, one accepted offer, one or several items and parcels. `received` are the parcels that
    the ledger knows to have arrived; `called_off_at` is when the offer was withdrawn, before any did.
    """

    dossier: str
    programme: str
    accepted_at: datetime
    customer: Customer
    parcels: tuple[ExpectedParcel, ...]
    items: tuple[DeclaredItem, ...]
    settled: tuple[SettledElsewhere, ...] = ()
    received: tuple[str, ...] = ()
    called_off_at: datetime | None = None

    def item(self, line: int) -> DeclaredItem | None:
        return next((item for item in self.items if item.key.line == line), None)


class TransferForm(StrEnum):
    """The bon de cession of a dossier. Without a signed one the credit is held (product.md 4)."""

    UNKNOWN = "unknown"
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Reception:
    """A dossier's arrival at this warehouse: when its parcel was first scanned, and the state of its transfer form."""

    dossier: str
    parcel_code: str
    received_at: datetime
    transfer_form: TransferForm = TransferForm.UNKNOWN
