"""The first day: declarations, pieces, outbox, log and registers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")


def upgrade() -> None:
    _declarations()
    _pieces()
    _outbox()
    _log()
    _registers()


def _declarations() -> None:
    op.create_table(
        "station",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("released", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("name", name="pk_station"),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_station_epoch")),
        sa.CheckConstraint("released >= 0", name=op.f("ck_station_released")),
    )
    op.create_table(
        "takeback",
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("programme", sa.Text, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("dossier", name="pk_takeback"),
    )
    op.create_table(
        "takeback_parcel",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", "dossier", name="pk_takeback_parcel"),
        sa.ForeignKeyConstraint(["dossier"], ["takeback.dossier"], name="fk_takeback_parcel_dossier"),
    )
    op.create_index("ix_takeback_parcel_dossier", "takeback_parcel", ["dossier"])


def _pieces() -> None:
    axes = ("reception", "identity", "decision", "treatment", "photos", "credit", "disposition")
    op.create_table(
        "piece",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("line", sa.BigInteger, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("operator", sa.Text, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        *(sa.Column(axis, sa.Text, nullable=False) for axis in axes),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("shots", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_piece"),
        sa.UniqueConstraint("dossier", "line", name="uq_piece_dossier_line"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_piece_version")),
    )
    op.create_table(
        "reception",
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("parcel_code", sa.Text, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("transfer_form", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("dossier", name="pk_reception"),
    )


def _outbox() -> None:
    states = "state IN ('draft', 'pending', 'acked', 'parked', 'conflict')"
    op.create_table(
        "departure",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("piece_id", sa.Text, nullable=False),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("line", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("release_at", INSTANT, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("epoch", sa.Integer),
        sa.Column("seq", sa.BigInteger),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("answer_code", sa.Text, nullable=False),
        sa.Column("answer_detail", sa.Text, nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_departure"),
        sa.ForeignKeyConstraint(["station"], ["station.name"], name="fk_departure_station"),
        sa.ForeignKeyConstraint(["piece_id"], ["piece.id"], name="fk_departure_piece_id"),
        sa.UniqueConstraint("piece_id", name="uq_departure_piece_id"),
        sa.UniqueConstraint("dossier", "line", name="uq_departure_dossier_line"),
        sa.UniqueConstraint("station", "epoch", "seq", name="uq_departure_station_epoch_seq"),
        sa.CheckConstraint(states, name=op.f("ck_departure_state")),
        sa.CheckConstraint("(state = 'draft') = (seq IS NULL)", name=op.f("ck_departure_seq")),
        sa.CheckConstraint("(epoch IS NULL) = (seq IS NULL)", name=op.f("ck_departure_epoch")),
    )
    op.create_index("ix_departure_station_state_release_at", "departure", ["station", "state", "release_at"])


def _log() -> None:
    op.create_table(
        "log_entry",
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("canonical", sa.LargeBinary, nullable=False),
        sa.Column("prev_hash", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("station", "seq", name="pk_log_entry"),
        sa.ForeignKeyConstraint(["station"], ["station.name"], name="fk_log_entry_station"),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_log_entry_seq")),
    )


def _registers() -> None:
    op.create_table(
        "operator",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("badge", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("pin_hash", sa.Text, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_operator"),
        sa.UniqueConstraint("badge", name="uq_operator_badge"),
    )
    op.create_table(
        "programme_text",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_programme_text"),
    )
    op.create_table(
        "tray_frame",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("arrived_at", INSTANT, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tray_frame"),
    )
    op.create_table(
        "bookmark",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_bookmark"),
    )
