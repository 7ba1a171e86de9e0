"""Draw what the virtual camera sees: `resources/samples/garments/*.jpg` and the frames of `resources/samples/live/`.

    python -m tools.make_sample_pictures

The outlines, laid flat on warm grey: cloth with a weave, folds, a soft shadow, the noise of a sensor. Nothing here is a
photograph. Another version of the libraries may write other bytes of the same picture.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from tools.draw_garments import OUTLINES
from tools.make_sample_takebacks import SAMPLES
from tools.raster import Line, fill, fitted, placed, stroke

GARMENTS, LIVE = SAMPLES / "garments", SAMPLES / "live"
BACKDROP = (0xDA, 0xD5, 0xCA)
SIZE, LIVE_SIZE = (1200, 900), (640, 480)
LIVE_FRAMES = 10
LIVE_PICTURE = "shirt-sky-blue-front"
QUALITY, LIVE_QUALITY = 84, 80
_OVERSAMPLE = 2

Plane = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Picture:
    """One garment to lay on the table. `weave` is the period of the cloth in pixels; `stripes` that of its stripes."""

    category: str
    colour_name: str
    colour: tuple[int, int, int]
    side: str = "front"
    weave: float = 3.0
    stripes: int = 0
    turn_deg: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.category}-{self.colour_name}-{self.side}"


PICTURES = (
    Picture("knitwear", "navy", (0x2A, 0x3A, 0x5C), weave=6.0, turn_deg=-1.0),
    Picture("shirt", "sky-blue", (0xA9, 0xC4, 0xE4), weave=3.0, turn_deg=0.8),
    Picture("shirt", "sky-blue", (0xA9, 0xC4, 0xE4), side="back", weave=3.0, turn_deg=-0.6),
    Picture("coat", "camel", (0xB9, 0x8A, 0x55), weave=4.0, turn_deg=0.5),
    Picture("jeans", "indigo", (0x3B, 0x4E, 0x7A), weave=3.5, turn_deg=-1.2),
    Picture("jeans", "indigo", (0x3B, 0x4E, 0x7A), side="back", weave=3.5, turn_deg=1.0),
    Picture("tshirt", "navy-stripes", (0xE6, 0xE2, 0xD8), weave=3.0, stripes=40, turn_deg=1.4),
    Picture("sweatshirt", "heather-grey", (0xA6, 0xA6, 0xA4), weave=3.0, turn_deg=-0.4),
    Picture("dress", "forest-green", (0x35, 0x5A, 0x45), weave=3.0, turn_deg=0.6),
    Picture("bag", "cognac", (0x96, 0x58, 0x30), weave=5.0, turn_deg=-0.8),
    Picture("shoes", "white", (0xE2, 0xDF, 0xD8), weave=4.5, turn_deg=0.9),
    Picture("scarf", "burgundy", (0x6E, 0x28, 0x38), weave=5.0, turn_deg=-1.6),
)
_STRIPE = (0x2A, 0x36, 0x55)


@dataclass(frozen=True, slots=True)
class Shot:
    """How the camera stands: size of the picture, turn, shift in pixels, gain, and the dice of the noise."""

    size: tuple[int, int]
    turn_deg: float
    shift: tuple[float, float]
    gain: float
    seed: int


def _turned(lines: list[Line], shot: Shot) -> list[Line]:
    width, height = shot.size
    angle = np.deg2rad(shot.turn_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([width / 2, height / 2])
    return [((line - middle) @ turn + middle + shot.shift) * _OVERSAMPLE for line in lines]


def _mask(shot: Shot, shapes: list[list[Line]], width: int = 0) -> Plane:
    """0..1 where the shapes are filled, or stroked with `width`, softened by the oversampling."""
    mask = np.zeros((shot.size[1] * _OVERSAMPLE, shot.size[0] * _OVERSAMPLE), np.uint8)
    for lines in shapes:
        if width:
            stroke(mask, lines, (255,), width)
        else:
            fill(mask, lines, (255,))
    small: Plane = cv2.resize(mask, shot.size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return small / np.float32(255)


def _blurred(plane: Plane, sigma: float) -> Plane:
    return cv2.GaussianBlur(plane, (0, 0), sigma).astype(np.float32)


def _noise(dice: np.random.Generator, size: tuple[int, int], sigma: float) -> Plane:
    """Noise of unit strength with grains of about `sigma` pixels, drawn coarsely where they are large."""
    coarse = max(1, int(sigma / 4))
    grains = dice.standard_normal((size[1] // coarse + 1, size[0] // coarse + 1)).astype(np.float32)
    plane = _blurred(grains, sigma / coarse) if sigma else grains
    plane = cv2.resize(plane, size, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    unit: Plane = (plane / plane.std()).astype(np.float32)
    return unit


def _cloth(picture: Picture, shot: Shot, mask: Plane) -> Plane:
    """The garment's colour over the whole picture, three channels: stripes, weave, folds, rounded edges.

    The cloth lies still while the camera moves: its dice are the garment's, and it is drawn before the shift.
    """
    width, height = shot.size
    dice = np.random.default_rng(zlib.crc32(picture.name.encode()))
    scale = height / SIZE[1]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    colour = np.ones((height, width, 3), np.float32) * np.array(picture.colour, np.float32)
    if picture.stripes:
        period = picture.stripes * scale
        dark = np.clip((np.abs((y - shot.shift[1]) % period - period / 2) - period * 0.3) * -2 + 0.5, 0, 1)[..., None]
        colour = colour * (1 - dark) + np.array(_STRIPE, np.float32) * dark
    period = max(picture.weave * scale, 2.5)
    weave = np.sin(2 * np.pi * (x + y) / period) * np.sin(2 * np.pi * (x - y) / (period * 1.31))
    folds = 0.02 * _noise(dice, shot.size, 60 * scale) + 0.012 * _noise(dice, shot.size, 12 * scale)
    edge = _blurred(mask, 9 * scale)
    # A dark cloth reflects less, but its threads stand out as much: without this it would measure as out of focus.
    depth = min(max(195 / float(np.mean(picture.colour)), 1.0), 3.0)
    threads = depth * (0.045 * weave + 0.045 * _noise(dice, shot.size, 0.6))
    light = 1 + threads + folds - 0.32 * (1 - edge)
    cloth: Plane = colour * light[..., None].astype(np.float32)
    return cloth


def photograph(picture: Picture, shot: Shot) -> bytes:
    """The picture as JPEG bytes."""
    width, height = shot.size
    scale = height / SIZE[1]
    outline: dict[str, Any] = json.loads((OUTLINES / f"{picture.category}.json").read_text(encoding="utf-8"))
    side = outline[picture.side]
    box = fitted(outline["aspect"], (width * 0.08, height * 0.05, width * 0.84, height * 0.9))
    silhouette = _turned(placed(side["silhouette"], box), shot)
    seams = [_turned(placed(line, box), shot) for line in side["details"]]
    mask = _mask(shot, [silhouette])
    lower = [[line + np.array((2.0, 5.0)) * _OVERSAMPLE * scale for line in silhouette]]
    shadow = 0.30 * _blurred(_mask(shot, lower), 14 * scale) + 0.22 * _blurred(_mask(shot, lower), 4 * scale)

    dice = np.random.default_rng(shot.seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    lamp = 1.015 - 0.05 * ((x / width - 0.42) ** 2 + (y / height - 0.4) ** 2)
    table = np.ones((height, width, 3), np.float32) * np.array(BACKDROP, np.float32)
    table *= (lamp * (1 - shadow) + 0.003 * _noise(dice, shot.size, 1.0))[..., None]

    cloth = _cloth(picture, shot, mask) * lamp[..., None]
    line_width = max(1, round(2.6 * _OVERSAMPLE * scale))
    dark = _mask(shot, seams, line_width)
    lit = _mask(shot, [[line + 2.0 * _OVERSAMPLE * scale for line in lines] for lines in seams], line_width)
    cloth *= (1 - 0.38 * dark + 0.10 * np.clip(lit - dark, 0, 1))[..., None]
    rim = _mask(shot, [silhouette], line_width)

    image = table * (1 - mask[..., None]) + cloth * mask[..., None]
    image *= (1 - 0.22 * rim)[..., None]
    image = image * shot.gain + 0.9 * dice.standard_normal((height, width, 1)).astype(np.float32)
    pixels = np.clip(np.round(image), 0, 246).astype(np.uint8)
    quality = QUALITY if shot.size == SIZE else LIVE_QUALITY
    done, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return data.tobytes()


def still(picture: Picture) -> bytes:
    return photograph(picture, Shot(SIZE, picture.turn_deg, (0.0, 0.0), 1.0, zlib.crc32(picture.name.encode())))


def frame(index: int) -> bytes:
    """Frame `index` of the live picture: an arm that sways a little and comes back, so that the frames loop."""
    picture = next(each for each in PICTURES if each.name == LIVE_PICTURE)
    phase = 2 * np.pi * index / LIVE_FRAMES
    shift = (2.4 * float(np.sin(phase)), 1.6 * float(np.sin(2 * phase)))
    turn = picture.turn_deg + 0.25 * float(np.cos(phase))
    return photograph(picture, Shot(LIVE_SIZE, turn, shift, 1 + 0.012 * float(np.sin(phase)), index))


def main() -> None:
    for folder, pictures in (
        (GARMENTS, {f"{picture.name}.jpg": still(picture) for picture in PICTURES}),
        (LIVE, {f"preview-{index + 1:02d}.jpg": frame(index) for index in range(LIVE_FRAMES)}),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in pictures.items():
            (folder / name).write_bytes(data)
        for stray in {path.name for path in Path(folder).glob("*.jpg")} - set(pictures):
            (folder / stray).unlink()


if __name__ == "__main__":
    main()
