"""What the workshop shows, whole, in codes: the board of what is where, the piece in hand, the next thing to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto

from qc_station.application.outcome import Notice
from qc_station.application.ports import UnitOfWork
from qc_station.application.workshop_port import OpenStep
from qc_station.application.workshop_route import AtHand, at_hand
from qc_station.application.workshop_session import WorkshopPorts, WorkshopSession
from qc_station.application.workshop_steps import last_own
from qc_station.domain.checklist import Finding
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import DecisionState, Piece, TreatmentState
from qc_station.domain.takeback import DeclaredItem, ItemKey, TakeBack
from qc_station.domain.workshop import Purpose, StepState, WorkshopStep
from qc_station.policy.care import Care, Limits
from qc_station.policy.composition import Composition
from qc_station.policy.reconditioning import Forbidden, allowed_methods, bears, step_by_hand

BOARD_MAX = 500
# The column of pieces that are on their way.
ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One piece, where it is or waits: `step` is the id of the step, or ORDERED. `more`: steps still to come after it.

    `person` has it in work, empty while it waits. `overdue`: it stands there longer than it may. `misplaced`: it is in
    work although it is neither accepted nor in treatment any more.
    """

    piece: str
    key: ItemKey
    item: DeclaredItem
    step: str
    purpose: Purpose
    in_work: bool = False
    since: datetime | None = None
    person: str = ""
    station: str = ""
    more: int = 0
    overdue: bool = False
    misplaced: bool = False


@dataclass(frozen=True, slots=True)
class StepView:
    """`methods`: the ways allowed now; empty for a step that may no longer be done. Names of persons, not ids."""

    step: WorkshopStep
    methods: tuple[str, ...]
    person_in: str
    person_out: str


@dataclass(frozen=True, slots=True)
class WorkshopPieceView:
    """The piece in hand. `findings`: check id and finding, for the pins. `addable`: steps it could have besides.

    `composition` is None where `label_text` was not understood: then the limits are those of every fibre there is.
    """

    piece: Piece
    item: DeclaredItem
    programme: str
    purpose: Purpose | None
    findings: tuple[tuple[str, Finding], ...]
    steps: tuple[StepView, ...]
    forbidden: tuple[Forbidden, ...]
    limits: Limits
    composition: Composition | None
    label_text: str
    symbols: tuple[str, ...]
    addable: tuple[str, ...]

    @property
    def in_work(self) -> StepView | None:
        return next((each for each in self.steps if each.step.state is StepState.IN), None)


class WorkshopStepTo(StrEnum):
    """The next thing to do; Enter does it."""

    SIGN_IN = auto()
    SCAN_PIECE = auto()
    TAKE_IN = auto()
    TAKE_OUT = auto()
    BRING_BACK = auto()
    TO_STUDIO = auto()


@dataclass(frozen=True, slots=True)
class WorkshopNext:
    """`step`: the id of the step it is about, empty for none."""

    to: WorkshopStepTo
    step: str = ""


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """`care` has the words for its codes; None, and all else empty, for whoever may not work here."""

    operator: Operator | None
    board: tuple[BoardEntry, ...]
    piece: WorkshopPieceView | None
    next: WorkshopNext
    can_undo: str
    notice: Notice | None
    care: Care | None = None


def compose_workshop(session: WorkshopSession, notice: Notice | None, ports: WorkshopPorts) -> WorkshopView:
    """Everything the workshop shows now, from one read transaction; nothing to whoever may not work there."""
    operator = ports.operator()
    if operator is None or not operator.may_recondition:
        return WorkshopView(operator, (), None, WorkshopNext(WorkshopStepTo.SIGN_IN), "", notice)
    with ports.bench.unit_of_work(read_only=True) as uow:
        piece = _in_hand(session, uow, ports)
        done = last_own(session, operator)
        return WorkshopView(
            operator=operator,
            board=_board(uow, ports),
            piece=piece,
            next=_next(piece),
            can_undo=str(done.act) if done else "",
            notice=notice,
            care=ports.care(),
        )


# What a face shows before the workshop has answered.
WORKSHOP_EMPTY = WorkshopView(None, (), None, WorkshopNext(WorkshopStepTo.SIGN_IN), "", None)


def _next(piece: WorkshopPieceView | None) -> WorkshopNext:
    if piece is None:
        return WorkshopNext(WorkshopStepTo.SCAN_PIECE)
    inside = piece.in_work
    if inside is not None:
        return WorkshopNext(WorkshopStepTo.TAKE_OUT, inside.step.step)
    planned = next((each.step for each in piece.steps if each.step.open), None)
    if planned is not None and piece.purpose is planned.purpose:
        return WorkshopNext(WorkshopStepTo.TAKE_IN, planned.step)
    if piece.purpose is Purpose.FINISHING:
        return WorkshopNext(WorkshopStepTo.TO_STUDIO)
    return WorkshopNext(WorkshopStepTo.BRING_BACK)


