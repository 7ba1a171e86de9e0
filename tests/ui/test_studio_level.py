"""The spirit level in the studio's live picture: a key shows it, and it says which way to turn the garment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import pytest
from PySide6.QtQuick import QQuickItem

from qc_station.vision.live_decoder import LEVEL_EVERY_S
from tests.ui.studio_window import StudioWindow
from tests.ui.test_screens import cut_off, items, visible
from tests.vision.drawn_garments import Scene, photograph


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[StudioWindow]:
    with StudioWindow(tmp_path / "studio") as window:
        yield window


def leaning(lean_deg: float) -> bytes:
    return cv2.imencode(".jpg", photograph(Scene(lean_deg=lean_deg, scale=0.9)))[1].tobytes()


def watch(studio: StudioWindow, jpeg: bytes, seen: Callable[[], bool]) -> None:
    """Frames go on coming until it is seen: the level is measured now and then only."""

    def once_more() -> bool:
        studio.camera.show(jpeg)
        return seen()

    studio.settle(once_more, patience_s=10 + 10 * LEVEL_EVERY_S)


def badge(studio: StudioWindow) -> QQuickItem | None:
    """The level over the picture, where it is to be seen."""
    named = "LevelBadge"
    return next(
        (
            each
            for each in items(studio.window.contentItem())
            if named in str(each.metaObject().className()) and visible(each)
        ),
        None,
    )


def test_a_key_shows_the_level_and_hides_it(studio: StudioWindow) -> None:
    """Off until V; then it says the degrees, the way to turn, and that it is good; another piece leaves it on."""
    shown = studio.main.studio
    studio.scan()
    watch(studio, leaning(6), lambda: shown.live)
    assert (shown.level, shown.tiltText, badge(studio)) == (False, "", None)
    studio.press("v")
    watch(studio, leaning(6), lambda: "↺" in shown.tiltText)
    assert shown.level
    assert badge(studio) is not None
    assert float(shown.tiltText.split("°")[0].replace(",", ".")) == pytest.approx(6, abs=1.5)
    assert shown.tiltSaid.endswith("à gauche"), shown.tiltSaid
    assert shown.leanDegrees == pytest.approx(6, abs=1.5)
    watch(studio, leaning(-6), lambda: "↻" in shown.tiltText)
    assert shown.tiltState == "attention"
    watch(studio, leaning(0), lambda: shown.tiltState == "good")
    assert shown.tiltText.startswith("✓ 0,")
    studio.press("escape")
    studio.scan()
    assert shown.level
    studio.press("v")
    assert (shown.level, shown.tiltText, badge(studio)) == (False, "", None)


def test_an_empty_set_has_nothing_to_measure(studio: StudioWindow) -> None:
    """No garment stands out: a dash, and the sentence for who cannot see it."""
    studio.scan()
    studio.press("v")
    grey = cv2.imencode(".jpg", photograph(Scene())[:60, :200])[1].tobytes()
    watch(studio, grey, lambda: studio.main.studio.tiltText == "–")
    assert studio.main.studio.tiltState == "none"
    assert studio.main.studio.tiltSaid


def test_a_shot_on_the_screen_has_its_own_verdict(studio: StudioWindow) -> None:
    """The level is the live picture's: beside a shot it is not to be seen."""
    studio.scan()
    studio.press("v", "space", "up", "left")
    assert studio.main.studio.showing == "shot"
    assert badge(studio) is None


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_cut_off_with_the_level(tmp_path: Path, size: tuple[int, int]) -> None:
    """In both languages, at the narrowest size and a wide one."""
    with StudioWindow(tmp_path) as studio:
        studio.resize(*size)
        studio.scan()
        studio.press("v")
        for language in ("fr", "en"):
            studio.main.speak(language)
            watch(studio, leaning(-6), lambda: "↻" in studio.main.studio.tiltText)
            assert cut_off(studio.window.contentItem()) == [], language
            assert inside(studio)


def inside(studio: StudioWindow) -> bool:
    """Every switch over the picture lies in the window, and clear of the columns beside it."""
    stage = next(each for each in items(studio.window.contentItem()) if "SetStage" in each.metaObject().className())
    keys = [each for each in items(stage) if "StageKey_" in each.metaObject().className() and visible(each)]
    assert len(keys) >= 6
    return all(each.mapToItem(stage, 0, 0).x() >= 0 for each in keys)
