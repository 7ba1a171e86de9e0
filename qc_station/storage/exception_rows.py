"""Boxes, undeclared pieces and second looks as rows and back, like `rows.py`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from qc_station.domain.parcel import ParcelCondition, ParcelRecord
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import ItemKey
from qc_station.domain.undeclared import QuarantineEnd, QuarantineState, UndeclaredPiece
from qc_station.domain.verdict import Ruling
from qc_station.storage.columns import written_instant
from qc_station.storage.documents import (
    Document,
    answer_document,
    answer_of,
    grade_of,
    shot_document,
    shot_of,
    to_json,
)
from qc_station.storage.rows import reading


def parcel_row(record: ParcelRecord) -> Document:
    body = {"condition": record.condition, "shots": [shot_document(shot) for shot in record.shots]}
    return {"code": record.code, "body": to_json(body)}


@reading
def parcel_of(row: Row[Any]) -> ParcelRecord:
    body = json.loads(row.body)
    return ParcelRecord(row.code, ParcelCondition(body["condition"]), tuple(shot_of(each) for each in body["shots"]))


def undeclared_row(piece: UndeclaredPiece) -> Document:
    body = {
        "station": piece.station,
        "operator": piece.operator,
        "found_at": written_instant(piece.found_at),
        "instead_of": _key_document(piece.instead_of),
        "shots": [shot_document(shot) for shot in piece.shots],
        "end": piece.end
        and {
            "lead": piece.end.lead,
            "at": written_instant(piece.end.at),
            "reason": piece.end.reason,
            "key": _key_document(piece.end.key),
        },
    }
    return {
        "id": piece.id,
        "parcel_code": piece.parcel_code,
        "state": piece.state.value,
        "body": to_json(body),
        "version": piece.version,
    }


@reading
def undeclared_of(row: Row[Any]) -> UndeclaredPiece:
    body = json.loads(row.body)
    end = body["end"]
    return UndeclaredPiece(
        id=row.id,
        parcel_code=row.parcel_code,
        station=body["station"],
        operator=body["operator"],
        found_at=datetime.fromisoformat(body["found_at"]),
        instead_of=_key_of(body["instead_of"]),
        shots=tuple(shot_of(each) for each in body["shots"]),
        state=QuarantineState(row.state),
        end=None
        if end is None
        else QuarantineEnd(end["lead"], datetime.fromisoformat(end["at"]), end["reason"], _key_of(end["key"])),
        version=row.version,
    )


def second_look_row(look: SecondLook) -> Document:
    body = {
        "answers": [answer_document(answer) for answer in look.answers],
        "ruling": look.ruling,
        "grade": look.grade,
    }
    return {"piece_id": look.piece, "operator": look.operator, "looked_at": look.at, "body": to_json(body)}


@reading
def second_look_of(row: Row[Any]) -> SecondLook:
    body = json.loads(row.body)
    return SecondLook(
        piece=row.piece_id,
        operator=row.operator,
        at=row.looked_at,
        answers=tuple(answer_of(each) for each in body["answers"]),
        ruling=Ruling(body["ruling"]),
        grade=grade_of(body["grade"]),
    )


def reversal_row(reversal: Reversal) -> Document:
    body = {
        "key": _key_document(reversal.key),
        "lead": reversal.lead,
        "reason": reversal.reason,
        "detail": reversal.detail,
        "answered_at": reversal.answered_at and written_instant(reversal.answered_at),
    }
    return {
        "piece_id": reversal.piece,
        "state": reversal.state.value,
        "asked_at": reversal.asked_at,
        "body": to_json(body),
    }


@reading
def reversal_of(row: Row[Any]) -> Reversal:
    body = json.loads(row.body)
    return Reversal(
        piece=row.piece_id,
        key=ItemKey(*body["key"]),
        lead=body["lead"],
        reason=body["reason"],
        asked_at=row.asked_at,
        state=ReversalState(row.state),
        detail=body["detail"],
        answered_at=body["answered_at"] and datetime.fromisoformat(body["answered_at"]),
    )


def _key_document(key: ItemKey | None) -> list[object] | None:
    return None if key is None else [key.dossier, key.line]


def _key_of(document: list[Any] | None) -> ItemKey | None:
    return None if document is None else ItemKey(document[0], document[1])
