"""The customers' page: one-time links and sessions. Both are forgotten some time after they ended."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever asks for a link is looked up by the address, whatever its case.
    op.create_index("ix_contact_email", "contact", [sa.text("lower(email)")], unique=False)
    op.create_table(
        "sign_in_link",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_sign_in_link_customer_ref"),
        sa.PrimaryKeyConstraint("sha256", name="pk_sign_in_link"),
    )
    op.create_index("ix_sign_in_link_customer_ref", "sign_in_link", ["customer_ref"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_web_session_customer_ref"),
        sa.PrimaryKeyConstraint("sha256", name="pk_web_session"),
    )
