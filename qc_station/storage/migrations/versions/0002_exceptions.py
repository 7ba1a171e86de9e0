"""Exceptions: what a parcel was like, pieces nobody declared, second looks, and finding a dossier by name."""

import json

import sqlalchemy as sa
from alembic import op

from qc_station.domain.search import words_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
# Ranges of words are ranges of characters, whatever language the server speaks.
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_index("ix_piece_decision", "piece", ["decision"])
    words = op.create_table(
        "takeback_word",
        sa.Column("word", WORD, nullable=False),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("word", "dossier", name="pk_takeback_word"),
        sa.ForeignKeyConstraint(["dossier"], ["takeback.dossier"], name="fk_takeback_word_dossier"),
    )
    op.create_index("ix_takeback_word_dossier", "takeback_word", ["dossier"])
    _fill(words)
    op.create_table(
        "parcel",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_parcel"),
    )
    op.create_table(
        "undeclared",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("parcel_code", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_undeclared"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_undeclared_version")),
    )
    op.create_index("ix_undeclared_parcel_code", "undeclared", ["parcel_code"])
    op.create_index("ix_undeclared_state", "undeclared", ["state"])
    op.create_table(
        "second_look",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("looked_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", name="pk_second_look"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_second_look_piece_id"),
    )


def _fill(words: sa.Table) -> None:
    """The declarations that are here already are found as well. One that cannot be read is no reason to stop."""
    connection = op.get_bind()
    declared = sa.table("takeback", sa.column("dossier"), sa.column("body"))
    for dossier, text in connection.execute(sa.select(declared.c.dossier, declared.c.body)).all():
        try:
            body = json.loads(text)
            name = body["customer"][1]
            codes = [item["reference"] for item in body["items"]] + [code for code, _ in body["parcels"]]
        except (ValueError, KeyError, IndexError, TypeError):
            continue
        rows = [{"word": word, "dossier": dossier} for word in sorted(words_of(dossier, name, *codes))]
        if rows:
            connection.execute(words.insert(), rows)
