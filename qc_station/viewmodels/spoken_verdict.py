"""What the verdict bar says: of a piece that is signed, proposed or still being inspected, and of a bench without one.

Each answer is caption, title, sentence and level (`calm`, `good`, `attention`, `bad`).
"""

from __future__ import annotations

from qc_station.application.bench_view import BenchView, PieceView, ReentryView, Step
from qc_station.domain.grade import Grade
from qc_station.domain.piece import TreatmentState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.reversal import ReversalState
from qc_station.domain.verdict import Ground, Judgement, Ruling, Verdict
from qc_station.viewmodels.disposal import disposition_words
from qc_station.viewmodels.grade_chips import best_left
from qc_station.viewmodels.reentry import outcome_words, sold_as
from qc_station.viewmodels.words import Words, filled, tr

_LEVEL = {
    Ruling.ACCEPTED: "good",
    Ruling.REFUSED: "bad",
    Ruling.REVIEW: "attention",
    Ruling.TREATMENT: "attention",
}


def spoken(view: BenchView, words: Words) -> tuple[str, str, str, str]:
    """Caption, title, sentence and level for a piece: signed, proposed, or still being inspected."""
    piece = view.piece
    assert piece is not None
    verdict, judgement = piece.verdict, piece.judgement
    sentence = words.sentence(_telling_ground(judgement).sentence) if judgement.grounds else ""
    if piece.blind:
        return _second_look(piece, words)
    if piece.reentry is not None:
        return _reentry(piece, piece.reentry, words)
    if verdict is not None:
        level = _LEVEL[verdict.ruling]
        gone = disposition_words(piece.axes.disposition)
        back = _reversal(piece)
        reason = " · ".join(part for part in (back, gone, verdict.note or sentence) if part)
        caption = tr("Decision signed by a lead") if _a_leads(verdict) else tr("Decision signed")
        return caption, _ruled(verdict.ruling, verdict.grade, verdict.reasons, words), reason, level
    if judgement.ruling is None:
        left = len(judgement.unanswered)
        best = best_left(judgement)
        so_far = filled(tr("At best {grade} so far"), grade=words.grade(best)) if best else ""
        return tr("Inspection"), tr("%n check(s) left", None, left), so_far, "calm"
    if piece.treatments:
        begun = piece.axes.treatment is TreatmentState.IN_PROGRESS
        title = tr("In treatment") if begun else tr("To be treated")
        return tr("Sent to treatment"), title, sentence, "attention"
    level = _LEVEL[judgement.ruling]
    return tr("Proposed decision"), _ruled(judgement.ruling, judgement.grade, judgement.reasons, words), sentence, level


def _reversal(piece: PieceView) -> str:
    """How far taking its credit back is; nothing when nobody asked."""
    words = {
        ReversalState.ASKED: tr("Taking the credit back: waits for the ledger"),
        ReversalState.DONE: tr("Credit taken back"),
        ReversalState.UNCOVERED: tr("Credit not taken back: the customer has spent it; the office decides"),
        ReversalState.REFUSED: tr("Credit not taken back: the ledger knows of none"),
    }
    return words[piece.reversal] if piece.reversal else ""


def _second_look(piece: PieceView, words: Words) -> tuple[str, str, str, str]:
    judgement = piece.judgement
    if judgement.ruling is None:
        return tr("Second look"), tr("%n check(s) left", None, len(judgement.unanswered)), "", "calm"
    return tr("Second look"), _ruled(judgement.ruling, judgement.grade, judgement.reasons, words), "", "calm"


def _reentry(piece: PieceView, reentry: ReentryView, words: Words) -> tuple[str, str, str, str]:
    """What the shop shows it as, and what is proposed for it now."""
    shown = filled(tr("The shop shows it as {grade}"), grade=words.grade(reentry.grade)) if reentry.grade else ""
    if not reentry.outcomes:
        left = tr("%n check(s) left", None, len(piece.judgement.unanswered))
        return tr("Back from the shop"), left, shown, "calm"
    proposed = reentry.outcomes[0]
    level = "good" if proposed is ReentryOutcome.AS_PUBLISHED else "attention"
    return tr("Back from the shop"), outcome_words(proposed, sold_as(piece), words), shown, level


def _a_leads(verdict: Verdict) -> bool:
    """What was signed is not what the rules said, nor a grade an expert may lower: only a lead can."""
    judged = verdict.judged
    raised = verdict.grade is not None and judged.grade is not None and verdict.grade.rank < judged.grade.rank
    overturned = verdict.ruling is not judged.ruling and verdict.ruling is not Ruling.REVIEW
    return verdict.overrules is not None or raised or overturned


def _ruled(ruling: Ruling, grade: Grade | None, reasons: tuple[str, ...], words: Words) -> str:
    if ruling is Ruling.ACCEPTED:
        return f"{tr('Accepted')} — {words.grade(grade)}"
    heads = {Ruling.REFUSED: tr("Refused"), Ruling.TREATMENT: tr("To be treated")}
    head = heads.get(ruling, tr("To be reviewed"))
    said = ", ".join(words.reason(reason) for reason in reasons)
    return f"{head} — {said}" if said else head


def _telling_ground(judgement: Judgement) -> Ground:
    """The ground whose sentence stands in the bar: the one that rules, else the cap that set the grade."""
    for ground in judgement.grounds:
        if ground.ruling is not None and ground.ruling is judgement.ruling:
            return ground
    capping = [ground for ground in judgement.grounds if ground.limit is not None and ground.limit is judgement.grade]
    return (capping or list(judgement.grounds))[-1]


def at_rest(view: BenchView, words: Words) -> tuple[str, str, str, str]:
    if view.undeclared is not None:
        said = tr("In quarantine") if view.undeclared.shots else tr("To be photographed")
        return tr("Undeclared piece"), said, tr("Nobody is credited for it. A lead says whose it is."), "attention"
    if view.parcel is None:
        return tr("Bench ready"), tr("Scan a parcel"), "", "calm"
    if view.next.step is Step.NEXT_PARCEL:
        items = view.parcel.items
        paid = [item.shown_amount for item in items if item.state == "accepted" and item.shown_amount]
        total = paid[0] if paid else None
        for amount in paid[1:]:
            total = total + amount if total and total.currency == amount.currency else None
        done = tr("%n item(s) dealt with", None, len(items))
        credit = filled(tr("credits of {amount}"), amount=words.money(total)) if total else tr("no credit")
        return tr("Parcel complete"), f"{done} · {credit}", "", "good"
    left = len(view.parcel.items) - view.parcel.done
    return tr("Parcel open"), tr("%n item(s) to inspect", None, left), "", "calm"
