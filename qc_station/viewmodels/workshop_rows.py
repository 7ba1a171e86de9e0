"""What the workshop's screen shows, in words: the board's stations, the route of the piece in hand, what it bears."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qc_station.application.drawings import NO_DRAWING, Drawing
from qc_station.application.workshop_view import BoardEntry, StepView, WorkshopPieceView, WorkshopStepTo
from qc_station.domain.checklist import Side
from qc_station.domain.workshop import Purpose, StepResult, StepState
from qc_station.policy.programme import Consequence
from qc_station.viewmodels.pins import PinRow
from qc_station.viewmodels.swatches import NEUTRAL, swatch
from qc_station.viewmodels.words import filled, tr
from qc_station.viewmodels.workshop_table import Asks, WorkshopTable
from qc_station.viewmodels.workshop_words import CareWords

_MARKS = {StepState.PLANNED: "○", StepState.IN: "●", StepState.OUT: "✓", StepState.SKIPPED: "–"}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A piece on the board. `level`: late, misplaced, work or waits."""

    key: str
    title: str
    detail: str
    place: str
    level: str
    inHand: bool


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A step of the piece in hand. `level`: planned, work, done, trouble or skipped; `number` is its own."""

    key: str
    number: int
    mark: str
    title: str
    detail: str
    level: str
    cursor: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A method of the step in work, or a step that may be added."""

    key: str
    cap: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LimitRow:
    key: str
    text: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class WorkshopState:
    allowed: bool = True
    is_open: bool = False
    board_empty: bool = True
    title: str = ""
    detail: str = ""
    piece_id: str = ""
    purpose: str = ""
    known: bool = False
    composition: str = ""
    symbols: str = ""
    forbidden: str = ""
    has_pins: bool = False
    swatch: str = NEUTRAL
    front: Drawing = NO_DRAWING
    back: Drawing = NO_DRAWING
    next_text: str = ""
    action: str = ""
    choices_title: str = ""
    adding: bool = False
    in_work: bool = False
    can_skip: bool = False
    can_add: bool = False
    can_undo: bool = False
    asks: str = "none"
    ask_title: str = ""
    ask_hint: str = ""
    typed: str = ""


def entry_row(entry: BoardEntry, here: WorkshopTable) -> EntryRow:
    words, item = here.desk.words, entry.item
    in_hand = here.piece is not None and here.piece.piece.id == entry.piece
    since = words.moment(entry.since, here.desk.now()) if entry.since is not None else ""
    if entry.misplaced:
        level, place = "misplaced", filled(tr("{name} · bring it back to the bench"), name=entry.person)
    elif entry.in_work:
        level, place = "work", filled(tr("{name} · since {time}"), name=entry.person, time=since)
    elif since:
        level, place = "waits", filled(tr("Waits since {time}"), time=since)
    else:
        level, place = "waits", tr("From the bench")
    if entry.overdue:
        level, place = "late", filled(tr("{place} · too long"), place=place)
    # The end of its label tells it from another one of the same kind.
    details = [item.reference, item.size, words.pick(item.colour), entry.piece[-5:]]
    return EntryRow(
        key=entry.piece,
        title=words.pick(item.title),
        detail=" · ".join(part for part in details if part),
        place=place,
        level=level,
        inHand=in_hand,
    )


def route_rows(here: WorkshopTable, words: CareWords) -> list[RouteRow]:
    piece, cursor = here.piece, here.at_cursor
    if piece is None:
        return []
    free = piece.in_work is None
    return [
        RouteRow(
            key=str(each.step.number),
            number=each.step.number,
            mark="✕" if _trouble(each) else _MARKS[each.step.state],
            title=words.step(each.step.step),
            detail=_step_detail(each, here, words),
            level="trouble" if _trouble(each) else _LEVELS[each.step.state],
            cursor=free and each is cursor,
        )
        for each in piece.steps
    ]


_LEVELS = {
    StepState.PLANNED: "planned",
    StepState.IN: "work",
    StepState.OUT: "done",
    StepState.SKIPPED: "skipped",
}


