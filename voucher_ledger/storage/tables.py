"""The tables of the books, as the newest migration leaves them.

What must never happen is written here as a key or a check, not in code: an approval id twice, two approvals in one
place of a station's sequence, two first decisions on an item, two credits for an item or a piece, a transfer that does
not balance or crosses currencies, a customer's or a voucher's balance below zero, a hold that ends twice or in part, a
voucher used in a department-store corner, an adjustment by one person alone. The guards that forbid changing history
are in `guards.py`.

`xid` is the PostgreSQL transaction that wrote a row (0 on SQLite): numbers are given out before transactions commit, so
a reader who goes by number alone loses the row of a slower one. See `cursor.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)

from voucher_ledger.storage.types import Amount, Currency, Serial, Sha256, UtcDateTime

# Every constraint has a name: SQLite's batch mode drops checks that have none.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


VOUCHER_KINDS = (
    "voucher_issue",
    "voucher_hold",
    "hold_capture",
    "hold_void",
    "voucher_refund",
    "voucher_expire",
    "voucher_cancel",
)
TRANSFER_KINDS = ("piece_credit", "piece_reversal", *VOUCHER_KINDS, "adjustment")
RESOLVES_KIND = "CASE WHEN resolves_id IS NOT NULL THEN 'voucher_hold' END"


def index_where(name: str, condition: str, *columns: Column[Any], unique: bool = False) -> Index:
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


def unique_where(name: str, condition: str, *columns: Column[Any]) -> Index:
    return index_where(name, condition, *columns, unique=True)


station = Table(
    "station",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("epoch", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("signing_keys", Text, nullable=False, server_default=text("'[]'")),  # JSON: [public, epoch, seq, ended]
    CheckConstraint("epoch >= 1", name="epoch"),
)

token = Table(
    "token",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("station_id", ForeignKey("station.id")),
    Column("name", String(64), nullable=False),
    Column("sha256", Sha256, nullable=False, unique=True),
    Column("scopes", String(100), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("sales_point_id", ForeignKey("sales_point.id")),
    Column("not_after", UtcDateTime),
)

account = Table(
    "account",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("code", String(100), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("customer_ref", String(64), ForeignKey("customer.ref"), index=True),
    Column("currency", Currency, nullable=False),
    Column("balance", Amount, nullable=False, server_default=text("0")),
    Column("version", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint("kind IN ('customer', 'voucher', 'house')", name="kind"),
    CheckConstraint("CASE kind WHEN 'house' THEN balance = 0 ELSE balance >= 0 END", name="balance"),
    CheckConstraint("(kind = 'customer') = (customer_ref IS NOT NULL)", name="customer"),
    UniqueConstraint("id", "currency"),
)

customer = Table(
    "customer",
    metadata,
    Column("ref", String(64), primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
)

takeback = Table(
    "takeback",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("dossier", String(64), nullable=False, unique=True),
    Column("programme", String(64), nullable=False),
    Column("customer_ref", String(64), ForeignKey("customer.ref"), nullable=False),
    Column("accepted_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("fingerprint", Sha256, nullable=False),
)

# The only place of personal data, apart from history: it can be overwritten without touching the books.
contact = Table(
    "contact",
    metadata,
    Column("takeback_id", ForeignKey("takeback.id"), primary_key=True, autoincrement=False),
    Column("name", String(200), nullable=False),
    Column("city", String(200), nullable=False),
    Column("country", String(2), nullable=False),
    Column("language", String(2), nullable=False),
    Column("email", String(254)),
    Column("born_on", Date),
)

Index("ix_contact_email", func.lower(contact.c.email))

parcel = Table(
    "parcel",
    metadata,
    Column("takeback_id", ForeignKey("takeback.id"), primary_key=True, autoincrement=False),
    Column("code", String(120), primary_key=True, index=True),
    Column("carrier", String(64), nullable=False),
)

declared_item = Table(
    "declared_item",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("takeback_id", BigInteger, nullable=False),
    Column("dossier", String(64), nullable=False),
    Column("line", Integer, nullable=False),
    Column("account_id", BigInteger, nullable=False),
    Column("parcel_code", String(120), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("title", Text, nullable=False),  # JSON: language → text, as is colour
    Column("category", String(32), nullable=False),
    Column("season", String(7), nullable=False),
    Column("size", String(32), nullable=False),
    Column("colour", Text, nullable=False),
    Column("declared_grade", String(16), nullable=False),
    Column("composition", String(500)),
    Column("currency", Currency, nullable=False),
    CheckConstraint("line >= 1", name="line"),
    CheckConstraint("declared_grade IN ('new', 'excellent', 'very_good')", name="declared_grade"),
    UniqueConstraint("dossier", "line"),
    ForeignKeyConstraint(["takeback_id", "parcel_code"], ["parcel.takeback_id", "parcel.code"]),
    ForeignKeyConstraint(["account_id", "currency"], ["account.id", "account.currency"]),
    Index("ix_declared_item_takeback_id", "takeback_id"),
)

offer_price = Table(
    "offer_price",
    metadata,
    Column("item_id", ForeignKey("declared_item.id"), primary_key=True, autoincrement=False),
    Column("grade", String(16), primary_key=True),
    Column("amount", Amount, nullable=False),
    CheckConstraint("grade IN ('new', 'excellent', 'very_good')", name="grade"),
    # A credit moves more than nothing, so an offer of nothing could be accepted but never credited.
    CheckConstraint("amount > 0 AND amount < 10000000", name="amount"),
)

# What one kind of transfer needs, the others have not: `item_id` and `piece` where a piece is paid or reversed,
# `voucher_id` where a voucher moves, `resolves_id` the hold that ends, `corrects_id` what is given back.
transfer = Table(
    "transfer",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("external_id", Uuid(as_uuid=False), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("debit_id", BigInteger, nullable=False),
    Column("credit_id", BigInteger, nullable=False, index=True),
    Column("amount", Amount, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("item_id", ForeignKey("declared_item.id")),
    Column("piece", String(64)),
    Column("voucher_id", ForeignKey("voucher.id")),
    Column("resolves_id", BigInteger, unique=True),
    Column("resolves_kind", String(16), Computed(RESOLVES_KIND, persisted=True)),
    Column("corrects_id", ForeignKey("transfer.id")),
    Column("actor", String(64)),
    Column("reason", String(500)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint(f"kind IN {TRANSFER_KINDS}", name="kind"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("debit_id <> credit_id", name="two_accounts"),
    CheckConstraint("(kind IN ('piece_credit', 'piece_reversal')) = (item_id IS NOT NULL)", name="item"),
    CheckConstraint("(item_id IS NULL) = (piece IS NULL)", name="piece"),
    CheckConstraint(f"(kind IN {VOUCHER_KINDS}) = (voucher_id IS NOT NULL)", name="voucher"),
    CheckConstraint("(kind IN ('hold_capture', 'hold_void')) = (resolves_id IS NOT NULL)", name="resolves"),
    CheckConstraint("(kind IN ('piece_reversal', 'voucher_refund')) = (corrects_id IS NOT NULL)", name="corrects"),
    CheckConstraint("kind = 'piece_credit' OR actor IS NOT NULL", name="actor"),
    CheckConstraint(
        "kind NOT IN ('piece_reversal', 'adjustment', 'voucher_cancel') OR reason IS NOT NULL", name="reason"
    ),
    ForeignKeyConstraint(["debit_id", "currency"], ["account.id", "account.currency"]),
    ForeignKeyConstraint(["credit_id", "currency"], ["account.id", "account.currency"]),
    # Ends a hold, the whole of it, and only once (`resolves_id` is unique).
    ForeignKeyConstraint(
        ["resolves_id", "amount", "resolves_kind"], ["transfer.id", "transfer.amount", "transfer.kind"]
    ),
    UniqueConstraint("id", "amount", "kind"),
)
unique_where("uq_transfer_credited_item", "kind = 'piece_credit'", transfer.c.item_id)
unique_where("uq_transfer_credited_piece", "kind = 'piece_credit'", transfer.c.piece)
unique_where("uq_transfer_reversed_item", "kind = 'piece_reversal'", transfer.c.item_id)
# Partial, so that a credit, the one kind that comes by the thousand, writes none of them.
index_where("ix_transfer_spent", "kind <> 'piece_credit'", transfer.c.debit_id)
index_where("ix_transfer_voucher", "voucher_id IS NOT NULL", transfer.c.voucher_id)
index_where("ix_transfer_corrected", "corrects_id IS NOT NULL", transfer.c.corrects_id)

approval = Table(
    "approval",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("dossier", String(64), nullable=False),
    Column("line", Integer, nullable=False),
    Column("item_id", ForeignKey("declared_item.id")),
    Column("piece", String(64), nullable=False),
    Column("decision", String(8), nullable=False),
    Column("grade", String(16)),
    Column("claimed", Amount),
    Column("claimed_currency", Currency),
    Column("operator", String(64), nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),  # the canonical JSON, whole
    Column("body_sha256", Sha256, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", String(32)),
    Column("transfer_id", ForeignKey("transfer.external_id"), unique=True),
    Column("amount", Amount),
    Column("currency", Currency),
    Column("balance_after", Amount),
    Column("winner_id", ForeignKey("approval.id")),
    Column("prev_hash", Sha256),
    Column("hash", Sha256),
    Column("signature", String(128)),
    Column("serial", BigInteger, nullable=False, server_default=text("0")),
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
    UniqueConstraint("station_id", "epoch", "seq"),
    Index("uq_approval_serial", "serial", unique=True),
    CheckConstraint("epoch >= 1", name="epoch"),
    CheckConstraint("seq >= 1", name="seq"),
    CheckConstraint("decision IN ('accepted', 'refused')", name="decision"),
    CheckConstraint(
        "outcome IN ('credited', 'refused', 'duplicate', 'conflict', 'amount_mismatch', 'rejected')", name="outcome"
    ),
    CheckConstraint("(decision = 'accepted') = (grade IS NOT NULL)", name="grade"),
    CheckConstraint("(outcome = 'credited') = (transfer_id IS NOT NULL)", name="credited"),
    CheckConstraint("outcome = 'rejected' OR item_id IS NOT NULL", name="item"),
    CheckConstraint("outcome NOT IN ('duplicate', 'conflict') OR winner_id IS NOT NULL", name="winner"),
    Index("ix_approval_item_id", "item_id"),
)
unique_where("uq_approval_hash", "hash IS NOT NULL", approval.c.hash)
unique_where("uq_approval_first_decision", "outcome IN ('credited', 'refused')", approval.c.item_id)

review_task = Table(
    "review_task",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("approval_id", ForeignKey("approval.id"), nullable=False, unique=True),
    Column("winner_id", ForeignKey("approval.id")),
    Column("state", String(8), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", String(64)),
    Column("resolution", String(500)),
    CheckConstraint("kind IN ('conflict', 'amount_mismatch', 'piece_reuse', 'uncovered')", name="kind"),
    CheckConstraint("state IN ('open', 'resolved')", name="state"),
    CheckConstraint("(state = 'resolved') = (resolved_by IS NOT NULL AND resolution IS NOT NULL)", name="resolved"),
)

# One row a change of a take-back; a bench that follows sees each take-back at its latest.
feed_event = Table(
    "feed_event",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
    Column("takeback_id", ForeignKey("takeback.id"), nullable=False),
    Index("ix_feed_event_place", "xid", "id"),
    Index("ix_feed_event_takeback", "takeback_id", "xid", "id"),
)
