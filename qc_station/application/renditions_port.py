"""What is still to be made for the shop, what was made, and which of it is known to lie in the house's store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Recipe, Rendition


class RenderState(StrEnum):
    """REFUSED: the recipe cannot be followed on that picture, `trouble` says why; asked again it waits again."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RenderTask:
    """One picture by one recipe: original and recipe name it for ever.

    `attempts` counts how often its making began and nobody heard of an end. `trouble` is the code of what stopped it
    last; one that waits with a trouble is tried again.
    """

    original: PhotoRef
    recipe: Recipe
    piece_id: str
    asked_at: datetime
    state: RenderState = RenderState.WAITING
    attempts: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class RenderProgress:
    waiting: int = 0
    done: int = 0
    refused: int = 0
    cancelled: int = 0

    @property
    def asked(self) -> int:
        """What is wanted: all but the cancelled."""
        return self.waiting + self.done + self.refused


@dataclass(frozen=True, slots=True)
class PieceFiles:
    """Originals and renditions of a piece; `made` counts its tasks that came to an end, done or refused."""

    piece_id: str
    made: int
    files: tuple[PhotoRef, ...]


class Renditions(Protocol):
    """The queue and its fruits. Every change names a task that waits; one that waits no more is left as it is."""

    def ask(self, tasks: Sequence[RenderTask]) -> int:
        """How many wait now that did not: new ones, and refused or cancelled ones that are asked again."""
        ...

    def next_waiting(self, after: RenderTask | None = None, piece_id: str = "") -> RenderTask | None:
        """Least often begun without an end, then oldest, behind `after` in that order; of one piece or of any."""
        ...

    def begun(self, task: RenderTask) -> None:
        """One attempt more, of which no end is known yet."""
        ...

    def postponed(self, task: RenderTask, trouble: str) -> None:
        """It waits on; the attempt came to an end, though to no good one."""
        ...

    def done(self, task: RenderTask, renditions: Sequence[Rendition]) -> bool:
        """False, and nothing kept, when it waited no more: cancelled meanwhile, or done by another bench."""
        ...

    def refused(self, task: RenderTask, code: str) -> None: ...

    def cancel(self, piece_id: str) -> int:
        """How many of the piece's wait no more."""
        ...

    def of_piece(self, piece_id: str) -> tuple[RenderTask, ...]:
        """Oldest first."""
        ...

    def of(self, original: str, recipe: str) -> tuple[Rendition, ...]:
        """The files of an original (SHA-256) by a recipe (its key), by name; empty until they are made."""
        ...

    def progress(self, piece_id: str = "") -> RenderProgress:
        """Of one piece, or of all."""
        ...

    def unmirrored(self, store: str, after: str, limit: int) -> tuple[PieceFiles, ...]:
        """Pieces behind `after` with tasks that came to an end, and not `mirrored` to this store since; by piece id."""
        ...

    def mirrored(self, store: str, piece: PieceFiles) -> None:
        """All files of the piece are in the store, verified."""
        ...


class Derive(Protocol):
    def __call__(self, original: Path, recipe: Recipe, /) -> tuple[tuple[str, bytes, int, int], ...]:
        """Name, bytes, width and height of every output.

        Raises RuleBroken where the recipe may not be followed, and WorldFailure for what is no picture.
        """
        ...
