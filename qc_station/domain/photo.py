"""Photographs: evidence by content, never by path. The same bytes are one photograph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.errors import RuleBroken

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PhotoRef:
    """A photograph in the photo store: SHA-256 of its original bytes, hexadecimal lower case; `size` in bytes."""

    sha256: str
    size: int

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256):
            raise RuleBroken("bad_photo_hash", sha256=self.sha256[:80])


@dataclass(frozen=True, slots=True)
class Shot:
    """A kept photograph of a piece, and the view it shows (`front`, `label`, `defect:trims:1`)."""

    view: str
    photo: PhotoRef
    taken_at: datetime
    operator: str


class TrayState(StrEnum):
    WAITING = "waiting"
    FILED = "filed"
    THROWN_AWAY = "thrown_away"


@dataclass(frozen=True, slots=True)
class TrayFrame:
    """A frame that arrived with no piece open: it waits in the tray, it is never guessed onto the last piece.

    `number` names it in the tray (0 = not stored yet).
    """

    photo: PhotoRef
    arrived_at: datetime
    origin: str
    number: int = 0
    state: TrayState = TrayState.WAITING
