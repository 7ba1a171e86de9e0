"""The studio's window, driven as a photographer drives it: keys, scans, and the camera's own shutter."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qc_station.application import studio_commands as commands
from qc_station.application.camera_port import (
    CameraError,
    CameraErrorKind,
    CameraState,
    FileArrived,
    ShotFailed,
    ShotId,
    StateChanged,
)
from qc_station.application.studio_view import StudioStep
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.photo_set import Mark
from qc_station.domain.piece_id import make_piece_id
from tests.application.studio_day import BLURRED, SHIRT_VIEWS
from tests.ui.studio_window import CAMERA, ScriptedJudge, StudioWindow
from tests.ui.test_screens import cut_off, items, visible

KEYS_MOST = 14


@pytest.fixture
def studio(tmp_path: Path):
    with StudioWindow(tmp_path / "studio") as window:
        yield window


class Hands:
    """Counts the keys that are pressed in the real window."""

    def __init__(self, studio: StudioWindow) -> None:
        self.studio, self.keys = studio, 0

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.keys += 1
            QTest.keyClick(self.studio.window, key)
            self.studio.settle()

    def type(self, text: str) -> None:
        for sign in text:
            self.keys += 1
            QTest.keyClick(self.studio.window, sign)
        self.studio.settle()


def test_a_shirt_from_scan_to_publish_in_fourteen_keys(studio: StudioWindow) -> None:
    """The scan counts as one; six views, two measurements typed by hand the first time, and out to the shop."""
    hands = Hands(studio)
    studio.scan()
    hands.keys += 1
    for _ in SHIRT_VIEWS:
        hands.press(Qt.Key.Key_Space)
    assert studio.main.studio.asks == "measure"
    hands.type("54")
    hands.press(Qt.Key.Key_Return)
    hands.type("76")
    hands.press(Qt.Key.Key_Return)
    assert studio.main.studio.canPublish
    hands.press(Qt.Key.Key_Return)
    assert studio.main.studio.here.view.next.step is StudioStep.SCAN_PIECE
    with studio.day.unit_of_work(read_only=True) as uow:
        assert [each.edition for each in uow.publications.waiting(9)] == [1]
    print(f"keys from scan to publish: {hands.keys}, goal {KEYS_MOST}")
    assert hands.keys <= KEYS_MOST


def test_a_good_shot_moves_on_by_itself(studio: StudioWindow) -> None:
    """After each Space the next view is aimed at, its row says so, and the shot's badges are on the picture."""
    studio.scan()
    studio.press("space")
    rows = studio.main.studio.views.rows
    assert [row.stateName for row in rows][:2] == ["kept", "aimed"]
    assert [row.level for row in studio.main.studio.badges.rows].count("good") >= 2
    assert studio.camera.released, "the spool was never told to forget the frame"


def test_a_blurred_shot_stays_until_a_word(studio: StudioWindow) -> None:
    """It comes on the screen with its number; P asks why, X has it shot again; neither loses the frame."""
    studio.scan()
    studio.judge.says = [BLURRED, BLURRED]
    studio.press("space")
    assert studio.main.studio.showing == "shot"
    assert studio.main.studio.badges.rows[0].level == "attention"
    studio.press("p")
    assert studio.main.studio.asks == "keep_reason"
    hands = Hands(studio)
    hands.type("mohair")
    hands.press(Qt.Key.Key_Return)
    studio.press("space")
    studio.press("x")
    marks = _marks(studio)
    assert marks["front"] == [(Mark.KEPT, "mohair")]
    assert marks["back"] == [(Mark.REJECTED, "blurred")]
    assert studio.main.studio.here.piece.aim == "back"


def test_the_frame_of_the_body_shutter_is_the_piece_on_the_set(studio: StudioWindow) -> None:
    """The camera's own button does what Space does."""
    studio.scan()
    studio.camera.body_shutter()
    studio.settle(lambda: bool(_marks(studio)["front"]))
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]


