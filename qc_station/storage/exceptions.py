"""What does not go as declared: boxes as they stood, pieces nobody declared, second looks, reversals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from qc_station.domain.errors import RuleBroken
from qc_station.domain.parcel import ParcelRecord
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.second_look import SecondLook
from qc_station.domain.undeclared import QuarantineState, UndeclaredPiece
from qc_station.storage.exception_rows import (
    parcel_of,
    parcel_row,
    reversal_of,
    reversal_row,
    second_look_of,
    second_look_row,
    undeclared_of,
    undeclared_row,
)
from qc_station.storage.inserts import insert_or_replace, insert_unless_there
from qc_station.storage.tables import parcel, reversal, second_look, undeclared

_PARCEL = select(parcel).where(parcel.c.code == bindparam("code"))
_PARCELS = select(parcel).order_by(parcel.c.code)
_STRAY = select(undeclared).where(undeclared.c.id == bindparam("id"))
_OF_PARCEL = select(undeclared).where(undeclared.c.parcel_code == bindparam("code")).order_by(undeclared.c.id)
_WAITING = select(undeclared).where(undeclared.c.state == QuarantineState.WAITING.value).order_by(undeclared.c.id)
_WAITING_COUNT = select(func.count()).select_from(undeclared).where(undeclared.c.state == QuarantineState.WAITING.value)
_STRAYS = select(undeclared).order_by(undeclared.c.id)
_SAME = (undeclared.c.id == bindparam("the_id"), undeclared.c.version == bindparam("read_version"))
_UPDATE = update(undeclared).where(*_SAME).returning(undeclared.c.id)
_DELETE = delete(undeclared).where(*_SAME).returning(undeclared.c.id)
_LOOK = select(second_look).where(second_look.c.piece_id == bindparam("piece_id"))
_REVERSAL = select(reversal).where(reversal.c.piece_id == bindparam("piece_id"))
_ASKED = (
    select(reversal)
    .where(reversal.c.state == ReversalState.ASKED.value)
    .order_by(reversal.c.asked_at, reversal.c.piece_id)
)
_LOOKS = select(second_look).order_by(second_look.c.looked_at, second_look.c.piece_id)


class SqlParcels:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, code: str) -> ParcelRecord | None:
        row = self._connection.execute(_PARCEL, {"code": code}).first()
        return None if row is None else parcel_of(row)

    def save(self, record: ParcelRecord) -> None:
        insert_or_replace(self._connection, parcel, parcel_row(record))

    def all(self) -> Iterator[ParcelRecord]:
        return (parcel_of(row) for row in self._connection.execute(_PARCELS))


class SqlUndeclared:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, piece_id: str) -> UndeclaredPiece | None:
        row = self._connection.execute(_STRAY, {"id": piece_id}).first()
        return None if row is None else undeclared_of(row)

    def of_parcel(self, code: str) -> tuple[UndeclaredPiece, ...]:
        return tuple(undeclared_of(row) for row in self._connection.execute(_OF_PARCEL, {"code": code}))

    def waiting(self) -> tuple[UndeclaredPiece, ...]:
        return tuple(undeclared_of(row) for row in self._connection.execute(_WAITING))

    def count_waiting(self) -> int:
        return int(self._connection.execute(_WAITING_COUNT).scalar_one())

    def all(self) -> Iterator[UndeclaredPiece]:
        return (undeclared_of(row) for row in self._connection.execute(_STRAYS))

    def save(self, changed: UndeclaredPiece) -> UndeclaredPiece:
        stored = replace(changed, version=changed.version + 1)
        row = undeclared_row(stored)
        if changed.version == 0:
            saved = insert_unless_there(self._connection, undeclared, row)
        else:
            values = {name: value for name, value in row.items() if name != "id"}
            read = {"the_id": changed.id, "read_version": changed.version}
            saved = self._connection.execute(_UPDATE, read | values).first() is not None
        if not saved:
            raise RuleBroken("changed_elsewhere", piece=changed.id)
        return stored

    def remove(self, mistaken: UndeclaredPiece) -> None:
        read = {"the_id": mistaken.id, "read_version": mistaken.version}
        if self._connection.execute(_DELETE, read).first() is None:
            raise RuleBroken("changed_elsewhere", piece=mistaken.id)


class SqlSecondLooks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_piece(self, piece_id: str) -> SecondLook | None:
        row = self._connection.execute(_LOOK, {"piece_id": piece_id}).first()
        return None if row is None else second_look_of(row)

    def add(self, look: SecondLook) -> None:
        self._connection.execute(insert(second_look), second_look_row(look))

    def all(self) -> Iterator[SecondLook]:
        return (second_look_of(row) for row in self._connection.execute(_LOOKS))


class SqlReversals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_piece(self, piece_id: str) -> Reversal | None:
        row = self._connection.execute(_REVERSAL, {"piece_id": piece_id}).first()
        return None if row is None else reversal_of(row)

    def asked(self) -> tuple[Reversal, ...]:
        return tuple(reversal_of(row) for row in self._connection.execute(_ASKED))

    def save(self, changed: Reversal) -> None:
        insert_or_replace(self._connection, reversal, reversal_row(changed))
