"""Two cameras on one set: each view is shot by its own, and the loss of one leaves the other at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from qc_station.application.camera_port import CameraError, CameraErrorKind, CameraState, StateChanged
from qc_station.domain.photo_set import Mark
from qc_station.viewmodels.frames import LivePicture
from tests.application.studio_day import SHIRT_VIEWS
from tests.ui.studio_window import CAMERA, READY, StudioWindow
from tests.ui.test_screens import items

SECOND = frozenset({"label", "fabric"})
RED, GREEN = (30, 30, 200), (30, 200, 30)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[StudioWindow]:
    with StudioWindow(tmp_path / "studio", second_views=SECOND) as window:
        yield window


def plain(colour: tuple[int, int, int]) -> bytes:
    return cv2.imencode(".jpg", np.full((60, 90, 3), colour, np.uint8))[1].tobytes()


def shown_colour(studio: StudioWindow) -> str:
    """Which of the two plain pictures is painted on the set."""
    live = next(each for each in items(studio.window.contentItem()) if isinstance(each, LivePicture) and each.whole)
    canvas = QImage(int(live.width()), int(live.height()), QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    live.paint(painter)
    painter.end()
    colour = canvas.pixelColor(canvas.width() // 2, canvas.height() // 2)
    return "red" if colour.red() > 2 * colour.green() else "green" if colour.green() > 2 * colour.red() else ""


def kept(studio: StudioWindow) -> set[str]:
    with studio.day.unit_of_work(read_only=True) as uow:
        photos = uow.photo_sets.get(studio.day.piece)
    return {shot.view for shot in (photos.shots if photos else ()) if shot.mark is Mark.KEPT}


def test_each_view_is_shot_by_its_camera(studio: StudioWindow) -> None:
    """All six views by Space alone: each shutter released for its own, every file filed, each let go by its spool."""
    studio.scan()
    for _ in SHIRT_VIEWS:
        studio.press("space")
    assert {context.view for context in studio.second.asked} == SECOND & set(SHIRT_VIEWS)
    assert {context.view for context in studio.camera.asked} == set(SHIRT_VIEWS) - SECOND
    assert kept(studio) == set(SHIRT_VIEWS)
    studio.settle(lambda: len(studio.camera.released) + len(studio.second.released) == len(SHIRT_VIEWS))
    assert {file.path.parent.name for file in studio.second.released} == {"spool-2"}
    assert {file.path.parent.name for file in studio.camera.released} == {"spool"}


def test_the_live_picture_is_that_of_the_view_aimed_at(studio: StudioWindow) -> None:
    """Red of the first camera, green of the second: at a change of aim at once, also with no new frame."""
    studio.scan()
    studio.camera.show(plain(RED))
    studio.settle(lambda: shown_colour(studio) == "red")
    studio.second.show(plain(GREEN))
    studio.settle()
    assert shown_colour(studio) == "red"
    studio.main.studio.aim("label")
    studio.second.show(plain(GREEN))
    studio.settle(lambda: shown_colour(studio) == "green")
    studio.camera.show(plain(RED))
    studio.settle()
    assert shown_colour(studio) == "green"
    studio.main.studio.aim("back")
    studio.settle(lambda: shown_colour(studio) == "red")


def test_the_loss_of_one_leaves_the_other(studio: StudioWindow) -> None:
    """The second is unplugged: said where a view of its own is aimed at; the views of the first are shot as before."""
    studio.scan()
    error = CameraError(CameraErrorKind.DISCONNECTED, retryable=True)
    studio.second.say(StateChanged(CameraState.LOST, CAMERA, error=error))
    studio.settle()
    assert studio.main.studio.cameraLevel == "good"
    studio.press("space")
    assert kept(studio) == {"front"}
    studio.main.studio.aim("label")
    studio.settle(lambda: studio.main.studio.cameraLevel == "trouble")
    studio.press("space")
    notice = studio.main.desk.telling.notice
    assert notice is not None
    assert notice.code == "camera_not_ready"
    studio.second.say(READY)
    studio.settle(lambda: studio.main.studio.cameraLevel == "good")
    studio.press("space")
    assert kept(studio) == {"front", "label"}


def test_the_second_cameras_own_shutter_is_filed_too(studio: StudioWindow) -> None:
    """A frame of its body's button goes to the piece on the set, and its spool lets go of it."""
    studio.scan()
    studio.second.body_shutter()
    studio.settle(lambda: bool(studio.second.released))
    assert kept(studio) == {"front"}


def test_the_bench_keeps_its_own_camera(studio: StudioWindow) -> None:
    """Its live picture and its shutter stay the first camera's, whatever the studio aimed at last."""
    studio.scan()
    studio.main.studio.aim("label")
    studio.settle()
    studio.main.studio.leave()
    assert studio.main.camera.watched
    second = studio.main.second_camera
    assert second is not None
    assert not second.watched
    assert studio.main.desk.shoot == studio.main.camera.shootView