def test_a_frame_before_the_scan_waits_in_the_tray(studio: StudioWindow) -> None:
    """It is said, counted, filed by Enter under the view aimed at, and thrown away by X."""
    for _ in range(2):
        studio.camera.body_shutter()
    studio.settle(lambda: studio.main.studio.trayCount == 2)
    studio.day.clock.wait(1)
    studio.scan()
    studio.press("b")
    assert studio.main.studio.trayOpen
    studio.press("enter", "x")
    assert studio.main.studio.trayCount == 0
    studio.press("escape", "escape")  # the word in the band first, then the tray
    assert not studio.main.studio.trayOpen
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]


def test_a_shot_asked_for_here_is_filed_here_wherever_the_window_is(studio: StudioWindow) -> None:
    """The photographer goes to the bench's screen while the file is on its way."""
    studio.scan()
    studio.camera.waits = True
    studio.press("space")
    context = studio.camera.asked[-1]
    studio.main.shell.workplace(1)
    studio.settle()
    studio.camera.waits = False
    studio.camera.say(FileArrived(ShotId("1"), context, studio.camera.file()))
    studio.settle(lambda: bool(studio.camera.released))
    studio.main.shell.workplace(2)
    studio.settle()
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]


def test_a_picture_of_another_piece_is_said(tmp_path: Path) -> None:
    """Little alike: a word in the band that stays, and C lays the bench's picture beside it."""
    judge = ScriptedJudge()
    judge.alike = 4
    with StudioWindow(tmp_path, judge=judge) as studio:
        studio.scan()
        studio.press("space")
        studio.settle(lambda: studio.main.desk.telling.stays)
        notice = studio.main.desk.telling.notice
        assert notice is not None
        assert notice.code == "looks_like_another_piece"
        studio.press("escape", "up", "c")
        assert studio.main.studio.showing == "compare"
        assert studio.main.studio.besideCaption == "au banc"


def test_what_is_not_measured_yet_is_measured_when_its_piece_is_back(studio: StudioWindow) -> None:
    """A shot filed before a crash, and never looked at, gets its verdict at the next scan of its piece."""
    photo = studio.day.photos.keep(studio.camera.file().path)
    studio.day.act(commands.FileFrame(photo, studio.day.clock.now(), studio.day.piece, "front"))
    studio.scan()
    studio.settle(lambda: _marks(studio)["front"] == [(Mark.KEPT, "")])


def test_every_key_of_the_table_is_in_the_help(studio: StudioWindow) -> None:
    """`?` shows the studio's own keys, and Esc puts it away."""
    studio.scan()
    studio.press("?")
    assert studio.main.shell.panel == "keys"
    caps = {row.cap for row in studio.main.shell.keys.rows}
    assert {"P", "X", "Z", "Espace", "Entrée"} <= caps
    studio.press("escape")
    assert studio.main.shell.panel == "none"


def test_esc_leads_out_of_everything(studio: StudioWindow) -> None:
    """Line, tray, loupe, comparison, shot, piece: one step each, and then nothing."""
    studio.scan()
    studio.press("space")
    for keys in (("m",), ("b",), ("up", "left", "z", "c"), ("o",), ("e",)):
        studio.press(*keys)
    for _ in range(12):
        studio.press("escape")
    here = studio.main.studio.here
    assert here.piece is None
    assert not studio.main.studio.goes_back()


def test_a_camera_that_fails_says_so_and_the_set_goes_on(studio: StudioWindow) -> None:
    """No focus, then a lost camera: both are said in words, nothing kept is touched, and it comes back."""
    studio.scan()
    studio.press("space")
    studio.camera.waits = True
    studio.press("space")
    context = studio.camera.asked[-1]
    studio.camera.say(ShotFailed("2", context, CameraError(CameraErrorKind.NO_FOCUS, retryable=True)))
    studio.settle(lambda: studio.main.desk.telling.stays)
    error = CameraError(CameraErrorKind.DISCONNECTED, retryable=True)
    studio.camera.say(StateChanged(CameraState.LOST, CAMERA, error=error))
    studio.settle(lambda: studio.main.studio.cameraLevel == "trouble")
    studio.press("escape")
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]
    studio.press("space")
    notice = studio.main.desk.telling.notice
    assert notice is not None
    assert notice.code == "camera_not_ready"


