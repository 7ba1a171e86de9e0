"""Receptions, cancellations and held credits in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, insert, or_, select, tuple_, update

from voucher_ledger.domain.money import Money
from voucher_ledger.domain.reception import HeldCredit, Reception
from voucher_ledger.domain.settlement import FIRST_DECISIONS, Bench
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.storage.conflict import insert_or_none
from voucher_ledger.storage.reception_tables import cancellation, held_credit, reception
from voucher_ledger.storage.tables import account, approval, declared_item, parcel, station, takeback

_decided = exists().where(approval.c.item_id == declared_item.c.id, approval.c.outcome.in_(FIRST_DECISIONS))
_LEFT = (
    select(func.count())
    .where(
        declared_item.c.takeback_id == reception.c.takeback_id,
        declared_item.c.parcel_code == reception.c.parcel_code,
        ~_decided,
    )
    .scalar_subquery()
)
_RECEPTIONS: Select[Any] = (
    select(reception, takeback.c.dossier, takeback.c.programme, station.c.name.label("station"), _LEFT.label("left"))
    .join_from(reception, takeback, reception.c.takeback_id == takeback.c.id)
    .join(station, reception.c.station_id == station.c.id)
)
_HELD: Select[Any] = (
    select(held_credit, declared_item.c.dossier, declared_item.c.line, station.c.name.label("station"))
    .join_from(held_credit, declared_item, held_credit.c.item_id == declared_item.c.id)
    .join(station, held_credit.c.station_id == station.c.id)
    .where(held_credit.c.ended_at.is_(None))
    .order_by(held_credit.c.since, held_credit.c.item_id)
)


class SqlReceptions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, dossier: str, parcel_code: str) -> Reception | None:
        here = (takeback.c.dossier == dossier, reception.c.parcel_code == parcel_code)
        row = self._connection.execute(_RECEPTIONS.where(*here)).first()
        return None if row is None else _reception(row)

    def programme(self, dossier: str, parcel_code: str) -> tuple[int, str] | None:
        wanted = (
            select(takeback.c.id, takeback.c.programme)
            .where(takeback.c.dossier == dossier)
            .where(exists().where(parcel.c.takeback_id == takeback.c.id, parcel.c.code == parcel_code))
            .with_for_update(key_share=True)
        )
        row = self._connection.execute(wanted).first()
        return None if row is None else (row.id, row.programme)

    def add(self, takeback_id: int, new: Reception, bench: Bench, at: datetime) -> None:
        values = {
            "takeback_id": takeback_id,
            "parcel_code": new.parcel,
            "station_id": bench.id,
            "received_at": new.received_at,
            "told_at": at,
            "due_on": new.due_on,
            "calendar": new.calendar,
            "calendar_version": new.calendar_version,
            "transfer_form": new.transfer_form,
        }
        self._connection.execute(insert(reception).values(values))

    def sign(self, takeback_id: int, parcel_code: str) -> None:
        self._connection.execute(_one(takeback_id, parcel_code).values(transfer_form=True))

    def open(self, after: str, limit: int) -> tuple[Reception, ...]:
        wanted = _RECEPTIONS.where(_LEFT > 0)
        if after:
            day, number, code = after.split(" ", 2)
            place = tuple_(reception.c.due_on, reception.c.takeback_id, reception.c.parcel_code)
            wanted = wanted.where(place > tuple_(date.fromisoformat(day), int(number), code))
        ordered = wanted.order_by(reception.c.due_on, reception.c.takeback_id, reception.c.parcel_code).limit(limit)
        return tuple(_reception(row) for row in self._connection.execute(ordered))

    def raise_alert(self, takeback_id: int, parcel_code: str, alert: int) -> None:
        self._connection.execute(_one(takeback_id, parcel_code).values(alert=alert))


class SqlCancellations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def takeback(self, dossier: str) -> int | None:
        wanted = select(takeback.c.id).where(takeback.c.dossier == dossier).with_for_update(key_share=True)
        return self._connection.execute(wanted).scalar_one_or_none()

    def begun(self, takeback_id: int) -> bool:
        items = select(declared_item.c.account_id).where(declared_item.c.takeback_id == takeback_id)
        lock = select(account.c.id).where(account.c.id.in_(items)).order_by(account.c.id)
        self._connection.execute(lock.with_for_update(key_share=True)).all()
        decided = exists().where(declared_item.c.takeback_id == takeback_id, _decided)
        received = exists().where(reception.c.takeback_id == takeback_id)
        return bool(self._connection.execute(select(or_(decided, received))).scalar_one())

    def add(self, takeback_id: int, actor: str, reason: str, at: datetime) -> bool:
        values = {"takeback_id": takeback_id, "at": at, "actor": actor, "reason": reason}
        key = cancellation.c.takeback_id
        return insert_or_none(self._connection, cancellation, values, key, returning=key) is not None


class SqlHeldCredits:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, bench: Bench, held: Sequence[HeldCredit], at: datetime) -> None:
        self._connection.execute(select(station.c.id).where(station.c.id == bench.id).with_for_update(key_share=True))
        now = {ItemKey(one.dossier, one.line): one for one in held}
        wanted = select(declared_item.c.id, declared_item.c.dossier, declared_item.c.line).where(
            declared_item.c.dossier.in_(sorted({key.dossier for key in now}))
        )
        rows = self._connection.execute(wanted)
        items = {row.id: now[key] for row in rows if (key := ItemKey(row.dossier, row.line)) in now}
        ended = held_credit.c.item_id.not_in(list(items))
        mine = update(held_credit).where(held_credit.c.station_id == bench.id, held_credit.c.ended_at.is_(None), ended)
        self._connection.execute(mine.values(ended_at=at))
        for item_id, one in sorted(items.items()):
            self._put(bench, item_id, one)

    def of(self, bench: Bench | None) -> tuple[HeldCredit, ...]:
        wanted = _HELD if bench is None else _HELD.where(held_credit.c.station_id == bench.id)
        return tuple(_held(row) for row in self._connection.execute(wanted))

    def ask_release(self, key: ItemKey, by: str, reason: str, at: datetime) -> bool:
        item = select(declared_item.c.id).where(
            declared_item.c.dossier == key.dossier, declared_item.c.line == key.line
        )
        held = (held_credit.c.item_id == item.scalar_subquery(), held_credit.c.ended_at.is_(None))
        asked = {"release_asked_at": at, "release_by": by, "release_reason": reason}
        done = update(held_credit).where(*held).values(asked).returning(held_credit.c.item_id)
        return self._connection.execute(done).first() is not None

    def _put(self, bench: Bench, item_id: int, one: HeldCredit) -> None:
        values = {
            "station_id": bench.id,
            "piece": one.piece,
            "amount": one.amount.minor,
            "currency": one.amount.currency,
            "since": one.since,
        }
        key = held_credit.c.item_id
        if insert_or_none(self._connection, held_credit, values | {"item_id": item_id}, key, returning=key) is None:
            # Held anew, or still: a release that was asked of an earlier holding is over with it.
            again = update(held_credit).where(key == item_id)
            fresh = {"ended_at": None, "release_asked_at": None, "release_by": None, "release_reason": None}
            self._connection.execute(again.where(held_credit.c.ended_at.is_not(None)).values(values | fresh))
            self._connection.execute(again.values(values))


def _one(takeback_id: int, parcel_code: str) -> Any:  # noqa: ANN401 an UPDATE has no short public name
    return update(reception).where(reception.c.takeback_id == takeback_id, reception.c.parcel_code == parcel_code)


def _reception(row: Row[Any]) -> Reception:
    return Reception(
        takeback_id=row.takeback_id,
        dossier=row.dossier,
        programme=row.programme,
        parcel=row.parcel_code,
        station=row.station,
        received_at=row.received_at,
        due_on=row.due_on,
        calendar=row.calendar,
        calendar_version=row.calendar_version,
        transfer_form=row.transfer_form,
        alert=row.alert,
        left=row.left,
    )


def _held(row: Row[Any]) -> HeldCredit:
    return HeldCredit(
        dossier=row.dossier,
        line=row.line,
        piece=row.piece,
        amount=Money(row.amount, row.currency),
        since=row.since,
        station=row.station,
        release=None if row.release_by is None else (row.release_by, row.release_reason),
    )
