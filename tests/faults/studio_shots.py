"""Many shots at the studio with faults at random: every frame taken is kept or in the tray, once, and the keys answer.

    python -m tests.faults.studio_shots [--shots 500] [--seed 1] [--large]

The real window (offscreen), the real judge, the virtual camera in its own process: slow, torn, out of focus, full,
unplugged, hung, killed, and its own shutter pressed at any moment, also with no piece on the set. The camera notes
every exposure in a journal before anything can go wrong with it; at the end journal and store are compared. Meanwhile a
heartbeat posts keys and measures how long the window takes to answer them. `--large`: frames of 24 megapixels.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent

from qc_station.application.camera_port import CameraState, DeviceId
from qc_station.application.commands import SignIn, SignOut
from qc_station.devices.camera_virtual import VIRTUAL, VirtualCamera, VirtualFault, VirtualOptions
from qc_station.vision.picture_judge import CvPictureJudge
from tests.application.studio_day import PHOTOGRAPHER, PIN
from tests.ui.studio_window import STILLS, StudioWindow

ANSWER_MS_MOST = 50.0
GIVEN_UP_S = 3.0
_SCRIPTED = (
    (VirtualFault.SLOW, 0.3),
    (VirtualFault.TORN_FILE, 0.0),
    (VirtualFault.NO_FOCUS, 0.0),
    (VirtualFault.CARD_FULL, 0.0),
    (VirtualFault.DISCONNECT, 0.3),
    (VirtualFault.HANG, 2.0),
    (VirtualFault.CRASH, 0.0),
)


@dataclass(slots=True)
class Reckoning:
    """What came of it."""

    exposed: int = 0
    kept: int = 0
    trayed: int = 0
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    complaints: list[str] = field(default_factory=list)
    answers_ms: list[float] = field(default_factory=list)
    keys_taken: int = 0

    @property
    def slowest_ms(self) -> float:
        return max(self.answers_ms, default=0.0)


class Heartbeat(QObject):
    """Posts a key from another thread, and notes when the window has dealt with it."""

    beat = Signal(float)

    def __init__(self, studio: StudioWindow) -> None:
        super().__init__()
        self.answers_ms: list[float] = []
        # Keys a line that opened meanwhile has taken as letters.
        self.taken = 0
        self._studio, self._stop = studio, threading.Event()
        self._waiting: deque[float] = deque()
        here = studio.main.studio.here
        looks = here.look

        def look(**parts: object) -> None:
            looks(**parts)
            if "grid" in parts and self._waiting:
                self.answers_ms.append((time.monotonic() - self._waiting.popleft()) * 1000)

        here.look = look  # type: ignore[method-assign]
        self.beat.connect(self._press, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(0.037):
            self.beat.emit(time.monotonic())

    @Slot(float)
    def _press(self, asked_s: float) -> None:
        """G switches the grid, in its turn behind the keys before it; answered when it has."""
        if self._studio.main.studio.asks != "none" or self._studio.main.studio.trayOpen:
            return
        while self._waiting and asked_s - self._waiting[0] > GIVEN_UP_S:
            self._waiting.popleft()
            self.taken += 1
        self._waiting.append(asked_s)
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, 42, 0, 0, "g")
            QGuiApplication.sendEvent(self._studio.window, event)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


def run(
    shots: int,
    seed: int,
    folder: Path,
    *,
    large: bool = False,
    faults: tuple[tuple[VirtualFault, float], ...] = _SCRIPTED,
) -> Reckoning:
    """`faults`: what the camera's shots may meet, with seconds; the second one always meets a crash."""
    dice = random.Random(seed)
    stills = _stills(folder / "stills", large=large)
    journal = folder / "journal.txt"
    journal.touch()
    script = {number: dice.choice(faults) for number in range(1, 4 * shots + 1) if dice.random() < 0.15}
    script[2] = (VirtualFault.CRASH, 0.0)
    options = VirtualOptions(stills, serial="V-0001", script=script, journal=journal)
    camera = VirtualCamera(options, folder / "spool", backoff_s=(0.1, 0.2), idle_patience_s=1.0)
    device = DeviceId(VIRTUAL, "", "V-0001")
    with StudioWindow(folder / "studio", judge=CvPictureJudge(), port=camera, device=device) as studio:
        pieces = _pieces(studio)
        heart = Heartbeat(studio)
        while journal.read_bytes().count(b"\n") < shots:
            _one(studio, camera, pieces, dice)
        _settle(studio)
        heart.stop()
        reckoning = _reckon(studio, journal)
        reckoning.answers_ms, reckoning.keys_taken = heart.answers_ms, heart.taken
        camera.close()
        camera.join(10)
    return reckoning


