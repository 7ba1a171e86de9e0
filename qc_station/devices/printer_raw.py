"""A label printer that takes ZPL as raw bytes on TCP 9100, as most do."""

from __future__ import annotations

import contextlib
import socket

from qc_station.application.failures import WorldFailure

CONNECT_S = 3.0
SEND_S = 10.0
# A printer closes when it has taken everything; one that leaves the line open has not refused it either.
GOODBYE_S = 2.0


class RawPrinter:
    """Implements `LabelPrinter`; blocks for seconds, so it belongs to a thread of its own."""

    def __init__(self, host: str, port: int = 9100, send_s: float = SEND_S) -> None:
        self._address, self._send_s = (host, port), send_s

    def print(self, job: bytes) -> None:
        try:
            line = socket.create_connection(self._address, CONNECT_S)
        except OSError as error:
            raise WorldFailure("printer_offline", printer=self._name, retryable=True) from error
        with line:
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

    @property
    def _name(self) -> str:
        return f"{self._address[0]}:{self._address[1]}"
