"""Garments drawn on a studio's backdrop, with what a photograph has against it: vignetting, shadow, weave, noise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT = 1500, 1000
# A shirt from its collar down, about its middle, in shares of the picture's height; mirrored for the other half.
HALF = [(0.0, -0.38), (0.07, -0.4), (0.2, -0.33), (0.32, 0.1), (0.24, 0.13), (0.17, -0.08), (0.17, 0.4), (0.0, 0.41)]
SHIRT = np.array([*HALF, *((-x, y) for x, y in reversed(HALF))])
LIGHT_GREY = (214, 215, 213)
COLOURS = {
    "white": (230, 231, 232),
    "black": (38, 35, 34),
    "navy": (92, 58, 42),
    "sky blue": (228, 196, 169),
    "camel": (85, 138, 185),
    "mid grey": (128, 128, 129),
    "red": (48, 40, 170),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Colours in B, G, R; `lean_deg` to the right; `shift` right and down, in shares of width and height."""

    colour: tuple[int, int, int] = COLOURS["navy"]
    backdrop: tuple[int, int, int] = LIGHT_GREY
    lean_deg: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    vignetting: float = 0.04
    shadow: float = 0.12
    weave: float = 7.0
    noise: float = 1.5
    seed: int = 1


def outline(scene: Scene) -> Picture:
    """255 in the shirt, shape (HEIGHT, WIDTH)."""
    angle = np.deg2rad(scene.lean_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([WIDTH * (0.5 + scene.shift[0]), HEIGHT * (0.5 + scene.shift[1])])
    points = SHIRT @ turn.T * HEIGHT * scene.scale + middle
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.fillPoly(mask, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, shift=4)
    return mask


def cloth(scene: Scene) -> npt.NDArray[np.float32]:
    """The colour, woven: a pattern of threads, slow folds, shape (HEIGHT, WIDTH, 3)."""
    dice = np.random.default_rng(scene.seed)
    threads = dice.normal(0, scene.weave, (HEIGHT, WIDTH))
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    folds = 3 * np.sin(columns / 70 + rows / 160)
    return (np.array(scene.colour) + (threads + folds)[:, :, None]).astype(np.float32)


def photograph(scene: Scene) -> Picture:
    """The shirt, its shadow below and to the right of it, darker towards the corners."""
    dice = np.random.default_rng(scene.seed + 1)
    mask = outline(scene)
    inside = (mask / 255).astype(np.float32)[:, :, None]
    moved = cv2.warpAffine(mask, np.array([[1.0, 0, 6], [0, 1.0, 8]]), (WIDTH, HEIGHT))
    shade = cv2.GaussianBlur(moved, (0, 0), 7).astype(np.float32)[:, :, None] / 255
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    away = ((columns / WIDTH - 0.5) ** 2 + (rows / HEIGHT - 0.5) ** 2) / 0.5
    paper = np.array(scene.backdrop, np.float32) * (1 - scene.shadow * shade)
    lit = (paper * (1 - inside) + cloth(scene) * inside) * (1 - scene.vignetting * away)[:, :, None]
    return np.clip(lit + dice.normal(0, scene.noise, lit.shape), 0, 255).astype(np.uint8)


def fabric(scene: Scene) -> Picture:
    """A close-up: cloth from edge to edge, with a seam across it."""
    picture = cloth(scene)
    cv2.line(picture, (0, HEIGHT // 3), (WIDTH, HEIGHT // 3 + 60), (20.0, 20.0, 20.0), 3)
    return np.clip(picture, 0, 255).astype(np.uint8)


def saved(folder: Path, picture: Picture, name: str = "shot.jpg") -> Path:
    file = folder / name
    assert cv2.imwrite(str(file), picture, [cv2.IMWRITE_JPEG_QUALITY, 92] if name.endswith("jpg") else [])
    return file
