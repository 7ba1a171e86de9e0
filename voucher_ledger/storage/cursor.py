"""Places in an ordered list that grows while it is read.

Numbers (`id`) are given out before a transaction commits, so on PostgreSQL the row 9 of a slow transaction may appear
after a reader has gone past row 10. A place is therefore (transaction, number), and a reader sees only transactions
older than the oldest one still running: nothing can appear before a place already passed. SQLite has one writer and one
order; there every transaction is 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, String, cast, func, literal, tuple_

from voucher_ledger.domain.errors import Breach, InvalidRequest

_SHAPE = re.compile(r"(?:([0-9a-f]{1,6})\.)?([0-9a-f]{1,15})\.([0-9a-f]{1,15})", re.ASCII)
_NO_HORIZON = 2**62


@dataclass(frozen=True, slots=True)
class Place:
    """`life` counts how often the books were restored from a copy: places of an earlier life mean nothing later."""

    xid: int
    id: int
    life: int = 0

    def __str__(self) -> str:
        return f"{self.life:x}.{self.xid:x}.{self.id:x}" if self.life else f"{self.xid:x}.{self.id:x}"


START = Place(0, 0)


def parse_place(cursor: str | None) -> Place:
    """The place a cursor stands for; the start for none. Raises InvalidRequest."""
    if cursor is None:
        return START
    found = _SHAPE.fullmatch(cursor)
    if not found:
        raise InvalidRequest(
            "not a cursor of this ledger", [Breach("after", "cursor", "use `next` of an earlier answer")]
        )
    return Place(int(found[2], 16), int(found[3], 16), int(found[1] or "0", 16))


def horizon(connection: Connection) -> ColumnElement[int]:
    """The first transaction that may still be running: rows of it and of later ones are not shown yet."""
    if connection.dialect.name == "sqlite":
        return literal(_NO_HORIZON, BigInteger)
    return cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), String), BigInteger)


def is_after(xid: Column[int], number: Column[int], place: Place) -> ColumnElement[bool]:
    return tuple_(xid, number) > tuple_(literal(place.xid, BigInteger), literal(place.id, BigInteger))


def is_before(xid: Column[int], number: Column[int], place: Place) -> ColumnElement[bool]:
    return tuple_(xid, number) < tuple_(literal(place.xid, BigInteger), literal(place.id, BigInteger))
