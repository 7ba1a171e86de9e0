"""A label printer that takes ZPL as raw bytes on TCP 9100, as most do."""

from __future__ import annotations

import contextlib
import re
import socket

from qc_station.application.failures import WorldFailure

CONNECT_S = 3.0
SEND_S = 10.0
# A printer closes when it has taken everything; one that leaves the line open has not refused it either.
GOODBYE_S = 2.0
# Host status (ZPL II, ~HS): three lines between STX and ETX. Not every printer answers, and none has to.
ASK_STATUS = b"~HS"
ANSWER_S = 1.0
_LINE = re.compile(rb"\x02([0-9,]{3,100})\x03")


class RawPrinter:
    """Implements `LabelPrinter`; blocks for seconds, so it belongs to a thread of its own."""

    def __init__(self, host: str, port: int = 9100, send_s: float = SEND_S) -> None:
        self._address, self._send_s = (host, port), send_s

    def print(self, job: bytes) -> None:
        with self._connect() as line:
            try:
                line.settimeout(self._send_s)
                line.sendall(job)
                line.shutdown(socket.SHUT_WR)
                line.settimeout(GOODBYE_S)
                with contextlib.suppress(TimeoutError):
                    while line.recv(1024):
                        pass
            except OSError as error:
                raise WorldFailure("printer_stopped", printer=self._name, retryable=True) from error

    def check(self) -> None:
        """One that takes the line and says nothing of itself counts as ready: it is all there is to know."""
        with self._connect() as line:
            said = b""
            with contextlib.suppress(OSError):
                line.settimeout(ANSWER_S)
                line.sendall(ASK_STATUS)
                while len(said) < 512 and len(_LINE.findall(said)) < 2 and (part := line.recv(512)):
                    said += part
        trouble = _trouble(said)
        if trouble:
            raise WorldFailure(trouble, printer=self._name, retryable=True)

    def _connect(self) -> socket.socket:
        try:
            return socket.create_connection(self._address, CONNECT_S)
        except OSError as error:
            raise WorldFailure("printer_offline", printer=self._name, retryable=True) from error

    @property
    def _name(self) -> str:
        return f"{self._address[0]}:{self._address[1]}"


def _trouble(said: bytes) -> str:
    """The code behind a host status: first line paper out and pause, second line head up and ribbon out; else empty."""
    lines = [line.split(b",") for line in _LINE.findall(said)]
    first, second = [*lines, [], []][:2]
    paper_out, paused = _flag(first, 1), _flag(first, 2)
    head_up, ribbon_out = _flag(second, 2), _flag(second, 3)
    if head_up:
        return "printer_cover_open"
    if paper_out:
        return "printer_no_paper"
    return "printer_stopped" if paused or ribbon_out else ""


def _flag(line: list[bytes], place: int) -> bool:
    return len(line) > place and line[place] == b"1"
