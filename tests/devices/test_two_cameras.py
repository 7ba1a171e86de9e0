"""Two cameras of one station: two driver processes over real libgphoto2, told apart by their serial numbers."""

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application.camera_port import CameraErrorKind, CameraState, StateChanged
from qc_station.application.settings import settle_settings
from qc_station.bootstrap.station import Station
from tests.devices.rigs import PATIENCE_S, Ear, NetworkRig, draw_pictures

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gphoto2 has no Windows wheel")
ROOT = Path(__file__).parents[2]


class OtherBody(NetworkRig):
    serial = "0006099999"


@pytest.fixture
def pair(tmp_path):
    """Both of one model, each asked for by its serial number."""
    rigs = NetworkRig(tmp_path / "one"), OtherBody(tmp_path / "two")
    for rig in rigs:
        rig.camera.open(replace(rig.device, serial=rig.serial))
        rig.ear.state(CameraState.READY)
    yield rigs
    for rig in rigs:
        rig.end()


@pytest.mark.expects_log("driver_crashed")
@pytest.mark.parametrize("victim", [0, 1])
def test_one_driver_killed_the_other_serves(pair, victim):
    """kill -9 of one: the other photographs meanwhile, keeps its process, and the first comes back as itself."""
    hurt, well = pair[victim], pair[1 - victim]
    assert hurt.camera.driver_pid != well.camera.driver_pid
    (before,), pid, place = hurt.shot(), well.camera.driver_pid, len(hurt.ear.events)
    os.kill(hurt.camera.driver_pid, signal.SIGKILL)
    assert well.shot()
    assert hurt.ear.state(CameraState.LOST, place).error.kind is CameraErrorKind.DRIVER_CRASHED
    assert hurt.ear.state(CameraState.READY, place).device.serial == hurt.serial
    assert hurt.shot()
    assert well.shot()
    assert before.path.exists()
    assert well.camera.driver_pid == pid
    assert not [e for e in well.ear.all(StateChanged) if e.state is CameraState.LOST]


def test_one_switched_off_the_other_serves(pair):
    """The simulator's power: LOST on one only, and its files are still in its spool."""
    one, two = pair
    (before,) = one.shot()
    one.unplug()
    one.ear.state(CameraState.LOST)
    assert two.shot()
    assert before.path.exists()
    assert two.spool != one.spool


def test_the_station_makes_both_with_a_spool_each(tmp_path):
    """By the settings: the first is the bench's, the second has its own folder; both photograph and are closed."""
    settings = settle_settings(
        {"camera": "virtual", "camera2": "virtual", "camera2_serial": "V-2", "camera2_views": "label, fabric,"}, {}
    )
    with Station(tmp_path / "home", settings, {}) as station:
        first, second = station.cameras()
        assert station.cameras() == (first, second), "made once"
        assert settings.views_of_second_camera() == {"label", "fabric"}
        assert (station.camera_device.serial, station.second_device.serial) == ("", "V-2")
        files = []
        for camera, device in ((first, station.camera_device), (second, station.second_device)):
            rig = NetworkRig.__new__(NetworkRig)
            rig.camera, rig.ear = camera, Ear(camera)
            camera.open(device)
            rig.ear.state(CameraState.READY)
            files += rig.shot()
        assert [file.path.parent.name for file in files] == ["spool", "spool-2"]
    assert first.join(0)
    assert second.join(0)


def test_with_one_camera_nothing_is_made_beside_it(tmp_path):
    """The settings of every station before: none is the second camera."""
    with Station(tmp_path / "home", settle_settings({"camera": "virtual"}, {}), {}) as station:
        assert len(station.cameras()) == 1
        assert station.second_device is None
        assert station.second_camera() is None


SEARCH = """
    import itertools, pathlib, sys
    from qc_station.application.camera_port import DeviceId
    from qc_station.devices.driver import DriverFault
    from qc_station.devices.gphoto2_process import Gphoto2Driver, Gphoto2Options, load

    options = Gphoto2Options(pathlib.Path(sys.argv[1]))
    gp = load(options)
    (found,) = gp.Camera.autodetect().items()

    order = itertools.count()

    class Bus:
        def items(self):
            return [found] * int(sys.argv[2])

    class Held(gp.Camera):
        autodetect = staticmethod(Bus)

        def init(self):
            if next(order) < int(sys.argv[3]):  # the first of them are another process's
                raise gp.GPhoto2Error(gp.GP_ERROR_IO_USB_CLAIM)
            super().init()

    gp.Camera = Held
    try:
        print(Gphoto2Driver(options).connect(DeviceId("gphoto2", serial=sys.argv[4])).device.serial)
    except DriverFault as fault:
        print(fault.error.kind)
"""


@pytest.mark.parametrize(
    ("bodies", "held", "serial", "said"),
    [
        (2, 1, "0.1", "0.1"),
        (2, 2, "0.1", "camera_claimed"),
        (2, 1, "another", "camera_claimed"),
        (2, 0, "another", "camera_absent"),
    ],
)
def test_a_body_that_is_held_is_passed_over(bodies, held, serial, said, tmp_path):
    """On the bus the other driver's camera may come first: ours is behind it; where ours is held, it says so."""
    command = [sys.executable, "-c", textwrap.dedent(SEARCH), draw_pictures(tmp_path, 1), bodies, held, serial]
    done = subprocess.run(
        [str(each) for each in command], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=True
    )
    assert done.stdout.strip() == said
