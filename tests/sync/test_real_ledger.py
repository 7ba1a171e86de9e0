"""The station's sync and the real ledger, over TCP: the failure scenarios of the outbox, each credit exactly once."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from itertools import count

import pytest

from qc_station.application.drain_outbox import drain_once
from qc_station.application.ledger_port import LedgerState, LedgerTrouble
from qc_station.application.pull_takebacks import pull_once
from qc_station.domain.approval import OutboxState
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import CreditState
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.verdict import Ruling
from qc_station.sync.ledger_client import LedgerClient
from qc_station.sync.worker import SyncWorker
from tests.simulators.fault_proxy import running_proxy
from tests.sync.real_ledger import Bench, RealClock
from voucher_ledger.application import access
from voucher_ledger.bootstrap import SystemClock

_names = count(1)


@pytest.fixture
def benches(ledger, tmp_path):
    """Makes benches that are put away after the test."""
    made = []

    def make(at=ledger):
        made.append(Bench(at, tmp_path, f"BANC-{next(_names):02}"))
        return made[-1]

    yield make
    for bench in made:
        bench.close()


def ends(bench, dossier):
    return [(each.state, each.answer_code) for each in bench.departures(dossier)]


def credit_of(bench, departure):
    with bench.store(read_only=True) as uow:
        return uow.pieces.get(departure.approval.piece).axes.credit


def test_a_days_work_in_one_round(ledger, benches):
    """Declarations in, two credits and a refusal out, and the feed says what was settled."""
    bench = benches()
    dossier = ledger.declare(3)
    bench.pull()
    with bench.store(read_only=True) as uow:
        assert len(uow.takebacks.get(dossier).items) == 3
    accepted = bench.decide(dossier, 1, 2)
    bench.decide(dossier, 3, ruling=Ruling.REFUSED)
    assert bench.drain().counts.acked == 3
    assert ends(bench, dossier) == [(OutboxState.ACKED, code) for code in ("credited", "credited", "refused")]
    assert ledger.transfers(dossier) == [(1, 6000), (2, 6000)]
    assert credit_of(bench, accepted[0]) is CreditState.CONFIRMED
    bench.pull()
    with bench.store(read_only=True) as uow:
        settled = uow.takebacks.get(dossier).settled
    assert [(each.line, each.decision, each.station) for each in settled] == [
        (1, "accepted", bench.name),
        (2, "accepted", bench.name),
        (3, "refused", bench.name),
    ]
    assert bench.pull() == 0, "nothing new, nothing changed"


@pytest.mark.parametrize("mode", ["drop_response", "cut_request", "cut_response", "blackhole", "rst_connect"])
def test_a_broken_connection_costs_nothing(ledger, benches, mode):
    """Scenarios 4 to 8: whatever the connection does to the request or its answer, the retry credits once."""
    bench = benches()
    dossier = ledger.declare(2)
    bench.decide(dossier, 1, 2)
    with running_proxy(ledger.port, weights={mode: 1}) as proxy:
        bench.point(proxy.port)
        for _ in range(2):
            report = bench.drain()
            assert report.failure.trouble is LedgerTrouble.UNREACHABLE
            assert (report.counts.pending, report.counts.acked) == (2, 0)
        bench.client.close()
    bench.point(ledger.port)
    assert bench.drain().counts.acked == 2
    assert ledger.transfers(dossier) == [(1, 6000), (2, 6000)]
    assert [each.attempts for each in bench.departures(dossier)] == [2, 2]


@pytest.mark.parametrize("moment", ["before_send", "after_answer"])
def test_a_death_of_the_station_costs_nothing(ledger, benches, moment):
    """Scenarios 3 and 4: dead before the first send, or after the answer and before it is written down."""
    bench = benches()
    dossier = ledger.declare(1)
    bench.decide(dossier, 1)
    bench_release = drain_once(bench.store, bench.client, RealClock(), sending=False, signer=bench.signer)
    assert bench_release.released == 1
    if moment == "after_answer":
        with bench.store(read_only=True) as uow:
            (answer,) = bench.client.send(uow.outbox.pending(10))
        assert answer.outcome == "credited"
    bench.reopen()
    assert bench.drain().counts.acked == 1
    assert ledger.transfers(dossier) == [(1, 6000)]


def test_a_bad_network_and_a_killed_ledger(mortal, benches):
    """A seeded bad network and a ledger killed and started again in the middle: 150 decisions, each credited once."""
    bench = benches(mortal)
    dossier = mortal.declare(150)
    with running_proxy(mortal.port, seed=26) as proxy:
        bench.point(proxy.port)
        rounds = 0
        for first in range(1, 151, 10):
            bench.decide(dossier, *range(first, first + 10))
            if first == 71:
                mortal.kill()
                assert bench.drain().failure
                mortal.start()
            bench.drain()
            rounds += 1
        while bench.drain().counts.pending:
            rounds += 1
            assert rounds < 500
        bench.client.close()
    assert mortal.transfers(dossier) == [(line, 6000) for line in range(1, 151)]
    assert sum(proxy.stats.values()) > proxy.stats["ok"], "the network was bad"
    assert {each.state for each in bench.departures(dossier)} == {OutboxState.ACKED}


def test_the_same_batch_sixteen_times_at_once(ledger, benches):
    """Scenario 12: sixteen senders of the same approvals get the same answers, and each is credited once."""
    bench = benches()
    dossier = ledger.declare(5)
    bench.decide(dossier, *range(1, 6))
    drain_once(bench.store, bench.client, RealClock(), sending=False, signer=bench.signer)
    with bench.store(read_only=True) as uow:
        waiting = uow.outbox.pending(10)
    answers: list[object] = []

    def send():
        client = LedgerClient(f"http://127.0.0.1:{ledger.port}", bench.token, RealClock(), keys=bench.keys)
        answers.append(tuple(answer.outcome for answer in client.send(waiting)))
        client.close()

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [("credited",) * 5] * 16
    assert ledger.transfers(dossier) == [(line, 6000) for line in range(1, 6)]


def test_two_benches_on_one_item(ledger, benches):
    """Scenarios 13 and 14: the same result is a duplicate, another one a conflict; the first decision stands."""
    first, second = benches(), benches()
    dossier = ledger.declare(3)
    first.decide(dossier, 1, 2, 3)
    first.drain()
    same = second.decide(dossier, 1)
    second.decide(dossier, 2, grade=Grade.EXCELLENT, claimed=Money(8000, "EUR"))
    second.decide(dossier, 3, ruling=Ruling.REFUSED)
    assert second.drain().counts.conflict == 2
    assert ends(second, dossier) == [
        (OutboxState.ACKED, "duplicate"),
        (OutboxState.CONFLICT, "conflict"),
        (OutboxState.CONFLICT, "conflict"),
    ]
    assert credit_of(second, same[0]) is CreditState.CONFIRMED
    assert second.departures(dossier)[1].answer_detail == f"{first.name} accepted very_good"
    assert ledger.transfers(dossier) == [(1, 6000), (2, 6000), (3, 6000)]


def test_the_same_id_with_other_content_is_parked(ledger, benches):
    """Scenario 15: key reuse has no effect and is shown to a lead."""
    bench = benches()
    dossier = ledger.declare(2)
    (known,) = bench.decide(dossier, 1)
    bench.drain()
    other = benches()
    other.decide(dossier, 2, id=known.approval.id, piece="QC1-0000000000ZZ-0")
    assert other.drain().counts.parked == 1
    assert ends(other, dossier) == [(OutboxState.PARKED, "key_reuse")]
    assert ledger.transfers(dossier) == [(1, 6000)]


def test_an_amount_changed_in_the_database_is_not_paid(ledger, benches):
    """Scenario 16: whoever edits the station's file gets a mismatch, a parked decision and no money."""
    bench = benches()
    dossier = ledger.declare(1)
    (departure,) = bench.decide(dossier, 1, claimed=Money(600_000, "EUR"))
    assert bench.drain().counts.parked == 1
    assert ends(bench, dossier) == [(OutboxState.PARKED, "claimed_differs")]
    assert credit_of(bench, departure) is CreditState.REJECTED
    assert ledger.transfers(dossier) == []


