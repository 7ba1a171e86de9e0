"""Cameras to test the drivers with: the virtual one, libgphoto2's virtual USB one, and on loopback a PTP/IP, an MJPEG
and an RTSP one; and a folder that we write into as a maker's program does.
"""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from qc_station.application.camera_port import CameraState, DeviceId, ShotContext, StateChanged, UnsolicitedFile
from qc_station.devices.camera_gphoto2 import Gphoto2Camera, Gphoto2Options
from qc_station.devices.camera_hotfolder import HotFolderCamera, HotFolderOptions
from qc_station.devices.camera_video import VideoCamera
from qc_station.devices.camera_virtual import VirtualCamera, VirtualFault, VirtualOptions

PATIENCE_S = 30.0
BACKOFF_S = (0.05, 0.1, 0.2)
SIMULATORS = Path(__file__).parents[1] / "simulators"
GARMENT = ShotContext("QC1-0123456789AB-C", "front", "op-1", "BANC-01")


def draw_pictures(folder, count=2, size=(320, 240)):
    """A folder of small JPEGs that differ."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        Image.new("RGB", size, (40 * number % 256, 90, 140)).save(folder / f"{number:02}.jpg", quality=85)
    return folder


def picture(number, size=(320, 240)):
    """A JPEG unlike that of any other number, to the last coded block."""
    drawn = io.BytesIO()
    colour = (40 * number % 256, number // 6 % 256, 140)
    Image.new("RGB", size, colour).save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


class Ear:
    """Collects what a camera says; `until` waits for a thing, and never for a time."""

    def __init__(self, camera):
        self.events, self.frames, self._camera = [], [], camera
        self._news = threading.Condition()
        camera.on_news(self._wake)

    def _wake(self):
        with self._news:
            self.events += self._camera.take_events()
            frame = self._camera.take_frame()
            self.frames += [frame] if frame else []
            self._news.notify_all()

    def until(self, said, what="the event"):
        end = time.monotonic() + PATIENCE_S
        with self._news:
            while not (found := said(self)):
                left = end - time.monotonic()
                assert left > 0, f"never came: {what}; heard {self.events[-8:]}"
                self._news.wait(left)
            return found

    def pause(self, seconds):
        """Let some time go by, or less when there is news."""
        with self._news:
            self._news.wait(seconds)

    def all(self, kind):
        with self._news:
            return [event for event in self.events if isinstance(event, kind)]

    def one(self, kind, after=0, **having):
        """The first event of this kind, from place `after` on, whose attributes are these."""
        return self.until(
            lambda ear: next((e for e in ear.events[after:] if isinstance(e, kind) and _has(e, having)), None),
            f"{kind.__name__} {having}",
        )

    def state(self, state, after=0, **having):
        return self.one(StateChanged, after, state=state, **having)


def _has(event, having):
    return all(getattr(event, name) == value for name, value in having.items())


class Rig:
    """One camera under test, and the hands that mistreat it."""

    live = True
    settings = MappingProxyType({"iso": ("200", "999999")})  # a choice, and what is none

    def __init__(self, folder):
        self.folder, self.spool = folder, folder / "spool"
        self.camera = self.make()
        self.ear = Ear(self.camera)

    def make(self):
        raise NotImplementedError

    @property
    def device(self):
        return DeviceId("virtual")

    def open(self):
        self.camera.open(self.device)
        return self.ear.state(CameraState.READY)

    def shot(self, context=GARMENT):
        """Take one and wait for its files."""
        return self.camera.shoot(context).files.result(PATIENCE_S)

    def photograph(self):
        """One kept file, by whichever shutter this camera has."""
        if self.camera.capabilities().remote_trigger:
            (file,) = self.shot()
            return file
        place = len(self.ear.events)
        self.body_shutter()
        return self.ear.one(UnsolicitedFile, place).file

    def crash(self):
        """A real SIGSEGV in the driver process."""
        os.kill(self.camera.driver_pid, signal.SIGSEGV)

    def end(self):
        self.camera.close()
        assert self.camera.join(PATIENCE_S)


class VirtualRig(Rig):
    def make(self):
        previews = draw_pictures(self.folder / "previews", 3, (64, 48))
        options = VirtualOptions(draw_pictures(self.folder / "shots"), previews)
        return VirtualCamera(options, self.spool, backoff_s=BACKOFF_S)

    def body_shutter(self):
        self.camera.provoke(VirtualFault.BODY_SHUTTER)

    def unplug(self):
        self.camera.provoke(VirtualFault.DISCONNECT, 0.3)

    def plug(self):
        """It comes back by itself."""

    def fault(self, name, on=True):
        if on:
            self.camera.provoke(VirtualFault(name), 0.4)


class UsbRig(Rig):
    """libgphoto2's vusb: no live picture, no faults, but the real library and the real USB driver."""

    live = False
    settings = MappingProxyType({"f-number": ("f/4", "f/99")})

    def make(self):
        source = draw_pictures(self.folder / "card", 1)
        return Gphoto2Camera(self.spool, Gphoto2Options(virtual_usb=source), backoff_s=BACKOFF_S)

    @property
    def device(self):
        return DeviceId("gphoto2")


