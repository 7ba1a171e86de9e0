"""The codes in the frames of a live picture: the first two rungs of the ladder of barcodes.md 1.7."""

from __future__ import annotations

import cv2
import numpy as np

from qc_station.policy.barcode_trust import Read
from qc_station.policy.label_watch import names_a_parcel
from qc_station.vision.barcode_reader import Gray, read_fast, read_thoroughly
from qc_station.vision.picture_reader import PIXELS_MAX, jpeg_pixels

THOROUGH_EVERY = 5


class FrameReader:
    """Fast on every frame; thoroughly where something was found that no check vouches for, and on every fifth frame."""

    def __init__(self) -> None:
        self._frames = 0

    def read(self, jpeg: bytes) -> tuple[Read, ...]:
        """What is in a frame; nothing in one that cannot be decoded: the next is on its way."""
        # A header may claim more than there is memory for.
        if not 0 < jpeg_pixels(jpeg) <= PIXELS_MAX:
            return ()
        try:
            gray = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
        except cv2.error:
            return ()
        return () if gray is None else self.read_gray(gray.astype(np.uint8, copy=False))

    def read_gray(self, gray: Gray) -> tuple[Read, ...]:
        """The same of 8-bit grey, shape (height, width)."""
        self._frames += 1
        found = read_fast(gray)
        if names_a_parcel(found):
            return found
        return read_thoroughly(gray) if found or self._frames % THOROUGH_EVERY == 0 else found
