"""What can go wrong between shutter and disk: no kept file is lost, none comes twice, and everything is said."""

import hashlib

import pytest

from qc_station.application.camera_port import (
    Battery,
    CameraErrorKind,
    CameraFailed,
    CameraState,
    CameraWarning,
    FileArrived,
    FileRole,
    Reason,
    ShotFailed,
    ShotStarted,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.devices.camera_virtual import VirtualCamera, VirtualFault, VirtualOptions
from qc_station.devices.jpeg import is_complete_jpeg
from tests.devices.rigs import BACKOFF_S, GARMENT, PATIENCE_S, Ear, NetworkRig, VirtualRig, draw_pictures

NETWORK = pytest.mark.parametrize("rig", ["ptpip"], indirect=True)
VIRTUAL = pytest.mark.parametrize("rig", ["virtual"], indirect=True)
CRASH = pytest.mark.expects_log("driver_crashed")


@pytest.fixture
def virtual(tmp_path):
    """A virtual camera with a script of faults; makes as many as asked, and closes them."""
    made = []

    def make(script=None, raw=False, idle_patience_s=5.0):
        options = VirtualOptions(draw_pictures(tmp_path / "shots"), raw=raw, script=script or {})
        rig = VirtualRig.__new__(VirtualRig)
        rig.folder, rig.spool = tmp_path, tmp_path / "spool"
        rig.camera = VirtualCamera(options, rig.spool, backoff_s=BACKOFF_S, idle_patience_s=idle_patience_s)
        rig.ear = Ear(rig.camera)
        made.append(rig)
        return rig

    yield make
    for rig in made:
        rig.end()


def kept_files(rig):
    return sorted(path for path in rig.spool.iterdir() if path.is_file())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        pytest.param(VirtualFault.CRASH, CameraErrorKind.DRIVER_CRASHED, marks=CRASH),
        (VirtualFault.DISCONNECT, CameraErrorKind.DISCONNECTED),
    ],
)
def test_a_file_cut_off_in_its_transfer_is_fetched_once_it_is_back(virtual, fault, kind):
    """The shot fails at once; its file, still on the card, comes once, for nobody: it is not guessed onto a piece."""
    rig = virtual({2: (fault, 0.2)})
    rig.open()
    (first,) = rig.shot()
    with pytest.raises(CameraFailed, match=kind.value):
        rig.shot()
    recovered = rig.ear.one(UnsolicitedFile)
    assert recovered.reason is Reason.RECOVERED_FROM_CAMERA
    (third,) = rig.shot()
    assert kept_files(rig) == sorted([first.path, recovered.file.path, third.path])
    assert len({first.sha256, recovered.file.sha256, third.sha256}) == 3
    assert list((rig.spool / "virtual-card").glob("DSC_*")) == []


@NETWORK
def test_a_cable_pulled_in_the_transfer_loses_no_file(rig):
    """libgphoto2 over a real socket that closes in the middle of GetObject: reconnected, and the file is fetched."""
    rig.open()
    rig.do(do="fault", drop_on=0x1009)
    with pytest.raises(CameraFailed, match="camera_disconnected"):
        rig.shot()
    recovered = rig.ear.one(UnsolicitedFile)
    assert recovered.reason is Reason.RECOVERED_FROM_CAMERA
    assert is_complete_jpeg(recovered.file.path.read_bytes())
    assert rig.shot()
    assert rig.ear.all(UnsolicitedFile) == [recovered]


@NETWORK
def test_a_camera_that_hangs_is_given_up_and_found_again(rig):
    """No answer to a transfer: the library gives up after its time, and a fresh connection fetches the file."""
    rig.open()
    rig.fault("hang")
    capture = rig.camera.shoot(GARMENT)
    rig.ear.one(ShotStarted, shot=capture.shot)
    assert capture.files.exception(PATIENCE_S).code in {"camera_disconnected", "camera_timeout"}
    rig.fault("hang", on=False)
    assert rig.ear.one(UnsolicitedFile).reason is Reason.RECOVERED_FROM_CAMERA
    assert rig.shot()


