"""Network cameras that die, freeze, lie and never end; passwords that stay where they belong; pictures kept whole."""

import logging
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.camera_port import (
    CameraErrorKind,
    CameraFailed,
    CameraState,
    DeviceId,
    StateChanged,
)
from qc_station.devices.camera_video import VideoCamera, VideoOptions
from qc_station.devices.driver import DriverFault
from qc_station.devices.frame_grabber import FrameGrabber, PictureFrame
from qc_station.devices.jpeg import scan_of
from qc_station.devices.video_address import VideoKind, shown, video_address
from tests.devices.rigs import BACKOFF_S, GARMENT, PATIENCE_S, Ear, HotFolderRig, MjpegRig, RtspRig

ROOT = Path(__file__).parents[2]
K = CameraErrorKind
CRASH = pytest.mark.expects_log("driver_crashed")
BOTH = pytest.mark.parametrize("make", [MjpegRig, RtspRig], ids=["mjpeg", "rtsp"])
SECRET = "geh%3Aeim"
# A camera is noticed to be gone after its own silence of two seconds; the rest is a slow machine.
NOTICED_S = 5.0


@pytest.fixture
def rigged(tmp_path):
    """Makes rigs, each in a folder of its own, and ends them."""
    made = []

    def rig(kind, path=None, options=()):
        class Asked(kind):
            pass

        Asked.options = options or kind.options
        Asked.path = path or getattr(kind, "path", "")
        made.append(Asked(tmp_path / str(len(made))))
        return made[-1]

    yield rig
    for each in made:
        each.end()


def waiting(rig):
    """What it says while it cannot connect."""
    rig.camera.open(rig.device)
    return rig.ear.until(lambda ear: next((e.error for e in ear.all(StateChanged) if e.error), None), "a reason")


# ---------------------------------------------------------------- gone, frozen, back


@BOTH
def test_a_server_that_dies_is_lost_and_found_with_its_picture(rigged, make):
    """Killed: LOST at once, and told why; started again: READY, and the live picture runs on, all by itself."""
    rig = rigged(make)
    rig.open()
    rig.camera.start_live()
    rig.ear.until(lambda ear: ear.frames)
    place, began = len(rig.ear.events), time.monotonic()
    rig.unplug()
    assert rig.ear.state(CameraState.LOST, place).error.kind is K.DISCONNECTED
    assert time.monotonic() - began < NOTICED_S
    assert rig.camera.shoot(GARMENT).files.exception(0).code == "camera_absent"
    rig.plug()
    rig.ear.state(CameraState.READY, place)
    seen = len(rig.ear.frames)
    rig.ear.until(lambda ear: len(ear.frames) > seen)
    assert rig.shot()


@BOTH
def test_a_server_that_freezes_is_noticed(rigged, make):
    """SIGSTOP: nothing is closed and nothing comes; it is LOST within seconds, and READY when it goes on."""
    rig = rigged(make)
    rig.open()
    place, began = len(rig.ear.events), time.monotonic()
    rig.freeze()
    try:
        assert rig.ear.state(CameraState.LOST, place).error.kind is K.DISCONNECTED
        assert time.monotonic() - began < NOTICED_S
    finally:
        rig.thaw()
    rig.ear.state(CameraState.READY, place)
    assert rig.shot()


def test_a_server_that_is_not_there_yet_is_waited_for(rigged):
    """Opened before it runs: CONNECTING with the reason, READY by itself."""
    rig = rigged(MjpegRig)
    rig.unplug()
    assert waiting(rig).kind is K.ABSENT
    rig.plug()
    rig.ear.state(CameraState.READY)


@pytest.mark.parametrize(("scheme", "kind"), [("http", K.TIMEOUT), ("rtsp", K.ABSENT)])
def test_a_port_that_says_nothing_is_given_up(rigged, scheme, kind):
    """Something takes the connection and never answers: a reason within seconds, and another try later."""
    rig = rigged(MjpegRig)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        began = time.monotonic()
        rig.camera.open(DeviceId("video", port=f"{scheme}://127.0.0.1:{mute.getsockname()[1]}/"))
        said = rig.ear.until(lambda ear: next((e for e in ear.all(StateChanged) if e.error), None))
        assert said.error.kind is kind
        assert said.retry_in_s is not None
        assert time.monotonic() - began < NOTICED_S
        rig.camera.close()


def test_a_server_of_another_kind_is_no_rtsp_camera(rigged):
    """FFmpeg meets HTTP where it expects RTSP: ABSENT, and the driver process lives."""
    rig = rigged(MjpegRig)
    rig.camera.open(DeviceId("video", port=f"rtsp://127.0.0.1:{rig.port}/stream"))
    error = rig.ear.until(lambda ear: next((e.error for e in ear.all(StateChanged) if e.error), None))
    assert error.kind is K.ABSENT


