"""The bon de cession, as found in the parcel. Signed: held credits may leave. Anything else: they stay held."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, open_parcel, say
from qc_station.application.commands import RecordTransferForm
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done, Session
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import CreditState
from qc_station.domain.takeback import Reception, TakeBack, TransferForm
from qc_station.domain.transitions import move
from qc_station.domain.verdict import Ruling


def record_transfer_form(command: RecordTransferForm, session: Session, ports: BenchPorts) -> Acted:
    """Record the form's state for a dossier of the open parcel. Raises RuleBroken("which_dossier" | "not_received")."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        takeback = _dossier(command, open_parcel(session, uow))
        before = uow.receptions.get(takeback.dossier)
        if before is None:
            raise RuleBroken("not_received", dossier=takeback.dossier)
        put_form(replace(before, transfer_form=command.state), operator, uow, ports)
        uow.commit()
    done = session.with_done(Done(Act.TRANSFER_FORM, takeback.dossier, reception_before=before))
    signed = command.state is TransferForm.SIGNED
    notice = say(f"transfer_form_{command.state}", Tone.PASS if signed else Tone.ATTENTION)
    return Acted(done, notice, frozenset({Topic.PARCEL, Topic.PIECE, Topic.OUTBOX}))


def put_form(reception: Reception, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> None:
    """Store the form's state and hold or let go the dossier's credits that have not left yet."""
    uow.receptions.save(reception)
    state = str(reception.transfer_form)
    uow.log.append(ports.fact("transfer_form_recorded", operator, reception.dossier, state=state))
    held = reception.transfer_form is not TransferForm.SIGNED
    for departure in uow.outbox.of_dossier(reception.dossier):
        if departure.state is OutboxState.DRAFT and departure.approval.ruling is Ruling.ACCEPTED:
            hold_credit(departure, uow, held=held)


def hold_credit(draft: Departure, uow: UnitOfWork, *, held: bool) -> None:
    """Hold a credit that has not left yet, or let it go. Raises RuleBroken("changed_elsewhere")."""
    uow.outbox.hold(draft.approval.id, held=held)
    piece = uow.pieces.get(draft.approval.piece)
    if piece is not None:
        credit = CreditState.HELD if held else CreditState.QUEUED
        uow.pieces.save(replace(piece, axes=move(piece.axes, credit=credit)))


def _dossier(command: RecordTransferForm, takebacks: tuple[TakeBack, ...]) -> TakeBack:
    named = [each for each in takebacks if command.dossier in (None, each.dossier)]
    if len(named) != 1:
        raise RuleBroken("which_dossier", line=0, dossiers=", ".join(each.dossier for each in takebacks))
    return named[0]
