"""The panel with a list: parcels that were searched for, or what waits for a lead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.viewmodels import lists
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Panel
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.words import tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of the list; `mark` and `stateText` say the same."""

    key: str
    title: str
    detail: str
    mark: str
    stateText: str
    atCursor: bool


@dataclass(frozen=True, slots=True)
class FindState:
    searching: bool = True
    cursor_row: int = -1
    nothing: str = ""


@QmlElement
class FindViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = FindState()
        self._rows = Rows(ListRow, self)
        self._asked = ""
        desk.changed.connect(self._show)

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        """A line to type in stands above the list."""
        return self._state.searching

    @Property(int, notify=changed)
    def cursorRow(self) -> int:
        return self._state.cursor_row

    @Property(str, notify=changed)
    def nothing(self) -> str:
        """What an empty list means; empty when it is not."""
        return self._state.nothing

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        return self._rows

    @Slot(str)
    def ask(self, text: str) -> None:
        self._asked = text
        lists.search(self._desk, text)

    @Slot(str)
    def enter(self, text: str) -> None:
        """Open the line under the cursor; with none, the text is a code, as a scanner would have read it."""
        if text.strip():
            self._desk.in_turn(lambda: self._go_or_scan(text))
        else:
            self._desk.look(panel=Panel.NONE, typed="")

    def _go_or_scan(self, text: str) -> None:
        if not lists.go(self._desk):
            self._desk.scan(text)

    @Slot(str)
    def open(self, key: str) -> None:
        lists.go(self._desk, key)

    @Slot(int)
    def step(self, by: int) -> None:
        lists.step_row(self._desk, by)

    @Slot()
    def queue(self) -> None:
        lists.open_queue(self._desk)

    @Slot()
    def _show(self) -> None:
        desk = self._desk
        if desk.gaze.panel not in (Panel.CODE, Panel.QUEUE):
            self._asked = ""
            return
        at = desk.gaze.row
        self._rows.show(
            [
                ListRow(each.key, each.title, each.detail, each.mark, each.stateText, place == at)
                for place, each in enumerate(desk.destinations)
            ]
        )
        searching = desk.gaze.panel is Panel.CODE
        state = FindState(
            searching=searching,
            cursor_row=at if desk.destinations else -1,
            nothing="" if desk.destinations else _nothing(searching=searching, asked=bool(self._asked.strip())),
        )
        if state != self._state:
            self._state = state
            self.changed.emit()


def _nothing(*, searching: bool, asked: bool) -> str:
    if not searching:
        return tr("Nothing waits for a lead.")
    if asked:
        return tr("Nothing begins like this. Enter takes it as a code.")
    return tr(
        "The customer's name, the dossier, a reference, or the readable part of a label: the beginnings are enough."
    )
