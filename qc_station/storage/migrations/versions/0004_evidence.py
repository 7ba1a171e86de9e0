"""Approvals are chained and signed when they leave; what the ledger was told of a reception is known."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("prev_hash", "hash", "signature", "signed_by"):
        op.add_column("departure", sa.Column(name, sa.Text(), nullable=True))
    op.add_column("reception", sa.Column("told", sa.Text(), server_default=sa.text("''"), nullable=False))
    untold = sa.text("told <> transfer_form")
    op.create_index("ix_reception_untold", "reception", ["dossier"], sqlite_where=untold, postgresql_where=untold)
