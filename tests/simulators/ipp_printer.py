"""An IPP printer that does as it is told, byte for byte; it has its own encoding, not to test ours against itself."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading

READY = {"state": 3, "reasons": ["none"], "formats": ["application/octet-stream", "application/vnd.zebra-zpl"]}
PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B


def value(tag: int, name: str, raw: bytes) -> bytes:
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def values(tag: int, name: str, texts: list[str]) -> bytes:
    return b"".join(value(tag, "" if place else name, text.encode()) for place, text in enumerate(texts))


def ipp(number: int, *groups: bytes, status: int = 0) -> bytes:
    said = value(0x47, "attributes-charset", b"utf-8") + value(0x48, "attributes-natural-language", b"en")
    return struct.pack(">HHI", 0x0101, status, number) + b"\x01" + said + b"".join(groups) + b"\x03"


def http(body: bytes, kind: str = "application/ipp", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def document_of(body: bytes) -> bytes:
    """What stands behind the attributes of a request."""
    place = 8
    while body[place] != 0x03:
        if body[place] < 0x10:
            place += 1
            continue
        name = struct.unpack_from(">H", body, place + 1)[0]
        place += 3 + name
        place += 2 + struct.unpack_from(">H", body, place)[0]
    return body[place + 1 :]


class ScriptedIppPrinter:
    """Answers until `close`.

    `about` is what it says of itself; `job_states` is used up one a question, its last one stays; `statuses` maps an
    operation to the IPP status it is refused with; `raw` maps an operation to the very bytes of its HTTP answer, and
    `hang_up` to how many bytes of an answer are sent before the line is reset. `stop_after` bytes of a request reset
    it too. `taken` has the documents, `asked` the operations, `heads` and `requests` what came.
    """

    def __init__(self) -> None:
        self.about = dict(READY)
        self.job_states = [9]
        self.statuses: dict[int, int] = {}
        self.raw: dict[int, bytes] = {}
        self.hang_up: dict[int, int] = {}
        self.stop_after: int | None = None
        self.taken: list[bytes] = []
        self.asked: list[int] = []
        self.heard = threading.Condition()
        self.heads: list[bytes] = []
        self.requests: list[bytes] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        body = self._request(line)
        if body is None:
            self._reset(line)
            return
        operation, number = struct.unpack_from(">HI", body, 2)
        with self.heard:
            self.asked.append(operation)
            self.requests.append(body)
            self.heard.notify_all()
        answer = self.raw.get(operation, None) or http(self._answer(operation, number, body))
        if operation in self.hang_up:
            line.sendall(answer[: self.hang_up[operation]])
            self._reset(line)
            return
        line.sendall(answer)

    def _request(self, line: socket.socket) -> bytes | None:
        come = b""
        while b"\r\n\r\n" not in come:
            come += line.recv(65536)
        head, _, body = come.partition(b"\r\n\r\n")
        self.heads.append(head)
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        parts, count = [body], len(body)
        while count < length:
            if self.stop_after is not None and count >= self.stop_after:
                return None
            parts.append(line.recv(65536))
            count += len(parts[-1])
        return b"".join(parts)

    def _answer(self, operation: int, number: int, body: bytes) -> bytes:
        if operation in self.statuses:
            return ipp(number, status=self.statuses[operation])
        if operation == GET_PRINTER:
            state = value(0x23, "printer-state", struct.pack(">i", self.about["state"]))
            reasons = values(0x44, "printer-state-reasons", self.about["reasons"])
            return ipp(
                number, b"\x04" + state + reasons + values(0x49, "document-format-supported", self.about["formats"])
            )
        if operation == PRINT_JOB:
            self.taken.append(document_of(body))
            return ipp(number, b"\x02" + value(0x21, "job-id", struct.pack(">i", len(self.taken))))
        if operation == GET_JOB:
            state = self.job_states.pop(0) if len(self.job_states) > 1 else self.job_states[0]
            return ipp(number, b"\x02" + value(0x23, "job-state", struct.pack(">i", state)))
        return ipp(number)

    def _reset(self, line: socket.socket) -> None:
        # Not a polite end: power is gone.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
