"""What must never be written about vouchers cannot be: the database refuses it, whatever the code does."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from tests.ledger.conftest import Ledger
from tests.ledger.made import approval, takeback
from tests.ledger.test_keys import refusal_of
from voucher_ledger.storage import tables, voucher_tables


@pytest.fixture
def used(ledger: Ledger) -> Ledger:
    """A voucher of 50 euros with a hold, a capture and a void, a reversal, a refund and an adjustment."""
    ledger.declare(takeback(lines=2))
    for line in (1, 2):
        ledger.post(approval(line, line))
    ledger.call("POST", "/v1/reversals", {"dossier": "R-1", "line": 2, "reason": "wrong"}, as_="lead")
    code = ledger.make_voucher(5000).json()["code"]
    for order, verb in (("A-1", "capture"), ("A-2", "void"), ("A-3", "")):
        held = ledger.redeem(code, 1000, order).json()["id"]
        if verb:
            ledger.call("POST", f"/v1/redemptions/{held}/{verb}", as_="brand")
    given = {"customer": "C-1", "direction": "credit", "amount": {"minor": 100, "currency": "EUR"}, "reason": "late"}
    asked = ledger.keyed("POST", "/v1/adjustments", given, None, as_="finance").json()
    ledger.call("POST", f"/v1/adjustments/{asked['id']}/answer", {"approved": True}, as_="treasury")
    return ledger


def first(connection: Connection, table: Table, **where: Any) -> dict[str, Any]:
    """The first row with these values, ready to be written again with a number and an id of its own."""
    wanted = select(table).order_by(*table.primary_key.columns)
    for name, value in where.items():
        wanted = wanted.where(table.c[name] == value)
    row = dict(connection.execute(wanted.limit(1)).mappings().one())
    for name in ("xid", *(one.name for one in table.columns if one.computed is not None)):
        row.pop(name, None)
    if isinstance(row.get("id"), int):
        del row["id"]
    if "external_id" in row:
        row["external_id"] = str(uuid.uuid4())
    return row


# Transfers: 1, 2 credits, 3 reversal, 4 issue, 5 to 8 two holds and their ends, 9 an open hold, 10 adjustment.
# The constraint → a table, the row that is written again, and what is changed in it.
FORBIDDEN: dict[str, tuple[Table, dict[str, Any], dict[str, Any]]] = {
    "uq_transfer_resolves_id": (tables.transfer, {"kind": "hold_capture"}, {}),
    "fk_transfer_resolves_id_amount_resolves_kind": (
        tables.transfer, {"kind": "hold_capture"}, {"resolves_id": 9, "amount": 1},
    ),
    "ck_transfer_resolves": (tables.transfer, {"kind": "hold_capture"}, {"resolves_id": None}),
    "ck_transfer_voucher": (tables.transfer, {"kind": "voucher_hold"}, {"voucher_id": None}),
    "ck_transfer_item": (tables.transfer, {"kind": "piece_reversal"}, {"item_id": None, "piece": None}),
    "ck_transfer_piece": (tables.transfer, {"kind": "piece_reversal"}, {"piece": None}),
    "ck_transfer_corrects": (tables.transfer, {"kind": "piece_reversal"}, {"corrects_id": None}),
    "ck_transfer_actor": (tables.transfer, {"kind": "voucher_hold"}, {"actor": None}),
    "ck_transfer_reason": (tables.transfer, {"kind": "adjustment"}, {"reason": None}),
    "uq_transfer_reversed_item": (tables.transfer, {"kind": "piece_reversal"}, {}),
    "ck_voucher_amount": (voucher_tables.voucher, {}, {"id": str(uuid.uuid4()), "account_id": 1, "amount": 0}),
    "uq_voucher_account_id": (voucher_tables.voucher, {}, {"id": str(uuid.uuid4())}),
    "ck_sales_point_network": (voucher_tables.sales_point, {}, {"name": "x", "network": "kiosk"}),
    "ck_sales_point_accepts": (
        voucher_tables.sales_point, {"name": "corner"}, {"name": "x", "accepts": True},
    ),
    "uq_sales_point_name": (voucher_tables.sales_point, {}, {}),
    "pk_redemption": (voucher_tables.redemption, {}, {"order_ref": "B-1"}),
    "pk_idempotency": (voucher_tables.idempotency, {}, {}),
    "pk_adjustment_answer": (voucher_tables.adjustment_answer, {}, {"transfer_id": None, "approved": False}),
    "ck_adjustment_answer_two_persons": (voucher_tables.adjustment_answer, {}, {"answered_by": "finance"}),
    "ck_adjustment_answer_approved": (voucher_tables.adjustment_answer, {}, {"transfer_id": None}),
    "ck_adjustment_direction": (voucher_tables.adjustment, {}, {"id": str(uuid.uuid4()), "direction": "both"}),
    "ck_review_task_resolved": (tables.review_task, {}, {"state": "resolved"}),
    "ck_account_customer": (tables.account, {"kind": "voucher"}, {"code": "x", "customer_ref": "C-1"}),
}  # fmt: skip


def test_what_must_not_be_is_refused_by_the_database(used: Ledger, engine: Engine) -> None:
    """Each forbidden row is refused by the engine itself, by the constraint that is there for it."""
    used.post(approval(7, 1) | {"grade": "excellent", "claimed": {"minor": 8000, "currency": "EUR"}}, as_="BANC-02")
    for constraint, (table, which, changes) in FORBIDDEN.items():
        with engine.connect() as connection, connection.begin() as transaction:
            refused = refusal_of(connection, insert(table).values(**first(connection, table, **which) | changes))
            transaction.rollback()
        assert refused, f"{constraint} let a row in"
        assert refused == constraint or engine.dialect.name == "sqlite", "SQLite names columns, not constraints"
    assert used.audit() == []


def test_a_corner_takes_no_voucher_even_by_hand(used: Ledger, engine: Engine) -> None:
    """A redemption in a department-store corner cannot be stored, whether it is called one that accepts or not."""
    corner = select(voucher_tables.sales_point.c.id).where(voucher_tables.sales_point.c.name == "corner")
    for accepts in (True, False):
        with engine.connect() as connection:
            row = first(connection, voucher_tables.redemption) | {"order_ref": "C-1", "hold_id": 1, "accepts": accepts}
            row["sales_point_id"] = connection.execute(corner).scalar_one()
            with pytest.raises(IntegrityError):
                connection.execute(insert(voucher_tables.redemption).values(**row))
    assert used.audit() == []


def test_no_voucher_goes_below_zero(used: Ledger, engine: Engine) -> None:
    """The row itself refuses."""
    voucher = tables.account.c.kind == "voucher"
    with engine.connect() as connection:
        assert "_account_balance" in str(
            refusal_of(connection, update(tables.account).where(voucher).values(balance=-1))
        )
    assert used.audit() == []
