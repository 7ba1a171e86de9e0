"""The tables of vouchers and their use, and of adjustments: the other half of `tables.py`, under the same rules."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    true,
)

from voucher_ledger.storage.tables import metadata
from voucher_ledger.storage.types import Amount, Currency, Serial, Sha256, UtcDateTime

voucher = Table(
    "voucher",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("customer_ref", ForeignKey("customer.ref"), nullable=False, index=True),
    Column("account_id", BigInteger, nullable=False, unique=True),
    Column("currency", Currency, nullable=False),
    Column("amount", Amount, nullable=False),
    Column("issue_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("issue_on < expires_on", name="days"),
    ForeignKeyConstraint(["account_id", "currency"], ["account.id", "account.currency"]),
)

# Apart from the voucher, which never changes: its owner may ask for another code, which ends the one before.
voucher_code = Table(
    "voucher_code",
    metadata,
    Column("voucher_id", ForeignKey("voucher.id"), primary_key=True),
    Column("sha256", Sha256, nullable=False, unique=True),
    Column("made_at", UtcDateTime, nullable=False),
)

# A place that changes its nature gets a new row: what was redeemed there stays what it was.
sales_point = Table(
    "sales_point",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("network", String(24), nullable=False),
    Column("accepts", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint(
        "network IN ('brand_web', 'secondhand_web', 'own_boutique', 'department_store_corner')", name="network"
    ),
    CheckConstraint("accepts = (network <> 'department_store_corner')", name="accepts"),
    UniqueConstraint("id", "accepts"),
)

redemption = Table(
    "redemption",
    metadata,
    Column("hold_id", ForeignKey("transfer.id"), primary_key=True, autoincrement=False),
    Column("voucher_id", ForeignKey("voucher.id"), nullable=False),
    Column("sales_point_id", BigInteger, nullable=False),
    Column("accepts", Boolean, nullable=False, server_default=true()),
    Column("order_ref", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    CheckConstraint("accepts", name="accepts"),
    ForeignKeyConstraint(["sales_point_id", "accepts"], ["sales_point.id", "sales_point.accepts"]),
    UniqueConstraint("voucher_id", "sales_point_id", "order_ref"),
)

# What a key has done before; the key itself never expires.
idempotency = Table(
    "idempotency",
    metadata,
    Column("actor", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("body_sha256", Sha256, nullable=False),
    Column("made", Uuid(as_uuid=False), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

code_miss = Table(
    "code_miss",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("actor", String(64), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_code_miss_actor_at", "actor", "at"),
)

adjustment = Table(
    "adjustment",
    metadata,
    Column("id", Uuid(as_uuid=False), primary_key=True),
    Column("account_id", BigInteger, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("amount", Amount, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    CheckConstraint("direction IN ('credit', 'debit')", name="direction"),
    CheckConstraint("amount > 0", name="amount"),
    ForeignKeyConstraint(["account_id", "currency"], ["account.id", "account.currency"]),
    UniqueConstraint("id", "asked_by"),
)

adjustment_answer = Table(
    "adjustment_answer",
    metadata,
    Column("adjustment_id", Uuid(as_uuid=False), primary_key=True),
    Column("asked_by", String(64), nullable=False),
    Column("answered_by", String(64), nullable=False),
    Column("answered_at", UtcDateTime, nullable=False),
    Column("approved", Boolean, nullable=False),
    Column("transfer_id", ForeignKey("transfer.external_id"), unique=True),
    CheckConstraint("answered_by <> asked_by", name="two_persons"),
    CheckConstraint("approved = (transfer_id IS NOT NULL)", name="approved"),
    ForeignKeyConstraint(["adjustment_id", "asked_by"], ["adjustment.id", "adjustment.asked_by"]),
)
