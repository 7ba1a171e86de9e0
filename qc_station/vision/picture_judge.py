"""What a photograph measures: sharpness, exposure, framing, level, backdrop. Whether that is good is policy's word.

The subject is found in the reduced picture (`vision.subject`); sharpness is measured at full size, for a blur of two
pixels is gone from anything smaller (cameras.md 4). Both decodes of a full look run beside each other.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from qc_station.domain.picture import Backdrop, Framing, PictureMeasures
from qc_station.vision.colour import chart_correction
from qc_station.vision.likeness import features_in_common
from qc_station.vision.opened_picture import Grey, OpenedPicture, open_picture
from qc_station.vision.subject import LOOK_LONGEST, Look, Mask, Picture, look_for_subject, reduced
from qc_station.vision.upright import tilt_deg

# Longer side of the reduced picture, at least; a 24-megapixel one comes out at a quarter, 1500 pixels.
REDUCED_LONGEST = 1280
CHART_LONGEST = 1500
# The longer side is divided into so many square tiles: 250 pixels each at 24 megapixels.
_TILES = 24
_TILE_LEAST = 8
# A tile speaks for the cloth when it lies in it as a whole; garments too thin for that are judged by their best tiles.
_TILE_IN_SUBJECT, _TILE_PARTLY = 0.9, 0.4
_SHARPNESS_PERCENTILE = 75
_DARK, _LIGHT = 4, 251
# The backdrop is measured this share of the longer side away from the subject, beyond the shadow at its edge.
_AWAY = 0.03
_BACKDROP_LEAST = 0.01
_TILT_MOST_DEG = 20.0
_THUMBNAIL_QUALITY = 82
Variances = npt.NDArray[np.float64]


class CvPictureJudge:
    """Implements `PictureJudge`. Holds nothing: may be called from several threads."""

    def quick(self, file: Path) -> PictureMeasures:
        """Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large")."""
        picture = open_picture(file)
        colours = picture.colours(REDUCED_LONGEST)
        return _measures(picture, colours, lambda: tile_variances(_grey(colours)), full=False)

    def full(self, file: Path) -> PictureMeasures:
        """Raises as `quick`."""
        return self._full(open_picture(file))[0]

    def full_and_thumbnail(self, file: Path, longest: int) -> tuple[PictureMeasures, bytes]:
        """The same and a small upright JPEG, its longer side at most `longest` pixels, made of what was decoded.

        Raises as `quick`.
        """
        picture = open_picture(file)
        measures, colours = self._full(picture)
        return measures, _thumbnail(picture, colours, longest)

    def thumbnail(self, file: Path, longest: int) -> bytes:
        """A small upright JPEG, its longer side at most `longest` pixels. Raises as `quick`."""
        picture = open_picture(file)
        return _thumbnail(picture, picture.colours(longest), longest)

    def likeness(self, one: Path, other: Path) -> int:
        """Raises as `quick`."""
        first, second = (open_picture(file) for file in (one, other))
        return features_in_common(first.colours(LOOK_LONGEST), second.colours(LOOK_LONGEST))

    def chart(self, file: Path) -> bool:
        """Whether a colour chart is in the picture. It may take a second to find none: it is no part of a verdict.

        Raises as `quick`.
        """
        return chart_correction(reduced(open_picture(file).colours(CHART_LONGEST), CHART_LONGEST)) is not None

    def _full(self, picture: OpenedPicture) -> tuple[PictureMeasures, Picture]:
        with ThreadPoolExecutor(1) as beside:
            variances = beside.submit(lambda: tile_variances(picture.grey()))
            colours = picture.colours(REDUCED_LONGEST)
            measures = _measures(picture, colours, variances.result, full=True)
        return measures, colours


def tile_variances(grey: Grey) -> Variances:
    """The variance of the Laplacian (3×3, four neighbours) in each tile of a grid, shape (rows, columns).

    `grey`: 8 bits, shape (height, width). One strip at a time: what was just filtered is still in the cache.
    """
    rows, columns = _grid(grey.shape[0], grey.shape[1])
    found = np.zeros((len(rows) - 1, len(columns) - 1))
    for row, (top, bottom) in enumerate(itertools.pairwise(rows)):
        edges = cv2.Laplacian(grey[top:bottom], cv2.CV_16S)
        for column, (left, right) in enumerate(itertools.pairwise(columns)):
            tile = edges[:, left:right]
            # Ten times as fast as `meanStdDev` on 16-bit numbers (OpenCV 5.0, measured).
            found[row, column] = cv2.norm(tile, cv2.NORM_L2SQR) / tile.size - cv2.mean(tile)[0] ** 2
    return found


