"""What a key or a button means, given what the bench shows and where the operator looks. Each verb is one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qc_station.application.bench_view import ItemView, PieceView, Step
from qc_station.application.commands import (
    CONFORM,
    AnswerCheck,
    CloseParcel,
    ClosePiece,
    Decide,
    MarkMissing,
    OpenItem,
    RecordTransferForm,
    SignOut,
    Undo,
)
from qc_station.application.drawings import Drawing
from qc_station.application.outcome import Outcome
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.parcel import OPENING_VIEW, parcel_subject
from qc_station.domain.takeback import TransferForm
from qc_station.domain.undeclared import UNDECLARED_VIEW
from qc_station.domain.verdict import Ruling
from qc_station.policy.programme import AnswerRule, Check
from qc_station.viewmodels import follow_up, reentry
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Ask, Panel, PinDraft, asks_for_form, next_check

FORM_STATES = (TransferForm.SIGNED, TransferForm.UNSIGNED, TransferForm.MISSING)
EXTRA_VIEW = "extra"
_NUDGE = 0.02


# ---------------------------------------------------------------- checks


def check_of_key(desk: Desk, digit: str) -> Check | None:
    return next((check for check in desk.words.programme.checks if check.key == digit), None)


def conform(desk: Desk, check: str) -> None:
    """Answer that check with its "conform" and move on."""
    desk.look(check=check, answers_of="", pin=None, follow=None, ask=Ask.NONE)
    desk.act(AnswerCheck(check, CONFORM), lambda outcome: _move_on(desk, check, outcome))


def open_answers(desk: Desk, check: str) -> None:
    """Show the check's defect answers in its row; a check with a single one is answered at once."""
    known = desk.words.programme.check(check)
    if known is None or desk.piece is None:
        return
    if len(known.answers) == 1:
        answer(desk, check, known.answers[0])
    else:
        desk.look(check=check, answers_of="" if desk.gaze.answers_of == check else check, pin=None, steered=True)


def answer_nth(desk: Desk, position: int) -> None:
    known = desk.words.programme.check(desk.gaze.answers_of)
    if known is not None and 0 <= position < len(known.answers):
        answer(desk, known.id, known.answers[position])


def answer(desk: Desk, check: str, rule: AnswerRule) -> None:
    """Store the finding at once; when it has a place on the garment, the outline then asks for it."""

    def placed(outcome: Outcome) -> None:
        if outcome.ok and rule.pin and desk.piece is not None and desk.piece.open:
            desk.look(pin=_fresh_pin(desk, check, rule.id), answers_of="", check=check)
        else:
            _ask_further(desk, check, rule.id, outcome)

    desk.act(AnswerCheck(check, rule.id), placed)


def is_open(piece: PieceView | None, check: str) -> bool:
    """That check of an undecided piece has no answer yet."""
    if piece is None or not piece.open:
        return False
    return any(each.id == check and not each.answered for each in piece.checks)


def step_check(desk: Desk, by: int) -> None:
    if desk.piece is None:
        return
    checks = [check.id for check in desk.piece.checks]
    here = checks.index(desk.gaze.check) if desk.gaze.check in checks else -1 if by > 0 else len(checks)
    desk.look(check=checks[max(0, min(len(checks) - 1, here + by))], steered=True, answers_of="")


def _ask_further(desk: Desk, check: str, kind: str, outcome: Outcome) -> None:
    if not (outcome.ok and follow_up.begin(desk, check, kind)):
        _move_on(desk, check, outcome)


def _move_on(desk: Desk, check: str, outcome: Outcome) -> None:
    if outcome.ok and desk.view is not None:
        desk.look(check=next_check(desk.view, check), steered=False, answers_of="", pin=None)


# ---------------------------------------------------------------- the pin


def drawing(desk: Desk, side: Side) -> Drawing:
    piece = desk.piece
    category = desk.words.programme.categories.get(piece.item.category) if piece else None
    return desk.wiring.drawings.of(category.outline if category else "", side)


def _fresh_pin(desk: Desk, check: str, answer_id: str) -> PinDraft:
    zone = next((zone for zone in drawing(desk, Side.FRONT).zones if zone.key == "5"), None)
    x, y = zone.centre if zone else (0.5, 0.5)
    return PinDraft(check, answer_id, Side.FRONT, x, y)


def pin_to_zone(desk: Desk, digit: str) -> None:
    pin = desk.gaze.pin
    zone = next((zone for zone in drawing(desk, pin.side).zones if zone.key == digit), None) if pin else None
    if pin is not None and zone is not None:
        desk.look(pin=replace(pin, x=zone.centre[0], y=zone.centre[1]))


