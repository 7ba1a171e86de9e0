"""Photographs by their content: a decision names them, the bench that took them sends them, the ledger hashes them.

A file is in its place before the books say that it was received: whoever reads the books finds it there.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from voucher_ledger.application.ports import Clock, Store
from voucher_ledger.domain.errors import Breach, InvalidRequest, NotFound
from voucher_ledger.domain.settlement import Bench

# What the largest camera of a bench writes; the bench keeps no larger file either.
FILE_BYTES_MAX = 120 * 1024 * 1024


class Arrival(Protocol):
    """A file on its way in: not there before `settle`, gone when it is left without."""

    size: int

    def write(self, part: bytes) -> None:
        """Raises Unavailable when the disk takes no more."""

    @property
    def sha256(self) -> str: ...

    def settle(self) -> None:
        """On the disk and in its place, for good. Raises Unavailable."""


class Photographs(Protocol):
    """Files by their SHA-256."""

    def arrive(self) -> AbstractContextManager[Arrival]:
        """Raises Unavailable when nothing can be written."""

    def file(self, sha256: str) -> Path | None:
        """Where it lies; None where there is none."""

    def intact(self, sha256: str) -> bool:
        """Whether its bytes still have that hash."""


def wanted(bench: Bench, limit: int, store: Store) -> tuple[str, ...]:
    """What decisions of a bench name and the ledger has not received, oldest first."""
    return store.read(lambda books: books.evidence.wanted(bench, limit))


def awaited(sha256: str, store: Store) -> bool:
    """Whether a decision names it and it has not come; False when it has. Raises NotFound, Unavailable."""
    received = store.read(lambda books: books.evidence.received(sha256))
    if received is None:
        raise NotFound("no decision names this photograph")
    return not received


def settle(arrival: Arrival, sha256: str, store: Store, clock: Clock) -> None:
    """Keep what arrived, if it is what it was called. Raises InvalidRequest, Unavailable."""
    if arrival.sha256 != sha256 or not arrival.size:
        raise InvalidRequest("these are other bytes", [Breach("sha256", "hash", "the SHA-256 of the body")])
    arrival.settle()
    size = arrival.size
    store.transact(lambda books: books.evidence.receive(sha256, size, clock.now()))
