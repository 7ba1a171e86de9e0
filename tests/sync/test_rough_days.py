"""What happens to machines: a ledger that stands still, a database that dies, clocks that lie, guards that go missing.

Real bench, real ledger in a process of its own, TCP between them.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from qc_station.application.drain_outbox import drain_once
from qc_station.application.ledger_port import LedgerTrouble
from qc_station.domain.approval import OutboxState
from qc_station.sync import ledger_client
from tests.simulators.throwaway_postgres import Cluster, find_binaries
from tests.sync.real_ledger import Bench, RealLedger, running_ledger
from tests.sync.test_reconcile import administer
from voucher_ledger.bootstrap import chosen_database
from voucher_ledger.storage.engine import build_engine


@pytest.fixture
def bench(mortal: RealLedger, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(mortal, tmp_path, "BANC-01")
    yield made
    made.close()


def drain_until_empty(bench: Bench, rounds: int = 40) -> None:
    for _ in range(rounds):
        if bench.drain().counts.waiting == 0:
            return
    raise AssertionError("it does not drain")


def in_books(ledger: RealLedger, statement: str) -> None:
    engine = build_engine(chosen_database(ledger.url))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("stands_s", [0.7, 2.5])
def test_a_ledger_that_stands_still_for_a_while(mortal, bench, monkeypatch, stands_s):
    """Scenario 11, SIGSTOP: shorter than the bench's patience it is only late; longer, it is unreachable, and what it
    did after waking is not done again.
    """
    monkeypatch.setattr(ledger_client, "READ_S", 1.5)
    dossier = mortal.declare(3)
    bench.decide(dossier, 1, 2, 3)
    pid = mortal._process.pid
    os.kill(pid, signal.SIGSTOP)
    waker = threading.Timer(stands_s, os.kill, (pid, signal.SIGCONT))
    waker.start()
    report = bench.drain()
    waker.join()
    if stands_s < 1.5:
        assert report.counts.acked == 3
    else:
        assert report.failure.trouble is LedgerTrouble.UNREACHABLE
        assert (report.counts.pending, report.counts.acked) == (3, 0)
        drain_until_empty(bench)
    assert mortal.transfers(dossier) == [(line, 6000) for line in (1, 2, 3)]
    administer(mortal, "audit")


def test_all_of_postgresql_dies_under_a_ledger_that_serves(tmp_path):
    """Scenario 10: kill -9 of every process, in mid-traffic, three times. The ledger stays up and says "not now"; what
    was committed is there; every piece is credited once.
    """
    try:
        find_binaries()
    except FileNotFoundError as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"PostgreSQL is not here: {missing}")
    with Cluster(durable=True) as cluster, running_ledger(tmp_path, cluster) as ledger:
        bench = Bench(ledger, tmp_path, "BANC-01")
        dossier = ledger.declare(60)
        for life in range(3):
            bench.decide(dossier, *range(life * 20 + 1, life * 20 + 21))
            killer = threading.Timer(0.02 * life, cluster.crash)
            killer.start()
            troubles = {bench.drain().failure for _ in range(3)}
            killer.join()
            assert {each.trouble for each in troubles if each} <= {LedgerTrouble.UNAVAILABLE, LedgerTrouble.UNREACHABLE}
            cluster.start()
            drain_until_empty(bench)
        assert ledger.transfers(dossier) == [(line, 6000) for line in range(1, 61)]
        administer(ledger, "audit")
        bench.close()


class WrongClock:
    """Ahead or behind, and set differently in between."""

    def __init__(self, *offsets: timedelta) -> None:
        self.offsets = list(offsets)

    def now(self) -> datetime:
        offset = self.offsets.pop(0) if len(self.offsets) > 1 else self.offsets[0]
        return datetime.now(UTC) + offset


@pytest.mark.parametrize(
    "clock",
    [
        pytest.param(WrongClock(timedelta(days=1)), id="a-day-ahead"),
        pytest.param(WrongClock(timedelta(days=-1)), id="a-day-behind"),
        pytest.param(WrongClock(timedelta(days=1), timedelta(days=-1)), id="jumps-back"),
    ],
)
@pytest.mark.expects_log("clock_differs_from_ledger")
def test_a_bench_whose_clock_is_wrong(mortal, tmp_path, clock):
    """Scenario 23: decisions leave in the order of their numbers, whatever their times say, and are credited once; the
    bench knows by how much it differs, and the ledger keeps its own time of receipt.
    """
    bench = Bench(mortal, tmp_path, "BANC-01")
    dossier = mortal.declare(4)
    days = (0, 3, -3, 1)
    for line, day in enumerate(days, 1):
        bench.decide(dossier, line, occurred_at=datetime.now(UTC) + timedelta(days=day))
    client = ledger_client.LedgerClient(f"http://127.0.0.1:{mortal.port}", bench.token, clock)
    began = datetime.now(UTC)
    assert drain_once(bench.store, client, clock).counts.acked == 4
    client.close()
    assert abs(client.skew_s or 0) > 3600
    assert sorted(each.seq for each in bench.departures(dossier)) == [1, 2, 3, 4]
    assert mortal.transfers(dossier) == [(line, 6000) for line in range(1, 5)]
    engine = build_engine(chosen_database(mortal.url))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT received_at FROM approval ORDER BY seq")).scalars().all()
    engine.dispose()
    received = [datetime.fromisoformat(str(each)).replace(tzinfo=UTC) for each in rows]
    assert all(began - timedelta(seconds=5) <= each <= datetime.now(UTC) for each in received)
    bench.close()


def test_a_guard_goes_missing_in_mid_traffic_and_a_migration_brings_it_back(mortal, bench, books_in):
    """Scenario 30: while it is not there nothing is written and the bench keeps its queue; `migrate` runs beside the
    ledger that serves, twice at once, and every piece is credited once.
    """
    dossier, spare = mortal.declare(6), mortal.declare(100)
    bench.decide(dossier, 1, 2)
    assert bench.drain().counts.acked == 2
    sqlite = books_in is None
    guard = "guard_transfer_update" if sqlite else "guard_transfer_row"
    in_books(mortal, f"DROP TRIGGER {guard}" + ("" if sqlite else " ON transfer"))
    bench.decide(dossier, 3, 4)
    deadline = datetime.now(UTC) + timedelta(seconds=10)
    # The ledger looks once a second.
    for line in range(1, 101):
        if (report := bench.drain()).failure is not None:
            break
        bench.decide(spare, line)
        time.sleep(0.05)
    assert report.failure.trouble is LedgerTrouble.UNAVAILABLE
    kept = report.counts.pending
    assert kept > 0
    migrations = [threading.Thread(target=administer, args=(mortal, "migrate")) for _ in range(2)]
    for each in migrations:
        each.start()
    drains = [bench.drain() for _ in range(3)]
    for each in migrations:
        each.join()
    assert all(one.counts.parked == 0 for one in drains)
    while bench.drain().counts.pending:
        assert datetime.now(UTC) < deadline + timedelta(seconds=20)
    bench.decide(dossier, 5, 6)
    assert bench.drain().failure is None
    assert {each.state for each in bench.departures(dossier)} == {OutboxState.ACKED}
    assert mortal.transfers(dossier) == [(line, 6000) for line in range(1, 7)]
    administer(mortal, "audit")
