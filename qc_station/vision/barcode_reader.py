"""Bar codes in a picture, by the ladder of barcodes.md 1.7: fast, then thorough, then everything within about a second.

Each rung takes 8-bit grey, shape (height, width), and answers with what it read; whether that may be acted on is
`policy.barcode_trust`'s word. zxing-cpp (Apache-2.0) gives up the interpreter's lock while it works.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from qc_station.policy.barcode_trust import Read
from qc_station.policy.label_watch import names_a_parcel
from qc_station.vision.picture_reader import grey_picture

Gray = NDArray[np.uint8]
DECODER = "zxing-cpp"
_FORMAT = zxingcpp.BarcodeFormat
MATRIX = (_FORMAT.QRCode, _FORMAT.DataMatrix, _FORMAT.PDF417, _FORMAT.MaxiCode, _FORMAT.Aztec)
FORMATS = zxingcpp.BarcodeFormats([_FORMAT.Code128, _FORMAT.EANUPC, _FORMAT.ITF, _FORMAT.Code39, *MATRIX])
# A linear code is blind between 30 and 60 degrees (barcodes.md 1.4); these three turns leave no angle out.
TURNS_DEG = (30, -30, 60)
# Above this an upscaled picture costs more than the second allowed.
UPSCALED_PIXELS_MAX = 24_000_000


def read_fast(gray: Gray) -> tuple[Read, ...]:
    """Every frame of a preview: no rotation, no second scale, no inversion."""
    return _reads(gray, thorough=False)


def read_thoroughly(gray: Gray) -> tuple[Read, ...]:
    """A still, or a frame in which something was read."""
    return _reads(gray, thorough=True)


def read_everything(gray: Gray) -> tuple[Read, ...]:
    """For somebody who waits: the thorough pass, at twice the size, and turned; each text once."""
    if not gray.size:
        return ()
    found = list(read_thoroughly(gray))
    if gray.size * 4 <= UPSCALED_PIXELS_MAX:
        twice = cv2.resize(gray, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        found += read_thoroughly(np.asarray(twice, np.uint8))
    # A two-dimensional code is read at any angle; the number beside it may still be lying askew.
    for degrees in TURNS_DEG if not names_a_parcel(found) else ():
        found += read_thoroughly(_turned(gray, degrees))
    return tuple(dict.fromkeys(found))


def read_file(file: Path) -> tuple[Read, ...]:
    """Everything in a JPEG or PNG. Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large")."""
    return read_everything(grey_picture(file))


def _reads(gray: Gray, *, thorough: bool) -> tuple[Read, ...]:
    if not gray.size:
        return ()
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(gray),
        formats=FORMATS,
        try_rotate=thorough,
        try_downscale=thorough,
        try_invert=thorough,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(dict.fromkeys(_read(each) for each in found))


def _read(found: zxingcpp.Barcode) -> Read:
    """GS1's first FNC1 is no character of the text: the AIM identifier in front of it keeps what it meant."""
    return Read(f"{found.symbology_identifier}{found.text}", DECODER, found.format in MATRIX)


def _turned(gray: Gray, degrees: float) -> Gray:
    """Turned about its middle on a sheet large enough, on white."""
    height, width = gray.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, tall = int(height * sine + width * cosine) + 1, int(height * cosine + width * sine) + 1
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (tall - height) / 2
    turned = cv2.warpAffine(gray, matrix, (wide, tall), flags=cv2.INTER_LINEAR, borderValue=(255.0,))
    return np.asarray(turned, np.uint8)
