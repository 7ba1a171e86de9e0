"""A picture file opened for measuring: its grey at full size, its colours reduced, each decoded when asked for.

simplejpeg (libjpeg-turbo) decodes JPEGs strictly: what it would have to guess is refused. It scales while decoding,
gives up the interpreter's lock, and takes no notice of EXIF; so does what is decoded by OpenCV here.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import simplejpeg  # type: ignore[import-untyped]  # no types are published
from PIL import Image

from qc_station.application.failures import WorldFailure
from qc_station.vision.picture_reader import PIXELS_MAX, picture_bytes
from qc_station.vision.subject import Picture, reduced

Grey = npt.NDArray[np.uint8]

_EXIF_ORIENTATION = 0x0112
_FACTORS = (8, 4, 2)
# How each orientation of EXIF (2.32, 4.6.4 A) is set upright: mirrored left to right first, then turned.
_TURNS = {
    2: (True, None),
    3: (False, cv2.ROTATE_180),
    4: (True, cv2.ROTATE_180),
    5: (True, cv2.ROTATE_90_COUNTERCLOCKWISE),
    6: (False, cv2.ROTATE_90_CLOCKWISE),
    7: (True, cv2.ROTATE_90_CLOCKWISE),
    8: (False, cv2.ROTATE_90_COUNTERCLOCKWISE),
}


@dataclass(frozen=True, slots=True)
class OpenedPicture:
    """`height` and `width` are those of the pixels as they are stored; `upright` turns what was made of them.

    `turbo`: a JPEG in colours that simplejpeg knows. Every decode raises WorldFailure("not_a_picture").
    """

    name: str
    data: bytes = field(repr=False)
    height: int
    width: int
    orientation: int
    turbo: bool

    def grey(self) -> Grey:
        """The whole picture, shape (height, width)."""
        if not self.turbo:
            return self._by_opencv(cv2.IMREAD_GRAYSCALE)
        return self._by_turbo("GRAY", 1)[:, :, 0]

    def colours(self, longest: int) -> Picture:
        """Blue, green, red, shape (h, w, 3): the longer side `longest` pixels or more, less than twice that if it can.

        For JPEG the decoder scales: it is where most of the time is saved.
        """
        if not self.turbo:
            return reduced(self._by_opencv(cv2.IMREAD_COLOR), longest)
        side = max(self.height, self.width)
        return self._by_turbo("BGR", next((factor for factor in _FACTORS if side >= factor * longest), 1))

    def upright(self, made: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """What was made of the stored pixels, turned as the camera was held."""
        mirrored, turn = _TURNS.get(self.orientation, (False, None))
        if mirrored:
            made = cv2.flip(made, 1).astype(np.uint8, copy=False)
        return made if turn is None else cv2.rotate(made, turn).astype(np.uint8, copy=False)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as the camera was held."""
        return (self.height, self.width) if self.orientation in (5, 6, 7, 8) else (self.width, self.height)

    def _by_turbo(self, colours: str, factor: int) -> npt.NDArray[np.uint8]:
        least = (-(-self.height // factor), -(-self.width // factor))
        try:
            made = simplejpeg.decode_jpeg(
                self.data, colours, min_height=least[0], min_width=least[1], min_factor=float(factor)
            )
        except ValueError as error:
            raise WorldFailure("not_a_picture", file=self.name) from error
        return np.asarray(made, np.uint8)

    def _by_opencv(self, flags: int) -> npt.NDArray[np.uint8]:
        try:
            made = cv2.imdecode(np.frombuffer(self.data, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
        except cv2.error as error:
            raise WorldFailure("not_a_picture", file=self.name) from error
        if made is None:
            raise WorldFailure("not_a_picture", file=self.name)
        return made.astype(np.uint8, copy=False)


def open_picture(file: Path) -> OpenedPicture:
    """Raises WorldFailure("not_a_picture" | "file_unreadable" | "file_too_large")."""
    data = picture_bytes(file)
    jpeg = data.startswith(b"\xff\xd8\xff")
    try:
        if jpeg:
            height, width, colours, _ = simplejpeg.decode_jpeg_header(data)
        else:
            height, width, colours = int.from_bytes(data[20:24], "big"), int.from_bytes(data[16:20], "big"), ""
    except ValueError as error:
        raise WorldFailure("not_a_picture", file=file.name) from error
    # The decoder's own word: a header may say one size to us and another to it.
    if not 0 < height * width <= PIXELS_MAX:
        raise WorldFailure("not_a_picture", file=file.name)
    # Inks (CMYK, as print shops send it) are turned into light by OpenCV.
    turbo = jpeg and colours in ("YCbCr", "Gray", "RGB")
    return OpenedPicture(file.name, data, height, width, _orientation(data), turbo)


def _orientation(data: bytes) -> int:
    """EXIF's orientation, 1 (upright) where there is none to be had."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as header:
            found = header.getexif().get(_EXIF_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 1
    return found if isinstance(found, int) and found in _TURNS else 1
