"""Where the garment is, on the backdrop of a studio: a mask, or the word that nothing stands out.

The backdrop's colour is fitted along the border of the picture, in CIELAB, as a quadratic surface (it takes vignetting
and light from one side); what is far from it is the subject (vision.md 2). No learned model: the backdrop is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.float32]

# Longer side, in pixels, of the picture the subject is looked for in: outlines are as good as the shop's files need,
# and the weave is gone.
LOOK_LONGEST = 640
OUTLINE_LONGEST = 1600
GRABCUT_LONGEST = 500
# Share of each side that counts as border, and how much of it has to be backdrop for there to be one.
_BORDER = 0.06
_BACKDROP_LEAST = 0.5
_BORDER_SAMPLES = 4000
# ΔE76 within which a border pixel belongs to the backdrop, and between which the subject's threshold lies: below the
# lower one is noise, above the upper one Otsu has split the garment (white with navy stripes), not found it. In spreads
# of the backdrop, how far what is certainly subject has to stand off, and what lies between such parts.
_SAME_MOST = 5.0
_APART_LEAST, _APART_MOST = 2.5, 11.0
_APART_SPREADS, _WEAK_LEAST, _WEAK_SPREADS = 5.0, 1.5, 2.5
# What lies between two parts of the subject no farther apart than this share of the longer side may belong to it.
_GAP = 0.04
# A shadow is the backdrop's colour, only darker: lightness lost counts half, and hardly where shadows gather.
_SHADOW_WEIGHT, _BETWEEN_SHADOW_WEIGHT = 0.5, 0.15
# Share of the picture below which something is a crumb, and no garment.
_SUBJECT_LEAST = 0.02
# A part of at least this share of the largest one belongs to the subject too (a pair of shoes).
_PART_LEAST = 0.15
_SPECK_MOST = 0.001
_FIT_ROUNDS = 4
_SPREAD = 1.4826  # standard deviations in a median absolute deviation
_SMOOTH = 0.8
_GRABCUT_ROUNDS = 2
# Overlap (intersection over union) from which the cut is believed: two ways to the same outline (vision.md 2).
_AGREED = 0.93
# Pixels of the 640 to both sides of the outline in which it is drawn anew, and how far around its colours are taken.
_BAND, _AROUND = 3, 6
_MIXED_FROM = 8.0


@dataclass(frozen=True, slots=True)
class Look:
    """A picture reduced, in CIELAB (float32, L* in 0..100), and its subject; `mask` is None when none stands out.

    `mask` is 255 in the subject, shape (height, width) as `lab` without its last axis.
    """

    lab: Plane
    mask: Mask | None


def subject_mask(picture_bgr: Picture) -> Mask | None:
    """255 in the subject, 0 outside, shape (height, width) of the picture; None when no subject stands out.

    `picture_bgr`: shape (height, width, 3), 8 bits. The same pixels have the same mask. Takes a quarter of a second at
    24 megapixels: for the shop's files, not for a verdict.
    """
    look = look_for_subject(picture_bgr)
    if look.mask is None:
        return None
    outline = _outlined(picture_bgr, Look(look.lab, _without_shadow(picture_bgr, look.mask)))
    height, width = picture_bgr.shape[:2]
    full = cv2.resize(outline, (width, height), interpolation=cv2.INTER_LINEAR)
    return _binary(full > 127)


def look_for_subject(picture_bgr: Picture) -> Look:
    """The subject of a picture, looked for at 640 pixels on its longer side: some 20 ms."""
    lab = lab_of(reduced(picture_bgr, LOOK_LONGEST), _SMOOTH)
    border = _border(lab.shape[0], lab.shape[1])
    off, noise, backdrop_share = _off_backdrop(lab, border)
    if backdrop_share < _BACKDROP_LEAST:
        return Look(lab, None)
    distance = _distance(off, _SHADOW_WEIGHT)
    strong = _threshold(distance, noise)
    certain = _binary(distance > strong)
    # The light stripes of a striped shirt are nearly the backdrop: they count where the dark ones stand around them.
    between = cv2.morphologyEx(certain, cv2.MORPH_CLOSE, _disc(lab.shape, _GAP)) > 0
    weak = min(max(_WEAK_LEAST, _WEAK_SPREADS * noise), strong)
    lighter_or_coloured = _distance(off, _BETWEEN_SHADOW_WEIGHT) > weak
    return Look(lab, _components((certain > 0) | (between & lighter_or_coloured)))


def reduced(picture: Picture, longest: int) -> Picture:
    """The picture, its longer side at most `longest` pixels; itself when it is small enough."""
    scale = longest / max(picture.shape[:2])
    if scale >= 1:
        return picture
    size = (max(round(picture.shape[1] * scale), 1), max(round(picture.shape[0] * scale), 1))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def lab_of(picture_bgr: Picture, smooth: float) -> Plane:
    """CIELAB of sRGB, float32: L* in 0..100, a* and b* about 0; blurred by `smooth` pixels against the noise."""
    quiet = cv2.GaussianBlur(picture_bgr.astype(np.float32) * np.float32(1 / 255), (0, 0), smooth)
    return cv2.cvtColor(quiet, cv2.COLOR_BGR2LAB).astype(np.float32, copy=False)


def _border(height: int, width: int) -> npt.NDArray[np.bool_]:
    border = np.ones((height, width), np.bool_)
    rim = max(round(min(height, width) * _BORDER), 1)
    border[rim:-rim, rim:-rim] = False
    return border


def _off_backdrop(lab: Plane, border: npt.NDArray[np.bool_]) -> tuple[tuple[Plane, ...], float, float]:
    """L*, a*, b* of each pixel less the backdrop's there; the backdrop's spread; its share of the border.

    The fit is trimmed: a garment that touches the border is an outlier of it.
    """
    height, width = border.shape
    rows, columns = np.nonzero(border)
    step = max(len(rows) // _BORDER_SAMPLES, 1)
    rows, columns = rows[::step], columns[::step]
    seen = lab[rows, columns].astype(np.float64)
    terms = _terms(columns / width - 0.5, rows / height - 0.5)
    apart = np.linalg.norm(seen - np.median(seen, axis=0), axis=1)
    fitted = np.zeros((terms.shape[1], 3))
    for _ in range(_FIT_ROUNDS):
        kept = apart <= max(2.5 * _SPREAD * float(np.median(apart)), 1.0)
        fitted = _fitted(terms[kept], seen[kept])
        apart = np.linalg.norm(seen - terms @ fitted, axis=1)
    noise = float(np.median(apart))
    x = (np.arange(width, dtype=np.float32) / width - 0.5)[None, :]
    y = (np.arange(height, dtype=np.float32) / height - 0.5)[:, None]
    off = tuple(plane - _surface(fitted[:, at], x, y) for at, plane in enumerate(cv2.split(lab)))
    return off, noise, float(np.mean(apart <= max(_SAME_MOST, 3 * noise if noise < _SAME_MOST else 0)))


def _fitted(terms: npt.NDArray[np.float64], seen: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Least squares by the normal equations: six unknowns in -0.5..0.5 are harmless, and no thread pool is woken."""
    squared = terms.T @ terms + 1e-9 * np.eye(terms.shape[1])
    return np.asarray(np.linalg.solve(squared, terms.T @ seen), np.float64)


