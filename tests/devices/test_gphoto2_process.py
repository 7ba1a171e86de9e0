"""The guards around libgphoto2, and where it may be loaded: real crashes in processes made for them."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from qc_station.application.camera_port import CameraErrorKind, CameraFailed
from qc_station.devices import camera_gphoto2, gphoto2_process
from qc_station.devices.camera_gphoto2 import Gphoto2Directory, Gphoto2Options
from qc_station.devices.driver import DriverFault
from qc_station.devices.gphoto2_errors import fault
from tests.devices.rigs import PATIENCE_S, draw_pictures

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gphoto2 has no Windows wheel")
ROOT = Path(__file__).parents[2]
K = CameraErrorKind

STRANGE_VALUE = """
    import pathlib, sys
    from qc_station.application.camera_port import DeviceId
    from qc_station.devices.gphoto2_process import Gphoto2Driver, Gphoto2Options

    driver = Gphoto2Driver(Gphoto2Options(pathlib.Path(sys.argv[1])))
    driver.connect(DeviceId("gphoto2"))
    widget = driver._camera.get_single_config("f-number")
    widget.set_value("f/99")                       # what our own door refuses to write
    driver._camera.set_single_config("f-number", widget)
"""


def program(source, *arguments):
    code = textwrap.dedent(source)
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def finished(process):
    said, _ = process.communicate(timeout=PATIENCE_S)
    return process.returncode, said.strip()


def test_a_value_outside_its_choices_is_read_as_unknown(tmp_path):
    """The camera holds f/99, which is none of its choices: our reader says None where the library's own dies."""
    card = draw_pictures(tmp_path, 1)
    read = 'print({s.name: s.value for s in driver.settings()}["f-number"])'
    assert finished(program(textwrap.dedent(STRANGE_VALUE) + read, card)) == (0, "None")
    unguarded = 'driver._camera.get_single_config("f-number").get_value()'
    code, _ = finished(program(textwrap.dedent(STRANGE_VALUE) + unguarded, card))
    assert code == -signal.SIGSEGV


STATION = """
    import sys, threading, pathlib
    from qc_station.application.camera_port import CameraState, DeviceId, ShotContext, StateChanged
    from qc_station.devices.camera_gphoto2 import Gphoto2Camera, Gphoto2Options

    card, spool = map(pathlib.Path, sys.argv[1:])
    camera, ready = Gphoto2Camera(spool, Gphoto2Options(card)), threading.Event()

    def news():
        if any(isinstance(e, StateChanged) and e.state is CameraState.READY for e in camera.take_events()):
            ready.set()

    camera.on_news(news)
    camera.open(DeviceId("gphoto2"))
    assert ready.wait(30)
    (file,) = camera.shoot(ShotContext("QC1-X")).files.result(30)
    print(camera.driver_pid, "gphoto2" in sys.modules, flush=True)
"""


def test_the_station_never_loads_the_library(tmp_path):
    """A whole shot, and the parent process has not imported gphoto2."""
    end = "camera.close(); assert camera.join(30)"
    code, said = finished(
        program(textwrap.dedent(STATION) + end, draw_pictures(tmp_path / "card", 1), tmp_path / "spool")
    )
    assert (code, said.split()[1]) == (0, "False")


HANGING = """
    from qc_station.devices.camera_virtual import VirtualCamera, VirtualFault, VirtualOptions

    camera = VirtualCamera(VirtualOptions(card), spool)
    ready.clear()
    camera.on_news(news)
    camera.open(DeviceId("virtual"))
    assert ready.wait(30)
    camera.provoke(VirtualFault.HANG, 600)
    threading.Event().wait(0.5)                    # until it hangs; sooner, it would read the end of the line
    print(camera.driver_pid, flush=True)
"""


