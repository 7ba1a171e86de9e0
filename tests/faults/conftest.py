"""The databases of the fault runs: SQLite in the test's folder, or one of its own in a throw-away PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulators.postgres_fixture import fresh_database, postgres, running
from tests.simulators.throwaway_postgres import Cluster

__all__ = ["postgres"]


@pytest.fixture
def postgres_url(postgres: Cluster | str) -> Iterator[str]:
    """An empty database."""
    cluster = running(postgres)
    with fresh_database(cluster, "template0") as name:
        yield cluster.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, postgres: Cluster | str) -> str:
    """Each test on both engines; empty stands for SQLite in a folder the test chooses."""
    return "" if request.param == "sqlite" else str(request.getfixturevalue("postgres_url"))
