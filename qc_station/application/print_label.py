"""The label of a piece: what it says, its way to paper through a queue that survives, and its scan-back.

Where a label stands (`LabelState`) is no axis of the piece: it is kept in the station's register of small values,
together with the moment of the verdict it was made for. A verdict that is taken back takes its label's state along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, piece_in_hand, say
from qc_station.application.commands import PrintLabel
from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import LabelPrinter, LabelWords, PrintQueue
from qc_station.application.messages import Messages
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Session
from qc_station.domain.carrier_code import classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import Piece
from qc_station.domain.piece_id import PieceIdError, parse_piece_id
from qc_station.domain.verdict import Ruling
from qc_station.policy.programme import Programme

_REGISTER = "label:"


class LabelState(StrEnum):
    """`queued`: given to the printer's queue for this verdict. `on_piece`: scanned back from the piece itself."""

    NONE = "none"
    QUEUED = "queued"
    ON_PIECE = "on_piece"


def print_label(_command: PrintLabel, session: Session, ports: BenchPorts) -> Acted:
    """Print the label of the decided piece in hand, again.

    Raises RuleBroken("open_an_item_first" | "second_look_first" | "not_decided_yet"), WorldFailure("no_printer" |
    "disk_full").
    """
    operator = expert(session)
    with ports.unit_of_work(read_only=True) as uow:
        piece, _, _ = piece_in_hand(session, uow)
    if not piece.decided:
        raise RuleBroken("not_decided_yet")
    queue_label(piece.id, operator, ports)
    return Acted(session, say("label_queued", Tone.PASS, line=piece.key.line), frozenset({Topic.PIECE}))


def queue_label(piece_id: str, operator: Operator, ports: BenchPorts) -> None:
    """Lay out and queue the label of a decided piece, then record it. Raises WorldFailure("no_printer" | "disk_full").

    The queue comes first: a record of a label that is nowhere would be worse than a label without a record.
    """
    if ports.labels is None or not ports.labels.ready:
        raise WorldFailure("no_printer")
    with ports.unit_of_work(read_only=True) as uow:
        words = label_words(piece_id, uow, ports.programmes, ports.labels.messages)
    ports.labels.put(words)
    with ports.unit_of_work() as uow:
        piece = uow.pieces.get(piece_id)
        if piece is None or piece.verdict is None:
            return
        _put(piece, LabelState.QUEUED, uow)
        uow.log.append(ports.fact("label_queued", operator, piece.id))
        uow.commit()


def confirms_label(piece: Piece, session: Session, uow: UnitOfWork) -> bool:
    """Whether this scan of the piece's own label tells that the label is on it: the first one after the label.

    With the piece in hand the label in the expert's hand is proof enough, whoever printed it.
    """
    state = label_states((piece,), uow)[piece.id]
    in_hand = session.piece_id == piece.id and session.blind is None
    return piece.decided and (state is LabelState.QUEUED or (in_hand and state is LabelState.NONE))


def confirm_label(piece: Piece, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> None:
    """Record the scan-back; the caller commits."""
    _put(piece, LabelState.ON_PIECE, uow)
    uow.log.append(ports.fact("label_confirmed", operator, piece.id))


def label_states(pieces: Iterable[Piece], uow: UnitOfWork) -> dict[str, LabelState]:
    """Where the label of each of these pieces stands, by piece id."""
    known = {piece.id: piece for piece in pieces}
    kept = uow.bookmarks.several([_REGISTER + piece_id for piece_id, piece in known.items() if piece.verdict])
    return {piece_id: _state(piece, kept.get(_REGISTER + piece_id, "")) for piece_id, piece in known.items()}


def label_words(piece_id: str, uow: UnitOfWork, programmes: Mapping[str, Programme], messages: Messages) -> LabelWords:
    """Raises RuleBroken("unknown_piece" | "unknown_programme" | "declaration_gone")."""
    try:
        known = parse_piece_id(piece_id.strip().upper())
    except PieceIdError:
        raise RuleBroken("unknown_piece", shown=piece_id[:40]) from None
    piece = uow.pieces.get(known)
    if piece is None:
        stray = uow.undeclared.get(known)
        if stray is None:
            raise RuleBroken("unknown_piece", shown=piece_id[:40])
        return LabelWords(stray.id, classify(stray.parcel_code).shown, "", messages.text("label.undeclared"), "")
    takeback, item = declaration_of(piece.key, uow)
    programme = programmes.get(takeback.programme)
    if programme is None:
        raise RuleBroken("unknown_programme", programme=takeback.programme, dossier=takeback.dossier)
    return LabelWords(piece.id, item.reference, item.size, _became(piece, programme, messages), programme.name)


def _became(piece: Piece, programme: Programme, messages: Messages) -> str:
    if piece.in_treatment:
        return messages.text("label.treatment")
    verdict = piece.verdict
    if verdict is None:
        return ""
    if verdict.ruling is not Ruling.ACCEPTED or verdict.grade is None:
        return messages.text("label.refused" if verdict.ruling is Ruling.REFUSED else "label.review")
    words = programme.grade(verdict.grade).label
    return words.get(messages.language) or words["fr"]


def drain_print_queue(queue: PrintQueue, printer: LabelPrinter) -> int:
    """Print what waits, in order; how many were printed. The first failure ends it and is raised; its job stays.

    A printer that stops in the middle may have printed a part: its job is sent again whole, and a double label is the
    lesser harm, since both name the same piece. Raises WorldFailure.
    """
    printed = 0
    while (job := queue.first()) is not None:
        name, data = job
        printer.print(data)
        queue.remove(name)
        printed += 1
    return printed


def _put(piece: Piece, state: LabelState, uow: UnitOfWork) -> None:
    uow.bookmarks.put(_REGISTER + piece.id, f"{state}|{_moment(piece)}")


def _state(piece: Piece, kept: str) -> LabelState:
    state, _, moment = kept.partition("|")
    return LabelState(state) if moment and moment == _moment(piece) else LabelState.NONE


def _moment(piece: Piece) -> str:
    return piece.verdict.decided_at.isoformat() if piece.verdict else ""
