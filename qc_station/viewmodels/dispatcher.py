"""The only thread hop of the window: work goes to one worker thread, first in first out; answers come back queued.

The bench is confined to this thread, so nothing on the GUI thread waits for a disk or a lock, and two keys pressed in
quick succession are two acts in that order.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger(__name__)

Work = Callable[[], object]
Answer = Callable[[object], None]
Crash = Callable[[str], None]


class Dispatcher(QObject):
    """`submit` returns at once. `crashed` carries the reference under which our own error stands in the log."""

    crashed = Signal(str)
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[tuple[Work, Answer | None] | None] = queue.SimpleQueue()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="bench", daemon=True)
        self._crashes = 0
        self._closed = False

    def start(self) -> None:
        self._thread.start()

    def submit(self, work: Work, then: Answer | None = None) -> None:
        """Run `work` on the worker; hand its value to `then` on this object's thread. A crash is reported, once."""
        if not self._closed:
            self._queue.put((work, then))

    def close(self, timeout_s: float = 5.0) -> None:
        """Finish what was submitted, then end; answers that have not been delivered are dropped."""
        if self._closed:
            return
        self._closed = True
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            work, then = task
            try:
                value = work()
            except Exception:  # noqa: BLE001 our bug: logged whole, shown as a code, the next key works
                self._crashes += 1
                reference = f"{self._crashes:03d}"
                _log.exception("internal_error", extra={"reference": reference})
                self._say(self.crashed, reference)
                continue
            if then is not None:
                self._say(self._answered, then, value)

    def _say(self, signal: object, *args: object) -> None:
        if not self._closed:
            signal.emit(*args)  # type: ignore[attr-defined]  # PySide types a bound signal as its descriptor

    @Slot(object, object)
    def _deliver(self, then: Answer, value: object) -> None:
        if not self._closed:
            then(value)
