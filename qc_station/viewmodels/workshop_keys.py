"""The workshop's one table of keys: what each does, and how `?` words it. A line being typed keeps its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc_station.application.workshop import next_command
from qc_station.application.workshop_commands import (
    AddStep,
    PutDown,
    ReadCareLabel,
    RecordMethod,
    SkipStep,
    TakeIn,
    TakeOut,
    UndoStep,
    WorkshopCommand,
)
from qc_station.application.workshop_view import WorkshopStepTo
from qc_station.domain.workshop import StepResult
from qc_station.viewmodels.words import QT_TR_NOOP, tr
from qc_station.viewmodels.workshop_table import Asks, WorkshopTable

_DIGITS = "123456789"
_RESULTS = {Asks.NOT_POSSIBLE: StepResult.NOT_POSSIBLE, Asks.DAMAGED: StepResult.DAMAGED}


@dataclass(frozen=True, slots=True)
class Binding:
    keys: tuple[str, ...]
    verb: Callable[[WorkshopTable, str], object]
    cap: str = ""
    says: str = ""


def go_on(here: WorkshopTable) -> None:
    """Enter: the next thing to do, as the workshop names it; a planned step under the cursor goes first."""
    if here.view.next.to is WorkshopStepTo.SCAN_PIECE:
        here.look(asks=Asks.CODE)
        return
    command = next_command(here.view)
    if isinstance(command, TakeIn):
        step = here.at_cursor
        command = TakeIn(step.step.number) if step is not None else command
    if command is not None:
        here.act(command)


def give(here: WorkshopTable, text: str) -> None:
    """What was typed in the line. A reason left empty is asked for again; an empty label withdraws nothing."""
    asks, step = here.gaze.asks, here.at_cursor
    said = text.strip()
    if asks in (Asks.SKIP_REASON, Asks.NOT_POSSIBLE, Asks.DAMAGED) and not said:
        return
    here.look(asks=Asks.NONE)
    if asks is Asks.CODE and said:
        here.scan(said)
        return
    command: WorkshopCommand | None = None
    if asks is Asks.SKIP_REASON and step is not None:
        command = SkipStep(step.step.number, said)
    elif asks in _RESULTS:
        command = TakeOut(_RESULTS[asks], said)
    elif asks is Asks.COMPOSITION:
        command = ReadCareLabel(composition=said)
    elif asks is Asks.SYMBOLS:
        command = ReadCareLabel(symbols=said)
    if command is not None:
        here.act(command)


def ask_skip(here: WorkshopTable) -> None:
    if here.planned:
        here.look(asks=Asks.SKIP_REASON, adding=False)


def ask_result(asks: Asks) -> Callable[[WorkshopTable, str], object]:
    """A result other than done, of the step in work."""

    def ask(here: WorkshopTable, _key: str) -> None:
        if here.piece is not None and here.piece.in_work is not None:
            here.look(asks=asks, adding=False)

    return ask


def ask_label(asks: Asks) -> Callable[[WorkshopTable, str], object]:
    def ask(here: WorkshopTable, _key: str) -> None:
        if here.piece is not None:
            here.look(asks=asks, adding=False)

    return ask


def offer_steps(here: WorkshopTable) -> None:
    """Steps that may be added; asked again, no more."""
    piece = here.piece
    if piece is not None and piece.addable:
        here.look(adding=not here.gaze.adding)


def choose(here: WorkshopTable, key: str) -> None:
    """A step to add where they are offered, else the method of the step in work."""
    piece, at = here.piece, int(key) - 1
    if piece is None:
        return
    inside = piece.in_work
    if here.gaze.adding:
        if at < len(piece.addable):
            here.look(adding=False)
            here.act(AddStep(piece.addable[at]))
    elif inside is not None and at < len(inside.methods):
        here.act(RecordMethod(inside.methods[at]))


def step_cursor(here: WorkshopTable, by: int) -> None:
    numbers = [each.step.number for each in here.planned]
    current = here.at_cursor
    if current is not None:
        at = numbers.index(current.step.number)
        here.look(step=numbers[max(0, min(len(numbers) - 1, at + by))])


def undo(here: WorkshopTable) -> None:
    here.act(UndoStep())


def step_back(here: WorkshopTable) -> None:
    """Esc: one step back, never more."""
    if here.gaze.asks is not Asks.NONE:
        here.look(asks=Asks.NONE)
    elif here.gaze.adding:
        here.look(adding=False)
    elif here.piece is not None:
        here.act(PutDown())


def goes_back(here: WorkshopTable) -> bool:
    return here.gaze.asks is not Asks.NONE or here.gaze.adding or here.piece is not None


def _plain(verb: Callable[[WorkshopTable], object]) -> Callable[[WorkshopTable, str], object]:
    return lambda here, _key: verb(here)


BINDINGS: tuple[Binding, ...] = (
    Binding(("enter",), _plain(go_on), QT_TR_NOOP("Enter"), QT_TR_NOOP("The next thing to do")),
    Binding(tuple(_DIGITS), choose, "1 … 9", QT_TR_NOOP("How the step is done, or the step to add")),
    Binding(("up",), lambda here, _: step_cursor(here, -1), "↑ ↓", QT_TR_NOOP("Another planned step")),
    Binding(("down",), lambda here, _: step_cursor(here, 1)),
    Binding(("n",), ask_result(Asks.NOT_POSSIBLE), "N", QT_TR_NOOP("The step was not possible, with a reason")),
    Binding(("d",), ask_result(Asks.DAMAGED), "D", QT_TR_NOOP("The piece was damaged, with a note")),
    Binding(("x",), _plain(ask_skip), "X", QT_TR_NOOP("Leave the planned step out, with a reason")),
    Binding(("a",), _plain(offer_steps), "A", QT_TR_NOOP("Add a step")),
    Binding(("o",), ask_label(Asks.COMPOSITION), "O", QT_TR_NOOP("The composition as the label says it")),
    Binding(("e",), ask_label(Asks.SYMBOLS), "E", QT_TR_NOOP("The symbols of the care label")),
    Binding(
        ("ctrl+f",), lambda here, _: here.look(asks=Asks.CODE), QT_TR_NOOP("Ctrl F"), QT_TR_NOOP("Type a piece's code")
    ),
    Binding(("ctrl+z",), _plain(undo), QT_TR_NOOP("Ctrl Z"), QT_TR_NOOP("Take back the last act")),
    Binding(("escape",), _plain(step_back), QT_TR_NOOP("Esc"), QT_TR_NOOP("One step back")),
)


def press(here: WorkshopTable, key: str) -> bool:
    """Do what `key` means here; False when it means nothing."""
    binding = next((each for each in BINDINGS if key in each.keys), None)
    if binding is None or (key == "escape" and not goes_back(here)):
        return False
    binding.verb(here, key)
    return True


def help_lines() -> tuple[tuple[str, str, str], ...]:
    return tuple(("workshop", tr(each.cap), tr(each.says)) for each in BINDINGS if each.says)
