"""What grows with the books: a queue that drains end to end, and a balance asked by who has many movements.

    python -m tests.benchmarks.bench_ledger_growth [--queues 1000 10000] [--movements 10 10000]

A bench's whole queue, from its own SQLite file over TCP to the ledger's, every answer written down (budget: 10,000 in
30 s, and the time of one approval the same whatever the queue). Then balances, asked in turn: the median of a customer
with many movements beside that of one with few (budget 1.5).
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

import requests

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, customer, takeback
from tests.sync.real_ledger import Bench, RealLedger
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals

LINES, ASKED = 100, 300


def drain(ledger: RealLedger, bench: Bench, count: int) -> float:
    """Seconds from a full queue to the last answer written down."""
    for _ in range(count // LINES):
        bench.decide(ledger.declare(LINES), *range(1, LINES + 1))
    began = time.perf_counter()
    settled = 0
    while settled < count:
        report = bench.drain()
        assert report.failure is None
        settled += sum(report.settled.values())
    return time.perf_counter() - began


def customers_with(ledger: RealLedger, movements: list[int]) -> None:
    with ledger.books() as store:
        bench, _ = access.add_station("GROWTH", store, StoppedClock())
        seq = 0
        for count in movements:
            for part in range(0, count, LINES):
                dossier, lines = f"R-{count}-{part}", min(LINES, count - part)
                declare_takeback(
                    as_takeback(takeback(dossier, lines, customer=customer(f"C-{count}"))), store, StoppedClock()
                )
                sent = [approval(seq + line, line, dossier=dossier) for line in range(1, lines + 1)]
                seq += lines
                post_approvals([as_approval(one) for one in sent], bench, store, StoppedClock())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queues", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--movements", type=int, nargs=2, default=[10, 10_000])
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, SQLite on both sides")
    with tempfile.TemporaryDirectory() as folder:
        ledger = RealLedger(Path(folder))
        ledger.start()
        bench = Bench(ledger, Path(folder), "BENCH")
        for count in given.queues:
            took = drain(ledger, bench, count)
            print(f"queue of {count:>6}: {took:6.1f} s, {took / count * 1000:.2f} ms an approval", flush=True)
        bench.close()
        customers_with(ledger, given.movements)
        times: dict[int, list[float]] = {count: [] for count in given.movements}
        with requests.Session() as session:
            session.headers["Authorization"] = f"Bearer {ledger.finance}"
            for _ in range(ASKED):
                for count, each in times.items():
                    began = time.perf_counter()
                    answer = session.get(f"http://127.0.0.1:{ledger.port}/v1/customers/C-{count}/balance", timeout=20)
                    each.append(time.perf_counter() - began)
                    assert answer.json()["balances"][0]["minor"] == count * 6000
        few, many = (statistics.median(times[count]) * 1000 for count in given.movements)
        print(f"balance: {few:.2f} ms with {given.movements[0]} movements, {many:.2f} ms with {given.movements[1]},"
              f" {many / few:.2f} x (budget 1.5)")  # fmt: skip
        ledger.kill()


if __name__ == "__main__":
    main()
