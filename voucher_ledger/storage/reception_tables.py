"""The tables of what becomes of a declaration beside its decisions: received, called off, its credits held."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    text,
)

from voucher_ledger.storage.tables import metadata
from voucher_ledger.storage.types import Amount, Currency, UtcDateTime

# The due date is counted once, at the first telling, and never again: the calendar it was counted by stands beside it.
reception = Table(
    "reception",
    metadata,
    Column("takeback_id", BigInteger, primary_key=True, autoincrement=False),
    Column("parcel_code", String(120), primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("calendar", String(32), nullable=False),
    Column("calendar_version", String(32), nullable=False),
    Column("transfer_form", Boolean, nullable=False),
    Column("alert", Integer, nullable=False, server_default=text("0")),  # the last working day an alert was given for
    ForeignKeyConstraint(["takeback_id", "parcel_code"], ["parcel.takeback_id", "parcel.code"]),
    CheckConstraint("alert >= 0", name="alert"),
)

cancellation = Table(
    "cancellation",
    metadata,
    Column("takeback_id", ForeignKey("takeback.id"), primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("reason", String(500), nullable=False),
)

# What a bench has decided and holds back, as it last said; a release is asked of it, and it says when it is done.
held_credit = Table(
    "held_credit",
    metadata,
    Column("item_id", ForeignKey("declared_item.id"), primary_key=True, autoincrement=False),
    Column("station_id", ForeignKey("station.id"), nullable=False, index=True),
    Column("piece", String(64), nullable=False),
    Column("amount", Amount, nullable=False),
    Column("currency", Currency, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("release_asked_at", UtcDateTime),
    Column("release_by", String(64)),
    Column("release_reason", String(500)),
    CheckConstraint(
        "(release_asked_at IS NULL) = (release_by IS NULL) AND (release_by IS NULL) = (release_reason IS NULL)",
        name="release",
    ),
)
