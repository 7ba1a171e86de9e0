"""The thread that does by time what nobody asks for: seal the books, end what has run out, tell what is about to be
late. Any number of ledgers on the same books may do so at once: each chore does nothing twice.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from voucher_ledger.domain.errors import Unavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    name: str
    every_s: float
    do: Callable[[], object]


class Chores:
    """A context: at its end the chore under way is finished first. What fails is logged and done at its next time."""

    def __init__(self, chores: Sequence[Chore]) -> None:
        self._due = dict.fromkeys(chores, 0.0)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chores", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            for chore, due in self._due.items():
                if due <= time.monotonic() and not self._closing.is_set():
                    _do(chore)
                    self._due[chore] = time.monotonic() + chore.every_s
            self._closing.wait(max(0.0, min(self._due.values()) - time.monotonic()))


def _do(chore: Chore) -> None:
    try:
        chore.do()
    except Unavailable:
        _log.warning("chore_without_books", extra={"chore": chore.name})
    except Exception:  # noqa: BLE001 a bug ends this chore, with its trace in the log, and none of the others
        _log.exception("chore_failed", extra={"chore": chore.name})
