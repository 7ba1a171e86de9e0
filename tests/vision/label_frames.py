"""Frames of a printed label under a camera, made worse: the set-up of barcodes.md 1.3, drawn again from its words.

A label of 150 by 100 mm with five symbols of 0.35 mm modules, in the middle of a frame of 1920 by 1080 pixels that
shows 220 mm: 3.05 pixels a module. Every frame is turned a little and has a little noise; then comes the one thing that
makes it worse. The linear symbols are as tall as a carrier prints them. Pixels are grey, 0 to 255.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

WIDTH, HEIGHT, FIELD_MM = 1920, 1080, 220.0
LABEL_MM = (150.0, 100.0)
MODULE_MM = 0.35
DRAWN_PER_MM = 20  # a module is seven drawn pixels
PER_MM = WIDTH / FIELD_MM
CAMERA_MM = 400.0
# A pixel gathers the light of its square: a box of side 1 has this standard deviation.
PIXEL_SIGMA = 1 / np.sqrt(12)

Frame = np.ndarray
F = zxingcpp.BarcodeFormat
# Name → symbol, text, where its middle is on the label, height of a linear one (mm).
SYMBOLS = {
    "code128-13": (F.Code128, "9V20524752032", (-22.0, 34.0), 28.0),
    "code128-24": (F.Code128, "9V1722409000010860000037", (-10.0, 4.0), 28.0),
    "ean13": (F.EAN13, "4006381333931", (-48.0, -31.0), 22.0),
    "datamatrix": (F.DataMatrix, "QC1-4T7KM2QX9A-7XX", (8.0, -31.0), 0.0),
    "qr": (F.QRCode, "https://second.example/p/7K3M9P2X", (50.0, -31.0), 0.0),
}


@dataclass(frozen=True)
class Worse:
    """One degradation: of the label's geometry (`turn`, `tilt`, `wrinkle_mm`), of its print, or of the picture."""

    turn: float = 0.0
    tilt: float = 0.0
    wrinkle_mm: float = 0.0
    picture: Callable[[Frame, np.random.Generator], Frame] = lambda frame, _dice: frame
    glare: bool = False


def blurred(sigma: float) -> Callable[[Frame, np.random.Generator], Frame]:
    return lambda frame, _dice: cv2.GaussianBlur(frame, (0, 0), sigma)


def moved(pixels: int) -> Callable[[Frame, np.random.Generator], Frame]:
    def move(frame: Frame, dice: np.random.Generator) -> Frame:
        kernel = np.zeros((pixels, pixels), np.float32)
        angle = float(dice.uniform(0, np.pi))
        middle = (pixels - 1) / 2
        way = (np.cos(angle) * middle, np.sin(angle) * middle)
        start, end = (middle - way[0], middle - way[1]), (middle + way[0], middle + way[1])
        cv2.line(kernel, *(tuple(round(value) for value in point) for point in (start, end)), 1.0)
        return cv2.filter2D(frame, -1, kernel / kernel.sum())

    return move


def noisy(sigma: float) -> Callable[[Frame, np.random.Generator], Frame]:
    return lambda frame, dice: frame + dice.normal(0, sigma, frame.shape)


def jpeg(quality: int) -> Callable[[Frame, np.random.Generator], Frame]:
    def squeeze(frame: Frame, _dice: np.random.Generator) -> Frame:
        packed = cv2.imencode(".jpg", np.clip(frame, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE).astype(np.float32)

    return squeeze


def pale(share: float) -> Callable[[Frame, np.random.Generator], Frame]:
    return lambda frame, _dice: 128 + (frame - 128) * share


def dark(exposure: float) -> Callable[[Frame, np.random.Generator], Frame]:
    return lambda frame, dice: frame * exposure + dice.normal(0, 2, frame.shape)


def worst(frame: Frame, dice: np.random.Generator) -> Frame:
    light = np.linspace(0.5, 1.0, frame.shape[1], dtype=np.float32)
    return jpeg(60)(cv2.GaussianBlur(frame, (0, 0), 1.0) * light + dice.normal(0, 8, frame.shape), dice)


DEGRADATIONS = {
    "clean": Worse(),
    "blur 1.2 px": Worse(picture=blurred(1.2)),
    "blur 2.0 px": Worse(picture=blurred(2.0)),
    "motion 5 px": Worse(picture=moved(5)),
    "motion 9 px": Worse(picture=moved(9)),
    "noise 15": Worse(picture=noisy(15)),
    "noise 30": Worse(picture=noisy(30)),
    "contrast 20 %": Worse(picture=pale(0.2)),
    "dark 15 %": Worse(picture=dark(0.15)),
    "jpeg q30": Worse(picture=jpeg(30)),
    "tilt 30": Worse(tilt=30),
    "tilt 50": Worse(tilt=50),
    "rotation 20": Worse(turn=20),
    "rotation 45": Worse(turn=45),
    "rotation 90": Worse(turn=90),
    "glare": Worse(glare=True),
    "wrinkle 1 mm": Worse(wrinkle_mm=1.0),
    "worst": Worse(turn=12, tilt=20, wrinkle_mm=0.4, picture=worst),
}


def drawn_label(*, glare: bool = False) -> Frame:
    """The label in whole drawn pixels a module, white, black symbols. Glare adds a spot of light to each symbol, 200 at
    its middle, half of that at the edge of 45 % of the symbol's area.
    """
    sheet = np.full((round(LABEL_MM[1] * DRAWN_PER_MM), round(LABEL_MM[0] * DRAWN_PER_MM)), 235, np.uint8)
    scale = round(MODULE_MM * DRAWN_PER_MM)
    for kind, text, middle, tall_mm in SYMBOLS.values():
        bars = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale, add_quiet_zones=False))
        if tall_mm:
            bars = np.repeat(bars[:1], round(tall_mm * DRAWN_PER_MM), axis=0)
        height, width = bars.shape
        top, left = _corner(middle, bars.shape)
        sheet[top : top + height, left : left + width] = np.where(bars > 127, 235, 20)
        if glare:
            part = sheet[top : top + height, left : left + width]
            part[:] = np.clip(part + 200 * _spot(height, width), 0, 255).astype(np.uint8)
    return sheet


