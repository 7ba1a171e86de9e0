"""Serving the application on a socket of ours, saying when it listens, and stopping in good order."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

SHUTDOWN_S = 10


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a server's certificate chain and of its key, in PEM."""

    chain: Path
    key: Path


class _Announcing(uvicorn.Server):
    """Says so once it answers."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._listening()


def serve(
    app: FastAPI, host: str, port: int, listening: Callable[[int], None], certificate: Certificate | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are answered first. `listening` hears the port (0 picks one).

    Raises OSError when the address cannot be had.
    """
    with bound(host, port) as socket_, _signals_end_it():
        chosen = socket_.getsockname()[1]
        _Announcing(configuration(app, certificate), lambda: listening(chosen)).run(sockets=[socket_])


def configuration(app: FastAPI, certificate: Certificate | None = None) -> uvicorn.Config:
    """How uvicorn serves it: without its own log of paths, without saying what it is, TLS 1.2 at least."""
    return uvicorn.Config(
        app,
        ssl_certfile=None if certificate is None else certificate.chain,
        ssl_keyfile=None if certificate is None else certificate.key,
        ssl_version=ssl.PROTOCOL_TLS_SERVER,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=SHUTDOWN_S,
    )


@contextlib.contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket to serve on. Raises OSError.

    It says that it is TCP: asyncio turns Nagle's algorithm off only for sockets that do, and with it on an answer of
    two writes waits 40 ms for the client's delayed acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as made:
        if os.name == "posix":  # elsewhere this would let a second ledger take the same port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(128)
        yield made


@contextlib.contextmanager
def _signals_end_it() -> Iterator[None]:
    """Uvicorn raises the signal again once it has stopped; that one finds nothing left to do."""
    before = {number: signal.signal(number, _nothing) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _nothing(_number: int, _frame: object) -> None:
    """The server has stopped already."""
