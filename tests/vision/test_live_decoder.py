"""Live pictures: decoded to the pixels Qt draws, marked where asked, and hostile bytes are no picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from qc_station.application.picture_port import LiveLook
from qc_station.vision.live_decoder import FastLiveDecoder

PLAIN = LiveLook()


def jpeg(picture: np.ndarray) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()


def half_and_half() -> np.ndarray:
    """Left white, right black, grey between."""
    picture = np.full((60, 120, 3), 128, np.uint8)
    picture[:, :40], picture[:, 80:] = 255, 0
    return picture


def pixels(look: LiveLook) -> np.ndarray:
    raster = FastLiveDecoder()(jpeg(half_and_half()), look)
    assert raster is not None
    assert (raster.width, raster.height) == (120, 60)
    return np.frombuffer(raster.pixels, np.uint8).reshape(60, 120, 4)


def test_the_pixels_are_blue_green_red_and_opaque() -> None:
    """As QImage's RGB32 wants them, row by row, without a gap."""
    shown = pixels(PLAIN)
    assert (shown[..., 3] == 255).all()
    assert abs(int(shown[30, 60, 0]) - 128) < 6
    picture = np.zeros((16, 16, 3), np.uint8)
    picture[..., 0] = 200
    raster = FastLiveDecoder()(jpeg(picture), PLAIN)
    assert raster is not None
    assert raster.pixels[0] > 150
    assert raster.pixels[2] < 60


def test_what_is_clipped_is_marked() -> None:
    """White turns vermillion and black blue; what lies between stays."""
    shown = pixels(LiveLook(clipping=True))
    assert tuple(shown[30, 10]) == (10, 58, 181, 255)
    assert tuple(shown[30, 110]) == (143, 92, 10, 255)
    assert abs(int(shown[30, 60, 0]) - 128) < 6


def test_sharp_edges_are_marked() -> None:
    """Amber on the edge, nothing in the even parts."""
    shown = pixels(LiveLook(peaking=True))
    amber = (shown[..., :3] == (78, 193, 242)).all(axis=2)
    assert amber[:, 36:44].any()
    assert not amber[:, 10:30].any()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff" + bytes(1000),
        jpeg(half_and_half())[:300],
        b"\xff\xd8\xff" + bytes(17_000_000),
    ],
    ids=["nothing", "another-kind", "a-beginning", "zeros", "torn", "too-large"],
)
def test_hostile_bytes_are_no_picture(data: bytes) -> None:
    """None, and the next frame is on its way."""
    assert FastLiveDecoder()(data, PLAIN) is None
