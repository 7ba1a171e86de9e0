"""The drawn pictures: sharp, well exposed, small, on the warm grey of the set, and what the script draws."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from tools.make_sample_pictures import GARMENTS, LIVE, LIVE_FRAMES, PICTURES, frame, still
from tools.make_sample_takebacks import SAMPLES

STILLS = sorted(GARMENTS.glob("*.jpg"))
FRAMES = sorted(LIVE.glob("*.jpg"))
SHARP_ENOUGH = 97
"""The bound for garments, variance of the Laplacian at 640 pixels: the 5th percentile of real sharp photographs."""


def pixels(file: Path) -> np.ndarray:
    decoded = cv2.imread(str(file))
    assert decoded is not None
    return decoded


def test_the_folders_hold_the_pictures_of_the_script() -> None:
    """Twelve garments and the frames of a live picture; all samples together stay under six megabytes."""
    assert [file.stem for file in STILLS] == sorted(picture.name for picture in PICTURES)
    assert [file.stem for file in FRAMES] == [f"preview-{index + 1:02d}" for index in range(LIVE_FRAMES)]
    assert len({picture.category for picture in PICTURES}) >= 9
    assert sum(file.stat().st_size for file in SAMPLES.rglob("*") if file.is_file()) < 6_000_000


@pytest.mark.parametrize("file", STILLS, ids=lambda file: file.stem)
def test_a_picture_is_as_a_good_shot_is(file: Path) -> None:
    """1200 × 900 under 150 kB, sharp, nothing blown out or black, and the backdrop its own grey at the edges."""
    picture = pixels(file)
    assert picture.shape == (900, 1200, 3)
    assert file.stat().st_size < 150_000
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (640, 480), interpolation=cv2.INTER_AREA)
    assert cv2.Laplacian(small, cv2.CV_64F).var() > SHARP_ENOUGH
    assert np.mean(grey > 250) < 0.02
    assert np.mean(grey < 5) < 0.02
    border = np.concatenate([picture[:20].reshape(-1, 3), picture[-20:].reshape(-1, 3)])
    assert np.abs(border.mean(axis=0)[::-1] - (0xDA, 0xD5, 0xCA)).max() < 6


def test_a_blurred_picture_would_be_caught() -> None:
    """The bound above tells sharp from blurred on every picture: two pixels of blur at 640 fall below it."""
    for file in STILLS:
        grey = cv2.cvtColor(pixels(file), cv2.COLOR_BGR2GRAY)
        small = cv2.GaussianBlur(cv2.resize(grey, (640, 480), interpolation=cv2.INTER_AREA), (0, 0), 2)
        assert cv2.Laplacian(small, cv2.CV_64F).var() < SHARP_ENOUGH, file.stem


def test_the_live_picture_moves_a_little_and_loops() -> None:
    """640 × 480 frames under 60 kB, each another than the one before, the last near the first, none jumping."""
    frames = [pixels(file).astype(float) for file in FRAMES]
    assert all(each.shape == (480, 640, 3) for each in frames)
    assert all(file.stat().st_size < 60_000 for file in FRAMES)
    steps = [float(np.abs(a - b).mean()) for a, b in zip(frames, frames[1:] + frames[:1], strict=True)]
    assert min(steps) > 0.5
    assert max(steps) < 8


def test_the_files_are_what_the_script_draws() -> None:
    """Drawn again, a garment and a frame are the same picture (their bytes may differ with the libraries)."""
    for data, file in ((still(PICTURES[0]), GARMENTS / f"{PICTURES[0].name}.jpg"), (frame(3), FRAMES[3])):
        again = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        assert np.abs(again.astype(float) - pixels(file)).mean() < 1.5
