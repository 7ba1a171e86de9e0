"""The bench locks when nobody is there, and only then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest

from qc_station.viewmodels.idle_lock import IdleLock
from tests.viewmodels.keyed_bench import KeyedBench


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(tmp_path, qtbot)
    yield made
    made.close()


def test_a_bench_left_alone_locks(bench: KeyedBench, qtbot) -> None:
    """With nobody there, the one who was signed in is signed out, and the table is hidden."""
    window = QWindow()
    IdleLock(bench.desk, window, 1)
    qtbot.waitUntil(lambda: bench.desk.view is not None and bench.desk.view.operator is None)
    assert bench.desk.view is not None
    assert bench.desk.view.parcel is None
    window.deleteLater()


def test_keys_and_touches_keep_it_open(bench: KeyedBench, qtbot) -> None:
    """Each sign of life begins the time anew; the last one is followed by the whole of it."""
    window = QWindow()
    window.resize(100, 100)
    lock = IdleLock(bench.desk, window, 60_000)
    lock._timer.stop()
    signs = (
        lambda: QTest.keyClick(window, Qt.Key.Key_A),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton),
    )
    for sign in signs:
        sign()
        assert lock._timer.isActive()
        lock._timer.stop()
    window.deleteLater()


def test_zero_never_locks(bench: KeyedBench, qtbot) -> None:
    """Where the setting says never, no time runs."""
    window = QWindow()
    lock = IdleLock(bench.desk, window, 0)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert not lock._timer.isActive()
    window.deleteLater()
