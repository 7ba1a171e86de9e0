"""Outline paths as pixels: flattened curves, filled and stroked with anti-aliasing. No Qt, so it runs anywhere."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import numpy.typing as npt

from tools.garments.pen import Point, segments

STEPS = 24
"""Straight pieces a curve is drawn with; at 1000 pixels a piece is then shorter than a stroke is wide."""
_SHIFT = 6

Pixels = npt.NDArray[np.uint8]
Line = npt.NDArray[np.float64]
"""Points as rows of x and y."""


def _curve(start: Point, points: tuple[Point, ...]) -> list[Point]:
    """The points after `start` of a straight line, a quadratic or a cubic Bézier curve."""
    if len(points) == 1:
        return [points[0]]
    t = (np.arange(1, STEPS + 1) / STEPS)[:, None]
    control = [np.array(point) for point in (start, *points)]
    while len(control) > 1:  # de Casteljau
        control = [first + (second - first) * t for first, second in itertools.pairwise(control)]
    return [(float(x), float(y)) for x, y in control[0]]


def flatten(path: str) -> list[Line]:
    """Every subpath of `path` as one line of points; a closed one ends where it began."""
    lines: list[list[Point]] = []
    for command, points in segments(path):
        if command == "M":
            lines.append([points[0]])
        elif command == "Z":
            lines[-1].append(lines[-1][0])
        else:
            lines[-1].extend(_curve(lines[-1][-1], points))
    return [np.array(line) for line in lines]


def _fixed(lines: list[Line]) -> list[npt.NDArray[np.int32]]:
    return [np.round(line * (1 << _SHIFT)).astype(np.int32) for line in lines]


def fill(image: Pixels, lines: list[Line], colour: tuple[int, ...]) -> None:
    """Fill the subpaths, each on its own; `lines` are in pixels, `colour` in the channels of `image`."""
    for line in _fixed(lines):
        cv2.fillPoly(image, [line], colour, cv2.LINE_AA, _SHIFT)


def stroke(image: Pixels, lines: list[Line], colour: tuple[int, ...], width: int) -> None:
    cv2.polylines(
        image, _fixed(lines), isClosed=False, color=colour, thickness=width, lineType=cv2.LINE_AA, shift=_SHIFT
    )


def placed(path: str, box: tuple[float, float, float, float]) -> list[Line]:
    """A path of the unit box, put into the pixel box `(x, y, width, height)`."""
    x, y, width, height = box
    return [line * (width, height) + (x, y) for line in flatten(path)]


def fitted(aspect: float, cell: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The largest box of `aspect` (width / height) in the middle of `cell`, both as `(x, y, width, height)`."""
    x, y, width, height = cell
    tall = min(height, width / aspect)
    wide = tall * aspect
    return (x + (width - wide) / 2, y + (height - tall) / 2, wide, tall)
