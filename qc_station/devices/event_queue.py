"""Between the thread that serves a camera and the one that shows it: every event once, and only the newest picture."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from qc_station.application.camera_port import CameraEvent, LiveFrame


def _nobody() -> None:
    """Nobody waits for news yet; they are kept."""


class EventQueue:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[CameraEvent] = deque()
        self._frame: LiveFrame | None = None
        self._wake: Callable[[], None] = _nobody

    def on_news(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        wake()

    def put(self, event: CameraEvent) -> None:
        with self._lock:
            self._events.append(event)
        self._wake()

    def show(self, frame: LiveFrame | None) -> None:
        """Replace the picture nobody took yet; a reader that is woken already is not woken again."""
        with self._lock:
            waiting, self._frame = self._frame, frame
        if frame is not None and waiting is None:
            self._wake()

    def take_events(self) -> tuple[CameraEvent, ...]:
        with self._lock:
            taken = tuple(self._events)
            self._events.clear()
        return taken

    def take_frame(self) -> LiveFrame | None:
        with self._lock:
            frame, self._frame = self._frame, None
        return frame
