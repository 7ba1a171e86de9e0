"""A label printer behind IPP: a queue of CUPS, or a printer that speaks it itself.

Either the printer has a job or our queue has it: what the printer gave back is sent again later, what it keeps is not.
"""

from __future__ import annotations

import io
import itertools
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, IncompleteRead
from typing import TYPE_CHECKING, TypeVar, cast

from qc_station.application.failures import WorldFailure
from qc_station.devices.ipp_wire import (
    ANSWER_BYTES_MAX,
    Answer,
    Group,
    IppUnreadable,
    Operation,
    Tag,
    attribute,
    read_answer,
    request,
)

CONNECT_S = 3.0
ANSWER_S = 10.0
# Some printers answer only when the label is out.
TAKE_S = 30.0
PATIENCE_S = 30.0
POLL_S = 0.25
# The head of an HTTP answer counts as well.
LINE_BYTES_MAX = ANSWER_BYTES_MAX + 16 * 1024

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_T = TypeVar("_T")

PDF, OCTETS = "application/pdf", "application/octet-stream"
# What ZPL is sent as, the first the printer knows. CUPS knows the second; octets it would look into, take for text, and
# let a driver print our commands as words.
ZPL = ("application/vnd.zebra-zpl", "application/vnd.cups-raw")

# RFC 8011: printer-state 5.4.11, job-state 5.3.7.
_PRINTER_STOPPED = 5
_JOB_STATES = range(3, 10)
_JOB_STOPPED, _JOB_CANCELED, _JOB_ABORTED, _JOB_COMPLETED = 6, 7, 8, 9
# Keywords of printer-state-reasons (5.4.12, PWG 5100.9, CUPS) under which no label comes out.
_HOLDING = frozenset(
    {
        "cover-open", "door-open", "interlock-open", "input-tray-missing", "marker-supply-empty", "media-empty",
        "media-jam", "media-needed", "offline", "paused", "shutdown", "spool-area-full", "timed-out",
    }
)  # fmt: skip
_NO_PAPER, _OPEN = frozenset({"media-empty", "media-needed"}), frozenset({"cover-open", "door-open", "interlock-open"})
_GRAVE, _MILD = ("-error",), ("-warning", "-report")
# Status codes of RFC 8011, appendix B, that speak of the printer and pass; the others speak of what we asked.
_PASSING = {0x0502, 0x0504, 0x0505, 0x0506, 0x0507, 0x0508, 0x050B}


@dataclass(frozen=True, slots=True)
class PrinterState:
    """`ready`: a label sent now should come out. `reasons`: the printer's own keywords, `media-empty` or the like."""

    ready: bool
    reasons: tuple[str, ...]


