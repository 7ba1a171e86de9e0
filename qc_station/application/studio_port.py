"""What the studio asks of the store: photo sets, what goes out to the shop, what was measured before, and what the shop
sent back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from qc_station.domain.photo_set import PhotoSet
from qc_station.domain.reentry import Reentry


class PublicationState(StrEnum):
    """PARKED: the shop refused it, a person must look."""

    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition of a piece for the shop: `body` is its `sheet.json`, to the byte, as it was signed off."""

    piece_id: str
    edition: int
    reference: str
    size: str
    body: str
    published_at: datetime
    state: PublicationState = PublicationState.WAITING
    attempts: int = 0
    trouble: str = ""


class PhotoSets(Protocol):
    def get(self, piece_id: str) -> PhotoSet | None: ...

    def save(self, photo_set: PhotoSet) -> PhotoSet:
        """Store and return it with its new version. Raises RuleBroken("changed_elsewhere")."""
        ...

    def holds(self, sha256: str) -> bool:
        """A shot of the studio's or the bench's has these bytes."""
        ...

    def measured_before(self, reference: str, size: str, apart_from: str) -> Mapping[str, int]:
        """What persons measured of another piece of this reference and size, newest first, in millimetres."""
        ...

    def all(self) -> Iterator[PhotoSet]: ...


class Publications(Protocol):
    def add(self, publication: Publication) -> None:
        """Raises RuleBroken("changed_elsewhere") where that edition is there already."""
        ...

    def latest(self, piece_id: str) -> Publication | None: ...

    def waiting(self, limit: int) -> tuple[Publication, ...]:
        """Those tried least first, then the oldest: one that cannot go out holds up no other."""
        ...

    def settle(self, publication: Publication) -> None:
        """Its state, attempts and trouble, while it waits still."""
        ...


class Reentries(Protocol):
    def of_piece(self, piece_id: str) -> tuple[Reentry, ...]:
        """By number."""
        ...

    def save(self, reentry: Reentry) -> Reentry:
        """Store and return it with its new version. Raises RuleBroken("changed_elsewhere")."""
        ...

    def remove(self, reentry: Reentry) -> None:
        """Forget one begun by mistake; its facts stay in the log. Raises RuleBroken("changed_elsewhere")."""
        ...

    def all(self) -> Iterator[Reentry]: ...
