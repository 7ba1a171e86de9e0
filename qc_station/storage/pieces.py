"""Pieces: one row each, saved only by whoever read the newest version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import DecisionState, Piece
from qc_station.domain.takeback import ItemKey
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.rows import piece_of, piece_row
from qc_station.storage.tables import piece

# How many rows are fetched at a time where all of them are walked.
WALK_ROWS = 500
_BY_ID = select(piece).where(piece.c.id == bindparam("id"))
_AT = select(piece).where(piece.c.dossier == bindparam("dossier"), piece.c.line == bindparam("line"))
_OF = (
    select(piece)
    .where(piece.c.dossier.in_(bindparam("dossiers", expanding=True)))
    .order_by(piece.c.dossier, piece.c.line)
)
_ALL = select(piece).order_by(piece.c.dossier, piece.c.line)
_DECIDED = _ALL.where(piece.c.decision != DecisionState.UNDECIDED.value)
_AWAITS_LEAD = piece.c.decision == DecisionState.NEEDS_REVIEW.value
_FOR_REVIEW = select(piece).where(_AWAITS_LEAD).order_by(piece.c.opened_at, piece.c.id)
_REVIEWS = select(func.count()).select_from(piece).where(_AWAITS_LEAD)
# What a piece is, and which item it stands for, never changes.
_IDENTITY = ("id", "dossier", "line")
_SAME = (
    piece.c.id == bindparam("the_id"),
    piece.c.dossier == bindparam("the_dossier"),
    piece.c.line == bindparam("the_line"),
    piece.c.version == bindparam("read_version"),
)
_UPDATE = update(piece).where(*_SAME).returning(piece.c.id)
_DELETE = delete(piece).where(*_SAME).returning(piece.c.id)


class SqlPieces:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, piece_id: str) -> Piece | None:
        return self._one(_BY_ID, id=piece_id)

    def at(self, key: ItemKey) -> Piece | None:
        return self._one(_AT, dossier=key.dossier, line=key.line)

    def of(self, dossiers: Sequence[str]) -> tuple[Piece, ...]:
        return tuple(piece_of(row) for row in self._connection.execute(_OF, {"dossiers": list(dossiers)}))

    def save(self, changed: Piece) -> Piece:
        stored = replace(changed, version=changed.version + 1)
        row = piece_row(stored)
        if changed.version == 0:
            saved = insert_unless_there(self._connection, piece, row)
        else:
            values = {name: value for name, value in row.items() if name not in _IDENTITY}
            saved = self._connection.execute(_UPDATE, _as_read(changed) | values).first() is not None
        if not saved:
            raise RuleBroken("changed_elsewhere", piece=changed.id)
        return stored

    def remove(self, mistaken: Piece) -> None:
        if self._connection.execute(_DELETE, _as_read(mistaken)).first() is None:
            raise RuleBroken("changed_elsewhere", piece=mistaken.id)

    def decided(self) -> Iterator[Piece]:
        return self._walk(_DECIDED)

    def for_review(self) -> tuple[Piece, ...]:
        return tuple(piece_of(row) for row in self._connection.execute(_FOR_REVIEW))

    def count_for_review(self) -> int:
        return int(self._connection.execute(_REVIEWS).scalar_one())

    def all(self) -> Iterator[Piece]:
        return self._walk(_ALL)

    def _one(self, statement: Select[tuple[object, ...]], **parameters: object) -> Piece | None:
        row = self._connection.execute(statement, parameters).first()
        return None if row is None else piece_of(row)

    def _walk(self, statement: Select[tuple[object, ...]]) -> Iterator[Piece]:
        for row in self._connection.execute(statement, execution_options={"yield_per": WALK_ROWS}):
            yield piece_of(row)


def _as_read(read: Piece) -> dict[str, object]:
    return {
        "the_id": read.id,
        "the_dossier": read.key.dossier,
        "the_line": read.key.line,
        "read_version": read.version,
    }
