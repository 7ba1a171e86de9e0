"""The table of administrative acts: append-only."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, String, Table, text

from voucher_ledger.storage.tables import index_where, metadata
from voucher_ledger.storage.types import Serial, UtcDateTime

admin_act = Table(
    "admin_act",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("about", String(200), nullable=False),
    Column("xid", BigInteger, nullable=False, server_default=text("0")),
)
index_where("ix_admin_act_restored", "kind = 'restored'", admin_act.c.kind)
