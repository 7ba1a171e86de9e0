"""The serial scanner's thread ends here: what it read goes on in the GUI thread, like any other scan."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qc_station.application.scanner_port import Debounce, SerialState
from qc_station.viewmodels.desk import Desk


class SerialEar(QObject):
    """`hear`, `drop` and `show` may be called from any thread."""

    _heard = Signal(str, float)
    _dropped = Signal(str)
    _state = Signal(str)

    def __init__(self, desk: Desk, debounce: Debounce) -> None:
        super().__init__(desk)
        self._desk, self._debounce = desk, debounce
        self._heard.connect(self._scan, Qt.ConnectionType.QueuedConnection)
        self._dropped.connect(self._turn_away, Qt.ConnectionType.QueuedConnection)
        self._state.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def hear(self, code: str) -> None:
        self._heard.emit(code, time.monotonic())

    def drop(self, why: str) -> None:
        self._dropped.emit(why)

    def show(self, state: SerialState) -> None:
        self._state.emit(str(state))

    @Slot(str, float)
    def _scan(self, code: str, at_s: float) -> None:
        if self._debounce.repeated(code, at_s):
            self._desk.turn_away("scan_repeated")
        else:
            self._desk.scan(code)

    @Slot(str)
    def _turn_away(self, why: str) -> None:
        self._desk.turn_away(why)

    @Slot(str)
    def _show(self, state: str) -> None:
        self._desk.show_scanner(SerialState(state))
