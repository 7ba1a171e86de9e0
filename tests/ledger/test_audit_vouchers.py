"""The audit finds each kind of damage to vouchers, reversals and adjustments; see `test_audit.py`."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from tests.ledger.made import NOW, StoppedClock, approval, as_approval, as_takeback, customer, takeback
from tests.ledger.test_audit import again, found_in, without_protection
from voucher_ledger.application import access, redeem
from voucher_ledger.application.adjust import Correction, answer_adjustment, ask_adjustment
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.letters import NoLetters
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.application.reverse import reverse_credit
from voucher_ledger.application.vouchers import Wanted, cancel_voucher, make_voucher
from voucher_ledger.domain.adjustment import Direction
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.domain.voucher import Network
from voucher_ledger.storage.audit_vouchers import CHECKS
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

CAPTURE = "kind = 'hold_capture'"
DAMAGE = {
    "hold_ended_twice": again("hold_capture", id="99", external_id="'x'"),
    "hold_ended_otherwise": f"UPDATE transfer SET amount = amount + 1 WHERE {CAPTURE}",
    "refund_exceeds": "UPDATE transfer SET amount = 99999 WHERE kind = 'voucher_refund'",
    "refund_of_nothing": "UPDATE transfer SET corrects_id = id WHERE kind = 'voucher_refund'",
    "reversal_differs": "UPDATE transfer SET amount = 1 WHERE kind = 'piece_reversal'",
    "item_reversed_twice": again("piece_reversal", id="99", external_id="'x'"),
    "voucher_not_paid_for": "UPDATE voucher SET amount = amount + 1",
    "voucher_paid_by_another": "UPDATE voucher SET customer_ref = 'C-2'",
    "voucher_moved_elsewhere": "UPDATE transfer SET debit_id = 1 WHERE kind = 'voucher_expire'",
    "voucher_given_to_another": "UPDATE transfer SET credit_id = 1 WHERE kind = 'voucher_cancel'",
    "voucher_account_of_nobody": "DELETE FROM voucher",
    "redeemed_in_a_corner": "UPDATE sales_point SET network = 'department_store_corner'",
    "hold_without_redemption": "DELETE FROM redemption",
    "redemption_without_hold": "UPDATE redemption SET hold_id = 77",
    "adjustment_alone": "UPDATE adjustment_answer SET answered_by = 'anna'",
    "adjustment_differs": "UPDATE adjustment SET amount = amount + 1",
    "used_out_of_time": "UPDATE voucher SET expires_on = '2026-11-20'",
    "expired_early": "UPDATE voucher SET expires_on = '2099-01-01'",
    "balance_differs": "UPDATE account SET balance = balance + 1 WHERE kind = 'voucher'",
    "balance_negative": "UPDATE account SET balance = -1 WHERE kind = 'voucher'",
}


@pytest.fixture
def books(tmp_path: Path, new_file: Path) -> Path:
    """Books with a transfer of every kind in them, in a file."""
    file = tmp_path / "ledger.db"
    file.write_bytes(new_file.read_bytes())
    store, clock = SqlStore(build_engine(database_url(f"sqlite:///{file}"))), StoppedClock()
    bench, _ = access.add_station("A", store, clock)
    declare_takeback(as_takeback(takeback(lines=2)), store, clock)
    declare_takeback(as_takeback(takeback("R-2", customer=customer("C-2"))), store, clock)
    post_approvals([as_approval(approval(n, n)) for n in (1, 2)], bench, store, clock)
    reverse_credit(ItemKey("R-1", 2), "wrong piece", "nora", store, clock)
    made = make_voucher(
        Wanted("C-1", Money(5000, "EUR"), NOW.date()), "account", "voucher-1", store, clock, NoLetters()
    )
    assert made.code is not None
    _, secret = access.add_sales_point("boutique", Network.OWN_BOUTIQUE, store, clock)
    till = access.authenticate(secret, frozenset({Scope.POS}), store, clock)
    sold, back = (
        redeem.hold(redeem.Use(made.code, Money(minor, "EUR"), f"A-{minor}"), till, f"hold-{minor}", store, clock)
        for minor in (2000, 1000)
    )
    redeem.capture(sold.redemption.id, till, store, clock)
    redeem.void(back.redemption.id, till, store, clock)
    gone = make_voucher(Wanted("C-1", Money(100, "EUR"), NOW.date()), "account", "voucher-2", store, clock, NoLetters())
    cancel_voucher(gone.voucher.id, "asked", "anna", store, clock)
    redeem.refund(sold.redemption.id, Money(500, "EUR"), till, "refund-1", store, clock)
    asked = ask_adjustment(
        Correction("C-1", Direction.CREDIT, Money(100, "EUR"), "late"), "anna", "adjust-1", store, clock
    )
    answer_adjustment(asked.id, approved=True, person="ben", store=store, clock=clock)
    assert expire_vouchers(store, StoppedClock(NOW + timedelta(days=366))) == 1
    assert store.read(lambda books: books.audit()) == ()
    store.close()
    return file


def test_every_check_has_its_damage() -> None:
    """No check of the audit goes without a proof that it finds something."""
    assert {check.code for check in CHECKS} | {"used_out_of_time", "expired_early"} <= set(DAMAGE)


@pytest.mark.parametrize("check", DAMAGE)
def test_each_damage_is_found(check: str, books: Path) -> None:
    """One statement past all protection, and the audit names it; before, the unprotected books are in order."""
    with contextlib.closing(without_protection(books)) as connection:
        assert found_in(books) == []
        connection.execute(DAMAGE[check])
        assert connection.execute("SELECT changes()").fetchone()[0] > 0
    assert check in found_in(books)


def test_the_books_hold_every_kind(books: Path) -> None:
    """So that no kind of transfer goes without a check that looks at it."""
    with contextlib.closing(sqlite3.connect(books)) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM transfer")}
    assert kinds == {
        "piece_credit", "piece_reversal", "voucher_issue", "voucher_hold", "hold_capture", "hold_void",
        "voucher_refund", "voucher_expire", "voucher_cancel", "adjustment",
    }  # fmt: skip