def test_one_bad_decision_in_a_hundred(ledger, benches):
    """Scenario 17: 99 are credited, one is parked with the field and the rule, and the queue goes on."""
    bench = benches()
    dossier = ledger.declare(101)
    bench.decide(dossier, *range(1, 50))
    bench.decide(dossier, 50, piece="not a piece id")
    bench.decide(dossier, *range(51, 102))
    report = bench.drain()
    assert (report.counts.acked, report.counts.parked) == (100, 1)
    parked = bench.departures(dossier)[49]
    assert (parked.state, parked.answer_code) == (OutboxState.PARKED, "invalid_request")
    assert "piece: pattern" in parked.answer_detail
    assert len(ledger.transfers(dossier)) == 100


def test_a_revoked_token_stops_sending_and_a_new_one_goes_on(ledger, benches):
    """Scenario 24: nothing is parked or lost while the token is not in force."""
    bench = benches()
    dossier = ledger.declare(1)
    bench.decide(dossier, 1)
    with ledger.books() as store:
        access.revoke_token(bench.token.split("_")[1], store, SystemClock())
    report = bench.drain()
    assert report.failure.trouble is LedgerTrouble.UNAUTHORISED
    assert (report.counts.pending, report.counts.parked) == (1, 0)
    with ledger.books() as store:
        scopes = frozenset({"station"})
        bench.token = access.add_token("renewed", scopes, store, SystemClock(), station=bench.name)[1]
    bench.point(ledger.port)
    assert bench.drain().counts.acked == 1
    assert ledger.transfers(dossier) == [(1, 6000)]


