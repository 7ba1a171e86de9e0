"""The settings screen: each device with a way to try it, and what a bench may change for itself.

Trying takes seconds and happens on a thread of its own: neither the window nor the bench waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import Bars, LabelWords
from qc_station.application.ledger_port import LedgerFailure
from qc_station.application.scanner_port import Calibration
from qc_station.application.settings import LANGUAGES, Value
from qc_station.domain.bench_codes import TEST_CODE
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.gaze import Panel
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.settings_rows import ROWS, Said, SettingRow, Tuned, setting_rows
from qc_station.viewmodels.station_port import Kit
from qc_station.viewmodels.words import tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
FRAME_PATIENCE_MS = 4000


@dataclass(frozen=True, slots=True)
class BarRow:
    """A bar of the calibration code: its first module and how many it is wide."""

    key: str
    first: int
    wide: int


@dataclass(frozen=True, slots=True)
class SettingsState:
    file: str = ""
    scale: float = 1.0
    calibrating: bool = False
    modules: int = 0


@QmlElement
class SettingsViewModel(QObject):
    """`calibrationWanted` asks whoever holds the key filter to listen for the calibration code, or as on any day."""

    changed = Signal()
    languageWanted = Signal(str)
    calibrationWanted = Signal(bool)

    def __init__(self, desk: Desk, camera: CameraViewModel) -> None:
        super().__init__(desk)
        self._desk, self._camera = desk, camera
        self._rows, self._bars = Rows(SettingRow, self), Rows(BarRow, self)
        self._said: dict[str, Said] = {}
        self._busy: set[str] = set()
        self._cursor = 0
        self._fits = 1.0
        self._trials: Dispatcher | None = None
        self._asked_s: float | None = None
        kit = desk.wiring.kit
        scale, calibrated = (kit.settings.scale, kit.settings.scanner_calibration) if kit else (1.0, "")
        self._sounds = kit.settings.sounds if kit else True
        self._calibrated = calibrated
        self._state = SettingsState(file=str(kit.file) if kit else "", scale=scale)
        self._patience = QTimer(self, singleShot=True, interval=FRAME_PATIENCE_MS)
        self._patience.timeout.connect(self._no_frame)
        camera.drawn.connect(self._frame)
        camera.changed.connect(self._show)
        desk.changed.connect(self._show)
        desk.tune = self.press

    @Property(str, notify=changed)
    def file(self) -> str:
        return self._state.file

    @Property(float, notify=changed)
    def scale(self) -> float:
        """The size asked for, 1 to 2; the window gives what fits it."""
        return self._state.scale

    @Property(bool, notify=changed)
    def calibrating(self) -> bool:
        return self._state.calibrating

    @Property(int, notify=changed)
    def modules(self) -> int:
        """How many modules wide the calibration code is."""
        return self._state.modules

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        return self._rows

    @Property(QObject, constant=True)
    def bars(self) -> Rows:
        return self._bars

    @property
    def sounds(self) -> bool:
        return self._sounds

    @Slot(float)
    def shownAt(self, scale: float) -> None:
        """How large the window really shows everything."""
        self._fits = scale
        self._show()

    @Slot(int)
    def use(self, at: int) -> None:
        """Try or change the line at that place."""
        self._cursor = at
        key = ROWS[at]
        if key not in self._busy:
            acts: dict[str, Callable[[Kit], None]] = {
                "camera": self._try_camera,
                "scanner": self._begin_calibration,
                "printer": self._try_printer,
                "ledger": self._try_ledger,
                "language": self._change_language,
                "scale": self._change_scale,
                "sounds": self._change_sounds,
            }
            if self._desk.wiring.kit is not None:
                acts[key](self._desk.wiring.kit)
        self._show()

    @Slot(str)
    def press(self, key: str) -> None:
        if key == "escape":
            self.back()
        elif self._state.calibrating:
            return
        elif key in ("up", "down"):
            self._cursor = max(0, min(len(ROWS) - 1, self._cursor + (1 if key == "down" else -1)))
            self._show()
        else:
            self.use(self._cursor if key == "enter" else int(key) - 1)

    @Slot()
    def back(self) -> None:
        if self._state.calibrating:
            self._end_calibration()
        else:
            self._desk.look(panel=Panel.NONE)

    def calibrated(self, told: Calibration) -> None:
        """The calibration code was scanned. For the key filter's reader, on the window's thread."""
        pace = f"{told.pace_ms:.0f}"
        if told.trouble and not told.learnt:
            self._say("scanner", told.trouble, well=False, read=told.read[:60], pace=pace)
        else:
            code = told.trouble or ("calibration_exact_before" if told.exact_before else "calibration_learnt")
            suffix = {"enter": tr("Enter"), "tab": tr("Tab")}.get(told.suffix, tr("no key"))
            self._say("scanner", code, well=not told.trouble, read=told.read[:60], pace=pace, suffix=suffix)
            self._calibrated = told.learnt
            self._keep("scanner", {"scanner_calibration": told.learnt})
        self._end_calibration()

    @property
    def calibration(self) -> str:
        """The calibration in force, as the setting keeps it."""
        return self._calibrated

    def close(self) -> None:
        if self._trials is not None:
            self._trials.close()

    # ------------------------------------------------------------ devices

    def _try_camera(self, _kit: Kit) -> None:
        device = self._camera.device
        if device.level in ("attention", "trouble"):
            self._said["camera"] = Said(f"{device.headline}. {device.advice}", well=False)
            return
        self._busy.add("camera")
        self._asked_s = time.monotonic()
        self._camera.wake()
        self._patience.start()

    @Slot()
    def _frame(self) -> None:
        if self._asked_s is None:
            return
        waited_ms = round((time.monotonic() - self._asked_s) * 1000)
        self._camera_answered("camera_live", well=True, ms=waited_ms)

    @Slot()
    def _no_frame(self) -> None:
        self._camera_answered("camera_no_picture", well=False)

    def _camera_answered(self, code: str, *, well: bool, **params: object) -> None:
        self._asked_s = None
        self._patience.stop()
        self._busy.discard("camera")
        self._say("camera", code, well=well, **params)
        self._show()

    def _try_printer(self, kit: Kit) -> None:
        words = LabelWords(TEST_CODE, tr("TEST"), "", tr("Test label"), self._desk.wiring.station)
        self._try("printer", lambda: kit.print_test(words), lambda _: ("test_label_printed", {}))

    def _try_ledger(self, kit: Kit) -> None:
        self._try("ledger", kit.try_ledger, lambda told: ("ledger_answered", {"ms": _milliseconds(told)}))

    def _try(
        self, key: str, work: Callable[[], object], well: Callable[[object], tuple[str, dict[str, object]]]
    ) -> None:
        """`work` on the thread of the trials; what it returns, or the world's failure, in words on its line."""

        def tried() -> object:
            try:
                return work()
            except (WorldFailure, LedgerFailure) as failure:
                return failure

        def answered(told: object) -> None:
            self._busy.discard(key)
            if isinstance(told, WorldFailure | LedgerFailure):
                self._say(key, told.code, well=False, **told.params)
            else:
                code, params = well(told)
                self._say(key, code, well=True, **params)
            self._show()

        self._busy.add(key)
        self._thread().submit(tried, answered)

    # ------------------------------------------------------------ the scanner

    def _begin_calibration(self, kit: Kit) -> None:
        if self._desk.scanner is not None:
            self._say("scanner", "scanner_serial_needs_none", well=True)
            return
        self._said.pop("scanner", None)
        self._state = replace(self._state, calibrating=True)
        self.changed.emit()
        self.calibrationWanted.emit(True)  # noqa: FBT003 a signal has no names
        if not self._bars.rows:
            self._thread().submit(kit.calibration_bars, self._draw_bars)

    def _draw_bars(self, bars: object) -> None:
        assert isinstance(bars, Bars)
        self._bars.show([BarRow(str(first), first, wide) for first, wide in bars.bars])
        self._state = replace(self._state, modules=bars.width)
        self.changed.emit()

    def _end_calibration(self) -> None:
        self._state = replace(self._state, calibrating=False)
        self.changed.emit()
        self.calibrationWanted.emit(False)  # noqa: FBT003 a signal has no names
        self._show()

    # ------------------------------------------------------------ what is kept

    def _change_language(self, _kit: Kit) -> None:
        here = self._desk.words.language
        language = LANGUAGES[(LANGUAGES.index(here) + 1) % len(LANGUAGES)] if here in LANGUAGES else LANGUAGES[0]
        self._said.clear()
        self.languageWanted.emit(language)
        self._keep("language", {"language": language})

    def _change_scale(self, _kit: Kit) -> None:
        larger = [scale for scale in SCALES if scale > self._state.scale + 0.01]
        scale = larger[0] if larger else SCALES[0]
        self._state = replace(self._state, scale=scale)
        self.changed.emit()
        self._keep("scale", {"scale": scale})

    def _change_sounds(self, _kit: Kit) -> None:
        self._sounds = not self._sounds
        self._keep("sounds", {"sounds": self._sounds})

    def _keep(self, key: str, values: dict[str, Value]) -> None:
        kit = self._desk.wiring.kit
        if kit is None:
            return

        def work() -> object:
            try:
                kit.keep(values)
            except WorldFailure as failure:
                return failure
            return kit.decided_above()

        def kept(told: object) -> None:
            if isinstance(told, WorldFailure):
                self._say(key, told.code, well=False, **told.params)
            elif isinstance(told, dict) and (above := told.keys() & values.keys()):
                self._say(key, "decided_above", well=False, name=told[above.pop()])
            self._show()

        self._thread().submit(work, kept)

    # ------------------------------------------------------------ how it looks

    def _say(self, key: str, code: str, *, well: bool, **params: object) -> None:
        self._said[key] = Said(self._desk.words.notice(code, params), well=well)

    def _thread(self) -> Dispatcher:
        if self._trials is None:
            self._trials = Dispatcher(self)
            self._trials.crashed.connect(self._crashed)
            self._trials.start()
        return self._trials

    @Slot(str)
    def _crashed(self, reference: str) -> None:
        for key in tuple(self._busy):
            self._say(key, "internal_error", well=False, reference=reference)
        self._busy.clear()
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._desk.gaze.panel is not Panel.SETTINGS:
            if self._state.calibrating:
                self._end_calibration()
            return
        tuned = Tuned(self._state.scale, self._fits, self._sounds, self._calibrated)
        said = {key: replace(each, busy=key in self._busy) for key, each in self._said.items()}
        said |= {key: Said("", busy=True) for key in self._busy}
        self._rows.show(setting_rows(self._desk, self._camera.device, tuned, said, self._cursor))


def _milliseconds(seconds: object) -> int:
    assert isinstance(seconds, float)
    return round(seconds * 1000)
