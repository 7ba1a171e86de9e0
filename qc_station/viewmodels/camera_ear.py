"""Labels the bench camera sees: read on a thread of their own, from a mailbox of one, and heard like any other scan.

It looks only while a label is what the bench waits for: with a piece in hand nothing that lies about is read, but that
piece's own label, once the printer has it.
"""

from __future__ import annotations

import threading
import time
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qc_station.application.print_label import LabelState
from qc_station.application.scanner_port import Debounce
from qc_station.domain.carrier_code import CarrierCode, CarrierKind
from qc_station.policy.barcode_trust import Read
from qc_station.policy.label_watch import LabelWatch
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Ask, Panel


class FrameSource(Protocol):
    """Reads the codes in one JPEG frame; called on one thread."""

    def read(self, jpeg: bytes) -> tuple[Read, ...]: ...


class CameraEar(QObject):
    """`put` every frame; `start` once the reader may be loaded, `close` before the window goes."""

    _read = Signal(object, float)

    def __init__(self, desk: Desk, debounce: Debounce, reader: FrameSource) -> None:
        super().__init__(desk)
        self._desk, self._debounce, self._reader = desk, debounce, reader
        self._watch = LabelWatch()
        self._news = threading.Condition()
        self._waiting: bytes | None = None
        self._closed = False
        self._thread: threading.Thread | None = None
        self._read.connect(self._see, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="label reading", daemon=True)
        self._thread.start()

    def put(self, jpeg: bytes) -> None:
        """A frame that comes while another is being read takes the place of the one that waits."""
        if not self.listens:
            return
        with self._news:
            self._waiting = jpeg
            self._news.notify()

    def close(self, timeout_s: float = 2.0) -> None:
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(timeout_s)
            self._thread = None

    @property
    def listens(self) -> bool:
        """Whether a label is what the bench waits for."""
        view, gaze = self._desk.view, self._desk.gaze
        if view is None or view.operator is None or gaze.panel is not Panel.NONE or gaze.ask is not Ask.NONE:
            return False
        if view.piece is not None:
            return view.piece.label is LabelState.QUEUED
        return view.undeclared is None

    def _wanted(self, code: CarrierCode) -> bool:
        """With a piece in hand, its own label; otherwise any but the parcel's that is open, whose box may lie there."""
        view = self._desk.view
        if view is None:
            return False
        if view.piece is not None:
            return code.kind is CarrierKind.PIECE and code.text == view.piece.id
        return view.parcel is None or code.text != view.parcel.code

    @Slot(object, float)
    def _see(self, reads: tuple[Read, ...], at_s: float) -> None:
        if self._closed:
            return
        code = self._watch.look(reads, at_s)
        if code is None or not self.listens or not self._wanted(code) or self._debounce.repeated(code.text, at_s):
            return
        self._desk.scan(code.text)

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._waiting is not None)
                if self._closed:
                    return
                jpeg, self._waiting = self._waiting, None
            assert jpeg is not None
            at_s = time.monotonic()
            self._read.emit(self._reader.read(jpeg), at_s)