class IppPrinter:
    """Implements `LabelPrinter`; blocks for seconds, so it belongs to a thread of its own.

    `path` begins with a slash (`/printers/NAME` at CUPS). `secure` is TLS from the first byte, with a certificate this
    machine trusts. `patience_s`: how long a job is followed; `pause(seconds)` waits, and says True to end it at once.
    """

    def __init__(
        self,
        host: str,
        port: int,
        path: str,
        *,
        secure: bool = False,
        answer_s: float = ANSWER_S,
        patience_s: float = PATIENCE_S,
        pause: Callable[[float], bool] | None = None,
    ) -> None:
        self._host, self._port, self._path, self._secure = host, port, path, secure
        shown = f"[{host}]" if ":" in host else host
        self._uri = f"{'ipps' if secure else 'ipp'}://{shown}:{port}{path}"
        self._answer_s, self._patience_s, self._pause = answer_s, patience_s, pause or _sleep
        self._numbers = itertools.count(1)

    def print(self, job: bytes) -> None:
        """Hand over one whole job and see it done, or safe with a printer that has no trouble.

        Raises WorldFailure("printer_offline" | "printer_stopped" | "printer_no_paper" | "printer_cover_open" |
        "printer_refused" | "printer_untrusted" | "printer_unreadable").
        """
        about = self._about()
        self._hold(self._state(about))
        formats = self._read(lambda: about.words(Group.PRINTER, "document-format-supported"))
        details = (
            attribute(Tag.NAME, "requesting-user-name", "qc-station"),
            attribute(Tag.NAME, "job-name", "label"),
            attribute(Tag.MIME_TYPE, "document-format", _format_of(job, formats)),
        )
        taken = self._ask(Operation.PRINT_JOB, *details, document=job)
        number = self._read(lambda: taken.number(Group.JOB, "job-id"))
        # Taken, and no way to follow it: printed again and again would be worse.
        if number is not None:
            self._follow(attribute(Tag.INTEGER, "job-id", number))

    def check(self) -> None:
        self._hold(self.state())

    def _hold(self, state: PrinterState) -> None:
        """Raises WorldFailure where no label would come out, with what the printer gives as the cause."""
        if state.ready:
            return
        said = set(_bare(state.reasons, _GRAVE))
        if said & _NO_PAPER:
            raise WorldFailure("printer_no_paper", printer=self._uri, retryable=True)
        if said & _OPEN:
            raise WorldFailure("printer_cover_open", printer=self._uri, retryable=True)
        code = "printer_offline" if "offline" in said else "printer_stopped"
        raise WorldFailure(code, printer=self._uri, retryable=True)

    def state(self) -> PrinterState:
        """What the printer says of itself. Raises WorldFailure as `print` does."""
        return self._state(self._about())

    def _about(self) -> Answer:
        wanted = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported")
        return self._ask(Operation.GET_PRINTER_ATTRIBUTES, attribute(Tag.KEYWORD, "requested-attributes", *wanted))

    def _state(self, about: Answer) -> PrinterState:
        def read() -> PrinterState:
            state = about.number(Group.PRINTER, "printer-state")
            if state is None:
                raise IppUnreadable("no printer-state")
            reasons = tuple(word for word in about.words(Group.PRINTER, "printer-state-reasons") if word != "none")
            accepting = about.flag(Group.PRINTER, "printer-is-accepting-jobs") is not False
            # Reports and warnings do not hold a label back: CUPS knows of paper only while it prints, and would go on
            # repeating what it saw last.
            held = any(word in _HOLDING for word in _bare(reasons, _GRAVE))
            return PrinterState(accepting and state != _PRINTER_STOPPED and not held, reasons)

        return self._read(read)

    def _follow(self, job: bytes) -> None:
        """Until the job is done. One that is given up at a printer in trouble is taken back, and stays in our queue."""
        end = time.monotonic() + self._patience_s
        while True:
            patient = time.monotonic() < end
            try:
                state = self._job_state(job)
            except WorldFailure as failure:
                if failure.code != "printer_offline" or not patient:
                    raise
                state = None
            if state == _JOB_COMPLETED:
                return
            if state in (_JOB_CANCELED, _JOB_ABORTED):
                raise WorldFailure("printer_stopped", printer=self._uri, retryable=True)
            if not patient:
                break
            if self._pause(POLL_S):
                end = 0.0
        if (state == _JOB_STOPPED or self._in_trouble()) and self._take_back(job):
            raise WorldFailure("printer_stopped", printer=self._uri, retryable=True)

    def _job_state(self, job: bytes) -> int | None:
        """The job's state, completed when the printer no longer tells; None when it cannot say just now."""
        try:
            told = self._ask(
                Operation.GET_JOB_ATTRIBUTES, job, attribute(Tag.KEYWORD, "requested-attributes", "job-state")
            )
        except WorldFailure as failure:
            if failure.code == "printer_stopped":
                return None
            if failure.code == "printer_refused":
                # Small printers forget a job once it is done.
                return _JOB_COMPLETED
            raise

        def read() -> int:
            state = told.number(Group.JOB, "job-state")
            if state is None or state not in _JOB_STATES:
                raise IppUnreadable("no job-state")
            return state

        return self._read(read)

    def _in_trouble(self) -> bool:
        now = self.state()
        return not now.ready or any(word in _HOLDING for word in _bare(now.reasons, _GRAVE + _MILD))

    def _take_back(self, job: bytes) -> bool:
        """Whether the printer let go of it. If not, it is done by now, or the printer's to keep and to print."""
        try:
            self._ask(Operation.CANCEL_JOB, job, attribute(Tag.NAME, "requesting-user-name", "qc-station"))
        except WorldFailure as failure:
            if failure.code in ("printer_refused", "printer_stopped"):
                return False
            raise
        return True

    def _ask(self, operation: Operation, *attributes: bytes, document: bytes | None = None) -> Answer:
        """A successful answer. A line lost with a document on it is a printer that stopped. Raises WorldFailure."""
        number = next(self._numbers)
        body = request(operation, number, self._uri, attributes) + (document or b"")
        connection = HTTPConnection(self._host, self._port)
        with self._connect() as line:
            bounded = _Line(line, self._answer_s if document is None else TAKE_S)
            connection.sock = cast("socket.socket", bounded)
            try:
                status, raw = _exchange(connection, self._path, body)
            except (OSError, IncompleteRead) as error:
                lost = "printer_offline" if document is None else "printer_stopped"
                raise WorldFailure(lost, printer=self._uri, retryable=True) from error
            except (HTTPException, IppUnreadable) as error:
                raise WorldFailure("printer_unreadable", printer=self._uri, retryable=True) from error
        if status != 200:
            raise WorldFailure("printer_refused", printer=self._uri, why=f"HTTP {status}", retryable=True)
        answer = self._read(lambda: read_answer(raw, number))
        if answer.status in _PASSING:
            raise WorldFailure("printer_stopped", printer=self._uri, retryable=True)
        if not answer.successful:
            raise WorldFailure("printer_refused", printer=self._uri, why=f"IPP {answer.status:#06x}", retryable=True)
        return answer

    def _read(self, read: Callable[[], _T]) -> _T:
        try:
            return read()
        except IppUnreadable as error:
            raise WorldFailure("printer_unreadable", printer=self._uri, retryable=True) from error

    def _connect(self) -> socket.socket:
        """An open line. Raises WorldFailure."""
        try:
            line = socket.create_connection((self._host, self._port), CONNECT_S)
            return ssl.create_default_context().wrap_socket(line, server_hostname=self._host) if self._secure else line
        except ssl.SSLCertVerificationError as error:
            raise WorldFailure("printer_untrusted", printer=self._uri, retryable=True) from error
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise WorldFailure("printer_offline", printer=self._uri, retryable=True) from error
        except ssl.SSLError as error:
            # It speaks, and no TLS.
            raise WorldFailure("printer_unreadable", printer=self._uri, retryable=True) from error
        except OSError as error:
            raise WorldFailure("printer_offline", printer=self._uri, retryable=True) from error


