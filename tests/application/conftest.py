"""The bench of these tests, on SQLite in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.storage.open_station import open_station
from tests.application.day import Day, HandClock


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    yield Day(tmp_path, unit_of_work, HandClock())
    unit_of_work.close()
