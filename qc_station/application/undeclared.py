"""Pieces nobody declared: set aside with a photograph, then linked to a declared item or sent back by a lead.

Source: product.md 4: an extra piece opens the undeclared flow (quarantine, lead decides).
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, open_parcel, say
from qc_station.application.commands import MarkMissing, SetAsideUndeclared, SettleUndeclared
from qc_station.application.evidence import photos_state
from qc_station.application.open_item import mark, new_piece_id
from qc_station.application.outcome import Tone, Topic
from qc_station.application.overrule import answering_lead
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done, Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import Piece, ReceptionState
from qc_station.domain.takeback import DeclaredItem, ItemKey
from qc_station.domain.transitions import move
from qc_station.domain.undeclared import QuarantineEnd, QuarantineState, UndeclaredPiece

_SEEN = frozenset({Topic.PARCEL, Topic.PIECE})


def set_aside_undeclared(command: SetAsideUndeclared, session: Session, ports: BenchPorts) -> Acted:
    """A new piece in quarantine, in hand now. With a line that item is missing: two acts, undone one by one.

    Raises RuleBroken("scan_a_parcel_first" | "no_such_line" | "piece_is_here" …).
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        open_parcel(session, uow)
        history, key = session, None
        if command.line is not None:
            missing = mark(MarkMissing(command.line, command.dossier), operator, session, uow, ports)
            history, key = session.with_done(missing[0]), missing[1]
        stray = UndeclaredPiece(
            new_piece_id(ports), session.parcel, ports.station, operator.id, ports.clock.now(), instead_of=key
        )
        uow.undeclared.save(stray)
        body = {"parcel": session.parcel, "instead_of": str(key) if key else ""}
        uow.log.append(ports.fact("undeclared_set_aside", operator, stray.id, **body))
        uow.commit()
    held = history.with_done(Done(Act.UNDECLARED, stray.id)).with_piece(stray.id)
    return Acted(held, say("undeclared_set_aside", Tone.ATTENTION, piece=stray.id), _SEEN)


def settle_undeclared(command: SettleUndeclared, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("no_undeclared_in_hand" | "undeclared_settled" | "no_such_item" | "item_has_its_piece" |
    "needs_a_lead" | …).
    """
    expert(session)
    lead = answering_lead(command.lead, ports)
    with ports.unit_of_work() as uow:
        wanted = command.piece or session.piece_id
        stray = uow.undeclared.get(wanted) if wanted else None
        if stray is None:
            raise RuleBroken("no_undeclared_in_hand")
        if stray.state is not QuarantineState.WAITING:
            raise RuleBroken("undeclared_settled", piece=stray.id)
        item = _link(command.key, stray, lead, uow, ports) if command.key else None
        end = QuarantineEnd(lead.id, ports.clock.now(), command.lead.reason, command.key)
        state = QuarantineState.LINKED if command.key else QuarantineState.SENT_BACK
        uow.undeclared.save(replace(stray, state=state, end=end))
        body = {"state": str(state), "key": str(command.key or ""), "reason": command.lead.reason}
        uow.log.append(ports.fact("undeclared_settled", lead, stray.id, **body))
        uow.commit()
    if item is None:
        return Acted(session.with_piece(""), say("undeclared_sent_back", Tone.PASS, piece=stray.id), _SEEN)
    there = replace(session.with_piece(stray.id), parcel=item.parcel_code, shown=item.parcel_code, history=())
    if item.parcel_code == session.parcel:
        there = replace(there, shown=session.shown)
    return Acted(there, say("undeclared_linked", Tone.ACCEPT, line=item.key.line), _SEEN)


def _link(key: ItemKey, stray: UndeclaredPiece, lead: Operator, uow: UnitOfWork, ports: BenchPorts) -> DeclaredItem:
    """The piece becomes that item's, under the id its label bears, with its photographs; its inspection may begin."""
    takeback = uow.takebacks.get(key.dossier)
    item = takeback.item(key.line) if takeback else None
    if takeback is None or item is None:
        raise RuleBroken("no_such_item", key=str(key))
    if uow.receptions.get(key.dossier) is None:
        raise RuleBroken("not_received", dossier=key.dossier)
    before = uow.pieces.at(key)
    if before is not None:
        if before.answers or before.shots or before.decided:
            raise RuleBroken("item_has_its_piece", line=key.line)
        uow.pieces.remove(before)
    piece = Piece(stray.id, key, ports.station, stray.operator, ports.clock.now(), shots=stray.shots)
    photos = photos_state(piece, item.category, ports.programme_of(takeback))
    uow.pieces.save(replace(piece, axes=move(piece.axes, reception=ReceptionState.RECEIVED, photos=photos)))
    uow.log.append(ports.fact("piece_opened", lead, stray.id, dossier=key.dossier, line=key.line))
    return item
