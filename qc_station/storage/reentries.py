"""Sold pieces that came back: one row a re-entry, saved only by whoever read the newest version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from qc_station.domain.errors import RuleBroken
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.storage.documents import (
    Document,
    answer_document,
    answer_of,
    grade_of,
    shot_document,
    shot_of,
    to_json,
)
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.rows import reading
from qc_station.storage.studio_tables import reentry

_OF_PIECE = select(reentry).where(reentry.c.piece_id == bindparam("piece_id")).order_by(reentry.c.number)
_ALL = select(reentry).order_by(reentry.c.piece_id, reentry.c.number)
_SAME = (
    reentry.c.piece_id == bindparam("the_id"),
    reentry.c.number == bindparam("the_number"),
    reentry.c.version == bindparam("read_version"),
)
_UPDATE = update(reentry).where(*_SAME).returning(reentry.c.piece_id)
_DELETE = delete(reentry).where(*_SAME).returning(reentry.c.piece_id)


class SqlReentries:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_piece(self, piece_id: str) -> tuple[Reentry, ...]:
        return tuple(_reentry_of(row) for row in self._connection.execute(_OF_PIECE, {"piece_id": piece_id}))

    def save(self, changed: Reentry) -> Reentry:
        stored = replace(changed, version=changed.version + 1)
        row = _row(stored)
        if changed.version == 0:
            saved = insert_unless_there(self._connection, reentry, row)
        else:
            values = {name: value for name, value in row.items() if name not in ("piece_id", "number")}
            saved = self._connection.execute(_UPDATE, _read(changed) | values).first() is not None
        if not saved:
            raise RuleBroken("changed_elsewhere", piece=changed.piece)
        return stored

    def remove(self, mistaken: Reentry) -> None:
        if self._connection.execute(_DELETE, _read(mistaken)).first() is None:
            raise RuleBroken("changed_elsewhere", piece=mistaken.piece)

    def all(self) -> Iterator[Reentry]:
        return (_reentry_of(row) for row in self._connection.execute(_ALL))


def _read(read: Reentry) -> Document:
    return {"the_id": read.piece, "the_number": read.number, "read_version": read.version}


def _row(record: Reentry) -> Document:
    body = {
        "answers": [answer_document(answer) for answer in record.answers],
        "shots": [shot_document(shot) for shot in record.shots],
        "grade": record.grade,
        "note": record.note,
        "lead": record.lead,
    }
    return {
        "piece_id": record.piece,
        "number": record.number,
        "operator": record.operator,
        "at": record.at,
        "outcome": record.outcome and record.outcome.value,
        "body": to_json(body),
        "version": record.version,
    }


@reading
def _reentry_of(row: Row[Any]) -> Reentry:
    body = json.loads(row.body)
    return Reentry(
        piece=row.piece_id,
        number=row.number,
        operator=row.operator,
        at=row.at,
        answers=tuple(answer_of(each) for each in body["answers"]),
        shots=tuple(shot_of(each) for each in body["shots"]),
        outcome=row.outcome and ReentryOutcome(row.outcome),
        grade=grade_of(body["grade"]),
        note=body["note"],
        lead=body["lead"],
        version=row.version,
    )
