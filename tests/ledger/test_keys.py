"""What must never be written cannot be written: keys, checks and triggers of the database, whatever the code does."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Executable, Table, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.ledger.conftest import Ledger
from tests.ledger.made import NOW, approval, customer, item, takeback
from voucher_ledger.application.seal import seal_new
from voucher_ledger.cli import main
from voucher_ledger.storage import tables
from voucher_ledger.storage.approvals import SqlApprovals
from voucher_ledger.storage.guards import APPEND_ONLY
from voucher_ledger.storage.reception_tables import cancellation

READS = ("_known", "_seats", "_firsts", "_paid")


@pytest.fixture
def credited(ledger: Ledger) -> dict[str, Any]:
    """Books with one credit, and items, pieces and a customer left over."""
    ledger.declare(takeback(lines=3, items=[item(1), item(2), item(3, currency="CHF")]))
    ledger.declare(takeback("R-2", customer=customer("C-2")))
    sent = approval(1)
    assert ledger.post(sent).json()["outcome"] == "credited"
    return sent


def copy_of(connection: Connection, table: Table, **changes: Any) -> dict[str, Any]:
    """The first row again, with a number of its own and `changes`."""
    row = dict(connection.execute(select(table).limit(1)).mappings().one())
    if isinstance(row.get("id"), int):
        del row["id"]
    if "serial" in row:
        row["serial"] = 99
    for name in ("xid", *(one.name for one in table.columns if one.computed is not None)):
        row.pop(name, None)
    return row | changes


def fresh(**changes: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "seq": 9, "transfer_id": None, "outcome": "rejected"} | changes


def moved(**changes: Any) -> dict[str, Any]:
    return {"external_id": str(uuid.uuid4()), "piece": "OTHER", "item_id": 2} | changes


# The constraint that refuses → the first row of a table again, with these changes. Accounts: 1 house and 2 C-1 in CHF,
# 3 house and 4 C-1 in EUR; the credit went from 3 to 4, for item 1.
FORBIDDEN = {
    "pk_approval": (tables.approval, {"seq": 9, "transfer_id": None, "outcome": "rejected"}),
    "uq_approval_station_id_epoch_seq": (tables.approval, fresh(seq=1)),
    "uq_approval_first_decision": (tables.approval, fresh(outcome="refused")),
    "uq_approval_transfer_id": (tables.approval, {"id": str(uuid.uuid4()), "seq": 9, "item_id": 2}),
    "ck_approval_credited": (tables.approval, fresh(outcome="credited", item_id=2)),
    "ck_approval_winner": (tables.approval, fresh(outcome="duplicate")),
    "ck_approval_outcome": (tables.approval, fresh(outcome="paid")),
    "ck_approval_item": (tables.approval, fresh(outcome="amount_mismatch", item_id=None)),
    "ck_approval_grade": (tables.approval, fresh(grade=None)),
    "ck_approval_decision": (tables.approval, fresh(decision="maybe", grade=None)),
    "ck_approval_seq": (tables.approval, fresh(seq=0)),
    "ck_approval_epoch": (tables.approval, fresh(epoch=0)),
    "uq_transfer_credited_item": (tables.transfer, moved(item_id=1)),
    "uq_transfer_credited_piece": (tables.transfer, {"external_id": str(uuid.uuid4()), "item_id": 2}),
    "uq_transfer_external_id": (tables.transfer, {"piece": "OTHER", "item_id": 2}),
    "ck_transfer_amount": (tables.transfer, moved(amount=0)),
    "ck_transfer_two_accounts": (tables.transfer, moved(debit_id=4)),
    "ck_transfer_kind": (tables.transfer, moved(kind="gift", actor="x", item_id=None, piece=None)),
    "fk_transfer_credit_id_currency": (tables.transfer, moved(credit_id=2)),
    "fk_transfer_debit_id_currency": (tables.transfer, moved(debit_id=1)),
    "ck_account_balance": (tables.account, {"code": "x", "balance": 1}),
    "ck_account_customer": (tables.account, {"code": "x", "customer_ref": "C-1"}),
    "ck_account_kind": (tables.account, {"code": "x", "kind": "other"}),
    "uq_account_code": (tables.account, {}),
    "uq_takeback_dossier": (tables.takeback, {}),
    "uq_declared_item_dossier_line": (tables.declared_item, {}),
    "ck_declared_item_declared_grade": (tables.declared_item, {"line": 9, "declared_grade": "good"}),
    "ck_offer_price_grade": (tables.offer_price, {"grade": "good"}),
    "uq_station_name": (tables.station, {}),
}


@pytest.mark.usefixtures("credited")
def test_what_must_not_be_is_refused_by_the_database(engine: Engine, ledger: Ledger) -> None:
    """Each forbidden row is refused by the engine itself, by the constraint that is there for it."""
    for constraint, (table, changes) in FORBIDDEN.items():
        with engine.connect() as connection, connection.begin() as transaction:
            row = copy_of(connection, table, **changes)
            refused = refusal_of(connection, insert(table).values(**row))
            transaction.rollback()
        assert refused, f"{constraint} let a row in"
        assert refused == constraint or engine.dialect.name == "sqlite", "SQLite names columns, not constraints"
    assert ledger.audit() == []


def refusal_of(connection: Connection, statement: Executable) -> str | None:
    """The constraint that refuses the statement, as far as the engine says; None when it goes through."""
    try:
        connection.execute(statement)
    except IntegrityError as error:
        return getattr(getattr(error.orig, "diag", None), "constraint_name", None) or str(error.orig)
    return None


@pytest.mark.usefixtures("credited")
def test_amounts_have_bounds(engine: Engine) -> None:
    """An offer of nothing could be accepted but never credited; a customer's balance is never below zero."""
    for statement in (
        *(insert(tables.offer_price).values(item_id=99, grade="new", amount=amount) for amount in (0, -1, 10**7)),
        text("UPDATE account SET balance = -1 WHERE kind = 'customer'"),
        text("UPDATE account SET balance = 1 WHERE kind = 'house'"),
    ):
        with engine.connect() as connection:
            assert "_a" in str(refusal_of(connection, statement)), "ck_offer_price_amount, ck_account_balance"


