"""The studio and the workshop: photo sets, files made from originals, publications, re-entries, steps of
reconditioning; frames leave the tray.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    op.add_column("tray_frame", sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False))
    op.create_index("ix_tray_frame_state", "tray_frame", ["state"])
    _photo_sets()
    _renditions()
    op.create_table(
        "workshop_step",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", "number", name="pk_workshop_step"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_workshop_step_piece_id"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_workshop_step_number")),
        sa.CheckConstraint("state IN ('planned', 'in', 'out', 'skipped')", name=op.f("ck_workshop_step_state")),
    )
    op.create_index("ix_workshop_step_state", "workshop_step", ["state"])


def _photo_sets() -> None:
    op.create_table(
        "photo_set",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", name="pk_photo_set"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_photo_set_piece_id"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_photo_set_version")),
    )
    op.create_index("ix_photo_set_state", "photo_set", ["state"])
    op.create_table(
        "publication",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("trouble", sa.Text, server_default=sa.text("''"), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", "edition", name="pk_publication"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_publication_piece_id"),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_publication_edition")),
        sa.CheckConstraint("state IN ('waiting', 'done', 'parked')", name=op.f("ck_publication_state")),
    )
    op.create_index("ix_publication_state_published_at", "publication", ["state", "published_at"])
    op.create_index("ix_publication_model_published_at", "publication", ["model", "published_at"])
    op.create_table(
        "reentry",
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("piece_id", "number", name="pk_reentry"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_reentry_piece_id"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_reentry_number")),
        sa.CheckConstraint(
            "outcome IN ('as_published', 'changed', 'workshop', 'withdrawn')", name=op.f("ck_reentry_outcome")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_reentry_version")),
    )


def _renditions() -> None:
    op.create_table(
        "rendition",
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("original", "recipe", "name", name="pk_rendition"),
    )
    op.create_table(
        "render_task",
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("recipe", sa.Text, nullable=False),
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("trouble", sa.Text, server_default=sa.text("''"), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("original", "recipe", name="pk_render_task"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_render_task_piece_id"),
        sa.CheckConstraint("state IN ('waiting', 'done', 'refused', 'cancelled')", name=op.f("ck_render_task_state")),
    )
    op.create_index("ix_render_task_piece_id", "render_task", ["piece_id"])
    op.create_index("ix_render_task_state_asked_at", "render_task", ["state", "asked_at"])
