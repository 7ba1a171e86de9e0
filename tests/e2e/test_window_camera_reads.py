"""The bench camera reads labels at the real window: a parcel held under it is opened, once, while one is awaited."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt

from qc_station.application.camera_port import LiveFrame
from qc_station.bootstrap.late import LateFrameReader
from qc_station.domain.bench_command import BenchCommandCode
from tests.e2e.window_day import PARCEL, STORY, Expert, at_the_window, lay_out
from tests.vision.test_barcode_reader import label

pytestmark = pytest.mark.usefixtures("qapp")
EMPTY = np.full((900, 1200), 190, np.uint8)
FRAMES = 12


class UnderTheCamera:
    """What lies there: the frames of the bench's own camera are replaced by pictures of it."""

    def __init__(self, expert: Expert, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken = 0
        self.lay(EMPTY)
        self._real = expert.camera.take_frame
        monkeypatch.setattr(expert.camera, "take_frame", self._take)
        self._expert = expert

    def lay(self, gray: np.ndarray) -> None:
        self._jpeg = cv2.imencode(".jpg", gray)[1].tobytes()

    def pass_frames(self) -> None:
        """Long enough for any of them to be read."""
        seen = self.taken
        self._expert.until(lambda: self.taken > seen + FRAMES, "more frames")

    def _take(self) -> LiveFrame | None:
        if self._real() is None:
            return None
        self.taken += 1
        return LiveFrame(self._jpeg, self.taken)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = lay_out(tmp_path / "station", "", STORY)
    with (made / "station.toml").open("a", encoding="utf-8") as settings:
        settings.write("camera_reads = true\n")
    return made


def scans(expert: Expert, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every code the desk is told from now on, by whatever scanner."""
    told: list[str] = []
    scan = expert.main.desk.scan
    monkeypatch.setattr(expert.main.desk, "scan", lambda code: told.append(code) or scan(code))
    return told


def test_a_parcel_held_under_the_camera_is_opened_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody signed in: nothing. Orders, badges and damaged numbers: nothing. The label: its parcel, once, while it
    stays; while pieces of it are left no other box is opened, nor with a piece in hand; no thread is left behind.
    """

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("camera").level == "good", "the camera")
        table = UnderTheCamera(expert, monkeypatch)
        table.lay(label(PARCEL.replace(" ", "")))
        table.pass_frames()
        assert expert.screen == "sign_in"
        table.lay(EMPTY)
        expert.sign_in()
        told = scans(expert, monkeypatch)
        for text in (BenchCommandCode.SIGNOUT.barcode, "QC-BADGE-NB-0002", "9V20524752033"):
            table.lay(label(text))
            table.pass_frames()
        assert (told, expert.screen, expert.main.parcel.isOpen) == ([], "bench", False)

        table.lay(label(PARCEL.replace(" ", ""), 10))
        expert.until(lambda: expert.main.parcel.isOpen, "the parcel")
        table.lay(label("9V20524752032"))
        table.pass_frames()
        assert told == [PARCEL.replace(" ", "")]
        expert.digit("1")
        expert.take("1")
        table.pass_frames()
        assert told == [PARCEL.replace(" ", "")]
        assert expert.view.piece is not None
        assert "label reading" in {each.name for each in threading.enumerate()}

    at_the_window(home, monkeypatch, work)
    assert "label reading" not in {each.name for each in threading.enumerate()}


def test_a_slow_frame_holds_nobody_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one frame takes for ever, keys are answered, newer frames take each other's place, and then the newest one
    is read.
    """
    begun, go_on = threading.Event(), threading.Event()
    read: list[bytes] = []
    real: Callable[[LateFrameReader, bytes], tuple] = LateFrameReader.read

    def slow(reader: LateFrameReader, jpeg: bytes) -> tuple:
        read.append(jpeg)
        begun.set()
        assert go_on.wait(30)
        return real(reader, jpeg)

    monkeypatch.setattr(LateFrameReader, "read", slow)

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("camera").level == "good", "the camera")
        table = UnderTheCamera(expert, monkeypatch)
        expert.sign_in()
        expert.until(begun.is_set, "a frame being read")
        table.pass_frames()
        expert.press(Qt.Key.Key_S)
        expert.see("Douchette")
        expert.escape()
        table.lay(label(PARCEL.replace(" ", "")))
        table.pass_frames()
        assert len(read) == 1
        go_on.set()
        expert.until(lambda: expert.main.parcel.isOpen, "the parcel")

    at_the_window(home, monkeypatch, work)
