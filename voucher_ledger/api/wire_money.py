"""What the ledger accepts about money that exists: vouchers, their use, reversals, adjustments, review tasks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Header, Path
from pydantic import StringConstraints

from voucher_ledger.api.wire import (
    ID_PATTERN,
    UUID_PATTERN,
    CustomerRef,
    Day,
    Dossier,
    Line,
    MoneyIn,
    Strict,
    Text64,
    Text500,
)
from voucher_ledger.application.adjust import Correction
from voucher_ledger.application.redeem import Use
from voucher_ledger.application.vouchers import Wanted
from voucher_ledger.domain.adjustment import Direction
from voucher_ledger.domain.money import Money

Ref = Annotated[str, Path(pattern=ID_PATTERN)]
Id = Annotated[str, Path(pattern=UUID_PATTERN)]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9_-]{8,64}$",
        description="Made by the sender, the same on every retry; never expires.",
    ),
]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[ -~]+$")]
OrderRef = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,63}$")]


class VoucherIn(Strict):
    """Any amount up to the balance, from today (Europe/Paris) or a later day."""

    amount: MoneyIn
    issue_on: Day


class CodeIn(Strict):
    code: Code


class UseIn(Strict):
    """`capture` sells at once; otherwise the amount is held for half an hour. The code never travels in an address."""

    code: Code
    amount: MoneyIn
    order: OrderRef
    capture: bool = False


class RefundIn(Strict):
    amount: MoneyIn


class ReversalIn(Strict):
    """`person` is the lead, when a bench asks in somebody's name."""

    dossier: Dossier
    line: Line
    reason: Text500
    person: Text64 | None = None


class AdjustmentIn(Strict):
    customer: CustomerRef
    direction: Literal["credit", "debit"]
    amount: MoneyIn
    reason: Text500


class AnswerIn(Strict):
    approved: bool


class CancelIn(Strict):
    reason: Text500


class ResolutionIn(Strict):
    resolution: Text500


def to_money(wire: MoneyIn) -> Money:
    return Money(wire.minor, wire.currency)


def to_wanted(customer: str, wire: VoucherIn) -> Wanted:
    return Wanted(customer, to_money(wire.amount), date.fromisoformat(wire.issue_on))


def to_use(wire: UseIn) -> Use:
    return Use(wire.code, to_money(wire.amount), wire.order)


def to_correction(wire: AdjustmentIn) -> Correction:
    return Correction(wire.customer, Direction(wire.direction), to_money(wire.amount), wire.reason)
