"""Read the store and lay out the bench: the one query behind every face."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from qc_station.application.bench_ports import BenchPorts, declaration_of
from qc_station.application.bench_view import (
    BenchView,
    CheckView,
    DossierView,
    FindingView,
    ItemState,
    ItemView,
    ParcelView,
    PieceView,
    ReentryView,
    WantedShot,
)
from qc_station.application.dispose import ways_of
from qc_station.application.evidence import defect_views, wanted_views, wants_photo
from qc_station.application.flow import next_step
from qc_station.application.outcome import Notice
from qc_station.application.ports import UnitOfWork
from qc_station.application.print_label import LabelState, label_states
from qc_station.application.returned import as_inspected, compared, earlier_pictures, offer_of, under_way
from qc_station.application.reverse import reversible
from qc_station.application.session import Session
from qc_station.application.treatment import next_treatments
from qc_station.application.undo import undoable
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.carrier_code import classify
from qc_station.domain.checklist import view_of
from qc_station.domain.parcel import DAMAGE_VIEW, OPENING_VIEW, ParcelCondition, ParcelRecord
from qc_station.domain.piece import Axes, DecisionState, DispositionState, Piece, ReceptionState
from qc_station.domain.takeback import DeclaredItem, Reception, TakeBack
from qc_station.policy.clock import due_on, working_days_left
from qc_station.policy.eligibility import ineligibilities
from qc_station.policy.grading import judge
from qc_station.policy.programme import Check, Programme

PARIS = ZoneInfo("Europe/Paris")

_STATE_OF_DECISION = {
    DecisionState.ACCEPTED: ItemState.ACCEPTED,
    DecisionState.REFUSED: ItemState.REFUSED,
    DecisionState.NEEDS_REVIEW: ItemState.REVIEW,
}


def compose_view(session: Session, notice: Notice | None, ports: BenchPorts) -> BenchView:
    """Everything the bench shows now, from one read transaction."""
    with ports.unit_of_work(read_only=True) as uow:
        # A locked bench keeps its table and shows none of it.
        laid = session if session.operator is not None else session.without_parcel()
        piece = uow.pieces.get(laid.piece_id) if laid.piece_id else None
        stray = uow.undeclared.get(laid.piece_id) if laid.piece_id and piece is None else None
        departure = uow.outbox.of_piece(piece.id) if piece else None
        parcel = _parcel(laid, piece, uow, ports) if laid.parcel else None
        in_hand = _in_hand(laid, piece, departure, uow, ports) if piece else None
        return BenchView(
            operator=session.operator,
            badge=session.badge,
            parcel=parcel,
            piece=in_hand,
            next=next_step(session.operator, parcel, in_hand, stray),
            outbox=uow.outbox.counts(),
            tray=uow.tray.count_waiting(),
            can_undo=undoable(session, piece, departure.state if departure else None),
            notice=notice,
            programme=_programme(piece, laid, uow),
            undeclared=stray,
            waiting=uow.pieces.count_for_review() + uow.undeclared.count_waiting(),
            quarantine=uow.undeclared.waiting() if parcel and piece is None and stray is None else (),
        )


def _programme(piece: Piece | None, session: Session, uow: UnitOfWork) -> str:
    if piece is not None:
        return declaration_of(piece.key, uow)[0].programme
    takebacks = uow.takebacks.by_parcel(session.parcel) if session.parcel else ()
    return takebacks[0].programme if takebacks else ""


def _parcel(session: Session, in_hand: Piece | None, uow: UnitOfWork, ports: BenchPorts) -> ParcelView | None:
    takebacks = uow.takebacks.by_parcel(session.parcel)
    pieces = {piece.key: piece for piece in uow.pieces.of([takeback.dossier for takeback in takebacks])}
    if session.blind is not None and in_hand is not None:
        # The cards tell nothing of the first inspection either.
        in_hand = replace(in_hand, axes=Axes(reception=ReceptionState.RECEIVED), verdict=None)
        pieces[in_hand.key] = in_hand
    labels = label_states(pieces.values(), uow)
    dossiers = []
    for takeback in takebacks:
        reception = uow.receptions.get(takeback.dossier)
        if reception is None:
            continue
        items = [item for item in takeback.items if item.parcel_code == session.parcel]
        views = [
            replace(
                _item(item, takeback, piece := pieces.get(item.key), in_hand, ports.programme_of(takeback)),
                label=labels[piece.id] if piece else LabelState.NONE,
            )
            for item in items
        ]
        dossiers.append(_dossier(takeback, reception, tuple(views), ports))
    if not dossiers:
        return None
    carrier = next((each.carrier for each in takebacks[0].parcels if each.code == session.parcel), "")
    box = uow.parcels.get(session.parcel) or ParcelRecord(session.parcel)
    return ParcelView(
        code=session.parcel,
        shown=session.shown or classify(session.parcel).shown,
        carrier=carrier,
        dossiers=tuple(dossiers),
        condition=box.condition,
        shots=_box_shots(box),
        undeclared=uow.undeclared.of_parcel(session.parcel),
    )


def _box_shots(box: ParcelRecord) -> tuple[WantedShot, ...]:
    damaged = box.condition is ParcelCondition.DAMAGED
    views = (DAMAGE_VIEW, OPENING_VIEW) if damaged else (OPENING_VIEW,)
    shots = {view: box.shot(view) for view in views}
    return tuple(WantedShot(view, shot.photo if shot else None, view == DAMAGE_VIEW) for view, shot in shots.items())


def _dossier(
    takeback: TakeBack,
    reception: Reception,
    items: tuple[ItemView, ...],
    ports: BenchPorts,
) -> DossierView:
    clock = ports.programme_of(takeback).clock
    today = ports.clock.now().astimezone(PARIS).date()
    start = reception.received_at.astimezone(PARIS).year
    holidays = ports.calendar.holidays(clock.calendar, range(min(start, today.year), max(start, today.year) + 2))
    due = due_on(reception.received_at, clock.working_days, holidays)
    return DossierView(
        dossier=takeback.dossier,
        customer=takeback.customer,
        transfer_form=reception.transfer_form,
        received_at=reception.received_at,
        due_on=due,
        days_left=working_days_left(today, due, holidays),
        items=items,
    )


def _item(
    item: DeclaredItem,
    takeback: TakeBack,
    piece: Piece | None,
    in_hand: Piece | None,
    programme: Programme,
) -> ItemView:
    elsewhere = next((each for each in takeback.settled if each.line == item.key.line), None)
    verdict = piece.verdict if piece else None
    state = _item_state(piece, in_hand)
    if elsewhere is not None and (piece is None or not (piece.decided or state is ItemState.IN_HAND)):
        state = ItemState.ELSEWHERE
    declared_price = item.offer.get(item.declared_grade)
    return ItemView(
        item=item,
        state=state,
        piece_id=piece.id if piece else None,
        grade=verdict.grade if verdict else None,
        shown_amount=verdict.amount if verdict else declared_price,
        elsewhere=elsewhere,
        ineligible=ineligibilities(item, takeback, programme),
    )


def _item_state(piece: Piece | None, in_hand: Piece | None) -> ItemState:
    if piece is None:
        return ItemState.TO_INSPECT
    if piece.decided:
        return _STATE_OF_DECISION[piece.axes.decision]
    if piece.axes.reception is ReceptionState.MISSING:
        return ItemState.MISSING
    if piece.in_treatment:
        return ItemState.TREATMENT
    if in_hand is not None and in_hand.id == piece.id:
        return ItemState.IN_HAND
    return ItemState.STARTED if piece.axes.reception is ReceptionState.RECEIVED else ItemState.TO_INSPECT


def _in_hand(
    session: Session,
    piece: Piece,
    departure: Departure | None,
    uow: UnitOfWork,
    ports: BenchPorts,
) -> PieceView:
    if session.reentry:
        return _anew(piece, uow, ports)
    if session.blind is None:
        programme = ports.programme_of(declaration_of(piece.key, uow)[0])
        offer = offer_of(piece, programme, ports.clock.now(), uow)
        return replace(_piece(piece, departure, uow, ports), reentry_offer=offer)
    # As if nobody had inspected it: no verdict, no answers but the second expert's own, no pictures, no name.
    axes = Axes(reception=piece.axes.reception, treatment=piece.axes.treatment)
    fresh = replace(piece, axes=axes, answers=session.blind, shots=(), verdict=None)
    seen = _piece(fresh, None, uow, ports)
    return replace(seen, blind=True, shots=(), inspected_by="", ledger_answer="")


def _anew(piece: Piece, uow: UnitOfWork, ports: BenchPorts) -> PieceView:
    """The checks of a piece that came back, all its own, with what the shop shows of it beside them."""
    declared = declaration_of(piece.key, uow)
    programme = ports.programme_of(declared[0])
    reentries = uow.reentries.of_piece(piece.id)
    going = under_way(reentries)
    if going is None:  # another bench has ended it meanwhile
        return _piece(piece, uow.outbox.of_piece(piece.id), uow, ports)
    axes = Axes(reception=piece.axes.reception, treatment=piece.axes.treatment)
    fresh = replace(as_inspected(piece, going), axes=axes, verdict=None)
    found = compared(piece, reentries, going.answers, declared, programme)
    earlier = replace(piece, answers=found.shown.answers)
    shown = ReentryView(
        number=going.number,
        earlier=earlier_pictures(piece, reentries, uow),
        earlier_checks=tuple(_check(check, earlier, programme) for check in programme.checks),
        grade=found.shown.grade,
        outcomes=found.offered,
    )
    return replace(_piece(fresh, None, uow, ports), reentry=shown)


def _piece(piece: Piece, departure: Departure | None, uow: UnitOfWork, ports: BenchPorts) -> PieceView:
    takeback, item = declaration_of(piece.key, uow)
    programme = ports.programme_of(takeback)
    defects = set(defect_views(piece, programme))
    shots = [
        WantedShot(view, shot.photo if (shot := piece.shot(view)) else None, required=view in defects)
        for view in wanted_views(piece, item.category, programme)
    ]
    if piece.verdict:
        judged = piece.verdict.judged
    else:
        judged = judge(piece.answers, item, takeback, programme, treated=piece.treated)
    reversal = uow.reversals.of_piece(piece.id)
    return PieceView(
        id=piece.id,
        key=piece.key,
        item=item,
        axes=piece.axes,
        checks=tuple(_check(check, piece, programme) for check in programme.checks),
        judgement=judged,
        verdict=piece.verdict,
        shots=tuple(shots),
        undo_until=_undo_until(departure),
        inspected_by=_name_of(piece, uow),
        ledger_answer=departure.answer_code if departure else "",
        dispositions=_open_dispositions(piece, departure, programme),
        treatments=next_treatments(piece),
        label=label_states((piece,), uow)[piece.id],
        reversal=reversal.state if reversal else None,
        reversible=reversible(piece, reversal),
    )


def _open_dispositions(piece: Piece, departure: Departure | None, programme: Programme) -> tuple[DispositionState, ...]:
    left = departure is not None and departure.state is not OutboxState.DRAFT
    return ways_of(piece, programme) if left and piece.axes.disposition is DispositionState.HOLD else ()


def _check(check: Check, piece: Piece, programme: Programme) -> CheckView:
    answer = piece.answer(check.id)
    findings = []
    for finding in answer.findings if answer else ():
        view = view_of(check.id, finding.number)
        shot = piece.shot(view)
        wanted = shot is None and wants_photo(check.id, finding, programme)
        findings.append(FindingView(finding, view, shot.photo if shot else None, wanted))
    return CheckView(check.id, answer is not None, tuple(findings))


def _undo_until(departure: Departure | None) -> datetime | None:
    return departure.release_at if departure and departure.state is OutboxState.DRAFT else None


def _name_of(piece: Piece, uow: UnitOfWork) -> str:
    """Who decided, else who opened it; the id when that person is not known on this station."""
    who = piece.verdict.operator if piece.verdict else piece.operator
    return uow.operators.name_of(who) or who
