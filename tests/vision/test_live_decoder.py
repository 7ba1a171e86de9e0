"""Live pictures: decoded to the pixels Qt draws, marked where asked, and hostile bytes are no picture."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from qc_station.application.picture_port import LiveLook
from qc_station.vision.live_decoder import LEVEL_EVERY_S, FastLiveDecoder
from tests.vision.drawn_garments import COLOURS, Scene, photograph

PLAIN = LiveLook()
LEVEL = LiveLook(level=True)


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


def leaning(lean_deg: float, colour: str = "navy") -> bytes:
    return jpeg(photograph(Scene(colour=COLOURS[colour], lean_deg=lean_deg, scale=0.9)))


def tilt(decoder: FastLiveDecoder, data: bytes, look: LiveLook = LEVEL) -> float | None:
    raster = decoder(data, look)
    assert raster is not None
    return raster.tilt_deg


@pytest.mark.parametrize("colour", ["navy", "white"])
@pytest.mark.parametrize("lean", [-12, -6, -2, 0, 1, 4, 10])
def test_the_level_is_measured_where_it_is_asked_for(lean: float, colour: str) -> None:
    """Within 1.5° of the truth, to the right positive; also with marks drawn; not asked, not measured."""
    picture = leaning(lean, colour)
    assert tilt(FastLiveDecoder(), picture) == pytest.approx(lean, abs=1.5)
    marked = LiveLook(clipping=True, peaking=True, level=True)
    assert tilt(FastLiveDecoder(), picture, marked) == pytest.approx(lean, abs=1.5)
    assert tilt(FastLiveDecoder(), picture, PLAIN) is None


def test_the_level_is_measured_twice_a_second_at_most() -> None:
    """Between two measurements the last one stands, however many frames come."""
    now = [100.0]
    decoder = FastLiveDecoder(lambda: now[0])
    before, after = leaning(6), leaning(-6)
    assert tilt(decoder, before) == pytest.approx(6, abs=1.5)
    for _ in range(5):
        now[0] += 0.9 * LEVEL_EVERY_S / 5
        assert tilt(decoder, after) == pytest.approx(6, abs=1.5)
    now[0] += 0.2 * LEVEL_EVERY_S
    assert tilt(decoder, after) == pytest.approx(-6, abs=1.5)


def test_where_nothing_stands_out_there_is_no_level() -> None:
    """An empty set has none, and what was measured before is forgotten."""
    now = [0.0]
    decoder = FastLiveDecoder(lambda: now[0])
    assert tilt(decoder, leaning(3)) is not None
    now[0] = 1.0
    assert tilt(decoder, jpeg(np.full((300, 400, 3), 214, np.uint8))) is None


def test_the_level_costs_a_frame_little() -> None:
    """Meant: 25 ms over what the frame costs anyway (17 measured); a machine that is busy is allowed twice that."""
    picture = leaning(5)
    measured, plain = (min(_took_s(picture, look) for _ in range(7)) for look in (LEVEL, PLAIN))
    print(f"level: {(measured - plain) * 1000:.1f} ms")
    assert measured - plain < 2 * 0.025


def _took_s(picture: bytes, look: LiveLook) -> float:
    decoder, began_s = FastLiveDecoder(), time.perf_counter()
    decoder(picture, look)
    return time.perf_counter() - began_s


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
