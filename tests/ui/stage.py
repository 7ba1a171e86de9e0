"""A real window on a still bench: what the pictures and the tests of the screens are played on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from qc_station.application.bench_view import BenchView
from qc_station.application.camera_port import CameraError, CameraErrorKind, CameraState, DeviceId, StateChanged
from qc_station.application.drawings import Drawings
from qc_station.application.find import Found
from qc_station.application.label_port import PrinterStatus
from qc_station.application.ledger_port import LedgerStatus
from qc_station.application.messages import Messages
from qc_station.application.outcome import Notice, Tone
from qc_station.application.print_label import LabelState
from qc_station.application.scanner_port import Calibration
from qc_station.application.waiting import Waiting
from qc_station.domain.photo import PhotoRef
from qc_station.domain.reversal import ReversalState
from qc_station.viewmodels import lead_acts, lists
from qc_station.viewmodels.gaze import Ask, FollowUp, LeadDraft, Panel, PinDraft
from qc_station.viewmodels.station_port import Lesson, Wiring
from qc_station.viewmodels.window import Folders, MainWindow, load_fonts
from qc_station.vision.live_decoder import FastLiveDecoder
from tests.fakes.bench_scenes import (
    ATTENTION,
    EMPTY,
    NOW,
    OFFLINE,
    ROOT,
    SIGNED_OUT,
    UP_TO_DATE,
    WAITING,
    SceneBench,
    Scenes,
    treating_programme,
)
from tests.fakes.plain_papers import PlainPapers
from tests.fakes.still_camera import StillCamera
from tests.fakes.still_kit import StillKit

CAMERA = DeviceId("virtual", "D750")
LESSON = Lesson(
    badges=(("Louise Moreau", "QC-BADGE-0001", "1234"), ("Karim Benali", "QC-BADGE-0002", "2468")),
    parcels=("8R41207731902", "6A15602676300", "XN081879383FR"),
)
READY = StateChanged(CameraState.READY, CAMERA, live=True)


@dataclass(frozen=True, slots=True)
class Scene:
    """A snapshot, and what else the screen shows with it. `then` moves the gaze once the window stands;
    `done`: what it asked for has come."""

    view: BenchView
    ledger: LedgerStatus = UP_TO_DATE
    camera: StateChanged = READY
    then: Callable[[MainWindow], None] = lambda _window: None
    lesson: Lesson | None = None
    picture: str = "shirt-sky-blue-front"
    found: tuple[Found, ...] = ()
    queue: tuple[Waiting, ...] = ()
    printer: PrinterStatus | None = None
    kit: StillKit = field(default_factory=StillKit)
    done: Callable[[MainWindow], bool] = lambda _window: True


@dataclass(slots=True)
class Stage:
    """Opens the window on a scene, and closes everything again."""

    scene: Scene
    language: str = "fr"
    bench: SceneBench = field(init=False)
    camera: StillCamera = field(init=False)
    main: MainWindow = field(init=False)
    window: QQuickWindow = field(init=False)

    def __enter__(self) -> Self:
        self.bench = SceneBench(self.scene.view)
        self.bench.found, self.bench.queue = self.scene.found, self.scene.queue
        self.camera = StillCamera(self.scene.camera, self.scene.picture)
        load_fonts(ROOT / "resources")
        self.main = MainWindow(self._wiring(), Folders(ROOT / "ui", ROOT / "resources"))
        self.main.desk.now = lambda: NOW
        self.window = self.main.open()
        self.window.show()
        self.main.camera.start()
        self.settle(lambda: self.main.desk.view is not None)
        if self.scene.view.notice is not None:
            self.main.desk.tell(self.scene.view.notice)
        self.scene.then(self.main)
        self.settle(lambda: self.scene.done(self.main))
        if self.scene.camera.live:
            self.settle(lambda: self.main.camera.live)
        self.settle(lambda: not self.main.desk.busy)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.window.close()
        self.main.close()
        self.main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def resize(self, wide: int, tall: int) -> None:
        self.window.resize(wide, tall)
        self.settle()

    def settle(self, done: Callable[[], bool] = lambda: True, patience_s: float = 5.0) -> None:
        """Let the event loop run until `done`, and a little longer."""
        deadline = time.monotonic() + patience_s
        while not done():
            if time.monotonic() > deadline:
                raise AssertionError("the window never came to show it")
            QTest.qWait(5)
        QTest.qWait(10)

    def _wiring(self) -> Wiring:
        return Wiring(
            bench=self.bench,
            papers=PlainPapers(),
            programme=Scenes().programme,
            messages=lambda language: Messages(
                language, (ROOT / f"resources/i18n/messages.{language}.toml").read_text("utf-8")
            ),
            photo_path=picture_of,
            drawings=Drawings(ROOT / "resources/outlines"),
            station="BANC-01",
            language=self.language,
            camera=lambda: self.camera,
            camera_device=CAMERA,
            ledger=self.scene.ledger,
            printer=self.scene.printer,
            lesson=self.scene.lesson,
            kit=self.scene.kit,
            live_decoder=FastLiveDecoder(),
        )


def picture_of(photo: PhotoRef) -> Path:
    """Any kept photo: the samples' garment pictures, chosen by hash."""
    pictures = sorted((ROOT / "resources/samples").rglob("shirt-sky-blue-*.jpg"))
    return pictures[int(photo.sha256[:2], 16) % len(pictures)] if pictures else Path("none.jpg")


