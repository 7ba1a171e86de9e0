"""Signing in: a badge scanned or typed, then the PIN on the number row or the pad."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.commands import Scan, SignIn
from qc_station.application.outcome import Outcome
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.rows import Rows

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PIN_LENGTH_MAX = 12


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A person of the demonstration day."""

    key: str
    name: str
    badge: str
    pin: str


@dataclass(frozen=True, slots=True)
class SignInState:
    badge: str = ""
    typed: int = 0
    busy: bool = False


@QmlElement
class SignInViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = SignInState()
        self._pin = ""
        self._lesson = Rows(LessonRow, self)
        lesson = desk.wiring.lesson
        self._lesson.show([LessonRow(badge, name, badge, pin) for name, badge, pin in lesson.badges] if lesson else [])
        desk.changed.connect(self._show)

    @Property(str, notify=changed)
    def badge(self) -> str:
        return self._state.badge

    @Property(int, notify=changed)
    def typed(self) -> int:
        """How many digits of the PIN are there; the digits themselves never leave Python."""
        return self._state.typed

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._state.busy

    @Property(bool, constant=True)
    def teaches(self) -> bool:
        return bool(self._lesson.rows)

    @Property(QObject, constant=True)
    def lesson(self) -> Rows:
        return self._lesson

    @Slot(str)
    def giveBadge(self, badge: str) -> None:
        if badge.strip():
            self._desk.act(Scan(badge))

    @Slot(str)
    def digit(self, digit: str) -> None:
        if self._state.badge and len(self._pin) < PIN_LENGTH_MAX:
            self._pin += digit
            self._show()

    @Slot()
    def erase(self) -> None:
        self._pin = self._pin[:-1]
        self._show()

    @Slot()
    def enter(self) -> None:
        if not self._state.badge or not self._pin or self._desk.busy:
            return
        pin, self._pin = self._pin, ""
        self._desk.act(SignIn("", pin), self._answered)
        self._show()

    def press(self, key: str) -> bool:
        """A key while nobody is signed in."""
        if key in tuple("0123456789") and self._state.badge:
            self.digit(key)
        elif key == "backspace":
            self.erase()
        elif key == "enter" and self._state.badge:
            self.enter()
        elif key == "escape":
            self._pin = ""
            self._desk.hush()
        else:
            return False
        return True

    def _answered(self, _outcome: Outcome) -> None:
        self._pin = ""
        self._show()

    @Slot()
    def _show(self) -> None:
        view = self._desk.view
        signed_out = view is not None and view.operator is None
        if not signed_out:
            self._pin = ""
        badge = view.badge if view is not None and signed_out else ""
        state = SignInState(badge, len(self._pin), self._desk.busy)
        if state != self._state:
            self._state = state
            self.changed.emit()
