"""Photographs leave the bench for the house's store: a shared disk, or whatever speaks S3.

An errand: a piece at a time, originals and renditions, each verified there by its SHA-256; a piece is remembered as
mirrored in one word once all of its files are. Whatever fails, nothing is forgotten: what is not remembered is tried
again, and what lies there already is not sent again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import PhotoStore, UnitOfWorkFactory
from qc_station.domain.photo import PhotoRef

PIECES_AT_ONCE = 20
_log = logging.getLogger(__name__)


class ObjectStore(Protocol):
    """Files by their SHA-256, somewhere else. Every call may take as long as the network does, and no longer than its
    own limits.

    Raises WorldFailure: "store_unreachable" (trying again helps), "store_refused" (name or key are not let in),
    "store_missing" (no such folder or bucket), "store_full", "store_damaged" (other bytes than were sent).
    """

    @property
    def address(self) -> str:
        """Where it is, without any secret."""
        ...

    def put(self, photo: PhotoRef, file: Path) -> None:
        """Send a file; it lies there whole, with that hash, or not at all. Raises WorldFailure("file_unreadable") too,
        for a file that is not here or no longer those bytes.
        """
        ...

    def has(self, photo: PhotoRef) -> bool:
        """It lies there with that size and, as far as the store itself vouches for it, that hash."""
        ...

    def get(self, photo: PhotoRef, into: Path) -> None:
        """Fetch a file, every byte checked. Raises WorldFailure("store_lacks") where it is not there."""
        ...


@dataclass(frozen=True, slots=True)
class MirrorReport:
    """`lost`: files neither here nor there; whoever reads the log looks for them. `more`: call again."""

    pieces: int = 0
    sent: int = 0
    known: int = 0
    lost: int = 0
    more: bool = False
    last: str = ""


def mirror_photographs(
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    store: ObjectStore,
    after: str = "",
    *,
    going_on: Callable[[], bool] = lambda: True,
) -> MirrorReport:
    """Send what the store lacks of the next pieces behind `after`. Raises WorldFailure as ObjectStore does."""
    name = store_name(store.address)
    with unit_of_work(read_only=True) as uow:
        pieces = uow.renditions.unmirrored(name, after, PIECES_AT_ONCE)
    done = sent = known = lost = 0
    for piece in pieces:
        missing = 0
        for file in piece.files:
            if not going_on():
                return MirrorReport(done, sent, known, lost, more=True, last=after)
            if store.has(file):
                known += 1
            elif photos.intact(file):
                store.put(file, photos.path(file))
                sent += 1
            else:
                missing += 1
                _log.error("photograph_lost", extra={"sha256": file.sha256, "piece": piece.piece_id})
        lost += missing
        after = piece.piece_id
        if not missing:
            with unit_of_work() as uow:
                uow.renditions.mirrored(name, piece)
                uow.commit()
            done += 1
    return MirrorReport(done, sent, known, lost, more=len(pieces) == PIECES_AT_ONCE, last=after)


def mirror_all(
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    store: ObjectStore,
    *,
    going_on: Callable[[], bool] = lambda: True,
) -> MirrorReport:
    """Once through everything that is not known to be there. Raises as `mirror_photographs`."""
    total, more = MirrorReport(), True
    while more and going_on():
        report = mirror_photographs(unit_of_work, photos, store, total.last, going_on=going_on)
        total = MirrorReport(
            total.pieces + report.pieces,
            total.sent + report.sent,
            total.known + report.known,
            total.lost + report.lost,
            more=report.more,
            last=report.last,
        )
        more = report.more
    return total


def store_name(address: str) -> str:
    """A short name for an address, for what is remembered: another store begins from nothing."""
    return hashlib.sha256(address.encode("utf-8")).hexdigest()[:16]


def damaged(photo: PhotoRef) -> WorldFailure:
    """What came back, or lies there, is not what was sent."""
    return WorldFailure("store_damaged", retryable=True, sha256=photo.sha256)
