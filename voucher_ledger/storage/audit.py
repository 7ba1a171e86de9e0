"""What must hold of the books, recomputed from the rows themselves: no check here trusts the key that should make it
true.

Each check is a query for the rows that break it. A finding names rows by their numbers, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, select, text

from voucher_ledger.application.ports import Finding
from voucher_ledger.domain.fingerprint import sha256_hex
from voucher_ledger.domain.grade import Grade, lower_of
from voucher_ledger.storage import audit_vouchers
from voucher_ledger.storage.audit_check import LISTED_MAX, Check, offences
from voucher_ledger.storage.custody_tables import evidence
from voucher_ledger.storage.guards import missing_guards

# A correct row is in none of these. The order is the one in which findings are told: money first.
CHECKS = (
    Check(
        "item_credited_twice",
        "SELECT item_id, count(*) AS n FROM transfer WHERE kind = 'piece_credit' GROUP BY item_id HAVING count(*) > 1",
    ),
    Check(
        "piece_credited_twice",
        "SELECT piece, count(*) AS n FROM transfer WHERE kind = 'piece_credit' GROUP BY piece HAVING count(*) > 1",
    ),
    Check(
        "balance_differs",
        "SELECT a.id AS account, a.balance, coalesce(t.total, 0) AS transfers FROM account a LEFT JOIN ("
        " SELECT id, sum(amount) AS total FROM (SELECT credit_id AS id, amount FROM transfer"
        "  UNION ALL SELECT debit_id, -amount FROM transfer) moved GROUP BY id) t ON t.id = a.id"
        " WHERE a.kind <> 'house' AND a.balance <> coalesce(t.total, 0)",
    ),
    Check("balance_negative", "SELECT id AS account, balance FROM account WHERE kind <> 'house' AND balance < 0"),
    Check("house_balance_stored", "SELECT id AS account, balance FROM account WHERE kind = 'house' AND balance <> 0"),
    Check(
        "transfer_unbalanced",
        "SELECT t.id AS transfer FROM transfer t LEFT JOIN account d ON d.id = t.debit_id LEFT JOIN account c"
        " ON c.id = t.credit_id WHERE t.amount <= 0 OR t.debit_id = t.credit_id OR d.id IS NULL OR c.id IS NULL"
        " OR d.currency <> t.currency OR c.currency <> t.currency",
    ),
    Check(
        "transfer_without_approval",
        "SELECT t.id AS transfer FROM transfer t LEFT JOIN approval a ON a.transfer_id = t.external_id"
        " AND a.outcome = 'credited' WHERE t.kind = 'piece_credit' GROUP BY t.id HAVING count(a.id) <> 1",
    ),
    Check(
        "approval_without_transfer",
        "SELECT a.id AS approval FROM approval a LEFT JOIN transfer t ON t.external_id = a.transfer_id"
        " AND t.kind = 'piece_credit' WHERE (a.outcome = 'credited') <> (t.id IS NOT NULL)",
    ),
    Check(
        "decision_nobody_is_told",
        "SELECT a.id AS approval FROM approval a LEFT JOIN mail_line l ON l.approval_id = a.id"
        " WHERE a.outcome IN ('credited', 'refused') AND l.approval_id IS NULL",
    ),
    Check(
        "credit_differs",
        "SELECT a.id AS approval FROM approval a JOIN transfer t ON t.external_id = a.transfer_id"
        " JOIN declared_item i ON i.id = t.item_id WHERE a.item_id <> t.item_id OR a.piece <> t.piece"
        " OR a.amount <> t.amount OR a.currency <> t.currency OR a.claimed <> t.amount"
        " OR a.claimed_currency <> t.currency"
        " OR t.credit_id <> i.account_id OR a.dossier <> i.dossier OR a.line <> i.line OR a.decision <> 'accepted'",
    ),
    Check(
        "item_decided_twice",
        "SELECT dossier, line, count(*) AS n FROM approval WHERE outcome IN ('credited', 'refused')"
        " GROUP BY dossier, line HAVING count(*) > 1",
    ),
    Check("approval_twice", "SELECT id AS approval, count(*) AS n FROM approval GROUP BY id HAVING count(*) > 1"),
    Check(
        "place_taken_twice",
        "SELECT station_id, epoch, seq, count(*) AS n FROM approval GROUP BY station_id, epoch, seq"
        " HAVING count(*) > 1",
    ),
    Check(
        "epoch_not_opened",
        "SELECT a.id AS approval FROM approval a LEFT JOIN station s ON s.id = a.station_id"
        " WHERE s.id IS NULL OR a.epoch > s.epoch",
    ),
    Check(
        "winner_was_not_first",
        "SELECT a.id AS approval FROM approval a LEFT JOIN approval w ON w.id = a.winner_id"
        " WHERE a.outcome IN ('duplicate', 'conflict') AND (w.id IS NULL OR w.outcome NOT IN ('credited', 'refused')"
        " OR w.item_id <> a.item_id)",
    ),
    Check(
        "review_missing",
        "SELECT a.id AS approval FROM approval a LEFT JOIN review_task r ON r.approval_id = a.id WHERE r.id IS NULL"
        " AND (a.outcome IN ('conflict', 'amount_mismatch') OR a.reason = 'piece-already-used')",
    ),
)
_CREDITED_GRADES = (
    "SELECT a.id, a.grade, a.amount, a.item_id, i.declared_grade FROM approval a"
    " JOIN declared_item i ON i.id = a.item_id WHERE a.outcome = 'credited'"
)
EVIDENCE_WITHIN = timedelta(days=7)
_BODIES = "SELECT id, epoch, seq, dossier, line, piece, decision, grade, operator, body, body_sha256 FROM approval"
_COLUMNS_IN_BODY = ("id", "epoch", "seq", "dossier", "line", "piece", "decision", "grade", "operator")


def findings(connection: Connection) -> tuple[Finding, ...]:
    """Everything that is wrong; the first ten rows of each check."""
    found = [Finding("guard_missing", name) for name in missing_guards(connection)]
    found += offences(connection, CHECKS)
    found += audit_vouchers.findings(connection)
    found += _wrong_amounts(connection)
    found += _changed_bodies(connection)
    found += _evidence(connection)
    if connection.dialect.name == "sqlite":
        found += _damaged_file(connection)
    return tuple(found)


def _wrong_amounts(connection: Connection) -> Iterator[Finding]:
    """Credits that are not the accepted offer at the lower of the declared and the found grade."""
    offers = {(row.item_id, row.grade): row.amount for row in connection.execute(text("SELECT * FROM offer_price"))}
    for row in connection.execute(text(_CREDITED_GRADES)):
        due = offers.get((row.item_id, str(lower_of(Grade(row.declared_grade), Grade(row.grade)))))
        if due != row.amount:
            yield Finding("amount_not_offered", f"approval={row.id}, amount={row.amount}, offer={due}")


def _changed_bodies(connection: Connection) -> Iterator[Finding]:
    """Approvals whose kept bytes, their hash and their columns no longer tell the same story."""
    for row in connection.execute(text(_BODIES)).mappings():
        body = json.loads(row["body"])
        columns = {name: row[name] for name in _COLUMNS_IN_BODY}
        # SQLite keeps ids without their dashes.
        same = all(str(body.get(name)).replace("-", "") == str(columns[name]).replace("-", "") for name in columns)
        if not same or sha256_hex(row["body"]) != row["body_sha256"]:
            yield Finding("body_changed", f"approval={row['id']}")


def _evidence(connection: Connection) -> Iterator[Finding]:
    """Photographs that a credit names and the books do not know, or that have not come within a week of the others."""
    known = {row.sha256: row for row in connection.execute(select(evidence))}
    for row in connection.execute(text("SELECT id, body FROM approval WHERE outcome = 'credited'")):
        missing = [sha256 for sha256 in json.loads(row.body)["evidence"] if sha256 not in known]
        if missing:
            yield Finding("evidence_unknown", f"approval={row.id}, sha256={missing[0]}")
    newest = max((row.named_at for row in known.values()), default=None)
    late = [one for one in known.values() if one.received_at is None and newest - one.named_at > EVIDENCE_WITHIN]
    for one in late[:LISTED_MAX]:
        yield Finding("evidence_late", f"sha256={one.sha256}, station={one.station_id}")


def _damaged_file(connection: Connection) -> Iterator[Finding]:
    if (said := connection.execute(text("PRAGMA quick_check(1)")).scalar_one()) != "ok":
        yield Finding("file_damaged", str(said))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding("reference_broken", f"table={row[0]}, row={row[1]}")
