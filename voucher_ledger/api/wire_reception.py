"""What the ledger accepts about parcels that arrive, take-backs that are called off and credits that are held."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from voucher_ledger.api.wire import (
    CarrierCode,
    Dossier,
    Instant,
    Line,
    MoneyIn,
    Piece,
    Strict,
    Text64,
    Text500,
    carrier_code,
    each_is,
    parse_instant,
)
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.reception import Arrival, HeldCredit

ARRIVALS_MAX = 100
HELD_MAX = 500


def _existing_place(given: str) -> str:
    try:
        date.fromisoformat(given[:10] or "2026-01-01")
    except ValueError:
        raise PydanticCustomError("place", "no such place") from None
    return given


Place = Annotated[
    str,
    StringConstraints(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{1,15} [ -~]{1,120})?$"),
    AfterValidator(_existing_place),
]


class ArrivalIn(Strict):
    dossier: Dossier
    parcel: CarrierCode
    received_at: Instant
    transfer_form: bool = Field(description="Whether a signed one was in the parcel.")


class ArrivalsIn(Strict):
    """Parcels a bench received; told again, they stay as they were. Each is read on its own, so that one which cannot
    be read (its dossier came from a file) keeps no other from being known.
    """

    receptions: list[object] = Field(min_length=1, max_length=ARRIVALS_MAX, json_schema_extra=each_is("ArrivalIn"))


class HeldIn(Strict):
    dossier: Dossier
    line: Line
    piece: Piece
    amount: MoneyIn
    since: Instant


class AllHeldIn(Strict):
    """All that the bench holds now; what it does not name it holds no more. One that cannot be read is passed over."""

    held: list[object] = Field(max_length=HELD_MAX, json_schema_extra=each_is("HeldIn"))


class ReleaseIn(Strict):
    dossier: Dossier
    line: Line
    person: Text64
    reason: Text500


class CallOffIn(Strict):
    dossier: Dossier
    reason: Text500


def to_arrival(wire: ArrivalIn) -> Arrival:
    return Arrival(wire.dossier, carrier_code(wire.parcel), parse_instant(wire.received_at), wire.transfer_form)


def to_held(wire: HeldIn) -> HeldCredit:
    amount = Money(wire.amount.minor, wire.amount.currency)
    return HeldCredit(wire.dossier, wire.line, wire.piece, amount, parse_instant(wire.since))
