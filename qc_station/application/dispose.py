"""Where a refused piece goes: returned, given, recycled; and one that came back and is not sold any more. A record of
the warehouse; the ledger hears nothing of it.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, piece_in_hand, say
from qc_station.application.commands import Dispose
from qc_station.application.outcome import Tone, Topic
from qc_station.application.session import Session
from qc_station.domain.approval import OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import DecisionState, DispositionState, Piece
from qc_station.domain.transitions import move
from qc_station.policy.programme import Programme


def dispose(command: Dispose, session: Session, ports: BenchPorts) -> Acted:
    """Send the refused piece in hand on its way. What left the warehouse cannot be undone, so its refusal must have
    left the station first.

    Raises RuleBroken("not_refused" | "refusal_still_here" | "disposition_not_offered" | "disposed_already").
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        piece, _, takeback = piece_in_hand(session, uow)
        here = piece.axes.disposition
        if here is DispositionState.NONE:
            raise RuleBroken("not_refused")
        if here is not DispositionState.HOLD:
            raise RuleBroken("disposed_already", disposition=str(here))
        if command.to not in ways_of(piece, ports.programme_of(takeback)):
            raise RuleBroken("disposition_not_offered")
        departure = uow.outbox.of_piece(piece.id)
        if departure is None or departure.state is OutboxState.DRAFT:
            raise RuleBroken("refusal_still_here")
        uow.pieces.save(replace(piece, axes=move(piece.axes, disposition=command.to)))
        uow.log.append(ports.fact("piece_disposed", operator, piece.id, disposition=str(command.to)))
        uow.commit()
    said = say("piece_disposed", Tone.PASS, line=piece.key.line, disposition=str(command.to))
    return Acted(session, said, frozenset({Topic.PIECE}))


def ways_of(piece: Piece, programme: Programme) -> tuple[DispositionState, ...]:
    """Where the programme lets it go. What was bought is the house's: no customer gets it back."""
    if piece.axes.decision is not DecisionState.ACCEPTED:
        return programme.dispositions
    return tuple(each for each in programme.dispositions if each is not DispositionState.RETURN)
