"""Evidence: what stations sign, the photographs by their content, seals over the books. Receptions, cancellations and
held credits are known here too.

Approvals are numbered, in the order in which they came. SQLite numbers those it has by hand, which a guard forbids:
`install_guards`, which runs after every version, puts it back.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    keys = sa.Column("signing_keys", sa.Text(), server_default=sa.text("'[]'"), nullable=False)
    op.add_column("station", keys)
    for column in (
        sa.Column("prev_hash", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=True),
        sa.Column("signature", sa.String(length=128), nullable=True),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
    ):
        op.add_column("approval", column)
    op.add_column("admin_act", sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    restored = sa.text("kind = 'restored'")
    op.create_index("ix_admin_act_restored", "admin_act", ["kind"], sqlite_where=restored, postgresql_where=restored)
    _number_approvals()
    chained = sa.text("hash IS NOT NULL")
    op.create_index(
        "uq_approval_hash", "approval", ["hash"], unique=True, sqlite_where=chained, postgresql_where=chained
    )
    op.create_index("uq_approval_serial", "approval", ["serial"], unique=True)
    _custody()
    _receptions()


def _number_approvals() -> None:
    serial = sa.Column("serial", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    if op.get_context().dialect.name == "sqlite":
        op.add_column("approval", serial)
        op.execute("DROP TRIGGER IF EXISTS guard_approval_update")
        op.execute(
            "UPDATE approval SET serial = numbered.n FROM (SELECT id, row_number() OVER (ORDER BY received_at, id) AS n"
            " FROM approval) numbered WHERE numbered.id = approval.id"
        )
        return
    op.execute("CREATE SEQUENCE approval_serial_seq")
    op.execute("ALTER TABLE approval ADD COLUMN serial BIGINT NOT NULL DEFAULT nextval('approval_serial_seq')")
    op.execute("ALTER SEQUENCE approval_serial_seq OWNED BY approval.serial")
    for table in ("approval", "admin_act"):
        op.execute(
            f"ALTER TABLE {table} ALTER COLUMN xid SET DEFAULT CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
        )


def _custody() -> None:
    op.create_table(
        "evidence",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("station_id", BIG, nullable=False),
        sa.Column("named_at", INSTANT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("received_at", INSTANT, nullable=True),
        sa.CheckConstraint("(size IS NULL) = (received_at IS NULL)", name=op.f("ck_evidence_received")),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_evidence_station_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_evidence"),
    )
    wanted = sa.text("received_at IS NULL")
    op.create_index(
        "ix_evidence_wanted", "evidence", ["station_id", "named_at"], sqlite_where=wanted, postgresql_where=wanted
    )
    _evidence_of_before()
    op.create_table(
        "seal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_seal_seq")),
        sa.PrimaryKeyConstraint("seq", name="pk_seal"),
        sa.UniqueConstraint("hash", name="uq_seal_hash"),
    )


def _evidence_of_before() -> None:
    """The benches are asked for the photographs of what they decided before, too."""
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            "INSERT INTO evidence (sha256, station_id, named_at) SELECT named.value, station_id, received_at"
            " FROM approval, json_each(approval.body, '$.evidence') named WHERE true ORDER BY received_at"
            " ON CONFLICT DO NOTHING"
        )
        return
    op.execute(
        "INSERT INTO evidence (sha256, station_id, named_at) SELECT named.value, station_id, received_at"
        " FROM approval, json_array_elements_text(CAST(approval.body AS json) -> 'evidence') named"
        " ORDER BY received_at ON CONFLICT DO NOTHING"
    )


def _receptions() -> None:
    op.create_table(
        "reception",
        sa.Column("takeback_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("parcel_code", sa.String(length=120), nullable=False),
        sa.Column("station_id", BIG, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("calendar", sa.String(length=32), nullable=False),
        sa.Column("calendar_version", sa.String(length=32), nullable=False),
        sa.Column("transfer_form", sa.Boolean(), nullable=False),
        sa.Column("alert", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("alert >= 0", name=op.f("ck_reception_alert")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_reception_station_id"),
        sa.ForeignKeyConstraint(
            ["takeback_id", "parcel_code"],
            ["parcel.takeback_id", "parcel.code"],
            name="fk_reception_takeback_id_parcel_code",
        ),
        sa.PrimaryKeyConstraint("takeback_id", "parcel_code", name="pk_reception"),
    )
    op.create_table(
        "cancellation",
        sa.Column("takeback_id", BIG, autoincrement=False, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["takeback_id"], ["takeback.id"], name="fk_cancellation_takeback_id"),
        sa.PrimaryKeyConstraint("takeback_id", name="pk_cancellation"),
    )
    op.create_table(
        "held_credit",
        sa.Column("item_id", BIG, autoincrement=False, nullable=False),
        sa.Column("station_id", BIG, nullable=False),
        sa.Column("piece", sa.String(length=64), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.Column("release_asked_at", INSTANT, nullable=True),
        sa.Column("release_by", sa.String(length=64), nullable=True),
        sa.Column("release_reason", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "(release_asked_at IS NULL) = (release_by IS NULL) AND (release_by IS NULL) = (release_reason IS NULL)",
            name=op.f("ck_held_credit_release"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["declared_item.id"], name="fk_held_credit_item_id"),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_held_credit_station_id"),
        sa.PrimaryKeyConstraint("item_id", name="pk_held_credit"),
    )
    op.create_index("ix_held_credit_station_id", "held_credit", ["station_id"])
