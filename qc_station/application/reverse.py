"""A lead takes back a credit that has left: asked for at the bench, sent when the ledger is there.

A crash between any two steps leaves it asked, and asking again is harmless: the ledger reverses an item once. Source:
product.md 4: after the grace only a lead reverses a decision, with a reason.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, piece_in_hand, say
from qc_station.application.commands import ReverseCredit
from qc_station.application.ledger_port import Ledger, LedgerFailure, ReversalAnswer
from qc_station.application.outcome import Tone, Topic
from qc_station.application.overrule import answering_lead
from qc_station.application.ports import Clock, UnitOfWorkFactory
from qc_station.application.session import Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import LEDGER, Fact
from qc_station.domain.piece import CreditState, Piece
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.transitions import move

_log = logging.getLogger(__name__)


def reversible(piece: Piece, reversal: Reversal | None) -> bool:
    """Its credit is confirmed, and nothing asked before is under way or done."""
    again = (None, ReversalState.UNCOVERED, ReversalState.REFUSED)
    return piece.axes.credit is CreditState.CONFIRMED and (reversal and reversal.state) in again


def reverse_credit(command: ReverseCredit, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("needs_a_lead" | "lead_gives_reason" | "nothing_to_reverse" | …)."""
    expert(session)
    lead = answering_lead(command.lead, ports)
    with ports.unit_of_work() as uow:
        piece, _, _ = piece_in_hand(session, uow)
        if not reversible(piece, uow.reversals.of_piece(piece.id)):
            raise RuleBroken("nothing_to_reverse")
        asked = Reversal(piece.id, piece.key, lead.id, command.lead.reason.strip(), ports.clock.now())
        uow.reversals.save(asked)
        uow.log.append(ports.fact("reversal_asked", lead, piece.id, reason=asked.reason))
        uow.commit()
    return Acted(
        session, say("reversal_asked", Tone.ACCEPT, line=piece.key.line), frozenset({Topic.PIECE, Topic.OUTBOX})
    )


def send_reversals(unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock) -> int:
    """Ask the ledger for each that waits, oldest first; how many were answered. What it cannot say now, waits."""
    with unit_of_work(read_only=True) as uow:
        waiting = uow.reversals.asked()
    answered = 0
    for reversal in waiting:
        try:
            answer = ledger.reverse(reversal)
        except LedgerFailure as failure:
            # Approvals are told apart from this call: an older ledger knows them and not it.
            _log.info("reversal_not_sent", extra={"code": failure.code, "detail": failure.params.get("detail", "")})
            break
        answered += _settle(reversal, answer, unit_of_work, clock)
    return answered


def _settle(reversal: Reversal, answer: ReversalAnswer, unit_of_work: UnitOfWorkFactory, clock: Clock) -> int:
    """Write the answer down, once."""
    with unit_of_work() as uow:
        stored = uow.reversals.of_piece(reversal.piece)
        if stored is None or stored.state is not ReversalState.ASKED:
            return 0
        now = clock.now()
        uow.reversals.save(replace(stored, state=answer.state, detail=answer.detail, answered_at=now))
        piece = uow.pieces.get(reversal.piece)
        if answer.state is ReversalState.DONE and piece is not None and piece.axes.credit is CreditState.CONFIRMED:
            uow.pieces.save(replace(piece, axes=move(piece.axes, credit=CreditState.REVERSED)))
        told = {"dossier": reversal.key.dossier, "line": reversal.key.line, "state": answer.state.value}
        uow.log.append(Fact("reversal_answered", now, LEDGER, reversal.piece, told | {"detail": answer.detail}))
        uow.commit()
    return 1
