"""A declaration: one customer, one accepted offer, one or several parcels and items. Never changed once recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from voucher_ledger.domain.errors import Breach
from voucher_ledger.domain.fingerprint import canonical, sha256_hex
from voucher_ledger.domain.grade import Grade, lower_of
from voucher_ledger.domain.money import Money

OFFER_MINOR_LIMIT = 10_000_000  # 100 000,00 €: no garment is worth it, a slipped decimal point is


class Decision(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Customer:
    """`email` and `born_on` never leave the ledger towards a station."""

    ref: str
    name: str
    city: str
    country: str
    language: str
    email: str | None = None
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """`code` is the carrier's, upper case without spaces."""

    code: str
    carrier: str


@dataclass(frozen=True, slots=True)
class ItemKey:
    """One line of one dossier: the identity of a declared item everywhere."""

    dossier: str
    line: int


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """One garment as its owner declared it. `offer` holds minor units for each grade that is bought."""

    line: int
    parcel: str
    reference: str
    title: Mapping[str, str]
    category: str
    season: str
    size: str
    colour: Mapping[str, str]
    declared_grade: Grade
    composition: str | None
    currency: str
    offer: Mapping[Grade, int]


@dataclass(frozen=True, slots=True)
class TakeBack:
    dossier: str
    programme: str
    accepted_at: datetime
    customer: Customer
    parcels: tuple[Parcel, ...]
    items: tuple[DeclaredItem, ...]

    def fingerprint(self) -> str:
        """SHA-256 of the content, whatever the order in which parcels and items were listed."""
        ordered = replace(
            self,
            parcels=tuple(sorted(self.parcels, key=lambda parcel: parcel.code)),
            items=tuple(sorted(self.items, key=lambda item: item.line)),
        )
        return sha256_hex(canonical(ordered))

    def breaches(self) -> Iterator[Breach]:
        """What makes this no declaration at all, whatever the programme says."""
        codes = {parcel.code for parcel in self.parcels}
        lines = Counter(item.line for item in self.items)
        if len(codes) != len(self.parcels):
            yield Breach("parcels", "unique", "a parcel is listed twice")
        for at, item in enumerate(self.items):
            if lines[item.line] > 1:
                yield Breach(f"items[{at}].line", "unique", f"line {item.line} occurs more than once")
            if item.parcel not in codes:
                yield Breach(f"items[{at}].parcel", "listed", "the parcel is not one of this take-back's parcels")
            if not item.offer:
                yield Breach(f"items[{at}].offer", "not_empty", "an item that is bought in no grade cannot be sent in")
            for grade, minor in item.offer.items():
                if not 0 < minor < OFFER_MINOR_LIMIT:
                    yield Breach(
                        f"items[{at}].offer.{grade}", "range", f"an offer is between 1 and {OFFER_MINOR_LIMIT - 1}"
                    )


@dataclass(frozen=True, slots=True)
class PricedItem:
    """What the books need of a declared item to settle a decision on it. The three ids are the store's own."""

    key: ItemKey
    programme: str
    currency: str
    declared_grade: Grade
    offer: Mapping[Grade, int]
    takeback_id: int
    item_id: int
    account_id: int

    def price(self, found: Grade) -> Money | None:
        """The accepted offer at the lower of the declared and the found grade; None when that grade is not bought."""
        minor = self.offer.get(lower_of(self.declared_grade, found))
        return None if minor is None else Money(minor, self.currency)


@dataclass(frozen=True, slots=True)
class SettledLine:
    """The first decision on a line, whichever bench took it; `reversed` when its credit was taken back since."""

    line: int
    decision: Decision
    grade: Grade | None
    station: str
    at: datetime
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class ReceivedParcel:
    """What the followers of the feed are told of a reception; see `domain/reception.py`."""

    parcel: str
    received_at: datetime
    due_on: date
    transfer_form: bool
    alert: int


@dataclass(frozen=True, slots=True)
class FiledTakeBack:
    """A declaration with what was decided on it so far, what was received of it, and when it was called off."""

    takeback: TakeBack
    settled: tuple[SettledLine, ...]
    received: tuple[ReceivedParcel, ...] = ()
    called_off_at: datetime | None = None