@pytest.mark.expects_log("driver_hung")
def test_a_driver_that_hangs_is_killed_and_replaced(virtual):
    """A process silent for longer than it said is killed; the state says why, and the camera comes back."""
    rig = virtual(idle_patience_s=0.5)
    rig.open()
    pid, place = rig.camera.driver_pid, len(rig.ear.events)
    rig.camera.provoke(VirtualFault.HANG, 3600)
    assert rig.ear.state(CameraState.LOST, place).error.kind is CameraErrorKind.DRIVER_HUNG
    rig.ear.state(CameraState.READY, place)
    assert rig.camera.driver_pid != pid
    assert rig.shot()


@CRASH
def test_a_driver_that_always_crashes_is_tried_less_and_less_often(virtual):
    """The wait between two tries grows to its bound, and the state says when the next one is."""
    rig = virtual()
    rig.open()
    for _ in range(4):
        place = len(rig.ear.events)
        rig.crash()
        rig.ear.state(CameraState.READY, place)
    waits = [e.retry_in_s for e in rig.ear.all(StateChanged) if e.state is CameraState.LOST]
    assert waits == [*BACKOFF_S, BACKOFF_S[-1]]


def test_a_camera_that_is_not_there_yet_is_waited_for(tmp_path):
    """Opened before it is plugged in: CONNECTING with the reason, then READY by itself."""
    rig = NetworkRig(tmp_path)
    try:
        rig.unplug()
        rig.camera.open(rig.device)
        waiting = rig.ear.until(lambda ear: next((e for e in ear.all(StateChanged) if e.error), None))
        assert waiting.state is CameraState.CONNECTING
        assert waiting.error.kind is CameraErrorKind.DISCONNECTED
        rig.plug()
        rig.ear.state(CameraState.READY)
    finally:
        rig.end()


@NETWORK
def test_another_camera_of_the_same_model_is_not_taken_for_ours(rig):
    """The serial number tells two bodies of a model apart, whatever port they are on."""
    stranger = rig.device.__class__("gphoto2", "PTP/IP Camera", "0000000001", rig.device.port)
    rig.camera.open(stranger)
    waiting = rig.ear.until(lambda ear: next((e for e in ear.all(StateChanged) if e.error), None))
    assert waiting.error.kind is CameraErrorKind.ABSENT


@NETWORK
def test_what_was_on_the_card_before_us_stays_there(rig):
    """Files of an earlier day are neither fetched nor deleted, also after the camera was lost and found."""
    rig.body_shutter()
    rig.open()
    rig.unplug()
    rig.ear.state(CameraState.LOST)
    place = len(rig.ear.events)
    rig.plug()
    rig.ear.state(CameraState.READY, place)
    assert rig.shot()
    assert rig.ear.all(UnsolicitedFile) == []


@NETWORK
def test_a_busy_camera_is_asked_again_and_then_said_to_be_busy(rig):
    """Two busy answers are weathered; a camera that stays busy refuses the shot and stays connected."""
    rig.open()
    rig.do(do="fault", busy=2)
    assert rig.shot()
    rig.fault("busy")
    with pytest.raises(CameraFailed, match="camera_busy") as refused:
        rig.shot()
    assert refused.value.retryable
    rig.fault("busy", on=False)
    assert rig.shot()
    assert not [e for e in rig.ear.all(StateChanged) if e.state is CameraState.LOST]


@NETWORK
def test_a_protected_card_keeps_its_file_and_we_keep_ours(rig):
    """A delete that is refused is a warning, not a lost shot."""
    rig.open()
    rig.do(do="fault", write_protect=True)
    (file,) = rig.shot()
    assert file.path.exists()
    warning = rig.ear.one(CameraWarning, code="file_left_on_camera")
    assert warning.error.kind is CameraErrorKind.WRITE_PROTECTED
    assert warning.subject.endswith(".JPG")


@NETWORK
def test_a_falling_battery_is_told(rig):
    """The camera's own news of its battery arrives without anybody asking."""
    rig.open()
    rig.ear.one(Battery, percent=87)
    rig.do(do="prop", code="0x5001", value=9)
    rig.ear.one(Battery, percent=9)


@NETWORK
def test_a_live_picture_that_is_refused_says_so_and_can_be_asked_again(rig):
    """Some lenses and covers forbid it: the picture stops with its reason, shots go on."""
    rig.open()
    rig.do(do="fault", lv_prohibit=1)
    rig.camera.start_live()
    refused = rig.ear.one(CameraWarning, code="live_refused")
    assert refused.error.kind is CameraErrorKind.REFUSED
    assert rig.shot()
    rig.do(do="fault", lv_prohibit=0)
    rig.camera.start_live()
    rig.ear.until(lambda ear: ear.frames)


