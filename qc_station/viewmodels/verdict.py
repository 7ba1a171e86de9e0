"""The verdict bar: what the rules propose and why, the grades with their amounts, the next thing to do, and undo."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.bench_view import BenchView, PieceView, Step
from qc_station.domain.grade import Grade
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels import exceptions, follow_up, lead_acts, reentry, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.disposal import WayRow, way_rows
from qc_station.viewmodels.explanation import ChangeRow, GroundRow, change_rows, ground_rows
from qc_station.viewmodels.gaze import Ask, Panel, asks_for_form
from qc_station.viewmodels.grade_chips import GradeChip, grade_chips
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.spoken_verdict import at_rest, spoken
from qc_station.viewmodels.words import Words, filled, tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class VerdictState:
    caption: str = ""
    title: str = ""
    sentence: str = ""
    level: str = "calm"
    next_text: str = ""
    next_kind: str = "paper"
    can_undo: bool = False
    seconds_left: int = 0
    can_explain: bool = False
    can_review: bool = False
    can_lower: bool = False
    can_skip_photo: bool = False
    asks: bool = False
    may_pass: bool = False
    ask_title: str = ""
    ask_hint: str = ""
    lower_to: str = ""
    told: str = ""
    told_in: str = ""
    can_overrule: bool = False
    lead_may: bool = False


@QmlElement
class VerdictViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = VerdictState()
        self._grades = Rows(GradeChip, self)
        self._grounds = Rows(GroundRow, self)
        self._changes = Rows(ChangeRow, self)
        self._dispositions = Rows(WayRow, self)
        desk.changed.connect(self._show)
        desk.ticked.connect(self._show)

    @Property(str, notify=changed)
    def caption(self) -> str:
        return self._state.caption

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._state.title

    @Property(str, notify=changed)
    def sentence(self) -> str:
        return self._state.sentence

    @Property(str, notify=changed)
    def level(self) -> str:
        return self._state.level

    @Property(str, notify=changed)
    def nextText(self) -> str:
        return self._state.next_text

    @Property(str, notify=changed)
    def nextKind(self) -> str:
        return self._state.next_kind

    @Property(bool, notify=changed)
    def canUndo(self) -> bool:
        return self._state.can_undo

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        return self._state.seconds_left

    @Property(bool, notify=changed)
    def canExplain(self) -> bool:
        return self._state.can_explain

    @Property(bool, notify=changed)
    def canReview(self) -> bool:
        return self._state.can_review

    @Property(bool, notify=changed)
    def canLower(self) -> bool:
        return self._state.can_lower

    @Property(bool, notify=changed)
    def canSkipPhoto(self) -> bool:
        return self._state.can_skip_photo

    @Property(bool, notify=changed)
    def asks(self) -> bool:
        return self._state.asks

    @Property(bool, notify=changed)
    def mayPass(self) -> bool:
        """Nothing has to be typed in the line."""
        return self._state.may_pass

    @Property(str, notify=changed)
    def askTitle(self) -> str:
        return self._state.ask_title

    @Property(str, notify=changed)
    def askHint(self) -> str:
        return self._state.ask_hint

    @Property(str, notify=changed)
    def told(self) -> str:
        """What the customer will read of a refusal or a review, in the customer's language; empty otherwise."""
        return self._state.told

    @Property(str, notify=changed)
    def toldIn(self) -> str:
        return self._state.told_in

    @Property(bool, notify=changed)
    def canOverrule(self) -> bool:
        """A lead could sign something for what is in hand."""
        return self._state.can_overrule

    @Property(bool, notify=changed)
    def leadMay(self) -> bool:
        """A lead could sign something, although the expert can go on alone."""
        return self._state.lead_may

    @Property(QObject, constant=True)
    def dispositions(self) -> Rows:
        """Where the refused or treated piece in hand may go now, in the order of the digits."""
        return self._dispositions

    @Property(QObject, constant=True)
    def grades(self) -> Rows:
        return self._grades

    @Property(QObject, constant=True)
    def grounds(self) -> Rows:
        return self._grounds

    @Property(QObject, constant=True)
    def changes(self) -> Rows:
        return self._changes

    @Slot()
    def goOn(self) -> None:
        verbs.go_on(self._desk)

    @Slot()
    def undo(self) -> None:
        verbs.undo(self._desk)

    @Slot()
    def explain(self) -> None:
        verbs.open_panel(Panel.WHY)(self._desk)

    @Slot()
    def review(self) -> None:
        verbs.ask_review(self._desk)

    @Slot(str)
    def lower(self, grade: str) -> None:
        if self._desk.piece and Grade(grade) in verbs.lower_choices(self._desk.piece):
            self._desk.look(ask=Ask.LOWER, lower_to=Grade(grade))

    @Slot()
    def skipPhoto(self) -> None:
        verbs.ask_no_photo(self._desk)

    @Slot(str)
    def giveReason(self, reason: str) -> None:
        verbs.give_reason(self._desk, reason)

    @Slot()
    def leaveReason(self) -> None:
        if self._desk.gaze.follow is not None:
            follow_up.end(self._desk)
        else:
            self._desk.look(ask=Ask.NONE, lower_to=None)

    @Slot(int)
    def dispose(self, position: int) -> None:
        if not reentry.go_way(self._desk, position):
            exceptions.go_way(self._desk, position)

    @Slot()
    def _show(self) -> None:
        desk, piece = self._desk, self._desk.piece
        self._grades.show(grade_chips(piece, desk.words) if piece else [])
        judgement = piece.judgement if piece else None
        self._grounds.show(ground_rows(judgement, desk.words) if judgement else [])
        self._changes.show(change_rows(judgement, desk.words) if judgement else [])
        self._dispositions.show(reentry.ways(desk) or way_rows(exceptions.ways(desk)))
        state = _state(desk.view, desk) if desk.view else VerdictState()
        if state != self._state:
            self._state = state
            self.changed.emit()