@pytest.fixture
def every_table(credited: dict[str, Any], ledger: Ledger, engine: Engine) -> None:
    """A row in each table that is never changed: a voucher used, and its euro given back by two persons; a take-back
    called off, and a seal over all of it.
    """
    code = ledger.make_voucher(1000).json()["code"]
    assert ledger.redeem(code, 500, "A-1").status_code == 201
    given = {"customer": "C-1", "direction": "credit", "amount": {"minor": 1000, "currency": "EUR"}, "reason": "late"}
    asked = ledger.keyed("POST", "/v1/adjustments", given, None, as_="finance").json()
    path = f"/v1/adjustments/{asked['id']}/answer"
    assert ledger.call("POST", path, {"approved": True}, as_="treasury").status_code == 200
    with engine.begin() as connection:
        said = {"takeback_id": 2, "at": NOW, "actor": "shop", "reason": "changed their mind"}
        connection.execute(insert(cancellation).values(said))
    assert seal_new(ledger.store, ledger.clock) == 1


@pytest.mark.usefixtures("every_table")
def test_history_cannot_be_changed(engine: Engine, ledger: Ledger) -> None:
    """UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE of what is written are refused as append-only, on every table."""
    attacks = [attack for table in APPEND_ONLY for attack in _attacks(engine, table)]
    attacks += [
        "DELETE FROM account",
        "UPDATE account SET currency = 'USD'",
        "UPDATE account SET customer_ref = 'C-2' WHERE kind = 'customer'",
    ]
    for attack in attacks:
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(attack))
    assert ledger.balance() == 6000
    assert ledger.audit() == []


def _attacks(engine: Engine, table: str) -> list[str]:
    column = tables.metadata.tables[table].primary_key.columns.keys()[0]
    both = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if engine.dialect.name == "postgresql":
        return [*both, f"TRUNCATE {table} CASCADE"]
    written = ", ".join(one.name for one in tables.metadata.tables[table].columns if one.computed is None)
    return [*both, f"INSERT OR REPLACE INTO {table} ({written}) SELECT {written} FROM {table}"]


@pytest.mark.usefixtures("credited")
def test_a_missing_guard_stops_the_writing(engine: Engine, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readiness and writes are 503 when a trigger is gone or disabled, reading goes on, and the audit names it."""
    monkeypatch.setattr("voucher_ledger.application.readiness.KEPT_S", -1)
    on_table = " ON transfer" if engine.dialect.name == "postgresql" else ""
    name = "guard_transfer_row" if on_table else "guard_transfer_update"
    assert ledger.client.get("/readyz").json()["status"] == "ready"
    with engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
    for answer in (ledger.client.get("/readyz"), ledger.post(approval(2, line=2)), ledger.declare(takeback("R-3"))):
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:ledger:unavailable")
        assert answer.json()["retryable"] is True
        assert name in answer.json()["detail"]
    assert ledger.balance() == 6000
    assert ledger.audit() == ["guard_missing"]
    assert ledger.client.get("/healthz").status_code == 200


def blind(monkeypatch: pytest.MonkeyPatch, *reads: str) -> None:
    """The code no longer sees what was decided before: only the keys are left."""
    for read in reads:
        monkeypatch.setattr(SqlApprovals, read, lambda *_: {})


def test_the_keys_hold_without_the_code(credited: dict, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that forgets to look credits nothing twice: each barrier alone turns the request into "not now"."""
    blind(monkeypatch, *READS)
    twice = {
        "the id": credited,
        "the place": credited | {"id": str(uuid.uuid4()), "line": 2, "piece": "OTHER-1"},
        "the item": credited | {"id": str(uuid.uuid4()), "seq": 2, "piece": "OTHER-2"},
        "the piece": credited | {"id": str(uuid.uuid4()), "seq": 3, "line": 2},
    }
    for barrier, document in twice.items():
        answer = ledger.post(document)
        assert (answer.status_code, answer.json()["retryable"]) == (503, True), barrier
    assert ledger.balance() == 6000
    assert ledger.audit() == []


MUTANTS = {
    "piece": ("_paid", "uq_transfer_credited_piece", {"line": 2}, {"piece_credited_twice"}),
    "item": (
        "_firsts",
        "uq_transfer_credited_item uq_approval_first_decision",
        {"piece": "OTHER"},
        {"item_credited_twice", "item_decided_twice"},
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_audit_catches_a_ledger_without_a_key(
    mutant: str, credited: dict, ledger: Ledger, engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    """Without the key, and blind, the ledger pays twice; the audit exits 1 and says so, money first."""
    read, keys, change, found = MUTANTS[mutant]
    with engine.begin() as connection:
        for key in keys.split():
            connection.execute(text(f"DROP INDEX {key}"))
    blind(monkeypatch, read)
    again = ledger.post(credited | {"id": str(uuid.uuid4()), "seq": 2} | change)
    assert again.json()["outcome"] == "credited", again.text
    assert ledger.balance() == 12000
    assert set(ledger.audit()) == found
    url = engine.url.render_as_string(hide_password=False)
    assert main(["audit", "--database-url", url]) == 1
    assert capsys.readouterr().out.startswith(f"{mutant}_credited_twice: ")
