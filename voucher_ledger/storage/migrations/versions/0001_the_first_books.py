"""The first books: declarations, decisions, credits, and the feed the benches follow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _people()
    _declarations()
    _items()
    _credits()
    _decisions()
    _followers()
    if op.get_context().dialect.name == "postgresql":
        for table in ("transfer", "feed_event"):
            op.execute(
                f"ALTER TABLE {table} ALTER COLUMN xid SET DEFAULT CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
            )


def _people() -> None:
    op.create_table(
        "customer",
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_customer"),
    )
    op.create_table(
        "station",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_station_epoch")),
        sa.PrimaryKeyConstraint("id", name="pk_station"),
        sa.UniqueConstraint("name", name="uq_station_name"),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("station_id", SERIAL, nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_token_station_id"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("sha256", name="uq_token_sha256"),
    )
    op.create_table(
        "account",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("(kind = 'customer') = (customer_ref IS NOT NULL)", name=op.f("ck_account_customer")),
        sa.CheckConstraint(
            "CASE kind WHEN 'house' THEN balance = 0 ELSE balance >= 0 END", name=op.f("ck_account_balance")
        ),
        sa.CheckConstraint("kind IN ('customer', 'house')", name=op.f("ck_account_kind")),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_account_customer_ref"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("code", name="uq_account_code"),
        sa.UniqueConstraint("id", "currency", name="uq_account_id_currency"),
    )
    op.create_index("ix_account_customer_ref", "account", ["customer_ref"], unique=False)


def _declarations() -> None:
    op.create_table(
        "takeback",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_takeback_customer_ref"),
        sa.PrimaryKeyConstraint("id", name="pk_takeback"),
        sa.UniqueConstraint("dossier", name="uq_takeback_dossier"),
    )
    op.create_table(
        "contact",
        sa.Column("takeback_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("city", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["takeback_id"], ["takeback.id"], name="fk_contact_takeback_id"),
        sa.PrimaryKeyConstraint("takeback_id", name="pk_contact"),
    )
    op.create_table(
        "parcel",
        sa.Column("takeback_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.Column("carrier", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["takeback_id"], ["takeback.id"], name="fk_parcel_takeback_id"),
        sa.PrimaryKeyConstraint("takeback_id", "code", name="pk_parcel"),
    )
    op.create_index("ix_parcel_code", "parcel", ["code"], unique=False)


def _items() -> None:
    op.create_table(
        "declared_item",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("takeback_id", sa.BigInteger(), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_code", sa.String(length=120), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("season", sa.String(length=7), nullable=False),
        sa.Column("size", sa.String(length=32), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("declared_grade", sa.String(length=16), nullable=False),
        sa.Column("composition", sa.String(length=500), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint(
            "declared_grade IN ('new', 'excellent', 'very_good')", name=op.f("ck_declared_item_declared_grade")
        ),
        sa.CheckConstraint("line >= 1", name=op.f("ck_declared_item_line")),
        sa.ForeignKeyConstraint(
            ["account_id", "currency"], ["account.id", "account.currency"], name="fk_declared_item_account_id_currency"
        ),
        sa.ForeignKeyConstraint(
            ["takeback_id", "parcel_code"],
            ["parcel.takeback_id", "parcel.code"],
            name="fk_declared_item_takeback_id_parcel_code",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_declared_item"),
        sa.UniqueConstraint("dossier", "line", name="uq_declared_item_dossier_line"),
    )
    op.create_index("ix_declared_item_takeback_id", "declared_item", ["takeback_id"], unique=False)

    op.create_table(
        "offer_price",
        sa.Column("item_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("grade IN ('new', 'excellent', 'very_good')", name=op.f("ck_offer_price_grade")),
        sa.CheckConstraint("amount > 0 AND amount < 10000000", name=op.f("ck_offer_price_amount")),
        sa.ForeignKeyConstraint(["item_id"], ["declared_item.id"], name="fk_offer_price_item_id"),
        sa.PrimaryKeyConstraint("item_id", "grade", name="pk_offer_price"),
    )


def _credits() -> None:
    op.create_table(
        "transfer",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("external_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("debit_id", sa.BigInteger(), nullable=False),
        sa.Column("credit_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("item_id", SERIAL, nullable=False),
        sa.Column("piece", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("kind IN ('piece_credit')", name=op.f("ck_transfer_kind")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint("debit_id <> credit_id", name=op.f("ck_transfer_two_accounts")),
        sa.ForeignKeyConstraint(
            ["credit_id", "currency"], ["account.id", "account.currency"], name="fk_transfer_credit_id_currency"
        ),
        sa.ForeignKeyConstraint(
            ["debit_id", "currency"], ["account.id", "account.currency"], name="fk_transfer_debit_id_currency"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["declared_item.id"], name="fk_transfer_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
        sa.UniqueConstraint("external_id", name="uq_transfer_external_id"),
    )
    op.create_index("ix_transfer_credit_id", "transfer", ["credit_id"], unique=False)
    op.create_index(
        "uq_transfer_credited_item",
        "transfer",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'piece_credit'"),
        postgresql_where=sa.text("kind = 'piece_credit'"),
    )
    op.create_index(
        "uq_transfer_credited_piece",
        "transfer",
        ["piece"],
        unique=True,
        sqlite_where=sa.text("kind = 'piece_credit'"),
        postgresql_where=sa.text("kind = 'piece_credit'"),
    )


def _decisions() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("station_id", SERIAL, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("item_id", SERIAL, nullable=True),
        sa.Column("piece", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=True),
        sa.Column("claimed", sa.BigInteger(), nullable=True),
        sa.Column("claimed_currency", sa.String(length=3), nullable=True),
        sa.Column("operator", sa.String(length=64), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("transfer_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("balance_after", sa.BigInteger(), nullable=True),
        sa.Column("winner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("(decision = 'accepted') = (grade IS NOT NULL)", name=op.f("ck_approval_grade")),
        sa.CheckConstraint("(outcome = 'credited') = (transfer_id IS NOT NULL)", name=op.f("ck_approval_credited")),
        sa.CheckConstraint("decision IN ('accepted', 'refused')", name=op.f("ck_approval_decision")),
        sa.CheckConstraint("outcome = 'rejected' OR item_id IS NOT NULL", name=op.f("ck_approval_item")),
        sa.CheckConstraint(
            "outcome IN ('credited', 'refused', 'duplicate', 'conflict', 'amount_mismatch', 'rejected')",
            name=op.f("ck_approval_outcome"),
        ),
        sa.CheckConstraint(
            "outcome NOT IN ('duplicate', 'conflict') OR winner_id IS NOT NULL", name=op.f("ck_approval_winner")
        ),
        sa.CheckConstraint("epoch >= 1", name=op.f("ck_approval_epoch")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_approval_seq")),
        sa.ForeignKeyConstraint(["item_id"], ["declared_item.id"], name="fk_approval_item_id"),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_approval_station_id"),
        sa.ForeignKeyConstraint(["transfer_id"], ["transfer.external_id"], name="fk_approval_transfer_id"),
        sa.ForeignKeyConstraint(["winner_id"], ["approval.id"], name="fk_approval_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_approval"),
        sa.UniqueConstraint("station_id", "epoch", "seq", name="uq_approval_station_id_epoch_seq"),
        sa.UniqueConstraint("transfer_id", name="uq_approval_transfer_id"),
    )
    op.create_index("ix_approval_item_id", "approval", ["item_id"], unique=False)
    op.create_index(
        "uq_approval_first_decision",
        "approval",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("outcome IN ('credited', 'refused')"),
        postgresql_where=sa.text("outcome IN ('credited', 'refused')"),
    )


def _followers() -> None:
    op.create_table(
        "review_task",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("approval_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("winner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('conflict', 'amount_mismatch', 'piece_reuse')", name=op.f("ck_review_task_kind")),
        sa.CheckConstraint("state IN ('open', 'resolved')", name=op.f("ck_review_task_state")),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name="fk_review_task_approval_id"),
        sa.ForeignKeyConstraint(["winner_id"], ["approval.id"], name="fk_review_task_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_task"),
        sa.UniqueConstraint("approval_id", name="uq_review_task_approval_id"),
    )
    op.create_table(
        "feed_event",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("takeback_id", SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["takeback_id"], ["takeback.id"], name="fk_feed_event_takeback_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feed_event"),
    )
    op.create_index("ix_feed_event_place", "feed_event", ["xid", "id"], unique=False)
    op.create_index("ix_feed_event_takeback", "feed_event", ["takeback_id", "xid", "id"], unique=False)
