"""What a lead may do with what is in hand, and the steps to it: choose, say why, badge, PIN."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qc_station.application.bench_view import BenchView, ItemState, PieceView, ReentryOffer
from qc_station.application.commands import (
    BeginReentry,
    BenchCommand,
    Lead,
    Overrule,
    ReleaseHold,
    ReverseCredit,
    SettleUndeclared,
)
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.domain.piece import CreditState
from qc_station.domain.undeclared import QuarantineState
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import LeadDraft, LeadStep, Panel
from qc_station.viewmodels.words import Words, filled, tr

PIN_LENGTH_MAX = 12
_TRY_ANOTHER_BADGE = frozenset({"needs_a_lead", "unknown_badge", "scan_your_badge"})
# Settled with the same act, or not a matter of badge and reason any more: the panel closes, the band says what is.
_RETRIED = _TRY_ANOTHER_BADGE | {"wrong_pin", "badge_locked"}


@dataclass(frozen=True, slots=True)
class LeadOption:
    """One thing a lead can sign. `level`: good, bad or calm."""

    key: str
    title: str
    detail: str
    level: str
    command: Callable[[Lead], BenchCommand]


def options(desk: Desk) -> tuple[LeadOption, ...]:
    """What can be signed for what is in hand; empty when nothing can."""
    view = desk.view
    if view is None:
        return ()
    if view.undeclared is not None:
        return _of_undeclared(view, desk.words)
    piece = view.piece
    if piece is None:
        return _of_quarantine(view, desk)
    if piece.blind or piece.treatments or piece.reentry is not None:
        return ()
    if _left(piece):
        return (*_late_reentry(piece), *_reversal(piece, desk.words))
    # What is to be treated first cannot be refused before; the bench would say no.
    refusals = () if piece.judgement.ruling is Ruling.TREATMENT else _refusals(desk.words)
    return (*_release(piece), *_acceptances(piece, desk.words), *refusals)


def _left(piece: PieceView) -> bool:
    """Its decision is with the ledger; a piece set aside never leaves."""
    verdict = piece.verdict
    return verdict is not None and verdict.ruling is not Ruling.REVIEW and piece.undo_until is None


def _release(piece: PieceView) -> tuple[LeadOption, ...]:
    if piece.axes.credit is not CreditState.HELD:
        return ()
    detail = tr("The transfer form is not there, signed; the credit leaves all the same.")
    return (LeadOption("release", tr("Release the held credit"), detail, "good", ReleaseHold),)


def _reversal(piece: PieceView, words: Words) -> tuple[LeadOption, ...]:
    if not piece.reversible:
        return ()
    amount = piece.verdict.amount if piece.verdict else None
    title = filled(tr("Take the credit back: {amount}"), amount=words.money(amount)) if amount else ""
    detail = tr("The decision stays; spent money does too.")
    return (LeadOption("reverse", title, detail, "bad", ReverseCredit),)


def _late_reentry(piece: PieceView) -> tuple[LeadOption, ...]:
    if piece.reentry_offer is not ReentryOffer.LATE:
        return ()
    detail = tr("It came back from the shop after the days the programme gives.")
    return (LeadOption("reentry", tr("Inspect it anew all the same"), detail, "good", BeginReentry),)


def _acceptances(piece: PieceView, words: Words) -> tuple[LeadOption, ...]:
    if piece.judgement.unanswered:
        return ()
    return tuple(
        LeadOption(
            f"accept {grade}",
            filled(tr("Accept as {grade}"), grade=words.grade(grade)),
            words.money(amount),
            "good",
            lambda lead, grade=grade: Overrule(lead, Ruling.ACCEPTED, grade),  # type: ignore[misc]
        )
        for grade, amount in piece.judgement.amounts
    )


def _refusals(words: Words) -> tuple[LeadOption, ...]:
    return tuple(
        LeadOption(
            f"refuse {reason}",
            filled(tr("Refuse: {reason}"), reason=words.reason(reason)),
            "",
            "bad",
            lambda lead, reason=reason: Overrule(lead, Ruling.REFUSED, refused_for=reason),  # type: ignore[misc]
        )
        for reason in words.programme.reasons
    )


def _of_quarantine(view: BenchView, desk: Desk) -> tuple[LeadOption, ...]:
    """Which of the pieces that wait is the item under the cursor: so a piece found in one parcel goes to any other."""
    at = next(
        (each for each in (view.parcel.items if view.parcel else ()) if str(each.item.key) == desk.gaze.item), None
    )
    if at is None or at.state not in (ItemState.MISSING, ItemState.TO_INSPECT):
        return ()
    return tuple(
        LeadOption(
            f"quarantine {stray.id}",
            filled(tr("It is piece {piece}"), piece=stray.id),
            filled(tr("found in parcel {parcel}"), parcel=stray.parcel_code),
            "good",
            lambda lead, key=at.item.key, stray=stray.id: SettleUndeclared(lead, key, stray),  # type: ignore[misc]
        )
        for stray in view.quarantine
    )


def _of_undeclared(view: BenchView, words: Words) -> tuple[LeadOption, ...]:
    if view.undeclared is None or view.undeclared.state is not QuarantineState.WAITING:
        return ()
    open_items = [
        item
        for item in (view.parcel.items if view.parcel else ())
        if item.state in (ItemState.MISSING, ItemState.TO_INSPECT)
    ]
    linked = tuple(
        LeadOption(
            f"link {item.item.key}",
            filled(tr("It is {title}"), title=words.pick(item.item.title)),
            f"{item.item.key} · {item.item.reference} · {item.item.size}",
            "good",
            lambda lead, key=item.item.key: SettleUndeclared(lead, key),  # type: ignore[misc]
        )
        for item in open_items
    )
    back = LeadOption("back", tr("Send it back"), tr("It is nobody's declared item."), "bad", SettleUndeclared)
    return (*linked, back)


# ---------------------------------------------------------------- the steps


def begin(desk: Desk) -> None:
    """Open the panel, where a lead can do something; asked again, close it."""
    if desk.gaze.panel is Panel.LEAD:
        leave(desk)
    elif options(desk):
        desk.secret = ""
        desk.look(panel=Panel.LEAD, lead=LeadDraft(), row=0, pin=None, answers_of="")
    elif desk.view is not None and desk.view.parcel is not None:
        desk.tell(Notice("nothing_for_a_lead", Tone.PASS))


def leave(desk: Desk) -> None:
    desk.secret = ""
    desk.look(panel=Panel.NONE, lead=None, row=0)


def step(desk: Desk) -> LeadStep:
    return desk.gaze.lead.step if desk.gaze.lead else LeadStep.CHOOSE


def step_option(desk: Desk, by: int) -> None:
    if step(desk) is LeadStep.CHOOSE:
        desk.look(row=max(0, min(len(options(desk)) - 1, desk.gaze.row + by)))


def choose(desk: Desk, at: int) -> None:
    offered = options(desk)
    if step(desk) is LeadStep.CHOOSE and 0 <= at < len(offered):
        desk.look(lead=LeadDraft(chosen=offered[at].key), row=at)


def give_reason(desk: Desk, reason: str) -> None:
    """Then the badge; a lead who is signed in has shown it already, and still types the PIN."""
    draft, operator = desk.gaze.lead, desk.view.operator if desk.view else None
    if draft is not None and reason.strip():
        badge = operator.badge if operator is not None and operator.may_overrule else ""
        desk.look(lead=replace(draft, reason=reason.strip(), badge=draft.badge or badge))


def digit(desk: Desk, key: str) -> None:
    """A digit chooses an option, or is one of the PIN."""
    if step(desk) is LeadStep.CHOOSE:
        choose(desk, int(key) - 1 if key != "0" else 9)
    elif step(desk) is LeadStep.PIN and len(desk.secret) < PIN_LENGTH_MAX:
        desk.secret += key
        desk.changed.emit()


def erase(desk: Desk) -> None:
    desk.secret = desk.secret[:-1]
    desk.changed.emit()


def go_on(desk: Desk) -> None:
    """Enter: take the option under the cursor, or sign with what was given."""
    if step(desk) is LeadStep.CHOOSE:
        choose(desk, desk.gaze.row)
    elif step(desk) is LeadStep.PIN and desk.secret:
        _sign(desk)


def back(desk: Desk) -> None:
    """Esc: the step before, at the first one the panel closes."""
    draft = desk.gaze.lead
    desk.secret = ""
    if draft is None or draft.step is LeadStep.CHOOSE:
        leave(desk)
    elif draft.step is LeadStep.REASON:
        desk.look(lead=LeadDraft())
    else:
        desk.look(lead=LeadDraft(chosen=draft.chosen))


def _sign(desk: Desk) -> None:
    draft = desk.gaze.lead
    chosen = next((each for each in options(desk) if draft is not None and each.key == draft.chosen), None)
    if draft is None or chosen is None:
        leave(desk)
        return
    pin, desk.secret = desk.secret, ""

    def answered(outcome: Outcome) -> None:
        if outcome.ok or outcome.notice.code not in _RETRIED:
            leave(desk)
        elif outcome.notice.code in _TRY_ANOTHER_BADGE and desk.gaze.lead is not None:
            desk.look(lead=replace(desk.gaze.lead, badge=""))

    desk.act(chosen.command(Lead(draft.badge, pin, draft.reason)), answered)
