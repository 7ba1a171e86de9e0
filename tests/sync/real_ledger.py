"""The real ledger as a process on TCP, and a bench's sync against it: real store, real client."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import requests

from qc_station.application.drain_outbox import DrainReport, drain_once
from qc_station.application.pull_takebacks import pull_once
from qc_station.application.takeback_document import takeback_document
from qc_station.domain.approval import Departure
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.takeback import ItemKey
from qc_station.domain.verdict import Ruling
from qc_station.storage.open_station import open_station
from qc_station.sync.ledger_client import LedgerClient
from qc_station.sync.signer import Ed25519Signer
from tests.simulators.throwaway_postgres import Cluster
from tests.sync.made import decide, draft, takeback
from voucher_ledger.application import access
from voucher_ledger.application.letters import NoLetters
from voucher_ledger.application.vouchers import Wanted, make_voucher
from voucher_ledger.bootstrap import SystemClock, chosen_database, migrate, opened
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher import day_of

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class RealLedger:
    """`voucher_ledger serve` on a SQLite file, or in a database of its own; it can be killed and started again on the
    same port.
    """

    def __init__(self, folder: Path, cluster: Cluster | None = None) -> None:
        self.folder = folder
        self._cluster = cluster
        self._database = f"real{next(_numbers)}"
        self.url = f"sqlite:///{folder}/ledger.db" if cluster is None else cluster.url(self._database)
        self.port = 0
        self.empty()
        migrate(chosen_database(self.url))
        self._process: subprocess.Popen[bytes] | None = None

    def empty(self) -> None:
        """No books at all."""
        for file in self.folder.glob("ledger.db*"):
            file.unlink()
        if self._cluster is not None:
            with psycopg.connect(self._cluster.dsn(), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {self._database} WITH (FORCE)")
                connection.execute(f"CREATE DATABASE {self._database}")

    def start(self) -> None:
        ready = self.folder / "ready"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "voucher_ledger", "serve", "--database-url", self.url]
        log = (self.folder / "ledger.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port), "--ready-file", str(ready)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
            )
        deadline = time.monotonic() + 30
        while not ready.exists():
            assert self._process.poll() is None, (self.folder / "ledger.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.02)
        self.port = json.loads(ready.read_text())["port"]
        self._tokens()

    def kill(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(10)

    def _tokens(self) -> None:
        if not hasattr(self, "shop"):
            with self.books() as store:
                self.shop = access.add_token("shop", frozenset({Scope.TAKEBACKS_WRITE}), store, SystemClock())[1]
                self.finance = access.add_token("finance", frozenset({Scope.FINANCE}), store, SystemClock())[1]

    @contextlib.contextmanager
    def books(self) -> Iterator[object]:
        with opened(chosen_database(self.url)) as store:
            yield store

    def enrol(self, name: str) -> str:
        with self.books() as store:
            return access.add_station(name, store, SystemClock())[1]

    def declare(self, lines: int) -> str:
        """A take-back nobody else has; its customer too."""
        dossier = f"R-2026-{next(_numbers):06}"
        made = takeback(dossier, lines)
        made = replace(made, customer=replace(made.customer, ref=f"C-{dossier}"))
        document = {name: value for name, value in takeback_document(made).items() if name != "settled"}
        answer = requests.post(
            f"http://127.0.0.1:{self.port}/v1/takebacks", json=document, headers=self._as(self.shop), timeout=20
        )
        assert answer.status_code == 201, answer.text
        return dossier

    def transfers(self, dossier: str) -> list[tuple[int, int]]:
        """Line and minor units of every credit of the dossier's customer."""
        answer = requests.get(
            f"http://127.0.0.1:{self.port}/v1/customers/C-{dossier}/transfers?limit=500",
            headers=self._as(self.finance),
            timeout=20,
        )
        return sorted((each["line"], each["amount"]["minor"]) for each in answer.json()["transfers"])

    def balance(self, dossier: str) -> int:
        """What the dossier's customer has, in cents."""
        answer = requests.get(
            f"http://127.0.0.1:{self.port}/v1/customers/C-{dossier}/balance", headers=self._as(self.finance), timeout=20
        )
        return sum(each["minor"] for each in answer.json()["balances"] if each["currency"] == "EUR")

    def spend(self, dossier: str, minor: int) -> None:
        """Turn it into a voucher."""
        with self.books() as store:
            wanted = Wanted(f"C-{dossier}", Money(minor, "EUR"), day_of(datetime.now(UTC)))
            make_voucher(wanted, "test", f"spend-{dossier}", store, SystemClock(), NoLetters())

    def _as(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}


@contextlib.contextmanager
def running_ledger(folder: Path, cluster: Cluster | None) -> Iterator[RealLedger]:
    made = RealLedger(folder, cluster)
    made.start()
    try:
        yield made
    finally:
        made.kill()
        made.empty()


class Bench:
    """One bench's store and client. `point` it to where it is to find the ledger: a proxy, perhaps."""

    def __init__(self, ledger: RealLedger, folder: Path, name: str) -> None:
        self.ledger, self.name = ledger, name
        self.file = folder / f"{name}.db"
        self.token = ledger.enrol(name)
        self.signer = Ed25519Signer(hashlib.sha256(name.encode()).digest())
        self.store = open_station(f"sqlite:///{self.file}", name)
        self.point(ledger.port)

    def point(self, port: int) -> None:
        if hasattr(self, "client"):
            self.client.close()
        self.client = LedgerClient(f"http://127.0.0.1:{port}", self.token, RealClock(), keys=self.keys)

    def reopen(self) -> None:
        """As after a restart of the program."""
        self.store.close()
        self.store = open_station(f"sqlite:///{self.file}", self.name)

    def decide(self, dossier: str, *lines: int, ruling: Ruling = Ruling.ACCEPTED, **parts: object) -> list[Departure]:
        made = []
        for line in lines:
            number = next(_numbers) + 1_000_000
            departure = draft(number, ruling, **({"key": ItemKey(dossier, line)} | parts))
            made.append(replace(departure, release_at=LONG_AGO))
        decide(self.store, *made)
        return made

    def drain(self) -> DrainReport:
        return drain_once(self.store, self.client, RealClock(), signer=self.signer)

    def keys(self) -> tuple[StationKey, ...]:
        with self.store(read_only=True) as uow:
            return uow.outbox.signers()

    def pull(self) -> int:
        changed, more = 0, True
        while more:
            page = pull_once(self.store, self.client, RealClock())
            changed, more = changed + page.changed, page.more
        return changed

    def departures(self, dossier: str) -> list[Departure]:
        with self.store(read_only=True) as uow:
            return sorted(uow.outbox.of_dossier(dossier), key=lambda each: each.approval.key.line)

    def close(self) -> None:
        self.client.close()
        self.store.close()
