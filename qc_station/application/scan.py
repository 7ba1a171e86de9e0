"""One scan is one action, from anywhere: a badge, a parcel label, one of our own piece labels,
a transfer form (its barcode is the dossier's number), or something unknown.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, say
from qc_station.application.bench_view import ReentryOffer
from qc_station.application.commands import OpenFound, Scan
from qc_station.application.outcome import Notice, Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.print_label import confirm_label, confirms_label
from qc_station.application.returned import offer_of, under_way
from qc_station.application.second_look import wants_second_look
from qc_station.application.session import Session
from qc_station.application.sign_in import change_operator
from qc_station.domain.carrier_code import CarrierCode, CarrierKind, Checked, classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import PhotosState, Piece
from qc_station.domain.takeback import Reception, TakeBack

# How a parcel was received whose label did not scan, in the place of its carrier.
FOUND_BY_HAND = "found_by_hand"
# The notice of a scanned form: the face then asks whether it is signed.
FORM_SCANNED = "form_scanned"


def scan(command: Scan, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("sign_in_first" | "unknown_parcel" | "suspect_code" | "scan_other_barcode" | "unknown_piece"
    | "form_of_other_dossier" …).

    Whatever is refused leaves the table as it was.
    """
    code = classify(command.code)
    if code.kind is CarrierKind.OPERATOR_BADGE:
        return _badge(code, session, ports)
    operator = expert(session)
    if code.kind is CarrierKind.COMMAND:
        raise RuleBroken("unknown_command", shown=code.shown)
    with ports.unit_of_work() as uow:
        if code.kind is CarrierKind.PIECE:
            return _piece(code, session, uow, ports)
        takebacks = uow.takebacks.by_parcel(code.parcel_key) if code.parcel_key else ()
        if not takebacks:
            dossier = uow.takebacks.get(code.text) if code.kind is CarrierKind.UNKNOWN else None
            if dossier is not None:
                return _transfer_form(dossier, session, uow)
            raise _no_parcel(code)
        takebacks = _still_wanted(takebacks, uow)
        fresh = _receive(
            takebacks, code.parcel_key or "", operator, uow, ports, parcel=code.text, carrier=str(code.kind)
        )
        uow.commit()
    parcel = replace(session.without_parcel(), parcel=code.parcel_key or "", shown=code.shown)
    return Acted(parcel, _parcel_notice(code, takebacks, fresh=fresh), frozenset({Topic.PARCEL, Topic.PIECE}))


def _badge(code: CarrierCode, session: Session, ports: BenchPorts) -> Acted:
    if session.operator is None:
        return Acted(replace(session, badge=code.text), say("enter_pin"), frozenset({Topic.SESSION}))
    if session.operator.badge == code.text:
        return Acted(session, say("already_signed_in", name=session.operator.name))
    return change_operator(code.text, session, ports)


def _piece(code: CarrierCode, session: Session, uow: UnitOfWork, ports: BenchPorts) -> Acted:
    if code.checked is Checked.SUSPECT:
        raise _suspect(code)
    piece = uow.pieces.get(code.text)
    if piece is None:
        return _undeclared(code, session, uow)
    takeback, item = declaration_of(piece.key, uow)
    opened = replace(session.with_piece(piece.id), parcel=item.parcel_code, shown=item.parcel_code)
    acted = _inspected(piece, opened, takeback, uow, ports)
    if confirms_label(piece, session, uow):
        confirm_label(piece, expert(session), uow, ports)
        uow.commit()
        if item.parcel_code == session.parcel:
            # The scan-back answers for the label alone: what is in hand stays in hand.
            return Acted(session, say("label_on_piece", Tone.ACCEPT, line=piece.key.line), frozenset({Topic.PIECE}))
    return acted


def _inspected(piece: Piece, opened: Session, takeback: TakeBack, uow: UnitOfWork, ports: BenchPorts) -> Acted:
    """One of our pieces in hand: back from the shop, looked at a second time, read, or gone on with."""
    back = _from_the_shop(piece, opened, takeback, uow, ports)
    if back is not None:
        return back
    if opened.operator is not None and wants_second_look(piece, opened.operator, uow, ports):
        blind = replace(opened, blind=(), history=())
        return Acted(blind, say("second_look_begun", Tone.ATTENTION), frozenset({Topic.PARCEL, Topic.PIECE}))
    notice = say("already_inspected", Tone.ATTENTION, piece=piece.id) if piece.decided else say("piece_opened")
    return Acted(opened, notice, frozenset({Topic.PARCEL, Topic.PIECE}))


def _from_the_shop(
    piece: Piece, opened: Session, takeback: TakeBack, uow: UnitOfWork, ports: BenchPorts
) -> Acted | None:
    """A published piece: its buyer may have sent it back. A re-entry that was put aside goes on."""
    if piece.axes.photos is not PhotosState.PUBLISHED:
        return None
    programme = ports.programme_of(takeback)
    changed = frozenset({Topic.PARCEL, Topic.PIECE})
    if under_way(uow.reentries.of_piece(piece.id)) is not None:
        return Acted(replace(opened, reentry=True), say("reentry_resumed", Tone.ATTENTION), changed)
    offer = offer_of(piece, programme, ports.clock.now(), uow)
    if offer is ReentryOffer.NONE:
        return None
    if offer is ReentryOffer.LATE:
        return Acted(opened, say("reentry_late", Tone.ATTENTION, days=programme.reentry_days), changed)
    return Acted(opened, say("reentry_possible", Tone.ATTENTION), changed)


