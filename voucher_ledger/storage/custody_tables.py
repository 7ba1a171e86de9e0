"""The tables that show that nothing was altered: photographs by their content, and the seals over the books."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Table, Text

from voucher_ledger.storage.tables import index_where, metadata
from voucher_ledger.storage.types import Sha256, UtcDateTime

# Named by an approval; the file itself comes later, or never.
evidence = Table(
    "evidence",
    metadata,
    Column("sha256", Sha256, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("named_at", UtcDateTime, nullable=False),
    Column("size", BigInteger),
    Column("received_at", UtcDateTime),
    CheckConstraint("(size IS NULL) = (received_at IS NULL)", name="received"),
    CheckConstraint("size > 0", name="size"),
)
index_where("ix_evidence_wanted", "received_at IS NULL", evidence.c.station_id, evidence.c.named_at)

seal = Table(
    "seal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("content", Text, nullable=False),  # the canonical JSON
    Column("prev_hash", Sha256, nullable=False),
    Column("hash", Sha256, nullable=False, unique=True),
    CheckConstraint("seq >= 1", name="seq"),
)
