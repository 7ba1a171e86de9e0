"""A workplace for the tests of the window: the real program over a folder of its own, and an expert with a keyboard.

`at_the_window` runs the command `qc-station`, and lets an `Expert` work where Qt would wait for events.
The expert presses keys: through the platform (QTest), or, where the place of the key counts, as events that carry X11's
scan codes and times; both pass the application-wide key filter. What is on the screen is read off the screen: the texts
of the visible items, and the view-models its QML is bound to. Nothing is waited for by time, only until it is there.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from qc_station import __main__ as program
from qc_station import gui
from qc_station.application.bench_view import BenchView
from qc_station.application.import_takebacks import import_file
from qc_station.application.scanner_port import KeyStroke, Modifiers
from qc_station.bootstrap import station as stations
from qc_station.bootstrap.demonstration import enrol, read_badges
from qc_station.bootstrap.paths import resources_root
from qc_station.bootstrap.station import load_programmes, open_home
from qc_station.devices.camera_virtual import VirtualCamera
from qc_station.devices.scanner_virtual import scan_strokes
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.viewmodels.chips import Chip
from qc_station.viewmodels.window import MainWindow

BENCH = "BANC-01"
BADGE, PIN = "QC-BADGE-LM-0001", "4711"
# The first story of the samples: a jumper, a shirt, a coat declared new, jeans; all of one customer.
STORY = json.loads((resources_root() / "samples" / "takebacks.json").read_text(encoding="utf-8"))[0]
CUSTOMER, PARCEL = STORY["customer"]["ref"], STORY["parcels"][0]["code"]
JUMPER, SHIRT, COAT, JEANS = "1", "2", "3", "4"
PILLING, TRIMS, OUTER_TAG = "8", "5", "0"

PATIENCE_S = 20.0
# Between keys and a scan, as between any two things a person does. An Enter that follows a scan more closely is taken
# for the scanner's own second one, and a burst that follows a key at once for typing.
PAUSE_S = 0.35
_AZERTY = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))
_QT_KEYS = {"\r": Qt.Key.Key_Return, "&": Qt.Key.Key_Ampersand, "é": Qt.Key.Key_Eacute}
_Found = TypeVar("_Found")


def lay_out(folder: Path, ledger_url: str = "", *documents: object, camera: str = "virtual") -> Path:
    """A bench's folder: its settings, the demonstration's people, and what the shop declared without a ledger."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"station": BENCH, "ledger_url": ledger_url, "camera": camera}
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    (folder / "station.toml").write_text("".join(lines), encoding="utf-8")
    with open_home(folder, os.environ) as station:
        enrol(read_badges(resources_root() / "samples"), station.unit_of_work, station.pins)
        if documents:
            declared = folder / "declared.json"
            declared.write_text(json.dumps(documents), encoding="utf-8")
            import_file(declared, station.unit_of_work, station.clock, "test")
    return folder


