"""A picture small enough for a page of paper. The original is untouched; the copy is made from it each time."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from qc_station.application.failures import WorldFailure
from qc_station.vision.picture_reader import grey_picture

_QUALITY = 82


def reduced_jpeg(file: Path, longest: int) -> bytes:
    """The picture as JPEG, its longer side at most `longest` pixels.

    Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large").
    """
    grey_picture(file)  # every question a hostile file has to answer is asked there
    picture = cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise WorldFailure("not_a_picture", file=file.name)
    scale = longest / max(picture.shape[:2])
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise WorldFailure("not_a_picture", file=file.name)
    return encoded.tobytes()
