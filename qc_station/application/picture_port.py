"""What the studio asks of pixels: numbers about a photograph, and whether two show the same garment."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qc_station.domain.picture import PictureMeasures


class PictureJudge(Protocol):
    """Both decode hostile bytes; both take a good part of a second and are called on a worker's thread."""

    def quick(self, file: Path) -> PictureMeasures:
        """A look at a quarter of the size, for the instant badge (`full` is False).

        Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large").
        """
        ...

    def full(self, file: Path) -> PictureMeasures:
        """The whole picture. Raises as `quick`."""
        ...

    def likeness(self, one: Path, other: Path) -> int:
        """How many features of the garment in `one` are found again in `other` (masked SIFT, geometrically consistent).

        Of the same garment 49 and more, of different ones 15 and less (vision.md 5); a proposal, never a proof.
        Raises as `quick`.
        """
        ...


@dataclass(frozen=True, slots=True)
class LiveLook:
    """What is drawn into the live picture: clipped light and shadow, sharp edges; and whether its level is measured."""

    clipping: bool = False
    peaking: bool = False
    level: bool = False


@dataclass(frozen=True, slots=True)
class LiveRaster:
    """A live picture decoded: `pixels` are `height` rows of `width` times blue, green, red and 255.

    `tilt_deg`: how far the subject leans to the right of upright, where it was asked for and can be told.
    """

    pixels: memoryview = field(repr=False)
    width: int
    height: int
    tilt_deg: float | None = None


class LiveDecoder(Protocol):
    """Decodes the live pictures of one camera, on one thread."""

    def __call__(self, jpeg: bytes, look: LiveLook) -> LiveRaster | None:
        """None for what is no picture: the next one is on its way."""
        ...