@pytest.mark.parametrize("source", [STATION, STATION + HANGING], ids=["idle", "hanging"])
def test_the_driver_does_not_outlive_its_station(tmp_path, source):
    """kill -9 of the station: its driver process ends by itself, even in the middle of a call that hangs."""
    code = textwrap.dedent(source) + "import time; time.sleep(600)"
    station = program(code, draw_pictures(tmp_path / "card", 1), tmp_path / "spool")
    if "HANG" in source:
        station.stdout.readline()
    driver = int(station.stdout.readline().split()[0])
    station.kill()
    station.communicate(timeout=PATIENCE_S)
    until = time.monotonic() + PATIENCE_S
    while _runs(driver) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _runs(driver)


def _runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().split(") ")[1].startswith("Z"))


def test_the_connected_cameras_are_listed_from_another_process(tmp_path):
    """Looking for cameras loads nothing here either; the list names driver, model and port."""
    (found,) = Gphoto2Directory(Gphoto2Options(draw_pictures(tmp_path, 1))).scan().result(PATIENCE_S)
    assert (found.driver, found.model, found.port) == ("gphoto2", "Nikon DSC D750", "usb:001,001")


def _dies(link, options):
    os.kill(os.getpid(), signal.SIGSEGV)


def _hangs(link, options):
    time.sleep(3600)


@pytest.mark.parametrize(("body", "kind"), [(_dies, K.DRIVER_CRASHED), (_hangs, K.DRIVER_HUNG)])
def test_a_search_that_dies_or_hangs_is_an_answer(monkeypatch, body, kind):
    """The station is told, and no process stays behind."""
    monkeypatch.setattr(camera_gphoto2, "scan", body)
    monkeypatch.setattr(camera_gphoto2, "SCAN_PATIENCE_S", 1.0)
    with pytest.raises(CameraFailed, match=kind.value):
        Gphoto2Directory().scan().result(PATIENCE_S)


def test_a_missing_library_is_the_worlds_error(monkeypatch):
    """Windows has none: the driver says DRIVER_MISSING, and what to do is the catalogue's business."""
    monkeypatch.setitem(sys.modules, "gphoto2", None)
    with pytest.raises(DriverFault, match="driver_missing"):
        gphoto2_process.load(Gphoto2Options())


@pytest.mark.parametrize(
    ("number", "lines", "kind", "lost"),
    [
        (
            -1,
            ["'ptp_initiatecapture(params, 0x00000000, 0x00000000)' failed: 'PTP Store Full' (0x200c)"],
            K.CARD_FULL,
            False,
        ),
        (-1, ["failed: 'Out of Focus' (0xa002)", "(gp_context_error) Out of Focus"], K.NO_FOCUS, False),
        (-1, ["Nikon enable liveview failed (0xa004: Invalid Status)"], K.REFUSED, False),
        (-1, ["failed: PTP Object Write Protected (0x200d)"], K.WRITE_PROTECTED, False),
        (
            -1,
            ["End of stream after reading 0 bytes of ptpipheader", "'PTP General Error' (0x2002)"],
            K.DISCONNECTED,
            True,
        ),
        (-1, [], K.REFUSED, False),
        (-2, ["failed: PTP Timeout (0x02fa)"], K.TIMEOUT, True),
        (-2, ["failed: PTP I/O Error (0x02ff)"], K.DISCONNECTED, True),
        (-2, ["PTP Invalid Device Prop Value (0x201c)"], K.BAD_VALUE, False),
        (-2, [], K.BAD_VALUE, False),
        (-6, [], K.UNSUPPORTED, False),
        (-7, [], K.DISCONNECTED, True),
        (-10, [], K.TIMEOUT, True),
        (-52, [], K.DISCONNECTED, True),
        (-53, [], K.CLAIMED, True),
        (-105, [], K.ABSENT, True),
        (-108, [], K.TRANSFER_FAILED, False),
        (-110, ["'PTP Device Busy' (0x2019)"], K.BUSY, False),
        (-9999, [], K.REFUSED, False),
    ],
)
def test_every_error_has_its_meaning(number, lines, kind, lost):
    """The driver's lines tell what the number alone does not; only a broken port ends the connection."""
    raised = fault(number, "text", lines)
    assert (raised.error.kind, raised.lost) == (kind, lost)
