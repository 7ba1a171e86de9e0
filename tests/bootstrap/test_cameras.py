"""From a setting to a camera: which one is made, and what `doctor` finds of it."""

import threading
from pathlib import Path

import pytest

from qc_station.application.camera_port import CameraFailed, CameraState, DeviceId
from qc_station.application.messages import Messages
from qc_station.application.settings import settle_settings
from qc_station.bootstrap.late import camera_directory, camera_of
from qc_station.devices import camera_search
from qc_station.devices.camera_search import OpeningDirectory
from tests.devices.rigs import PATIENCE_S, Ear, MjpegRig

CATALOGUES = Path(__file__).parents[2] / "resources" / "i18n"


@pytest.fixture
def server(tmp_path):
    rig = MjpegRig(tmp_path)
    yield rig
    rig.end()


@pytest.mark.parametrize(
    ("camera", "made"),
    [
        ("none", "NoneType"),
        ("virtual", "VirtualCamera"),
        ("gphoto2", "Gphoto2Camera"),
        ("video", "VideoCamera"),
        ("hotfolder", "HotFolderCamera"),
    ],
)
def test_every_camera_of_the_settings_is_made(tmp_path, camera, made):
    """Each word of the setting is one driver; none is a stand-in for another."""
    assert type(camera_of(settle_settings({"camera": camera}, {}), tmp_path)).__name__ == made


def test_a_video_camera_is_found_by_opening_it(server):
    """It is named without its password, and nothing of the search runs on."""
    port = server.address.replace("://", "://inspector:secret@")
    settings = settle_settings({"camera": "video", "camera_model": "Bench camera", "camera_port": port}, {})
    (found,) = camera_directory(settings).scan().result(PATIENCE_S)
    assert (found.model, found.port) == ("Bench camera", f"http://127.0.0.1:{server.port}")


def test_a_hot_folder_is_found_by_opening_it(tmp_path):
    """The folder that is there is a camera; one that is not is none."""
    settings = settle_settings({"camera": "hotfolder", "camera_port": str(tmp_path)}, {})
    assert camera_directory(settings).scan().result(PATIENCE_S) == (DeviceId("hotfolder", tmp_path.name, "/"),)
    nowhere = settle_settings({"camera": "hotfolder", "camera_port": str(tmp_path / "none")}, {})
    assert camera_directory(nowhere).scan().result(PATIENCE_S) == ()


def test_what_answers_and_is_no_camera_is_said(server):
    """An address that is none, and a page instead of a stream: the reason, not "no camera"."""
    for port, code in ((f"{server.address}/page", "camera_refused"), ("ftp://camera", "camera_bad_value")):
        settings = settle_settings({"camera": "video", "camera_port": port}, {})
        with pytest.raises(CameraFailed, match=code):
            camera_directory(settings).scan().result(PATIENCE_S)


@pytest.mark.parametrize("camera", ["video", "hotfolder"])
def test_a_serial_number_in_the_settings_hinders_neither(tmp_path, server, camera):
    """What is set for a camera over USB stays set when the bench changes to one that has none."""
    port = server.address if camera == "video" else str(tmp_path)
    made = camera_of(settle_settings({"camera": camera}, {}), tmp_path / "spool")
    ear = Ear(made)
    made.open(DeviceId(camera, "", "/some/serial/number", port))
    assert ear.state(CameraState.READY).device.driver == camera
    made.close()
    assert made.join(PATIENCE_S)


class Silent:
    """A camera that never says a word."""

    def __init__(self):
        self.closed = threading.Event()

    def on_news(self, wake):
        wake()

    def take_events(self):
        return ()

    def open(self, device):
        pass

    def close(self):
        self.closed.set()

    def join(self, timeout_s):
        return True


def test_a_search_has_an_end(monkeypatch):
    """No answer is an answer, and the camera is let go."""
    monkeypatch.setattr(camera_search, "SEARCH_PATIENCE_S", 0.05)
    silent = Silent()
    with pytest.raises(CameraFailed, match="driver_hung"):
        OpeningDirectory(lambda _: silent, DeviceId("video")).scan().result(PATIENCE_S)
    assert silent.closed.wait(PATIENCE_S)
    assert OpeningDirectory(lambda _: None, DeviceId("none")).scan().result(PATIENCE_S) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_libgphoto2_the_other_cameras_are_named(language):
    """On Windows there is none: the sentence of DRIVER_MISSING says what is used there instead."""
    catalogue = (CATALOGUES / f"messages.{language}.toml").read_text(encoding="utf-8")
    said = Messages(language, catalogue).text("driver_missing")
    assert "Windows" in said
    assert {"fr": "dossier surveillé", "en": "hot folder"}[language] in said