def _pieces(studio: StudioWindow) -> list[str]:
    """Four accepted shirts: one piece holds at most 400 shots."""
    day = studio.day
    day.do(SignOut())
    pieces = [day.piece, *(day.accepted(line) for line in (2, 3, 4))]
    day.do(SignOut())
    day.do(SignIn(PHOTOGRAPHER.badge, PIN))
    studio.main.desk.refresh()
    return pieces


def _one(studio: StudioWindow, camera: VirtualCamera, pieces: list[str], dice: random.Random) -> None:
    """One thing a photographer, or the world, does."""
    here = studio.main.studio.here
    what = dice.random()
    if what < 0.08:
        studio.main.shell.do("escape")
    elif what < 0.22 or here.piece is None:
        studio.main.desk.scan(dice.choice(pieces))
    elif what < 0.30:
        camera.provoke(VirtualFault.BODY_SHUTTER)
        _pump(dice.randrange(5, 60))
    elif what < 0.36:
        studio.main.shell.do(dice.choice(("x", "u", "up", "down", "left", "z", "c")))
    elif here.gaze.asks != "none":
        studio.main.studio.leaveLine()
    else:
        studio.main.shell.do("space")
        _pump(dice.randrange(20, 160))
    _pump(dice.randrange(5, 40))


def _settle(studio: StudioWindow) -> None:
    """Until the camera is there, nothing waits, and nothing has come for two seconds."""
    quiet_s = time.monotonic()
    end_s = quiet_s + 120
    while time.monotonic() - quiet_s < 2.0 and time.monotonic() < end_s:
        state = studio.main.camera._last
        calm = state is not None and state.state is CameraState.READY and not studio.main.camera.taking
        if not calm or studio.main.studio.here.frames_under_way or studio.main.desk.busy:
            quiet_s = time.monotonic()
        _pump(20)


def _reckon(studio: StudioWindow, journal: Path) -> Reckoning:
    exposed = journal.read_text("ascii").split()
    with studio.day.unit_of_work(read_only=True) as uow:
        kept = [shot.photo for each in uow.photo_sets.all() for shot in each.shots]
        trayed = [frame.photo for frame in uow.tray.frames()]
    held = Counter(photo.sha256 for photo in (*kept, *trayed))
    found = Reckoning(
        exposed=len(exposed),
        kept=len(kept),
        trayed=len(trayed),
        lost=len(set(exposed) - set(held)),
        doubled=sum(count - 1 for count in held.values()),
        unknown=len(set(held) - set(exposed)),
    )
    found.complaints = [f"damaged {photo.sha256}" for photo in (*kept, *trayed) if not studio.day.photos.intact(photo)]
    return found


def _stills(folder: Path, *, large: bool) -> Path:
    folder.mkdir(parents=True)
    for number, still in enumerate(STILLS):
        picture = cv2.imread(str(still))
        assert picture is not None
        if large:
            picture = cv2.resize(picture, (6000, 4000), interpolation=cv2.INTER_CUBIC)
            noise = np.random.default_rng(number).normal(0, 4, (1000, 1500, 3))
            picture = np.clip(picture + np.tile(noise, (4, 4, 1)), 0, 255).astype(np.uint8)
        cv2.imwrite(str(folder / f"{number}.jpg"), picture, [cv2.IMWRITE_JPEG_QUALITY, 88])
    return folder


def _pump(ms: int) -> None:
    """Run the event loop; not QTest.qWait, which keeps Python's lock while it waits."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shots", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        found = run(options.shots, options.seed, Path(folder), large=options.large)
    answers = sorted(found.answers_ms)
    p99 = answers[int(len(answers) * 0.99)] if answers else 0.0
    print(
        f"seed {options.seed}: {found.exposed} exposed, {found.kept} kept, {found.trayed} in the tray, "
        f"{found.lost} lost, {found.doubled} doubled, {found.unknown} unknown, {len(found.complaints)} complaints; "
        f"{len(answers)} keys answered ({found.keys_taken} more went into a line), p99 {p99:.1f} ms, "
        f"slowest {found.slowest_ms:.1f} ms (goal {ANSWER_MS_MOST:.0f})"
    )
    for complaint in found.complaints:
        print(complaint)
    del application
    return int(bool(found.lost or found.doubled or found.unknown or found.complaints))


if __name__ == "__main__":
    sys.exit(main())
