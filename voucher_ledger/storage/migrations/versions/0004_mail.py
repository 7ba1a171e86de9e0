"""Mails: one line a first decision, and an outbox. Nobody is written of what was decided before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("takeback_id", SERIAL, nullable=True),
        sa.Column("parcel_code", sa.String(length=120), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_by", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fault", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('parcel', 'sign_in', 'voucher')", name=op.f("ck_mail_kind")),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'parked')", name=op.f("ck_mail_state")),
        sa.CheckConstraint(
            "state <> 'waiting' OR (body IS NOT NULL AND recipient IS NOT NULL)", name=op.f("ck_mail_waiting")
        ),
        sa.CheckConstraint("state <> 'sent' OR (body IS NULL AND recipient IS NULL)", name=op.f("ck_mail_sent")),
        sa.CheckConstraint("state <> 'parked' OR fault IS NOT NULL", name=op.f("ck_mail_parked")),
        sa.CheckConstraint(
            "(kind = 'parcel') = (takeback_id IS NOT NULL AND parcel_code IS NOT NULL)", name=op.f("ck_mail_parcel")
        ),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_mail_customer_ref"),
        sa.ForeignKeyConstraint(["takeback_id"], ["takeback.id"], name="fk_mail_takeback_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.UniqueConstraint("message_id", name="uq_mail_message_id"),
    )
    waiting, unsettled = sa.text("state = 'waiting'"), sa.text("settled_at IS NULL")
    op.create_index("ix_mail_due", "mail", ["next_at", "id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_index("ix_mail_parcel", "mail", ["takeback_id", "parcel_code"])
    op.create_table(
        "mail_line",
        sa.Column("approval_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", SERIAL, nullable=True),
        sa.CheckConstraint("mail_id IS NULL OR settled_at IS NOT NULL", name=op.f("ck_mail_line_settled")),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name="fk_mail_line_approval_id"),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name="fk_mail_line_mail_id"),
        sa.PrimaryKeyConstraint("approval_id", name="pk_mail_line"),
    )
    op.create_index(
        "ix_mail_line_open", "mail_line", ["created_at"], sqlite_where=unsettled, postgresql_where=unsettled
    )
    op.execute(
        "INSERT INTO mail_line (approval_id, created_at, settled_at)"
        " SELECT id, received_at, received_at FROM approval WHERE outcome IN ('credited', 'refused')"
    )