def show_paper(window: MainWindow) -> None:
    """The pages are made on the bench's thread; the picture is taken once they came."""
    window.papers.open()
    for _ in range(1000):
        QTest.qWait(5)
        if window.papers.page:
            return
    raise AssertionError("the pages never came")


def scenes() -> dict[str, Scene]:
    """Every state the issue names, by name."""
    make = Scenes()
    lost = StateChanged(CameraState.LOST, CAMERA, error=CameraError(CameraErrorKind.DISCONNECTED, retryable=True))
    idle = StateChanged(CameraState.READY, CAMERA, live=False)

    def lead(window: MainWindow, chosen: str, reason: str = "") -> None:
        lead_acts.begin(window.desk)
        window.desk.look(lead=LeadDraft(chosen, reason, "QC-BADGE-NB-0002"))
        if reason:
            window.lead.digit("4")

    def touch(window: MainWindow, **parts: object) -> None:
        window.desk.look(**parts)
        window.shell.feel(touching=True)

    def tune(keys: str) -> Callable[[MainWindow], None]:
        def press(window: MainWindow) -> None:
            window.shell.showPanel("settings")
            for key in keys:
                window.settings.press(key)

        return press

    def calibrated(window: MainWindow) -> None:
        tune("2")(window)
        read = "°C6CAL-BDEFGHIJKMNOPRSTUVWXYZ"
        learnt = "14ms enter 2s=1"
        window.settings.calibrated(
            Calibration(read, exact_before=False, exact_after=True, suffix="enter", pace_ms=14.2, learnt=learnt)
        )

    def look(**parts: object) -> Callable[[MainWindow], None]:
        return lambda window: window.desk.look(**parts)

    def tell(code: str, tone: Tone, **params: object) -> Callable[[MainWindow], None]:
        return lambda window: window.desk.tell(Notice(code, tone, params))

    unknown = tell("unknown_parcel", Tone.ERROR, shown="8R41207731902")
    suspect = tell("suspect_code", Tone.ERROR, shown="8R41207731903", expected="2", got="3")
    return {
        "sign-in": Scene(SIGNED_OUT, lesson=LESSON),
        "pin": Scene(
            replace(SIGNED_OUT, badge="QC-BADGE-0001"), then=lambda window: [window.sign_in.digit(d) for d in "12"]
        ),
        "wrong-pin": Scene(replace(SIGNED_OUT, badge="QC-BADGE-0001"), then=tell("wrong_pin", Tone.ERROR, left=4)),
        "empty": Scene(EMPTY, lesson=LESSON),
        "typing": Scene(EMPTY, then=look(panel=Panel.CODE, typed="8R4120")),
        "unknown-parcel": Scene(EMPTY, then=unknown),
        "suspect": Scene(EMPTY, then=suspect),
        "just-scanned": Scene(
            make.just_scanned(), then=tell("parcel_received", Tone.ACCEPT, shown="8R41207731902", n=4)
        ),
        "form": Scene(make.just_scanned()),
        "choosing": Scene(make.choosing()),
        "halfway": Scene(make.halfway()),
        "refused": Scene(make.refused()),
        "answers": Scene(make.halfway(), then=look(check="trims", answers_of="trims")),
        "pin-map": Scene(make.photo_wanted(), then=look(pin=PinDraft("clean", "stain", x=0.2, y=0.3))),
        "photo-wanted": Scene(make.photo_wanted(), WAITING),
        "very-good": Scene(make.very_good()),
        "why": Scene(make.very_good(), then=look(panel=Panel.WHY)),
        "why-refused": Scene(make.refused(), then=look(panel=Panel.WHY)),
        "keys": Scene(make.halfway(), then=look(panel=Panel.KEYS)),
        "status": Scene(make.halfway(), OFFLINE, lost, then=look(panel=Panel.STATUS)),
        "reason": Scene(make.very_good(), then=look(ask=Ask.REVIEW)),
        "accepted": Scene(make.accepted(), WAITING),
        "printer-waiting": Scene(make.labelled(LabelState.QUEUED), printer=PrinterStatus(2)),
        "printer-no-paper": Scene(
            make.labelled(LabelState.ON_PIECE), OFFLINE, printer=PrinterStatus(2, "printer_no_paper")
        ),
        "printer-status": Scene(
            make.halfway(), UP_TO_DATE, printer=PrinterStatus(3, "printer_offline"), then=look(panel=Panel.STATUS)
        ),
        "settings": Scene(make.halfway(), printer=PrinterStatus(0), then=tune("")),
        "settings-signed-out": Scene(SIGNED_OUT, lesson=LESSON, then=tune("")),
        "settings-tried": Scene(
            make.halfway(), WAITING, printer=PrinterStatus(0), then=tune("1345"), kit=StillKit(scale=2.0)
        ),
        "settings-calibrate": Scene(make.halfway(), then=tune("2"), done=lambda window: window.settings.modules > 0),
        "settings-calibrated": Scene(make.halfway(), then=calibrated),
        "already-inspected": Scene(make.already_inspected()),
        "camera-lost": Scene(make.halfway(), camera=lost),
        "camera-idle": Scene(make.halfway(), camera=idle),
        "offline": Scene(make.refused(), OFFLINE),
        "needs-attention": Scene(make.halfway(), ATTENTION),
        "complete": Scene(make.complete()),
        "find": Scene(EMPTY, then=look(panel=Panel.CODE, typed="mull"), found=make.found()),
        "find-nothing": Scene(EMPTY, then=look(panel=Panel.CODE)),
        "queue": Scene(
            replace(EMPTY, waiting=2), then=lambda window: lists.open_queue(window.desk), queue=make.queue()
        ),
        "queue-empty": Scene(EMPTY, then=lambda window: lists.open_queue(window.desk)),
        "lead": Scene(make.refused_at_the_end(), then=lambda window: lead_acts.begin(window.desk)),
        "lead-reason": Scene(make.refused_at_the_end(), then=lambda window: lead(window, "accept very_good")),
        "lead-pin": Scene(
            make.refused_at_the_end(), then=lambda window: lead(window, "accept very_good", "vu avec la marque")
        ),
        "lead-credit": Scene(make.credited(), then=lambda window: lead_acts.begin(window.desk)),
        "credit-spent": Scene(make.credited(ReversalState.UNCOVERED)),
        "undeclared": Scene(make.undeclared()),
        "choosing-quarantine": Scene(make.with_quarantine()),
        "lead-quarantine": Scene(make.with_quarantine(), then=lambda window: lead_acts.begin(window.desk)),
        "lead-undeclared": Scene(make.undeclared(), then=lambda window: lead_acts.begin(window.desk)),
        "damaged": Scene(make.damaged()),
        "second-look": Scene(make.second_look()),
        "came-back": Scene(make.came_back()),
        "dispose": Scene(make.to_dispose()),
        "sign-in-touch": Scene(SIGNED_OUT, lesson=LESSON, then=touch),
        "find-touch": Scene(
            EMPTY, then=lambda window: touch(window, panel=Panel.CODE, typed="mull"), found=make.found()
        ),
        "choosing-touch": Scene(make.choosing(), then=touch),
        "reason-touch": Scene(replace(make.very_good(), waiting=2), then=lambda window: touch(window, ask=Ask.REVIEW)),
        "asked-further": Scene(make.photo_wanted(), then=look(follow=FollowUp("clean", "stain", 1), check="clean")),
        "corrected": Scene(
            make.corrected(),
            then=look(follow=FollowUp("authentic", "differs", 1, 3), check="authentic", ask=Ask.CORRECTION),
        ),
        "paper": Scene(make.accepted(), then=show_paper),
        "to-treat": Scene(Scenes(treating_programme()).to_treat()),
        "in-treatment": Scene(Scenes(treating_programme()).in_treatment()),
    }