def _undeclared(code: CarrierCode, session: Session, uow: UnitOfWork) -> Acted:
    stray = uow.undeclared.get(code.text)
    if stray is None:
        raise RuleBroken("unknown_piece", shown=code.shown)
    opened = replace(session.with_piece(stray.id), parcel=stray.parcel_code, shown=stray.parcel_code)
    return Acted(opened, say("undeclared_opened", Tone.ATTENTION), frozenset({Topic.PARCEL, Topic.PIECE}))


def _transfer_form(dossier: TakeBack, session: Session, uow: UnitOfWork) -> Acted:
    """A bon de cession in hand. Whether it is signed only a person can see, so the scan asks and records nothing.

    A form of somebody else in this box is told loudly: pieces would be credited to the wrong customer. Raises
    RuleBroken("form_of_other_dossier" | "form_before_parcel").
    """
    named = {"dossier": dossier.dossier, "name": dossier.customer.name or "—"}
    if not session.parcel:
        raise RuleBroken("form_before_parcel", **named)
    if dossier.dossier not in {each.dossier for each in uow.takebacks.by_parcel(session.parcel)}:
        raise RuleBroken("form_of_other_dossier", **named)
    return Acted(session, say(FORM_SCANNED, Tone.ATTENTION, **named), frozenset())


def open_found(command: OpenFound, session: Session, ports: BenchPorts) -> Acted:
    """A parcel found by other means than its label is received as by a scan; the log says how.

    Raises RuleBroken("sign_in_first" | "unknown_parcel").
    """
    operator = expert(session)
    with ports.unit_of_work() as uow:
        takebacks = uow.takebacks.by_parcel(command.parcel_code)
        if command.dossier not in {takeback.dossier for takeback in takebacks}:
            raise RuleBroken("unknown_parcel", shown=command.parcel_code[:40])
        takebacks = _still_wanted(takebacks, uow)
        code = command.parcel_code
        fresh = _receive(takebacks, code, operator, uow, ports, parcel=code, carrier=FOUND_BY_HAND)
        uow.commit()
    parcel = replace(session.without_parcel(), parcel=code, shown=classify(code).shown)
    count = sum(item.parcel_code == code for takeback in takebacks for item in takeback.items)
    notice = say("parcel_received" if fresh else "parcel_opened", Tone.ACCEPT, shown=parcel.shown, n=count)
    return Acted(parcel, notice, frozenset({Topic.PARCEL, Topic.PIECE}))


def _still_wanted(takebacks: tuple[TakeBack, ...], uow: UnitOfWork) -> tuple[TakeBack, ...]:
    """Without those whose offer was called off before they arrived. Raises RuleBroken("called_off") when none is left:
    nobody is paid for what is in this box.
    """
    wanted = tuple(
        each for each in takebacks if each.called_off_at is None or uow.receptions.get(each.dossier) is not None
    )
    if not wanted:
        raise RuleBroken("called_off", dossier=takebacks[0].dossier)
    return wanted


def _receive(
    takebacks: tuple[TakeBack, ...],
    parcel_code: str,
    operator: Operator,
    uow: UnitOfWork,
    ports: BenchPorts,
    **how: object,
) -> bool:
    """The first scan of a parcel is its reception, dossier by dossier; the clock of product.md 7 starts there."""
    fresh = False
    for takeback in takebacks:
        ports.programme_of(takeback)
        if uow.receptions.get(takeback.dossier) is None:
            now = ports.clock.now()
            uow.receptions.save(Reception(takeback.dossier, parcel_code, now))
            uow.log.append(ports.fact("parcel_received", operator, takeback.dossier, **how))
            fresh = True
    return fresh


def _parcel_notice(code: CarrierCode, takebacks: tuple[TakeBack, ...], *, fresh: bool) -> Notice:
    if code.checked is Checked.SUSPECT:
        return say("suspect_but_known", Tone.ATTENTION, shown=code.shown, expected=code.expected, got=code.got)
    count = sum(item.parcel_code == code.parcel_key for takeback in takebacks for item in takeback.items)
    if fresh:
        return say("parcel_received", Tone.ACCEPT, shown=code.shown, n=count)
    return say("parcel_opened", Tone.PASS, shown=code.shown, n=count)


def _no_parcel(code: CarrierCode) -> RuleBroken:
    if code.checked is Checked.SUSPECT:
        return _suspect(code)
    if code.reason == "scan_other_barcode":
        return RuleBroken("scan_other_barcode", shown=code.shown)
    if code.parcel_key is None:
        return RuleBroken("unreadable_code", shown=code.shown, reason=code.reason or "")
    return RuleBroken("unknown_parcel", shown=code.shown)


def _suspect(code: CarrierCode) -> RuleBroken:
    return RuleBroken("suspect_code", shown=code.shown, expected=code.expected or "", got=code.got or "")
