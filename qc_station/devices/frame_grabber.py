"""Between a source of video and whoever wants a picture of it: read as fast as it comes, and only the newest is kept.

A stream that is not read backs up, in the camera and on the way; the next picture would then be an old one.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

from qc_station.application.camera_port import CameraErrorKind
from qc_station.devices.driver import DriverFault

# A source itself gives up after two seconds of silence; this also ends one that sends, but nothing to be seen.
STALL_S = 3.0


class Frame(Protocol):
    def jpeg(self, quality: int) -> bytes: ...


class VideoSource(Protocol):
    def read(self) -> Frame | None:
        """The next frame, or None for one that is damaged. Raises DriverFault, and is then of no more use."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """A frame that came as JPEG, and stays as it came."""

    data: bytes = field(repr=False)

    def jpeg(self, quality: int) -> bytes:
        del quality
        return self.data


class FrameGrabber:
    """Reads `source` in a thread of its own, which closes it too: no library lets go of a stream it is reading."""

    def __init__(self, source: VideoSource) -> None:
        self._source = source
        self._news = threading.Condition()
        self._stopping = threading.Event()
        self._newest: Frame | None = None
        self._number, self._at_s, self._ended = 0, time.monotonic(), False
        reader = ThreadPoolExecutor(1, "frames")
        self._reading: Future[None] = reader.submit(self._read)
        reader.shutdown(wait=False)

    def newest(self) -> tuple[int, Frame | None]:
        """The newest frame and its number, which rises by one a frame."""
        with self._news:
            return self._number, self._newest

    def await_new(self, number: int, wait_s: float) -> int:
        """The newest frame's number, as soon as it is another than `number`, or once `wait_s` is over."""
        with self._news:
            self._news.wait_for(lambda: self._number != number or self._ended, wait_s)
            return self._number

    def next(self, wait_s: float) -> Frame:
        """The first frame to come from now on. Raises DriverFault: DISCONNECTED, TIMEOUT."""
        with self._news:
            before = self._number
            self._news.wait_for(lambda: self._number > before or self._ended, wait_s)
            if self._number > before and self._newest is not None:
                return self._newest
        self.check()
        raise DriverFault.of(CameraErrorKind.TIMEOUT, f"no picture in {wait_s:g} s", retryable=True)

    def check(self) -> None:
        """Raises DriverFault, lost, when the source ended or shows nothing any more."""
        if self._ended:
            self._reading.result(STALL_S)
        silent_s = time.monotonic() - self._at_s
        if silent_s > STALL_S:
            lost = f"no picture for {silent_s:.1f} s"
            raise DriverFault.of(CameraErrorKind.DISCONNECTED, lost, lost=True, retryable=True)

    def stop(self) -> None:
        """Read no more; what the source is just waiting for is waited for, by its own thread."""
        self._stopping.set()

    def _read(self) -> None:
        try:
            while not self._stopping.is_set():
                frame = self._source.read()
                if frame is not None:
                    with self._news:
                        self._newest, self._at_s = frame, time.monotonic()
                        self._number += 1
                        self._news.notify_all()
        finally:
            with self._news:
                self._ended = True
                self._news.notify_all()
            self._source.close()
