"""Aggregates as rows and back, explicit and total: every field of the domain has its place here, and only here."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import Row

from qc_station.application.failures import WorldFailure
from qc_station.domain.approval import Approval, Departure, Link, OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.photo import PhotoRef, TrayFrame, TrayState
from qc_station.domain.piece import (
    Axes,
    CreditState,
    DecisionState,
    DispositionState,
    IdentityState,
    PhotosState,
    Piece,
    ReceptionState,
    TreatmentState,
)
from qc_station.domain.takeback import (
    Customer,
    DeclaredItem,
    ExpectedParcel,
    ItemKey,
    Reception,
    SettledElsewhere,
    TakeBack,
    TransferForm,
)
from qc_station.domain.verdict import Ruling
from qc_station.storage.columns import written_instant
from qc_station.storage.documents import (
    Document,
    answer_document,
    answer_of,
    grade_of,
    money_document,
    money_of,
    programme_ref_document,
    programme_ref_of,
    shot_document,
    shot_of,
    to_json,
    verdict_document,
    verdict_of,
)

_T = TypeVar("_T")


def reading(read: Callable[[Row[Any]], _T]) -> Callable[[Row[Any]], _T]:
    """For readers of rows: a row that something else has written on is the world's failure: named, not a trace."""

    @wraps(read)
    def reads(row: Row[Any]) -> _T:
        try:
            return read(row)
        except (KeyError, IndexError, TypeError, ValueError, RuleBroken) as error:
            kind = read.__name__.removesuffix("_of")
            raise WorldFailure("record_unreadable", record=kind, key=str(row[0])) from error

    return reads


def piece_row(piece: Piece) -> Document:
    axes = piece.axes
    return {
        "id": piece.id,
        "dossier": piece.key.dossier,
        "line": piece.key.line,
        "station": piece.station,
        "operator": piece.operator,
        "opened_at": piece.opened_at,
        "reception": axes.reception.value,
        "identity": axes.identity.value,
        "decision": axes.decision.value,
        "treatment": axes.treatment.value,
        "photos": axes.photos.value,
        "credit": axes.credit.value,
        "disposition": axes.disposition.value,
        "answers": to_json([answer_document(answer) for answer in piece.answers]),
        "shots": to_json([shot_document(shot) for shot in piece.shots]),
        "verdict": None if piece.verdict is None else to_json(verdict_document(piece.verdict)),
        "version": piece.version,
    }


@reading
def piece_of(row: Row[Any]) -> Piece:
    return Piece(
        id=row.id,
        key=ItemKey(row.dossier, row.line),
        station=row.station,
        operator=row.operator,
        opened_at=row.opened_at,
        axes=Axes(
            reception=ReceptionState(row.reception),
            identity=IdentityState(row.identity),
            decision=DecisionState(row.decision),
            treatment=TreatmentState(row.treatment),
            photos=PhotosState(row.photos),
            credit=CreditState(row.credit),
            disposition=DispositionState(row.disposition),
        ),
        answers=tuple(answer_of(each) for each in json.loads(row.answers)),
        shots=tuple(shot_of(each) for each in json.loads(row.shots)),
        verdict=None if row.verdict is None else verdict_of(json.loads(row.verdict)),
        version=row.version,
    )


def takeback_row(takeback: TakeBack) -> Document:
    customer = takeback.customer
    body = {
        "customer": [customer.ref, customer.name, customer.city, customer.country, customer.language],
        "parcels": [[parcel.code, parcel.carrier] for parcel in takeback.parcels],
        "items": [_item_document(item) for item in takeback.items],
        "settled": [
            [
                settled.line,
                settled.decision,
                settled.grade,
                settled.station,
                written_instant(settled.at),
                *([True] if settled.reversed else []),
            ]
            for settled in takeback.settled
        ],
        "received": list(takeback.received),
        "called_off_at": written_instant(takeback.called_off_at) if takeback.called_off_at else None,
    }
    return {
        "dossier": takeback.dossier,
        "programme": takeback.programme,
        "accepted_at": takeback.accepted_at,
        "body": to_json(body),
    }