def _distance(off: tuple[Plane, ...], shadow_weight: float) -> Plane:
    """ΔE76, in which lightness lost counts only by its weight."""
    lightness, green_red, blue_yellow = off
    weighed = np.where(lightness < 0, np.float32(shadow_weight) * lightness, lightness)
    squared: Plane = weighed * weighed + green_red * green_red + blue_yellow * blue_yellow
    return np.sqrt(squared)


def _terms(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)


def _surface(fitted: npt.NDArray[np.float64], x: Plane, y: Plane) -> Plane:
    constant, along_x, along_y, across, bent_x, bent_y = fitted.astype(np.float32)
    surface: Plane = (constant + along_x * x + bent_x * x * x) + (along_y * y + bent_y * y * y) + across * (x * y)
    return surface


def _threshold(distance: Plane, noise: float) -> float:
    """Otsu's, held between what is noise and what is certainly no backdrop."""
    steps = np.clip(distance * 4, 0, 255).astype(np.uint8)
    otsu, _ = cv2.threshold(steps, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return min(max(otsu / 4, _APART_LEAST, _APART_SPREADS * noise), _APART_MOST)


def _components(apart: npt.NDArray[np.bool_]) -> Mask | None:
    """The parts large enough to be garment, without holes of noise; None when there is none."""
    height, width = apart.shape
    kernel = _disc(apart.shape, 0.005)
    opened = cv2.morphologyEx(_binary(apart), cv2.MORPH_OPEN, kernel)
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    if count < 2:
        return None
    areas = stats[:, cv2.CC_STAT_AREA].copy()
    areas[0] = 0
    largest = int(areas.max())
    if largest < _SUBJECT_LEAST * height * width:
        return None
    kept = areas >= _PART_LEAST * largest
    return _without_specks(_binary(kept[labels]))


def _without_specks(mask: Mask) -> Mask:
    """Holes too small to look through are filled; the one under a bag's handle stays."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.bitwise_not(mask), connectivity=4)
    specks = stats[:, cv2.CC_STAT_AREA] < _SPECK_MOST * mask.size
    # Label 0 is the subject here.
    specks[0] = False
    if count > 1 and specks.any():
        mask[specks[labels]] = 255
    return mask


def _disc(shape: tuple[int, ...], share: float) -> Mask:
    """A round neighbourhood whose diameter is a share of the picture's longer side."""
    size = max(round(max(shape) * share) | 1, 3)
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8, copy=False)