def _in_hand(session: WorkshopSession, uow: UnitOfWork, ports: WorkshopPorts) -> WorkshopPieceView | None:
    if not session.piece_id:
        return None
    try:
        here = at_hand(session.piece_id, uow, ports)
    except RuleBroken:  # its declaration went while it lay here: it is no longer shown
        return None
    planned = here.route
    return WorkshopPieceView(
        piece=here.piece,
        item=here.item,
        programme=here.programme.id,
        purpose=here.purpose,
        findings=tuple((answer.check, finding) for answer in here.piece.answers for finding in answer.findings),
        steps=_steps(here, uow),
        forbidden=planned.forbidden if here.purpose is not None else (),
        limits=planned.limits,
        composition=here.composition,
        label_text=here.label.composition,
        symbols=here.label.symbols,
        addable=_addable(here),
    )


def _steps(here: AtHand, uow: UnitOfWork) -> tuple[StepView, ...]:
    """The steps that are over, in the order they were left, then those to do, in the order of work."""
    held = bears(here.composition, here.label.symbols, here.care)
    over = sorted((step for step in here.steps if not step.open), key=lambda step: (step.since, step.number))
    names = _Names(uow)
    return tuple(
        StepView(
            step,
            allowed_methods(step.step, held, here.care) if step.step in here.care.steps else (),
            names.of(step.taken_in.by) if step.taken_in else "",
            names.of(step.taken_out.by) if step.taken_out else "",
        )
        for step in (*over, *here.open_steps)
    )


def _addable(here: AtHand) -> tuple[str, ...]:
    """What could be done to it besides; a step that is forbidden is not offered, and refused to whoever asks."""
    if here.purpose is None:
        return ()
    there = {step.step for step in here.open_steps}
    return tuple(step for step in here.care.steps if step not in there and _possible(step, here))


def _possible(step: str, here: AtHand) -> bool:
    try:
        step_by_hand(step, here.bears, here.care)
    except RuleBroken:
        return False
    return True


class _Names:
    """Persons by id, each asked for once."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._known: dict[str, str] = {}

    def of(self, operator_id: str) -> str:
        if operator_id not in self._known:
            self._known[operator_id] = self._uow.operators.name_of(operator_id) or operator_id
        return self._known[operator_id]


def _board(uow: UnitOfWork, ports: WorkshopPorts) -> tuple[BoardEntry, ...]:
    """Those in work first, then those that wait, each the longest-standing first."""
    now, care = ports.bench.clock.now(), ports.care()
    order = {step: at for at, step in enumerate(care.steps)}
    by_piece: dict[str, list[OpenStep]] = {}
    for found in uow.workshop.open(BOARD_MAX):
        by_piece.setdefault(found.step.piece, []).append(found)
    names, items = _Names(uow), _Items(uow)
    entries = []
    for ordered in uow.workshop.ordered(BOARD_MAX):
        item = items.of(ordered.key)
        if item is not None:
            entries.append(BoardEntry(ordered.piece, ordered.key, item, ORDERED, Purpose.TREATMENT))
    for open_steps in by_piece.values():
        first = min(
            open_steps,
            key=lambda each: (each.step.state is StepState.PLANNED, order.get(each.step.step, len(order))),
        )
        item = items.of(first.key)
        if item is not None and (first.step.state is StepState.IN or _wanted(first)):
            entries.append(_entry(first, item, len(open_steps) - 1, names, care, now))
    return tuple(sorted(entries, key=lambda each: (not each.in_work, each.since or now, each.piece)))


def _entry(found: OpenStep, item: DeclaredItem, more: int, names: _Names, care: Care, now: datetime) -> BoardEntry:
    step = found.step
    in_work = step.state is StepState.IN
    kind = care.steps.get(step.step)
    hours = kind.hours if in_work and kind is not None else care.waiting_hours
    visit = step.taken_in or step.planned
    return BoardEntry(
        piece=step.piece,
        key=found.key,
        item=item,
        step=step.step,
        in_work=in_work,
        since=step.since,
        person=names.of(visit.by) if in_work else "",
        station=visit.station,
        purpose=step.purpose,
        more=more,
        overdue=now - step.since > timedelta(hours=hours),
        misplaced=not _wanted(found),
    )


def _wanted(found: OpenStep) -> bool:
    if found.step.purpose is Purpose.FINISHING:
        return found.decision is DecisionState.ACCEPTED
    treated = found.treatment in (TreatmentState.NEEDED, TreatmentState.IN_PROGRESS)
    return treated and found.decision is DecisionState.UNDECIDED


class _Items:
    """Declared items by key, each take-back read once."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._read: dict[str, TakeBack | None] = {}

    def of(self, key: ItemKey) -> DeclaredItem | None:
        if key.dossier not in self._read:
            self._read[key.dossier] = self._uow.takebacks.get(key.dossier)
        takeback = self._read[key.dossier]
        return takeback.item(key.line) if takeback is not None else None


def on_board(board: Iterable[BoardEntry], step: str) -> tuple[BoardEntry, ...]:
    """What is at one station, or waits for it."""
    return tuple(entry for entry in board if entry.step == step)
