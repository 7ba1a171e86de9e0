"""Treatment instead of refusal: what can be cleaned or mended goes to the workshop, comes back, and is inspected again.

Source: product.md 4 and 5. No decision is made meanwhile and the ledger hears nothing. The answers of the first
inspection stay in the log; the second one begins with none.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.answer_check import with_axes
from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, piece_in_hand, say
from qc_station.application.commands import Decide, RecordTreatment
from qc_station.application.evidence import shown_or_waived
from qc_station.application.open_item import undecided
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done, Session
from qc_station.domain.checklist import treated_view
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import Piece, ReceptionState, TreatmentState
from qc_station.domain.transitions import move
from qc_station.domain.verdict import Ruling
from qc_station.policy.grading import judge

_CHANGED = frozenset({Topic.PIECE, Topic.PARCEL})
_NEXT = {
    TreatmentState.NEEDED: (TreatmentState.IN_PROGRESS,),
    TreatmentState.IN_PROGRESS: (TreatmentState.DONE,),
}


def order_treatment(command: Decide, session: Session, ports: BenchPorts) -> Acted:
    """The expert signs that the piece is to be treated.

    Raises RuleBroken("nothing_to_treat" | "evidence_missing" | "open_an_item_first" | "piece_decided").
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, item, takeback = piece_in_hand(session, uow)
        undecided(before)
        if before.axes.reception is not ReceptionState.RECEIVED:
            raise RuleBroken("open_an_item_first")
        programme = ports.programme_of(takeback)
        judgement = judge(before.answers, item, takeback, programme, treated=before.treated)
        if judgement.ruling is not Ruling.TREATMENT:
            raise RuleBroken("nothing_to_treat")
        waived = shown_or_waived(before, programme, command.without_photos)
        uow.pieces.save(replace(before, axes=move(before.axes, treatment=TreatmentState.NEEDED)))
        body = {
            "reasons": list(judgement.reasons),
            "answers": {answer.check: list(answer.kinds) for answer in before.answers},
            "programme": [programme.id, programme.version, programme.sha256],
            "without_photos": command.without_photos if waived else "",
        }
        uow.log.append(ports.fact("treatment_ordered", operator, before.id, **body))
        uow.commit()
    done = session.with_done(Done(Act.TREATMENT, before.id, piece_before=before))
    return Acted(done, say("treatment_ordered", Tone.ATTENTION, line=before.key.line), _CHANGED)


def record_treatment(command: RecordTreatment, session: Session, ports: BenchPorts) -> Acted:
    """The workshop began, or is done: then the piece is inspected again, from the first check on.

    Shots of findings are kept as what was there before. Raises RuleBroken("not_in_treatment" | "illegal_move").
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, _, _ = piece_in_hand(session, uow)
        move_treatment(before, command.state, operator, uow, ports)
        uow.commit()
    code = "treatment_done" if command.state is TreatmentState.DONE else "treatment_begun"
    # What the workshop did cannot be undone at the bench, nor what led to it.
    kept = tuple(done for done in session.history if done.subject != before.id)
    return Acted(replace(session, history=kept), say(code, line=before.key.line), _CHANGED)


def move_treatment(
    before: Piece, state: TreatmentState, operator: Operator, uow: UnitOfWork, ports: BenchPorts
) -> Piece:
    """The treatment goes on to `state`, stored and logged; once it is done the answers are those of nobody.

    Raises RuleBroken("not_in_treatment" | "declaration_gone").
    """
    if state not in next_treatments(before):
        raise RuleBroken("not_in_treatment", piece=before.id)
    piece = replace(before, axes=move(before.axes, treatment=state))
    if state is TreatmentState.DONE:
        takeback, item = declaration_of(piece.key, uow)
        shots = tuple(replace(shot, view=treated_view(shot.view)) for shot in piece.shots)
        fresh = replace(piece, answers=(), shots=shots)
        piece = with_axes(fresh, item.category, ports.programme_of(takeback))
    saved = uow.pieces.save(piece)
    uow.log.append(ports.fact("treatment_recorded", operator, piece.id, state=str(state)))
    return saved


def next_treatments(piece: Piece) -> tuple[TreatmentState, ...]:
    """What may be recorded of the treatment now; empty for a piece that is not in treatment."""
    return _NEXT[piece.axes.treatment] if piece.in_treatment else ()


def call_off(piece: Piece, uow: UnitOfWork) -> None:
    """Undo the order. Raises RuleBroken("treatment_begun_already")."""
    if piece.axes.treatment is not TreatmentState.NEEDED:
        raise RuleBroken("treatment_begun_already", piece=piece.id)
    uow.pieces.save(replace(piece, axes=move(piece.axes, treatment=TreatmentState.NONE)))
