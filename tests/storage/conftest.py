"""Every test of `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from qc_station.storage.open_station import open_station
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.simulators.postgres_fixture import fresh_database, postgres, running
from tests.simulators.throwaway_postgres import Cluster

__all__ = ["postgres"]

TEMPLATE = "station_template"
OpenBench = Callable[[str], SqlUnitOfWorkFactory]


@pytest.fixture(scope="session")
def station_template(postgres: Cluster | str) -> str:
    """The name of a database that has the station's schema; a template may have no connection, so it is closed."""
    if isinstance(postgres, Cluster):
        with psycopg.connect(postgres.dsn(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {TEMPLATE}")
        open_station(postgres.url(TEMPLATE), "BENCH-01").close()
    return TEMPLATE


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'station.db').as_posix()}"


@pytest.fixture
def postgres_url(postgres: Cluster | str, station_template: str) -> Iterator[str]:
    cluster = running(postgres)
    with fresh_database(cluster, station_template) as name:
        yield cluster.url(name)


@pytest.fixture
def empty_postgres_url(postgres: Cluster | str) -> Iterator[str]:
    cluster = running(postgres)
    with fresh_database(cluster, "template1") as name:
        yield cluster.url(name)


# `postgres` is named so that the cluster is started before the watch on child processes begins.
@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, postgres: Cluster | str) -> str:
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def open_bench(url: str) -> Iterator[OpenBench]:
    """Open benches on one database; each is closed when the test ends."""
    opened: list[SqlUnitOfWorkFactory] = []

    def opens(name: str) -> SqlUnitOfWorkFactory:
        opened.append(open_station(url, name))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def store(open_bench: OpenBench) -> SqlUnitOfWorkFactory:
    return open_bench("BENCH-01")
