"""The ledger beside SQL written by hand, in the same tables behind the same HTTP server, turn by turn in one run.

    python -m tests.benchmarks.bench_against_sql [--seconds 2] [--rounds 3] [--engine sqlite postgresql] [--signed]

Rates of single approvals (budget 0.6 of the hand-written) and of batches of a hundred (0.8), medians of the rounds.
Each way has books of its own; the ledger's end with a clean audit.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL

from tests.benchmarks.bench_ledger_approvals import BATCH, Work, measure, over_http
from tests.ledger.process import Serving
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.bootstrap import migrate
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

BUDGET = {1: 0.6, BATCH: 0.8}


@contextlib.contextmanager
def hand_written(url: str) -> Iterator[int]:
    command = [sys.executable, "-m", "tests.benchmarks.hand_written_ledger", url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def rates(
    urls: dict[str, URL], seconds: float, rounds: int, threads: int, *, signed: bool
) -> Iterator[tuple[int, str, list[float]]]:
    """Batch size, way, and approvals a second of each round."""
    with contextlib.ExitStack() as stack:
        works, ports = {}, {}
        for way, url in urls.items():
            migrate(url)
            store = SqlStore(build_engine(url))
            stack.callback(store.close)
            works[way] = Work(store, threads, signed=signed and way == "ledger")
        plain = {way: url.render_as_string(hide_password=False) for way, url in urls.items()}
        ports["ledger"] = stack.enter_context(Serving(plain["ledger"])).port
        ports["by hand"] = stack.enter_context(hand_written(plain["by hand"]))
        for batch in BUDGET:
            found: dict[str, list[float]] = {way: [] for way in urls}
            for _ in range(rounds):
                for way, work in works.items():
                    work.declare(int(seconds * (2_500 if batch == 1 else 15_000)))
                    row = measure(way, batch, threads, seconds, work, over_http(work, ports[way]))
                    found[way].append(row.per_second)
            for way, each in found.items():
                yield batch, way, each
        assert works["ledger"].store.read(lambda books: books.audit()) == (), "the books are out of order"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--engine", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--signed", action="store_true", help="the ledger's bench signs; by hand nothing is checked")
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {given.threads} connection(s)")
    with contextlib.ExitStack() as stack:
        for engine in given.engine:
            if engine == "sqlite":
                folder = stack.enter_context(tempfile.TemporaryDirectory())
                urls = {way: database_url(f"sqlite:///{folder}/{way[:2]}.db") for way in ("ledger", "by hand")}
            else:
                clusters = {way: stack.enter_context(Cluster(durable=True)) for way in ("ledger", "by hand")}
                urls = {way: database_url(cluster.url()) for way, cluster in clusters.items()}
            by_hand, ours = {}, {}
            for batch, way, each in rates(urls, given.seconds, given.rounds, given.threads, signed=given.signed):
                (ours if way == "ledger" else by_hand)[batch] = statistics.median(each)
            for batch, budget in BUDGET.items():
                ratio = ours[batch] / by_hand[batch]
                print(
                    f"{engine:<11} batch {batch:>3}: ledger {ours[batch]:>7.0f}/s, by hand {by_hand[batch]:>7.0f}/s,"
                    f" {ratio:.2f} x (budget {budget})",
                    flush=True,
                )


if __name__ == "__main__":
    main()
