"""The bench's label printer: labels into the queue on the disk, and one thread that takes them to the printer."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.print_label import LabelPrinter, LabelWords, drain_print_queue
from qc_station.application.settings import SettingRefused, Settings
from qc_station.bootstrap.late import label_bytes, raw_printer
from qc_station.devices.print_queue import FilePrintQueue

RETRY_S = 5.0
_log = logging.getLogger(__name__)


class Printing:
    """`printer` in the settings is `host` or `host:port`; empty: labels are made on request only, none by itself."""

    def __init__(self, home: Path, settings: Settings, retry_s: float = RETRY_S) -> None:
        """Raises SettingRefused for an address that is none."""
        self.queue = FilePrintQueue(home / "print-queue")
        self._dpi = int(settings.printer_dpi)
        self._address = _address(settings.printer)
        self._retry_s = retry_s
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        """A printer is set."""
        return self._address is not None

    def put(self, words: LabelWords) -> None:
        """Make, check and queue a label; it is printed when the printer is there. Raises WorldFailure("disk_full")."""
        self.queue.put(label_bytes(words, self._dpi, pdf=False))
        self._wake.set()

    def print_waiting(self) -> int:
        """Print what waits, now; how many. Raises WorldFailure."""
        if self._address is None:
            raise WorldFailure("no_printer")
        return drain_print_queue(self.queue, self._printer(self._address))

    def start(self) -> None:
        """Print in the background from now on, what an earlier day left included."""
        if self.ready:
            self._thread = threading.Thread(target=self._work, name="label-printer", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread; what waits is kept for the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stopping.is_set():
            wait_s = None
            try:
                self.print_waiting()
            except WorldFailure as failure:
                _log.info("label printer: %s", failure)
                wait_s = self._retry_s
            self._wake.wait(wait_s)
            self._wake.clear()

    def _printer(self, address: tuple[str, int]) -> LabelPrinter:
        return raw_printer(*address)


def _address(text: str) -> tuple[str, int] | None:
    if not text:
        return None
    host, _, port = text.partition(":")
    if not host or (port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536)):
        raise SettingRefused("bad_setting", name="printer", wanted="host or host:port", got=repr(text)[:40])
    return host, int(port or 9100)
