"""How old a 1080p30 picture is when the window paints it, beside the bare path; and whether memory grows.

    python -m tests.benchmarks.bench_live_view [--seconds 10] [--rounds 3] [--minutes 0]

`bare` is cameras.md's: cv2.VideoCapture, resize to 1280x720, QImage, a QWidget's paintEvent. `ours` is the product's:
driver process, supervisor, mailbox, decoder thread, the studio's picture in a QML window of 1280x720. They take turns
on one stream. Age: from the camera's write to the end of the paint, both offscreen. With --minutes the product's path
runs on, and its two processes' memory is printed once a minute.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickWindow
from PySide6.QtWidgets import QApplication, QWidget

from qc_station.application.camera_port import DeviceId, LiveFrame
from qc_station.devices.camera_video import VIDEO, VideoCamera, VideoOptions
from qc_station.viewmodels.frames import FrameDecoder, LivePicture
from qc_station.vision.live_decoder import FastLiveDecoder
from tests.benchmarks.numbered_stream import NumberedStream, number_of

WIDE, TALL = 1280, 720
GOAL = 1.5


class BareWindow(QWidget):
    came = Signal(object)

    def __init__(self, url: str, sent) -> None:
        super().__init__()
        self.ages: list[float] = []
        self._sent, self._stop, self._frame = sent, False, None
        self.came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.resize(WIDE, TALL)
        # Opened here: a library that is loaded on a thread beside Qt's own may wait for ever (decision 0008).
        self._source = cv2.VideoCapture(url, cv2.CAP_FFMPEG)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while not self._stop:
            done, frame = self._source.read()
            if done:
                self.came.emit(cv2.resize(frame, (WIDE, TALL)))
        self._source.release()

    @Slot(object)
    def _take(self, frame) -> None:
        self._frame = frame
        self.update()

    def paintEvent(self, _event) -> None:
        if self._frame is None:
            return
        frame = self._frame
        image = QImage(frame.data, WIDE, TALL, WIDE * 3, QImage.Format.Format_BGR888)
        painter = QPainter(self)
        painter.drawImage(QRect(0, 0, WIDE, TALL), image)
        painter.end()
        self.ages.append(time.monotonic() - self._sent[number_of(frame, WIDE / 1920)])

    def finish(self) -> list[float]:
        self._stop = True
        self._thread.join(3)
        self.close()
        return self.ages


class OurWindow(QObject):
    """The product's own parts, as CameraViewModel wires them."""

    news = Signal()

    def __init__(self, url: str, sent, spool: Path) -> None:
        super().__init__()
        self.ages: list[float] = []
        self._sent = sent
        self.window = QQuickWindow()
        self.window.resize(WIDE, TALL)
        self._picture = _MeasuredPicture(self)
        self._picture.setParentItem(self.window.contentItem())
        self._picture.setProperty("whole", True)
        self._picture.setWidth(WIDE)
        self._picture.setHeight(TALL)
        self.window.show()
        self._decoder = FrameDecoder(FastLiveDecoder(), self)
        self._decoder.decoded.connect(self._picture.show)
        self.camera = VideoCamera(spool, VideoOptions(address=url))
        self.news.connect(self.camera.take_events, Qt.ConnectionType.QueuedConnection)
        self.camera.on_news(self._wake)
        self.camera.open(DeviceId(VIDEO))
        self.camera.start_live(30, 3600.0)

    def painted(self, pixels, width: int) -> None:
        corner = np.frombuffer(pixels, np.uint8, width * 4 * 40).reshape(40, width, 4)[..., :3]
        self.ages.append(time.monotonic() - self._sent[number_of(corner)])

    def _wake(self) -> None:
        frame: LiveFrame | None = self.camera.take_frame()
        if frame is not None:
            self._decoder.put(frame.jpeg)
        self.news.emit()

    def finish(self) -> list[float]:
        self.camera.close()
        self.camera.join(10)
        self._decoder.close()
        self.window.close()
        return self.ages


class _MeasuredPicture(LivePicture):
    def __init__(self, owner: OurWindow) -> None:
        super().__init__()
        self._owner = owner

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        if self._live is not None:
            self._owner.painted(self._live.raster.pixels, self._live.raster.width)


def wait(ms: int) -> None:
    """Run the event loop. Not QTest.qWait: that one keeps Python's lock while it waits, and no thread reads a frame."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def _memory(pid: int) -> int:
    """Resident kilobytes of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    line = next(each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) + sum(_memory(int(child)) for child in children if Path(f"/proc/{child}").exists())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=0.0)
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    stream = NumberedStream()
    folder = Path(tempfile.mkdtemp())
    medians: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(options.rounds):
        bare = BareWindow(stream.url, stream.sent)
        bare.show()
        _report("bare", bare, options.seconds, medians)
        ours = OurWindow(stream.url, stream.sent, folder)
        _report("ours", ours, options.seconds, medians)
    ratio = statistics.median(medians["ours"]) / statistics.median(medians["bare"])
    print(f"median age: ours / bare = {ratio:.2f} x (goal {GOAL})")
    if options.minutes:
        _watch_memory(stream, folder, options.minutes)
    stream.close()
    del application
    return 0


def _report(name: str, window, seconds: float, medians: dict[str, list[float]]) -> None:
    wait(2500)  # connecting
    window.ages.clear()
    began = time.process_time()
    wait(int(seconds * 1000))
    busy = (time.process_time() - began) / seconds
    ages = sorted(window.finish())
    assert ages, f"{name} painted nothing"
    medians[name].append(statistics.median(ages))
    p95 = ages[int(len(ages) * 0.95)]
    print(
        f"{name}: {len(ages) / seconds:.1f} fps painted, age median {statistics.median(ages) * 1000:.1f} ms, "
        f"p95 {p95 * 1000:.1f} ms, {busy * 100:.0f} % of a core in this process",
        flush=True,
    )


def _watch_memory(stream: NumberedStream, folder: Path, minutes: float) -> None:
    ours = OurWindow(stream.url, stream.sent, folder)
    wait(20_000)
    first = _memory(os.getpid())
    for minute in range(1, int(minutes) + 1):
        wait(60_000)
        ours.ages.clear()
        now = _memory(os.getpid())
        print(
            f"after {minute} min: {now / 1024:.1f} MB, {(now - first) / 1024:+.1f} MB since the first 20 s", flush=True
        )
    ours.finish()


if __name__ == "__main__":
    sys.exit(main())
