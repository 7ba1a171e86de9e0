"""Labels the bench camera sees: read on a thread of their own, from a mailbox of one, and heard like any other scan.

It looks only while a label is what the bench waits for: with a piece in hand nothing that lies about is read, but that
piece's own label, once the printer has it.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, Signal, Slot

from qc_station.application.bench_view import Step
from qc_station.application.print_label import LabelState
from qc_station.application.scanner_port import CodeReader, Debounce
from qc_station.domain.carrier_code import CarrierCode, CarrierKind
from qc_station.policy.barcode_trust import Read
from qc_station.policy.label_watch import LabelWatch
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Ask, Panel
from qc_station.viewmodels.mailbox import Mailbox


class CameraEar(QObject):
    """`put` every frame; `start` once the reader may be loaded, `close` before the window goes."""

    _read = Signal(object, float)

    def __init__(self, desk: Desk, debounce: Debounce, reader: CodeReader) -> None:
        super().__init__(desk)
        self._desk, self._debounce, self._reader = desk, debounce, reader
        self._watch = LabelWatch()
        self._frames = Mailbox("label reading", self._look_at)
        self._read.connect(self._see, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        self._frames.start()

    def put(self, jpeg: bytes) -> None:
        """A frame that comes while another is being read takes the place of the one that waits."""
        if self.listens:
            self._frames.put(jpeg)

    def close(self) -> None:
        self._frames.close()

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
        """With a piece in hand, its own label. With pieces left in an open parcel, one of theirs: the next box may lie
        there already, and only a person lays a parcel aside. Otherwise any but the open parcel's.
        """
        view = self._desk.view
        if view is None:
            return False
        is_piece = code.kind is CarrierKind.PIECE
        if view.piece is not None:
            return is_piece and code.text == view.piece.id
        if view.parcel is not None and view.next.step is not Step.NEXT_PARCEL:
            return is_piece
        return view.parcel is None or code.text != view.parcel.code

    @Slot(object, float)
    def _see(self, reads: tuple[Read, ...], at_s: float) -> None:
        if self._frames.closed:
            return
        code = self._watch.look(reads, at_s)
        if code is None or not self.listens or not self._wanted(code) or self._debounce.repeated(code.text, at_s):
            return
        self._desk.scan(code.text)

    def _look_at(self, jpeg: bytes) -> None:
        at_s = time.monotonic()
        self._read.emit(self._reader.read(jpeg), at_s)
