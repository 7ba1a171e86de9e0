"""The thread that does by time what nobody asks for: seal the books, end what has run out, tell what is about to be
late. Any number of ledgers on the same books may do so at once: each chore does nothing twice.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from voucher_ledger.application.background import Background
from voucher_ledger.domain.errors import Unavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    name: str
    every_s: float
    do: Callable[[], object]


class Chores(Background):
    """What fails is logged and done at its next time."""

    def __init__(self, chores: Sequence[Chore]) -> None:
        super().__init__("chores", self._do_what_is_due)
        self._due = dict.fromkeys(chores, 0.0)

    def _do_what_is_due(self) -> float:
        for chore, due in self._due.items():
            if due <= time.monotonic() and not self.closing():
                _do(chore)
                self._due[chore] = time.monotonic() + chore.every_s
        return max(0.0, min(self._due.values()) - time.monotonic())


def _do(chore: Chore) -> None:
    try:
        chore.do()
    except Unavailable:
        _log.warning("chore_without_books", extra={"chore": chore.name})
    except Exception:  # noqa: BLE001 a bug ends this chore, with its trace in the log, and none of the others
        _log.exception("chore_failed", extra={"chore": chore.name})
