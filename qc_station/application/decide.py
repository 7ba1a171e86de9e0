"""The expert signs: the judgement becomes a verdict, and a decision the ledger will hear of exactly once.

Verdict, log entry and outbox row are one transaction. The approval's id is made here, before anything is sent. Until
the
programme's grace is over the approval is a draft: an undo removes it, and no number of the station's sequence is spent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qc_station.application.bench_ports import Acted, BenchPorts, expert, piece_in_hand, say
from qc_station.application.commands import Decide
from qc_station.application.evidence import shown_or_waived
from qc_station.application.open_item import undecided
from qc_station.application.outcome import Notice, Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done, Session
from qc_station.application.treatment import order_treatment
from qc_station.domain.approval import Approval, Departure, OutboxState
from qc_station.domain.checklist import NOTE_LENGTH_MAX
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import (
    Axes,
    CreditState,
    DecisionState,
    DispositionState,
    Piece,
    ReceptionState,
    TreatmentState,
)
from qc_station.domain.takeback import DeclaredItem, TakeBack, TransferForm
from qc_station.domain.transitions import move
from qc_station.domain.verdict import Ruling, Verdict
from qc_station.policy.authority import signed
from qc_station.policy.grading import judge
from qc_station.policy.programme import Programme

_DECISION_OF = {
    Ruling.ACCEPTED: DecisionState.ACCEPTED,
    Ruling.REFUSED: DecisionState.REFUSED,
    Ruling.REVIEW: DecisionState.NEEDS_REVIEW,
}


DECIDED = frozenset({Topic.PIECE, Topic.PARCEL, Topic.OUTBOX})


def decide(command: Decide, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("checks_unanswered" | "evidence_missing" | "overturn_needs_lead" | "raise_needs_lead" | …)."""
    operator = expert(session)
    if command.choice is Ruling.TREATMENT:
        return order_treatment(command, session, ports)
    with ports.unit_of_work() as uow:
        before, item, takeback = piece_in_hand(session, uow)
        undecided(before)
        if before.axes.reception is not ReceptionState.RECEIVED:
            raise RuleBroken("open_an_item_first")
        programme = ports.programme_of(takeback)
        verdict = _verdict(command, before, item, takeback, programme, operator, ports)
        notice = put_verdict(verdict, before, takeback, operator, uow, ports)
        uow.commit()
    done = session.with_done(Done(Act.DECISION, before.id, piece_before=before))
    return Acted(done, notice, DECIDED)


def put_verdict(
    verdict: Verdict,
    before: Piece,
    takeback: TakeBack,
    operator: Operator,
    uow: UnitOfWork,
    ports: BenchPorts,
) -> Notice:
    """Store a verdict on a piece that has none, with its log entry and what the ledger will hear; what to say of it."""
    programme = ports.programme_of(takeback)
    held = _held(takeback, programme, verdict, uow)
    piece = uow.pieces.save(replace(before, verdict=verdict, axes=_axes(before, verdict, held=held)))
    uow.programmes.keep(programme.sha256, programme.text)
    if verdict.ruling is not Ruling.REVIEW:
        uow.outbox.put(_departure(piece, verdict, programme, ports, held=held))
    uow.log.append(ports.fact("piece_decided", operator, piece.id, **decision_body(piece, verdict)))
    return _notice(verdict, piece, held=held)


def _verdict(
    command: Decide,
    piece: Piece,
    item: DeclaredItem,
    takeback: TakeBack,
    programme: Programme,
    operator: Operator,
    ports: BenchPorts,
) -> Verdict:
    if max(len(command.note), len(command.without_photos)) > NOTE_LENGTH_MAX:
        raise RuleBroken("note_too_long", length=len(command.note), most=NOTE_LENGTH_MAX)
    judgement = judge(piece.answers, item, takeback, programme, treated=piece.treated)
    signature = signed(command.choice, command.grade, command.note, judgement, item, programme)
    missing = shown_or_waived(piece, programme, command.without_photos)
    return Verdict(
        ruling=command.choice,
        grade=signature.grade,
        amount=signature.amount,
        reasons=signature.reasons,
        note=command.note,
        judged=judgement,
        programme=programme.ref,
        operator=operator.id,
        station=ports.station,
        decided_at=ports.clock.now(),
        without_photos=command.without_photos if missing else "",
    )


def _held(takeback: TakeBack, programme: Programme, verdict: Verdict, uow: UnitOfWork) -> bool:
    """Only money is held for a form; a refusal needs none."""
    if verdict.ruling is not Ruling.ACCEPTED or not programme.credit_needs_signed_form:
        return False
    reception = uow.receptions.get(takeback.dossier)
    return reception is None or reception.transfer_form is not TransferForm.SIGNED


def _axes(piece: Piece, verdict: Verdict, *, held: bool) -> Axes:
    credit, disposition = CreditState.NONE, DispositionState.NONE
    if verdict.ruling is Ruling.ACCEPTED:
        credit = CreditState.HELD if held else CreditState.QUEUED
    if verdict.ruling is Ruling.REFUSED:
        disposition = DispositionState.HOLD
    treatment = TreatmentState.REINSPECTED if piece.treated else piece.axes.treatment
    return move(
        piece.axes,
        treatment=treatment,
        decision=_DECISION_OF[verdict.ruling],
        credit=credit,
        disposition=disposition,
    )


def _departure(piece: Piece, verdict: Verdict, programme: Programme, ports: BenchPorts, *, held: bool) -> Departure:
    approval = Approval(
        id=ports.new_id(),
        key=piece.key,
        piece=piece.id,
        ruling=verdict.ruling,
        grade=verdict.grade,
        reasons=verdict.reasons,
        claimed=verdict.amount,
        programme=verdict.programme,
        operator=verdict.operator,
        occurred_at=verdict.decided_at,
        evidence=tuple(dict.fromkeys(shot.photo.sha256 for shot in piece.shots)),
    )
    release_at = verdict.decided_at + timedelta(seconds=programme.undo_grace_s)
    return Departure(approval, OutboxState.DRAFT, release_at, held=held)


def decision_body(piece: Piece, verdict: Verdict) -> dict[str, object]:
    """What the log keeps of a decision, in JSON's own types; `verify` compares it with what is stored."""
    return {
        "dossier": piece.key.dossier,
        "line": piece.key.line,
        "ruling": str(verdict.ruling),
        "grade": verdict.grade and str(verdict.grade),
        "amount": verdict.amount and [verdict.amount.minor, verdict.amount.currency],
        "reasons": list(verdict.reasons),
        "judged": verdict.judged.ruling and str(verdict.judged.ruling),
        "programme": [verdict.programme.id, verdict.programme.version, verdict.programme.sha256],
        "note": verdict.note,
        "without_photos": verdict.without_photos,
        "overrules": verdict.overrules and _overruled_body(verdict.overrules),
    }


def _overruled_body(earlier: Verdict) -> dict[str, object]:
    return {
        "ruling": str(earlier.ruling),
        "grade": earlier.grade and str(earlier.grade),
        "operator": earlier.operator,
        "at": earlier.decided_at.isoformat(),
    }


def _notice(verdict: Verdict, piece: Piece, *, held: bool) -> Notice:
    if verdict.ruling is Ruling.REVIEW:
        return say("set_aside_for_review", Tone.ATTENTION, line=piece.key.line)
    if verdict.ruling is Ruling.REFUSED:
        return say("piece_refused", Tone.PASS, line=piece.key.line)
    code = "piece_accepted_held" if held else "piece_accepted"
    return say(code, Tone.ATTENTION if held else Tone.ACCEPT, line=piece.key.line, amount=verdict.amount)