def with_grace(seconds: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped programme with another undo grace: a rule, no setting, so it takes another programme file."""
    folder.mkdir()
    for file in (resources_root() / "programmes").glob("*.toml"):
        rules = file.read_text(encoding="utf-8")
        assert "undo_grace_s = 10\n" in rules
        changed = rules.replace("undo_grace_s = 10\n", f"undo_grace_s = {seconds}\n")
        (folder / file.name).write_text(changed, encoding="utf-8")
    monkeypatch.setattr(stations, "load_programmes", lambda _shipped: load_programmes(folder))


def at_the_window(
    home: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Expert], None], *, token: str = ""
) -> None:
    """Start the program on that folder, let `work` happen at its window, and close it."""
    opened: list[MainWindow] = []

    class Watched(MainWindow):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            opened.append(self)

    def in_place_of_waiting() -> int:
        main = opened.pop()
        (window,) = main.engine.rootObjects()
        assert isinstance(window, QQuickWindow)
        window.requestActivate()
        assert QTest.qWaitForWindowActive(window)
        work(Expert(main, window))
        return 0

    monkeypatch.setenv("QC_STATION_HOME", str(home))
    if token:
        monkeypatch.setenv("QC_STATION_LEDGER_TOKEN", token)
    monkeypatch.setattr(program, "start_log", lambda _home: None)  # the tests listen to the log themselves
    monkeypatch.setattr(gui, "MainWindow", Watched)
    monkeypatch.setattr(QGuiApplication, "exec", staticmethod(in_place_of_waiting))
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert program.main([]) == 0
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Expert:
    """A person at the bench: eyes on the window, hands on its keyboard and scanner."""

    def __init__(self, main: MainWindow, window: QQuickWindow) -> None:
        self.main, self.window = main, window
        self._us = UsKeyboard("linux")
        self._ahead_ms = _window_system_ms(window) - time.monotonic() * 1000
        self._pressed_s = 0.0
        self.until(lambda: self.screen != "starting", "the first screen")

    # ------------------------------------------------------------ eyes

    @property
    def words(self) -> list[str]:
        """Every text that can be read in the window now."""
        return [text for item in _visible(self.window.contentItem()) if (text := _text(item))]

    def reads(self, part: str) -> bool:
        return any(part in text for text in self.words)

    def see(self, part: str) -> None:
        """Wait until this can be read in the window."""
        self.until(lambda: self.reads(part), f"the words {part!r}")

    def until(self, there: Callable[[], _Found], what: str) -> _Found:
        """Wait until it is there, and give it."""
        end = time.monotonic() + PATIENCE_S
        while not (found := there()):
            if time.monotonic() > end:
                raise AssertionError(f"never came: {what}. On the screen: {' | '.join(self.words)}")
            QTest.qWait(5)
        return found

    @property
    def screen(self) -> str:
        return self.main.shell.screen

    @property
    def band(self) -> tuple[str, str]:
        """Tone and words of the answer on top."""
        return self.main.shell.tone, self.main.shell.text

    @property
    def tray(self) -> int:
        return self.main.shell.tray

    def chip(self, name: str) -> Chip:
        return next(chip for chip in self.main.shell.chips.rows if chip.key == name)

    @property
    def view(self) -> BenchView:
        """The bench's snapshot this window shows."""
        assert self.main.desk.view is not None
        return self.main.desk.view

    def answered(self, key: str) -> str:
        """What the row of the check on this digit shows: empty, conform, minor or defect."""
        return next(row.answer for row in self.main.piece.checks.rows if row.cap == key)

    def placing(self) -> bool:
        return self.main.piece.placing

    def asked_further(self) -> int:
        """Which further question stands open, from 1; none is 0."""
        follow = self.main.desk.gaze.follow
        return 0 if follow is None else follow.at + 1

    @property
    def camera(self) -> VirtualCamera:
        """The bench's camera, to mistreat it."""
        camera = self.main.desk.wiring.camera()
        assert isinstance(camera, VirtualCamera)
        return camera

    def shown_photos(self) -> int:
        return sum(row.stateText == "kept" for row in self.main.camera.shots.rows)

    # ------------------------------------------------------------ hands

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, through the platform."""
        QTest.keyClick(self.window, key, held)
        self._typed()

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def escape(self) -> None:
        self.press(Qt.Key.Key_Escape)

    def digit(self, digit: str, *, shift: bool = False, azerty: bool = False) -> None:
        """The key with that digit on it, by its place on the keyboard, with what the layout types there."""
        text = (_AZERTY[digit] if not shift else digit) if azerty else digit
        held = Modifiers.SHIFT if shift else Modifiers.NONE
        now = self._now_s
        for pressed in (True, False):
            stroke = self._us.stroke(digit, now, pressed=pressed)
            self._send(KeyStroke(stroke.scan_code, _qt_key(text), text, held, pressed, now))
        self._typed()

    def write(self, text: str) -> None:
        """Into the line that has the focus, letter by letter, each once the one before stands there."""
        for count, letter in enumerate(text, 1):
            QTest.keyClick(self.window, letter)
            self._typed()
            self.until(lambda count=count: len(self._line()) == count, f"{text[:count]!r} in the line")

    def scan(self, code: str, *, azerty: bool = False) -> None:
        """A burst as a wedge scanner types it, ended by Enter; then a person's pause."""
        self._rest_after(self._pressed_s)
        strokes = list(scan_strokes(code, self._now_s, keyboard=self._us))
        self.burst(KeyStroke(s.scan_code, _qt_key(t), t, s.modifiers, s.pressed, s.at_s)
                   for s in strokes for t in [_AZERTY.get(s.text, s.text) if azerty else s.text])  # fmt: skip
        self._rest_after(strokes[-1].at_s)

    def burst(self, strokes: Iterable[KeyStroke]) -> None:
        for stroke in strokes:
            self._send(stroke)

    def burst_of_texts(self, texts: Iterable[str], key_s: float = 0.000_05) -> None:
        """Texts without the place of a key, as a remote desktop sends them, then Enter."""
        self._rest_after(self._pressed_s)
        began, at = self._now_s, 0
        for at, text in enumerate(texts):
            self._send(KeyStroke(0, _qt_key(text), text, Modifiers.NONE, pressed=True, at_s=began + at * key_s))
        end = began + (at + 1) * key_s
        self._send(KeyStroke(0, int(Qt.Key.Key_Return), "\r", Modifiers.NONE, pressed=True, at_s=end))
        self._rest_after(end)

    def _rest_after(self, at_s: float) -> None:
        self.until(lambda: self._now_s > at_s + PAUSE_S, "a moment's pause")

    def _typed(self) -> None:
        self._pressed_s = self._now_s

    @property
    def _now_s(self) -> float:
        """The window system's clock, as its own key events tell it."""
        return (time.monotonic() * 1000 + self._ahead_ms) / 1000

    def _send(self, stroke: KeyStroke) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for ours, qt in ((Modifiers.SHIFT, "Shift"), (Modifiers.CONTROL, "Control")):
            held |= getattr(Qt.KeyboardModifier, f"{qt}Modifier") if ours in stroke.modifiers else held
        kind = QEvent.Type.KeyPress if stroke.pressed else QEvent.Type.KeyRelease
        event = QKeyEvent(kind, stroke.key, held, stroke.scan_code, 0, 0, stroke.text, False, 1)
        event.setTimestamp(round(stroke.at_s * 1000))
        QCoreApplication.sendEvent(self.window, event)

    def _line(self) -> str:
        focus = self.window.activeFocusItem()
        return str(focus.property("text") or "") if focus is not None else ""

    # ------------------------------------------------------------ what an expert does all day

    def sign_in(self, badge: str = BADGE, pin: str = PIN) -> None:
        self.until(lambda: self.screen == "sign_in", "the sign-in screen")
        self.scan(badge)
        self.until(lambda: self.main.sign_in.badge == badge, "the badge")
        for count, digit in enumerate(pin, 1):
            self.digit(digit)
            self.until(lambda count=count: self.main.sign_in.typed == count, f"{count} digits of the PIN")
        self.enter()
        self.until(lambda: self.screen == "bench", "the bench")

    def open_parcel(self, code: str = PARCEL) -> None:
        """Scan its label; record the transfer form, signed, where it is asked for."""
        self.scan(code)
        self.until(lambda: self.main.parcel.isOpen, "the parcel")
        if self.main.parcel.asksForm:
            self.digit("1")
            self.until(lambda: not self.main.parcel.asksForm, "the form's answer")

    def take(self, line: str) -> None:
        """The nth item of the parcel, by its digit."""
        self.digit(line)
        self.until(lambda: self.view.piece is not None and str(self.view.piece.key.line) == line, f"item {line}")

    def conform(self, *keys: str, azerty: bool = False) -> None:
        for key in keys:
            self.digit(key, azerty=azerty)
            self.until(lambda key=key: self.answered(key) == "conform", f"check {key} answered")

    def conform_but(self, *keys: str) -> None:
        self.conform(*(key for key in "1234567890" if key not in keys))

    def defect(self, key: str, nth: str, further: str = "") -> None:
        """Shift and the check's digit, the answer's digit, the zone in the middle, Enter; then, by digits, what the
        programme asks further about it.
        """
        self.digit(key, shift=True)
        self.until(lambda: self.main.piece.answers.rows, "the defects of the check")
        self.digit(nth)
        self.until(self.placing, "the outline that asks for the place")
        self.digit("1")
        self.enter()
        self.until(lambda: not self.placing() and self.answered(key) in ("minor", "defect"), "the pinned defect")
        for count, digit in enumerate(further, 1):
            self.until(lambda count=count: self.asked_further() == count, f"further question {count}")
            self.digit(digit)
        self.until(lambda: self.asked_further() == 0, "every further question answered")

    def photograph(self) -> None:
        """Space, until one photograph more is kept and shown."""
        self.until(lambda: self.chip("camera").level == "good", "a camera that is ready")
        before = self.shown_photos()
        self.press(Qt.Key.Key_Space)
        self.until(lambda: self.shown_photos() == before + 1, "the photograph")

    def sign(self) -> None:
        """Enter on the verdict that is proposed."""
        self.until(lambda: self.view.next.step == "sign", "a proposed verdict")
        self.enter()
        self.until(lambda: self.view.piece is not None and self.view.piece.verdict is not None, "the signed verdict")


def _window_system_ms(window: QQuickWindow) -> int:
    """The time the platform gives its events now: a modifier pressed alone means nothing to anybody and tells it."""
    told: list[int] = []

    class Ear(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                told.append(event.timestamp())
            return False

    ear = Ear()
    window.installEventFilter(ear)
    QTest.keyClick(window, Qt.Key.Key_Shift)
    window.removeEventFilter(ear)
    return told[0]


def _qt_key(text: str) -> int:
    return int(_QT_KEYS.get(text, ord(text.upper()[0]) if text else 0))


def _visible(item: QQuickItem) -> Iterable[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _visible(child)


def _text(item: QQuickItem) -> str:
    with suppress(RuntimeError):  # a delegate may go while we look
        return " ".join(str(item.property("text") or "").split())  # spaces that do not break are spaces
    return ""