def pin_to(desk: Desk, x: float, y: float) -> None:
    if desk.gaze.pin is not None:
        desk.look(pin=replace(desk.gaze.pin, x=min(1.0, max(0.0, x)), y=min(1.0, max(0.0, y))))


def nudge_pin(desk: Desk, right: int, down: int) -> None:
    if desk.gaze.pin is not None:
        pin_to(desk, desk.gaze.pin.x + right * _NUDGE, desk.gaze.pin.y + down * _NUDGE)


def flip_pin(desk: Desk) -> None:
    pin = desk.gaze.pin
    if pin is not None:
        desk.look(pin=replace(pin, side=Side.BACK if pin.side is Side.FRONT else Side.FRONT))


def place_pin(desk: Desk) -> None:
    draft = desk.gaze.pin
    if draft is not None:
        pin = Pin(draft.side, draft.x, draft.y)
        desk.look(pin=None)
        command = AnswerCheck(draft.check, draft.answer, pin)
        desk.act(command, lambda outcome: _ask_further(desk, draft.check, draft.answer, outcome))


def skip_pin(desk: Desk) -> None:
    draft = desk.gaze.pin
    if draft is not None and desk.view is not None:
        desk.look(pin=None, check=next_check(desk.view, draft.check), steered=False)
        follow_up.begin(desk, draft.check, draft.answer)


# ---------------------------------------------------------------- photographs


def wanted_view(desk: Desk) -> str:
    """The view the next shot is of: what the next step needs, else the first view without a photo."""
    view = desk.view
    if view is None or not shot_subject(desk):
        return ""
    if view.next.step is Step.PHOTOGRAPH:
        return view.next.target
    if view.undeclared is not None:
        return UNDECLARED_VIEW
    shots = view.piece.shots if view.piece is not None else view.parcel.shots if view.parcel is not None else ()
    waiting = sorted((shot for shot in shots if shot.photo is None), key=lambda shot: not shot.required)
    return waiting[0].view if waiting else EXTRA_VIEW if view.piece is not None else OPENING_VIEW


def shot_subject(desk: Desk) -> str:
    """What the next shot belongs to: the piece in hand, whoever declared it, else the parcel; empty for nothing."""
    view = desk.view
    if view is None or view.parcel is None:
        return ""
    if view.piece is not None:
        return view.piece.id if view.piece.open and not view.piece.blind else ""
    if view.undeclared is not None:
        return view.undeclared.id if view.undeclared.end is None else ""
    return parcel_subject(view.parcel.code)


def photograph(desk: Desk) -> None:
    if shot_subject(desk):
        desk.shoot(wanted_view(desk))


# ---------------------------------------------------------------- the verdict


def sign(desk: Desk) -> None:
    piece = desk.piece
    if piece is not None and piece.reentry is not None:
        reentry.end_as_proposed(desk)
    elif piece is not None and piece.open and piece.judgement.ruling is not None:
        desk.act(Decide(piece.judgement.ruling, piece.judgement.grade))


def lower_choices(piece: PieceView) -> tuple[Grade, ...]:
    """Grades below the one found that the offer buys, best first."""
    if piece.reentry is not None:
        return reentry.lower_than_found(piece)
    found = piece.judgement.grade
    if piece.verdict is not None or piece.judgement.ruling is not Ruling.ACCEPTED or found is None:
        return ()
    return tuple(grade for grade, _ in piece.judgement.amounts if grade.rank > found.rank)


def ask_lower(desk: Desk) -> None:
    """Ask for the reason of a lower grade; asked again, offer the next lower one."""
    choices = lower_choices(desk.piece) if desk.piece else ()
    if choices:
        at = choices.index(desk.gaze.lower_to) + 1 if desk.gaze.lower_to in choices else 0
        desk.look(ask=Ask.LOWER, lower_to=choices[at % len(choices)])


def ask_review(desk: Desk) -> None:
    if desk.piece is not None and may_review(desk.piece):
        desk.look(ask=Ask.REVIEW)


def may_review(piece: PieceView) -> bool:
    """A second look and a re-entry end in other ways."""
    return piece.open and not piece.blind and piece.reentry is None


def ask_no_photo(desk: Desk) -> None:
    """Sign although a defect could not be photographed: only where that is what stands in the way."""
    if desk.piece is not None and desk.view is not None and desk.view.next.step is Step.PHOTOGRAPH:
        desk.look(ask=Ask.NO_PHOTO)