@CRASH
def test_one_driver_that_is_killed_leaves_the_other_camera_serving(rigged):
    """Two cameras, two processes: the live picture and the shots of one do not notice the other's death."""
    video, folder = rigged(MjpegRig), rigged(HotFolderRig)
    video.open()
    folder.open()
    video.camera.start_live()
    video.ear.until(lambda ear: ear.frames)
    heard, place, seen = len(video.ear.events), len(folder.ear.events), len(video.ear.frames)
    folder.crash()
    folder.ear.state(CameraState.LOST, place)
    video.ear.until(lambda ear: len(ear.frames) > seen)
    assert video.shot()
    folder.ear.state(CameraState.READY, place)
    assert folder.photograph()
    place = len(folder.ear.events)
    video.crash()
    video.ear.state(CameraState.LOST, heard)
    assert folder.photograph()
    assert not [e for e in folder.ear.events[place:] if isinstance(e, StateChanged)]
    assert not [e for e in video.ear.events[heard:-1] if isinstance(e, StateChanged) and e.state is CameraState.LOST]


# ---------------------------------------------------------------- what it sends


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/garbage", K.DISCONNECTED),
        ("/endless", K.DISCONNECTED),
        ("/heavy", K.DISCONNECTED),
        ("/page", K.UNSUPPORTED),
        ("/nothing", K.REFUSED),
        ("/moved", K.REFUSED),
    ],
)
def test_what_is_no_picture_is_never_shown(rigged, path, kind):
    """Garbage, headers without an end, senseless lengths, pages and redirections: a reason, and no READY."""
    rig = rigged(MjpegRig, path)
    assert waiting(rig).kind is kind
    assert not [e for e in rig.ear.all(StateChanged) if e.state is not CameraState.CONNECTING]
    assert {line.split()[0] for line in rig.asked} == {path}
    assert rig.ear.frames == []


@pytest.mark.parametrize("options", [(), ("--bare",)], ids=["lengths", "boundaries"])
def test_pictures_stay_as_the_camera_made_them(rigged, options):
    """Live pictures are the camera's own bytes, photographs its own coded picture; with part lengths and without."""
    rig = rigged(MjpegRig, options=options)
    frames = [path.read_bytes() for path in sorted((rig.folder / "frames").iterdir())]
    rig.open()
    rig.camera.start_live()
    rig.ear.until(lambda ear: len(ear.frames) >= 5)
    assert {frame.jpeg for frame in rig.ear.frames} <= set(frames)
    (file,) = rig.shot()
    assert scan_of(file.path.read_bytes()) in {scan_of(frame) for frame in frames}


def test_a_still_scene_gives_files_that_differ(rigged):
    """Every frame is the same, and every photograph is a file of its own all the same."""
    rig = rigged(MjpegRig)
    rig.unplug()
    for spare in sorted((rig.folder / "frames").iterdir())[1:]:
        spare.unlink()
    rig.plug()
    rig.open()
    assert len({rig.photograph().sha256 for _ in range(3)}) == 3


def test_a_photograph_comes_from_the_snapshot_where_there_is_one(rigged):
    """The address names it behind #: it is asked for once a shot, and only then."""
    rig = rigged(MjpegRig, "/stream#/snapshot.jpg")
    rig.open()
    first = (rig.folder / "frames" / "00.jpg").read_bytes()
    (file,) = rig.shot()
    assert scan_of(file.path.read_bytes()) == scan_of(first)
    rig.unplug()
    assert rig.asked == ["/stream none", "/snapshot.jpg none"]


@pytest.mark.parametrize(
    ("snapshot", "kind"),
    [("/torn.jpg", K.TRANSFER_FAILED), ("/huge.jpg", K.TRANSFER_FAILED), ("/none.jpg", K.REFUSED)],
)
def test_a_snapshot_that_is_none_fails_the_shot_and_nothing_else(rigged, snapshot, kind):
    """Torn, endless or missing: no file, no frame in its stead, and the camera stays."""
    rig = rigged(MjpegRig, f"/stream#{snapshot}")
    rig.open()
    for _ in range(2):
        with pytest.raises(CameraFailed, match=kind.value):
            rig.shot()
    rig.camera.start_live()
    rig.ear.until(lambda ear: ear.frames)
    assert not [e for e in rig.ear.all(StateChanged) if e.state is CameraState.LOST]
    assert [path for path in rig.spool.iterdir() if path.is_file()] == []


# ---------------------------------------------------------------- passwords


