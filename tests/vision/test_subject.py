"""The outline of a garment on a studio's backdrop, against the outline it was drawn with."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from qc_station.vision.subject import subject_mask
from tests.vision.drawn_garments import COLOURS, HEIGHT, LIGHT_GREY, WIDTH, Picture, Scene, fabric, outline, photograph

BACKDROPS = {"light grey": LIGHT_GREY, "warm grey": (202, 213, 218), "white": (244, 245, 245), "dark": (70, 72, 71)}


def overlap(found: Picture | None, truth: Picture) -> float:
    """Intersection over union; 0 where nothing was found."""
    if found is None:
        return 0.0
    one, other = found > 127, truth > 127
    return float(np.count_nonzero(one & other) / np.count_nonzero(one | other))


@pytest.mark.parametrize("noise", [1.5, 4.0])
@pytest.mark.parametrize("colour", COLOURS)
def test_a_garment_on_light_grey_is_outlined(colour: str, noise: float) -> None:
    """In every colour, white among them, with shadow, vignetting and noise: overlap of 98 in 100 and more."""
    scene = Scene(colour=COLOURS[colour], noise=noise, shadow=0.2, lean_deg=3)
    mask = subject_mask(photograph(scene))
    assert mask is not None
    assert mask.shape == (HEIGHT, WIDTH)
    assert mask.dtype == np.uint8
    assert set(np.unique(mask)) == {0, 255}
    assert overlap(mask, outline(scene)) >= 0.98


@pytest.mark.parametrize("backdrop", BACKDROPS)
def test_other_backdrops_do_as_well(backdrop: str) -> None:
    """What counts is that it is even and another colour than the garment."""
    scene = Scene(colour=COLOURS["red"], backdrop=BACKDROPS[backdrop])
    assert overlap(subject_mask(photograph(scene)), outline(scene)) >= 0.98


def test_light_from_one_side_is_no_subject() -> None:
    """A backdrop that falls off by a fifth is one backdrop."""
    light = np.linspace(0.8, 1.0, WIDTH)[None, :, None]
    lit = (photograph(Scene()) * light).astype(np.uint8)
    assert overlap(subject_mask(lit), outline(Scene())) >= 0.98


def test_stripes_as_light_as_the_backdrop_belong_to_the_garment() -> None:
    """Navy stripes on off-white, on light grey: the garment is whole, and no hole in it is cut out."""
    picture = photograph(Scene(colour=(222, 226, 230), shadow=0.05))
    inside = outline(Scene()) > 127
    rows = np.arange(HEIGHT) // 16 % 2 == 0
    picture[inside & rows[:, None]] = COLOURS["navy"]
    assert overlap(subject_mask(picture), outline(Scene())) >= 0.96


def test_what_one_can_look_through_is_no_subject() -> None:
    """The backdrop under the handle of a bag stays backdrop."""
    picture = photograph(Scene(scale=0.001, shadow=0))
    truth = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(truth, (450, 500), (1050, 880), 255, -1)
    cv2.ellipse(truth, (750, 500), (200, 280), 0, 180, 360, 255, 40)
    picture[truth > 0] = COLOURS["camel"]
    mask = subject_mask(picture)
    assert overlap(mask, truth) >= 0.98
    assert mask is not None
    assert mask[400, 750] == 0


@pytest.mark.parametrize("colour", ["navy", "white"])
def test_a_picture_that_cloth_fills_has_no_subject(colour: str) -> None:
    """Nothing stands out of a close-up, nor out of an empty backdrop."""
    assert subject_mask(fabric(Scene(colour=COLOURS[colour]))) is None
    assert subject_mask(photograph(Scene(scale=0.001, shadow=0))) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 2000), (2000, 2), (3, 3), (40, 30)])
def test_any_size_is_looked_at(size: tuple[int, int]) -> None:
    """A mask of the picture's shape, or none; never an error."""
    dice = np.random.default_rng(1)
    for picture in (dice.integers(0, 256, (*size, 3)).astype(np.uint8), np.full((*size, 3), 255, np.uint8)):
        mask = subject_mask(picture)
        assert mask is None or mask.shape == size


def test_the_same_picture_has_the_same_mask() -> None:
    """Files derived from a mask come out the same to the byte: nothing in it is left to chance."""
    picture = photograph(Scene(colour=COLOURS["white"]))
    one, other = subject_mask(picture), subject_mask(picture)
    assert one is not None
    assert other is not None
    assert np.array_equal(one, other)


def test_the_picture_is_left_as_it_is() -> None:
    """Looking changes no pixel."""
    picture = photograph(Scene())
    before = picture.copy()
    subject_mask(picture)
    assert np.array_equal(picture, before)


def test_a_whole_photograph_takes_a_moment() -> None:
    """24 megapixels in seconds, not in minutes, on any machine."""
    large = cv2.resize(photograph(Scene()), (6000, 4000), interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    began = time.perf_counter()
    mask = subject_mask(large)
    assert time.perf_counter() - began < 10
    assert mask is not None
    assert mask.shape == (4000, 6000)