def _item_document(item: DeclaredItem) -> Document:
    return {
        "dossier": item.key.dossier,
        "line": item.key.line,
        "parcel": item.parcel_code,
        "reference": item.reference,
        "title": dict(item.title),
        "category": item.category,
        "season": item.season,
        "size": item.size,
        "colour": dict(item.colour),
        "composition": item.composition,
        "declared_grade": item.declared_grade,
        "offer": {grade.value: money_document(amount) for grade, amount in item.offer.items()},
    }


@reading
def takeback_of(row: Row[Any]) -> TakeBack:
    body = json.loads(row.body)
    return TakeBack(
        dossier=row.dossier,
        programme=row.programme,
        accepted_at=row.accepted_at,
        customer=Customer(*body["customer"]),
        parcels=tuple(ExpectedParcel(code, carrier) for code, carrier in body["parcels"]),
        items=tuple(_item_of(each) for each in body["items"]),
        settled=tuple(
            SettledElsewhere(line, decision, grade_of(grade), station, datetime.fromisoformat(at), bool(taken_back))
            for line, decision, grade, station, at, *taken_back in body["settled"]
        ),
        received=tuple(body.get("received", ())),
        called_off_at=datetime.fromisoformat(body["called_off_at"]) if body.get("called_off_at") else None,
    )


def _item_of(document: Document) -> DeclaredItem:
    return DeclaredItem(
        key=ItemKey(document["dossier"], document["line"]),
        parcel_code=document["parcel"],
        reference=document["reference"],
        title=document["title"],
        category=document["category"],
        season=document["season"],
        size=document["size"],
        colour=document["colour"],
        composition=document["composition"],
        declared_grade=Grade(document["declared_grade"]),
        offer={Grade(grade): Money(*amount) for grade, amount in document["offer"].items()},
    )


def departure_row(departure: Departure, station: str) -> Document:
    approval = departure.approval
    body = {
        "ruling": approval.ruling,
        "grade": approval.grade,
        "reasons": list(approval.reasons),
        "claimed": money_document(approval.claimed),
        "programme": programme_ref_document(approval.programme),
        "operator": approval.operator,
        "occurred_at": written_instant(approval.occurred_at),
        "evidence": list(approval.evidence),
    }
    return {
        "id": approval.id,
        "station": station,
        "piece_id": approval.piece,
        "dossier": approval.key.dossier,
        "line": approval.key.line,
        "body": to_json(body),
        "state": departure.state.value,
        "release_at": departure.release_at,
        "held": departure.held,
        "epoch": departure.epoch,
        "seq": departure.seq,
        "attempts": departure.attempts,
        "answer_code": departure.answer_code,
        "answer_detail": departure.answer_detail,
        "answered_at": departure.answered_at,
    } | link_row(departure.link)


def link_row(link: Link | None) -> Document:
    return {
        "prev_hash": link.prev if link else None,
        "hash": link.hash if link else None,
        "signature": link.signature if link else None,
        "signed_by": link.signed_by if link else None,
    }


@reading
def departure_of(row: Row[Any]) -> Departure:
    body = json.loads(row.body)
    approval = Approval(
        id=row.id,
        key=ItemKey(row.dossier, row.line),
        piece=row.piece_id,
        ruling=Ruling(body["ruling"]),
        grade=grade_of(body["grade"]),
        reasons=tuple(body["reasons"]),
        claimed=money_of(body["claimed"]),
        programme=programme_ref_of(body["programme"]),
        operator=body["operator"],
        occurred_at=datetime.fromisoformat(body["occurred_at"]),
        evidence=tuple(body["evidence"]),
    )
    return Departure(
        approval=approval,
        state=OutboxState(row.state),
        release_at=row.release_at,
        held=row.held,
        epoch=row.epoch,
        seq=row.seq,
        attempts=row.attempts,
        answer_code=row.answer_code,
        answer_detail=row.answer_detail,
        answered_at=row.answered_at,
        link=None if row.hash is None else Link(row.prev_hash, row.hash, row.signature, row.signed_by),
    )


@reading
def reception_of(row: Row[Any]) -> Reception:
    return Reception(row.dossier, row.parcel_code, row.received_at, TransferForm(row.transfer_form))


@reading
def tray_frame_of(row: Row[Any]) -> TrayFrame:
    return TrayFrame(PhotoRef(row.sha256, row.size), row.arrived_at, row.origin, row.id, TrayState(row.state))