def _trouble(each: StepView) -> bool:
    return each.step.result in (StepResult.DAMAGED, StepResult.NOT_POSSIBLE) or (
        each.step.state is StepState.PLANNED and not each.methods
    )


def _step_detail(each: StepView, here: WorkshopTable, words: CareWords) -> str:
    step, now, said = each.step, here.desk.now(), here.desk.words
    if step.state is StepState.PLANNED:
        if not each.methods:
            return tr("no longer allowed: leave it out (X)")
        return ", ".join(dict.fromkeys(words.reason(reason) for reason in step.reasons))
    method = words.method(step.step, step.method) if step.method else ""
    if step.state is StepState.IN and step.taken_in is not None:
        at = said.moment(step.taken_in.at, now)
        return " · ".join(part for part in (method, each.person_in, filled(tr("since {time}"), time=at)) if part)
    result = _result(step.result)
    at = said.moment(step.since, now)
    parts = (result, method, step.note, each.person_out, at)
    return " · ".join(part for part in parts if part)


def _result(result: StepResult | None) -> str:
    """What is worth saying of the end of a step: done is said by its mark."""
    if result is None:
        return tr("left out")
    return {StepResult.DONE: "", StepResult.NOT_POSSIBLE: tr("not possible"), StepResult.DAMAGED: tr("damaged")}[result]


def choice_rows(here: WorkshopTable, words: CareWords) -> list[ChoiceRow]:
    """Steps to add where they are offered, else the ways of the step in work."""
    piece = here.piece
    if piece is None:
        return []
    if here.gaze.adding:
        offered = enumerate(piece.addable, start=1)
        return [ChoiceRow(f"add:{step}", str(at), words.step(step), chosen=False) for at, step in offered]
    inside = piece.in_work
    if inside is None:
        return []
    step = inside.step
    return [
        ChoiceRow(f"method:{method}", str(at), words.method(step.step, method), chosen=method == step.method)
        for at, method in enumerate(inside.methods, start=1)
    ]


def symbol_rows(here: WorkshopTable, words: CareWords) -> list[ChoiceRow]:
    """Every care symbol there is, with its code, while the label's are asked for."""
    care, piece = here.view.care, here.piece
    if care is None or piece is None or here.gaze.asks is not Asks.SYMBOLS:
        return []
    return [ChoiceRow(code, code, words.symbol(code), code in piece.symbols) for code in care.symbols]


def limit_rows(piece: WorkshopPieceView, words: CareWords) -> list[LimitRow]:
    return [LimitRow(each.key, each.text, each.allowed) for each in words.limits(piece.limits)]


def pin_rows(piece: WorkshopPieceView, words: CareWords) -> list[PinRow]:
    """The pins of the findings, by the key of their check. One that only limits the grade is gentle."""
    rows = []
    for check_id, finding in piece.findings:
        check = words.words.programme.check(check_id)
        if check is None or finding.pin is None:
            continue
        rule = check.rule(finding.kind)
        gentle = rule is None or rule.consequence in (Consequence.NONE, Consequence.LIMIT, Consequence.CORRECT_SHEET)
        pin = finding.pin
        rows.append(PinRow(f"{check_id}:{finding.number}", str(pin.side), pin.x, pin.y, check.key, gentle))
    return rows


def workshop_state(here: WorkshopTable, words: CareWords) -> WorkshopState:
    view, gaze = here.view, here.gaze
    asked = _asked(gaze.asks, here)
    shared = WorkshopState(
        allowed=view.care is not None,
        board_empty=not view.board,
        can_undo=view.can_undo != "",
        asks=str(gaze.asks),
        ask_title=asked[0],
        ask_hint=asked[1],
        typed=asked[2],
        next_text=_next_text(here, words),
        action=_action(here, words),
    )
    return _with_piece(shared, view.piece, here, words) if view.piece is not None else shared


def _with_piece(
    shared: WorkshopState, piece: WorkshopPieceView, here: WorkshopTable, words: CareWords
) -> WorkshopState:
    said, item = words.words, piece.item
    category = said.programme.categories.get(item.category)
    outline = category.outline if category else ""
    drawings = here.desk.wiring.drawings
    size = filled(tr("Size {size}"), size=item.size) if item.size else ""
    details = (filled(tr("Ref. {reference}"), reference=item.reference), size, said.pick(item.colour))
    inside = piece.in_work is not None
    return replace(
        shared,
        is_open=True,
        title=said.pick(item.title),
        detail=" · ".join(part for part in details if part),
        piece_id=piece.piece.id,
        purpose=_purpose(piece),
        known=piece.composition is not None,
        composition=_composition(piece, words),
        symbols=" · ".join(words.symbol(symbol) for symbol in piece.symbols),
        forbidden=" · ".join(words.forbidden(each) for each in piece.forbidden),
        has_pins=any(finding.pin is not None for _, finding in piece.findings),
        swatch=swatch(item.colour),
        front=drawings.of(outline, Side.FRONT),
        back=drawings.of(outline, Side.BACK),
        choices_title=tr("Add a step") if here.gaze.adding else tr("How it is done") if inside else "",
        adding=here.gaze.adding,
        in_work=inside,
        can_skip=bool(here.planned) and not inside,
        can_add=bool(piece.addable),
    )


def _purpose(piece: WorkshopPieceView) -> str:
    if piece.purpose is Purpose.TREATMENT:
        return tr("Treatment — inspected again afterwards")
    if piece.purpose is Purpose.FINISHING:
        return tr("Accepted — made ready for the studio")
    return tr("Nothing to do here — bring it back to the bench")


def _composition(piece: WorkshopPieceView, words: CareWords) -> str:
    if piece.composition is not None:
        return words.composition(piece.composition)
    if piece.label_text:
        return filled(tr("Not understood: {label}"), label=piece.label_text)
    return tr("Composition unknown: read the label")


def _next_text(here: WorkshopTable, words: CareWords) -> str:
    step = words.step(here.view.next.step)
    return {
        WorkshopStepTo.SIGN_IN: "",
        WorkshopStepTo.SCAN_PIECE: tr("Scan a piece's label"),
        WorkshopStepTo.TAKE_IN: filled(tr("Next: {step}"), step=_cursor_step(here, words) or step),
        WorkshopStepTo.TAKE_OUT: filled(tr("In work: {step}"), step=step),
        WorkshopStepTo.BRING_BACK: tr("Back to the bench: it is inspected again"),
        WorkshopStepTo.TO_STUDIO: tr("Ready: on to the studio"),
    }[here.view.next.to]


def _cursor_step(here: WorkshopTable, words: CareWords) -> str:
    return words.step(here.at_cursor.step.step) if here.at_cursor is not None else ""


def _action(here: WorkshopTable, words: CareWords) -> str:
    """What Enter does."""
    return {
        WorkshopStepTo.SIGN_IN: "",
        WorkshopStepTo.SCAN_PIECE: tr("Type a code"),
        WorkshopStepTo.TAKE_IN: filled(tr("Begin: {step}"), step=_cursor_step(here, words)),
        WorkshopStepTo.TAKE_OUT: tr("Step done"),
        WorkshopStepTo.BRING_BACK: tr("Put it down"),
        WorkshopStepTo.TO_STUDIO: tr("Put it down"),
    }[here.view.next.to]


def _asked(asks: Asks, here: WorkshopTable) -> tuple[str, str, str]:
    """The title over the line, its hint, and what stands in it."""
    piece = here.piece
    text = piece.label_text if piece is not None else ""
    symbols = " ".join(piece.symbols) if piece is not None else ""
    return {
        Asks.NONE: ("", "", ""),
        Asks.CODE: (tr("Type a piece's code"), "QC1-…", ""),
        Asks.SKIP_REASON: (tr("Why is this step left out?"), tr("A few words"), ""),
        Asks.NOT_POSSIBLE: (tr("Why was it not possible?"), tr("A few words"), ""),
        Asks.DAMAGED: (tr("What was damaged?"), tr("A few words"), ""),
        Asks.COMPOSITION: (tr("What does the label say?"), tr("98 % cotton, 2 % elastane"), text),
        Asks.SYMBOLS: (tr("Which care symbols?"), tr("w30m b0 t0 i2 p"), symbols),
    }[asks]
