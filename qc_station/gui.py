"""The window's process edge: starts Qt, hands the station to the view-models, and reports the first frame."""

from __future__ import annotations

import json
import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from qc_station.application.bench_view import NOBODY_YET
from qc_station.application.drawings import Drawings
from qc_station.application.failures import WorldFailure
from qc_station.application.scanner_port import Debounce, WedgeScanner
from qc_station.application.settings import SettingRefused
from qc_station.bootstrap.bench_kit import BenchKit
from qc_station.bootstrap.camera_presets import camera_presets
from qc_station.bootstrap.demonstration import DemonstrationDay, read_badges
from qc_station.bootstrap.late_pictures import LateLiveDecoder
from qc_station.bootstrap.paths import resources_root, ui_root
from qc_station.bootstrap.station import Station
from qc_station.devices.scanner_calibration import CalibrationReader, learnt_of
from qc_station.devices.scanner_wedge import WedgeReader
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.viewmodels.camera_ear import CameraEar
from qc_station.viewmodels.dead_keys import ask_for_no_input_method
from qc_station.viewmodels.idle_lock import IdleLock
from qc_station.viewmodels.key_filter import KeyFilter
from qc_station.viewmodels.serial_ear import SerialEar
from qc_station.viewmodels.sounds import Sounds
from qc_station.viewmodels.station_port import Lesson, SecondCamera, Wiring
from qc_station.viewmodels.window import Folders, MainWindow, load_fonts

SMOKE_TIMEOUT_MS = 60_000
PARCELS_TAUGHT = 3
BREATH_MS = 200
_log = logging.getLogger("qt")


def run(
    station: Station,
    prepare: Callable[[], object],
    day: DemonstrationDay | None = None,
    *,
    smoke: bool = False,
    language: str | None = None,
) -> int:
    """Open the window and stay until it is closed; the process's exit status.

    `prepare` opens the database on the bench's thread while the window is drawn: a badge scanned meanwhile is answered
    after it. What it raises of the world's (WorldFailure, SettingRefused) ends the window and is raised here.

    `day`: the demonstration, which starts the ledger behind the window. `smoke`: draw the first frame, print how long
    it took, and stop. `language` wins over the settings.
    """
    started = time.monotonic()
    ask_for_no_input_method()
    qInstallMessageHandler(_to_log)
    application = QGuiApplication.instance() or QGuiApplication(["qc-station"])
    assert isinstance(application, QGuiApplication)
    application.setApplicationName("QC Station")
    application.setDesktopFileName("qc-station")
    resources = resources_root()
    load_fonts(resources)
    main = MainWindow(wiring(station, language, day), Folders(ui_root(), resources))
    debounce = Debounce()
    ear = SerialEar(main.desk, debounce)
    watching = CameraEar(main.desk, debounce, station.frames) if station.settings.camera_reads else None
    keys = KeyFilter(_reader(main, debounce, calibrating=False), main)
    main.settings.calibrationWanted.connect(lambda wanted: keys.listen(_reader(main, debounce, calibrating=wanted)))
    keys.scanned.connect(main.desk.scan)
    keys.dropped.connect(main.desk.turn_away)
    keys.start(application)
    main.desk.show_first(NOBODY_YET)
    refusal = _prepared(prepare, main, application)
    window = main.open(begin=False)
    IdleLock(main.desk, window, round(station.settings.lock_after_min * 60_000))

    def drawn() -> None:
        # The worker begins by loading what it needs, which would hold up the first frame.
        if smoke:
            _tell("first frame", started)
        main.begin()
        if smoke:
            _stop_after_first_answer(main, application, started)
        else:
            _wake(station, day, main, ear, watching, resources)

    _once_drawn(window, drawn)
    _end_when_told(application)
    window.show()
    try:
        status = application.exec()
        if refusal:
            raise refusal[0]
        return status
    finally:
        keys.stop(application)
        station.fall_silent()
        if watching is not None:
            watching.close()
        main.close()
        # Qt still speaks while the interpreter is being taken down; our handler must be gone by then.
        qInstallMessageHandler(None)


def _reader(main: MainWindow, debounce: Debounce, *, calibrating: bool) -> WedgeScanner:
    """Who judges the keys: as on any day, or listening for the calibration code."""
    keyboard = UsKeyboard(QGuiApplication.platformName(), learnt_of(main.settings.calibration))
    return CalibrationReader(keyboard, main.settings.calibrated) if calibrating else WedgeReader(keyboard, debounce)


def wiring(station: Station, language: str | None, day: DemonstrationDay | None) -> Wiring:
    return Wiring(
        bench=station.bench,
        papers=station,
        programme=station.programme,
        programmes=station.programmes,
        messages=station.messages,
        photo_path=station.photo_path,
        drawings=Drawings(resources_root() / "outlines"),
        station=station.settings.station,
        language=language or station.settings.language,
        camera=station.camera,
        camera_device=station.camera_device,
        second_camera=second_camera(station),
        printer=station.printing.status,
        kit=BenchKit(station, os.environ),
        studio=station.studio,
        workshop=station.workshop,
        photos=station.photos,
        judge=station.judge,
        live_decoder=station.live_decoder,
        presets=camera_presets(station.home).of,
        lesson=_lesson() if day is not None else None,
    )


