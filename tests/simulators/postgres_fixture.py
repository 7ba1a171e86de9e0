"""One throw-away PostgreSQL for a session of tests, and a fresh database out of a template for each.

A folder's conftest.py imports `postgres` and builds its own fixtures on it.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.simulators.throwaway_postgres import Cluster

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster | str]:
    """The running cluster, or why there is none. In continuous integration there has to be one."""
    try:
        cluster = Cluster()
    except FileNotFoundError as error:
        if os.environ.get("CI"):
            pytest.fail(f"the PostgreSQL tests did NOT run: {error}")
        yield str(error)
        return
    with cluster:
        yield cluster


def running(postgres: Cluster | str) -> Cluster:
    """The cluster; skips the test when there is none."""
    if isinstance(postgres, str):
        pytest.skip(f"the PostgreSQL tests did NOT run: {postgres}")
    return postgres


@contextmanager
def fresh_database(cluster: Cluster, template: str) -> Iterator[str]:
    """A database of its own for one test, dropped whoever is still connected. Gives its name."""
    name = f"t{next(_numbers)}"
    with psycopg.connect(cluster.dsn(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY wal_log")
    try:
        yield name
    finally:
        with psycopg.connect(cluster.dsn(), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
