"""The audit finds each kind of damage by itself, in books from which every key, check and guard was taken away."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, customer, item, refusal, takeback
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.storage.audit import CHECKS
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore
from voucher_ledger.storage.tables import metadata, transfer


def again(kind: str = "piece_credit", **changes: str) -> str:
    """A second row like the first transfer of a kind, with these columns changed."""
    columns = ", ".join(changes.get(one.name, one.name) for one in transfer.columns)
    return f"INSERT INTO transfer SELECT {columns} FROM transfer WHERE kind = '{kind}' LIMIT 1"


# Approvals in the order of `seq`: credited, refused, conflict, duplicate, amount mismatch, piece reuse, unknown item.
DAMAGE = {
    "item_credited_twice": again(id="9", external_id="'x'", piece="'Q'"),
    "piece_credited_twice": again(id="9", external_id="'x'", item_id="3"),
    "balance_differs": "UPDATE account SET balance = balance + 1 WHERE kind = 'customer'",
    "balance_negative": "UPDATE account SET balance = -1 WHERE code = 'customer:C-2:EUR'",
    "house_balance_stored": "UPDATE account SET balance = 1 WHERE kind = 'house'",
    "transfer_unbalanced": "UPDATE transfer SET debit_id = credit_id",
    "transfer_without_approval": "DELETE FROM approval WHERE outcome = 'credited'",
    "approval_without_transfer": "DELETE FROM transfer",
    "decision_nobody_is_told": "DELETE FROM mail_line",
    "credit_differs": "UPDATE transfer SET piece = 'OTHER'",
    "item_decided_twice": "UPDATE approval SET outcome = 'refused' WHERE seq = 4",
    "approval_twice": "INSERT INTO approval SELECT * FROM approval WHERE seq = 2",
    "place_taken_twice": "UPDATE approval SET seq = 2 WHERE seq = 7",
    "epoch_not_opened": "UPDATE approval SET epoch = 2 WHERE seq = 2",
    "winner_was_not_first": "UPDATE approval SET winner_id = (SELECT id FROM approval WHERE seq = 2) WHERE seq = 3",
    "review_missing": "DELETE FROM review_task WHERE id = 1",
    "amount_not_offered": "UPDATE offer_price SET amount = 5999 WHERE grade = 'very_good'",
    "evidence_unknown": "UPDATE evidence SET sha256 = 'other'",
    "evidence_late": (
        "INSERT INTO evidence (sha256, station_id, named_at) SELECT 'new', 1, datetime(named_at, '+8 days')"
        " FROM evidence"
    ),
    "body_changed": "UPDATE approval SET body = replace(body, 'u-lea', 'u-max') WHERE seq = 2",
}


@pytest.fixture
def books(tmp_path: Path, new_file: Path) -> Path:
    """Books with every outcome in them, in a file."""
    file = tmp_path / "ledger.db"
    file.write_bytes(new_file.read_bytes())
    store, clock = SqlStore(build_engine(database_url(f"sqlite:///{file}"))), StoppedClock()
    bench, _ = access.add_station("A", store, clock)
    declare_takeback(as_takeback(takeback(items=[item(n) for n in (1, 2, 3)])), store, clock)
    declare_takeback(as_takeback(takeback("R-2", customer=customer("C-2"))), store, clock)
    first = approval(1)
    sent = [
        first,
        refusal(2, line=2),
        refusal(3),
        approval(4),
        approval(5, line=3, claimed={"minor": 1, "currency": "EUR"}),
        approval(6, line=3, piece=first["piece"]),
        approval(7, line=9),
    ]
    answers = post_approvals([as_approval(one) for one in sent], bench, store, clock)
    assert [str(one.outcome) for one in answers] == [
        "credited", "refused", "conflict", "duplicate", "amount_mismatch", "rejected", "rejected",
    ]  # fmt: skip
    assert store.read(lambda books: books.audit()) == ()
    store.close()
    return file


def without_protection(file: Path) -> sqlite3.Connection:
    """Every table as a plain copy of itself: no key, no check, no trigger."""
    connection = sqlite3.connect(file, isolation_level=None)
    for table in metadata.tables:
        connection.execute(f"CREATE TABLE copy AS SELECT * FROM {table}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE copy RENAME TO {table}")
    return connection


def found_in(file: Path) -> list[str]:
    store = SqlStore(build_engine(URL.create("sqlite", database=str(file))))
    checks = [one.check for one in store.read(lambda books: books.audit()) if one.check != "guard_missing"]
    store.close()
    return checks


def test_every_check_has_its_damage() -> None:
    """No check of the audit goes without a proof that it finds something."""
    assert {check.code for check in CHECKS} <= set(DAMAGE)


@pytest.mark.parametrize("check", DAMAGE)
def test_each_damage_is_found(check: str, books: Path) -> None:
    """One statement past all protection, and the audit names it; before, the unprotected books are in order."""
    with contextlib.closing(without_protection(books)) as connection:
        assert found_in(books) == []
        connection.execute(DAMAGE[check])
        assert connection.execute("SELECT changes()").fetchone()[0] > 0
    assert check in found_in(books)


def test_a_flipped_byte_in_the_file_is_found(books: Path) -> None:
    """Who edits the file, not the database, is found by the content's hash."""
    raw = books.read_bytes()
    assert raw.count(b'"operator":"u-lea"') >= 7, "checkpointed, as the store was closed"
    books.write_bytes(raw.replace(b'"operator":"u-lea"', b'"operator":"u-leo"', 1))
    assert found_in(books) == ["body_changed"]
