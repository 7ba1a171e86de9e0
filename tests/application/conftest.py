"""The bench of these tests, on SQLite in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.storage.open_station import open_station
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.application.day import Day, HandClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlUnitOfWorkFactory]:
    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    yield unit_of_work
    unit_of_work.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def day(tmp_path: Path, store: SqlUnitOfWorkFactory, clock: HandClock) -> Day:
    return Day(tmp_path, store, clock)
