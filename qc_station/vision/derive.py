"""The shop's files of a photograph, by a recipe: the same bytes from the same original, in any process, on any day.

Order of the work: decode upright in sRGB; find the subject; turn and crop it into the template; take the light of the
set-up out; paint the background, and only that, the shop's white; make small; encode with the sRGB profile, without a
byte of metadata. Nothing of the garment is retouched: its pixels are those of the turned and balanced picture.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from qc_station.domain.errors import RuleBroken
from qc_station.domain.rendition import ALGORITHM, Output, PictureFormat, Recipe, Region, Template, Treatment
from qc_station.vision.colour import Picture, corrected
from qc_station.vision.shop_picture import shop_picture
from qc_station.vision.srgb_profile import SRGB_PROFILE
from qc_station.vision.subject import subject_mask
from qc_station.vision.upright import lean_deg

Mask = npt.NDArray[np.uint8]
Placement = npt.NDArray[np.float64]
Made = tuple[str, bytes, int, int]

# A turn that moves no edge by a visible amount only costs sharpness.
LEAN_MIN_DEG = 0.25
# How hard libwebp looks for a smaller file, 0..6; above 4 it costs twice the time for one hundredth of the bytes.
_WEBP_EFFORT = 4
_IN_SUBJECT = 128


@dataclass(frozen=True, slots=True)
class Framed:
    """A picture in the template and where its subject is, 255 in it; same height and width."""

    picture: Picture
    mask: Mask


def leave_room() -> None:
    """One core only, for this whole process: the window beside it has the others. No file depends on their number."""
    cv2.setNumThreads(1)


def derive(original: Path, recipe: Recipe) -> tuple[Made, ...]:
    """The files of a recipe: name, bytes, width, height, in the recipe's order. The original is only read.

    Raises RuleBroken("retouch_over_defect" | "no_subject" | "recipe_outdated") and WorldFailure("not_a_picture" |
    "file_unreadable" | "file_too_large").
    """
    if recipe.algorithm != ALGORITHM:
        raise RuleBroken("recipe_outdated")
    picture = shop_picture(original)
    master = None
    if recipe.treatment is Treatment.WHOLE:
        master = _whole(picture, recipe)
    if master is None:
        master = _balanced(picture, recipe)
    return tuple(_file(master, output) for output in recipe.outputs)


def _whole(picture: Picture, recipe: Recipe) -> Picture | None:
    """The cleaned picture in its template, or None where it may, and has to, stay plain."""
    mask = subject_mask(picture)
    if mask is None:
        if recipe.may_stay_plain:
            return None
        raise RuleBroken("no_subject")
    framed, placement = frame(picture, mask, recipe.template)
    framed = Framed(_balanced(framed.picture, recipe), framed.mask)
    cleaned = on_white(framed, recipe.template.white)
    if _touches(framed, cleaned, placement, picture.shape, recipe.protected):
        if recipe.may_stay_plain:
            return None
        raise RuleBroken("retouch_over_defect")
    return cleaned


def _balanced(picture: Picture, recipe: Recipe) -> Picture:
    return picture if recipe.balance is None else corrected(picture, recipe.balance.matrix)


def frame(picture: Picture, mask: Mask, template: Template) -> tuple[Framed, Placement]:
    """The subject upright in the middle of the template, at the size it has; and the 2×3 matrix that put it there.

    Where the template reaches beyond the picture it is the shop's white, and no subject.
    """
    lean = lean_deg(mask, template.straighten_deg)
    height, width = mask.shape
    turn = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    if abs(lean) >= LEAN_MIN_DEG:
        turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), lean, 1.0).astype(np.float64)
    left, top, right, bottom = _bounds(mask, turn)
    free = 1 - 2 * template.margin
    shape = template.width / template.height
    wide = max((right - left) / free, (bottom - top) / free * shape)
    size = (max(math.ceil(wide), 1), max(math.ceil(wide / shape), 1))
    placement = turn.copy()
    # Whole pixels: where nothing is turned, every pixel is the camera's own.
    placement[:, 2] -= [round((left + right - size[0]) / 2), round((top + bottom - size[1]) / 2)]
    white = tuple(float(value) for value in reversed(template.white))
    placed = cv2.warpAffine(picture, placement, size, flags=cv2.INTER_LINEAR, borderValue=white)
    outline = cv2.warpAffine(mask, placement, size, flags=cv2.INTER_LINEAR, borderValue=(0.0,))
    subject = np.where(outline >= _IN_SUBJECT, 255, 0).astype(np.uint8)
    return Framed(placed.astype(np.uint8, copy=False), subject), placement


def _bounds(mask: Mask, turn: Placement) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the subject once turned, in pixels; right and bottom are the first outside."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    points = np.concatenate([outline.reshape(-1, 2) for outline in outlines]).astype(np.float64)
    turned = points @ turn[:, :2].T + turn[:, 2]
    (left, top), (right, bottom) = turned.min(axis=0), turned.max(axis=0)
    return float(left), float(top), float(right) + 1, float(bottom) + 1


def on_white(framed: Framed, white: tuple[int, int, int]) -> Picture:
    """The picture with every pixel outside the subject in the shop's white (R, G, B), and no other one changed."""
    cleaned = framed.picture.copy()
    cleaned[framed.mask == 0] = white[::-1]
    return cleaned


def _touches(
    framed: Framed, cleaned: Picture, placement: Placement, shape: tuple[int, ...], protected: tuple[Region, ...]
) -> bool:
    """Whether the cleaning changes a pixel of a protected place, or the template cuts one off."""
    height, width = cleaned.shape[:2]
    for region in protected:
        left, top = region.x * shape[1], region.y * shape[0]
        right, bottom = left + region.width * shape[1], top + region.height * shape[0]
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        placed = corners @ placement[:, :2].T + placement[:, 2]
        if placed.min() < -1 or placed[:, 0].max() > width + 1 or placed[:, 1].max() > height + 1:
            return True
        place = np.zeros((height, width), np.uint8)
        cv2.fillConvexPoly(place, np.round(placed).astype(np.int32), 255)
        inside = place > 0
        if np.any(framed.picture[inside] != cleaned[inside]):
            return True
    return False


def _file(master: Picture, output: Output) -> Made:
    height, width = master.shape[:2]
    scale = output.longest / max(height, width)
    made = master
    if scale < 1:
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        made = cv2.resize(master, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    return output.name, _encoded(made, output), made.shape[1], made.shape[0]


def _encoded(picture: Picture, output: Output) -> bytes:
    image = Image.fromarray(np.ascontiguousarray(picture[:, :, ::-1]))
    file = io.BytesIO()
    if output.format is PictureFormat.JPEG:
        image.save(
            file,
            "JPEG",
            quality=output.quality,
            subsampling={"444": 0, "420": 2}[output.subsampling.value],
            optimize=True,
            icc_profile=SRGB_PROFILE,
        )
    else:
        image.save(file, "WEBP", quality=output.quality, method=_WEBP_EFFORT, icc_profile=SRGB_PROFILE)
    return file.getvalue()
