"""Take a declared item in hand: the garment gets its own piece id, once, and its checklist opens."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, declared_item, expert, say
from qc_station.application.commands import CloseParcel, ClosePiece, MarkMissing, OpenItem
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done, Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import DecisionState, Piece, ReceptionState, TreatmentState
from qc_station.domain.piece_id import PIECE_ID_BITS, make_piece_id
from qc_station.domain.takeback import ItemKey, TakeBack
from qc_station.domain.transitions import move


def open_item(command: OpenItem, session: Session, ports: BenchPorts) -> Acted:
    """Open the line's piece, new or as it was left. A decided one opens to be read, and says so loudly.

    Raises RuleBroken("decided_elsewhere") when the ledger knows a decision of another bench and this one has none.
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        takeback, item = declared_item(session, uow, command.line, command.dossier)
        piece = uow.pieces.at(item.key)
        if piece is None:
            _refuse_decided_elsewhere(takeback, item.key)
            piece = _new_piece(item.key, operator, ports)
        opened = session.with_piece(piece.id)
        if piece.decided:
            notice = say("already_inspected", Tone.ATTENTION, piece=piece.id)
            return Acted(opened, notice, frozenset({Topic.PIECE}))
        if piece.axes.reception is not ReceptionState.RECEIVED:
            piece = uow.pieces.save(replace(piece, axes=move(piece.axes, reception=ReceptionState.RECEIVED)))
            uow.log.append(ports.fact("piece_opened", operator, piece.id, dossier=item.key.dossier, line=item.key.line))
            uow.commit()
    return Acted(opened, say("piece_opened", Tone.PASS, piece=piece.id), frozenset({Topic.PARCEL, Topic.PIECE}))


def mark_missing(command: MarkMissing, session: Session, ports: BenchPorts) -> Acted:
    """The item is not in the parcel: an explicit act per item (product.md 4). Raises RuleBroken("piece_is_here")."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        done, key = mark(command, operator, session, uow, ports)
        uow.commit()
    in_hand = "" if session.piece_id == done.subject else session.piece_id
    closed = replace(session, piece_id=in_hand).with_done(done)
    return Acted(closed, say("marked_missing", Tone.ATTENTION, line=key.line), frozenset({Topic.PARCEL, Topic.PIECE}))


def mark(
    command: MarkMissing,
    operator: Operator,
    session: Session,
    uow: UnitOfWork,
    ports: BenchPorts,
) -> tuple[Done, ItemKey]:
    """Mark that item of the open parcel missing; what undo needs, and which item it was. Raises as `mark_missing`."""
    takeback, item = declared_item(session, uow, command.line, command.dossier)
    before = uow.pieces.at(item.key)
    if before is None:
        _refuse_decided_elsewhere(takeback, item.key)
    piece = before or _new_piece(item.key, operator, ports)
    worked_on = piece.answers or piece.shots or piece.decided or piece.axes.treatment is not TreatmentState.NONE
    if worked_on:
        raise RuleBroken("piece_is_here", line=item.key.line)
    _mark(piece, operator, uow, ports)
    return Done(Act.MISSING, piece.id, piece_before=before), item.key


def _mark(piece: Piece, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> None:
    axes = piece.axes
    if axes.reception is ReceptionState.RECEIVED:  # opened by mistake: back to expected first, as the table has it
        axes = move(axes, reception=ReceptionState.EXPECTED)
    axes = move(axes, reception=ReceptionState.MISSING)
    uow.pieces.save(replace(piece, axes=axes))
    uow.log.append(
        ports.fact("item_marked_missing", operator, piece.id, dossier=piece.key.dossier, line=piece.key.line),
    )


def close_piece(_command: ClosePiece, session: Session, _ports: BenchPorts) -> Acted:
    """Put the piece aside; what was answered is stored already."""
    return Acted(session.with_piece(""), say("piece_put_aside"), frozenset({Topic.PIECE, Topic.PARCEL}))


def close_parcel(_command: CloseParcel, session: Session, _ports: BenchPorts) -> Acted:
    return Acted(session.without_parcel(), say("parcel_closed"), frozenset({Topic.PIECE, Topic.PARCEL}))


def new_piece_id(ports: BenchPorts) -> str:
    return make_piece_id(int.from_bytes(ports.entropy.bytes(8), "big") >> (64 - PIECE_ID_BITS))


def _new_piece(key: ItemKey, operator: Operator, ports: BenchPorts) -> Piece:
    return Piece(new_piece_id(ports), key, ports.station, operator.id, ports.clock.now())


def _refuse_decided_elsewhere(takeback: TakeBack, key: ItemKey) -> None:
    settled = next((each for each in takeback.settled if each.line == key.line), None)
    if settled:
        raise RuleBroken(
            "decided_elsewhere",
            line=key.line,
            station=settled.station,
            decision=settled.decision,
            at=settled.at,
        )


def undecided(piece: Piece) -> Piece:
    """Raises RuleBroken("piece_decided") when a verdict is signed, which has to be undone first; RuleBroken(
    "in_treatment") while the piece is with the workshop.
    """
    if piece.in_treatment:
        raise RuleBroken("in_treatment", piece=piece.id)
    if piece.axes.decision is not DecisionState.UNDECIDED:
        raise RuleBroken("piece_decided", piece=piece.id)
    return piece
