"""A thread of the ledger's own, beside those that answer requests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Background:
    """Calls `round_` again and again, each time after as many seconds as it answered; `round_` never raises. A context:
    at its end the round under way is finished first, which may look at `closing`.
    """

    def __init__(self, name: str, round_: Callable[[], float], first_s: float = 0.0) -> None:
        self._round, self._first_s = round_, first_s
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def closing(self) -> bool:
        return self._closing.is_set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        wait_s = self._first_s
        while not self._closing.wait(wait_s):
            wait_s = self._round()
