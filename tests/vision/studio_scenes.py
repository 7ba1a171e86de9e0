"""Pictures of a studio, drawn: a chart under a light, a garment on a backdrop; what is true of them is known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from qc_station.vision.colour import CHART_SRGB, Matrix, Picture, corrected

# Warm, as of a tungsten lamp beside a camera set to daylight, and no pure gains: channels leak into each other.
WARM: Matrix = np.array([[0.90, 0.03, 0.00], [0.02, 0.78, 0.02], [0.00, 0.03, 0.52]])
GREY = 118


@dataclass(frozen=True, slots=True)
class ChartScene:
    """A chart under a cast. `centres`: of the 24 patches, x and y in pixels, in the chart's order."""

    true: Picture
    cast: Picture
    centres: npt.NDArray[np.int64]

    def patches(self, picture: Picture) -> npt.NDArray[np.float64]:
        """Mean colour of each patch in `picture`, R, G, B in 0..255, shape (24, 3)."""
        around = [picture[y - 5 : y + 6, x - 5 : x + 6].reshape(-1, 3).mean(axis=0)[::-1] for x, y in self.centres]
        return np.array(around, dtype=np.float64)


def chart(side: int) -> tuple[Picture, npt.NDArray[np.float32]]:
    """The chart, its patches `side` pixels wide, and their centres."""
    gap, rim = round(side * 0.15), round(side * 0.2)
    drawn = np.full((4 * side + 5 * gap + 2 * rim, 6 * side + 7 * gap + 2 * rim, 3), 25, np.uint8)
    centres = []
    for number, colour in enumerate(CHART_SRGB):
        row, column = divmod(number, 6)
        top, left = rim + gap + row * (side + gap), rim + gap + column * (side + gap)
        drawn[top : top + side, left : left + side] = colour[::-1]
        centres.append((left + side / 2, top + side / 2))
    return drawn, np.array(centres, np.float32)


def chart_scene(seed: int, light: Matrix = WARM, turned_deg: float = 0.0, noise: float = 2.0) -> ChartScene:
    """A chart of some size, seen at some angle, on some backdrop, with the noise of a camera."""
    chance = np.random.default_rng(seed)
    drawn, centres = chart(int(chance.integers(50, 165)))
    height, width = drawn.shape[:2]
    canvas = np.full((1600, 2000, 3), int(chance.integers(60, 235)), np.uint8)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    angle = np.radians(turned_deg + chance.uniform(-8, 8))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    around = (corners - [width / 2, height / 2]) @ turn.T + chance.uniform(-0.02, 0.02, (4, 2)) * width
    around *= min(1.0, 740 / np.abs(around).max())
    placed = (around + np.array([1000, 800])).astype(np.float32)
    seen = cv2.getPerspectiveTransform(corners, placed)
    cv2.warpPerspective(drawn, seen, (2000, 1600), dst=canvas, borderMode=cv2.BORDER_TRANSPARENT)
    cast = cv2.GaussianBlur(corrected(canvas, light), (0, 0), 0.8)
    noisy = np.clip(cast + chance.normal(0, noise, cast.shape), 0, 255).astype(np.uint8)
    at = cv2.perspectiveTransform(centres.reshape(-1, 1, 2), seen).reshape(-1, 2)
    return ChartScene(canvas, noisy, at.astype(np.int64))


def garment(lean_deg: float = 0.0, *, backdrop: int = 205, size: tuple[int, int] = (900, 1200)) -> Picture:
    """A T-shirt in two colours on a plain backdrop; `size` is (height, width). It leans to the right by `lean_deg`."""
    height, width = size
    picture = np.full((height, width, 3), backdrop, np.uint8)
    shape = np.array(
        [
            (0.38, 0.15), (0.46, 0.18), (0.54, 0.18), (0.62, 0.15), (0.78, 0.30), (0.71, 0.40),
            (0.64, 0.34), (0.64, 0.85), (0.36, 0.85), (0.36, 0.34), (0.29, 0.40), (0.22, 0.30),
        ]
    )  # fmt: skip
    points = shape * [width, height]
    angle = np.radians(lean_deg)
    middle = np.array([width / 2, height / 2])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turned = np.round((points - middle) @ turn.T + middle).astype(np.int32)
    cv2.fillPoly(picture, [turned], (120, 60, 30), lineType=cv2.LINE_AA)
    stripe = np.array([(0.36, 0.5), (0.64, 0.5), (0.64, 0.56), (0.36, 0.56)]) * [width, height]
    placed = np.round((stripe - middle) @ turn.T + middle).astype(np.int32)
    cv2.fillPoly(picture, [placed], (40, 40, 180), lineType=cv2.LINE_AA)
    noise = np.random.default_rng(7).normal(0, 1.5, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def written(picture: Picture, file: Path, quality: int = 95) -> Path:
    assert cv2.imwrite(str(file), picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return file
