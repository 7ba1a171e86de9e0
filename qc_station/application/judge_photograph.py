"""A photograph is looked at while it is being stored: the disk and the eye wait for different things."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from qc_station.application.picture_port import PictureJudge
from qc_station.application.ports import PhotoStore
from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures

_Seen = TypeVar("_Seen")


def stored_and_judged(file: Path, photos: PhotoStore, judge: PictureJudge) -> tuple[PhotoRef, PictureMeasures]:
    """The whole verdict's measures, and the reference under which the bytes are kept.

    Raises as `stored_and_seen`.
    """
    return stored_and_seen(file, photos, judge.full)


def stored_and_seen(
    file: Path,
    photos: PhotoStore,
    look: Callable[[Path], _Seen],
    told: Callable[[PhotoRef], None] = lambda _: None,
) -> tuple[PhotoRef, _Seen]:
    """Keep a file on a thread of its own while `look` looks at it on this one; both are over when this returns. `told`
    hears on that thread, at once, that the bytes are safe.

    Raises what `look` raises, WorldFailure("not_a_picture") among it, else what the store raises. What is no picture
    may have been kept by then: bytes under their hash, which nothing names.
    """
    with ThreadPoolExecutor(1, "keep-photograph") as beside:
        kept = beside.submit(_keep, file, photos, told)
        seen = look(file)
    return kept.result(), seen


def _keep(file: Path, photos: PhotoStore, told: Callable[[PhotoRef], None]) -> PhotoRef:
    photo = photos.keep(file)
    told(photo)
    return photo
