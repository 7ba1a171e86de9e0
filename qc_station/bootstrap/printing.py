"""A printer of the bench, for labels or for papers: jobs into a queue on the disk, and one thread that takes them
there.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import LabelPrinter, LabelWords, PrinterStatus
from qc_station.application.messages import Messages
from qc_station.application.print_label import drain_print_queue
from qc_station.application.settings import SettingRefused, Settings
from qc_station.bootstrap.late import ipp_printer, label_bytes, raw_printer
from qc_station.devices.print_queue import FilePrintQueue

RETRY_S = 5.0
# How often a printer without work is asked how it is.
CHECK_S = 30.0
RAW_PORT, IPP_PORT = 9100, 631
# No name and no password in it, which would stand in every message; what else a path may hold is in RFC 3986.
_IPP = re.compile(
    r"ipp(?P<secure>s)?://"
    r"(?P<host>[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,8}|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::(?P<port>[0-9]*))?"
    r"(?P<path>(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]{1,127}){1,4})"
)
_WANTED = "host[:port] | ipp[s]://host[:port]/printers/NAME"
_log = logging.getLogger(__name__)


class Printing:
    """`address` is `host`, `host:port` or an address of IPP; empty: there is no such printer."""

    # Whether it is asked how it is while nothing waits: a printer of papers is not the bench's own.
    _asks = False

    def __init__(
        self, folder: Path, setting: str, address: str, retry_s: float = RETRY_S, check_s: float = CHECK_S
    ) -> None:
        """`folder` keeps the jobs. Raises SettingRefused, naming the `setting`, for an address that is none."""
        self.queue = FilePrintQueue(folder)
        self._name = setting
        self._retry_s, self._check_s = retry_s, check_s
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._printer = _printer(setting, address, self._stopping.wait)
        self._thread: threading.Thread | None = None
        self._on_status: Callable[[PrinterStatus], None] = lambda _status: None
        self._telling = threading.Lock()
        self._status = PrinterStatus(self.queue.count(), asked=False)

    @property
    def ready(self) -> bool:
        """A printer is set."""
        return self._printer is not None

    def put_job(self, job: bytes) -> None:
        """Queue a job; it is printed when the printer is there. Raises WorldFailure("disk_full")."""
        self.queue.put(job)
        self._tell()
        self._wake.set()

    def print_waiting(self) -> int:
        """Print what waits, now; how many. Raises WorldFailure."""
        if self._printer is None:
            raise WorldFailure("no_printer")
        return drain_print_queue(self.queue, self._printer())

    def check(self) -> None:
        """Ask the printer how it is; blocks for seconds. Raises WorldFailure, also "no_printer"."""
        if self._printer is None:
            raise WorldFailure("no_printer")
        self._printer().check()

    @property
    def status(self) -> PrinterStatus | None:
        """As last told; None where no printer is set."""
        return self._status if self.ready else None

    def start(self, on_status: Callable[[PrinterStatus], None] | None = None) -> None:
        """Print in the background from now on, what an earlier day left included.

        `on_status` hears what changed about the printer or the queue, on whichever thread noticed.
        """
        if on_status is not None:
            self._on_status = on_status
        if self.ready:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread; what waits is kept for the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stopping.is_set():
            trouble = self._round()
            self._tell(trouble)
            self._wake.wait(self._retry_s if trouble else self._check_s)
            self._wake.clear()

    def _round(self) -> str:
        """Print what waits and ask how the printer is; its trouble, empty for none."""
        try:
            self.print_waiting()
            if self._asks and not self._stopping.is_set():
                self.check()
        except WorldFailure as failure:
            if failure.code != self._status.trouble:
                _log.info("%s: %s", self._name, failure)
            return failure.code
        return ""

    def _tell(self, trouble: str | None = None) -> None:
        """What waits now, and the trouble just met; None: nobody asked the printer."""
        with self._telling:
            known = self._status
            asked = known.asked or trouble is not None
            status = PrinterStatus(self.queue.count(), known.trouble if trouble is None else trouble, asked=asked)
            if status != self._status:
                self._status = status
                self._on_status(status)


class LabelPrinting(Printing):
    """The label printer of the bench, which says how it is on a chip."""

    _asks = True

    def __init__(
        self, home: Path, settings: Settings, messages: Messages, retry_s: float = RETRY_S, check_s: float = CHECK_S
    ) -> None:
        """Raises SettingRefused for an address that is none."""
        super().__init__(home / "print-queue", "printer", settings.printer, retry_s, check_s)
        self._dpi = int(settings.printer_dpi)
        self.messages = messages

    def put(self, words: LabelWords) -> None:
        """Make, check and queue a label; it is printed when the printer is there. Raises WorldFailure("disk_full")."""
        self.put_job(label_bytes(words, self._dpi, pdf=False))

    def print_now(self, words: LabelWords) -> None:
        """That label past the queue, after asking the printer how it is. Raises WorldFailure, also "no_printer"."""
        self.check()
        assert self._printer is not None
        self._printer().print(label_bytes(words, self._dpi, pdf=False))


def _printer(setting: str, text: str, pause: Callable[[float], bool]) -> Callable[[], LabelPrinter] | None:
    """How to reach the printer at that address, at its first use; None for none. Raises SettingRefused."""
    if not text:
        return None
    if ipp := _IPP.fullmatch(text):
        host, port = ipp["host"].strip("[]"), _port(ipp["port"], IPP_PORT)
        if port:
            return partial(ipp_printer, host, port, ipp["path"], pause, secure=bool(ipp["secure"]))
    else:
        host, _, digits = text.partition(":")
        port = _port(digits, RAW_PORT)
        if host and port:
            return partial(raw_printer, host, port)
    raise SettingRefused("bad_setting", name=setting, wanted=_WANTED, got=repr(text)[:40])


def _port(digits: str | None, usual: int) -> int:
    """0 for what is none."""
    if not digits:
        return usual
    return int(digits) if re.fullmatch("[0-9]{1,5}", digits) and int(digits) < 65536 else 0
