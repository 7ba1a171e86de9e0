"""What every camera driver keeps of its promise, each against the most real camera we have without a real one."""

import hashlib
import os

import pytest

from qc_station.application.camera_port import (
    Applied,
    Battery,
    CameraErrorKind,
    CameraFailed,
    CameraState,
    CameraWarning,
    FileArrived,
    FileRole,
    Reason,
    ShotContext,
    ShotDone,
    ShotFailed,
    ShotStarted,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.devices.jpeg import is_complete_jpeg
from tests.devices.rigs import GARMENT, PATIENCE_S

CRASH = pytest.mark.expects_log("driver_crashed")
FAULTY = pytest.mark.parametrize("rig", ["virtual", "ptpip"], indirect=True)
UNPLUGGED = pytest.mark.parametrize("rig", ["virtual", "ptpip", "mjpeg", "rtsp", "hotfolder"], indirect=True)


def needs(rig, capability):
    """The one way in which drivers may differ."""
    if not getattr(rig.camera.capabilities(), capability):
        pytest.skip(f"a camera without {capability}")


def test_a_photograph_is_whole_named_and_hashed(rig):
    """Whichever shutter made it, a file is complete on disk, hashed as it stands there, and takes no other's place."""
    rig.open()
    files = [rig.photograph() for _ in range(3)]
    for file in files:
        data = file.path.read_bytes()
        assert is_complete_jpeg(data)
        assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert len({file.path for file in files}) == 3


def test_what_a_camera_cannot_do_is_an_answer(rig):
    """A shot, a setting or a live picture it has not is refused by name; it stays connected."""
    rig.open()
    can = rig.camera.capabilities()
    if not can.remote_trigger:
        with pytest.raises(CameraFailed, match="camera_unsupported"):
            rig.shot()
    if not can.settings:
        assert rig.camera.settings().result(PATIENCE_S) == ()
        (answer,) = rig.camera.apply({"iso": "100"}).result(PATIENCE_S).settings
        assert (answer.outcome, answer.actual) == (Applied.UNSUPPORTED, None)
    if not can.live_view:
        rig.camera.start_live()
        rig.ear.one(CameraWarning, code="live_unsupported")
    assert rig.photograph()
    assert not [e for e in rig.ear.all(StateChanged) if e.state is CameraState.LOST]


def test_a_shot_becomes_a_whole_hashed_file(rig):
    """A shot is a future with its files: complete on disk, named by us, hashed; the events tell the same in order."""
    ready = rig.open()
    assert ready.device.model
    assert ready.device.serial
    needs(rig, "remote_trigger")
    capture = rig.camera.shoot(GARMENT)
    (file,) = capture.files.result(PATIENCE_S)
    data = file.path.read_bytes()
    assert is_complete_jpeg(data)
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert file.role is FileRole.JPEG
    assert GARMENT.piece in file.path.name
    done = rig.ear.one(ShotDone, shot=capture.shot)
    assert done.files == (file,)
    kinds = [type(e) for e in rig.ear.events if isinstance(e, ShotStarted | FileArrived | ShotDone)]
    assert kinds == [ShotStarted, FileArrived, ShotDone]
    rig.ear.one(Battery)


def test_shots_asked_for_quickly_are_all_taken_in_order(rig):
    """Three shots asked for at once each get their own files and context; too many waiting are refused as busy."""
    rig.open()
    needs(rig, "remote_trigger")
    contexts = [ShotContext(f"QC1-{n}", "label") for n in range(12)]
    captures = [rig.camera.shoot(context) for context in contexts]
    refused = [c for c in captures if c.files.done() and c.files.exception()]
    assert [c.files.exception().code for c in refused] == ["camera_busy"] * len(refused)
    assert refused
    taken = [c for c in captures if c not in refused]
    paths = [c.files.result(PATIENCE_S)[0].path for c in taken]
    assert len(set(paths)) == len(taken)
    assert [c.context.piece in path.name for c, path in zip(taken, paths, strict=True)] == [True] * len(taken)


def test_a_kept_file_leaves_the_camera_and_released_leaves_the_spool(rig):
    """Nothing is deleted on the camera before it is kept here; nothing of the spool survives its release."""
    rig.open()
    first, second = rig.photograph(), rig.photograph()
    rig.camera.release(first)
    rig.camera.release(first)
    assert not first.path.exists()
    assert second.path.exists()
    assert [path for path in rig.spool.iterdir() if path.is_file()] == [second.path]


def test_settings_are_read_back(rig):
    """A preset reports per setting: taken and read back, refused with the value that stands, or not there at all."""
    rig.open()
    needs(rig, "settings")
    (name, (good, bad)), *_ = rig.settings.items()
    report = rig.camera.apply({name: good, "no-such-thing": "1"}).result(PATIENCE_S)
    assert [(s.name, s.outcome, s.actual) for s in report.settings] == [
        (name, Applied.OK, good),
        ("no-such-thing", Applied.UNSUPPORTED, None),
    ]
    (refused,) = rig.camera.apply({name: bad}).result(PATIENCE_S).settings
    assert (refused.outcome, refused.actual) == (Applied.REFUSED, good)
    read = {setting.name: setting for setting in rig.camera.settings().result(PATIENCE_S)}
    assert read[name].value == good
    assert good in read[name].choices
    rig.ear.one(CameraWarning, code="preset_incomplete", subject=name)


def test_the_live_picture_runs_or_says_that_it_cannot(rig):
    """Frames are JPEGs with rising numbers, also after a shot; a camera without them says so and stays ready."""
    rig.open()
    rig.camera.start_live(fps_max=25)
    if not rig.live:
        rig.ear.one(CameraWarning, code="live_unsupported")
        assert not rig.camera.capabilities().live_view
        assert rig.photograph()
        return
    rig.ear.state(CameraState.READY, live=True)
    rig.ear.until(lambda ear: len(ear.frames) >= 5)
    assert rig.photograph()
    seen = len(rig.ear.frames)
    rig.ear.until(lambda ear: len(ear.frames) > seen + 2)
    rig.camera.stop_live()
    rig.ear.until(lambda ear: [e.live for e in ear.events if isinstance(e, StateChanged)][-1] is False)
    assert all(is_complete_jpeg(frame.jpeg) for frame in rig.ear.frames)
    numbers = [frame.number for frame in rig.ear.frames]
    assert numbers == sorted(set(numbers))


@CRASH
def test_a_crash_of_the_driver_is_told_and_heals_by_itself(rig):
    """A real SIGSEGV in the driver process: kept files stay, the crash is an event, the next shot works."""
    rig.open()
    kept = rig.photograph()
    place = len(rig.ear.events)
    rig.crash()
    lost = rig.ear.state(CameraState.LOST, place)
    assert lost.error.kind is CameraErrorKind.DRIVER_CRASHED
    assert lost.retry_in_s is not None
    rig.ear.state(CameraState.READY, place)
    assert rig.photograph()
    assert hashlib.sha256(kept.path.read_bytes()).hexdigest() == kept.sha256


@CRASH
def test_settings_and_live_picture_come_back_after_a_crash(rig):
    """What was set is set again, and the live picture goes on, without anybody asking."""
    rig.open()
    can = rig.camera.capabilities()
    (name, (good, _)), *_ = rig.settings.items()
    rig.camera.apply({name: good}).result(PATIENCE_S)
    rig.camera.start_live()
    place = len(rig.ear.events)
    rig.crash()
    rig.ear.state(CameraState.LOST, place)
    rig.ear.state(CameraState.READY, place)
    if can.settings:
        assert {s.name: s.value for s in rig.camera.settings().result(PATIENCE_S)}[name] == good
    if rig.live:
        seen = len(rig.ear.frames)
        rig.ear.until(lambda ear: len(ear.frames) > seen)


@CRASH
def test_a_shot_under_way_fails_when_the_driver_dies(rig):
    """Whoever waits for a shot or an answer is told; nobody waits for ever."""
    rig.open()
    needs(rig, "remote_trigger")
    captures = [rig.camera.shoot(GARMENT) for _ in range(8)]
    captures[0].files.result(PATIENCE_S)
    rig.crash()
    codes = {c.files.exception(PATIENCE_S).code for c in captures[2:] if c.files.exception(PATIENCE_S)}
    assert codes == {"driver_crashed"}
    failed = [event.shot for event in rig.ear.all(ShotFailed)]
    done = [event.shot for event in rig.ear.all(ShotDone)]
    assert sorted(failed + done) == sorted(c.shot for c in captures)


def test_a_closed_camera_leaves_nothing_running_and_opens_again(rig):
    """Close returns at once, ends the driver process, fails what was asked; the same port opens again."""
    rig.open()
    pid = rig.camera.driver_pid
    rig.camera.close()
    rig.camera.close()
    assert rig.camera.join(PATIENCE_S)
    assert rig.camera.driver_pid is None
    with pytest.raises(ProcessLookupError):
        _signal_nothing(pid)
    with pytest.raises(CameraFailed, match="camera_closed"):
        rig.shot()
    place = len(rig.ear.events)
    rig.camera.open(rig.device)
    rig.ear.state(CameraState.READY, place)
    assert rig.photograph()


def test_a_camera_closed_while_it_connects_is_gone(rig):
    """An impatient close, and an open right behind it, end in one connection."""
    rig.camera.open(rig.device)
    rig.camera.close()
    rig.camera.open(rig.device)
    rig.ear.state(CameraState.READY)
    assert rig.photograph()


def test_a_shot_without_a_camera_fails_at_once(rig):
    """Before it is connected a shot, a preset and a question are refused, not kept for a surprise later."""
    assert rig.camera.shoot(GARMENT).files.exception(0).code == "camera_closed"
    rig.camera.open(rig.device)
    assert rig.camera.shoot(GARMENT).files.exception(0).code == "camera_absent"
    assert rig.camera.settings().exception(0).code == "camera_absent"


def _signal_nothing(pid):
    os.kill(pid, 0)


@pytest.mark.parametrize("rig", ["virtual", "ptpip", "hotfolder"], indirect=True)
def test_the_shutter_on_the_body_makes_a_file_nobody_asked_for(rig):
    """With no shot under way a file of the camera is unsolicited, never the last shot's."""
    rig.open()
    before, place = rig.photograph(), len(rig.ear.events)
    rig.body_shutter()
    event = rig.ear.one(UnsolicitedFile, place)
    assert event.reason is Reason.BODY_SHUTTER
    assert event.file.path != before.path
    assert is_complete_jpeg(event.file.path.read_bytes())
    assert len(rig.ear.all(FileArrived)) == rig.camera.capabilities().remote_trigger


@FAULTY
@pytest.mark.parametrize(
    ("fault", "kind"), [("no_focus", CameraErrorKind.NO_FOCUS), ("card_full", CameraErrorKind.CARD_FULL)]
)
def test_a_refused_shot_names_its_reason_and_the_next_one_works(rig, fault, kind):
    """No focus and a full card are told apart from the driver's log, and the connection stays."""
    rig.open()
    rig.fault(fault)
    with pytest.raises(CameraFailed, match=kind.value):
        rig.shot()
    rig.fault(fault, on=False)
    assert rig.shot()
    assert not [e for e in rig.ear.all(StateChanged) if e.state is CameraState.LOST]


@UNPLUGGED
def test_an_unplugged_camera_is_lost_and_found(rig):
    """Pulled out and plugged in: LOST with its reason, then READY again, without anybody's help."""
    rig.open()
    rig.photograph()
    place = len(rig.ear.events)
    rig.unplug()
    lost = rig.ear.state(CameraState.LOST, place)
    assert lost.error.kind is CameraErrorKind.DISCONNECTED
    rig.plug()
    rig.ear.state(CameraState.READY, place)
    assert rig.photograph()


@FAULTY
def test_a_slow_transfer_blocks_nobody(rig):
    """While a file crawls in, the port still answers at once, from the caller's thread."""
    rig.open()
    rig.fault("slow")
    capture = rig.camera.shoot(GARMENT)
    rig.ear.one(ShotStarted, shot=capture.shot)
    waiting = rig.camera.settings()
    rig.camera.start_live()
    rig.camera.stop_live()
    assert not capture.files.done()
    assert capture.files.result(PATIENCE_S)
    assert waiting.result(PATIENCE_S)
