"""The lead's panel: what can be signed, why, by which badge, and the PIN."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.viewmodels import lead_acts
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import LeadStep, Panel
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.words import tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One act; `cap` is the digit that chooses it, empty beyond the tenth."""

    key: str
    cap: str
    title: str
    detail: str
    level: str
    atCursor: bool


@dataclass(frozen=True, slots=True)
class LeadState:
    step: str = "choose"
    chosen: str = ""
    reason: str = ""
    badge: str = ""
    typed: int = 0
    said: str = ""
    cursor_row: int = 0


@QmlElement
class LeadViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = LeadState()
        self._options = Rows(OptionRow, self)
        desk.changed.connect(self._show)

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._state.step

    @Property(str, notify=changed)
    def chosen(self) -> str:
        return self._state.chosen

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._state.reason

    @Property(str, notify=changed)
    def badge(self) -> str:
        return self._state.badge

    @Property(int, notify=changed)
    def typed(self) -> int:
        """How many digits of the PIN are there; the digits themselves never leave Python."""
        return self._state.typed

    @Property(str, notify=changed)
    def said(self) -> str:
        """What the bench answered when it was not satisfied."""
        return self._state.said

    @Property(int, notify=changed)
    def cursorRow(self) -> int:
        return self._state.cursor_row

    @Property(bool, constant=True)
    def busy(self) -> bool:
        return False

    @Property(QObject, constant=True)
    def options(self) -> Rows:
        return self._options

    @Slot()
    def begin(self) -> None:
        lead_acts.begin(self._desk)

    @Slot(int)
    def choose(self, at: int) -> None:
        lead_acts.choose(self._desk, at)

    @Slot(str)
    def giveReason(self, reason: str) -> None:
        lead_acts.give_reason(self._desk, reason)

    @Slot(str)
    def giveBadge(self, badge: str) -> None:
        if badge.strip():
            self._desk.scan(badge)

    @Slot(str)
    def digit(self, digit: str) -> None:
        lead_acts.digit(self._desk, digit)

    @Slot()
    def erase(self) -> None:
        lead_acts.erase(self._desk)

    @Slot()
    def enter(self) -> None:
        lead_acts.go_on(self._desk)

    @Slot()
    def back(self) -> None:
        lead_acts.back(self._desk)

    @Slot()
    def leave(self) -> None:
        lead_acts.leave(self._desk)

    @Slot()
    def _show(self) -> None:
        desk = self._desk
        draft = desk.gaze.lead
        if desk.gaze.panel is not Panel.LEAD or draft is None:
            return
        offered = lead_acts.options(desk)
        self._options.show(
            [
                OptionRow(
                    each.key,
                    "1234567890"[at] if at < 10 else "",
                    each.title,
                    each.detail,
                    each.level,
                    at == desk.gaze.row,
                )
                for at, each in enumerate(offered)
            ]
        )
        notice = desk.telling.notice if desk.telling.stays else None
        state = LeadState(
            step=str(draft.step),
            chosen=next((each.title for each in offered if each.key == draft.chosen), ""),
            reason=draft.reason,
            badge=draft.badge if draft.step is LeadStep.PIN else tr("The lead's badge: scan it"),
            typed=len(desk.secret),
            said=desk.words.notice(notice.code, notice.params) if notice else "",
            cursor_row=desk.gaze.row,
        )
        if state != self._state:
            self._state = state
            self.changed.emit()
