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
from qc_station.application.print_label import LabelPrinter, drain_print_queue
from qc_station.application.settings import SettingRefused
from qc_station.bootstrap.late import ipp_printer, raw_printer
from qc_station.devices.print_queue import FilePrintQueue

RETRY_S = 5.0
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

    def __init__(self, folder: Path, setting: str, address: str, retry_s: float = RETRY_S) -> None:
        """`folder` keeps the jobs. Raises SettingRefused, naming the `setting`, for an address that is none."""
        self.queue = FilePrintQueue(folder)
        self._name = setting
        self._retry_s = retry_s
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._printer = _printer(setting, address, self._stopping.wait)
        self._thread: threading.Thread | None = None

    @property
    def ready(self) -> bool:
        """A printer is set."""
        return self._printer is not None

    def put(self, job: bytes) -> None:
        """Queue a job; it is printed when the printer is there. Raises WorldFailure("disk_full")."""
        self.queue.put(job)
        self._wake.set()

    def print_waiting(self) -> int:
        """Print what waits, now; how many. Raises WorldFailure."""
        if self._printer is None:
            raise WorldFailure("no_printer")
        return drain_print_queue(self.queue, self._printer())

    def start(self) -> None:
        """Print in the background from now on, what an earlier day left included."""
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
            wait_s = None
            try:
                self.print_waiting()
            except WorldFailure as failure:
                _log.info("%s: %s", self._name, failure)
                wait_s = self._retry_s
            self._wake.wait(wait_s)
            self._wake.clear()


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
