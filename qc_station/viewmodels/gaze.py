"""Where the operator is looking: the part of the screen's state that is no business of the bench. Frozen, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto

from qc_station.application.bench_view import BenchView, ItemState, Step
from qc_station.domain.checklist import Side
from qc_station.domain.grade import Grade
from qc_station.domain.takeback import TransferForm

OPEN_STATES = (ItemState.IN_HAND, ItemState.STARTED, ItemState.TO_INSPECT)


class Panel(StrEnum):
    """What lies over the screen."""

    NONE = auto()
    WHY = auto()
    KEYS = auto()
    STATUS = auto()
    CODE = auto()
    QUEUE = auto()
    LEAD = auto()
    FORM = auto()
    PAPER = auto()
    SETTINGS = auto()


_STAYS_AT_A_VERDICT = (Panel.WHY, Panel.KEYS, Panel.STATUS, Panel.LEAD, Panel.PAPER, Panel.SETTINGS)


class Ask(StrEnum):
    """A reason is being typed, in one line at the place of action."""

    NONE = auto()
    REVIEW = auto()
    LOWER = auto()
    NO_PHOTO = auto()
    CORRECTION = auto()


@dataclass(frozen=True, slots=True)
class PinDraft:
    """A finding that is stored already and waits for its place; `x`, `y` in 0..1 of the drawing."""

    check: str
    answer: str
    side: Side = Side.FRONT
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Further questions about the finding `number` of that kind; `at` is the one that is open, from 0."""

    check: str
    kind: str
    number: int
    at: int = 0


class LeadStep(StrEnum):
    """What a lead's act still needs, in this order."""

    CHOOSE = auto()
    REASON = auto()
    BADGE = auto()
    PIN = auto()


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A lead's act being put together; the PIN is not here. `chosen` is the option's key."""

    chosen: str = ""
    reason: str = ""
    badge: str = ""

    @property
    def step(self) -> LeadStep:
        if not self.chosen:
            return LeadStep.CHOOSE
        if not self.reason:
            return LeadStep.REASON
        return LeadStep.PIN if self.badge else LeadStep.BADGE


@dataclass(frozen=True, slots=True)
class Gaze:
    """`check` and `item` are where the cursor is; `steered`: put there by hand, so Enter means that check.

    `row`: the line of a panel's list the cursor is on. `lead`: the act of the lead panel. `form_of`: the dossier whose
    transfer form was scanned, so the panel asks about that one. `earlier`: the view chosen among the pictures of before
    a piece came back.
    """

    check: str = ""
    steered: bool = False
    item: str = ""
    answers_of: str = ""
    pin: PinDraft | None = None
    follow: FollowUp | None = None
    ask: Ask = Ask.NONE
    lower_to: Grade | None = None
    panel: Panel = Panel.NONE
    typed: str = ""
    form_of: str = ""
    form_put_off: bool = False
    row: int = 0
    lead: LeadDraft | None = None
    earlier: str = ""


def after(gaze: Gaze, before: BenchView | None, now: BenchView) -> Gaze:
    """The gaze once the bench went from `before` to `now`: it follows the work and keeps what is still there."""
    if _piece_id(before) != _piece_id(now):
        put_off = gaze.form_put_off and _same_parcel(before, now)
        return Gaze(item=_item(now), check=_check(now), form_put_off=put_off)
    if not _same_parcel(before, now):
        return Gaze(item=_item(now))
    kept = gaze if gaze.item and now.piece is None else replace(gaze, item=_item(now))
    if now.piece is not None and not now.piece.open:
        panel = kept.panel if kept.panel in _STAYS_AT_A_VERDICT else Panel.NONE
        lead = kept.lead if panel is Panel.LEAD else None
        return Gaze(item=kept.item, panel=panel, form_put_off=kept.form_put_off, row=kept.row, lead=lead)
    return kept


def next_check(view: BenchView, after_check: str) -> str:
    """The next unanswered check below `after_check`, then from the top; empty when all are answered."""
    if view.piece is None:
        return ""
    checks = [check.id for check in view.piece.checks]
    start = checks.index(after_check) + 1 if after_check in checks else 0
    ordered = checks[start:] + checks[:start]
    unanswered = {check.id for check in view.piece.checks if not check.answered}
    return next((check for check in ordered if check in unanswered), "")


def asks_for_form(view: BenchView, gaze: Gaze) -> str:
    """The dossier whose transfer form is to be recorded now; empty when none is, or when it was put off."""
    if gaze.panel is Panel.FORM and view.parcel is not None:
        forms = view.parcel.dossiers
        if any(each.dossier == gaze.form_of for each in forms):
            return gaze.form_of
        unknown = next((each.dossier for each in forms if each.transfer_form is TransferForm.UNKNOWN), "")
        return unknown or (forms[0].dossier if forms else "")
    if view.next.step is Step.RECORD_TRANSFER_FORM and not gaze.form_put_off and view.piece is None:
        return view.next.target
    return ""


def _check(view: BenchView) -> str:
    return next_check(view, "") if view.piece is not None and view.piece.open else ""


def _piece_id(view: BenchView | None) -> str:
    """What is in hand: an inspected piece, or one nobody declared. A piece inspected anew is looked at anew."""
    if view is None:
        return ""
    if view.piece is not None and view.piece.reentry is not None:
        return f"{view.piece.id} {view.piece.reentry.number}"
    return view.piece.id if view.piece is not None else view.undeclared.id if view.undeclared is not None else ""


def _same_parcel(before: BenchView | None, now: BenchView) -> bool:
    code = now.parcel.code if now.parcel else ""
    return before is not None and (before.parcel.code if before.parcel else "") == code


def _item(view: BenchView) -> str:
    """The card the eye rests on: the piece in hand, else the next one to open."""
    if view.piece is not None:
        return str(view.piece.key)
    if view.parcel is None:
        return ""
    if view.next.step is Step.OPEN_ITEM:
        return view.next.target
    waiting = next((item for item in view.parcel.items if item.state in OPEN_STATES), None)
    return str((waiting or view.parcel.items[0]).item.key) if view.parcel.items else ""
