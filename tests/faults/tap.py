"""A wire between a bench and the ledger that strikes at one chosen moment of what they say to each other."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Self

_CHUNK = 1 << 16
_RST_AT_CLOSE = struct.pack("ii", 1, 0)


class Moment(StrEnum):
    """When to strike. After ANSWER_LOST the answer is not passed on: the work is done, and nobody hears of it."""

    ASKED = auto()
    ASKING_PASSED = auto()
    ANSWER_LOST = auto()
    ANSWER_PASSED = auto()


@dataclass(slots=True)
class _Trap:
    moment: Moment
    nth: int
    delay_s: float
    at_any_call: bool
    strike: Callable[[], None]


@dataclass(slots=True)
class _Line:
    """One connection: the bench's end, the ledger's end, and whether an approval was spoken of last."""

    bench: socket.socket
    ledger: socket.socket
    posting: bool = False


class Tap:
    """Listens on `port` and passes everything on to `target_port`, which may come and go."""

    def __init__(self, target_port: int) -> None:
        self._target = ("127.0.0.1", target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._wake, self._woken = socket.socketpair()
        self._trap: _Trap | None = None
        self._lock = threading.Lock()
        self._selector = selectors.DefaultSelector()
        self._thread = threading.Thread(target=self._serve, name="tap")
        self.struck = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def arm(
        self,
        moment: Moment,
        strike: Callable[[], None],
        *,
        nth: int = 1,
        delay_s: float = 0.0,
        at_any_call: bool = False,
    ) -> None:
        """Strike once, at the nth such moment from now on: of a delivery of approvals (`POST`), or of any call."""
        with self._lock:
            self._trap = _Trap(moment, nth, delay_s, at_any_call, strike)

    def disarm(self) -> None:
        with self._lock:
            self._trap = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._wake.send(b"x")
        self._thread.join()
        for end in (self._listener, self._wake, self._woken):
            end.close()

    def _serve(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._woken:
                    self._end()
                    return
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fd != -1 and key.fileobj in self._open():
                    self._pass_on(key.data, key.fileobj)

    def _open(self) -> set[object]:
        return {key.fileobj for key in self._selector.get_map().values()}

    def _accept(self) -> None:
        bench, _ = self._listener.accept()
        try:
            ledger = socket.create_connection(self._target, timeout=5)
        except OSError:
            _reset(bench)
            return
        line = _Line(bench, ledger)
        for end in (bench, ledger):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(end, selectors.EVENT_READ, line)

    def _pass_on(self, line: _Line, source: object) -> None:
        from_bench = source is line.bench
        end, other = (line.bench, line.ledger) if from_bench else (line.ledger, line.bench)
        try:
            chunk = end.recv(_CHUNK)
            if not chunk:
                raise ConnectionError
            if from_bench and chunk.startswith((b"GET ", b"POST ")):
                line.posting = chunk.startswith(b"POST ")
            if self._struck(Moment.ASKED if from_bench else Moment.ANSWER_LOST, line) and not from_bench:
                raise ConnectionError
            other.sendall(chunk)
            self._struck(Moment.ASKING_PASSED if from_bench else Moment.ANSWER_PASSED, line)
        except OSError:
            for each in (line.bench, line.ledger):
                self._selector.unregister(each)
                _reset(each)

    def _struck(self, moment: Moment, line: _Line) -> bool:
        with self._lock:
            trap = self._trap
            if trap is None or trap.moment is not moment or not (line.posting or trap.at_any_call):
                return False
            trap.nth -= 1
            if trap.nth > 0:
                return False
            self._trap = None
        time.sleep(trap.delay_s)
        trap.strike()
        self.struck += 1
        return True

    def _end(self) -> None:
        for end in self._open() - {self._listener, self._woken}:
            assert isinstance(end, socket.socket)
            end.close()
        self._selector.close()


def _reset(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST_AT_CLOSE)
    end.close()