def _binary(where: npt.NDArray[np.bool_]) -> Mask:
    return where.astype(np.uint8) * np.uint8(255)


def _models() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Room for GrabCut's two mixtures of five colours."""
    return np.zeros((1, 65)), np.zeros((1, 65))


def _without_shadow(picture_bgr: Picture, rough: Mask) -> Mask:
    """The rough outline, corrected by GrabCut (Rother et al. 2004) where it holds a shadow or has a gap."""
    small = reduced(picture_bgr, GRABCUT_LONGEST)
    height, width = small.shape[:2]
    seed = cv2.resize(rough, (width, height), interpolation=cv2.INTER_AREA) > 127
    if seed.all() or not seed.any():
        return rough
    inner = cv2.erode(_binary(seed), np.ones((9, 9), np.uint8)) > 0
    outer = cv2.dilate(_binary(seed), np.ones((25, 25), np.uint8)) > 0
    guess = np.full((height, width), cv2.GC_BGD, np.uint8)
    guess[outer] = cv2.GC_PR_BGD
    guess[seed] = cv2.GC_PR_FGD
    guess[inner] = cv2.GC_FGD
    if not inner.any() or outer.all():
        return rough
    cv2.setRNGSeed(1)
    cv2.grabCut(small, guess, (0, 0, 0, 0), *_models(), _GRABCUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    cut = _binary((guess == cv2.GC_FGD) | (guess == cv2.GC_PR_FGD))
    enlarged = cv2.resize(cut, (rough.shape[1], rough.shape[0]), interpolation=cv2.INTER_LINEAR) > 127
    both, either = np.count_nonzero(enlarged & (rough > 0)), np.count_nonzero(enlarged | (rough > 0))
    refined = _components(enlarged) if both > _AGREED * either else None
    # Where colours are near one another, a white garment on its paper, the cut wanders; the backdrop's word stands.
    return rough if refined is None else refined


def _outlined(picture_bgr: Picture, look: Look) -> Mask:
    """The outline at 1600 pixels: near it, each pixel goes to whichever it is more like, garment or backdrop there."""
    assert look.mask is not None
    fine = reduced(picture_bgr, OUTLINE_LONGEST)
    size = (fine.shape[1], fine.shape[0])
    kernel = np.ones((2 * _BAND + 1, 2 * _BAND + 1), np.uint8)
    inner = np.asarray(cv2.erode(look.mask, kernel), np.uint8)
    outer = np.asarray(cv2.bitwise_not(cv2.dilate(look.mask, kernel)), np.uint8)
    lab = lab_of(fine, _SMOOTH)
    like_garment, like_backdrop = (_difference(lab, look.lab, where) for where in (inner, outer))
    rough = cv2.resize(look.mask, size, interpolation=cv2.INTER_LINEAR) > 127
    sure = cv2.resize(inner, size, interpolation=cv2.INTER_NEAREST) > 0
    never = cv2.resize(outer, size, interpolation=cv2.INTER_NEAREST) > 0
    known = np.isfinite(like_garment) & np.isfinite(like_backdrop)
    drawn = np.where(known, like_garment < like_backdrop, rough)
    outlined = _components((drawn | sure) & ~never)
    return _binary(rough) if outlined is None else outlined


def _difference(lab: Plane, small: Plane, where: Mask) -> Plane:
    """ΔE76 of each pixel of `lab` to the mean of `small` near it where `where` is 255.

    Infinite where nothing is near, or colours too different to have a mean.
    """
    side = 2 * (_BAND + _AROUND) + 1
    weight = (where > 0).astype(np.float32)
    share = cv2.blur(weight, (side, side))
    total = np.maximum(share, np.float32(1e-6))
    mean = cv2.blur(small * weight[:, :, None], (side, side)) / total[:, :, None]
    square = cv2.blur(np.einsum("ijk,ijk->ij", small, small) * weight, (side, side)) / total
    spread = square - np.einsum("ijk,ijk->ij", mean, mean)
    size = (lab.shape[1], lab.shape[0])
    apart: Plane = lab - cv2.resize(mean, size, interpolation=cv2.INTER_LINEAR)
    far = np.sqrt(np.einsum("ijk,ijk->ij", apart, apart))
    # The mean of navy and white stripes is like neither of them.
    none = (
        cv2.resize(((share < 1e-4) | (spread > _MIXED_FROM**2)).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        > 0
    )
    return np.where(none, np.float32(np.inf), far).astype(np.float32, copy=False)
