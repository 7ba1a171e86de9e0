"""The thread that keeps and looks at frames: every answer once, whatever disk and pictures do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qc_station.application.failures import WorldFailure
from qc_station.domain.photo import PhotoRef
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.viewmodels.judging import Judging
from tests.application.studio_day import GOOD
from tests.ui.studio_window import ScriptedJudge


class FullDisk:
    def keep(self, file: Path) -> PhotoRef:
        raise WorldFailure("disk_full", retryable=True)


class NoPicture(ScriptedJudge):
    def quick(self, file: Path):
        raise WorldFailure("not_a_picture", file=file.name)


class OurBug(ScriptedJudge):
    def full(self, file: Path):
        raise ZeroDivisionError


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    file = tmp_path / "frame.jpg"
    file.write_bytes(b"\xff\xd8\xff frame \xff\xd9")
    return file


def answers(qtbot, judge, photos, frame: Path, many: int) -> list:
    heard: list = []
    judging = Judging(judge, photos)
    judging.looked.connect(heard.append, Qt.ConnectionType.QueuedConnection)
    judging.keep("ab", frame)
    qtbot.waitUntil(lambda: len(heard) >= many)
    judging.close()
    return heard


def test_a_frame_is_kept_and_looked_at(qtbot, tmp_path: Path, frame: Path) -> None:
    """Its bytes are in the store, the quick look came before the whole one."""
    photos = FilePhotoStore(tmp_path / "photos")
    heard = answers(qtbot, ScriptedJudge(), photos, frame, 3)
    kept = next(each.kept for each in heard if each.kept is not None)
    assert photos.intact(kept)
    assert [each.measures.full for each in heard if each.measures is not None] == [False, True]
    assert GOOD in [each.measures for each in heard]


def test_a_full_disk_is_told_as_lost(qtbot, frame: Path) -> None:
    """The frame is not said to be kept: whoever hears it leaves it in the camera's spool."""
    heard = answers(qtbot, ScriptedJudge(), FullDisk(), frame, 3)
    assert [each.lost.code for each in heard if each.lost is not None] == ["disk_full"]
    assert not [each for each in heard if each.kept is not None]


def test_what_cannot_be_measured_is_kept_all_the_same(qtbot, tmp_path: Path, frame: Path) -> None:
    """Kept first, then refused: nothing a judge says costs a frame."""
    heard = answers(qtbot, NoPicture(), FilePhotoStore(tmp_path / "photos"), frame, 2)
    assert [each.kept is not None for each in heard] == [True, False]
    assert (heard[-1].refused, heard[-1].lost) == ("not_a_picture", None)


@pytest.mark.expects_log("judging_failed")
def test_our_own_bug_costs_one_verdict(qtbot, tmp_path: Path, frame: Path) -> None:
    """Logged whole; the frame is kept, and the thread lives on."""
    heard = answers(qtbot, OurBug(), FilePhotoStore(tmp_path / "photos"), frame, 3)
    assert heard[-1].refused == "internal_error"
    assert any(each.kept is not None for each in heard)


def test_without_a_judge_frames_are_kept(qtbot, tmp_path: Path, frame: Path) -> None:
    """Nothing is said of them but that."""
    heard = answers(qtbot, None, FilePhotoStore(tmp_path / "photos"), frame, 1)
    assert len(heard) == 1
