"""Many benches at once: whoever is first is decided once, everybody hears the same, and nothing deadlocks."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from tests.ledger.conftest import Ledger
from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, customer, item, refusal, takeback
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.domain.settlement import Outcome, Settlement
from voucher_ledger.storage.store import SqlStore

SEED = 20261124


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """`act(0)` … `act(count - 1)`, let go together."""
    gate = threading.Barrier(count)

    def go(number: int) -> Any:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(go, range(count)))


def test_sixteen_times_the_same_approval(ledger: Ledger, address: str) -> None:
    """One 201, fifteen 200, all with the same transfer and balance; one credit."""
    ledger.declare(takeback())
    sent = approval(1)
    headers = {"Authorization": f"Bearer {ledger.tokens['BANC-01']}"}
    answers = at_once(16, lambda _: httpx.post(f"{address}/v1/approvals", json=sent, headers=headers, timeout=30))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 15}
    bodies = [answer.json() for answer in answers]
    assert all(one | {"replayed": False} == bodies[0] | {"replayed": False} for one in bodies)
    assert ledger.balance() == 6000
    assert ledger.audit() == []


def test_sixteen_times_the_same_declaration(store: SqlStore) -> None:
    """One recorded, fifteen known: on PostgreSQL the count of rows would not have told which."""
    told = at_once(16, lambda _: declare_takeback(as_takeback(takeback()), store, StoppedClock()))
    assert Counter(told) == {True: 1, False: 15}


def test_one_customers_dossiers_at_once(store: SqlStore) -> None:
    """Eight take-backs of a new customer meet on one customer and one account."""
    told = at_once(8, lambda n: declare_takeback(as_takeback(takeback(f"R-{n}")), store, StoppedClock()))
    assert all(told)
    assert len(store.read(lambda books: books.customers.balances("C-1")) or ()) == 1


@pytest.mark.parametrize("other", [approval, refusal], ids=["same result", "other result"])
def test_two_benches_at_once(other: Callable[..., dict], store: SqlStore) -> None:
    """Of two decisions on an item exactly one is first; the other is a duplicate or conflict that names it."""
    benches = [access.add_station(name, store, StoppedClock())[0] for name in ("A", "B")]
    declare_takeback(as_takeback(takeback(lines=10)), store, StoppedClock())
    for line in range(1, 11):
        sent = [as_approval(approval(line, line)), as_approval(other(line, line))]
        answers = at_once(2, lambda n, sent=sent: post_approvals([sent[n]], benches[n], store, StoppedClock())[0])
        first, second = sorted(answers, key=lambda one: one.winner is not None)
        assert first.outcome in (Outcome.CREDITED, Outcome.REFUSED)
        assert second.outcome is (Outcome.DUPLICATE if other is approval else Outcome.CONFLICT)
        assert second.winner.approval == first.id
    assert store.read(lambda books: books.audit()) == ()


def test_the_same_piece_for_two_customers_at_once(store: SqlStore) -> None:
    """Two benches credit one garment to two customers, who share no account lock: the piece's key decides."""
    benches = [access.add_station(name, store, StoppedClock())[0] for name in ("A", "B")]
    for name in ("1", "2"):
        document = takeback(f"R-{name}", customer=customer(f"C-{name}"), items=[item(n) for n in range(1, 11)])
        declare_takeback(as_takeback(document), store, StoppedClock())
    for line in range(1, 11):
        sent = [as_approval(approval(line, line, dossier=f"R-{n}", piece=f"P-{line}")) for n in (1, 2)]
        answers = at_once(2, lambda n, sent=sent: post_approvals([sent[n]], benches[n], store, StoppedClock())[0])
        assert sorted(one.outcome for one in answers) == ["credited", "rejected"]
    assert store.read(lambda books: books.audit()) == ()


def test_batches_in_opposite_orders(store: SqlStore) -> None:
    """Eight benches send shuffled, overlapping, repeated batches over twenty customers: no error, exact sums.

    Every duplicate and conflict names a winner, and every retry gets its first answer.
    """
    customers, lines, threads = 20, 10, 8
    for n in range(customers):
        document = takeback(f"R-{n}", lines, customer=customer(f"C-{n}"))
        declare_takeback(as_takeback(document), store, StoppedClock())
    benches = [access.add_station(f"B-{n}", store, StoppedClock())[0] for n in range(threads)]

    def bench_day(number: int) -> list[Settlement]:
        chance = random.Random(SEED + number)
        keys = [(f"R-{n}", line) for n in range(customers) for line in range(1, lines + 1)]
        chance.shuffle(keys)
        mine = []
        for seq, (dossier, line) in enumerate(keys[:100], 1):
            make = chance.choice([approval, approval, refusal])
            mine.append(as_approval(make(seq, line, dossier=dossier, piece=f"P-{dossier}-{line}")))
        heard: dict[str, Settlement] = {}
        for _ in range(4):
            batch = chance.sample(mine, 60)
            for answer in post_approvals(batch, benches[number], store, StoppedClock()):
                assert isinstance(answer, Settlement)
                first = heard.setdefault(answer.id, answer)
                assert (answer.outcome, answer.transfer, answer.winner, answer.balance_after) == (
                    first.outcome, first.transfer, first.winner, first.balance_after,
                )  # fmt: skip
        return list(heard.values())

    answers = [one for day in at_once(threads, bench_day) for one in day]
    credited = [one for one in answers if one.outcome is Outcome.CREDITED]
    assert all(one.winner for one in answers if one.outcome in (Outcome.DUPLICATE, Outcome.CONFLICT))
    balances = store.read(lambda books: [books.customers.balances(f"C-{n}") for n in range(customers)])
    assert sum(one.minor for kept in balances for one in kept or ()) == 6000 * len(credited)
    assert store.read(lambda books: books.audit()) == ()