def second_camera(station: Station) -> SecondCamera | None:
    """The other one of the studio's set, where the settings want one."""
    device = station.second_device
    if device is None:
        return None
    views = station.settings.views_of_second_camera()
    return SecondCamera(station.second_camera, device, views, LateLiveDecoder())


def _lesson() -> Lesson:
    """What the demonstration teaches to type: its people, and the parcels of the stories that stand first."""
    samples = resources_root() / "samples"
    takebacks = json.loads((samples / "takebacks.json").read_text(encoding="utf-8"))[:PARCELS_TAUGHT]
    return Lesson(
        badges=tuple(
            (each.name, each.badge, each.pin) for each in read_badges(samples) if each.role in ("expert", "lead")
        ),
        parcels=tuple(each["parcels"][0]["code"] for each in takebacks),
    )


def _wake(
    station: Station,
    day: DemonstrationDay | None,
    main: MainWindow,
    ear: SerialEar,
    watching: CameraEar | None,
    resources: Path,
) -> None:
    """Once the bench has answered: load what comes late, then camera, ledger and sounds. None of them is waited for."""
    heard = QGuiApplication.platformName() != "offscreen"
    sounds = Sounds(resources / "sounds", main)

    def sync() -> None:
        station.start_sync(main.desk.hear_ledger, main.desk.hear_change)

    def loaded() -> None:
        sounds.load()
        main.desk.told.connect(lambda tone: sounds.play(tone) if main.settings.sounds else None)
        if watching is not None:
            main.camera.see = watching.put
            watching.start()
        main.start_cameras()
        station.printing.start(main.desk.hear_printer)
        station.papers.start()
        station.start_outgoing(main.desk.hear_change)
        station.start_scanner(ear.hear, ear.drop, ear.show)
        if day is not None:
            day.begin(sync)
        else:
            sync()

    _one_by_one(main, [*station.loads(), *([sounds.fetch] if heard else [])], loaded)


def _one_by_one(main: MainWindow, steps: Sequence[Callable[[], object]], then: Callable[[], None]) -> None:
    """Each step on the bench's thread, with room between two of them for a scan; `then` on this one."""
    if not steps:
        then()
        return
    main.dispatcher.submit(steps[0], lambda _: _one_by_one(main, steps[1:], then))


def _once_drawn(window: QQuickWindow, act: Callable[[], None]) -> None:
    # With a graphics card frames are swapped on a thread of their own; only the queued timer brings us back to ours.
    timer = QTimer(window, singleShot=True, interval=0)
    window.frameSwapped.connect(timer.start, Qt.ConnectionType.QueuedConnection)

    def drawn() -> None:
        window.frameSwapped.disconnect(timer.start)
        timer.timeout.disconnect(drawn)
        act()

    timer.timeout.connect(drawn)


def _end_when_told(application: QGuiApplication) -> None:
    """Ctrl+C in the terminal and a polite kill close the window in order: camera, sender and ledger end with it."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: application.quit())
    # Python hears a signal only when it runs; Qt's loop alone would wait for the next key.
    breath = QTimer(application, interval=BREATH_MS)
    breath.timeout.connect(lambda: None)
    breath.start()


def _prepared(prepare: Callable[[], object], main: MainWindow, application: QGuiApplication) -> list[Exception]:
    """Submit `prepare` before anything else; the list gets what the world refused."""
    refused: list[Exception] = []

    def work() -> object:
        try:
            prepare()
        except (WorldFailure, SettingRefused) as refusal:
            return refusal
        return None

    def answered(refusal: object) -> None:
        if isinstance(refusal, Exception):
            refused.append(refusal)
            application.exit(1)

    main.dispatcher.submit(work, answered)
    return refused


def _stop_after_first_answer(main: MainWindow, application: QGuiApplication, started: float) -> None:
    """Print when the bench has answered for the first time: from then on a scan is answered at once."""

    def answered(_: object) -> None:
        _tell("first answer", started)
        application.quit()

    main.dispatcher.submit(lambda: None, answered)
    QTimer.singleShot(SMOKE_TIMEOUT_MS, main, lambda: application.exit(1))


def _tell(what: str, started: float) -> None:
    print(f"{what} in {(time.monotonic() - started) * 1000:.0f} ms", flush=True)  # noqa: T201 smoke's product


_LEVELS: dict[QtMsgType, str] = {
    QtMsgType.QtDebugMsg: "debug",
    QtMsgType.QtInfoMsg: "info",
    QtMsgType.QtWarningMsg: "warning",
    QtMsgType.QtCriticalMsg: "error",
    QtMsgType.QtFatalMsg: "critical",
}


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind, "warning")
    # What sound would have needed and this machine has not: everything is shown as well as heard.
    if (context.category or "").startswith("qt.multimedia") or message.startswith("PulseAudioService"):
        level = "info"
    getattr(_log, level)(message, extra={"category": context.category})
