"""Approvals a second, one by one and by the hundred, beside bare SQL inserts on the same engine in the same run.

Run by hand on a quiet machine: python -m tests.benchmarks.bench_ledger_approvals [--seconds 3] [--threads 1 4]

`bare` inserts a row of the same width into a table with two unique keys and commits: what the engine itself costs.
`use-case` is the ledger without HTTP, `http` the whole of it in a process of its own, with kept-alive connections.
Both engines run durable (SQLite synchronous=FULL; PostgreSQL with fsync, on a Unix socket). Every row ends with the
audit: a figure of books that are out of order is not printed. CPU is the ledger's process and this one together (for
PostgreSQL without the server's), a row's most robust column on a machine that is not quiet.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import http.client
import itertools
import json
import os
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, String, Table, Text, insert
from sqlalchemy.engine import URL

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, customer, takeback
from tests.ledger.process import Serving
from tests.ledger.signing import SigningStation
from tests.simulators.throwaway_postgres import Cluster, find_binaries
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.bootstrap import migrate
from voucher_ledger.domain.chain import SigningKey
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

LINES, BATCH = 200, 100
_bare = Table(
    "bare", MetaData(), Column("id", String(36), primary_key=True), Column("seat", String(60), unique=True),
    Column("body", Text),
)  # fmt: skip
Send = Callable[[list[dict[str, Any]]], None]


@dataclass(frozen=True)
class Row:
    what: str
    batch: int
    threads: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


class Work:
    """Approvals of items nobody decided yet; declared ahead, so that only approvals are measured. `signed` makes and
    signs those of the first bench ahead too.
    """

    def __init__(self, store: SqlStore, benches: int, *, signed: bool = False) -> None:
        self.store = store
        self.tokens, self.benches = [], []
        for number in range(benches):
            bench, token = access.add_station(f"B-{number}", store, StoppedClock())
            self.benches.append(bench)
            self.tokens.append(token)
        self._seqs = [itertools.count(1) for _ in range(benches)]
        self._dossiers = itertools.count(1)
        self._items: list[tuple[str, int]] = []
        self._lock = threading.Lock()
        self._station = SigningStation() if signed else None
        self._ready: collections.deque[dict[str, Any]] = collections.deque()
        if self._station is not None:
            key = SigningKey(self._station.public, 1, 1)
            access.introduce_key(self.benches[0].name, (key,), store, StoppedClock())

    def declare(self, items: int) -> None:
        while len(self._items) < items:
            dossier = f"R-{next(self._dossiers)}"
            document = takeback(dossier, LINES, customer=customer(f"C-{dossier}"))
            declare_takeback(as_takeback(document), self.store, StoppedClock())
            self._items += [(dossier, line) for line in range(1, LINES + 1)]
        while self._station is not None and len(self._ready) < items:
            dossier, line = self._items.pop()
            self._ready.append(self._station.sign(approval(next(self._seqs[0]), line, dossier=dossier)))

    def take(self, bench: int, count: int) -> list[dict[str, Any]]:
        if self._station is not None:
            return [self._ready.popleft() for _ in range(min(count, len(self._ready)))]
        with self._lock:
            keys = [self._items.pop() for _ in range(min(count, len(self._items)))]
        return [approval(next(self._seqs[bench]), line, dossier=dossier) for dossier, line in keys]


def measure(what: str, batch: int, threads: int, seconds: float, work: Work, send: Callable[[int], Send]) -> Row:
    """Threads send for `seconds`; a send that fails ends the run."""
    times: list[float] = []
    sent = [0] * threads
    cpu_before, over = cpu_s(), time.perf_counter() + seconds

    def go(number: int) -> None:
        deliver = send(number)
        while time.perf_counter() < over and (documents := work.take(number, batch)):
            began = time.perf_counter()
            deliver(documents)
            times.append(time.perf_counter() - began)
            sent[number] += len(documents)

    pool = [threading.Thread(target=go, args=(number,)) for number in range(threads)]
    began = time.perf_counter()
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    took, used = time.perf_counter() - began, cpu_s() - cpu_before
    times.sort()
    count = max(sum(sent), 1)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    return Row(what, batch, threads, count / took, p50 * 1000, p99 * 1000, used * 1000 / count)


_served: list[int] = []


def cpu_s() -> float:
    """This process and the ledger's."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    total = own.ru_utime + own.ru_stime
    for pid in _served:
        ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
        total += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return total


def bare(store: SqlStore) -> Callable[[int], Send]:
    """The row and two keys, in a transaction, with the store's own engine and writer lock."""
    with store._engine.begin() as connection:
        _bare.create(connection, checkfirst=True)
    statement = insert(_bare)

    def send(documents: list[dict[str, Any]]) -> None:
        rows = [{"id": one["id"], "seat": one["id"] + one["piece"], "body": json.dumps(one)} for one in documents]
        store.transact(lambda books: books._connection.execute(statement, rows))

    return lambda _: send


def use_case(work: Work) -> Callable[[int], Send]:
    def sender(number: int) -> Send:
        def send(documents: list[dict[str, Any]]) -> None:
            decided = [as_approval(one) for one in documents]
            answers = post_approvals(decided, work.benches[number], work.store, StoppedClock())
            assert {str(one.outcome) for one in answers} == {"credited"}

        return send

    return sender


def over_http(work: Work, port: int) -> Callable[[int], Send]:
    def sender(number: int) -> Send:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {"Authorization": f"Bearer {work.tokens[number]}", "Content-Type": "application/json"}

        def send(documents: list[dict[str, Any]]) -> None:
            one = len(documents) == 1
            path = "/v1/approvals" + ("" if one else "/batch")
            connection.request("POST", path, json.dumps(documents[0] if one else {"approvals": documents}), headers)
            answer = connection.getresponse()
            body = json.loads(answer.read())
            results = [body] if one else body["results"]
            assert all(result["outcome"] == "credited" for result in results), body

        return send

    return sender


def engine_rows(url: URL, seconds: float, threads: list[int]) -> Iterator[Row]:
    store = SqlStore(build_engine(url))
    work = Work(store, max(threads))
    # Enough for twice the speed that was ever measured.
    with Serving(url.render_as_string(hide_password=False)) as serving:
        _served[:] = [serving.process.pid]
        ways = {"bare": bare(store), "use-case": use_case(work), "http": over_http(work, serving.port)}
        for batch in (1, BATCH):
            for what, send in ways.items():
                for count in threads:
                    work.declare(int(seconds * (1_500 if batch == 1 else 12_000)))
                    row = measure(what, batch, count, seconds, work, send)
                    assert store.read(lambda books: books.audit()) == (), "the books are out of order"
                    yield row
        _served.clear()
        serving.stop()
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 4])
    given = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("engine     what       batch  threads  approvals/s   p50 ms   p99 ms  CPU ms")
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        urls = {"sqlite": database_url(f"sqlite:///{folder}/ledger.db")}
        with contextlib.suppress(FileNotFoundError):
            find_binaries()
            urls["postgresql"] = database_url(stack.enter_context(Cluster(durable=True)).url())
        for engine, url in urls.items():
            migrate(url)
            for row in engine_rows(url, given.seconds, given.threads):
                print(
                    f"{engine:<11}{row.what:<10}{row.batch:>6}{row.threads:>9}{row.per_second:>13.0f}"
                    f"{row.p50_ms:>9.1f}{row.p99_ms:>9.1f}{row.cpu_ms:>8.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
