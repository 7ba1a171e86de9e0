"""Real keys in the real window on a real station: a scanner's burst, a badge, a piece, a pin, a photo, a verdict, undo.

The ledger is not there, and the day goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from qc_station.application.bench_view import BenchView, ItemState, Step
from qc_station.application.import_takebacks import import_file
from qc_station.bootstrap.demonstration import enrol, read_badges
from qc_station.bootstrap.station import Station, open_home
from qc_station.devices.scanner_wedge import WedgeReader
from qc_station.domain.grade import Grade
from qc_station.domain.verdict import Ruling
from qc_station.gui import wiring
from qc_station.viewmodels.key_filter import KeyFilter
from qc_station.viewmodels.window import Folders, MainWindow
from tests.fakes.bench_scenes import ROOT

SAMPLES = ROOT / "resources/samples"
KEY, NO_KEY = Qt.Key, Qt.KeyboardModifier.NoModifier
PAUSE_MS = 130  # longer than the silence that tells a person from a scanner
AFTER_SCAN_MS = 330  # so long a second Enter still belongs to the scanner


class Day:
    """A person with a keyboard and a scanner in front of the window."""

    def __init__(self, station: Station, qtbot) -> None:
        self.station = station
        self.main = MainWindow(wiring(station, "fr", None), Folders(ROOT / "ui", ROOT / "resources"))
        self.keys = KeyFilter(WedgeReader(), self.main)
        self.keys.scanned.connect(self.main.desk.scan)
        self._qtbot = qtbot
        self.window: QQuickWindow = self.main.open()
        self.window.show()
        self.keys.watch(self.window)
        self.main.camera.start()
        self.until(lambda view: view is not None)

    @property
    def view(self) -> BenchView:
        assert self.main.desk.view is not None
        return self.main.desk.view

    def until(self, said: Callable[[BenchView], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(not self.main.desk.busy and said(self.main.desk.view)), timeout=20_000)

    def scan(self, code: str) -> None:
        for letter in code:
            QTest.keyClick(self.window, letter)
        QTest.keyClick(self.window, KEY.Key_Return)
        self._qtbot.waitUntil(lambda: not self.main.desk.busy and self.main.desk.telling.heard == "")
        QTest.qWait(AFTER_SCAN_MS)

    def press(self, *keys: Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        for key in keys:
            one, held = key if isinstance(key, tuple) else (key, NO_KEY)
            QTest.qWait(PAUSE_MS)
            QTest.keyClick(self.window, one, held)
            QTest.qWait(PAUSE_MS)
            self._qtbot.waitUntil(lambda: not self.main.desk.busy)

    def end(self) -> None:
        self.keys.watch(None)
        self.window.close()
        self.main.close()
        self.main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def day(tmp_path: Path, qapp: QGuiApplication, qtbot) -> Iterator[Day]:
    with open_home(tmp_path / "home", {}, station="BANC-01", camera="virtual") as station:
        enrol(read_badges(SAMPLES), station.unit_of_work, station.pins)
        import_file(SAMPLES / "takebacks.json", station.unit_of_work, station.clock, "test")
        played = Day(station, qtbot)
        yield played
        station.fall_silent()
        played.end()


def test_a_piece_from_badge_to_verdict(day: Day) -> None:
    """Light pilling on the back makes an excellent jumper Very good: 85 €, with its photo, and undone by one chord."""
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    day.scan("QC-BADGE-LM-0001")
    day.press(*(KEY[f"Key_{digit}"] for digit in "4711"), KEY.Key_Return)
    day.until(lambda view: view.operator)
    day.scan("8R41207731939")
    assert day.view.next.step is Step.RECORD_TRANSFER_FORM
    day.press(KEY.Key_Return, KEY.Key_Return)
    assert day.view.piece is not None
    day.press(*(KEY[f"Key_{digit}"] for digit in "1234567"), (KEY.Key_8, shift), KEY.Key_1)
    day.press(KEY.Key_Tab, KEY.Key_6, KEY.Key_Return, KEY.Key_9, KEY.Key_0)
    assert day.view.next.step is Step.PHOTOGRAPH
    day.main.desk.hush()
    day._qtbot.waitUntil(lambda: day.main.camera.device.level == "good", timeout=20_000)
    day.press(KEY.Key_Return)
    day.until(lambda view: view.next.step is Step.SIGN)
    day.press(KEY.Key_Return)
    verdict = day.view.piece.verdict if day.view.piece else None
    assert verdict is not None
    assert (verdict.ruling, verdict.grade, verdict.amount.minor if verdict.amount else 0) == (
        Ruling.ACCEPTED,
        Grade.VERY_GOOD,
        8500,
    )
    day.press((KEY.Key_Z, ctrl))
    assert day.view.piece is not None
    assert day.view.piece.verdict is None
    assert day.view.next.step is Step.SIGN


def test_what_cannot_be_scanned_says_so_and_stays(day: Day) -> None:
    """A misread label is refused with its reason until it is answered; the next scan works at once."""
    day.scan("QC-BADGE-LM-0001")
    day.press(*(KEY[f"Key_{digit}"] for digit in "4711"), KEY.Key_Return)
    day.until(lambda view: view.operator)
    day.scan("8R41207731938")
    assert day.main.shell.code == "suspect_code"
    assert day.main.shell.stays
    day.scan("8R41207731939")
    assert day.view.parcel is not None
    assert {item.state for item in day.view.parcel.items} == {ItemState.TO_INSPECT}
    assert not day.main.shell.stays


def test_a_wrong_pin_is_told_and_the_next_one_counts(day: Day) -> None:
    """Nothing is locked by one mistake, and nothing has to be clicked."""
    day.scan("QC-BADGE-LM-0001")
    day.press(*(KEY[f"Key_{digit}"] for digit in "0000"), KEY.Key_Return)
    day.until(lambda _view: day.main.shell.code == "wrong_pin")
    day.press(*(KEY[f"Key_{digit}"] for digit in "4711"), KEY.Key_Return)
    day.until(lambda view: view.operator)
    assert day.main.shell.screen == "bench"
