"""The tables of the customers' page. Secrets stand in them as SHA-256 only."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table

from voucher_ledger.storage.tables import metadata
from voucher_ledger.storage.types import Sha256, UtcDateTime

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("sha256", Sha256, primary_key=True),
    Column("customer_ref", ForeignKey("customer.ref"), nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

web_session = Table(
    "web_session",
    metadata,
    Column("sha256", Sha256, primary_key=True),
    Column("customer_ref", ForeignKey("customer.ref"), nullable=False),
    Column("form_key", String(64), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)
