"""kill -9 of the ledger, again and again, while benches send: nothing lost, nothing credited twice, the audit clean.

    python -m tests.ledger.chaos --kills 50 --seed 7 [--backend postgresql]
    python -m tests.ledger.chaos --seeds 20 --seed 1 [--backend postgresql]

Three benches that sign decide the same pieces, each in its own order, single or in batches, and send until they have an
answer to everything; a till makes vouchers of what is credited and uses them. The ledger is killed at random moments
and started again on the same books. On PostgreSQL, kills of all its processes take turns with kills of the ledger. The
seed fixes what is sent; when a kill falls is the machine's affair. `--seeds` runs so many, three kills each.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.ledger.chaos_till import Till
from tests.ledger.made import approval, customer, refusal, takeback
from tests.ledger.process import Serving
from tests.ledger.signing import SigningStation
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application import access
from voucher_ledger.application.seal import seal_new, verify_chains
from voucher_ledger.bootstrap import SystemClock, migrate, opened
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher import Network
from voucher_ledger.storage.engine import database_url

BENCHES = 3
CUSTOMERS, LINES = 6, 10


@dataclass
class Bench:
    """Sends its decisions until each has an answer, and keeps the first answer to each."""

    token: str
    todo: list[dict[str, Any]]
    chance: random.Random
    where: Where
    heard: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: int = 0
    wrong: list[str] = field(default_factory=list)

    def work(self) -> None:
        # One connection a request: a killed ledger's connections are no use to its successor.
        headers = {"Authorization": f"Bearer {self.token}", "Connection": "close"}
        with httpx.Client(headers=headers, timeout=20) as client:
            self._work(client)

    def _work(self, client: httpx.Client) -> None:
        queue = list(self.todo)
        while queue and not self.where.over.is_set():
            part = queue[: self.chance.choice([1, 1, 5, 20])]
            try:
                answers = self._send(client, part)
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            if answers is None:
                continue
            for answer in answers:
                self._hear(answer)
            # Now and then the bench loses what it heard and sends it again, as after a crash of its own.
            if self.chance.random() < 0.8:
                queue = queue[len(part) :]

    def _send(self, client: httpx.Client, part: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        address = f"{self.where.base}/v1/approvals"
        if len(part) == 1:
            answer = client.post(address, json=part[0])
        else:
            answer = client.post(f"{address}/batch", json={"approvals": part})
        self.sent += len(part)
        if answer.status_code >= 300:
            return self._not_now(answer)
        return [answer.json()] if len(part) == 1 else answer.json()["results"]

    def _not_now(self, answer: httpx.Response) -> None:
        if answer.status_code != 503:
            self.wrong.append(f"{answer.status_code} {answer.text[:200]}")
            self.where.over.set()
        time.sleep(0.05)

    def _hear(self, answer: dict[str, Any]) -> None:
        first = self.heard.setdefault(answer["id"], answer)
        if answer | {"replayed": None} != first | {"replayed": None}:
            self.wrong.append(f"a retry of {answer['id']} was answered otherwise")


@dataclass
class Where:
    """Where the ledger is now; a kill moves it."""

    base: str = ""
    over: threading.Event = field(default_factory=threading.Event)


@contextlib.contextmanager
def books(backend: str) -> Iterator[tuple[str, Cluster | None]]:
    """An empty database, for as long as the run takes."""
    with tempfile.TemporaryDirectory() as folder:
        if backend == "sqlite":
            yield f"sqlite:///{Path(folder) / 'ledger.db'}", None
            return
        with Cluster(durable=True) as cluster:
            migrate(database_url(cluster.url()))
            yield cluster.url(), cluster


def decisions(number: int, chance: random.Random, station: SigningStation) -> list[dict[str, Any]]:
    """What one bench decides: every item, in its own order, mostly as the others do."""
    keys = [(f"R-{n}", line) for n in range(CUSTOMERS) for line in range(1, LINES + 1)]
    chance.shuffle(keys)
    made = []
    for seq, (dossier, line) in enumerate(keys, 1):
        make = refusal if chance.random() < 0.15 else approval
        unique = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        decided = make(seq, line, dossier=dossier, piece=f"P-{dossier}-{line}", id=unique, operator=f"u-{number}")
        made.append(station.sign(decided))
    return made


def chaos(seed: int, kills: int, backend: str = "sqlite") -> dict[str, Any]:
    """One run; what was found wrong is in `wrong`, which is empty for a ledger that keeps its promise."""
    chance = random.Random(seed)
    with books(backend) as (url, cluster):
        with opened(database_url(url)) as store:
            shop = access.add_token("shop", frozenset({Scope.TAKEBACKS_WRITE}), store, SystemClock())[1]
            account = access.add_token("account", frozenset({Scope.CUSTOMERS}), store, SystemClock())[1]
            point = access.add_sales_point("web", Network.BRAND_WEB, store, SystemClock())[1]
            tokens = [access.add_station(f"B-{n}", store, SystemClock())[1] for n in range(BENCHES)]
        where = Where()
        serving = Serving(url)
        where.base = serving.base
        _declare(where.base, shop)
        signing = [SigningStation(n + 1) for n in range(BENCHES)]
        for token, station in zip(tokens, signing, strict=True):
            _introduce(where.base, token, station)
        benches = [
            Bench(token, decisions(n, random.Random(seed + n), signing[n]), random.Random(seed * 31 + n), where)
            for n, token in enumerate(tokens)
        ]
        customers = tuple(f"C-{n}" for n in range(CUSTOMERS))
        till = Till(account, point, customers, random.Random(seed * 17), where)
        threads = [threading.Thread(target=bench.work) for bench in benches]
        selling = threading.Thread(target=till.work)
        selling.start()
        for thread in threads:
            thread.start()
        done = 0
        while done < kills and any(thread.is_alive() for thread in threads):
            time.sleep(chance.uniform(0.02, 0.4))
            if cluster is not None and chance.random() < 0.5:
                cluster.crash()
                cluster.start()
            else:
                serving.kill()
                serving = Serving(url)
                where.base = serving.base
            done += 1
        for thread in threads:
            thread.join(120)
        till.finishing.set()
        selling.join(60)
        where.over.set()
        wrong = [one for worker in (*benches, till) for one in worker.wrong]
        wrong += _differences(benches, till, where.base, tokens)
        with opened(database_url(url)) as store:
            seal_new(store, SystemClock())
            found = (*store.read(lambda books: books.audit()), *verify_chains(store, signature_holds))
            wrong += [f"{one.check}: {one.facts}" for one in found]
            owed = {one.name: one.amount.minor for one in store.read(lambda books: books.transfers.liabilities())}
        if abs(owed.get("house:clearing:brand_web", 0)) != till.captured - till.refunded:
            wrong.append(f"the till captured {till.captured}, refunded {till.refunded}; the books say {owed}")
        if serving.stop()[0] != 0:
            wrong.append("the ledger did not stop in good order")
        sent = sum(bench.sent for bench in benches)
        return {"seed": seed, "kills": done, "sent": sent, "tilled": till.asked, "wrong": wrong}


def _introduce(base: str, token: str, station: SigningStation) -> None:
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}) as client:
        assert client.put("/v1/stations/me/key", json=station.introduction()).status_code == 201


def _declare(base: str, token: str) -> None:
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}) as client:
        for n in range(CUSTOMERS):
            document = takeback(f"R-{n}", LINES, customer=customer(f"C-{n}"))
            assert client.post("/v1/takebacks", json=document).status_code == 201


def _differences(benches: list[Bench], till: Till, base: str, tokens: list[str]) -> Iterator[str]:
    """Everything sent was heard of, each item has one first decision, and the customers have what was credited and not
    made into vouchers.
    """
    first = [one for bench in benches for one in bench.heard.values() if one["outcome"] in ("credited", "refused")]
    if len(first) != CUSTOMERS * LINES:
        yield f"{len(first)} first decisions on {CUSTOMERS * LINES} items"
    for number, bench in enumerate(benches):
        if missing := {one["id"] for one in bench.todo} - set(bench.heard):
            yield f"bench {number} never heard of {len(missing)} decisions"
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {tokens[number]}"}) as client:
            digest = client.get(f"/v1/stations/me/digest?epoch=1&upto_seq={len(bench.todo)}").json()
            if (digest["count"], digest["missing"]) != (len(bench.todo), []):
                yield f"the ledger lacks decisions of bench {number}: {digest}"
            held = sum(
                client.get(f"/v1/customers/C-{n}/balance").json()["balances"][0]["minor"] for n in range(CUSTOMERS)
            )
    credited = sum(one["amount"]["minor"] for one in first if one["outcome"] == "credited")
    if held + till.issued != credited:
        yield f"customers hold {held} and vouchers of {till.issued}, benches were told of {credited}"


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 the ledger while benches send")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--backend", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seeds", type=int, default=0)
    given = parser.parse_args()
    if given.seeds:
        results = [chaos(seed, 3, given.backend) for seed in range(given.seed, given.seed + given.seeds)]
        for result in results:
            print(result, flush=True)
        return 1 if any(result["wrong"] for result in results) else 0
    left, seed, wrong = given.kills, given.seed, []
    while left > 0:
        result = chaos(seed, left, given.backend)
        print(result, flush=True)
        left, seed, wrong = left - max(result["kills"], 1), seed + 1, wrong + result["wrong"]
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
