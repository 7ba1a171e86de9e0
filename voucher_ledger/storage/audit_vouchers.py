"""What must hold of vouchers, reversals and adjustments; see `audit.py`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from voucher_ledger.application.ports import Finding
from voucher_ledger.domain.transfer import TransferKind
from voucher_ledger.domain.voucher import day_of
from voucher_ledger.storage.audit_check import Check, offences
from voucher_ledger.storage.tables import transfer
from voucher_ledger.storage.voucher_tables import voucher

CHECKS = (
    Check(
        "hold_ended_twice",
        "SELECT resolves_id AS hold, count(*) AS n FROM transfer WHERE resolves_id IS NOT NULL GROUP BY resolves_id"
        " HAVING count(*) > 1",
    ),
    Check(
        "hold_ended_otherwise",
        "SELECT e.id AS transfer FROM transfer e LEFT JOIN transfer h ON h.id = e.resolves_id"
        " WHERE e.kind IN ('hold_capture', 'hold_void') AND (h.id IS NULL OR h.kind <> 'voucher_hold'"
        " OR h.amount <> e.amount OR h.voucher_id <> e.voucher_id OR h.credit_id <> e.debit_id"
        " OR (e.kind = 'hold_void' AND e.credit_id <> h.debit_id))",
    ),
    Check(
        "refund_exceeds",
        "SELECT c.id AS capture, sum(r.amount) AS refunded FROM transfer r JOIN transfer c ON c.id = r.corrects_id"
        " WHERE r.kind = 'voucher_refund' GROUP BY c.id, c.amount HAVING sum(r.amount) > c.amount",
    ),
    Check(
        "refund_of_nothing",
        "SELECT r.id AS transfer FROM transfer r LEFT JOIN transfer c ON c.id = r.corrects_id"
        " WHERE r.kind = 'voucher_refund' AND (c.id IS NULL OR c.kind <> 'hold_capture'"
        " OR c.voucher_id <> r.voucher_id OR c.credit_id <> r.debit_id)",
    ),
    Check(
        "reversal_differs",
        "SELECT r.id AS transfer FROM transfer r LEFT JOIN transfer c ON c.id = r.corrects_id"
        " WHERE r.kind = 'piece_reversal' AND (c.id IS NULL OR c.kind <> 'piece_credit' OR c.amount <> r.amount"
        " OR c.item_id <> r.item_id OR c.piece <> r.piece OR c.credit_id <> r.debit_id OR c.debit_id <> r.credit_id)",
    ),
    Check(
        "item_reversed_twice",
        "SELECT item_id, count(*) AS n FROM transfer WHERE kind = 'piece_reversal' GROUP BY item_id"
        " HAVING count(*) > 1",
    ),
    Check(
        "voucher_not_paid_for",
        "SELECT v.id AS voucher FROM voucher v LEFT JOIN transfer t ON t.voucher_id = v.id AND t.kind = 'voucher_issue'"
        " GROUP BY v.id, v.amount HAVING count(t.id) <> 1 OR max(t.amount) <> v.amount",
    ),
    Check(
        "voucher_paid_by_another",
        "SELECT t.id AS transfer FROM transfer t JOIN voucher v ON v.id = t.voucher_id JOIN account a"
        " ON a.id = t.debit_id WHERE t.kind = 'voucher_issue' AND (t.credit_id <> v.account_id"
        " OR a.kind <> 'customer' OR a.customer_ref <> v.customer_ref)",
    ),
    Check(
        "voucher_moved_elsewhere",
        "SELECT t.id AS transfer FROM transfer t JOIN voucher v ON v.id = t.voucher_id"
        " WHERE t.kind IN ('voucher_hold', 'voucher_expire', 'voucher_cancel') AND t.debit_id <> v.account_id",
    ),
    Check(
        "voucher_given_to_another",
        "SELECT t.id AS transfer FROM transfer t JOIN voucher v ON v.id = t.voucher_id JOIN account a"
        " ON a.id = t.credit_id WHERE t.kind IN ('voucher_cancel', 'voucher_refund', 'hold_void')"
        " AND t.credit_id <> v.account_id AND (a.customer_ref IS NULL OR a.customer_ref <> v.customer_ref)",
    ),
    Check(
        "voucher_account_of_nobody",
        "SELECT a.id AS account FROM account a LEFT JOIN voucher v ON v.account_id = a.id"
        " WHERE a.kind = 'voucher' AND v.id IS NULL",
    ),
    Check(
        "redeemed_in_a_corner",
        "SELECT r.hold_id AS hold FROM redemption r LEFT JOIN sales_point p ON p.id = r.sales_point_id"
        " WHERE p.id IS NULL OR p.network = 'department_store_corner'",
    ),
    Check(
        "hold_without_redemption",
        "SELECT t.id AS hold FROM transfer t LEFT JOIN redemption r ON r.hold_id = t.id"
        " WHERE t.kind = 'voucher_hold' AND (r.hold_id IS NULL OR r.voucher_id <> t.voucher_id)",
    ),
    Check(
        "redemption_without_hold",
        "SELECT r.hold_id AS hold FROM redemption r LEFT JOIN transfer t ON t.id = r.hold_id"
        " WHERE t.id IS NULL OR t.kind <> 'voucher_hold'",
    ),
    Check(
        "adjustment_alone",
        "SELECT w.adjustment_id AS adjustment FROM adjustment_answer w JOIN adjustment a ON a.id = w.adjustment_id"
        " WHERE w.answered_by = a.asked_by",
    ),
    Check(
        "adjustment_differs",
        "SELECT t.id AS transfer FROM transfer t LEFT JOIN adjustment_answer w ON w.transfer_id = t.external_id"
        " LEFT JOIN adjustment a ON a.id = w.adjustment_id WHERE t.kind = 'adjustment' AND (a.id IS NULL"
        " OR NOT w.approved OR a.amount <> t.amount OR a.currency <> t.currency OR a.account_id <>"
        " CASE a.direction WHEN 'credit' THEN t.credit_id ELSE t.debit_id END)",
    ),
)
_DATED = (
    select(transfer.c.id, transfer.c.kind, transfer.c.created_at, voucher.c.issue_on, voucher.c.expires_on)
    .join_from(transfer, voucher, transfer.c.voucher_id == voucher.c.id)
    .where(transfer.c.kind.in_((TransferKind.VOUCHER_HOLD, TransferKind.VOUCHER_EXPIRE)))
)


def findings(connection: Connection) -> Iterator[Finding]:
    """Everything that is wrong."""
    yield from offences(connection, CHECKS)
    for row in connection.execute(_DATED):
        day = day_of(row.created_at)
        if row.kind == TransferKind.VOUCHER_HOLD and not row.issue_on <= day <= row.expires_on:
            yield Finding("used_out_of_time", f"transfer={row.id}")
        if row.kind == TransferKind.VOUCHER_EXPIRE and day <= row.expires_on:
            yield Finding("expired_early", f"transfer={row.id}")