@pytest.mark.parametrize(("path", "scheme"), [("/stream", "Digest"), ("/basic/stream", "Basic")])
def test_a_camera_with_a_password_is_signed_in_to(rigged, path, scheme):
    """HTTP Digest and Basic, for the stream and the snapshot; the password goes out only when it is asked for."""
    snapshot = path.replace("stream", "snapshot.jpg")
    rig = rigged(MjpegRig, f"{path}#{snapshot}", ("--user", "inspector:geh:eim"))
    rig.camera.open(DeviceId("video", port=rig.address.replace("://", f"://inspector:{SECRET}@")))
    rig.ear.state(CameraState.READY)
    assert rig.shot()
    rig.unplug()
    assert [line for line in rig.asked if path in line][:2] == [f"{path} none", f"{path} {scheme}"]
    assert f"{snapshot} {scheme}" in rig.asked


def test_a_wrong_password_is_refused(rigged):
    """It says so, and goes on asking with patience."""
    rig = rigged(MjpegRig, options=("--user", "inspector:other"))
    rig.camera.open(DeviceId("video", port=rig.address.replace("://", f"://inspector:{SECRET}@")))
    error = rig.ear.until(lambda ear: next((e.error for e in ear.all(StateChanged) if e.error), None))
    assert (error.kind, error.detail) == (K.REFUSED, "HTTP status 401")


@BOTH
def test_a_password_is_never_told(rigged, make, caplog, capfd):
    """Not by an event, a log of any level, a line on the terminal or the list of processes, while all goes wrong."""
    caplog.set_level(logging.DEBUG)
    rig = rigged(make)
    rig.camera.open(DeviceId("video", port=rig.address.replace("://", f"://inspector:{SECRET}@")))
    rig.ear.state(CameraState.READY)
    line = Path(f"/proc/{rig.camera.driver_pid}/cmdline")
    told = [line.read_text() if line.exists() else ""]
    assert rig.shot()
    place = len(rig.ear.events)
    rig.unplug()
    rig.ear.state(CameraState.LOST, place)
    rig.ear.until(lambda ear: [e for e in ear.all(StateChanged)[-2:] if e.error and e.error.kind is K.ABSENT], "absent")
    told += [repr(rig.ear.events), caplog.text, *capfd.readouterr()]
    told += [repr(VideoOptions(f"rtsp://inspector:{SECRET}@host/")), repr(rig.camera.__dict__)]
    assert [secret for secret in ("inspector", SECRET, "geh:eim") if secret in "\n".join(told)] == []
    assert {e.device.port for e in rig.ear.all(StateChanged)} == {f"{rig.scheme}://127.0.0.1:{rig.port}"}


@pytest.mark.parametrize(
    ("text", "kind", "shown_as", "target"),
    [
        ("", VideoKind.DEVICE, "0", "0"),
        ("/dev/v4l/by-id/usb-cam", VideoKind.DEVICE, "/dev/v4l/by-id/usb-cam", "/dev/v4l/by-id/usb-cam"),
        ("rtsp://a:b@cam:554/one", VideoKind.RTSP, "rtsp://cam:554", "rtsp://a:b@cam:554/one"),
        ("http://a:b@cam/v?k=1#/s.jpg", VideoKind.HTTP, "http://cam", "http://cam/v?k=1"),
        ("https://[::1]:8443", VideoKind.HTTP, "https://[::1]:8443", "https://[::1]:8443/"),
    ],
)
def test_an_address_is_read(text, kind, shown_as, target):
    """Devices, RTSP and HTTP are told apart; what is shown is never more than the host."""
    address = video_address(text)
    assert (address.kind, address.shown, address.target) == (kind, shown_as, target)


@pytest.mark.parametrize(
    "text",
    ["file:///etc/passwd", "ftp://cam/x", "http://", "rtsp://a:p#w@cam/", "http://a:12/3@cam/", "http://cam/s#photo"],
)
def test_what_is_no_address_is_refused_without_repeating_it(rigged, text):
    """A scheme of another world, or a password that breaks the address: BAD_VALUE, and nothing of it in the reason."""
    with pytest.raises(ValueError, match=r"^\D+$") as refused:
        video_address(text)
    assert text not in str(refused.value)
    rig = rigged(MjpegRig)
    rig.camera.open(DeviceId("video", port=text))
    error = rig.ear.until(lambda ear: next((e for e in ear.all(StateChanged) if e.error), None))
    assert (error.error.kind, error.device.port) == (K.BAD_VALUE, "…")


@given(st.text(min_size=6).filter(lambda text: not set(text) & set("/?#[]@:")), st.sampled_from(["rtsp", "http"]))
def test_no_password_is_shown(password, scheme):
    """Whatever it is made of, it stands neither in what is shown nor in a repr."""
    text = f"{scheme}://user:{password}@camera/path"
    assert password not in shown(text) or password in f"{scheme}://camera…"
    try:
        told = repr(video_address(text))
    except ValueError as refused:
        told = str(refused)
    assert password not in told.replace("VideoAddress", "").replace("VideoKind", "")


