"""Vouchers, their use in three networks, reversals, adjustments; review tasks that somebody resolves.

SQLite cannot change a CHECK or add a foreign key: there four tables are made anew and copied, and `install_guards`,
which runs after every version, brings back the triggers that are lost with them. PostgreSQL alters them in place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VOUCHER_KINDS = (
    "('voucher_issue', 'voucher_hold', 'hold_capture', 'hold_void', 'voucher_refund', 'voucher_expire',"
    " 'voucher_cancel')"
)
TRANSFER_KINDS = f"('piece_credit', 'piece_reversal', {VOUCHER_KINDS[1:-1]}, 'adjustment')"
RESOLVES_KIND = "CASE WHEN resolves_id IS NOT NULL THEN 'voucher_hold' END"
ACCOUNT_KIND = "kind IN ('customer', 'voucher', 'house')"
REVIEW_CHECKS = {
    "ck_review_task_kind": "kind IN ('conflict', 'amount_mismatch', 'piece_reuse', 'uncovered')",
    "ck_review_task_resolved": "(state = 'resolved') = (resolved_by IS NOT NULL AND resolution IS NOT NULL)",
}
TRANSFER_CHECKS = {
    "ck_transfer_kind": f"kind IN {TRANSFER_KINDS}",
    "ck_transfer_item": "(kind IN ('piece_credit', 'piece_reversal')) = (item_id IS NOT NULL)",
    "ck_transfer_piece": "(item_id IS NULL) = (piece IS NULL)",
    "ck_transfer_voucher": f"(kind IN {VOUCHER_KINDS}) = (voucher_id IS NOT NULL)",
    "ck_transfer_resolves": "(kind IN ('hold_capture', 'hold_void')) = (resolves_id IS NOT NULL)",
    "ck_transfer_corrects": "(kind IN ('piece_reversal', 'voucher_refund')) = (corrects_id IS NOT NULL)",
    "ck_transfer_actor": "kind = 'piece_credit' OR actor IS NOT NULL",
    "ck_transfer_reason": "kind NOT IN ('piece_reversal', 'adjustment', 'voucher_cancel') OR reason IS NOT NULL",
}


def upgrade() -> None:
    _sales_points()
    anew = op.get_context().dialect.name == "sqlite"
    (_accounts_anew if anew else _accounts_altered)()
    _vouchers()
    (_transfers_anew if anew else _transfers_altered)()
    (_others_anew if anew else _others_altered)()
    _transfer_indexes()
    _redemptions()
    _adjustments()


def _accounts_altered() -> None:
    op.drop_constraint(op.f("ck_account_kind"), "account", type_="check")
    op.create_check_constraint(op.f("ck_account_kind"), "account", ACCOUNT_KIND)


def _transfers_altered() -> None:
    op.drop_constraint(op.f("ck_transfer_kind"), "transfer", type_="check")
    op.alter_column("transfer", "item_id", existing_type=sa.BigInteger(), nullable=True)
    op.alter_column("transfer", "piece", existing_type=sa.String(length=64), nullable=True)
    for column in _transfer_columns():
        op.add_column("transfer", column)
    for name, condition in TRANSFER_CHECKS.items():
        op.create_check_constraint(op.f(name), "transfer", condition)
    op.create_unique_constraint("uq_transfer_id_amount_kind", "transfer", ["id", "amount", "kind"])
    op.create_unique_constraint("uq_transfer_resolves_id", "transfer", ["resolves_id"])
    for name, columns, table, others in TRANSFER_REFERENCES:
        op.create_foreign_key(name, "transfer", table, columns, others)


def _others_altered() -> None:
    op.drop_constraint(op.f("ck_review_task_kind"), "review_task", type_="check")
    for column in _review_columns():
        op.add_column("review_task", column)
    for name, condition in REVIEW_CHECKS.items():
        op.create_check_constraint(op.f(name), "review_task", condition)
    op.add_column("token", sa.Column("sales_point_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key("fk_token_sales_point_id", "token", "sales_point", ["sales_point_id"], ["id"])


def _transfer_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("voucher_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("resolves_id", sa.BigInteger(), nullable=True),
        sa.Column("resolves_kind", sa.String(length=16), sa.Computed(RESOLVES_KIND, persisted=True), nullable=True),
        sa.Column("corrects_id", SERIAL, nullable=True),
        sa.Column("actor", sa.String(length=64), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
    )


def _review_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.String(length=64), nullable=True),
        sa.Column("resolution", sa.String(length=500), nullable=True),
    )


TRANSFER_REFERENCES = (
    (
        "fk_transfer_resolves_id_amount_resolves_kind",
        ["resolves_id", "amount", "resolves_kind"],
        "transfer",
        ["id", "amount", "kind"],
    ),
    ("fk_transfer_voucher_id", ["voucher_id"], "voucher", ["id"]),
    ("fk_transfer_corrects_id", ["corrects_id"], "transfer", ["id"]),
)


def _anew(name: str, *parts: sa.schema.SchemaItem, copied: tuple[str, ...]) -> None:
    """Make the table again with these parts and copy what the old one had."""
    listed = ", ".join(copied)
    op.create_table(f"{name}_anew", *parts)
    op.execute(f"INSERT INTO {name}_anew ({listed}) SELECT {listed} FROM {name}")  # noqa: S608 names of this file
    op.drop_table(name)
    op.rename_table(f"{name}_anew", name)


def _accounts_anew() -> None:
    _anew(
        "account",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("balance", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "CASE kind WHEN 'house' THEN balance = 0 ELSE balance >= 0 END", name=op.f("ck_account_balance")
        ),
        sa.CheckConstraint("(kind = 'customer') = (customer_ref IS NOT NULL)", name=op.f("ck_account_customer")),
        sa.CheckConstraint(ACCOUNT_KIND, name=op.f("ck_account_kind")),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name="fk_account_customer_ref"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("code", name="uq_account_code"),
        sa.UniqueConstraint("id", "currency", name="uq_account_id_currency"),
        copied=("id", "code", "kind", "customer_ref", "currency", "balance", "version"),
    )
    op.create_index("ix_account_customer_ref", "account", ["customer_ref"], unique=False)


def _transfers_anew() -> None:
    _anew(
        "transfer",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("external_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("debit_id", sa.BigInteger(), nullable=False),
        sa.Column("credit_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("item_id", SERIAL, nullable=True),
        sa.Column("piece", sa.String(length=64), nullable=True),
        *_transfer_columns(),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint("debit_id <> credit_id", name=op.f("ck_transfer_two_accounts")),
        *(sa.CheckConstraint(condition, name=op.f(name)) for name, condition in TRANSFER_CHECKS.items()),
        sa.ForeignKeyConstraint(
            ["credit_id", "currency"], ["account.id", "account.currency"], name="fk_transfer_credit_id_currency"
        ),
        sa.ForeignKeyConstraint(
            ["debit_id", "currency"], ["account.id", "account.currency"], name="fk_transfer_debit_id_currency"
        ),
        sa.ForeignKeyConstraint(["item_id"], ["declared_item.id"], name="fk_transfer_item_id"),
        *(
            sa.ForeignKeyConstraint(columns, [f"{table}.{other}" for other in others], name=name)
            for name, columns, table, others in TRANSFER_REFERENCES
        ),
        sa.PrimaryKeyConstraint("id", name="pk_transfer"),
        sa.UniqueConstraint("external_id", name="uq_transfer_external_id"),
        sa.UniqueConstraint("id", "amount", "kind", name="uq_transfer_id_amount_kind"),
        sa.UniqueConstraint("resolves_id", name="uq_transfer_resolves_id"),
        copied=(
            "id", "external_id", "kind", "debit_id", "credit_id", "amount", "currency", "item_id", "piece",
            "created_at", "xid",
        ),
    )  # fmt: skip
    op.create_index("ix_transfer_credit_id", "transfer", ["credit_id"], unique=False)
    _index("uq_transfer_credited_item", "item_id", "kind = 'piece_credit'", unique=True)
    _index("uq_transfer_credited_piece", "piece", "kind = 'piece_credit'", unique=True)


def _others_anew() -> None:
    _anew(
        "review_task",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("approval_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("winner_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_review_columns(),
        sa.CheckConstraint("state IN ('open', 'resolved')", name=op.f("ck_review_task_state")),
        *(sa.CheckConstraint(condition, name=op.f(name)) for name, condition in REVIEW_CHECKS.items()),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name="fk_review_task_approval_id"),
        sa.ForeignKeyConstraint(["winner_id"], ["approval.id"], name="fk_review_task_winner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_task"),
        sa.UniqueConstraint("approval_id", name="uq_review_task_approval_id"),
        copied=("id", "kind", "approval_id", "winner_id", "state", "created_at"),
    )
    _anew(
        "token",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("station_id", SERIAL, nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sales_point_id", SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["sales_point_id"], ["sales_point.id"], name="fk_token_sales_point_id"),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name="fk_token_station_id"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("sha256", name="uq_token_sha256"),
        copied=("id", "station_id", "name", "sha256", "scopes", "created_at", "revoked_at"),
    )


def _transfer_indexes() -> None:
    _index("uq_transfer_reversed_item", "item_id", "kind = 'piece_reversal'", unique=True)
    _index("ix_transfer_spent", "debit_id", "kind <> 'piece_credit'", unique=False)
    _index("ix_transfer_voucher", "voucher_id", "voucher_id IS NOT NULL", unique=False)
    _index("ix_transfer_corrected", "corrects_id", "corrects_id IS NOT NULL", unique=False)


def _index(name: str, column: str, condition: str, *, unique: bool) -> None:
    where = sa.text(condition)
    op.create_index(name, "transfer", [column], unique=unique, sqlite_where=where, postgresql_where=where)


def _sales_points() -> None:
    op.create_table(
        "sales_point",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=24), nullable=False),
        sa.Column("accepts", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("accepts = (network <> 'department_store_corner')", name=op.f("ck_sales_point_accepts")),
        sa.CheckConstraint(
            "network IN ('brand_web', 'secondhand_web', 'own_boutique', 'department_store_corner')",
            name=op.f("ck_sales_point_network"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_point")),
        sa.UniqueConstraint("id", "accepts", name=op.f("uq_sales_point_id_accepts")),
        sa.UniqueConstraint("name", name=op.f("uq_sales_point_name")),
    )


def _vouchers() -> None:
    op.create_table(
        "voucher",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("customer_ref", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("issue_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_voucher_amount")),
        sa.CheckConstraint("issue_on < expires_on", name=op.f("ck_voucher_days")),
        sa.ForeignKeyConstraint(
            ["account_id", "currency"], ["account.id", "account.currency"], name=op.f("fk_voucher_account_id_currency")
        ),
        sa.ForeignKeyConstraint(["customer_ref"], ["customer.ref"], name=op.f("fk_voucher_customer_ref")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("account_id", name=op.f("uq_voucher_account_id")),
    )
    op.create_index(op.f("ix_voucher_customer_ref"), "voucher", ["customer_ref"], unique=False)
    op.create_index(op.f("ix_voucher_expires_on"), "voucher", ["expires_on"], unique=False)
    op.create_table(
        "voucher_code",
        sa.Column("voucher_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_code_voucher_id")),
        sa.PrimaryKeyConstraint("voucher_id", name=op.f("pk_voucher_code")),
        sa.UniqueConstraint("sha256", name=op.f("uq_voucher_code_sha256")),
    )


def _redemptions() -> None:
    op.create_table(
        "redemption",
        sa.Column("hold_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("voucher_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("sales_point_id", sa.BigInteger(), nullable=False),
        sa.Column("accepts", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("order_ref", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("accepts", name=op.f("ck_redemption_accepts")),
        sa.ForeignKeyConstraint(["hold_id"], ["transfer.id"], name=op.f("fk_redemption_hold_id")),
        sa.ForeignKeyConstraint(
            ["sales_point_id", "accepts"],
            ["sales_point.id", "sales_point.accepts"],
            name=op.f("fk_redemption_sales_point_id_accepts"),
        ),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_redemption_voucher_id")),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_redemption")),
        sa.UniqueConstraint(
            "voucher_id", "sales_point_id", "order_ref", name=op.f("uq_redemption_voucher_id_sales_point_id_order_ref")
        ),
    )
    op.create_table(
        "idempotency",
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("made", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "code_miss",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_miss")),
    )
    op.create_index("ix_code_miss_actor_at", "code_miss", ["actor", "at"], unique=False)


def _adjustments() -> None:
    op.create_table(
        "adjustment",
        sa.Column("id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("direction", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("direction IN ('credit', 'debit')", name=op.f("ck_adjustment_direction")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_adjustment_amount")),
        sa.ForeignKeyConstraint(
            ["account_id", "currency"],
            ["account.id", "account.currency"],
            name=op.f("fk_adjustment_account_id_currency"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
        sa.UniqueConstraint("id", "asked_by", name=op.f("uq_adjustment_id_asked_by")),
    )
    op.create_table(
        "adjustment_answer",
        sa.Column("adjustment_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("answered_by", sa.String(length=64), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("transfer_id", sa.Uuid(as_uuid=False), nullable=True),
        sa.CheckConstraint("answered_by <> asked_by", name=op.f("ck_adjustment_answer_two_persons")),
        sa.CheckConstraint("approved = (transfer_id IS NOT NULL)", name=op.f("ck_adjustment_answer_approved")),
        sa.ForeignKeyConstraint(
            ["adjustment_id", "asked_by"],
            ["adjustment.id", "adjustment.asked_by"],
            name=op.f("fk_adjustment_answer_adjustment_id_asked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfer.external_id"], name=op.f("fk_adjustment_answer_transfer_id")
        ),
        sa.PrimaryKeyConstraint("adjustment_id", name=op.f("pk_adjustment_answer")),
        sa.UniqueConstraint("transfer_id", name=op.f("uq_adjustment_answer_transfer_id")),
    )
