"""Credits a lead wants back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reversal",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", name="pk_reversal"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_reversal_piece_id"),
    )
    op.create_index("ix_reversal_state", "reversal", ["state"])
