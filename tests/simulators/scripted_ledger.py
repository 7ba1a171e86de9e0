"""A ledger over HTTP that does as it is told, one step a request: what no well-behaved server can be made to do."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def document(self):
        return json.loads(self.body) if self.body else None


@dataclass
class Reply:
    """What the server does. `cut` sends only so many bytes of the body it announced; `reset` answers with RST;
    `raw` are the very bytes on the line."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False
    raw: bytes | None = None


Step = Reply | Callable[[Asked], Reply]


def results(asked: Asked) -> Reply:
    """As a ledger to which everything is new."""
    answers = [{"id": each["id"], "outcome": "credited"} for each in asked.document["approvals"]]
    return Reply(body=json.dumps({"results": answers}).encode())


def problem(status: int, code: str, *, retryable: bool = False, **headers: str) -> Reply:
    body = {"type": f"urn:ledger:{code}", "title": code, "status": status, "retryable": retryable}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/problem+json"} | named)


class ScriptedLedger:
    """`steps` are used up one a request; after the last, `then` answers. `date` is what its clock says."""

    def __init__(self, *steps: Step, then: Step = results) -> None:
        self.steps = list(steps)
        self.then = then
        self.asked: list[Asked] = []
        self.connections = 0
        self.port = 0
        self.date = "Mon, 23 Nov 2026 09:00:00 GMT"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    script: ScriptedLedger
    timeout = 3

    def setup(self) -> None:
        super().setup()
        self.script.connections += 1

    def _reply(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        asked = Asked(self.command, self.path, dict(self.headers), body)
        self.script.asked.append(asked)
        step = self.script.steps.pop(0) if self.script.steps else self.script.then
        reply = step if isinstance(step, Reply) else step(asked)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in ({"Content-Length": str(len(reply.body))} | reply.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body[: reply.cut])
        self.close_connection = reply.cut is not None

    do_GET = do_POST = _reply

    def date_time_string(self, timestamp: float | None = None) -> str:
        return self.script.date

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 16
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what the tests are about."""

    def shutdown_request(self, request) -> None:
        # Without the polite shutdown of the base class a socket set to linger zero sends its RST.
        self.close_request(request)


@contextlib.contextmanager
def serving(script: ScriptedLedger, tls: ssl.SSLContext | None = None) -> Iterator[ScriptedLedger]:
    """On a free port of this machine for as long as the block lasts."""
    handler = type("Handler", (_Handler,), {"script": script})
    server = _Server(("127.0.0.1", 0), handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    script.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="scripted-ledger")
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
