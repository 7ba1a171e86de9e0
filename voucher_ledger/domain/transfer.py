"""A movement between two accounts, as it is written: one row, never changed, mended only by another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voucher_ledger.domain.money import Money


class TransferKind(StrEnum):
    """From → to: what each moves is in `docs/ledger-accounts.md`."""

    PIECE_CREDIT = "piece_credit"
    PIECE_REVERSAL = "piece_reversal"
    VOUCHER_ISSUE = "voucher_issue"
    VOUCHER_HOLD = "voucher_hold"
    HOLD_CAPTURE = "hold_capture"
    HOLD_VOID = "hold_void"
    VOUCHER_REFUND = "voucher_refund"
    VOUCHER_EXPIRE = "voucher_expire"
    VOUCHER_CANCEL = "voucher_cancel"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class Transfer:
    """`debit` and `credit` are accounts; `resolves` and `corrects` name other transfers by id."""

    id: str
    kind: TransferKind
    debit: int
    credit: int
    amount: Money
    actor: str
    voucher: str | None = None
    resolves: str | None = None
    corrects: str | None = None
    item: int | None = None
    piece: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PieceCredit:
    """What was paid for a declared item, and whether it was taken back."""

    id: str
    approval: str
    takeback_id: int
    item_id: int
    piece: str
    account_id: int
    amount: Money
    reversal: str | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A transfer as a statement shows it. `account` and `against` are account codes, `amount` is never negative."""

    id: str
    kind: TransferKind
    debit: str
    credit: str
    amount: Money
    at: datetime
    dossier: str | None
    line: int | None
    piece: str | None
    voucher: str | None
    actor: str | None
    reason: str | None