def _grid(height: int, width: int) -> tuple[list[int], list[int]]:
    """Where the rows and columns of tiles begin, and after the last one where it ends."""
    side = max(max(height, width) / _TILES, _TILE_LEAST)
    rows, columns = (max(round(length / side), 1) for length in (height, width))
    return (
        [round(at * height / rows) for at in range(rows + 1)],
        [round(at * width / columns) for at in range(columns + 1)],
    )


def _measures(
    picture: OpenedPicture, colours: Picture, variances: Callable[[], Variances], *, full: bool
) -> PictureMeasures:
    """`variances` is asked last: they may still be in the making on another thread."""
    look = look_for_subject(colours)
    inside = np.full(look.lab.shape[:2], 255, np.uint8) if look.mask is None else look.mask
    dark, light = _clipped(colours, inside)
    lightness = float(cv2.mean(look.lab, inside)[0])
    framing = None if look.mask is None else _framing(picture.upright(look.mask))
    backdrop = _backdrop(look)
    width, height = picture.upright_size
    return PictureMeasures(
        width=width,
        height=height,
        sharpness=_sharpness(variances(), inside),
        clipped_dark=dark,
        clipped_light=light,
        lightness=lightness,
        framing=framing,
        backdrop=backdrop,
        full=full,
    )


def _sharpness(variances: Variances, inside: Mask) -> float:
    """The 75th percentile over the tiles that lie in the subject."""
    rows, columns = variances.shape
    share = cv2.resize(inside, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float64) / 255
    for least in (_TILE_IN_SUBJECT, _TILE_PARTLY):
        chosen = variances[share >= least]
        if chosen.size:
            return float(np.percentile(chosen, _SHARPNESS_PERCENTILE))
    return float(variances.flat[int(np.argmax(share))])


def _clipped(colours: Picture, inside: Mask) -> tuple[float, float]:
    """The share of the subject's pixels that are black, and that are white."""
    height, width = colours.shape[:2]
    mask = cv2.resize(inside, (width, height), interpolation=cv2.INTER_NEAREST)
    counts = cv2.calcHist([_grey(colours)], [0], mask, [256], [0, 256]).ravel()
    total = max(float(counts.sum()), 1.0)
    return float(counts[: _DARK + 1].sum() / total), float(counts[_LIGHT:].sum() / total)


def _framing(mask: Mask) -> Framing:
    """Of the subject in the upright picture."""
    height, width = mask.shape
    x, y, wide, tall = cv2.boundingRect(mask)
    margins = (x / width, y / height, (width - x - wide) / width, (height - y - tall) / height)
    return Framing(
        *margins,
        fill=max(wide / width, tall / height),
        touches=bool(mask[0].any() or mask[-1].any() or mask[:, 0].any() or mask[:, -1].any()),
        tilt_deg=tilt_deg(mask, _TILT_MOST_DEG),
    )


def _backdrop(look: Look) -> Backdrop | None:
    """What is around the subject; None where nothing is."""
    if look.mask is None:
        return None
    size = max(round(max(look.mask.shape) * _AWAY * 2) | 1, 3)
    around = cv2.dilate(look.mask, np.ones((size, size), np.uint8)) == 0
    if np.count_nonzero(around) < _BACKDROP_LEAST * around.size:
        return None
    lightness = look.lab[:, :, 0][around]
    mean = cv2.mean(look.lab, around.astype(np.uint8))
    low, high = np.percentile(lightness, (5, 95))
    return Backdrop(
        lightness=float(mean[0]),
        cast=math.hypot(mean[1], mean[2]),
        unevenness=float(high - low),
    )


def _grey(colours: Picture) -> Grey:
    return cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


def _thumbnail(picture: OpenedPicture, colours: Picture, longest: int) -> bytes:
    small = picture.upright(reduced(colours, longest))
    done, encoded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _THUMBNAIL_QUALITY])
    assert done, "an 8-bit picture of three colours always becomes a JPEG"
    return encoded.tobytes()
