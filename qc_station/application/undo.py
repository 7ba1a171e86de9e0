"""Take back the last act. A decision can be taken back until it leaves the station; after that a lead reverses it."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.answer_check import with_axes
from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, say
from qc_station.application.commands import Undo
from qc_station.application.decide import decision_body
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.record_transfer_form import put_form
from qc_station.application.session import Act, Done, Session
from qc_station.application.treatment import call_off
from qc_station.application.undo_reentry import take_back_reentry
from qc_station.domain.approval import OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import CreditState, DecisionState, DispositionState, Piece, ReceptionState
from qc_station.domain.transitions import move
from qc_station.domain.undeclared import QuarantineState
from qc_station.domain.verdict import Ruling

_TOPICS = frozenset({Topic.PIECE, Topic.PARCEL, Topic.OUTBOX})


def undo(_command: Undo, session: Session, ports: BenchPorts) -> Acted:
    """Undo the newest act of this session, or, after a restart, the verdict of the piece that is open.

    Raises RuleBroken("nothing_to_undo" | "already_left").
    """
    operator = expert(session)
    if session.blind is not None:
        raise RuleBroken("second_look_first")
    with ports.unit_of_work() as uow:
        done = session.history[-1] if session.history else _signed_before(session, uow)
        _take_back(done, operator, uow, ports)
        uow.log.append(ports.fact("act_undone", operator, done.subject, act=str(done.act)))
        uow.commit()
    earlier = replace(session, history=session.history[:-1])
    if done.act in (Act.ANSWER, Act.DECISION, Act.PHOTOGRAPH, Act.TREATMENT, Act.REENTRY):
        earlier = _on_the_table(earlier, done, ports)
    if done.act is Act.UNDECLARED and earlier.piece_id == done.subject:
        earlier = earlier.with_piece("")
    return Acted(earlier, say("act_undone", Tone.PASS, act=str(done.act)), _TOPICS)


def _on_the_table(session: Session, done: Done, ports: BenchPorts) -> Session:
    """What was undone is what the operator looks at next, even when another parcel was opened meanwhile."""
    with ports.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(done.subject)
        if piece is None:
            return session
        _, item = declaration_of(piece.key, uow)
    # Of a re-entry everything but its beginning leads back into it.
    laid = replace(session, piece_id=piece.id, reentry=done.reentry_before is not None)
    if item.parcel_code == session.parcel:
        return laid
    return replace(laid, parcel=item.parcel_code, shown=item.parcel_code)


def _signed_before(session: Session, uow: UnitOfWork) -> Done:
    piece = uow.pieces.get(session.piece_id) if session.piece_id else None
    if piece is None or not piece.decided or session.reentry:
        raise RuleBroken("nothing_to_undo")
    return Done(Act.DECISION, piece.id)


def _take_back(done: Done, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> None:
    if done.act is Act.TRANSFER_FORM:
        if done.reception_before is None:
            raise RuleBroken("nothing_to_undo")
        put_form(done.reception_before, operator, uow, ports)
        return
    if done.of_reentry:
        take_back_reentry(done, uow)
        return
    if done.parcel_before is not None:
        uow.parcels.save(done.parcel_before)
        return
    if done.act is Act.UNDECLARED or done.undeclared_before is not None:
        _unset_undeclared(done, uow)
        return
    piece = uow.pieces.get(done.subject)
    if piece is None:
        raise RuleBroken("nothing_to_undo")
    if done.act is Act.DECISION:
        _undo_verdict(piece, operator, uow, ports)
    elif done.act is Act.MISSING:
        _unmark(piece, done, uow)
    elif done.act is Act.TREATMENT:
        call_off(piece, uow)
    else:
        _restore(piece, done, uow, ports)


def _undo_verdict(piece: Piece, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> None:
    earlier = piece.verdict.overrules if piece.verdict else None
    undone = undecide(piece, uow)
    if earlier is None or earlier.ruling is not Ruling.REVIEW:
        uow.pieces.save(undone)
        return
    # A lead's word on a piece set aside is taken back: it waits for a lead again, and the log says so last.
    axes = move(undone.axes, decision=DecisionState.NEEDS_REVIEW)
    waiting = uow.pieces.save(replace(undone, verdict=earlier, axes=axes))
    uow.log.append(ports.fact("piece_decided", operator, piece.id, **decision_body(waiting, earlier)))


def undecide(piece: Piece, uow: UnitOfWork) -> Piece:
    """The piece without its verdict, and the outbox without its draft; not saved.

    Raises RuleBroken("already_left" | "nothing_to_undo").
    """
    departure = uow.outbox.of_piece(piece.id)
    if departure is not None and not uow.outbox.remove_draft(departure.approval.id):
        raise RuleBroken("already_left", piece=piece.id)
    if departure is None and (piece.verdict is None or piece.verdict.ruling is not Ruling.REVIEW):
        raise RuleBroken("nothing_to_undo")
    axes = move(
        piece.axes,
        decision=DecisionState.UNDECIDED,
        credit=CreditState.NONE,
        disposition=DispositionState.NONE,
    )
    return replace(piece, axes=axes, verdict=None)


def _unset_undeclared(done: Done, uow: UnitOfWork) -> None:
    stray = uow.undeclared.get(done.subject)
    if stray is None or stray.state is not QuarantineState.WAITING:
        raise RuleBroken("undeclared_settled", piece=done.subject)
    if done.undeclared_before is not None:
        uow.undeclared.save(replace(stray, shots=done.undeclared_before.shots))
    else:
        uow.undeclared.remove(stray)


def _unmark(piece: Piece, done: Done, uow: UnitOfWork) -> None:
    if piece.answers or piece.shots or piece.decided:  # it came to light since, perhaps at another bench
        raise RuleBroken("piece_is_here", line=piece.key.line)
    if done.piece_before is None:
        uow.pieces.remove(piece)
        return
    before = done.piece_before.axes.reception
    if before is ReceptionState.MISSING:  # it had been marked already, and so it stays
        return
    axes = move(piece.axes, reception=ReceptionState.EXPECTED)
    if before is ReceptionState.RECEIVED:
        axes = move(axes, reception=ReceptionState.RECEIVED)
    uow.pieces.save(replace(piece, axes=axes))


def _restore(piece: Piece, done: Done, uow: UnitOfWork, ports: BenchPorts) -> None:
    """Answers and shots as they were before the act; what the act is not about stays as it is now."""
    if piece.decided or done.piece_before is None:
        raise RuleBroken("piece_decided", piece=piece.id)
    if piece.axes.treatment is not done.piece_before.axes.treatment:  # the workshop has it, or had it since
        raise RuleBroken("nothing_to_undo")
    takeback, item = declaration_of(piece.key, uow)
    earlier = (
        replace(piece, answers=done.piece_before.answers)
        if done.act is Act.ANSWER
        else replace(piece, shots=done.piece_before.shots)
    )
    uow.pieces.save(with_axes(earlier, item.category, ports.programme_of(takeback)))


def undoable(session: Session, piece: Piece | None, state: OutboxState | None) -> str:
    """The act the undo key would take back, by name; empty when there is none."""
    if session.blind is not None:
        return ""
    if session.history:
        return str(session.history[-1].act)
    if piece is not None and piece.decided and not session.reentry and state in (None, OutboxState.DRAFT):
        return str(Act.DECISION)
    return ""