def _spot(height: int, width: int) -> Frame:
    """1 in the middle, falling like a bell; an ellipse of 45 % of the area is above one half."""
    rows = (np.arange(height) / height - 0.5)[:, None]
    columns = (np.arange(width) / width - 0.5)[None, :]
    # The ellipse with half axes r has the area pi r², in a square of side 1.
    half = np.sqrt(0.45 / np.pi)
    return np.exp(-np.log(2) * (rows**2 + columns**2) / half**2)


def _corner(middle: tuple[float, float], size: tuple[int, ...]) -> tuple[int, int]:
    across, up = middle
    row = (LABEL_MM[1] / 2 - up) * DRAWN_PER_MM - size[0] / 2
    column = (LABEL_MM[0] / 2 + across) * DRAWN_PER_MM - size[1] / 2
    return round(row), round(column)


def frame_of(worse: Worse, dice: np.random.Generator) -> tuple[Frame, frozenset[str]]:
    """A frame, and the symbols that are whole within it."""
    to_frame = _projection(worse.turn + float(dice.uniform(-4, 4)), worse.tilt)
    sheet = cv2.GaussianBlur(drawn_label(glare=worse.glare), (0, 0), PIXEL_SIGMA * DRAWN_PER_MM / PER_MM)
    if worse.wrinkle_mm:
        sheet = _wrinkled(sheet, worse.wrinkle_mm, dice)
    bench = cv2.resize(dice.integers(90, 150, (9, 16)).astype(np.float32), (WIDTH, HEIGHT))
    ones = np.full(sheet.shape, 255, np.uint8)
    seen = cv2.warpPerspective(sheet, to_frame, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR).astype(np.float32)
    mask = cv2.warpPerspective(ones, to_frame, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR).astype(np.float32) / 255
    frame = seen * mask + bench * (1 - mask)
    frame = frame + dice.normal(0, 3, frame.shape)
    made = np.clip(worse.picture(frame.astype(np.float32), dice), 0, 255).astype(np.uint8)
    return made, frozenset(name for name in SYMBOLS if _inside(name, to_frame))


def _projection(turn: float, tilt: float) -> np.ndarray:
    """From drawn pixels to the frame's: the label turned in its plane, then tilted about the upright axis."""
    turned, tilted = np.radians(turn), np.radians(tilt)
    corners_mm = np.array([[-1, 1], [1, 1], [1, -1], [-1, -1]], np.float64) * np.array(LABEL_MM) / 2
    spin = np.array([[np.cos(turned), -np.sin(turned)], [np.sin(turned), np.cos(turned)]])
    points = []
    for across, up in corners_mm @ spin.T:
        away = across * np.sin(tilted)
        near = CAMERA_MM / (CAMERA_MM + away)
        points.append((WIDTH / 2 + across * np.cos(tilted) * near * PER_MM, HEIGHT / 2 - up * near * PER_MM))
    wide, tall = LABEL_MM[0] * DRAWN_PER_MM, LABEL_MM[1] * DRAWN_PER_MM
    drawn = np.array([[0, 0], [wide, 0], [wide, tall], [0, tall]], np.float32)
    return cv2.getPerspectiveTransform(drawn, np.array(points, np.float32))


def _wrinkled(sheet: Frame, amplitude_mm: float, dice: np.random.Generator) -> Frame:
    rows, columns = np.indices(sheet.shape, dtype=np.float32)
    wave = 2 * np.pi / (60 * DRAWN_PER_MM)
    phase = dice.uniform(0, 2 * np.pi, 2).astype(np.float32)
    shift = np.float32(amplitude_mm * DRAWN_PER_MM)
    across = columns + shift * np.sin(rows * wave + phase[0]) * np.sin(columns * wave + phase[1])
    down = rows + shift * np.cos(columns * wave + phase[1])
    return cv2.remap(sheet, across, down, cv2.INTER_LINEAR, borderValue=(235,))


def _inside(name: str, to_frame: np.ndarray) -> bool:
    kind, text, middle, tall_mm = SYMBOLS[name]
    bars = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=1, add_quiet_zones=False))
    wide = bars.shape[1] * MODULE_MM * DRAWN_PER_MM
    tall = tall_mm * DRAWN_PER_MM if tall_mm else bars.shape[0] * MODULE_MM * DRAWN_PER_MM
    top, left = _corner(middle, (round(tall), round(wide)))
    corners = np.array([[[left, top], [left + wide, top], [left + wide, top + tall], [left, top + tall]]], np.float32)
    ends = cv2.perspectiveTransform(corners, to_frame)[0]
    return bool(np.all(ends > 8) and np.all(ends[:, 0] < WIDTH - 8) and np.all(ends[:, 1] < HEIGHT - 8))
