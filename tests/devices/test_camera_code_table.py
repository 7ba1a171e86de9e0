"""A driver that dies, hangs or answers rubbish takes nothing with it: a row for each code of cameras.md 1.7.

Where libgphoto2 can be made to meet the code (its virtual USB camera, the PTP/IP simulator), it does. What needs a USB
plug (-52, -53) is its own exception, raised in a driver process that is connected, through the driver's own door.
"""

import json
import signal
import subprocess
import sys
import textwrap
import time
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qc_station.application.camera_port import (
    CameraError,
    CameraErrorKind,
    CameraFailed,
    CameraState,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.devices.jpeg import is_complete_jpeg
from tests.devices.rigs import GARMENT, PATIENCE_S, NetworkRig, UsbRig, VirtualRig, draw_pictures
from tests.simulators.ptpip_camera import RUBBISH

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gphoto2 has no Windows wheel")
ROOT = Path(__file__).parents[2]
K = CameraErrorKind
CRASH = pytest.mark.expects_log("driver_crashed")
GET_OBJECT, INITIATE_CAPTURE, DESCRIBE_PROPERTY = 0x1009, 0x100E, 0x1014
# What comes of rubbish: the connection is given up, or the one shot is refused and the next one works.
GIVEN_UP = {K.DISCONNECTED, K.TIMEOUT, K.DRIVER_CRASHED, K.TRANSFER_FAILED, K.REFUSED}


@pytest.fixture
def beside(tmp_path):
    """Another camera at work, with a photo kept before anything happened."""
    rig = VirtualRig(tmp_path / "beside")
    rig.open()
    rig.before = rig.shot()[0]
    yield rig
    rig.end()


def still_serves(beside):
    """It never noticed: the same process, another photo, and the one from before as it was."""
    assert [e.state for e in beside.ear.all(StateChanged) if e.state is CameraState.LOST] == []
    (after,) = beside.shot()
    assert after.path.exists()
    assert beside.before.path.stat().st_size == beside.before.size


# ------------------------------------------------------------ a camera of its own, mistreated


def waiting(rig, device):
    """Looked for, and why it is not there."""
    rig.camera.open(device)
    return rig.ear.until(lambda ear: next((e.error for e in ear.all(StateChanged) if e.error), None))


def unknown_model(rig):
    return waiting(rig, replace(rig.device, model="No Such Model"))


def switched_off(rig):
    rig.unplug()
    return waiting(rig, rig.device)


def refused_shot(**fault):
    def provoke(rig):
        rig.open()
        (before,) = rig.shot()
        rig.do(do="fault", **fault)
        with pytest.raises(CameraFailed) as refused:
            rig.shot()
        assert before.path.stat().st_size == before.size
        return refused.value.error

    return provoke


def silent(rig):
    """It releases the shutter and never answers for the file: given up after the library's own patience, then found."""
    rig.open()
    (before,) = rig.shot()
    place = len(rig.ear.events)
    rig.do(do="fault", hang_on=GET_OBJECT)
    capture = rig.camera.shoot(GARMENT)
    error = capture.files.exception(PATIENCE_S).error
    assert before.path.stat().st_size == before.size
    rig.do(do="fault", hang_on=None)
    rig.ear.state(CameraState.READY, place)
    rig.ear.one(UnsolicitedFile, place)
    return error


def killed(rig):
    """SIGSEGV in the middle of its life, as python-gphoto2#203 does it."""
    rig.open()
    (before,) = rig.shot()
    place = len(rig.ear.events)
    rig.crash()
    lost = rig.ear.state(CameraState.LOST, place)
    assert lost.error.detail == f"exit code {-signal.SIGSEGV}"
    assert before.path.stat().st_size == before.size
    rig.ear.state(CameraState.READY, place)
    return lost.error


# ------------------------------------------------------------ the library's own answer, in a process of its own

DRIVER = """
    import json, pathlib, sys
    from qc_station.application.camera_port import DeviceId
    from qc_station.devices.driver import DriverFault, OnCamera
    from qc_station.devices.gphoto2_process import Gphoto2Driver, Gphoto2Options

    driver = Gphoto2Driver(Gphoto2Options(pathlib.Path(sys.argv[1])))
    driver.connect(DeviceId("gphoto2"))
    import gphoto2 as gp

    def raised(code):
        with driver._calls("poll"):
            raise gp.GPhoto2Error(code)

    def unknown_setting():
        with driver._calls("settings"):
            driver._camera.get_single_config("nosuchsetting")

    try:
        eval(sys.argv[2])
    except DriverFault as fault:
        error = fault.error
        print(json.dumps([error.kind, error.retryable, error.by, error.detail]))
"""


def answer(call):
    def provoke(rig):
        card = draw_pictures(rig.folder / "door", 1)
        command = [sys.executable, "-c", textwrap.dedent(DRIVER), str(card), call]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
        kind, *rest = json.loads(said.stdout)
        return CameraError(CameraErrorKind(kind), *rest)

    return provoke


@dataclass(frozen=True, slots=True)
class Row:
    """`code` as it stands in the error's detail; "" where the driver has no words left."""

    code: str
    kind: CameraErrorKind
    retryable: bool
    rig: type
    provoke: object


TABLE = {
    "-105": Row("-105", K.ABSENT, False, NetworkRig, unknown_model),
    "-52": Row("-52", K.DISCONNECTED, True, UsbRig, answer("raised(-52)")),
    "-7": Row("-7", K.DISCONNECTED, True, NetworkRig, switched_off),
    "-53": Row("-53", K.CLAIMED, False, UsbRig, answer("raised(-53)")),
    "-110": Row("-110", K.BUSY, True, NetworkRig, refused_shot(busy=100)),
    "-10": Row("-10", K.TIMEOUT, True, NetworkRig, silent),
    "0x200c": Row("0x200c", K.CARD_FULL, False, NetworkRig, refused_shot(store_full=True)),
    "0xa002": Row("0xa002", K.NO_FOCUS, True, NetworkRig, refused_shot(no_af=True)),
    "-2": Row("-2", K.BAD_VALUE, False, UsbRig, answer("unknown_setting()")),
    "-6": Row("-6", K.UNSUPPORTED, False, UsbRig, answer("driver.live_frame()")),
    "-107": Row("-107", K.TRANSFER_FAILED, False, UsbRig, answer("driver.fetch(OnCamera('/nowhere/GONE.JPG'))")),
    "-108": Row(
        "-108", K.TRANSFER_FAILED, False, UsbRig, answer("driver.fetch(OnCamera(driver.files()[0].name + 'X'))")
    ),
    "-11": Row("", K.DRIVER_CRASHED, True, UsbRig, killed),
}


def rows():
    return [pytest.param(code, marks=CRASH) if code == "-11" else code for code in TABLE]


@pytest.mark.parametrize("code", rows())
def test_each_code_has_its_meaning_and_takes_nothing_with_it(code, tmp_path, beside):
    """The right kind, a sentence for it in both languages; no kept photo is lost, nor the camera beside it."""
    row = TABLE[code]
    rig = row.rig(tmp_path / "mistreated")
    try:
        error = row.provoke(rig)
        assert (error.kind, error.retryable) == (row.kind, row.retryable), error.detail
        assert row.code in error.detail
        for sentence in sentences(error.kind):
            assert len(sentence.split()) > 4
        still_serves(beside)
    finally:
        rig.end()


def sentences(kind):
    """What the operator reads, in each language."""
    for language in ("fr", "en"):
        catalogue = tomllib.loads((ROOT / f"resources/i18n/messages.{language}.toml").read_text(encoding="utf-8"))
        yield catalogue[kind.value]


# ------------------------------------------------------------ rubbish


# The nastiest at any moment; those that wait for the library's patience of seconds only where a file is at stake.
AT_ANY_MOMENT = ("length_negative", "nothing_but_a_head", "endless_data", "more_data_than_said")
GARBLED = [
    *((rubbish, GET_OBJECT) for rubbish in RUBBISH),
    *((rubbish, operation) for rubbish in AT_ANY_MOMENT for operation in (DESCRIBE_PROPERTY, INITIATE_CAPTURE)),
]


@pytest.mark.parametrize(("rubbish", "operation"), GARBLED)
def test_rubbish_on_the_wire_is_weathered(rubbish, operation, tmp_path, beside):
    """Packets that are none, or lie about their length: told, and the camera photographs again by itself."""
    rig = NetworkRig(tmp_path / "mistreated")
    try:
        rig.open()
        (before,) = rig.shot()
        rig.do(do="fault", rubbish=rubbish, rubbish_on=operation)
        if operation == DESCRIBE_PROPERTY:
            rig.camera.settings().exception(PATIENCE_S)
        else:
            error = rig.camera.shoot(GARMENT).files.exception(PATIENCE_S).error
            assert error.kind in GIVEN_UP
            assert all(sentences(error.kind))
        after = photographs_again(rig)
        assert is_complete_jpeg(after.path.read_bytes())
        assert rig.do(do="fault", busy=0)["rubbish_on"] is None, "it was never asked for"
        assert before.path.stat().st_size == before.size
        still_serves(beside)
    finally:
        rig.end()


def photographs_again(rig):
    """The next photo that comes, asked for as often as a person would."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        capture = rig.camera.shoot(GARMENT)
        if capture.files.exception(PATIENCE_S) is None:
            return capture.files.result()[0]
        rig.ear.pause(0.1)
    raise AssertionError(rig.ear.events[-8:])