@pytest.mark.parametrize("name", ["film.jpg", "nothing", "hot", "/dev/null", "99"])
def test_only_a_device_is_opened_as_one(rigged, name):
    """A file, a folder, nothing, or another kind of device is no camera, whatever FFmpeg could make of it."""
    rig = rigged(MjpegRig)
    (rig.folder / "hot").mkdir()
    (rig.folder / "film.jpg").write_bytes((rig.folder / "frames" / "00.jpg").read_bytes())
    rig.camera.open(DeviceId("video", port=name if name.isdecimal() else str(rig.folder / name)))
    error = rig.ear.until(lambda ear: next((e.error for e in ear.all(StateChanged) if e.error), None))
    assert error.kind is K.ABSENT


STATION = """
    import sys, threading, pathlib
    from qc_station.application.camera_port import CameraState, DeviceId, ShotContext, StateChanged
    from qc_station.devices.camera_video import VideoCamera

    if __name__ == "__main__":
        camera, ready = VideoCamera(pathlib.Path(sys.argv[1])), threading.Event()

        def news():
            if any(isinstance(e, StateChanged) and e.state is CameraState.READY for e in camera.take_events()):
                ready.set()

        camera.on_news(news)
        camera.open(DeviceId("video", port=sys.argv[2]))
        assert ready.wait(30)
        camera.shoot(ShotContext("QC1-X")).files.result(30)
        print({"cv2", "numpy", "simplejpeg"} & set(sys.modules))
        camera.close()
        assert camera.join(30)
"""


def test_the_station_never_loads_opencv(rigged, tmp_path):
    """A whole shot of an RTSP camera, and the station's process has imported nothing that decodes."""
    rig = rigged(RtspRig)
    code = [sys.executable, "-c", textwrap.dedent(STATION), str(tmp_path / "spool"), rig.address]
    said = subprocess.run(code, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (said.returncode, said.stdout.strip()) == (0, "set()"), said.stderr


def test_the_address_may_come_with_the_options(rigged):
    """Opened without a port, the camera is the one its options name."""
    rig = rigged(MjpegRig)
    rig.camera = VideoCamera(rig.spool, VideoOptions(rig.address), backoff_s=BACKOFF_S)
    rig.ear = Ear(rig.camera)
    rig.camera.open(DeviceId("video", "Bench camera"))
    assert rig.ear.state(CameraState.READY).device.model == "Bench camera"


# ---------------------------------------------------------------- the newest frame


class Tap:
    """A source that gives what is put into it."""

    def __init__(self):
        self._flows, self.drops, self.closed = threading.Semaphore(0), [], threading.Event()

    def give(self, *drops):
        for drop in drops:
            self.drops.append(drop)
            self._flows.release()

    def read(self):
        self._flows.acquire()
        drop = self.drops.pop(0)
        if isinstance(drop, Exception):
            raise drop
        return drop

    def close(self):
        self.closed.set()


LOST = DriverFault.of(K.DISCONNECTED, lost=True)


def test_a_photograph_is_never_an_old_frame():
    """Whoever asks gets what came after the question; damaged frames count for nothing."""
    tap = Tap()
    grabber = FrameGrabber(tap)
    tap.give(PictureFrame(b"old"))
    while grabber.newest()[0] < 1:
        time.sleep(0.001)
    asked = threading.Timer(0.05, lambda: tap.give(None, PictureFrame(b"new")))
    asked.start()
    assert grabber.next(PATIENCE_S).jpeg(95) == b"new"
    asked.join()
    with pytest.raises(DriverFault, match="camera_timeout"):
        grabber.next(0.01)
    tap.give(LOST)
    assert tap.closed.wait(PATIENCE_S)


@pytest.mark.parametrize("error", [LOST, ZeroDivisionError()])
def test_whatever_ends_a_source_is_told_to_who_waits(error):
    """A lost camera is its own error, and a bug of ours is no camera's."""
    tap = Tap()
    grabber = FrameGrabber(tap)
    tap.give(error)
    with pytest.raises(type(error)):
        grabber.next(PATIENCE_S)
    with pytest.raises(type(error)):
        grabber.check()
    assert tap.closed.wait(PATIENCE_S)


def test_a_source_that_only_sends_damage_is_lost(monkeypatch):
    """Bytes flow and there is nothing to be seen: that is no camera."""
    monkeypatch.setattr("qc_station.devices.frame_grabber.STALL_S", 0.05)
    tap = Tap()
    grabber = FrameGrabber(tap)
    tap.give(*[None] * 5)
    assert not tap.closed.wait(0.1)
    with pytest.raises(DriverFault, match="camera_disconnected") as lost:
        grabber.check()
    assert lost.value.lost
    grabber.stop()
    tap.give(None)
    assert tap.closed.wait(PATIENCE_S)
