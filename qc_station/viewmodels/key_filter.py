"""The one place where keys are judged before any screen sees them: a scanner's go to `scanned`, a person's go on.

It stands before whichever window of the application has the focus, once for all screens, so no screen needs a text
field to catch a scan, and Enter behind a code presses no button. Held keys are given back to that window as the events
they were, scan codes included, and are not judged again. Screens take keys in `Keys` handlers; a QML `Shortcut` is
matched by Qt before any filter and would fire on a scan.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from qc_station.application.scanner_port import KeyStroke, Modifiers, Verdict, WedgeScanner
from qc_station.viewmodels.dead_keys import DeadKeys

_MODIFIERS = (
    (Qt.KeyboardModifier.ShiftModifier, Modifiers.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Modifiers.CONTROL),
    (Qt.KeyboardModifier.AltModifier, Modifiers.ALT),
    (Qt.KeyboardModifier.MetaModifier, Modifiers.META),
)
_ONLY_MODIFY = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_PRESS, _RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


class KeyFilter(QObject):
    """`scanned` carries the text as the scanner sent it, AIM identifier and separators included; `dropped` a code."""

    scanned = Signal(str)
    dropped = Signal(str)

    def __init__(self, reader: WedgeScanner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._replaying = False
        self._clock = KeyClock()
        self._dead_keys = DeadKeys()
        self._last_s = 0.0
        self._silence = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._after_waiting_keys)
        self._watched: QWindow | None = None

    def start(self, application: QGuiApplication) -> None:
        """Stand before the window that has the focus, now and later."""
        application.focusWindowChanged.connect(self.watch)
        self.watch(application.focusWindow())

    def stop(self, application: QGuiApplication) -> None:
        """Step aside, while the window is still there."""
        application.focusWindowChanged.disconnect(self.watch)
        self.watch(None)

    def watch(self, window: QWindow | None) -> None:
        """Judge this window's keys. What is held was meant for the window before; a release may never come any more."""
        self._carry_out(self._reader.forget())
        self._dead_keys.forget()
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        if window is not None:
            window.installEventFilter(self)

    def listen(self, reader: WedgeScanner) -> None:
        """Judge by another reader from now on; what the one before held is given back."""
        self._carry_out(self._reader.forget())
        self._reader = reader
        self._set_timer()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in {_PRESS, _RELEASE} or self._replaying or not isinstance(event, QKeyEvent):
            return False
        stroke = _stroke(event, self._clock.at_s(event.timestamp(), time.monotonic()))
        self._last_s = stroke.at_s
        verdict = self._reader.key(stroke)
        self._carry_out(verdict)
        if verdict.swallow:
            return True
        joined = self._dead_keys.joined(event)
        if joined is event:
            return False
        self._send(joined)
        return True

    def _after_waiting_keys(self) -> None:
        """When the window was busy, keys pressed in time may still wait behind the timer: they first."""
        QTimer.singleShot(0, self, self._judge_silence)

    def _judge_silence(self) -> None:
        due_s = self._reader.due_s()
        if due_s is not None and not self._silence.isActive():
            self._carry_out(self._reader.idle(due_s))

    def _carry_out(self, verdict: Verdict) -> None:
        self._set_timer()
        for stroke in verdict.replay:
            if isinstance(stroke.token, QKeyEvent):
                self._send(self._dead_keys.joined(stroke.token))
        for text in verdict.scans:
            self.scanned.emit(text)
        if verdict.dropped:
            self.dropped.emit(verdict.dropped)

    def _set_timer(self) -> None:
        due_s = self._reader.due_s()
        if due_s is None:
            self._silence.stop()
        else:
            self._silence.start(max(1, round((due_s - self._last_s) * 1000)))

    def _send(self, event: QKeyEvent) -> None:
        if self._watched is None:
            return
        self._replaying = True
        try:
            QCoreApplication.sendEvent(self._watched, event)
        finally:
            self._replaying = False


class KeyClock:
    """When a key was pressed, in our own seconds, however late it reaches us.

    The window system's milliseconds begin anywhere: the first key fixes the difference to our clock, so that the time
    between two keys is always the window system's own. Only when its clock begins again (X11's does after 49 days) is
    the difference taken anew. Without a time (0) the key counts as pressed when it arrives.
    """

    def __init__(self) -> None:
        self._offset_s: float | None = None

    def at_s(self, timestamp_ms: int, now_s: float) -> float:
        if not timestamp_ms:
            return now_s
        offset_s = now_s - timestamp_ms / 1000
        if self._offset_s is None or abs(offset_s - self._offset_s) > 3600:
            self._offset_s = offset_s
        return timestamp_ms / 1000 + self._offset_s


def _stroke(event: QKeyEvent, at_s: float) -> KeyStroke:
    held, modifiers = event.modifiers(), Modifiers.NONE
    for qt_modifier, modifier in _MODIFIERS:
        if held & qt_modifier:
            modifiers |= modifier
    return KeyStroke(
        scan_code=event.nativeScanCode(),
        key=event.key(),
        text=event.text(),
        modifiers=modifiers,
        pressed=event.type() == _PRESS,
        at_s=at_s,
        auto_repeat=event.isAutoRepeat(),
        only_modifies=event.key() in _ONLY_MODIFY,
        token=event.clone(),
    )
