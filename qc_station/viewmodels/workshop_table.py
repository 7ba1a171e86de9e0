"""The workshop's table as the window sees it: the last snapshot, where the reconditioner looks, and the way to act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from qc_station.application.commands import Scan
from qc_station.application.outcome import Notice, Outcome, Topic
from qc_station.application.workshop_commands import WorkshopCommand
from qc_station.application.workshop_view import WORKSHOP_EMPTY, StepView, WorkshopPieceView, WorkshopView
from qc_station.domain.workshop import StepState
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.workshop_words import CareWords

# How often the board looks again at what other tables do, and at what has stood too long.
REFRESH_MS = 20_000


class Asks(StrEnum):
    """What is being typed, in one line at the bottom."""

    NONE = auto()
    CODE = auto()
    SKIP_REASON = auto()
    NOT_POSSIBLE = auto()
    DAMAGED = auto()
    COMPOSITION = auto()
    SYMBOLS = auto()


@dataclass(frozen=True, slots=True)
class WorkshopGaze:
    """`step`: the number of the planned step the cursor is on, 0 for the next one. `adding`: steps are offered."""

    step: int = 0
    adding: bool = False
    asks: Asks = Asks.NONE


class WorkshopTable(QObject):
    """One per window; `changed` lets the view-model lay out its part again."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.view: WorkshopView = WORKSHOP_EMPTY
        self.gaze = WorkshopGaze()
        self.open = False
        self._watch = QTimer(self, interval=REFRESH_MS)
        self._watch.timeout.connect(self.refresh)
        desk.moved.connect(self._moved)
        desk.changed.connect(self._follow)

    @property
    def piece(self) -> WorkshopPieceView | None:
        return self.view.piece

    @property
    def planned(self) -> tuple[StepView, ...]:
        """The steps the cursor can be on, in the order of work."""
        steps = self.piece.steps if self.piece is not None else ()
        return tuple(each for each in steps if each.step.state is StepState.PLANNED)

    @property
    def at_cursor(self) -> StepView | None:
        """The step under the cursor, else the next one."""
        planned = self.planned
        return next((each for each in planned if each.step.number == self.gaze.step), planned[0] if planned else None)

    @property
    def words(self) -> CareWords:
        return CareWords(self.desk.words, self.view.care)

    def enter(self) -> None:
        self.open = True
        self._watch.start()
        self.refresh()

    def leave(self) -> None:
        self.open = False
        self._watch.stop()

    def look(self, **parts: object) -> None:
        self.gaze = replace(self.gaze, **parts)  # type: ignore[arg-type]  # names are checked by replace
        self.changed.emit()

    def act(self, command: WorkshopCommand, then: Callable[[Outcome], None] | None = None) -> None:
        """Ask the workshop; what it says is shown in the words of the care file, heard, and handed to `then`."""
        workshop = self.desk.wiring.workshop
        if workshop is None:
            return

        def work() -> object:
            return workshop.perform(command), workshop.view()

        def answered(value: object) -> None:
            assert isinstance(value, tuple)
            outcome, view = value
            self._show(view)
            said = outcome.notice
            self.desk.tell(Notice(said.code, said.tone, self.words.params(said.params)))
            if then is not None:
                then(outcome)

        self.desk.ask(work, answered)

    def scan(self, code: str) -> None:
        """Whatever is being typed or chosen is over: one scan is one action."""
        self.gaze = WorkshopGaze()
        self.act(Scan(code))

    @Slot()
    def refresh(self) -> None:
        workshop = self.desk.wiring.workshop
        if workshop is not None and self.open:
            self.desk.ask(workshop.view, self._seen)

    @Slot(object)
    def _moved(self, topics: object) -> None:
        if isinstance(topics, frozenset) and topics & {Topic.PIECE, Topic.TAKEBACKS}:
            self.refresh()

    @Slot()
    def _follow(self) -> None:
        """Somebody else is here: what they may see is another thing."""
        here = self.desk.view.operator if self.desk.view is not None else None
        if self.open and here != self.view.operator and not self.desk.busy:
            self.refresh()

    def _seen(self, view: object) -> None:
        assert isinstance(view, WorkshopView)
        self._show(view)

    def _show(self, view: WorkshopView) -> None:
        before, self.view = self.view, view
        there = {each.step.number for each in self.planned}
        same = before.piece is not None and view.piece is not None and before.piece.piece.id == view.piece.piece.id
        if not same:
            self.gaze = WorkshopGaze()
        elif self.gaze.step not in there:
            self.gaze = replace(self.gaze, step=0)
        self.changed.emit()