def test_the_control_sheet_releases_the_shutter(studio: StudioWindow) -> None:
    """A command barcode does what its key does; one that means nothing here says so."""
    studio.scan()
    for code in (BenchCommandCode.PHOTOGRAPH, BenchCommandCode.CHOOSE_3, BenchCommandCode.PHOTOGRAPH):
        studio.scan(code.barcode)
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]
    assert _marks(studio)["label"] == [(Mark.KEPT, "")]
    studio.scan(BenchCommandCode.MISSING.barcode)
    studio.main.studio.leaveLine()
    studio.scan(BenchCommandCode.CONFORM.barcode)
    notice = studio.main.desk.telling.notice
    assert notice is not None
    assert notice.code == "command_means_nothing"


def test_a_frame_that_comes_after_the_sign_out_is_filed(studio: StudioWindow) -> None:
    """The photographer left while it was on its way: it is the piece's, for whom it was shot."""
    studio.scan()
    studio.camera.waits = True
    studio.press("space")
    context = studio.camera.asked[-1]
    studio.press("f10")
    studio.settle(lambda: studio.main.shell.screen == "sign_in")
    studio.camera.say(FileArrived(ShotId("1"), context, studio.camera.file()))
    studio.settle(lambda: bool(studio.camera.released))
    assert _marks(studio)["front"] == [(Mark.KEPT, "")]


def test_the_preset_of_the_category_is_applied(tmp_path: Path) -> None:
    """At the first piece of a category, and not again at the next of the same."""
    with StudioWindow(tmp_path, presets=lambda category: {"iso": "200"} if category == "shirt" else {}) as studio:
        studio.scan()
        studio.press("escape")
        studio.scan()
        assert studio.camera.presets == [{"iso": "200"}]


def test_an_unknown_piece_leaves_the_set_as_it_was(studio: StudioWindow) -> None:
    """The refusal stays on the screen; the piece stays on the set."""
    studio.scan()
    studio.scan(make_piece_id(9))
    notice = studio.main.desk.telling.notice
    assert notice is not None
    assert notice.code == "unknown_piece"
    assert studio.main.studio.isOpen


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_nothing_is_cut_off(tmp_path: Path, size: tuple[int, int]) -> None:
    """In French and in English, at the narrowest size and a wide one, state by state."""
    with StudioWindow(tmp_path, wear=True) as studio:
        studio.resize(*size)
        states = (
            (lambda: None, "empty"),
            (studio.scan, "scanned"),
            (lambda: studio.press("space", "space"), "shot"),
            (lambda: (setattr(studio.judge, "says", [BLURRED]), studio.press("space")), "flawed"),
            (lambda: studio.press("p"), "reason"),
            (lambda: studio.press("escape", "b"), "tray"),
            (lambda: studio.press("escape", "m"), "measure"),
        )
        for reach, name in states:
            reach()
            for language in ("fr", "en"):
                studio.main.speak(language)
                studio.settle()
                assert cut_off(studio.window.contentItem()) == [], (name, language)


def test_a_finger_finds_every_verb(studio: StudioWindow) -> None:
    """What a key does a control does: each of the verbs has one, at least as large as a finger."""
    studio.scan()
    studio.press("space", "up", "left")
    names = {
        str(item.property("name")): item
        for item in items(studio.window.contentItem())
        if visible(item) and item.property("name")
    }
    for wanted in ("Retenir", "Écarter", "Loupe", "Comparer", "Bac"):
        found = next((item for name, item in names.items() if name.startswith(wanted)), None)
        assert found is not None, (wanted, sorted(names))
        assert found.height() >= 44


def _marks(studio: StudioWindow) -> dict[str, list[tuple[Mark, str]]]:
    with studio.day.unit_of_work(read_only=True) as uow:
        kept = uow.photo_sets.get(studio.day.piece)
    shots = kept.shots if kept is not None else ()
    views = (*SHIRT_VIEWS, "extra")
    return {view: [(shot.mark, shot.reason) for shot in shots if shot.view == view] for view in views}
