"""Frames of a live picture: read fast, thoroughly where it helps, and never a damaged one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from qc_station.domain.carrier_code import classify
from qc_station.policy.label_watch import LabelWatch
from qc_station.vision import frame_reader
from qc_station.vision.frame_reader import THOROUGH_EVERY, FrameReader
from tests.vision.test_barcode_reader import PARCEL, label


def jpeg(gray: np.ndarray, quality: int = 90) -> bytes:
    return cv2.imencode(".jpg", gray, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def texts(reads) -> list[str]:
    return [classify(read.text).text for read in reads]


def test_a_label_is_read_in_its_first_frame() -> None:
    """As the camera sends it."""
    assert texts(FrameReader().read(jpeg(label(PARCEL)))) == [PARCEL]


def test_every_fifth_frame_is_read_thoroughly(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upright label the fast pass cannot see is found within five frames; where a check vouches, nothing more is
    tried.
    """
    thorough: list[int] = []
    real = frame_reader.read_thoroughly
    monkeypatch.setattr(frame_reader, "read_thoroughly", lambda gray: thorough.append(1) or real(gray))
    reader, upright = FrameReader(), jpeg(label(PARCEL, 90))
    found = [texts(reader.read(upright)) for _ in range(THOROUGH_EVERY)]
    assert found == [[]] * (THOROUGH_EVERY - 1) + [[PARCEL]]
    assert len(thorough) == 1
    reader.read(jpeg(label(PARCEL)))
    assert len(thorough) == 1


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"not a picture",
        b"\xff\xd8\xff",
        jpeg(label(PARCEL))[:2000],
        # A header that claims 65,000 by 65,000.
        b"\xff\xd8\xff\xc0\x00\x11\x08\xfd\xe8\xfd\xe8\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01" + b"\x00" * 64,
    ],
)
def test_a_damaged_frame_holds_nothing(frame: bytes) -> None:
    """Empty, foreign, cut, or lying about its size: no code, no error, no memory."""
    assert FrameReader().read(frame) == ()


def test_a_label_carried_past_is_told_once() -> None:
    """It slides in, turns, blurs, leaves: of all frames one scan, and it is the right one."""
    reader, watch, heard = FrameReader(), LabelWatch(), []
    dice = np.random.default_rng(3)
    for at in range(60):
        frame = label(PARCEL, 12 * np.sin(at / 6))
        frame = cv2.GaussianBlur(frame, (0, 0), 0.2 + 2.5 * abs(np.sin(at / 9)))
        noisy = np.clip(frame + dice.normal(0, 6, frame.shape), 0, 255).astype(np.uint8)
        shown = noisy if 10 <= at < 50 else np.full_like(noisy, 190)
        code = watch.look(reader.read(jpeg(shown, 80)), at / 15)
        heard += [] if code is None else [code.text]
    assert heard == [PARCEL]
