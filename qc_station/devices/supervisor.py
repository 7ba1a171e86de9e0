"""One child process at a time, looked after: set up, heard, torn down, and begun again after a bounded wait.

The child says how long its next silence may last (`Beat`); one that is silent for longer hangs and is killed. Whatever
ends it (a crash inside a C library, a hang, a lost connection), the cure is the same: a fresh process.
"""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection as Link
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Protocol

from qc_station.application.camera_port import CameraError, CameraErrorKind
from qc_station.devices.driver import Beat, Bug, Lost, Order, Quit, Word

BACKOFF_S = (1.0, 2.0, 5.0, 10.0)
# A child that served this long was a success; the next wait begins at the first step again.
STEADY_S = 10.0
START_PATIENCE_S = 30.0
QUIT_PATIENCE_S = 3.0
KILL_PATIENCE_S = 5.0

Body = Callable[..., None]
_log = logging.getLogger(__name__)


class Charge(Protocol):
    """Whom the supervisor works for. Called from the supervisor's thread only."""

    def arguments(self) -> tuple[object, ...]:
        """What the next child's body gets after its link; plain data."""
        ...

    def hear(self, word: Word) -> None: ...

    def ended(self, error: CameraError, retry_in_s: float | None) -> None:
        """A child ended; `retry_in_s` is None when no other will follow."""
        ...


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    link: Link
    deadline_s: float
    last_word: CameraError | None = None


class Supervisor:
    def __init__(self, name: str, body: Body, charge: Charge, backoff_s: tuple[float, ...] = BACKOFF_S) -> None:
        self._name, self._body, self._charge, self._backoff_s = name, body, charge, backoff_s
        self._orders: deque[Order] = deque()
        self._stopping = threading.Event()
        self._pid: int | None = None
        self._ear, self._bell = multiprocessing.Pipe(duplex=False)
        self._bell_lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is one."""
        return self._pid

    def start(self, after: Supervisor | None = None) -> None:
        """Begin; `after` another one has ended, where two must not serve at once."""
        self._thread = threading.Thread(target=self._work, args=(after,), name=f"{self._name}-supervisor", daemon=True)
        self._thread.start()

    def tell(self, order: Order) -> None:
        """Hand an order to the child; it is lost with a child that ends before it reads it."""
        self._orders.append(order)
        self._ring()

    def stop(self) -> None:
        self._stopping.set()
        self._ring()

    def join(self, timeout_s: float) -> bool:
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # ------------------------------------------------------------ the supervisor's thread

    def _work(self, after: Supervisor | None) -> None:
        if after is not None:
            after.join(QUIT_PATIENCE_S + KILL_PATIENCE_S + 2)
        failures = 0
        while not self._stopping.is_set():
            began_s = time.monotonic()
            error = self._one_child()
            failures = 0 if time.monotonic() - began_s > STEADY_S else failures
            wait_s = self._backoff_s[min(failures, len(self._backoff_s) - 1)]
            failures += 1
            stopping = self._stopping.is_set()
            self._charge.ended(error, None if stopping else wait_s)
            self._stopping.wait(wait_s)
        with self._bell_lock:
            self._ear.close()
            self._bell.close()

    def _one_child(self) -> CameraError:
        """From birth to burial; why it ended."""
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(
            target=self._body, args=(theirs, *self._charge.arguments()), name=f"{self._name}-driver", daemon=True
        )
        self._orders.clear()
        process.start()
        theirs.close()
        self._pid = process.pid
        child = _Child(process, ours, time.monotonic() + START_PATIENCE_S)
        try:
            return self._attend(child)
        finally:
            self._bury(child)

    def _attend(self, child: _Child) -> CameraError:
        while not self._stopping.is_set():
            patience_s = max(0.0, child.deadline_s - time.monotonic())
            ready = wait([child.link, self._ear], patience_s)
            if self._ear in ready:
                self._ear.recv_bytes()
                self._pass_orders(child)
            if child.link in ready:
                if not self._hear(child):
                    return self._why(child)
            elif not ready:
                _log.warning(
                    "driver_hung",
                    extra={"driver": self._name, "silent_s": round(time.monotonic() - child.deadline_s, 1)},
                )
                return CameraError(CameraErrorKind.DRIVER_HUNG, retryable=True)
        self._farewell(child)
        return CameraError(CameraErrorKind.CLOSED)

    def _hear(self, child: _Child) -> bool:
        """One word; False at the end of the line."""
        try:
            word: Word = child.link.recv()
        except (EOFError, OSError):
            return False
        match word:
            case Beat(patience_s):
                child.deadline_s = time.monotonic() + patience_s
            case Lost(error):
                child.last_word = error
            case Bug(trace):
                _log.error("driver_bug", extra={"driver": self._name, "driver_trace": trace})
                child.last_word = CameraError(CameraErrorKind.DRIVER_CRASHED, retryable=True, detail=trace[-2000:])
            case _:
                self._charge.hear(word)
        return True

    def _pass_orders(self, child: _Child) -> None:
        while self._orders:
            try:
                child.link.send(self._orders.popleft())
            except OSError:
                return  # it ended; its last words are read next

    def _why(self, child: _Child) -> CameraError:
        child.process.join(KILL_PATIENCE_S)
        code = child.process.exitcode
        if child.last_word is not None:
            return child.last_word
        _log.warning("driver_crashed", extra={"driver": self._name, "exit_code": code})
        return CameraError(CameraErrorKind.DRIVER_CRASHED, retryable=True, detail=f"exit code {code}")

    def _farewell(self, child: _Child) -> None:
        """Let it disconnect and hear it out: a file it is just keeping is announced still."""
        try:
            child.link.send(Quit())
        except OSError:
            return
        until_s = time.monotonic() + QUIT_PATIENCE_S
        while (left_s := until_s - time.monotonic()) > 0 and child.link.poll(left_s):
            if not self._hear(child):
                return

    def _bury(self, child: _Child) -> None:
        self._pid = None
        if child.process.is_alive():
            child.process.join(0.05)
        if child.process.is_alive():
            child.process.kill()
            child.process.join(KILL_PATIENCE_S)
        child.link.close()
        if child.process.exitcode is None:
            _log.error("driver_unkillable", extra={"driver": self._name, "pid": child.process.pid})
        else:
            child.process.close()

    def _ring(self) -> None:
        """Wake the thread. The bell holds thousands of rings, and they are heard at once."""
        with self._bell_lock:
            if not self._bell.closed:
                self._bell.send_bytes(b"!")
