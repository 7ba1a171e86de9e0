"""Frames of a webcam or an RTSP camera, through OpenCV. Only a driver process imports this module.

What OpenCV and FFmpeg read from the environment is set by `video_process` before.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import simplejpeg  # type: ignore[import-untyped]
from cv2.typing import MatLike

from qc_station.application.camera_port import CameraErrorKind
from qc_station.devices.driver import DriverFault
from qc_station.devices.video_address import VideoAddress, VideoKind

TIMEOUT_MS = 2000
# More than any camera has: the driver of the device takes its largest instead.
_LARGEST = 10_000


@dataclass(frozen=True, slots=True)
class PixelFrame:
    """A frame that came as pixels: blue, green, red, one byte each."""

    pixels: MatLike = field(repr=False)

    def jpeg(self, quality: int) -> bytes:
        return bytes(simplejpeg.encode_jpeg(self.pixels, quality=quality, colorspace="BGR"))


class CaptureSource:
    def __init__(self, address: VideoAddress) -> None:
        """Raises DriverFault ABSENT."""
        self._capture = _device(address.target) if address.kind is VideoKind.DEVICE else _stream(address.target)
        if not self._capture.isOpened():
            self._capture.release()
            raise DriverFault.of(CameraErrorKind.ABSENT, f"not opened: {address.shown}", retryable=True)

    def read(self) -> PixelFrame:
        """Raises DriverFault DISCONNECTED: a capture that failed once never recovers, though it says it is open.

        When a stream has run into its time limit, the decoder still hands out what it had held back: old frames.
        """
        began_s = time.monotonic()
        well, pixels = self._capture.read()
        if not well or time.monotonic() - began_s > TIMEOUT_MS / 1000:
            raise DriverFault.of(CameraErrorKind.DISCONNECTED, "no frame in time", lost=True, retryable=True)
        return PixelFrame(pixels)

    def close(self) -> None:
        self._capture.release()


def _stream(url: str) -> cv2.VideoCapture:
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, TIMEOUT_MS]
    return cv2.VideoCapture(url, cv2.CAP_FFMPEG, limits)


def _device(target: str) -> cv2.VideoCapture:
    """Its largest picture, as JPEG over the cable where it can: raw pixels of that size leave it a few frames a second.

    A path to a file is a film, which no camera is: only a device is opened.
    """
    number = target.isdecimal()
    if sys.platform == "win32":
        capture = cv2.VideoCapture(int(target), cv2.CAP_DSHOW) if number else cv2.VideoCapture()
    else:
        path = Path(f"/dev/video{target}" if number else target)
        capture = cv2.VideoCapture(str(path), cv2.CAP_V4L2) if path.is_char_device() else cv2.VideoCapture()
    if capture.isOpened():
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _LARGEST)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _LARGEST)
    return capture
