"""Is this file a picture, and what does it measure? The whole file is decoded: half a JPEG is not a picture."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import PictureFacts

FILE_BYTES_MAX = 120 * 1024 * 1024
PIXELS_MAX = 120_000_000
_JPEG_END = b"\xff\xd9"
_SIGNATURES = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
_DARK, _LIGHT = 4, 251


class CvPictureReader:
    """JPEG and PNG, decoded by OpenCV. Measures on the grey picture; `sharpness` is the variance of its Laplacian."""

    def read(self, file: Path) -> PictureFacts:
        """Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large")."""
        grey = grey_picture(file)
        laplacian = cv2.Laplacian(grey, cv2.CV_16S)
        return PictureFacts(
            width=grey.shape[1],
            height=grey.shape[0],
            sharpness=float(laplacian.var()),
            clipped_dark=float(np.count_nonzero(grey <= _DARK) / grey.size),
            clipped_light=float(np.count_nonzero(grey >= _LIGHT) / grey.size),
        )


def grey_picture(file: Path) -> npt.NDArray[np.uint8]:
    """The whole picture, 8-bit, shape (height, width). Raises as `CvPictureReader.read` does."""
    data = picture_bytes(file)
    try:
        grey = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise WorldFailure("not_a_picture", file=file.name) from error
    if grey is None:
        raise WorldFailure("not_a_picture", file=file.name)
    return grey.astype(np.uint8, copy=False)


def picture_bytes(file: Path) -> bytes:
    """The bytes of a JPEG or PNG that a decoder may be trusted with. Raises as `CvPictureReader.read` does."""
    try:
        # A FIFO or a device would block or never end; only a plain file is read.
        if not file.is_file():
            raise WorldFailure("file_unreadable", file=file.name)
        if file.stat().st_size > FILE_BYTES_MAX:
            raise WorldFailure("file_too_large", file=file.name, most=FILE_BYTES_MAX)
        data = file.read_bytes()
    except OSError as error:
        raise WorldFailure("file_unreadable", file=file.name) from error
    kind = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), None)
    # Decoders fill what is missing of a cut JPEG with grey and say nothing, so the end marker is asked for.
    if kind is None or (kind == "jpeg" and _JPEG_END not in data[-64:]) or _pixels(data, kind) > PIXELS_MAX:
        raise WorldFailure("not_a_picture", file=file.name)
    return data


def _pixels(data: bytes, kind: str) -> int:
    """Width times height as the header claims, before a decoder believes it; 0 when the header does not say."""
    if kind == "png":
        return int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big")
    return jpeg_pixels(data)


def jpeg_pixels(data: bytes) -> int:
    """Width times height as a JPEG's header claims; 0 when it does not say, or is none."""
    at = 2 if data.startswith(b"\xff\xd8\xff") else len(data)
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 5 : at + 7], "big") * int.from_bytes(data[at + 7 : at + 9], "big")
        at += 2 + max(length, 2)
    return 0