class _Line:
    """As much of a socket as http.client wants, with one deadline for everything and a bound on what comes in."""

    def __init__(self, line: socket.socket, seconds: float) -> None:
        self._line, self._end = line, time.monotonic() + seconds

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self.left_s())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self.left_s))

    def left_s(self) -> float:
        """Raises TimeoutError when there is none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def close(self) -> None:
        """Whoever opened the line closes it; http.client would, before the answer is read."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: socket.socket, left_s: Callable[[], float]) -> None:
        self._line, self._left_s = line, left_s
        self._come = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        self._line.settimeout(self._left_s())
        count = self._line.recv_into(buffer)
        self._come += count
        if self._come > LINE_BYTES_MAX:
            raise IppUnreadable("too long")
        return count


def _exchange(connection: HTTPConnection, path: str, body: bytes) -> tuple[int, bytes]:
    """Status and body of an HTTP answer. Raises OSError, HTTPException, IppUnreadable."""
    connection.request("POST", path, body, {"Content-Type": "application/ipp", "Connection": "close"})
    try:
        with connection.getresponse() as response:
            raw = response.read(ANSWER_BYTES_MAX + 1)
            if len(raw) <= ANSWER_BYTES_MAX and response.length:
                raise ConnectionResetError("hung up within the answer")
            if response.status == 200 and response.headers.get_content_type() != "application/ipp":
                raise IppUnreadable("not IPP")
            return response.status, raw
    except ValueError as error:
        # Of http.client, for a chunk of a negative size.
        raise IppUnreadable("not HTTP") from error


def _format_of(job: bytes, known: tuple[str, ...]) -> str:
    if job.startswith(b"%PDF"):
        return PDF
    return next((kind for kind in ZPL if kind in known), OCTETS)


def _bare(reasons: tuple[str, ...], suffixes: tuple[str, ...]) -> Iterator[str]:
    """The reasons without one of these suffixes; one with another suffix stays as it is."""
    for reason in reasons:
        found = next((suffix for suffix in suffixes if reason.endswith(suffix)), "")
        yield reason.removesuffix(found)


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return False
