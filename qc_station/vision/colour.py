"""True colour: the light of a set-up is measured once, on a chart or a grey card, and taken out of every picture.

All arithmetic is on linear light (IEC 61966-2-1); a correction is a 3×3 matrix on linear RGB columns, rows and columns
in the order R, G, B. Pictures are 8-bit sRGB in OpenCV's order B, G, R, shape (height, width, 3).
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from qc_station.domain.rendition import Balance, BalanceSource, Region
from qc_station.vision.chart_finder import chart_readings

Picture = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

# The 24 patches of the classic ColorChecker in sRGB, D65, row by row from dark skin to black: the values X-Rite
# publishes for it.
CHART_SRGB = np.array(
    [
        (115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170),
        (214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46),
        (56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161),
        (243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52),
    ],
    dtype=np.float64,
)  # fmt: skip
# Adobe RGB (1998), D65, to sRGB: both matrices as their standards give them.
ADOBE_TO_SRGB: Matrix = np.array([[1.3983, -0.3983, 0.0], [0.0, 1.0, 0.0], [0.0, -0.0429, 1.0429]])
_CLIPPED_DARK, _CLIPPED_LIGHT = 3, 250
_PATCHES_MIN = 14
# ΔE76 on the patches that were used: what fits worse is not this chart, or is lit by more than one light.
CHART_MISFIT_MAX = 6.0
_TILE_ROWS = 256
_STEPS = 65535


def _linear(encoded: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """SRGB in 0..1 to linear light."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _encoded(linear: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Linear light in 0..1 to sRGB."""
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * np.maximum(linear, 1e-12) ** (1 / 2.4) - 0.055)


_LEVELS = np.arange(256, dtype=np.float64) / 255
_FROM_SRGB = _linear(_LEVELS).astype(np.float32)
# The exponent is 563/256, as the specification says it.
_FROM_ADOBE = (_LEVELS ** (563 / 256)).astype(np.float32)
_TO_SRGB = np.round(_encoded(np.arange(_STEPS + 1, dtype=np.float64) / _STEPS) * 255).astype(np.uint8)


def corrected(picture: Picture, matrix: Matrix | Sequence[float]) -> Picture:
    """The picture with its linear light taken through `matrix`; in strips, so that it never lies there as floats."""
    return _through(picture, np.asarray(matrix, dtype=np.float64).reshape(3, 3), _FROM_SRGB)


def srgb_of_adobe(picture: Picture) -> Picture:
    """A picture in Adobe RGB (1998) as sRGB; what sRGB cannot show is clipped."""
    return _through(picture, ADOBE_TO_SRGB, _FROM_ADOBE)


def _through(picture: Picture, matrix: Matrix, decode: npt.NDArray[np.float32]) -> Picture:
    turned = np.ascontiguousarray(matrix[::-1, ::-1])
    made = np.empty_like(picture)
    for top in range(0, picture.shape[0], _TILE_ROWS):
        linear = cv2.transform(decode[picture[top : top + _TILE_ROWS]], turned)
        steps = np.clip(linear * _STEPS + 0.5, 0, _STEPS).astype(np.uint16)
        made[top : top + _TILE_ROWS] = _TO_SRGB[steps]
    return made


def chart_correction(picture: Picture) -> Matrix | None:
    """The matrix by which the chart in the picture gets its published colours; None where no chart can be trusted.

    Least squares over the patches that are not clipped, in linear RGB (cameras.md 3).
    """
    fits = [fit for patches in chart_readings(picture) if (fit := _fitted(patches)) is not None]
    return min(fits, key=lambda fit: fit[0])[1] if fits else None


def _fitted(patches: npt.NDArray[np.float64]) -> tuple[float, Matrix] | None:
    """Mean ΔE76 that remains, and the matrix; None where it is not these patches."""
    used = np.all((patches >= _CLIPPED_DARK) & (patches <= _CLIPPED_LIGHT), axis=1)
    if np.count_nonzero(used) < _PATCHES_MIN:
        return None
    seen, wanted = _linear(patches[used] / 255), _linear(CHART_SRGB[used] / 255)
    matrix: Matrix = np.linalg.lstsq(seen, wanted, rcond=None)[0].T.astype(np.float64)
    got = _encoded(np.clip(seen @ matrix.T, 0, 1)) * 255
    misfit = float(np.mean(difference(got, CHART_SRGB[used])))
    return (misfit, matrix) if misfit <= CHART_MISFIT_MAX else None


def grey_correction(picture: Picture, region: Region) -> Matrix | None:
    """The gains, as a diagonal matrix, by which a grey card in `region` is grey at the lightness it has.

    None where it is clipped or too dark to tell. The median of its middle half counts: a finger at an edge does not.
    """
    height, width = picture.shape[:2]
    left, top = region.x + region.width / 4, region.y + region.height / 4
    rows = slice(int(top * height), max(int((top + region.height / 2) * height), int(top * height) + 1))
    columns = slice(int(left * width), max(int((left + region.width / 2) * width), int(left * width) + 1))
    middle = picture[rows, columns].reshape(-1, 3)
    seen = np.median(middle, axis=0)[::-1]
    if len(middle) < 9 or seen.min() < 10 * _CLIPPED_DARK or seen.max() > _CLIPPED_LIGHT:
        return None
    linear = _linear(seen / 255)
    luminance = float(linear @ np.array([0.2126, 0.7152, 0.0722]))
    return np.diag(luminance / linear)


def balance_of(picture: Picture, card: Region | None = None) -> Balance | None:
    """The light of a set-up from a picture of its chart or, with `card`, of a grey card that lies there."""
    found = chart_correction(picture) if card is None else grey_correction(picture, card)
    if found is None:
        return None
    source = BalanceSource.CHART if card is None else BalanceSource.GREY
    return Balance(source, tuple(float(value) for value in found.ravel()))


def difference(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """ΔE76 between colours in sRGB 0..255, shape (n, 3) each; shape (n,)."""
    return np.asarray(np.linalg.norm(_lab(one) - _lab(other), axis=1), dtype=np.float64)


def _lab(srgb: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """CIELAB under D65 (2°)."""
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
    )
    xyz = _linear(srgb / 255) @ to_xyz.T / np.array([0.95047, 1.0, 1.08883])
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.stack([116 * root[:, 1] - 16, 500 * (root[:, 0] - root[:, 1]), 200 * (root[:, 1] - root[:, 2])], axis=1)
