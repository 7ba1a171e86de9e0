"""Photographs made small enough for a mail, by Pillow (MIT-CMU): upright, and without what the camera wrote beside
them.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable

from PIL import Image, ImageOps

from voucher_ledger.application.photographs import Photographs

SIDE = 480
PIXELS_MAX = 150_000_000
QUALITY = 80


def pictures(photographs: Photographs) -> Callable[[str], bytes | None]:
    """By SHA-256, a JPEG whose longer side is at most 480 pixels; None for what is not there or no photograph."""

    def picture(sha256: str) -> bytes | None:
        file = photographs.file(sha256)
        if file is None:
            return None
        try:
            with warnings.catch_warnings(), Image.open(file, formats=("JPEG", "PNG")) as whole:
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                if whole.width * whole.height > PIXELS_MAX:
                    return None
                whole.draft("RGB", (SIDE, SIDE))
                upright = ImageOps.exif_transpose(whole).convert("RGB")
                upright.thumbnail((SIDE, SIDE))
                kept = io.BytesIO()
                upright.save(kept, "JPEG", quality=QUALITY, exif=b"")
                return kept.getvalue()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # whatever bytes a bench called one
            return None

    return picture