def test_a_database_restored_from_yesterday(ledger, benches):
    """Scenario 26: the numbers are taken, so sending stops with the queue intact, and nothing is credited twice."""
    bench = benches()
    dossier = ledger.declare(6)
    bench.decide(dossier, 1, 2)
    bench.drain()
    bench.store.close()
    yesterday = bench.file.with_suffix(".yesterday")
    _copy(bench.file, yesterday)
    bench.reopen()
    bench.decide(dossier, 3, 4)
    bench.drain()
    bench.store.close()
    _copy(yesterday, bench.file)
    bench.reopen()
    bench.decide(dossier, 3, 5)
    report = bench.drain()
    assert report.failure.trouble is LedgerTrouble.SEQUENCE_CONFLICT
    assert (report.counts.pending, report.counts.parked) == (2, 0)
    assert ledger.transfers(dossier) == [(line, 6000) for line in (1, 2, 3, 4)]


def _copy(source, target):
    for end in ("-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    shutil.copy(source, target)
    with sqlite3.connect(target) as check:
        assert check.execute("PRAGMA quick_check").fetchone() == ("ok",)
    check.close()


def test_the_worker_through_an_outage(mortal, benches):
    """The chip's story: up to date, the ledger dies, decisions wait, it comes back, up to date; each credited once."""
    bench = benches(mortal)
    dossier = mortal.declare(4)
    states = []
    seen = threading.Condition()

    def on_status(status):
        with seen:
            states.append(status.state)
            seen.notify_all()

    def wait_for(state):
        with seen:
            assert seen.wait_for(lambda: states and states[-1] is state, timeout=20), states

    worker = SyncWorker(
        lambda sending: drain_once(bench.store, bench.client, RealClock(), sending=sending, signer=bench.signer),
        lambda: pull_once(bench.store, bench.client, RealClock()),
        RealClock(),
        on_status,
        lambda _: None,
        chance=lambda: 0.1,
    )
    worker.start()
    try:
        wait_for(LedgerState.UP_TO_DATE)
        mortal.kill()
        bench.decide(dossier, 1, 2)
        worker.wake()
        wait_for(LedgerState.OFFLINE)
        bench.decide(dossier, 3, 4)
        mortal.start()
        worker.try_now()
        wait_for(LedgerState.UP_TO_DATE)
    finally:
        assert worker.stop()
    assert mortal.transfers(dossier) == [(line, 6000) for line in range(1, 5)]


def test_ten_thousand_waiting_decisions_is_a_hundred_calls(ledger, benches):
    """A queue drains in batches of a hundred, oldest first, and is asked for in slices."""
    bench = benches()
    dossier = ledger.declare(200)
    bench.decide(dossier, *range(1, 201))
    sent: list[int] = []
    send = bench.client.send
    bench.client.send = lambda departures: (sent.append(len(departures)), send(departures))[1]
    report = drain_once(bench.store, bench.client, RealClock(), limit=150, signer=bench.signer)
    assert (report.released, report.counts.acked, report.counts.draft) == (150, 150, 50)
    assert bench.drain().counts.acked == 200
    assert sent == [100, 50, 50]


def ask_back(bench, departure):
    approval = departure.approval
    with bench.store() as uow:
        uow.reversals.save(Reversal(approval.piece, approval.key, "u-nora", "autre article", datetime.now(UTC)))
        uow.commit()


def how_far(bench, departure):
    with bench.store(read_only=True) as uow:
        return uow.reversals.of_piece(departure.approval.piece).state


def test_a_credit_is_taken_back_through_a_bad_connection(ledger, benches):
    """The answer is lost three times, the ledger reverses once; the axis says so, and the balance is what is left."""
    bench = benches()
    dossier = ledger.declare(2)
    first, _ = bench.decide(dossier, 1, 2)
    bench.drain()
    ask_back(bench, first)
    with running_proxy(ledger.port, weights={"drop_response": 1}) as proxy:
        bench.point(proxy.port)
        assert [bench.drain().reversed for _ in range(3)] == [0, 0, 0]
        assert how_far(bench, first) is ReversalState.ASKED
        bench.client.close()
    bench.point(ledger.port)
    assert bench.drain().reversed == 1
    assert how_far(bench, first) is ReversalState.DONE
    assert credit_of(bench, first) is CreditState.REVERSED
    assert ledger.transfers(dossier) == [(1, 6000), (1, 6000), (2, 6000)], "credit, its reversal, credit"
    assert ledger.balance(dossier) == 6000


def test_the_ledger_knows_of_no_credit(ledger, benches):
    """A refused item has none: the reversal ends refused, with the ledger's word, and stops nothing."""
    bench = benches()
    dossier = ledger.declare(2)
    (refused,) = bench.decide(dossier, 1, ruling=Ruling.REFUSED)
    bench.drain()
    ask_back(bench, refused)
    bench.decide(dossier, 2)
    report = bench.drain()
    assert (report.reversed, report.failure, report.counts.acked) == (1, None, 2)
    assert how_far(bench, refused) is ReversalState.REFUSED
    with bench.store(read_only=True) as uow:
        assert uow.reversals.of_piece(refused.approval.piece).detail.startswith("not_credited")


def test_spent_money_opens_a_task(ledger, benches):
    """The customer made a voucher of it: nothing moves, the bench knows the task, the next decisions go their way."""
    bench = benches()
    dossier = ledger.declare(2)
    (first,) = bench.decide(dossier, 1)
    bench.drain()
    ledger.spend(dossier, 6000)
    ask_back(bench, first)
    assert bench.drain().reversed == 1
    assert how_far(bench, first) is ReversalState.UNCOVERED
    assert credit_of(bench, first) is CreditState.CONFIRMED
    bench.decide(dossier, 2)
    assert bench.drain().counts.acked == 2
    assert ledger.balance(dossier) == 6000
