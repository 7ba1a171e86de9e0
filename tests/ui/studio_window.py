"""The studio's window over the real studio: SQLite, the shipped rules, files on disk, and a camera that holds still.

`arrive` is what a camera does once its file is complete: it lies in the spool, and an event says so.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from qc_station.application.camera_port import (
    ApplyReport,
    CameraFile,
    CameraPort,
    CameraState,
    Capture,
    DeviceId,
    FileArrived,
    FileRole,
    LiveFrame,
    Reason,
    ShotContext,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.application.drawings import Drawings
from qc_station.application.messages import Messages
from qc_station.application.picture_port import PictureJudge
from qc_station.bootstrap.workshop import workshop_of
from qc_station.domain.picture import PictureMeasures
from qc_station.storage.open_station import open_station
from qc_station.viewmodels.station_port import SecondCamera, Wiring
from qc_station.viewmodels.window import Folders, MainWindow, load_fonts
from qc_station.vision.live_decoder import FastLiveDecoder
from tests.application.day import ROOT, HandClock
from tests.application.studio_day import GOOD, StudioDay
from tests.fakes.plain_papers import PlainPapers
from tests.fakes.still_camera import SAMPLES, StillCamera

CAMERA = DeviceId("gphoto2", "Nikon D750", "3004711")
READY = StateChanged(CameraState.READY, CAMERA, live=True)
STILLS = tuple(sorted((SAMPLES / "garments").glob("shirt-*.jpg")))


class ScriptedJudge:
    """Says of each picture what the test put into `says`, in turn; then that it is good."""

    def __init__(self) -> None:
        self.says: list[PictureMeasures] = []
        self.alike = 60

    def quick(self, file: Path) -> PictureMeasures:
        return replace(self.says[0] if self.says else GOOD, full=False)

    def full(self, file: Path) -> PictureMeasures:
        assert file.exists()
        return self.says.pop(0) if self.says else GOOD

    def likeness(self, one: Path, other: Path) -> int:
        assert one.exists()
        assert other.exists()
        return self.alike


class SetCamera(StillCamera):
    """Takes a picture for every shot it is asked for, at once, unless it is told to wait."""

    def __init__(self, spool: Path, now: Callable[[], datetime]) -> None:
        super().__init__(READY, "shirt-sky-blue-front")
        self._spool, self._taken, self.now = spool, 0, now
        self.waits = False
        self.presets: list[Mapping[str, str]] = []
        spool.mkdir(parents=True, exist_ok=True)

    def shoot(self, context: ShotContext) -> Capture:
        capture = super().shoot(context)
        if not self.waits:
            self.say(FileArrived(capture.shot, context, self.file(back=context.view == "back")))
        return capture

    def apply(self, preset: Mapping[str, str]) -> Future[ApplyReport]:
        self.presets.append(dict(preset))
        return super().apply(preset)

    def file(self, *, back: bool = False, still: Path | None = None) -> CameraFile:
        """One more file in the spool; no two are alike."""
        self._taken += 1
        data = (still or STILLS[0 if back else -1]).read_bytes() + b"\xff\xfe shot %d" % self._taken
        data += self._spool.name.encode() + b"\xff\xd9"
        path = self._spool / f"{self._taken:04}.jpg"
        path.write_bytes(data)
        return CameraFile(
            path, len(data), hashlib.sha256(data).hexdigest(), f"DSC_{self._taken:04}.JPG", FileRole.JPEG, self.now()
        )

    def show(self, jpeg: bytes) -> None:
        """A live picture, as `take_frame` hands it out."""
        self._frame = LiveFrame(jpeg, 2)
        self._wake()

    def body_shutter(self) -> None:
        self.say(UnsolicitedFile(self.file(), Reason.BODY_SHUTTER))


@dataclass(slots=True)
class StudioWindow:
    """Opens the window with the photographer signed in, and closes everything again."""

    folder: Path
    language: str = "fr"
    wear: bool = False
    judge: PictureJudge | None = None
    # A camera that runs, in the place of the one that holds still.
    port: CameraPort | None = None
    device: DeviceId = CAMERA
    # Those another camera beside the first shoots, where there is one.
    second_views: frozenset[str] = frozenset()
    presets: Callable[[str], Mapping[str, str]] = lambda _category: {}
    day: StudioDay = field(init=False)
    camera: SetCamera = field(init=False)
    second: SetCamera = field(init=False)
    main: MainWindow = field(init=False)
    window: QQuickWindow = field(init=False)

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        store = open_station(f"sqlite:///{self.folder / 'station.db'}", "STUDIO-01")
        self.day = StudioDay(self.folder, store, HandClock(), wear=self.wear)
        _put_stills(self.day)
        self.camera = SetCamera(self.folder / "spool", self.day.clock.now)
        self.second = SetCamera(self.folder / "spool-2", self.day.clock.now)
        self.judge = self.judge or ScriptedJudge()
        load_fonts(ROOT / "resources")
        self.main = MainWindow(self._wiring(), Folders(ROOT / "ui", ROOT / "resources"))
        self.main.desk.now = self.day.clock.now
        self.window = self.main.open()
        self.window.show()
        self.main.start_cameras()
        self.settle(lambda: self.main.shell.screen == "studio")
        self.settle(lambda: self.main.studio.live)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.window.close()
        self.main.close()
        self.main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.day.unit_of_work.close()

    def resize(self, wide: int, tall: int) -> None:
        self.window.resize(wide, tall)
        self.settle()

    def settle(self, done: Callable[[], bool] = lambda: True, patience_s: float = 10.0) -> None:
        """Let the event loop run until `done` and nothing is on its way, and a little longer."""
        deadline = time.monotonic() + patience_s
        here = self.main.studio.here
        while not (done() and not (self.main.desk.busy or here.frames_under_way or self._taking)):
            if time.monotonic() > deadline:
                raise AssertionError(f"never came: {here.view.next}, {self.main.desk.telling}")
            QTest.qWait(5)
        QTest.qWait(10)

    @property
    def _taking(self) -> bool:
        second = self.main.second_camera
        taking = second is not None and second.taking and not self.second.waits
        return taking or (self.main.camera.taking and not self.camera.waits)

    def scan(self, code: str = "") -> None:
        self.main.desk.scan(code or self.day.piece)
        self.settle()

    def press(self, *keys: str) -> None:
        """Keys by the name the key table gives them, in the window's own way."""
        for key in keys:
            self.main.shell.do(key)
            self.settle()

    def _second_camera(self) -> SecondCamera | None:
        if not self.second_views:
            return None
        device = replace(self.device, serial="3004712")
        return SecondCamera(lambda: self.second, device, self.second_views, FastLiveDecoder())

    def _wiring(self) -> Wiring:
        rules = self.day.rules
        return Wiring(
            bench=self.day.bench,
            papers=PlainPapers(),
            programme=rules,
            programmes={rules.id: rules},
            messages=lambda language: Messages(
                language, (ROOT / f"resources/i18n/messages.{language}.toml").read_text("utf-8")
            ),
            photo_path=self.day.photos.path,
            drawings=Drawings(ROOT / "resources/outlines"),
            station="STUDIO-01",
            language=self.language,
            camera=lambda: self.port or self.camera,
            camera_device=self.device,
            second_camera=self._second_camera(),
            studio=self.day.studio,
            workshop=workshop_of(self.day.ports, self.day.bench),
            photos=self.day.photos,
            judge=self.judge,
            live_decoder=FastLiveDecoder(),
            presets=self.presets,
        )


def _put_stills(day: StudioDay) -> None:
    """The bench's photographs of this day are no pictures: real ones take their place, by the same names."""
    with day.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(day.piece)
    assert piece is not None
    for shot in piece.shots:
        path = day.photos.path(shot.photo)
        path.chmod(0o640)
        path.write_bytes(STILLS[0 if shot.view == "back" else -1].read_bytes())