def _state(view: BenchView, desk: Desk) -> VerdictState:
    piece, words, gaze = view.piece, desk.words, desk.gaze
    caption, title, sentence, level = spoken(view, words) if piece else at_rest(view, words)
    text, kind = _next(view, desk)
    language = _customer_language(view)
    if gaze.ask is Ask.CORRECTION:
        ask_title, ask_hint = follow_up.asked_in_the_line(desk)
    else:
        ask_title, ask_hint = _asked(gaze.ask, words, gaze.lower_to)
    return VerdictState(
        caption=caption,
        title=title,
        sentence=sentence,
        level=level,
        next_text=text,
        next_kind=kind,
        can_undo=bool(view.can_undo),
        seconds_left=_seconds_left(piece, desk),
        can_explain=piece is not None and bool(piece.judgement.grounds),
        can_review=piece is not None and verbs.may_review(piece),
        can_lower=piece is not None and bool(verbs.lower_choices(piece)),
        can_skip_photo=view.next.step is Step.PHOTOGRAPH and piece is not None,
        asks=gaze.ask is not Ask.NONE,
        may_pass=gaze.ask is Ask.CORRECTION,
        ask_title=ask_title,
        ask_hint=ask_hint,
        lower_to=str(gaze.lower_to or ""),
        told="\n".join(words.programme.told(_reasons(piece), language)) if piece else "",
        told_in=language.upper(),
        can_overrule=_needs_a_lead(piece) and bool(lead_acts.options(desk)),
        lead_may=bool(lead_acts.options(desk)),
    )


def _reasons(piece: PieceView) -> tuple[str, ...]:
    return piece.verdict.reasons if piece.verdict else piece.judgement.reasons


def _customer_language(view: BenchView) -> str:
    dossiers = view.parcel.dossiers if view.parcel else ()
    key = view.piece.key.dossier if view.piece else ""
    return next((each.customer.language for each in dossiers if each.dossier == key), "fr")


def _seconds_left(piece: PieceView | None, desk: Desk) -> int:
    if piece is None or piece.undo_until is None:
        return 0
    return max(0, round((piece.undo_until - desk.now()).total_seconds() + 0.5))


def _needs_a_lead(piece: PieceView | None) -> bool:
    """Where an expert cannot go on alone the button is shown; the key works wherever a lead may sign."""
    if piece is None:
        return False
    return piece.verdict is not None or piece.judgement.ruling in (Ruling.REFUSED, Ruling.REVIEW)


def _next(view: BenchView, desk: Desk) -> tuple[str, str]:
    """The words of the Enter button and how it looks."""
    piece, gaze, words = view.piece, desk.gaze, desk.words
    if gaze.pin is not None or asks_for_form(view, gaze):
        return (tr("Put the pin here") if gaze.pin else tr("Form present, signed")), "primary"
    if gaze.follow is not None:
        return tr("Pass on"), "paper"
    if gaze.steered and verbs.is_open(piece, gaze.check):
        return filled(tr("{check}: conform"), check=words.check(gaze.check)), "primary"
    step = view.next.step
    if step is Step.SIGN and piece is not None:
        return _sign_text(piece, words)
    if step is Step.ANSWER_CHECK and piece is not None:
        check = gaze.check or view.next.target
        known = words.programme.check(check)
        label = words.pick(known.conform.label) if known else ""
        return f"✓ {label}", "primary"
    texts = {
        Step.SIGN_IN: (tr("Sign in"), "paper"),
        Step.SCAN_PARCEL: (tr("Find a parcel"), "paper"),
        Step.RECORD_TRANSFER_FORM: (tr("Record the transfer form"), "attention"),
        Step.OPEN_ITEM: (tr("Open the item") if piece is None else tr("Next item"), "paper"),
        Step.PHOTOGRAPH: (_photograph_text(view), "attention"),
        Step.QUARANTINE: (tr("Put in quarantine"), "attention"),
        Step.NEXT_PARCEL: (tr("Next parcel"), "paper"),
    }
    return texts.get(step, ("", "paper"))


def _photograph_text(view: BenchView) -> str:
    if view.piece is not None:
        return tr("Photograph the defect")
    return tr("Photograph the piece") if view.undeclared is not None else tr("Photograph the damage")


def _sign_text(piece: PieceView, words: Words) -> tuple[str, str]:
    if piece.blind:
        return tr("Keep the second look"), "primary"
    if piece.reentry is not None and piece.reentry.outcomes:
        proposed = piece.reentry.outcomes[0]
        kind = "primary" if proposed is ReentryOutcome.AS_PUBLISHED else "attention"
        return reentry.outcome_words(proposed, reentry.sold_as(piece), words), kind
    ruling = piece.judgement.ruling
    if ruling is Ruling.REFUSED:
        return tr("Refuse the item"), "refuse"
    if ruling is Ruling.REVIEW:
        return tr("Set aside for review"), "attention"
    if ruling is Ruling.TREATMENT:
        return tr("Send to treatment"), "attention"
    return filled(tr("Accept · {amount}"), amount=words.money(piece.judgement.amount)), "primary"


def _asked(ask: Ask, words: Words, grade: Grade | None) -> tuple[str, str]:
    return {
        Ask.NONE: ("", ""),
        Ask.REVIEW: (tr("Set aside for review"), tr("Why? One line for the lead")),
        Ask.LOWER: (filled(tr("Sign as {grade}"), grade=words.grade(grade)), tr("Why a lower grade? One line")),
        Ask.NO_PHOTO: (tr("Sign without the photo"), tr("Why could it not be taken? One line")),
    }[ask]
