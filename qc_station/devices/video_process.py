"""The driver process of a video camera: V4L2, RTSP, or MJPEG over HTTP. A photograph is one of its frames, kept whole.

OpenCV runs here and nowhere else of the devices: FFmpeg hangs and crashes on what a network sends it, and this process
may be killed for it.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Link
from pathlib import Path

from qc_station.application.camera_port import (
    Applied,
    AppliedSetting,
    CameraErrorKind,
    Capabilities,
    DeviceId,
    Setting,
)
from qc_station.devices.driver import Connection, DriverFault, Heard, Launch, OnCamera
from qc_station.devices.driver_loop import serve
from qc_station.devices.frame_grabber import STALL_S, FrameGrabber, VideoSource
from qc_station.devices.jpeg import with_comment
from qc_station.devices.mjpeg_http import HttpCamera
from qc_station.devices.video_address import VideoAddress, VideoKind, video_address

VIDEO = "video"
PHOTO_QUALITY = 95
LIVE_QUALITY = 80
FIRST_FRAME_S = 5.0
# Photographs that could not be kept (a full disk) are not collected for ever.
_TAKEN_MAX = 8
# Read when OpenCV is loaded. TCP: over UDP a lost packet is a grey band. One thread: each further one holds a frame
# back. Silence: an address in FFmpeg's messages may hold a password.
_ENVIRONMENT = {
    "OPENCV_FFMPEG_CAPTURE_OPTIONS": "rtsp_transport;tcp|fflags;nobuffer|flags;low_delay",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "OPENCV_FFMPEG_THREADS": "1",
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "2",
}


@dataclass(frozen=True, slots=True)
class VideoOptions:
    """`address`: see `video_address`. It travels here and not in the DeviceId, which is shown, and may hold a password.

    With a snapshot's path behind "#", a photograph is fetched from there instead of taken from the stream.
    """

    address: str = field(default="", repr=False)


def main(link: Link, launch: Launch, options: VideoOptions) -> None:
    serve(link, VideoDriver(options), launch)


class VideoDriver:
    def __init__(self, options: VideoOptions) -> None:
        self._options = options
        self._http: HttpCamera | None = None
        self._snapshot = False
        self._grabber: FrameGrabber | None = None
        self._taken: dict[str, bytes] = {}
        self._heard: list[OnCamera] = []
        self._shown = self._awaited = 0

    # ------------------------------------------------------------ connection

    def connect(self, device: DeviceId) -> Connection:
        try:
            address = video_address(self._options.address)
        except ValueError as error:
            raise DriverFault.of(CameraErrorKind.BAD_VALUE, str(error)) from None
        grabber = FrameGrabber(self._source(address))
        try:
            grabber.next(FIRST_FRAME_S)
        except DriverFault:
            grabber.stop()
            raise
        self._grabber = grabber
        self._snapshot = bool(address.snapshot)
        connected = DeviceId(VIDEO, device.model or _model(address), address.shown, address.shown)
        return Connection(connected, Capabilities(live_view=True, remote_trigger=True))

    def _source(self, address: VideoAddress) -> VideoSource:
        if address.kind is VideoKind.HTTP:
            self._http = HttpCamera(address)
            return self._http.stream()
        os.environ.update(_ENVIRONMENT)
        from qc_station.devices.video_capture import CaptureSource  # noqa: PLC0415 OpenCV, in this process only

        return CaptureSource(address)

    def disconnect(self) -> None:
        if self._grabber is not None:
            self._grabber.stop()

    # ------------------------------------------------------------ what it has not

    def settings(self) -> tuple[Setting, ...]:
        return ()

    def apply(self, name: str, wanted: str) -> AppliedSetting:
        return AppliedSetting(name, wanted, Applied.UNSUPPORTED, None)

    def battery(self) -> int | None:
        return None

    def pair_expected(self) -> bool:
        return False

    def provoke(self, fault: str, seconds: float) -> None:
        """A real camera misbehaves by itself."""

    # ------------------------------------------------------------ shots and files

    def trigger(self, number: int) -> None:
        """The next whole frame: what the camera sees after the order, and nothing it saw before."""
        if self._snapshot and self._http is not None:
            data = self._http.snapshot()
        else:
            data = self._frames.next(STALL_S).jpeg(PHOTO_QUALITY)
        stamp = time.time_ns()
        name = f"VIDEO_{stamp}.JPG"
        # Two frames of a still scene may be the same bytes; each photograph is a file of its own.
        self._taken[name] = with_comment(data, f"QC Station video shot {number} at {stamp}".encode())
        for old in list(self._taken)[:-_TAKEN_MAX]:
            del self._taken[old]
        self._heard.append(OnCamera(name))

    def poll(self, wait_s: float) -> Heard:
        self._frames.check()
        if not self._heard:
            # A frame is shown when it comes, not when a nap is over: that would cost half of it, 15 ms.
            self._awaited = self._frames.await_new(self._awaited, wait_s)
            return Heard()
        files, self._heard = tuple(self._heard), []
        return Heard(files, capture_complete=True)

    def files(self) -> tuple[OnCamera, ...]:
        return tuple(OnCamera(name) for name in self._taken)

    def size(self, file: OnCamera) -> int | None:
        return len(self._taken.get(file.name, b"")) or None

    def fetch(self, file: OnCamera) -> bytes:
        return self._taken[file.name]

    def delete(self, file: OnCamera) -> None:
        self._taken.pop(file.name, None)

    # ------------------------------------------------------------ live picture

    def live_frame(self) -> bytes:
        """Nothing where the camera has sent no other frame since; a repetition would only cost."""
        self._frames.check()
        number, frame = self._frames.newest()
        if frame is None or number == self._shown:
            return b""
        self._shown = number
        return frame.jpeg(LIVE_QUALITY)

    def end_live(self) -> None:
        """The stream runs on: it is what a photograph is taken from."""

    @property
    def _frames(self) -> FrameGrabber:
        if self._grabber is None:
            raise DriverFault.of(CameraErrorKind.ABSENT, "not connected")
        return self._grabber


def _model(address: VideoAddress) -> str:
    """A webcam's name as the kernel knows it; of a network camera, how and where it is reached."""
    if address.kind is not VideoKind.DEVICE:
        return f"{address.kind.upper()} {address.shown.partition('://')[2]}"
    target = address.target
    node = f"video{target}" if target.isdecimal() else Path(target).resolve().name
    try:
        return Path("/sys/class/video4linux", node, "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return f"Video {node}"
