"""Seals in SQL: rows that can no longer be preceded by another are hashed in the order of their numbers.

A row's place is (transaction, number), as in `cursor.py`. Seals name the rows by number, because a restore on another
PostgreSQL gives transactions other numbers.
"""

from __future__ import annotations

import bisect
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Row, Table, func, insert, literal, select

from voucher_ledger.application.ports import Finding
from voucher_ledger.domain.seal import Part, Seal, read_numbers, seal_over, spell_numbers
from voucher_ledger.storage.act_tables import admin_act
from voucher_ledger.storage.cursor import START, Place, horizon, is_after, parse_place
from voucher_ledger.storage.custody_tables import seal
from voucher_ledger.storage.tables import approval, transfer

ROWS_MAX = 5000
# No transaction is under way while so many later rows are written: PostgreSQL ends it long before (`engine.py`).
LATE_MAX = 100_000
WALK_ROWS = 1000
_LOCK = 0x7365616C


class Sealed(NamedTuple):
    """What is sealed of a table: in this order, and nothing that a restore or a later version of the schema changes."""

    table: Table
    number: Column[int]
    columns: tuple[Column[Any], ...]


def _sealed(table: Table, number: Column[int], names: str) -> Sealed:
    return Sealed(table, number, tuple(table.c[name] for name in names.split()))


SEALED = (
    _sealed(
        transfer,
        transfer.c.id,
        "id external_id kind debit_id credit_id amount currency item_id piece voucher_id resolves_id corrects_id actor"
        " reason created_at",
    ),
    _sealed(
        approval,
        approval.c.serial,
        "serial id station_id epoch seq dossier line item_id piece decision grade claimed claimed_currency operator"
        " occurred_at received_at body body_sha256 outcome reason transfer_id amount currency balance_after winner_id"
        " prev_hash hash signature",
    ),
    _sealed(admin_act, admin_act.c.id, "id at actor kind about"),
)