def give_reason(desk: Desk, reason: str) -> None:
    piece, ask = desk.piece, desk.gaze.ask
    if ask is Ask.CORRECTION:
        follow_up.tell(desk, reason)
        return
    if piece is None or not reason.strip():
        return
    if ask is Ask.REVIEW:
        desk.act(Decide(Ruling.REVIEW, note=reason, without_photos=reason))
    elif ask is Ask.LOWER and piece.reentry is not None:
        reentry.end_lower(desk, desk.gaze.lower_to, reason)
    elif ask is Ask.LOWER:
        desk.act(Decide(Ruling.ACCEPTED, desk.gaze.lower_to, reason))
    elif ask is Ask.NO_PHOTO and piece.judgement.ruling is not None:
        desk.act(Decide(piece.judgement.ruling, piece.judgement.grade, without_photos=reason))
    desk.look(ask=Ask.NONE, lower_to=None)


def undo(desk: Desk) -> None:
    desk.look(pin=None, follow=None, answers_of="", ask=Ask.NONE)
    desk.act(Undo(), lambda outcome: _look_at_open_check(desk, outcome))


def _look_at_open_check(desk: Desk, outcome: Outcome) -> None:
    if outcome.ok and desk.view is not None:
        desk.look(check=next_check(desk.view, ""), steered=False)


# ---------------------------------------------------------------- parcel and items


def record_form(desk: Desk, position: int) -> None:
    """Signed, unsigned or missing, for the dossier that is asked about."""
    dossier = asks_for_form(desk.view, desk.gaze) if desk.view else ""
    if dossier and 0 <= position < len(FORM_STATES):
        desk.look(panel=Panel.NONE, form_of="")
        desk.act(RecordTransferForm(FORM_STATES[position], dossier))


def items(desk: Desk) -> tuple[ItemView, ...]:
    parcel = desk.view.parcel if desk.view else None
    return parcel.items if parcel else ()


def item_at_gaze(desk: Desk) -> ItemView | None:
    return next((each for each in items(desk) if str(each.item.key) == desk.gaze.item), None)


def step_item(desk: Desk, by: int) -> None:
    """Move the cursor over the cards; with a piece in hand, take the neighbour in hand instead."""
    cards = items(desk)
    keys = [str(each.item.key) for each in cards]
    if not keys:
        return
    here = keys.index(desk.gaze.item) if desk.gaze.item in keys else 0
    to = max(0, min(len(keys) - 1, here + by))
    if desk.piece is None:
        desk.look(item=keys[to])
    elif to != here:
        open_item(desk, cards[to])


def open_item(desk: Desk, card: ItemView | None) -> None:
    if card is not None:
        desk.act(OpenItem(card.item.key.line, card.item.key.dossier))


def mark_missing(desk: Desk) -> None:
    card = item_at_gaze(desk)
    if card is not None:
        desk.act(MarkMissing(card.item.key.line, card.item.key.dossier))


def sign_out(desk: Desk) -> None:
    if desk.view is not None and desk.view.operator is not None:
        desk.act(SignOut())


def open_panel(panel: Panel) -> Callable[[Desk], None]:
    """The verb that opens that panel, or closes it."""

    def toggle(desk: Desk) -> None:
        desk.look(panel=Panel.NONE if desk.gaze.panel is panel else panel, typed="", form_of="")

    return toggle


# ---------------------------------------------------------------- next, and back


def go_on(desk: Desk) -> None:
    """Enter: the next thing to do, as the bench names it, unless the operator steered to a check."""
    view, gaze = desk.view, desk.gaze
    if view is None:
        return
    if asks_for_form(view, gaze):
        record_form(desk, 0)
    elif gaze.follow is not None:
        follow_up.skip(desk)
    elif gaze.pin is not None:
        place_pin(desk)
    elif (gaze.steered or view.next.step is Step.ANSWER_CHECK) and is_open(view.piece, gaze.check):
        conform(desk, gaze.check)
    else:
        _do_next(desk, view.next.step, view.next.target)


def _do_next(desk: Desk, step: Step, target: str) -> None:
    if step is Step.ANSWER_CHECK:
        conform(desk, target)
    elif step is Step.PHOTOGRAPH:
        photograph(desk)
    elif step is Step.SIGN:
        sign(desk)
    elif step in (Step.OPEN_ITEM, Step.RECORD_TRANSFER_FORM):
        _open_next(desk, target if step is Step.OPEN_ITEM else "")
    elif step is Step.NEXT_PARCEL:
        desk.act(CloseParcel())
    elif step is Step.QUARANTINE:
        desk.act(ClosePiece())
    elif step is Step.SCAN_PARCEL:
        desk.look(panel=Panel.CODE, row=0)
        desk.destinations = ()


def _open_next(desk: Desk, target: str) -> None:
    """The card under the cursor while no piece is in hand, else the one the bench names; a form put off comes last."""
    if not target:
        desk.look(form_put_off=False, panel=Panel.FORM)
        return
    wanted = desk.gaze.item if desk.piece is None and desk.gaze.item else target
    open_item(desk, next((each for each in items(desk) if str(each.item.key) == wanted), None))
