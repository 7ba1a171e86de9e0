"""Books of their own for every test, on both engines, and a ledger on them that answers on TCP."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import uvicorn
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from tests.ledger.made import StoppedClock
from tests.simulators.throwaway_postgres import Cluster, find_binaries
from voucher_ledger.api.app import create_app
from voucher_ledger.api.server import bound, configuration
from voucher_ledger.application import access
from voucher_ledger.application.ports import Books
from voucher_ledger.application.reception_ports import Warehouse
from voucher_ledger.bootstrap import migrate
from voucher_ledger.custody.photograph_files import FilePhotographs
from voucher_ledger.custody.public_holidays import PublicHolidays
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.mail import Person
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher import Network, Voucher, day_of
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

_databases = itertools.count(1)
SALES_POINTS = {
    "brand": Network.BRAND_WEB,
    "secondhand": Network.SECONDHAND_WEB,
    "boutique": Network.OWN_BOUTIQUE,
    "corner": Network.DEPARTMENT_STORE_CORNER,
}
TEMPLATE = "migrated"
WAREHOUSE = Warehouse(("AMI For Ever", "Entrepôt 4", "12 rue des Gravilliers", "59000 Lille"), PublicHolidays())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL of our own, with a migrated database to copy. In CI its absence is a failure, not a skip."""
    try:
        find_binaries()
    except FileNotFoundError as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the PostgreSQL half did not run: {missing}")
    with Cluster() as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        migrate(database_url(cluster.url(TEMPLATE)))
        yield cluster


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """The engine the test runs on. Session-wide, so that the cluster outlives each test's watch on child processes."""
    if request.param == "postgresql":
        request.getfixturevalue("postgres")
    return request.param


@pytest.fixture(scope="session")
def new_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("books") / "new.db"
    migrate(database_url(f"sqlite:///{file}"))
    return file


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path, new_file: Path) -> Iterator[URL]:
    """A migrated database nobody else uses."""
    if backend == "sqlite":
        shutil.copy(new_file, tmp_path / "ledger.db")
        yield database_url(f"sqlite:///{tmp_path}/ledger.db")
        return
    cluster: Cluster = request.getfixturevalue("postgres")
    name = f"t{next(_databases)}"
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY wal_log")
        yield database_url(cluster.url(name))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def engine(url: URL) -> Iterator[Engine]:
    """For looking at the rows, and for attacking them, as the ledger itself would connect."""
    made = build_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def store(url: URL) -> Iterator[SqlStore]:
    made = SqlStore(build_engine(url))
    yield made
    made.close()


@dataclass(frozen=True)
class Ledger:
    """A ledger with two benches, a shop and finance, spoken to in JSON."""

    client: httpx.Client
    store: SqlStore
    tokens: dict[str, str]
    clock: StoppedClock

    def call(self, method: str, path: str, body: Any = None, *, as_: str = "BANC-01", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[as_]}", "Content-Type": "application/json"}
        if body is not None:
            more["content"] = json.dumps(body)  # ASCII: it can carry half a character, httpx's own cannot
        return self.client.request(method, path, headers=headers, **more)

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.call("GET", path, **more)

    def declare(self, document: dict[str, Any]) -> httpx.Response:
        return self.call("POST", "/v1/takebacks", document, as_="shop")

    def post(self, document: dict[str, Any], *, as_: str = "BANC-01") -> httpx.Response:
        return self.call("POST", "/v1/approvals", document, as_=as_)

    def make_voucher(self, minor: int, key: str | None = None, **changes: Any) -> httpx.Response:
        """Of C-1, from the clock's day."""
        wanted = {"amount": {"minor": minor, "currency": "EUR"}, "issue_on": day_of(self.clock.at).isoformat()}
        return self.keyed("POST", "/v1/customers/C-1/vouchers", wanted | changes, key, as_="account")

    def redeem(self, code: str, minor: int, order: str, key: str | None = None, **more: Any) -> httpx.Response:
        """At the brand's web shop, or `as_` another point; `capture=True` sells at once."""
        as_ = more.pop("as_", "brand")
        use = {"code": code, "amount": {"minor": minor, "currency": "EUR"}, "order": order}
        return self.keyed("POST", "/v1/redemptions", use | more, key, as_=as_)

    def keyed(self, method: str, path: str, body: Any, key: str | None = None, *, as_: str) -> httpx.Response:
        """With an Idempotency-Key: `key`, or a new one."""
        headers = {
            "Authorization": f"Bearer {self.tokens[as_]}",
            "Content-Type": "application/json",
            "Idempotency-Key": key or uuid.uuid4().hex,
        }
        return self.client.request(method, path, headers=headers, content=json.dumps(body))

    def batch(self, documents: list[Any], *, as_: str = "BANC-01") -> list[dict[str, Any]]:
        answer = self.call("POST", "/v1/approvals/batch", {"approvals": documents}, as_=as_)
        assert answer.status_code == 200, answer.text
        return answer.json()["results"]

    def balance(self, ref: str = "C-1") -> int:
        """In euro cents."""
        balances = self.get(f"/v1/customers/{ref}/balance").json()["balances"]
        (minor,) = (one["minor"] for one in balances if one["currency"] == "EUR")
        return minor

    def audit(self) -> list[str]:
        return [finding.check for finding in self.store.read(lambda books: books.audit())]


def tokens_of(store: SqlStore) -> dict[str, str]:
    clock = StoppedClock()
    given = {name: access.add_station(name, store, clock)[1] for name in ("BANC-01", "BANC-02")}
    given["shop"] = access.add_token("shop", frozenset({Scope.TAKEBACKS_WRITE}), store, clock)[1]
    for name in ("finance", "treasury"):
        given[name] = access.add_token(name, frozenset({Scope.FINANCE}), store, clock)[1]
    given["auditor"] = access.add_token("auditor", frozenset({Scope.AUDIT}), store, clock)[1]
    given["lead"] = access.add_token("lead", frozenset({Scope.LEAD}), store, clock)[1]
    given["account"] = access.add_token("account", frozenset({Scope.CUSTOMERS}), store, clock)[1]
    for name, network in SALES_POINTS.items():
        given[name] = access.add_sales_point(name, network, store, clock)[1]
    return given


def problem(answer: httpx.Response) -> tuple[int, str]:
    """The status and the stable code of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("urn:ledger:")


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


class KeptLetters:
    """What would be mailed: links as customer and token, codes with their voucher."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.codes: list[tuple[str, str]] = []

    def sign_in_link(self, _books: Books, person: Person, token: str, _at: datetime, _expires_at: datetime, /) -> None:
        self.sent.append((person.ref, token))

    def voucher_code(self, _books: Books, voucher: Voucher, code: str, _at: datetime, /) -> None:
        self.codes.append((voucher.id, code))


@pytest.fixture
def letters() -> KeptLetters:
    return KeptLetters()


@pytest.fixture
def address(store: SqlStore, clock: StoppedClock, letters: KeptLetters, tmp_path: Path) -> Iterator[str]:
    """Where a ledger on these books listens, on TCP."""
    app = create_app(store, clock, letters, signature_holds, FilePhotographs(tmp_path / "evidence"), WAREHOUSE)
    server = uvicorn.Server(configuration(app))
    with bound("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def ledger(store: SqlStore, address: str, clock: StoppedClock) -> Iterator[Ledger]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield Ledger(client, store, tokens_of(store), clock)
