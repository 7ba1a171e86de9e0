"""What the ledger answers: the models for the document, and the plain JSON made from the domain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel

from voucher_ledger.api.problems import Problem, refusal_problem
from voucher_ledger.application.page import Page
from voucher_ledger.application.ports import Digest
from voucher_ledger.domain.errors import Refusal
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Settlement
from voucher_ledger.domain.takeback import FiledTakeBack
from voucher_ledger.domain.transfer import Movement


class MoneyOut(BaseModel):
    minor: int
    currency: str


class WinnerOut(BaseModel):
    approval: str
    station: str
    decision: str
    grade: str | None
    at: str


class ResultOut(BaseModel):
    id: str
    outcome: str
    reason: str | None
    transfer: str | None
    amount: MoneyOut | None
    winner: WinnerOut | None
    balance_after: MoneyOut | None
    replayed: bool


class RefusedItemOut(BaseModel):
    id: str | None
    problem: Problem


class BatchOut(BaseModel):
    results: list[ResultOut | RefusedItemOut]


class ReceiptOut(BaseModel):
    dossier: str
    recorded: bool


class CalledOffOut(BaseModel):
    dossier: str
    called_off: bool


class ParcelDeclared(BaseModel):
    code: str
    carrier: str


class CustomerOut(BaseModel):
    ref: str
    name: str
    city: str
    country: str
    language: str


class ItemOut(BaseModel):
    line: int
    parcel: str
    reference: str
    title: dict[str, str]
    category: str
    season: str
    size: str
    colour: dict[str, str]
    declared_grade: str
    composition: str | None
    currency: str
    offer: dict[str, int]


class SettledOut(BaseModel):
    line: int
    decision: str
    grade: str | None
    station: str
    at: str
    reversed: bool


class ReceivedParcelOut(BaseModel):
    """`alert` is 10, 13 or 15 once so many working days have passed with something undecided, else 0."""

    parcel: str
    received_at: str
    due_on: str
    transfer_form: bool
    alert: int


class TakebackOut(BaseModel):
    dossier: str
    programme: str
    accepted_at: str
    customer: CustomerOut
    parcels: list[ParcelDeclared]
    items: list[ItemOut]
    settled: list[SettledOut]
    received: list[ReceivedParcelOut]
    called_off_at: str | None


class FeedOut(BaseModel):
    takebacks: list[TakebackOut]
    next: str
    more: bool


class ParcelOut(BaseModel):
    code: str
    carrier: str
    takebacks: list[TakebackOut]


class StationOut(BaseModel):
    station: str
    epoch: int
    last_seq: int


class KeyOut(BaseModel):
    public: str


class WantedOut(BaseModel):
    """SHA-256 of each, hexadecimal."""

    wanted: list[str]


class KeptOut(BaseModel):
    sha256: str


class DigestOut(BaseModel):
    """`missing` lists at most a thousand numbers."""

    count: int
    max_seq: int
    missing: list[int]
    credited_total: list[MoneyOut]


class BalanceOut(BaseModel):
    customer: str
    balances: list[MoneyOut]


class TransferOut(BaseModel):
    """`direction` as the customer sees it; `dossier`, `line`, `piece` for a piece, `voucher` for a voucher."""

    id: str
    kind: str
    direction: Literal["in", "out"]
    amount: MoneyOut
    dossier: str | None
    line: int | None
    piece: str | None
    voucher: str | None
    reason: str | None
    at: str


class TransfersOut(BaseModel):
    transfers: list[TransferOut]
    next: str
    more: bool


def instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def money(value: Money) -> dict[str, Any]:
    return {"minor": value.minor, "currency": value.currency}


def result(settlement: Settlement) -> dict[str, Any]:
    winner = settlement.winner
    return {
        "id": settlement.id,
        "outcome": settlement.outcome,
        "reason": settlement.reason,
        "transfer": settlement.transfer,
        "amount": money(settlement.amount) if settlement.amount else None,
        "winner": winner
        and {
            "approval": winner.approval,
            "station": winner.station,
            "decision": winner.decision,
            "grade": winner.grade,
            "at": instant(winner.at),
        },
        "balance_after": money(settlement.balance_after) if settlement.balance_after else None,
        "replayed": settlement.replayed,
    }


def batch_item(given_id: str | None, answer: Settlement | Refusal) -> dict[str, Any]:
    if isinstance(answer, Refusal):
        return {"id": given_id, "problem": refusal_problem(answer)}
    return result(answer)


def takeback(filed: FiledTakeBack) -> dict[str, Any]:
    """As declared, without e-mail address and date of birth: those never leave the ledger towards a station."""
    declared = filed.takeback
    who = declared.customer
    return {
        "dossier": declared.dossier,
        "programme": declared.programme,
        "accepted_at": instant(declared.accepted_at),
        "customer": {
            "ref": who.ref,
            "name": who.name,
            "city": who.city,
            "country": who.country,
            "language": who.language,
        },
        "parcels": [{"code": one.code, "carrier": one.carrier} for one in declared.parcels],
        "items": [
            {
                "line": one.line,
                "parcel": one.parcel,
                "reference": one.reference,
                "title": one.title,
                "category": one.category,
                "season": one.season,
                "size": one.size,
                "colour": one.colour,
                "declared_grade": one.declared_grade,
                "composition": one.composition,
                "currency": one.currency,
                "offer": one.offer,
            }
            for one in declared.items
        ],
        "settled": [
            {
                "line": one.line,
                "decision": one.decision,
                "grade": one.grade,
                "station": one.station,
                "at": instant(one.at),
                "reversed": one.reversed,
            }
            for one in filed.settled
        ],
        "received": [
            {
                "parcel": one.parcel,
                "received_at": instant(one.received_at),
                "due_on": one.due_on.isoformat(),
                "transfer_form": one.transfer_form,
                "alert": one.alert,
            }
            for one in filed.received
        ],
        "called_off_at": None if filed.called_off_at is None else instant(filed.called_off_at),
    }


def feed(page: Page[FiledTakeBack]) -> dict[str, Any]:
    return {"takebacks": [takeback(one) for one in page.items], "next": page.cursor, "more": page.more}


def parcel(code: str, filed: Sequence[FiledTakeBack]) -> dict[str, Any]:
    carrier = next(one.carrier for one in filed[0].takeback.parcels if one.code == code)
    return {"code": code, "carrier": carrier, "takebacks": [takeback(one) for one in filed]}


def digest(found: Digest) -> dict[str, Any]:
    return {
        "count": found.count,
        "max_seq": found.max_seq,
        "missing": found.missing,
        "credited_total": [money(one) for one in found.credited_total],
    }


def transfers(page: Page[Movement]) -> dict[str, Any]:
    return {
        "transfers": [
            {
                "id": one.id,
                "kind": one.kind,
                "direction": "in" if one.credit.startswith("customer:") else "out",
                "amount": money(one.amount),
                "dossier": one.dossier,
                "line": one.line,
                "piece": one.piece,
                "voucher": one.voucher,
                "reason": one.reason,
                "at": instant(one.at),
            }
            for one in page.items
        ],
        "next": page.cursor,
        "more": page.more,
    }
