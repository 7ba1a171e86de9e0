"""Whether the books may be written. Asked before every write, so the answer is kept for a moment."""

from __future__ import annotations

import threading
import time

from voucher_ledger.application.ports import Store
from voucher_ledger.domain.errors import Unavailable

KEPT_S = 1.0


class Readiness:
    """A guard trigger that disappears under a running ledger stops the writing within `KEPT_S`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._faults: tuple[str, ...] = ()
        self._asked_at = float("-inf")

    def faults(self) -> tuple[str, ...]:
        """What keeps the ledger from writing, asked afresh when the last answer is old."""
        with self._lock:
            if time.monotonic() - self._asked_at > KEPT_S:
                self._faults = self._store.faults()
                self._asked_at = time.monotonic()
            return self._faults

    def require(self) -> None:
        """Raise Unavailable unless everything is in place."""
        if faults := self.faults():
            raise Unavailable(f"not ready: {', '.join(faults)}")
