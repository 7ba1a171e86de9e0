"""The workshop's screen: the board of what is where, the piece in hand with its route, and the next thing to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.commands import Scan
from qc_station.application.workshop_commands import TakeIn
from qc_station.application.workshop_view import ORDERED, WorkshopPieceView, on_board
from qc_station.domain.carrier_code import CarrierKind, classify
from qc_station.viewmodels import workshop_keys
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.pins import PinRow
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.workshop_rows import (
    ChoiceRow,
    EntryRow,
    LimitRow,
    RouteRow,
    WorkshopState,
    choice_rows,
    entry_row,
    limit_rows,
    pin_rows,
    route_rows,
    symbol_rows,
    workshop_state,
)
from qc_station.viewmodels.workshop_table import Asks, WorkshopTable
from qc_station.viewmodels.workshop_words import CareWords

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station of the board with what is there; `late` of it stands too long."""

    key: str
    title: str
    count: int
    late: int
    entries: Rows


@QmlElement
class WorkshopViewModel(QObject):
    """Implements `Place`."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._here = WorkshopTable(desk)
        self._state = WorkshopState()
        self._stations = Rows(StationRow, self)
        self._entries: dict[str, Rows] = {}
        self._route, self._choices = Rows(RouteRow, self), Rows(ChoiceRow, self)
        self._limits, self._pins = Rows(LimitRow, self), Rows(PinRow, self)
        self._codes = Rows(ChoiceRow, self)
        self._here.changed.connect(self._show)
        desk.changed.connect(self._show)

    # ------------------------------------------------------------ the workplace

    @property
    def screen(self) -> str:
        return "workshop"

    @property
    def here(self) -> WorkshopTable:
        return self._here

    def press(self, key: str) -> bool:
        """Do what `key` means in the workshop; False when it means nothing."""
        return workshop_keys.press(self._here, key)

    def scan(self, code: str) -> None:
        """A badge is the station's affair and goes to the bench; everything else is the workshop's."""
        if classify(code).kind is CarrierKind.OPERATOR_BADGE:
            self._desk.act(Scan(code))
        else:
            self._here.scan(code)

    def refresh(self) -> None:
        """Ask the workshop again: something changed behind the window's back."""
        self._here.refresh()

    def enter(self) -> None:
        self._here.enter()

    def leave(self) -> None:
        self._here.leave()

    def goes_back(self) -> bool:
        return workshop_keys.goes_back(self._here)

    def help_lines(self) -> tuple[tuple[str, str, str], ...]:
        return workshop_keys.help_lines()

    # ------------------------------------------------------------ what a finger does

    @Slot(str)
    def do(self, key: str) -> None:
        """What that key does, for a finger."""
        self._desk.in_turn(lambda: self.press(key))

    @Slot(int)
    def point(self, number: int) -> None:
        """Put the cursor on a planned step; on it already, begin it."""
        step = self._here.at_cursor
        if step is not None and step.step.number == number and not self._state.in_work:
            self._desk.in_turn(lambda: self._here.act(TakeIn(number)))
        else:
            self._here.look(step=number)

    @Slot(str)
    def give(self, text: str) -> None:
        self._desk.in_turn(lambda: workshop_keys.give(self._here, text))

    @Slot()
    def leaveLine(self) -> None:
        self._here.look(asks=Asks.NONE)

    # ------------------------------------------------------------ what QML reads

    @Property(bool, notify=changed)
    def allowed(self) -> bool:
        """Whether who is here works in the workshop."""
        return self._state.allowed

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        return self._state.is_open

    @Property(bool, notify=changed)
    def boardEmpty(self) -> bool:
        return self._state.board_empty

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._state.title

    @Property(str, notify=changed)
    def detail(self) -> str:
        return self._state.detail

    @Property(str, notify=changed)
    def pieceId(self) -> str:
        return self._state.piece_id

    @Property(str, notify=changed)
    def purpose(self) -> str:
        return self._state.purpose

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """The composition is understood; the limits are those of its fibres."""
        return self._state.known

    @Property(str, notify=changed)
    def composition(self) -> str:
        return self._state.composition

    @Property(str, notify=changed)
    def symbols(self) -> str:
        return self._state.symbols

    @Property(str, notify=changed)
    def forbidden(self) -> str:
        return self._state.forbidden

    @Property(bool, notify=changed)
    def hasPins(self) -> bool:
        return self._state.has_pins

    @Property(str, notify=changed)
    def swatch(self) -> str:
        return self._state.swatch

    @Property(str, notify=changed)
    def frontOutline(self) -> str:
        return self._state.front.outline

    @Property(str, notify=changed)
    def frontDetails(self) -> str:
        return self._state.front.details

    @Property(str, notify=changed)
    def backOutline(self) -> str:
        return self._state.back.outline

    @Property(str, notify=changed)
    def backDetails(self) -> str:
        return self._state.back.details

    @Property(float, notify=changed)
    def outlineWide(self) -> float:
        return self._state.front.wide

    @Property(str, notify=changed)
    def nextText(self) -> str:
        return self._state.next_text

    @Property(str, notify=changed)
    def action(self) -> str:
        return self._state.action

    @Property(str, notify=changed)
    def choicesTitle(self) -> str:
        return self._state.choices_title

    @Property(bool, notify=changed)
    def adding(self) -> bool:
        return self._state.adding

    @Property(bool, notify=changed)
    def inWork(self) -> bool:
        return self._state.in_work

    @Property(bool, notify=changed)
    def canSkip(self) -> bool:
        return self._state.can_skip

    @Property(bool, notify=changed)
    def canAdd(self) -> bool:
        return self._state.can_add

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        return self._state.can_undo

    @Property(str, notify=changed)
    def asks(self) -> str:
        return self._state.asks

    @Property(str, notify=changed)
    def askTitle(self) -> str:
        return self._state.ask_title

    @Property(str, notify=changed)
    def askHint(self) -> str:
        return self._state.ask_hint

    @Property(str, notify=changed)
    def typed(self) -> str:
        """What stands in the line when it opens."""
        return self._state.typed

    @Property(QObject, constant=True)
    def stations(self) -> Rows:
        return self._stations

    @Property(QObject, constant=True)
    def route(self) -> Rows:
        return self._route

    @Property(QObject, constant=True)
    def choices(self) -> Rows:
        return self._choices

    @Property(QObject, constant=True)
    def limits(self) -> Rows:
        return self._limits

    @Property(QObject, constant=True)
    def codes(self) -> Rows:
        """The care symbols to choose from, while they are asked for."""
        return self._codes

    @Property(QObject, constant=True)
    def pins(self) -> Rows:
        return self._pins

    @Slot()
    def _show(self) -> None:
        here = self._here
        if not here.open:
            return
        piece, words = here.piece, self._words(here.piece)
        self._stations.show(self._board(words))
        self._route.show(route_rows(here, words))
        self._choices.show(choice_rows(here, words))
        self._codes.show(symbol_rows(here, words))
        self._limits.show(limit_rows(piece, words) if piece is not None else [])
        self._pins.show(pin_rows(piece, words) if piece is not None else [])
        state = workshop_state(here, words)
        if state != self._state:
            self._state = state
            self.changed.emit()

    def _words(self, piece: WorkshopPieceView | None) -> CareWords:
        """The piece in hand is spoken of in the words of its own programme."""
        wiring, words = self._desk.wiring, self._here.words
        if piece is None:
            return words
        programme = wiring.programmes.get(piece.programme, wiring.programme)
        return replace(words, words=replace(words.words, programme=programme))

    def _board(self, words: CareWords) -> list[StationRow]:
        """Every station at its place, also an empty one: the eye knows where to look."""
        view = self._here.view
        if view.care is None:
            return []
        rows = []
        for station in (ORDERED, *view.care.steps):
            entries = on_board(view.board, station)
            shown = self._entries.setdefault(station, Rows(EntryRow, self))
            shown.show([entry_row(entry, self._here) for entry in entries])
            late = sum(entry.overdue or entry.misplaced for entry in entries)
            rows.append(StationRow(station, words.step(station), len(entries), late, shown))
        return rows
