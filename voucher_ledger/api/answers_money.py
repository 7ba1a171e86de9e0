"""What the ledger answers about vouchers and the office's acts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from voucher_ledger.api.answers import MoneyOut, instant, money
from voucher_ledger.application.money_ports import Liability, ReviewTask
from voucher_ledger.application.page import Page
from voucher_ledger.application.redeem import Used
from voucher_ledger.application.reverse import Reversal
from voucher_ledger.application.vouchers import Made
from voucher_ledger.domain.adjustment import Adjustment
from voucher_ledger.domain.transfer import Movement
from voucher_ledger.domain.voucher import Voucher


class VoucherOut(BaseModel):
    """`state`: waiting, valid, spent, expired. Both days are included, in Europe/Paris."""

    id: str
    state: str
    amount: MoneyOut
    remaining: MoneyOut
    issue_on: str
    expires_on: str


class VoucherMadeOut(VoucherOut):
    """`code` is told this once, and null when the same request comes again."""

    code: str | None


class VouchersOut(BaseModel):
    customer: str
    vouchers: list[VoucherOut]


class RedemptionOut(BaseModel):
    """`state`: held, captured, voided. `remaining` is what the voucher still holds."""

    id: str
    voucher: str
    order: str
    state: str
    amount: MoneyOut
    refunded: MoneyOut
    remaining: MoneyOut
    expires_at: str


class ReversalOut(BaseModel):
    """`transfer` when the credit was taken back; `task` when the money is spent and somebody has to look at it."""

    dossier: str
    line: int
    amount: MoneyOut
    transfer: str | None
    task: int | None


class AdjustmentOut(BaseModel):
    id: str
    customer: str
    direction: str
    amount: MoneyOut
    reason: str
    asked_by: str
    asked_at: str
    answered_by: str | None
    approved: bool | None
    transfer: str | None


class AdjustmentsOut(BaseModel):
    adjustments: list[AdjustmentOut]


class ReviewTaskOut(BaseModel):
    id: int
    kind: str
    approval: str
    winner: str | None
    dossier: str
    line: int
    station: str
    created_at: str
    resolved_by: str | None
    resolution: str | None


class ReviewTasksOut(BaseModel):
    tasks: list[ReviewTaskOut]


class MovementOut(BaseModel):
    """`debit` and `credit` are accounts, as `docs/ledger-accounts.md` names them."""

    id: str
    kind: str
    debit: str
    credit: str
    amount: MoneyOut
    at: str
    dossier: str | None
    line: int | None
    piece: str | None
    voucher: str | None
    actor: str | None
    reason: str | None


class MovementsOut(BaseModel):
    movements: list[MovementOut]
    next: str
    more: bool


class LiabilityOut(BaseModel):
    name: str
    amount: MoneyOut


class LiabilitiesOut(BaseModel):
    liabilities: list[LiabilityOut]


def voucher(one: Voucher, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id,
        "state": one.state(now),
        "amount": money(one.amount),
        "remaining": money(one.remaining),
        "issue_on": one.issue_on.isoformat(),
        "expires_on": one.expires_on.isoformat(),
    }


def made(one: Made, now: datetime) -> dict[str, Any]:
    return voucher(one.voucher, now) | {"code": one.code}


def used(one: Used) -> dict[str, Any]:
    redemption = one.redemption
    return {
        "id": redemption.id,
        "voucher": redemption.voucher,
        "order": redemption.order,
        "state": redemption.state,
        "amount": money(redemption.amount),
        "refunded": money(redemption.refunded),
        "remaining": money(one.remaining),
        "expires_at": instant(redemption.expires_at),
    }


def reversal(one: Reversal) -> dict[str, Any]:
    return {
        "dossier": one.key.dossier,
        "line": one.key.line,
        "amount": money(one.amount),
        "transfer": one.transfer,
        "task": one.task,
    }


def adjustment(one: Adjustment) -> dict[str, Any]:
    return {
        "id": one.id,
        "customer": one.customer,
        "direction": one.direction,
        "amount": money(one.amount),
        "reason": one.reason,
        "asked_by": one.asked_by,
        "asked_at": instant(one.asked_at),
        "answered_by": one.answered_by,
        "approved": one.approved,
        "transfer": one.transfer,
    }


def task(one: ReviewTask) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "approval": one.approval,
        "winner": one.winner,
        "dossier": one.dossier,
        "line": one.line,
        "station": one.station,
        "created_at": instant(one.created_at),
        "resolved_by": one.resolved_by,
        "resolution": one.resolution,
    }


def movements(page: Page[Movement]) -> dict[str, Any]:
    listed = [
        {
            "id": one.id,
            "kind": one.kind,
            "debit": one.debit,
            "credit": one.credit,
            "amount": money(one.amount),
            "at": instant(one.at),
            "dossier": one.dossier,
            "line": one.line,
            "piece": one.piece,
            "voucher": one.voucher,
            "actor": one.actor,
            "reason": one.reason,
        }
        for one in page.items
    ]
    return {"movements": listed, "next": page.cursor, "more": page.more}


def liabilities(found: Sequence[Liability]) -> dict[str, Any]:
    return {"liabilities": [{"name": one.name, "amount": money(one.amount)} for one in found]}
