"""An S3 server that does what a test tells it: refuses, fails, hangs up or falls silent, over real HTTP."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable
from typing import Self

Handler = http.server.BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def problem(status: int, code: str) -> Answer:
    """An error as S3 words it."""

    def answer(handler: Handler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>told by a test</Message></Error>'.encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/xml")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if handler.command != "HEAD":
            handler.wfile.write(body)

    return answer


def garbage(handler: Handler) -> None:
    """A page where an answer in XML belongs, as a captive portal gives it."""
    handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    body = b"<html>Welcome to the warehouse's network</html>"
    handler.send_response(502)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(body)


def hang_up(handler: Handler) -> None:
    """The connection is cut in the middle of what is sent."""
    handler.rfile.read(min(10, int(handler.headers.get("Content-Length") or 0)))
    handler.close_connection = True
    handler.connection.close()


def half(body: bytes) -> Answer:
    """Half of a body that was announced whole."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        handler.close_connection = True

    return answer


class ScriptedS3:
    """Answers every call with `answer`; `silence` is waited for by `fall_silent`, and ends with the server."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.calls = 0
        self.headers: list[dict[str, str]] = []
        self.silence = threading.Event()
        scripted = self

        class Handle(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 0.3  # of an idle connection, so that none outlives the test

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (OSError, ValueError):  # whoever asked is gone, or was cut off by us
                    self.close_connection = True

            def _any(self) -> None:
                scripted.calls += 1
                scripted.headers.append(dict(self.headers.items()))
                scripted.answer(self)

            do_GET = do_PUT = do_HEAD = do_POST = _any

            def log_message(self, *_: object) -> None:
                """Nothing on stderr."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handle)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fall_silent(self, _handler: Handler) -> None:
        self.silence.wait(20)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.silence.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