@NETWORK
def test_the_mirror_comes_down_with_the_live_picture(rig):
    """Stopped, or paused for a shot, the camera itself leaves live view: it would get hot, and some refuse to shoot."""
    rig.open()
    rig.camera.start_live()
    rig.ear.until(lambda ear: ear.frames)
    assert rig.do(do="fault", capture_delay=1.0)["live"]
    capture = rig.camera.shoot(GARMENT)
    rig.ear.one(ShotStarted, shot=capture.shot)
    assert not rig.do(do="fault", capture_delay=0.1)["live"]
    assert capture.files.result(PATIENCE_S)
    seen = len(rig.ear.frames)
    rig.ear.until(lambda ear: len(ear.frames) > seen)
    rig.camera.stop_live()
    rig.ear.until(lambda ear: not ear.all(StateChanged)[-1].live)
    assert not rig.do(do="fault", busy=0)["live"]


@VIRTUAL
def test_the_live_picture_stops_when_nobody_asks_for_it(rig):
    """It spares sensor and battery: after its time without a shot it pauses, and begins again when asked."""
    rig.open()
    rig.camera.start_live(fps_max=30, idle_stop_s=0.3)
    rig.ear.one(CameraWarning, code="live_paused")
    seen = len(rig.ear.frames)
    rig.camera.start_live(fps_max=30)
    rig.ear.until(lambda ear: len(ear.frames) > seen)


def test_raw_and_jpeg_belong_to_one_shot(virtual, tmp_path):
    """Both files arrive under the shot, JPEG first in its result; on a real driver as on the virtual one."""
    rig = virtual(raw=True)
    rig.open()
    assert [file.role for file in rig.shot()] == [FileRole.JPEG, FileRole.RAW]

    draw_pictures(tmp_path / "net" / "card")
    (tmp_path / "net" / "card" / "x.nef").write_bytes(b"II*\0" + bytes(50_000))
    network = NetworkRig(tmp_path / "net")
    try:
        network.open()
        assert network.camera.apply({"imagequality": "NEF+Fine"}).result(PATIENCE_S).complete
        jpeg, raw = network.shot()
        assert (jpeg.role, raw.role) == (FileRole.JPEG, FileRole.RAW)
        assert raw.size == 50_004
        assert network.ear.all(UnsolicitedFile) == []
    finally:
        network.end()


def test_a_file_kept_by_a_station_that_died_is_found_at_the_next_start(virtual):
    """The spool's whole files are announced once; torn ones are gone, for the camera still has them."""
    rig = virtual()
    rig.spool.mkdir()
    whole = rig.spool / "20261103T091200000000Z_QC1-X_front_DSC.jpg"
    whole.write_bytes((draw_pictures(rig.folder / "shots") / "00.jpg").read_bytes())
    (rig.spool / "20261103T091300000000Z_free_DSC.jpg.part").write_bytes(b"\xff\xd8\xff")
    rig.open()
    found = rig.ear.one(UnsolicitedFile)
    assert (found.reason, found.file.path) == (Reason.RECOVERED_FROM_DISK, whole)
    assert found.file.sha256 == hashlib.sha256(whole.read_bytes()).hexdigest()
    assert kept_files(rig) == [whole]
    rig.camera.release(found.file)
    assert kept_files(rig) == []


@CRASH
def test_many_crashes_lose_nothing_and_double_nothing(virtual):
    """Every second shot crashes in its transfer: as many different files as shots, none twice."""
    rig = virtual(dict.fromkeys((2, 4, 6, 8), (VirtualFault.CRASH, 0)))
    rig.open()
    for _ in range(8):
        place = len(rig.ear.events)
        capture = rig.camera.shoot(GARMENT)
        if capture.files.exception(PATIENCE_S):
            rig.ear.state(CameraState.READY, place)
    rig.ear.until(lambda ear: len(ear.all(UnsolicitedFile)) == 4)
    files = [event.file for event in rig.ear.all(FileArrived) + rig.ear.all(UnsolicitedFile)]
    assert len({file.sha256 for file in files}) == len(files) == 8
    assert len(rig.ear.all(ShotFailed)) == 4
    assert sorted(file.path for file in files) == kept_files(rig)