class NetworkRig(Rig):
    """The simulator is a process of its own: libgphoto2 would deadlock with a camera inside its own."""

    serial = "0006012345"

    def make(self):
        pictures = draw_pictures(self.folder / "card")
        draw_pictures(pictures / "preview", 2, (64, 48))
        command = [sys.executable, str(SIMULATORS / "ptpip_camera.py"), str(pictures), "--serial", self.serial]
        self.simulator = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.simulator.stdout.readline())["port"]
        return Gphoto2Camera(self.spool, backoff_s=BACKOFF_S)

    @property
    def device(self):
        return DeviceId("gphoto2", "PTP/IP Camera", "", f"ptpip:127.0.0.1:{self.port}:{self.port}")

    def do(self, **order):
        self.simulator.stdin.write(json.dumps(order) + "\n")
        self.simulator.stdin.flush()
        return json.loads(self.simulator.stdout.readline())

    def body_shutter(self):
        self.do(do="shoot")

    def unplug(self):
        self.do(do="power_off")

    def plug(self):
        self.do(do="power_on")

    def fault(self, name, on=True):
        field = {
            "no_focus": "no_af",
            "card_full": "store_full",
            "busy": "busy",
            "slow": "bytes_per_s",
            "hang": "hang_on",
        }
        values = {"busy": (0, 100), "slow": (None, 20_000), "hang": (None, 0x1009)}
        self.do(do="fault", **{field[name]: values.get(name, (False, True))[on]})

    def end(self):
        super().end()
        self.simulator.stdin.close()
        self.simulator.stdout.close()
        self.simulator.terminate()
        self.simulator.wait(PATIENCE_S)


class VideoRig(Rig):
    """The server is a process of its own, which can be killed, frozen, and started again on its port."""

    script, scheme, path, options = "", "", "", ()

    def make(self):
        draw_pictures(self.folder / "frames", 3)
        self.port = 0
        self.plug()
        return VideoCamera(self.spool, backoff_s=BACKOFF_S)

    @property
    def address(self):
        return f"{self.scheme}://127.0.0.1:{self.port}{self.path}"

    @property
    def device(self):
        return DeviceId("video", port=self.address)

    def plug(self):
        command = [sys.executable, str(SIMULATORS / self.script), str(self.folder / "frames"), *self.options]
        self.server = subprocess.Popen([*command, "--port", str(self.port)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.server.stdout.readline())
        self.asked = []
        self._listener = threading.Thread(target=self._listen, args=(self.server.stdout,))
        self._listener.start()

    def _listen(self, said):
        with said:
            self.asked += (line.split(maxsplit=1)[1].strip() for line in said if line.startswith("asked "))

    def unplug(self):
        self.server.kill()
        self.server.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)

    def freeze(self):
        self.server.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.server.send_signal(signal.SIGCONT)

    def end(self):
        super().end()
        self.unplug()


class MjpegRig(VideoRig):
    script, scheme, path = "mjpeg_server.py", "http", "/stream"


class RtspRig(VideoRig):
    script, scheme, path = "rtsp_server.py", "rtsp", "/"


class HotFolderRig(Rig):
    """A folder; whatever writes there is the shutter on the body."""

    live = False
    options = HotFolderOptions(settle_s=0.1)

    def make(self):
        self.hot = self.folder / "hot"
        self.hot.mkdir(parents=True, exist_ok=True)
        self._written = 0
        return HotFolderCamera(self.spool, self.options, backoff_s=BACKOFF_S)

    @property
    def device(self):
        return DeviceId("hotfolder", port=str(self.hot))

    def body_shutter(self):
        self._written += 1
        (self.hot / f"IMG_{self._written:04}.JPG").write_bytes(picture(self._written))

    def unplug(self):
        self.hot.rename(self.folder / "away")

    def plug(self):
        (self.folder / "away").rename(self.hot)
