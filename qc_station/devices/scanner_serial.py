"""A scanner on a serial line (USB-CDC): no layout, no focus, no timing, and the first choice of barcodes.md 3.3.

A thread of its own opens the port, reads, and cuts what comes into codes at CR, LF or TAB. GS (0x1D) is content. A
device that is missing, unplugged, busy or not permitted is tried again with a bounded wait, for ever; nothing it sends
ends the thread. pyserial is imported with this module, which is loaded late.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import serial

from qc_station.application.scanner_port import SerialState

LENGTH_MAX = 4096
BACKOFF_S = (0.5, 1.0, 2.0, 5.0)
# How long a read waits: the longest a stop waits as well.
READ_S = 0.2
# A code that was begun and not ended within this time lost its end: a half code is never taken for a whole one.
HALF_CODE_S = 1.0
_ENDS = frozenset(b"\r\n\t")
_log = logging.getLogger(__name__)


class CodeCutter:
    """Bytes in, codes out; pure. A code longer than 4096 bytes is dropped whole, and `too_long` counts it."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._overlong = False
        self.too_long = 0

    @property
    def half(self) -> bool:
        """A code has begun and not ended."""
        return bool(self._held) or self._overlong

    def feed(self, data: bytes) -> list[str]:
        """The codes that ended in `data`. Other bytes than ASCII come one for one (Latin-1), not trusted."""
        codes = []
        for byte in data:
            if byte in _ENDS:
                if self._overlong:
                    self.too_long += 1
                elif self._held:
                    codes.append(self._held.decode("latin-1"))
                self.forget()
            elif len(self._held) < LENGTH_MAX:
                self._held.append(byte)
            else:
                self._overlong = True
        return codes

    def forget(self) -> None:
        """Drop what has begun."""
        self._held.clear()
        self._overlong = False


class SerialScanner:
    """Reads one port. `heard` (a code), `dropped` (why a read was not taken) and `state` are called on its thread."""

    def __init__(
        self,
        path: str,
        heard: Callable[[str], None],
        dropped: Callable[[str], None],
        state: Callable[[SerialState], None],
        backoff_s: tuple[float, ...] = BACKOFF_S,
    ) -> None:
        self._path, self._heard, self._dropped, self._tell = path, heard, dropped, state
        self._backoff_s = backoff_s
        self._stopping = threading.Event()
        self._said: SerialState | None = None
        self._thread = threading.Thread(target=self._work, name="serial-scanner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread; returns within a second."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        tries = 0
        while not self._stopping.is_set():
            try:
                with serial.Serial(self._path, timeout=READ_S, exclusive=True) as port:
                    self._say(SerialState.CONNECTED)
                    tries = 0
                    self._read(port)
            except (serial.SerialException, OSError, ValueError) as error:
                self._say(SerialState.REFUSED if _not_permitted(error) else SerialState.LOOKING)
                _log.info("serial scanner %s: %s", self._path, type(error).__name__)
            self._stopping.wait(self._backoff_s[min(tries, len(self._backoff_s) - 1)])
            tries += 1

    def _read(self, port: serial.Serial) -> None:
        cutter, quiet_s = CodeCutter(), 0.0
        while not self._stopping.is_set():
            data = port.read(max(1, port.in_waiting))
            quiet_s = 0.0 if data else quiet_s + READ_S
            too_long = cutter.too_long
            for code in cutter.feed(data):
                self._heard(code)
            if cutter.too_long > too_long:
                self._dropped("scan_too_long")
            if cutter.half and quiet_s >= HALF_CODE_S:
                cutter.forget()
                self._dropped("scan_cut_short")

    def _say(self, state: SerialState) -> None:
        if state is not self._said:
            self._said = state
            self._tell(state)


def _not_permitted(error: BaseException) -> bool:
    """Pyserial wraps the system's error and keeps its number."""
    return getattr(error, "errno", None) in (1, 13)
