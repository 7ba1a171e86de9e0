"""Stations and tokens in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, or_, select, update

from voucher_ledger.domain.chain import SigningKey
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.station import Scope, Token
from voucher_ledger.domain.voucher import Network, SalesPoint
from voucher_ledger.storage.conflict import insert_or_none
from voucher_ledger.storage.tables import station, token
from voucher_ledger.storage.voucher_tables import sales_point

_TOKENS: Select[Any] = (
    select(token, station.c.name.label("station"), station.c.epoch, station.c.signing_keys)
    .add_columns(sales_point.c.name.label("sales_point"), sales_point.c.network)
    .outerjoin_from(token, station, token.c.station_id == station.c.id)
    .outerjoin(sales_point, token.c.sales_point_id == sales_point.c.id)
)
_TOKEN = _TOKENS.where(token.c.id == bindparam("token_id"))
_IN_FORCE = select(station.c.id, station.c.name, station.c.epoch, station.c.signing_keys).where(
    station.c.name == bindparam("name"), station.c.revoked_at.is_(None)
)


# The station a token speaks for is locked; a token of another scope has none. A statement of its own, as every lock.
_LOCK_BY_TOKEN: Select[Any] = (
    select(token, station.c.name.label("station"), station.c.epoch, station.c.signing_keys)
    .join_from(token, station, token.c.station_id == station.c.id)
    .where(token.c.id == bindparam("token_id"), station.c.revoked_at.is_(None))
    .with_for_update(key_share=True, of=station)
)
_LOCK = (
    select(station.c.id, station.c.name, station.c.epoch, station.c.signing_keys)
    .where(station.c.id == bindparam("station_id"), station.c.revoked_at.is_(None))
    .with_for_update(key_share=True)
)


class SqlStations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: str) -> Bench | None:
        row = self._connection.execute(_IN_FORCE.with_for_update(key_share=True), {"name": name}).first()
        return Bench(row.id, row.name, row.epoch, keys_of(row.signing_keys)) if row else None

    def lock(self, bench: Bench) -> Bench | None:
        row = self._connection.execute(_LOCK, {"station_id": bench.id}).first()
        return Bench(row.id, row.name, row.epoch, keys_of(row.signing_keys)) if row else None

    def lock_by_token(self, token_id: str) -> Token | None:
        row = self._connection.execute(_LOCK_BY_TOKEN, {"token_id": token_id}).first()
        return _token(row) if row else None

    def add(self, name: str, at: datetime) -> Bench | None:
        values = {"name": name, "epoch": 1, "created_at": at}
        made = insert_or_none(self._connection, station, values, station.c.name, returning=station.c.id)
        return None if made is None else Bench(made, name, 1)

    def revoke(self, name: str, at: datetime) -> bool:
        bench = self.find(name)
        if bench is None:
            return False
        self._connection.execute(update(station).where(station.c.id == bench.id).values(revoked_at=at))
        mine = update(token).where(token.c.station_id == bench.id, token.c.revoked_at.is_(None))
        self._connection.execute(mine.values(revoked_at=at))
        return True

    def open_epoch(self, bench: Bench) -> Bench:
        self._connection.execute(update(station).where(station.c.id == bench.id).values(epoch=bench.epoch + 1))
        return replace(bench, epoch=bench.epoch + 1)

    def set_keys(self, bench: Bench, keys: Iterable[SigningKey]) -> None:
        written = json.dumps([[one.public, one.epoch, one.seq, one.ended] for one in keys])
        self._connection.execute(update(station).where(station.c.id == bench.id).values(signing_keys=written))

    def token(self, token_id: str) -> Token | None:
        row = self._connection.execute(_TOKEN, {"token_id": token_id}).first()
        return _token(row) if row else None

    def tokens(self) -> tuple[Token, ...]:
        return tuple(_token(row) for row in self._connection.execute(_TOKENS.order_by(token.c.created_at, token.c.id)))

    def add_token(self, new: Token, at: datetime) -> None:
        self._connection.execute(
            insert(token).values(
                id=new.id,
                station_id=new.bench.id if new.bench else None,
                sales_point_id=new.sales_point.id if new.sales_point else None,
                name=new.name,
                sha256=new.sha256,
                scopes=" ".join(sorted(new.scopes)),
                created_at=at,
            )
        )

    def revoke_token(self, token_id: str, at: datetime) -> bool:
        live = update(token).where(token.c.id == token_id, token.c.revoked_at.is_(None)).values(revoked_at=at)
        return self._connection.execute(live.returning(token.c.id)).first() is not None

    def end_tokens(self, bench: Bench, but: str, at: datetime) -> None:
        others = update(token).where(token.c.station_id == bench.id, token.c.id != but, token.c.revoked_at.is_(None))
        earlier = or_(token.c.not_after.is_(None), token.c.not_after > at)
        self._connection.execute(others.where(earlier).values(not_after=at))


def _token(row: Row[Any]) -> Token:
    return Token(
        id=row.id,
        name=row.name,
        sha256=row.sha256,
        scopes=frozenset(Scope(scope) for scope in row.scopes.split()),
        bench=_bench(row),
        sales_point=_sales_point(row),
        revoked=row.revoked_at is not None,
        not_after=row.not_after,
    )


def _bench(row: Row[Any]) -> Bench | None:
    if row.station_id is None:
        return None
    return Bench(row.station_id, row.station, row.epoch, keys_of(row.signing_keys))


def keys_of(written: str) -> tuple[SigningKey, ...]:
    return tuple(SigningKey(*one) for one in json.loads(written))


def _sales_point(row: Row[Any]) -> SalesPoint | None:
    if row.sales_point_id is None:  # so of every station's
        return None
    return SalesPoint(row.sales_point_id, row.sales_point, Network(row.network))
