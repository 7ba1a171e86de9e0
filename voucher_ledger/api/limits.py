"""Around every request: a body of at most 1 MiB, careful headers, one line in the log and one more in the figures.
A photograph may be larger: its route takes it in parts, and bounds it itself.

Pure ASGI. The body is read here, whole, before anything else looks at it; what is too large is read to its end (within
reason) and thrown away, because a sender that is still sending does not hear an answer.
"""

from __future__ import annotations

import time
from typing import Final

import structlog
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voucher_ledger.api.metrics import Metrics
from voucher_ledger.api.problems import problem, respond

BODY_BYTES_MAX: Final = 1024 * 1024
DISCARDED_BYTES_MAX: Final = 16 * BODY_BYTES_MAX
SECURITY_HEADERS: Final = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_LARGE: Final = ("PUT", "/v1/evidence/")
HTTPS_HEADERS: Final = ((b"strict-transport-security", b"max-age=31536000"),)
_log = structlog.get_logger()


class UploadTooLarge(HTTPException):
    def __init__(self, most: int) -> None:
        super().__init__(413, f"a photograph has at most {most} bytes", {"Connection": "close"})


class BodyLimit:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        large = scope["type"] == "http" and scope["method"] == _LARGE[0] and scope["path"].startswith(_LARGE[1])
        if scope["type"] != "http" or large:
            await self._app(scope, receive, send)
            return
        body, total, more = bytearray(), 0, True
        while more and total <= DISCARDED_BYTES_MAX:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            part: bytes = message.get("body", b"")
            total += len(part)
            if total <= BODY_BYTES_MAX:
                body += part
            more = message.get("more_body", False)
        if total > BODY_BYTES_MAX:
            too_large = problem("too-large", 413, f"a body has at most {BODY_BYTES_MAX} bytes")
            await respond(too_large, {"Connection": "close"})(scope, receive, send)
            return
        await self._app(scope, _Once(bytes(body), receive), send)


class _Once:
    """Gives the body that was read, then whatever comes (a disconnect)."""

    def __init__(self, body: bytes, then: Receive) -> None:
        self._body: bytes | None = body
        self._then = then

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._then()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class SecurityHeaders:
    """No answer is kept, framed, sniffed or run, unless its route says otherwise (the customers' page)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        https = scope.get("scheme") == "https"

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                ours = (*SECURITY_HEADERS, *HTTPS_HEADERS) if https else SECURITY_HEADERS
                message["headers"] = [*message["headers"], *(each for each in ours if each[0] not in given)]
            await send(message)

        await self._app(scope, receive, careful if scope["type"] == "http" else send)


class RequestLog:
    """Method, route, status, duration. The route's pattern, not the path: a path names a customer."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 0, time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except BaseException:
            status = 500  # answered further out
            raise
        finally:
            route = getattr(scope.get("route"), "path", None)
            took_s = time.perf_counter() - began
            self._metrics.observe(scope["method"], route, status, took_s)
            _log.info("request", method=scope["method"], route=route, status=status, took_ms=round(took_s * 1000, 1))
