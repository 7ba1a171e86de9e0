"""The studio's window while frames are on their way: no key means something else than what the screen shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.application.camera_port import FileArrived, ShotContext, ShotId
from qc_station.application.commands import SignIn
from qc_station.domain.photo_set import Mark
from tests.application.day import PIN
from tests.application.studio_day import BLURRED, PHOTOGRAPHER, SHIRT_VIEWS
from tests.ui.studio_window import StudioWindow
from tests.ui.test_studio_window import Hands, _marks


@pytest.fixture
def studio(tmp_path: Path):
    with StudioWindow(tmp_path / "studio") as window:
        yield window


def arrive(studio: StudioWindow) -> None:
    """The frame that was asked for last comes now."""
    context = studio.camera.asked[-1]
    studio.camera.say(FileArrived(ShotId(str(len(studio.camera.asked))), context, studio.camera.file()))


def test_a_frame_the_bench_asked_for_is_the_benchs(studio: StudioWindow) -> None:
    """Released at the bench, arriving when the studio is open: it is no product shot and no orphan."""
    context = ShotContext("QC1-0123456789AB-C", "front", "lm", "BENCH-01")
    taken = FileArrived(ShotId("bench-1"), context, studio.camera.file())
    assert not studio.main.studio.here.take(studio.main.camera, taken)


def test_whoever_signs_in_again_sees_what_lies_on_the_set(studio: StudioWindow) -> None:
    """Signed out with a frame on its way: the next screen is alive, and shows the piece the next frame would go to."""
    studio.scan()
    studio.camera.waits = True
    studio.press("space", "f10")
    studio.settle(lambda: studio.main.shell.screen == "sign_in")
    arrive(studio)
    studio.settle(lambda: bool(studio.camera.released))
    studio.main.desk.scan(PHOTOGRAPHER.badge)
    studio.settle()
    studio.main.desk.act(SignIn("", PIN))
    studio.settle(lambda: studio.main.shell.screen == "studio")
    assert studio.main.studio.isOpen
    assert studio.main.studio.action


def test_x_never_rejects_another_shot(studio: StudioWindow) -> None:
    """With a frame on its way, and right after a scan, it says that there is none in question."""
    studio.scan()
    studio.press("space")
    studio.camera.waits = True
    studio.press("space", "x")
    notice = studio.main.desk.telling.notice
    assert notice is not None
    assert notice.code == "no_shot_in_question"
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]
    arrive(studio)
    studio.settle(lambda: _marks(studio)["back"] == [(Mark.KEPT, "")])
    studio.press("escape")
    studio.scan()
    studio.press("x")
    assert _marks(studio)["back"] == [(Mark.KEPT, "")]


def test_x_after_a_shot_means_that_shot(studio: StudioWindow) -> None:
    """The aim has moved on, the word is about the picture just taken."""
    studio.scan()
    studio.press("space", "x")
    assert [mark for mark, _ in _marks(studio)["front"]] == [Mark.REJECTED]


def test_a_line_keeps_its_question(studio: StudioWindow) -> None:
    """A verdict that comes while somebody types changes nothing of what the line means."""
    studio.scan()
    for _ in SHIRT_VIEWS[:-1]:
        studio.press("space")
    studio.camera.waits = True
    studio.press("space")
    studio.main.studio.edit("measure:length")
    arrive(studio)
    studio.settle(lambda: _marks(studio)["fabric"] == [(Mark.KEPT, "")])
    hands = Hands(studio)
    hands.type("76")
    studio.main.studio.give("76")
    studio.settle()
    assert [each.millimetres for each in studio.main.studio.here.piece.sheet.measures] == [None, 760]


def test_a_reason_is_given_to_the_shot_it_was_asked_for(studio: StudioWindow) -> None:
    """A second flawed frame comes while it is typed."""
    studio.scan()
    studio.judge.says = [BLURRED, BLURRED]
    studio.press("space", "p")
    assert studio.main.studio.asks == "keep_reason"
    studio.camera.body_shutter()
    studio.settle(lambda: len(_marks(studio)["front"]) == 2)
    studio.main.studio.give("mohair")
    studio.settle()
    assert _marks(studio)["front"][0] == (Mark.KEPT, "mohair")


def test_the_tray_files_where_it_says(studio: StudioWindow) -> None:
    """The view whose shot is on the screen is the one the tray names, and the one Enter files under."""
    studio.camera.body_shutter()
    studio.settle(lambda: studio.main.studio.trayCount == 1)
    studio.day.clock.wait(1)
    studio.scan()
    studio.press("space")
    studio.main.studio.showShot("1")
    here = studio.main.studio.here
    here.look(view="front", shot=1)
    studio.press("b", "enter")
    assert len(_marks(studio)["front"]) == 2


def test_what_lies_under_the_tray_waits(studio: StudioWindow) -> None:
    """Space and P do nothing there; X throws away down to the last frame."""
    for _ in range(3):
        studio.camera.body_shutter()
    studio.settle(lambda: studio.main.studio.trayCount == 3)
    studio.day.clock.wait(1)
    studio.scan()
    studio.press("b", "space", "p", "down", "down", "x")
    assert not studio.camera.asked
    assert studio.main.studio.asks == "none"
    assert [row.current for row in studio.main.studio.trayFrames.rows] == [False, True]
    studio.press("x", "x")
    assert studio.main.studio.trayCount == 0
