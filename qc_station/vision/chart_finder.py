"""Where the 24 patches of a colour chart are in a picture: squares of one size, in a grid of six by four.

OpenCV's own finder (`cv2.mcc`, 5.0) clusters by chance and found a chart of the true proportions, under a warm cast, in
16 of 24 synthetic scenes after 96 attempts each; this one looks once and finds it in all of them
(tests/vision/test_colour.py). Which patch is which it does not say: the colours tell.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

COLUMNS, ROWS = 6, 4
_SIDE = 1000
_EDGES = ((15, 40), (40, 100))
# Share of the picture one patch has, and how square it has to be.
_AREA_MIN, _AREA_MAX = 0.0003, 0.03
_ASPECT_MAX, _FILLED_MIN = 1.6, 0.75
# Of the median: patches of one chart, seen at an angle.
_AREA_SPREAD = 1.7
_PATCHES_MIN = 9
# How far from its place, in steps of the grid, a neighbour may stand.
_ASTRAY_MAX = 0.3
_CORE = 0.5


def chart_readings(picture: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.float64]]:
    """Every reading of the grid in the picture: the mean colours of 24 patches, R, G, B in 0..255, shape (24, 3), row
    by row; one for each way the chart may lie and, where its edge was not seen, for each place it may have.
    """
    scale = min(_SIDE / max(picture.shape[:2]), 1.0)
    small = picture
    if scale < 1:
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    squares = _squares(small)
    if len(squares) < _PATCHES_MIN:
        return
    placed = _grid(squares)
    if len(placed) < _PATCHES_MIN:
        return
    cells = np.array(list(placed), dtype=np.float64)
    centres = np.array([squares[at][:2] for at in placed.values()])
    homography, _ = cv2.findHomography(cells, centres, cv2.RANSAC, 3.0)
    to_picture = np.asarray(homography, dtype=np.float64)  # OpenCV answers None, or an empty one, where there is none
    if to_picture.shape != (3, 3):
        return
    for order in _orders(cells):
        found = _colours(small, order, to_picture)
        if found is not None:
            yield found


def _squares(small: npt.NDArray[np.uint8]) -> Points:
    """Centre, side and angle (radians, within a quarter turn) of what looks like a patch; each once; shape (n, 4)."""
    calm = cv2.medianBlur(small, 3)
    found: list[tuple[float, float, float, float]] = []
    for channel, (low, high) in itertools.product(cv2.split(calm), _EDGES):
        edges = cv2.dilate(cv2.Canny(channel, low, high), np.ones((3, 3), np.uint8))
        contours, _ = cv2.findContours(edges, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            area = cv2.contourArea(contour)
            if not _AREA_MIN * channel.size < area < _AREA_MAX * channel.size:
                continue
            (x, y), (width, height), angle = cv2.minAreaRect(contour)
            shorter, longer = sorted((width, height))
            if longer > _ASPECT_MAX * shorter or area < _FILLED_MIN * width * height:
                continue
            if all((x - one) ** 2 + (y - other) ** 2 > shorter**2 / 9 for one, other, _, _ in found):
                found.append((x, y, float(np.sqrt(area)), float(np.radians(angle % 90))))
    squares = np.array(found, dtype=np.float64).reshape(-1, 4)
    return _of_one_size(squares)


def _of_one_size(squares: Points) -> Points:
    """The largest group of like size."""
    best = squares[:0]
    for side in squares[:, 2]:
        ratio = squares[:, 2] / side
        alike = squares[(ratio < np.sqrt(_AREA_SPREAD)) & (ratio > 1 / np.sqrt(_AREA_SPREAD))]
        best = alike if len(alike) > len(best) else best
    return best


def _grid(squares: Points) -> dict[tuple[int, int], int]:
    """Column and row of the squares that stand in one grid, from the one with the most neighbours; either may be
    negative.
    """
    centres = squares[:, :2]
    # Angles of a square repeat after a quarter turn: their mean is that of four times the angle.
    angle = float(np.angle(np.mean(np.exp(4j * squares[:, 3]))) / 4)
    across = np.array([np.cos(angle), np.sin(angle)])
    apart = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    step = float(np.median(apart.min(axis=1)))
    base = int(np.argmin(np.sort(apart, axis=1)[:, : min(4, len(apart) - 1)].sum(axis=1)))
    steps = {(1, 0): across * step, (0, 1): np.array([-across[1], across[0]]) * step}
    steps |= {(-column, -row): -way for (column, row), way in list(steps.items())}
    placed, taken, waiting = {(0, 0): base}, {base}, [(0, 0)]
    while waiting:
        cell = waiting.pop(0)
        for (column, row), way in steps.items():
            wanted = centres[placed[cell]] + way
            nearest = int(np.argmin(np.linalg.norm(centres - wanted, axis=1)))
            beside = (cell[0] + column, cell[1] + row)
            astray = float(np.linalg.norm(centres[nearest] - wanted))
            if astray <= _ASTRAY_MAX * step and beside not in placed and nearest not in taken:
                placed[beside] = nearest
                taken.add(nearest)
                waiting.append(beside)
    return placed


def _orders(cells: Points) -> Iterator[Points]:
    """The 24 cells in reading order, for each way and place of a chart that covers all `cells`; shape (24, 2)."""
    low, high = cells.min(axis=0).astype(int), cells.max(axis=0).astype(int)
    for columns, rows in ((COLUMNS, ROWS), (ROWS, COLUMNS)):
        for left in range(high[0] - columns + 1, low[0] + 1):
            for top in range(high[1] - rows + 1, low[1] + 1):
                block = np.array([[(left + x, top + y) for x in range(columns)] for y in range(rows)], dtype=np.float64)
                for turn in range(4):
                    turned = np.rot90(block, turn)
                    if turned.shape[:2] == (ROWS, COLUMNS):
                        yield turned.reshape(-1, 2)


def _colours(small: npt.NDArray[np.uint8], order: Points, to_picture: Points) -> Points | None:
    """The mean of each cell's inner part; None where a patch would lie outside the picture."""
    reach = _CORE / 2 * 0.8
    offsets = np.array([[x, y] for x in np.linspace(-reach, reach, 9) for y in np.linspace(-reach, reach, 9)])
    wanted = (order[:, None] + offsets[None]).reshape(-1, 1, 2)
    places = cv2.perspectiveTransform(wanted, to_picture).reshape(-1, 2)
    at = np.round(places).astype(int)
    if at.min() < 0 or at[:, 0].max() >= small.shape[1] or at[:, 1].max() >= small.shape[0]:
        return None
    samples = small[at[:, 1], at[:, 0]].reshape(len(order), -1, 3)
    means: Points = np.asarray(samples.mean(axis=1), dtype=np.float64)
    return means[:, ::-1]
