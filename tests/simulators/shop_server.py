"""A shop that takes editions over HTTP, on loopback: what was put, in order, and the troubles a shop may have."""

from __future__ import annotations

import base64
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class ShopServer:
    """`took` holds every file by its path; `answers` are statuses for the next requests, then 201."""

    def __init__(self) -> None:
        self.took: dict[str, bytes] = {}
        self.order: list[str] = []
        self.tokens: set[str] = set()
        self.wrong_digests = 0
        self.answers: list[int] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/intake"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def put(self, path: str, data: bytes, headers: dict[str, str]) -> int:
        if self.answers:
            return self.answers.pop(0)
        self.tokens.add(headers.get("Authorization", ""))
        said = headers.get("Digest", "").removeprefix("sha-256=")
        if said and base64.b64decode(said) != hashlib.sha256(data).digest():
            self.wrong_digests += 1
            return 422
        self.took[path] = data
        self.order.append(path)
        return 201

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                status = shop.put(self.path, data, dict(self.headers))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler
