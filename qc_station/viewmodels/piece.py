"""The piece in hand: its heading, its checks with their answers, its outline with the pins, the place of a new one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.bench_view import CheckView, FindingView, PieceView
from qc_station.application.drawings import NO_DRAWING, Drawing
from qc_station.domain.checklist import Side
from qc_station.policy.programme import AnswerRule, Check, Consequence
from qc_station.viewmodels import follow_up, reentry, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import PinDraft
from qc_station.viewmodels.piece_heading import banner, detail
from qc_station.viewmodels.pins import PinRow, gentle, pin_rows
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.swatches import NEUTRAL, swatch
from qc_station.viewmodels.words import Words, filled, tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class CheckRow:
    """`answer`: empty, conform, minor (it limits) or defect; `hint` says what is looked for, or what was found.

    `otherText` names the one other answer of a check where that is no defect (the outer tag is attached); else empty.
    """

    key: str
    cap: str
    title: str
    hint: str
    answer: str
    conformText: str
    otherText: str
    current: bool
    isOpen: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A defect that can be chosen in the open check, and what follows from it."""

    key: str
    cap: str
    label: str
    consequence: str
    level: str


@dataclass(frozen=True, slots=True)
class ZoneRow:
    key: str
    cap: str
    across: float
    down: float
    wide: float
    tall: float
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PieceState:
    is_open: bool = False
    read_only: bool = False
    title: str = ""
    detail: str = ""
    piece_id: str = ""
    offer: str = ""
    declared: str = ""
    progress: str = ""
    banner: str = ""
    swatch: str = NEUTRAL
    front: Drawing = NO_DRAWING
    back: Drawing = NO_DRAWING
    current_row: int = -1
    has_pins: bool = False
    placing: bool = False
    pin_title: str = ""
    pin_side: str = "front"
    pin_x: float = 0.5
    pin_y: float = 0.5
    pin_zone: str = ""


@QmlElement
class PieceViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = PieceState()
        self._checks = Rows(CheckRow, self)
        self._answers = Rows(AnswerRow, self)
        self._pins = Rows(PinRow, self)
        self._zones = Rows(ZoneRow, self)
        desk.changed.connect(self._show)

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        return self._state.is_open

    @Property(bool, notify=changed)
    def readOnly(self) -> bool:
        return self._state.read_only

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
    def offer(self) -> str:
        return self._state.offer

    @Property(str, notify=changed)
    def declared(self) -> str:
        return self._state.declared

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._state.progress

    @Property(str, notify=changed)
    def banner(self) -> str:
        return self._state.banner

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

    @Property(int, notify=changed)
    def currentRow(self) -> int:
        return self._state.current_row

    @Property(bool, notify=changed)
    def hasPins(self) -> bool:
        return self._state.has_pins

    @Property(bool, notify=changed)
    def placing(self) -> bool:
        return self._state.placing

    @Property(str, notify=changed)
    def pinTitle(self) -> str:
        return self._state.pin_title

    @Property(str, notify=changed)
    def pinSide(self) -> str:
        return self._state.pin_side

    @Property(float, notify=changed)
    def pinX(self) -> float:
        return self._state.pin_x

    @Property(float, notify=changed)
    def pinY(self) -> float:
        return self._state.pin_y

    @Property(str, notify=changed)
    def pinZone(self) -> str:
        return self._state.pin_zone

    @Property(QObject, constant=True)
    def checks(self) -> Rows:
        return self._checks

    @Property(QObject, constant=True)
    def answers(self) -> Rows:
        return self._answers

    @Property(QObject, constant=True)
    def pins(self) -> Rows:
        return self._pins

    @Property(QObject, constant=True)
    def zones(self) -> Rows:
        return self._zones

    @Slot(str)
    def conform(self, check: str) -> None:
        verbs.conform(self._desk, check)

    @Slot(str)
    def openAnswers(self, check: str) -> None:
        verbs.open_answers(self._desk, check)

    @Slot(int)
    def choose(self, position: int) -> None:
        if self._desk.gaze.follow is not None:
            follow_up.choose(self._desk, position)
        else:
            verbs.answer_nth(self._desk, position)

    @Slot(float, float)
    def movePin(self, x: float, y: float) -> None:
        verbs.pin_to(self._desk, x, y)

    @Slot()
    def flipPin(self) -> None:
        verbs.flip_pin(self._desk)

    @Slot()
    def placePin(self) -> None:
        verbs.place_pin(self._desk)

    @Slot()
    def skipPin(self) -> None:
        verbs.skip_pin(self._desk)

    @Slot()
    def _show(self) -> None:
        desk, piece = self._desk, self._desk.piece
        checks = [_check(view, desk, piece) for view in piece.checks] if piece else []
        self._checks.show([row for row in checks if row])
        self._answers.show(_answers(desk))
        self._pins.show(pin_rows(piece, desk.words) if piece else [])
        self._zones.show(_zones(desk, desk.gaze.pin) if desk.gaze.pin else [])
        state = _state(piece, desk) if piece else PieceState()
        if state != self._state:
            self._state = state
            self.changed.emit()


def _state(piece: PieceView, desk: Desk) -> PieceState:
    words, item, pin = desk.words, piece.item, desk.gaze.pin
    answered = sum(check.answered for check in piece.checks)
    zone = verbs.drawing(desk, pin.side).zone_at(pin.x, pin.y) if pin else None
    checks = [check.id for check in piece.checks]
    return PieceState(
        is_open=True,
        read_only=not piece.open,
        title=words.pick(item.title),
        detail=detail(piece, words),
        piece_id=piece.id,
        offer=words.money(item.offer.get(item.declared_grade)),
        declared=words.grade(item.declared_grade),
        progress=f"{answered} / {len(piece.checks)}",
        banner=banner(piece, desk),
        swatch=swatch(item.colour),
        front=verbs.drawing(desk, Side.FRONT),
        back=verbs.drawing(desk, Side.BACK),
        current_row=checks.index(desk.gaze.check) if desk.gaze.check in checks else -1,
        has_pins=any(each.finding.pin for check in piece.checks for each in check.findings),
        placing=pin is not None,
        pin_title=f"{words.check(pin.check)} · {words.answer(pin.check, pin.answer)}" if pin else "",
        pin_side=str(pin.side) if pin else "front",
        pin_x=pin.x if pin else 0.5,
        pin_y=pin.y if pin else 0.5,
        pin_zone=words.pick(zone.label) if zone else "",
    )


def _check(view: CheckView, desk: Desk, piece: PieceView) -> CheckRow | None:
    words, gaze = desk.words, desk.gaze
    known = words.programme.check(view.id)
    if known is None:
        return None
    return CheckRow(
        key=view.id,
        cap=known.key,
        title=words.pick(known.title),
        hint=_hint(view, known, desk),
        answer=_answer(view, known),
        conformText=words.pick(known.conform.label),
        otherText=_other(known, words),
        current=gaze.check == view.id and piece.open,
        isOpen=gaze.answers_of == view.id or _is_asked(view.id, desk),
    )


def _is_asked(check: str, desk: Desk) -> bool:
    """A choice about a finding of that check is open, in its row."""
    asked = follow_up.asked(desk)
    return asked is not None and asked.check == check and bool(asked.question.choices)


def _hint(view: CheckView, known: Check, desk: Desk) -> str:
    """What is asked further, else what was found, else what is looked for."""
    asked = follow_up.asked(desk)
    if asked is not None and asked.check == view.id and asked.question.choices:
        return desk.words.pick(asked.question.title)
    found = " · ".join(_found(each, known, desk.words) for each in view.findings)
    before = reentry.before(view, desk)
    return " · ".join(part for part in (found, before) if part) or desk.words.pick(known.hint)


def _answer(view: CheckView, known: Check) -> str:
    if not view.answered:
        return ""
    if view.conform:
        return "conform"
    return "minor" if all(gentle(each, known) for each in view.findings) else "defect"


def _other(known: Check, words: Words) -> str:
    only = known.answers[0] if len(known.answers) == 1 else None
    return words.pick(only.label) if only is not None and only.consequence is Consequence.NONE else ""


def _found(view: FindingView, known: Check, words: Words) -> str:
    rule = known.rule(view.finding.kind)
    told = [words.detail(rule, question, value) for question, value in view.finding.details]
    text = ", ".join((words.answer(known.id, view.finding.kind), *told))
    if view.finding.note:
        text = f"{text} — {view.finding.note}"
    return filled(tr("{finding}, photo missing"), finding=text) if view.wants_photo else text


def _answers(desk: Desk) -> list[AnswerRow]:
    asked = follow_up.asked(desk)
    if asked is not None:
        choices = enumerate(asked.question.choices.items(), start=1)
        return [AnswerRow(key, str(at), desk.words.pick(label), "", "good") for at, (key, label) in choices]
    known = desk.words.programme.check(desk.gaze.answers_of)
    rules = known.answers if known else ()
    return [_offered(rule, str(at), desk.words) for at, rule in enumerate(rules, start=1)]


def _offered(rule: AnswerRule, cap: str, words: Words) -> AnswerRow:
    text, level = {
        Consequence.REFUSE: (tr("refused"), "bad"),
        Consequence.WRONG_BRAND: (tr("refused"), "bad"),
        Consequence.REVIEW: (tr("to be reviewed"), "attention"),
        Consequence.TREAT: (tr("to be treated"), "attention"),
        Consequence.LIMIT: (filled(tr("{grade} at best"), grade=words.grade(rule.limit)), "good"),
        Consequence.CORRECT_SHEET: (tr("correct the sheet"), "good"),
        Consequence.NONE: ("", "good"),
    }[rule.consequence]
    return AnswerRow(rule.id, cap, words.pick(rule.label), text, level)


def _zones(desk: Desk, pin: PinDraft) -> list[ZoneRow]:
    drawing = verbs.drawing(desk, pin.side)
    here = drawing.zone_at(pin.x, pin.y)
    return [
        ZoneRow(f"{pin.side}{z.key}", z.key, z.x, z.y, z.wide, z.tall, desk.words.pick(z.label), z is here)
        for z in drawing.zones
    ]
