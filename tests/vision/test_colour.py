"""True colour from a chart or a grey card: what remains of a cast is measured on patches whose colours are known."""

from __future__ import annotations

import numpy as np
import pytest

from qc_station.domain.rendition import BalanceSource, Region
from qc_station.vision.colour import (
    CHART_SRGB,
    balance_of,
    chart_correction,
    corrected,
    difference,
    grey_correction,
)
from tests.vision.studio_scenes import GREY, WARM, chart, chart_scene, garment

SCENES = 12
ALLOWED_DE76 = 2.0


@pytest.mark.parametrize("turned_deg", [0, 25, 90, 180, 270])
def test_a_warm_cast_is_gone_after_the_chart(turned_deg: float) -> None:
    """Under a warm, leaking light, at any angle and size: mean ΔE76 of the 24 patches is 2 at the most, from over 8."""
    before, after = [], []
    for seed in range(SCENES):
        scene = chart_scene(seed, turned_deg=turned_deg)
        matrix = chart_correction(scene.cast)
        assert matrix is not None, seed
        before.append(float(difference(scene.patches(scene.cast), CHART_SRGB).mean()))
        after.append(float(difference(scene.patches(corrected(scene.cast, matrix)), CHART_SRGB).mean()))
    print(f"mean ΔE76 before {np.mean(before):.1f}, after {np.mean(after):.2f}, worst scene {max(after):.2f}")
    assert min(before) > 8
    assert max(after) <= ALLOWED_DE76


def test_a_warm_cast_is_gone_after_the_grey_card() -> None:
    """Gains from a grey card beside the chart take a lamp's colour out: mean ΔE76 of the patches is 2 at the most."""
    drawn, centres = chart(90)
    height, width = drawn.shape[:2]
    canvas = np.full((height + 400, width + 200, 3), 200, np.uint8)
    canvas[100 : 100 + height, 100 : 100 + width] = drawn
    canvas[height + 150 : height + 350, 100:400] = GREY
    cast = corrected(canvas, np.diag([1.02, 0.99, 0.6]))
    card = Region(100 / canvas.shape[1], (height + 150) / canvas.shape[0], 300 / canvas.shape[1], 200 / canvas.shape[0])
    gains = grey_correction(cast, card)
    assert gains is not None
    mended = corrected(cast, gains)
    at = np.round(centres + 100).astype(int)
    seen, left = (np.array([each[y, x, ::-1] for x, y in at], dtype=np.float64) for each in (cast, mended))
    before, after = difference(seen, CHART_SRGB).mean(), difference(left, CHART_SRGB).mean()
    print(f"grey card: mean ΔE76 before {before:.1f}, after {after:.2f}")
    assert before > 8
    assert after <= ALLOWED_DE76
    assert np.ptp(mended[height + 250, 250].astype(int)) <= 1


def test_no_chart_is_found_where_there_is_none() -> None:
    """Garments, plain walls, noise and a chart whose half is covered are no chart."""
    noise = np.random.default_rng(1).integers(0, 256, (600, 800, 3), dtype=np.uint8)
    half, _ = chart(90)
    half[:, half.shape[1] // 2 - 40 :] = 128
    checks = np.kron(np.indices((12, 16)).sum(axis=0) % 2, np.ones((50, 50))).astype(np.uint8)[:, :, None] * np.uint8(
        [[[200, 90, 30]]]
    )
    for picture in (
        garment(),
        np.full((400, 400, 3), 128, np.uint8),
        noise,
        half,
        checks,
        np.zeros((3, 3, 3), np.uint8),
    ):
        assert chart_correction(np.ascontiguousarray(picture)) is None


def test_a_chart_that_is_burnt_out_is_not_trusted() -> None:
    """Where most patches are clipped nothing can be told of the light."""
    scene = chart_scene(3)
    burnt = np.clip(scene.cast.astype(np.int32) * 4, 0, 255).astype(np.uint8)
    assert chart_correction(burnt) is None


def test_a_grey_card_too_dark_or_too_light_is_not_trusted() -> None:
    """Black and burnt-out places tell nothing of the light."""
    place = Region(0.2, 0.2, 0.5, 0.5)
    for level in (0, 10, 255):
        assert grey_correction(np.full((100, 100, 3), level, np.uint8), place) is None


def test_the_same_picture_has_the_same_light() -> None:
    """A measurement is no matter of chance."""
    scene = chart_scene(5)
    first, again = balance_of(scene.cast), balance_of(scene.cast)
    assert first is not None
    assert first == again
    assert first.source is BalanceSource.CHART


def test_no_correction_changes_nothing() -> None:
    """Through the identity every one of the 256 levels stays what it was."""
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    assert np.array_equal(corrected(levels, np.eye(3)), levels)


def test_strips_leave_no_seam() -> None:
    """A picture higher than one strip is corrected as its rows are one by one."""
    tall = np.random.default_rng(2).integers(0, 256, (700, 9, 3), dtype=np.uint8)
    whole = corrected(tall, WARM)
    assert all(np.array_equal(whole[row : row + 1], corrected(tall[row : row + 1], WARM)) for row in (0, 255, 256, 699))


def test_the_difference_is_the_one_of_the_books() -> None:
    """ΔE76 of sRGB's red and blue, and of white and black, is what their published CIELAB values give."""
    red, blue, white, black = (
        np.array([each], dtype=np.float64) for each in ((255, 0, 0), (0, 0, 255), (255,) * 3, (0,) * 3)
    )
    published = np.linalg.norm(np.array([53.24, 80.09, 67.20]) - np.array([32.30, 79.19, -107.86]))
    assert difference(red, blue)[0] == pytest.approx(published, abs=0.03)
    assert difference(white, black)[0] == pytest.approx(100, abs=0.01)