class SqlSeals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self) -> Seal | None:
        row = self._connection.execute(select(seal).order_by(seal.c.seq.desc()).limit(1)).first()
        return None if row is None else _seal(row)

    def find(self, seq: int) -> Seal | None:
        row = self._connection.execute(select(seal).where(seal.c.seq == seq)).first()
        return None if row is None else _seal(row)

    def add(self, at: datetime) -> Seal | None:
        """Seal what is new, so many rows of each table at the most; None when there is nothing, or another does it."""
        if self._connection.dialect.name == "postgresql":
            alone = self._connection.execute(select(func.pg_try_advisory_xact_lock(_LOCK)))
            if not alone.scalar_one():
                return None
        last = self.last()
        before = last.parts if last else {}
        parts = {one.table.name: self._new(one, before.get(one.table.name)) for one in SEALED}
        return self._put(last, parts, at) if any(part.numbers for part in parts.values()) else None

    def restart(self, at: datetime) -> None:
        """The books were restored from a copy: seal what no seal of theirs covers, and go on from their end."""
        last = self.last()
        if last is None:
            return
        parts = {}
        for one in SEALED:
            covered = _Numbers()
            for made in self._all():
                covered.add(read_numbers(made.parts[one.table.name].numbers))
            loose = [row for row in self._rows(one) if row[0] not in covered]
            end = self._connection.execute(select(func.coalesce(func.max(one.number), 0))).scalar_one()
            parts[one.table.name] = Part(spell_numbers(row[0] for row in loose), _digest(loose), str(Place(0, end)))
        self._put(last, parts, at)

    def findings(self) -> Iterator[Finding]:
        """The first seal that does not hold, by its number, and rows that stand beside the seals."""
        seen = {one.table.name: _Numbers() for one in SEALED}
        last: Seal | None = None
        for made in self._all():
            fault = _broken(last, made) or self._changed(made, seen)
            if fault:
                yield Finding("seal_broken", f"seal={made.seq}, {fault}")
                return
            last = made
        if last is not None:
            yield from self._beside(last, seen)

    def _put(self, last: Seal | None, parts: dict[str, Part], at: datetime) -> Seal:
        made = seal_over(last, parts, at)
        values = {"seq": made.seq, "made_at": at, "content": made.content}
        self._connection.execute(insert(seal).values(values | {"prev_hash": made.prev_hash, "hash": made.hash}))
        return made

    def _new(self, one: Sealed, before: Part | None) -> Part:
        place = START if before is None else parse_place(before.place)
        xid = one.table.c.xid
        rows = self._connection.execute(
            select(xid, *one.columns)
            .where(xid < horizon(self._connection), is_after(xid, one.number, place))
            .where(one.number > literal(place.id - LATE_MAX))
            .order_by(xid, one.number)
            .limit(ROWS_MAX)
        ).all()
        end = Place(rows[-1][0], rows[-1][1]) if rows else place
        told = sorted((tuple(row)[1:] for row in rows), key=lambda row: row[0])
        return Part(spell_numbers(row[0] for row in told), _digest(told), str(end))

    def _changed(self, made: Seal, seen: dict[str, _Numbers]) -> str:
        """What of a seal's rows is not as it was sealed; empty when all is."""
        for one in SEALED:
            part = made.parts[one.table.name]
            runs = list(read_numbers(part.numbers))
            if not seen[one.table.name].add(runs):
                return f"table={one.table.name}, sealed twice"
            rows = [row for first, last in runs for row in self._rows(one, first, last)]
            if _digest(rows) != part.sha256:
                return f"table={one.table.name}, numbers={part.numbers}"
        return ""

    def _beside(self, last: Seal, seen: dict[str, _Numbers]) -> Iterator[Finding]:
        """Rows whose place was passed long ago and that no seal covers: they were put there afterwards."""
        for one in SEALED:
            place = parse_place(last.parts[one.table.name].place)
            passed = ~is_after(one.table.c.xid, one.number, place)
            numbers = select(one.number).where(passed).order_by(one.number)
            with self._connection.execute(numbers, execution_options={"yield_per": WALK_ROWS}) as walk:
                beside = next((number for number in walk.scalars() if number not in seen[one.table.name]), None)
            if beside is not None:
                yield Finding("row_beside_seals", f"table={one.table.name}, number={beside}")

    def _rows(self, one: Sealed, first: int = 0, last: int = 2**62) -> Iterator[Sequence[Any]]:
        wanted = select(*one.columns).where(one.number.between(first, last)).order_by(one.number)
        with self._connection.execute(wanted, execution_options={"yield_per": WALK_ROWS}) as rows:
            for row in rows:
                yield tuple(row)

    def _all(self) -> Iterator[Seal]:
        walk = select(seal).order_by(seal.c.seq)
        with self._connection.execute(walk, execution_options={"yield_per": WALK_ROWS}) as rows:
            for row in rows:
                yield _seal(row)


class _Numbers:
    """A set of numbers, as runs in ascending order."""

    def __init__(self) -> None:
        self._runs: list[tuple[int, int]] = []

    def add(self, runs: Iterable[tuple[int, int]]) -> bool:
        """False when one of them was there."""
        for first, last in runs:
            at = bisect.bisect(self._runs, (first, last))
            left = self._runs[at - 1] if at else (-1, -2)
            right = self._runs[at] if at < len(self._runs) else (last + 2, last + 2)
            if left[1] >= first or right[0] <= last:
                return False
            joined = (left[0] if left[1] == first - 1 else first, right[1] if right[0] == last + 1 else last)
            self._runs[at - (joined[0] != first) : at + (joined[1] != last)] = [joined]
        return True

    def __contains__(self, number: int) -> bool:
        at = bisect.bisect(self._runs, (number, 2**63))
        return at > 0 and self._runs[at - 1][1] >= number


def _broken(last: Seal | None, made: Seal) -> str:
    try:
        tables = set(made.parts)
    except (ValueError, KeyError, TypeError):
        return "content"
    if tables != {one.table.name for one in SEALED}:
        return "tables"
    if not made.sound or made != seal_over(last, made.parts, made.made_at):
        return "hash"
    return ""


def _digest(rows: Iterable[Sequence[Any]]) -> str:
    whole = hashlib.sha256()
    for row in rows:
        whole.update(json.dumps([_spelled(value) for value in row], separators=(",", ":")).encode() + b"\n")
    return whole.hexdigest()


def _spelled(value: Any) -> Any:  # noqa: ANN401 the value of any column
    return value.isoformat() if isinstance(value, datetime | date) else value


def _seal(row: Row[Any]) -> Seal:
    return Seal(row.seq, row.made_at, row.content, row.prev_hash, row.hash)
