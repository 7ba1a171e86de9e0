"""The tables of the mails. They are no history: a line is settled, a mail that is sent forgets what it said."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Uuid, text

from voucher_ledger.storage.tables import metadata
from voucher_ledger.storage.types import Serial, UtcDateTime

mail = Table(
    "mail",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("message_id", String(200), nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("customer_ref", ForeignKey("customer.ref"), nullable=False),
    Column("takeback_id", ForeignKey("takeback.id")),
    Column("parcel_code", String(120)),
    Column("recipient", String(254)),
    Column("body", LargeBinary),
    Column("sealed_by", String(16)),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("next_at", UtcDateTime, nullable=False),
    Column("give_up_at", UtcDateTime, nullable=False),
    Column("fault", String(200)),
    Column("made_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    CheckConstraint("kind IN ('parcel', 'sign_in', 'voucher')", name="kind"),
    CheckConstraint("state IN ('waiting', 'sent', 'parked')", name="state"),
    CheckConstraint("state <> 'waiting' OR (body IS NOT NULL AND recipient IS NOT NULL)", name="waiting"),
    CheckConstraint("state <> 'sent' OR (body IS NULL AND recipient IS NULL)", name="sent"),
    CheckConstraint("state <> 'parked' OR fault IS NOT NULL", name="parked"),
    CheckConstraint("(kind = 'parcel') = (takeback_id IS NOT NULL AND parcel_code IS NOT NULL)", name="parcel"),
)
Index(
    "ix_mail_due",
    mail.c.next_at,
    mail.c.id,
    sqlite_where=text("state = 'waiting'"),
    postgresql_where=text("state = 'waiting'"),
)
Index("ix_mail_parcel", mail.c.takeback_id, mail.c.parcel_code)

# One for each first decision, written with it. `mail_id` is the mail that told it; settled without one: it is not told.
mail_line = Table(
    "mail_line",
    metadata,
    Column("approval_id", Uuid(as_uuid=False), ForeignKey("approval.id"), primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("mail_id", ForeignKey("mail.id")),
    CheckConstraint("mail_id IS NULL OR settled_at IS NOT NULL", name="settled"),
)
Index(
    "ix_mail_line_open",
    mail_line.c.created_at,
    sqlite_where=text("settled_at IS NULL"),
    postgresql_where=text("settled_at IS NULL"),
)
