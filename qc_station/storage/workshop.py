"""Steps of the workshop: one row each, changed only by whoever read it as it is."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, select, update

from qc_station.application.workshop_port import OpenStep, Ordered
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import DecisionState, TreatmentState
from qc_station.domain.takeback import ItemKey
from qc_station.domain.workshop import OPEN, Purpose, StepResult, StepState, Visit, WorkshopStep
from qc_station.storage.columns import written_instant
from qc_station.storage.documents import Document, to_json
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.rows import reading
from qc_station.storage.studio_tables import workshop_step
from qc_station.storage.tables import piece

_OPEN_STATES = sorted(state.value for state in OPEN)
_OF = select(workshop_step).where(workshop_step.c.piece_id == bindparam("piece_id")).order_by(workshop_step.c.number)
_OPEN = (
    select(workshop_step, piece.c.dossier, piece.c.line, piece.c.decision, piece.c.treatment)
    .join(piece, piece.c.id == workshop_step.c.piece_id)
    .where(workshop_step.c.state.in_(_OPEN_STATES))
    .order_by(workshop_step.c.piece_id, workshop_step.c.number)
    .limit(bindparam("most"))
)
_ORDERED = (
    select(piece.c.id, piece.c.dossier, piece.c.line)
    .where(
        piece.c.treatment == TreatmentState.NEEDED.value,
        piece.c.decision == DecisionState.UNDECIDED.value,
        ~exists().where(workshop_step.c.piece_id == piece.c.id, workshop_step.c.state.in_(_OPEN_STATES)),
    )
    .order_by(piece.c.opened_at, piece.c.id)
    .limit(bindparam("most"))
)
# On SQLite there is one writer at a time, and nothing to hold.
_HOLD = select(piece.c.id).where(piece.c.id == bindparam("piece_id")).with_for_update()
# The whole row is the version: two acts that leave the same row are the same act.
_SAME = (
    workshop_step.c.piece_id == bindparam("the_piece"),
    workshop_step.c.number == bindparam("the_number"),
    workshop_step.c.state == bindparam("read_state"),
    workshop_step.c.body == bindparam("read_body"),
)
_UPDATE = update(workshop_step).where(*_SAME).returning(workshop_step.c.number)
_DELETE = delete(workshop_step).where(*_SAME).returning(workshop_step.c.number)


class SqlWorkshop:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, piece_id: str) -> None:
        self._connection.execute(_HOLD, {"piece_id": piece_id})

    def of(self, piece_id: str) -> tuple[WorkshopStep, ...]:
        return tuple(workshop_step_of(row) for row in self._connection.execute(_OF, {"piece_id": piece_id}))

    def open(self, limit: int) -> tuple[OpenStep, ...]:
        return tuple(open_step_of(row) for row in self._connection.execute(_OPEN, {"most": limit}))

    def ordered(self, limit: int) -> tuple[Ordered, ...]:
        rows = self._connection.execute(_ORDERED, {"most": limit})
        return tuple(Ordered(row.id, ItemKey(row.dossier, row.line)) for row in rows)

    def add(self, step: WorkshopStep) -> None:
        if not insert_unless_there(self._connection, workshop_step, workshop_step_row(step)):
            raise RuleBroken("changed_elsewhere", piece=step.piece)

    def change(self, read: WorkshopStep, to: WorkshopStep) -> None:
        row = workshop_step_row(to)
        values = {"step": row["step"], "state": row["state"], "body": row["body"]}
        if self._connection.execute(_UPDATE, _as_read(read) | values).first() is None:
            raise RuleBroken("changed_elsewhere", piece=read.piece)

    def remove(self, read: WorkshopStep) -> None:
        if self._connection.execute(_DELETE, _as_read(read)).first() is None:
            raise RuleBroken("changed_elsewhere", piece=read.piece)


def _as_read(read: WorkshopStep) -> dict[str, object]:
    row = workshop_step_row(read)
    return {
        "the_piece": read.piece,
        "the_number": read.number,
        "read_state": row["state"],
        "read_body": row["body"],
    }


def workshop_step_row(step: WorkshopStep) -> Document:
    body = {
        "purpose": step.purpose,
        "route": step.route,
        "planned": _visit_document(step.planned),
        "reasons": list(step.reasons),
        "method": step.method,
        "taken_in": step.taken_in and _visit_document(step.taken_in),
        "taken_out": step.taken_out and _visit_document(step.taken_out),
        "result": step.result,
        "note": step.note,
    }
    return {
        "piece_id": step.piece,
        "number": step.number,
        "step": step.step,
        "state": step.state.value,
        "body": to_json(body),
    }


@reading
def workshop_step_of(row: Row[Any]) -> WorkshopStep:
    body = json.loads(row.body)
    return WorkshopStep(
        piece=row.piece_id,
        number=row.number,
        step=row.step,
        purpose=Purpose(body["purpose"]),
        route=body["route"],
        planned=_visit_of(body["planned"]),
        state=StepState(row.state),
        reasons=tuple(body["reasons"]),
        method=body["method"],
        taken_in=body["taken_in"] and _visit_of(body["taken_in"]),
        taken_out=body["taken_out"] and _visit_of(body["taken_out"]),
        result=None if body["result"] is None else StepResult(body["result"]),
        note=body["note"],
    )


@reading
def open_step_of(row: Row[Any]) -> OpenStep:
    return OpenStep(
        workshop_step_of(row),
        ItemKey(row.dossier, row.line),
        DecisionState(row.decision),
        TreatmentState(row.treatment),
    )


def _visit_document(visit: Visit) -> list[object]:
    return [written_instant(visit.at), visit.by, visit.station]


def _visit_of(document: list[Any]) -> Visit:
    return Visit(datetime.fromisoformat(document[0]), document[1], document[2])
