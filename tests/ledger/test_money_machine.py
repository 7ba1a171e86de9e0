"""Any sequence of everything that moves money, by two benches, a shop, two tills, a lead and finance, against a model.

The model knows how much each pocket holds and nothing of how the ledger keeps it. After every step: the ledger's own
figures are the model's, no balance is below zero, everything sums to nothing; at the end the audit is clean.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.ledger.conftest import TEMPLATE
from tests.ledger.made import NOW, StoppedClock, approval, as_approval, as_takeback, refusal, takeback
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application import access, redeem
from voucher_ledger.application.adjust import Correction, answer_adjustment, ask_adjustment
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.letters import NoLetters
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.application.reverse import reverse_credit
from voucher_ledger.application.vouchers import Made, Wanted, cancel_voucher, make_voucher
from voucher_ledger.domain.adjustment import Direction
from voucher_ledger.domain.errors import (
    HoldEnded,
    InsufficientBalance,
    NotCredited,
    RefundExceeds,
    Refusal,
    VoucherNotUsable,
)
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Outcome
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.domain.voucher import HOLD_FOR, Network, day_of
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

LINES = 6
PRICE = 6000
# In per cent of what there is: mostly possible, now and then a little too much.
PARTS = st.integers(min_value=1, max_value=115)
WAITS = st.sampled_from((timedelta(minutes=10), timedelta(minutes=31), timedelta(days=2), timedelta(days=200)))


@dataclass
class Purse:
    """A voucher in the model."""

    id: str
    code: str
    left: int
    first: Any
    last: Any


@dataclass
class Order:
    """A hold in the model, and what became of it."""

    id: str
    purse: Purse
    till: int
    minor: int
    until: Any
    state: str = "held"
    refunded: int = 0


class Money_(RuleBasedStateMachine):  # noqa: N801 Hypothesis shows its name
    """Set `open_store` before it runs."""

    open_store: Callable[[], tuple[SqlStore, Callable[[], None]]]

    @initialize()
    def books(self) -> None:
        self.store, self.close = type(self).open_store()
        self.clock = StoppedClock(NOW)
        self.benches = [access.add_station(name, self.store, self.clock)[0] for name in ("A", "B")]
        self.seq = [0, 0]
        self.tills = []
        for name, network in (("web", Network.BRAND_WEB), ("boutique", Network.OWN_BOUTIQUE)):
            secret = access.add_sales_point(name, network, self.store, self.clock)[1]
            self.tills.append(access.authenticate(secret, frozenset({Scope.POS}), self.store, self.clock))
        declare_takeback(as_takeback(takeback(lines=LINES)), self.store, self.clock)
        self.decided: dict[int, str] = {}
        self.balance = self.breakage = self.corrections = 0
        self.purses: list[Purse] = []
        self.orders: list[Order] = []
        self.count = 0
        for line in (1, 2, 3):
            self.decide(bench=0, line=line, accept=True, twice=False)
        self.make(part=50, ahead=0, twice=False)

    def key(self) -> str:
        self.count += 1
        return f"key-{self.count:06d}"

    def part_of(self, whole: int, part: int) -> int:
        return max(1, whole * part // 100)

    def refused(self, wanted: type[Refusal] | tuple[type[Refusal], ...], act: Callable[[], object]) -> None:
        with pytest.raises(wanted):
            act()

    @rule(bench=st.integers(0, 1), line=st.integers(1, LINES), accept=st.booleans(), twice=st.booleans())
    def decide(self, bench: int, line: int, accept: bool, twice: bool) -> None:
        self.seq[bench] += 1
        sent = as_approval((approval if accept else refusal)(self.seq[bench], line))
        answers = [
            post_approvals([sent], self.benches[bench], self.store, self.clock)[0] for _ in range(2 if twice else 1)
        ]
        if line not in self.decided:
            self.decided[line] = "credited" if accept else "refused"
            self.balance += PRICE if accept else 0
            assert answers[0].outcome is (Outcome.CREDITED if accept else Outcome.REFUSED)
        else:
            assert answers[0].outcome in (Outcome.DUPLICATE, Outcome.CONFLICT)
        assert answers[-1].replayed is twice
        assert answers[-1].outcome is answers[0].outcome

    def made(self, wanted: Wanted, key: str) -> Made:
        return make_voucher(wanted, "account", key, self.store, self.clock, NoLetters())

    @rule(part=PARTS, ahead=st.sampled_from((0, 0, 0, 3, 300)), twice=st.booleans())
    def make(self, part: int, ahead: int, twice: bool) -> None:
        minor = self.part_of(self.balance, part)
        first = day_of(self.clock.at) + timedelta(days=ahead)
        key, wanted = self.key(), Wanted("C-1", Money(minor, "EUR"), first)
        if minor > self.balance:
            self.refused(InsufficientBalance, lambda: self.made(wanted, key))
            return
        made = [self.made(wanted, key) for _ in range(2 if twice else 1)]
        assert made[0].code is not None
        assert {one.voucher.id for one in made} == {made[0].voucher.id}
        self.balance -= minor
        self.purses.append(Purse(made[0].voucher.id, made[0].code, minor, first, made[0].voucher.expires_on))

    @precondition(lambda self: self.purses)
    @rule(which=st.integers(0, 99), till=st.integers(0, 1), part=PARTS, capture=st.booleans(), twice=st.booleans())
    def use(self, which: int, till: int, part: int, capture: bool, twice: bool) -> None:
        purse = self.purses[which % len(self.purses)]
        minor = self.part_of(purse.left, part)
        key = self.key()
        use = redeem.Use(purse.code, Money(minor, "EUR"), f"order-{self.count}")

        def hold() -> redeem.Used:
            return redeem.hold(use, self.tills[till], key, self.store, self.clock, capture=capture)

        if not purse.first <= day_of(self.clock.at) <= purse.last:
            self.refused(VoucherNotUsable, hold)
            return
        forgotten = [one for one in self.orders if one.purse is purse and self.forgotten(one)]
        if minor > purse.left + sum(one.minor for one in forgotten):
            self.refused(InsufficientBalance, hold)
            return
        self.give_back(forgotten)
        held = [hold() for _ in range(2 if twice else 1)][-1]
        purse.left -= minor
        order = Order(held.redemption.id, purse, till, minor, self.clock.at + HOLD_FOR)
        order.state = "captured" if capture else "held"
        self.orders.append(order)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 99), sold=st.booleans(), twice=st.booleans())
    def end(self, which: int, sold: bool, twice: bool) -> None:
        order = self.orders[which % len(self.orders)]
        act, wanted = (redeem.capture, "captured") if sold else (redeem.void, "voided")
        late = self.forgotten(order)
        if order.state == wanted or (order.state == "held" and not (sold and late)):
            for _ in range(2 if twice else 1):
                act(order.id, self.tills[order.till], self.store, self.clock)
            if order.state == "held" and not sold:
                order.purse.left += order.minor
            order.state = wanted
            return
        self.refused(HoldEnded, lambda: act(order.id, self.tills[order.till], self.store, self.clock))

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 99), part=PARTS, twice=st.booleans())
    def refund(self, which: int, part: int, twice: bool) -> None:
        order = self.orders[which % len(self.orders)]
        minor = self.part_of(order.minor, part)
        key = self.key()

        def back() -> object:
            return redeem.refund(order.id, Money(minor, "EUR"), self.tills[order.till], key, self.store, self.clock)

        if order.state != "captured":
            self.refused(HoldEnded, back)
            return
        if order.refunded + minor > order.minor:
            self.refused(RefundExceeds, back)
            return
        for _ in range(2 if twice else 1):
            back()
        order.refunded += minor
        if day_of(self.clock.at) <= order.purse.last:
            order.purse.left += minor
        else:
            self.balance += minor

    @rule(line=st.integers(1, LINES))
    def reverse(self, line: int) -> None:
        def back() -> Any:
            return reverse_credit(ItemKey("R-1", line), "wrong", "nora", self.store, self.clock)

        if self.decided.get(line) not in ("credited", "reversed"):
            self.refused(NotCredited, back)
        elif self.decided[line] == "reversed":
            assert back().replayed
        elif self.balance < PRICE:
            assert back().task is not None
        else:
            assert back().transfer is not None
            self.decided[line] = "reversed"
            self.balance -= PRICE

    @rule(part=PARTS, direction=st.sampled_from(Direction), approve=st.booleans())
    def adjust(self, part: int, direction: Direction, approve: bool) -> None:
        minor = self.part_of(self.balance, part)
        asked = ask_adjustment(
            Correction("C-1", direction, Money(minor, "EUR"), "why"), "anna", self.key(), self.store, self.clock
        )

        def reply() -> object:
            return answer_adjustment(asked.id, approved=approve, person="ben", store=self.store, clock=self.clock)

        if approve and direction is Direction.DEBIT and minor > self.balance:
            self.refused(InsufficientBalance, reply)
            return
        reply()
        if approve:
            signed = minor if direction is Direction.CREDIT else -minor
            self.balance += signed
            self.corrections -= signed

    @precondition(lambda self: self.purses)
    @rule(which=st.integers(0, 99))
    def cancel(self, which: int) -> None:
        purse = self.purses[which % len(self.purses)]

        def back() -> object:
            return cancel_voucher(purse.id, "asked", "anna", self.store, self.clock)

        if day_of(self.clock.at) > purse.last:
            self.refused(VoucherNotUsable, back)
            return
        back()
        self.balance += purse.left
        purse.left = 0

    @rule(wait=WAITS)
    def wait(self, wait: timedelta) -> None:
        self.clock.at += wait

    @rule()
    def sweep(self) -> None:
        forgotten = [one for one in self.orders if self.forgotten(one)]
        assert redeem.void_forgotten(self.store, self.clock) == len({one.purse.id for one in forgotten})
        self.give_back(forgotten)
        over = [one for one in self.purses if day_of(self.clock.at) > one.last and one.left]
        assert expire_vouchers(self.store, self.clock) == len(over)
        for purse in over:
            self.breakage += purse.left
            purse.left = 0

    @invariant()
    def figures_agree(self) -> None:
        if not hasattr(self, "store"):
            return
        found = {one.name: one.amount.minor for one in self.store.read(lambda books: books.transfers.liabilities())}
        assert sum(found.values()) == 0
        held = sum(one.minor for one in self.orders if one.state == "held")
        sold = sum(one.minor - one.refunded for one in self.orders if one.state == "captured")
        assert found.get("customers", 0) == self.balance >= 0
        assert found.get("vouchers", 0) == sum(one.left for one in self.purses)
        assert sum(minor for name, minor in found.items() if name.startswith("house:hold:")) == held
        assert sum(minor for name, minor in found.items() if name.startswith("house:clearing:")) == sold
        assert found.get("house:breakage", 0) == self.breakage
        assert found.get("house:correction", 0) == self.corrections
        credited = sum(state == "credited" for state in self.decided.values())
        assert found.get("house:stock", 0) == -PRICE * credited

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert self.store.read(lambda books: books.audit()) == ()
            self.close()

    def forgotten(self, order: Order) -> bool:
        return order.state == "held" and self.clock.at >= order.until

    def give_back(self, forgotten: list[Order]) -> None:
        for order in forgotten:
            order.state = "voided"
            order.purse.left += order.minor


def run(open_store: Callable[[], tuple[SqlStore, Callable[[], None]]], examples: int) -> None:
    machine = type("AllMoneyVerbs", (Money_,), {"open_store": staticmethod(open_store)})
    few = settings(
        max_examples=examples,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(machine, settings=few)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def test_any_sequence_on_sqlite(new_file: Path, folder: Path) -> None:
    """Sixty sequences of forty steps."""

    def open_store() -> tuple[SqlStore, Callable[[], None]]:
        file = folder / "ledger.db"
        shutil.copy(new_file, file)
        store = SqlStore(build_engine(database_url(f"sqlite:///{file}")))

        def close() -> None:
            store.close()
            for one in folder.iterdir():
                one.unlink()

        return store, close

    run(open_store, 60)


def test_any_sequence_on_postgresql(postgres: Cluster) -> None:
    """Fifteen sequences of forty steps."""

    def open_store() -> tuple[SqlStore, Callable[[], None]]:
        with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE machine TEMPLATE {TEMPLATE} STRATEGY wal_log")
        store = SqlStore(build_engine(database_url(postgres.url("machine"))))

        def close() -> None:
            store.close()
            with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
                connection.execute("DROP DATABASE machine WITH (FORCE)")

        return store, close

    run(open_store, 15)
