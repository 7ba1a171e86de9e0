"""The real ledger of these tests, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulators.postgres_fixture import postgres, running
from tests.simulators.throwaway_postgres import Cluster
from tests.sync.real_ledger import Bench, RealLedger, running_ledger

__all__ = ["postgres"]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def books_in(request: pytest.FixtureRequest) -> Cluster | None:
    """Where a ledger keeps its books: a file of its own, or a database of the throw-away PostgreSQL."""
    return running(request.getfixturevalue("postgres")) if request.param == "postgresql" else None


@pytest.fixture
def mortal(books_in: Cluster | None, tmp_path: Path) -> Iterator[RealLedger]:
    """A ledger of the test's own, to be killed."""
    with running_ledger(tmp_path, books_in) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def ledger(books_in: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealLedger]:
    """A ledger that many tests share."""
    with running_ledger(tmp_path_factory.mktemp("ledger"), books_in) as ledger:
        yield ledger


@pytest.fixture
def bench(mortal: RealLedger, tmp_path: Path) -> Iterator[Bench]:
    """A bench of the ledger that can be killed."""
    made = Bench(mortal, tmp_path, "BANC-01")
    yield made
    made.close()
