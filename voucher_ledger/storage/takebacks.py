"""Declarations in SQL: recorded once, read back whole, and followed by the benches through the feed."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    tuple_,
)

from voucher_ledger.application.page import Page
from voucher_ledger.domain.account import AccountKind, customer_account, stock_account
from voucher_ledger.domain.act import ActKind
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.settlement import FIRST_DECISIONS
from voucher_ledger.domain.takeback import (
    Customer,
    Decision,
    DeclaredItem,
    FiledTakeBack,
    Parcel,
    ReceivedParcel,
    SettledLine,
    TakeBack,
)
from voucher_ledger.storage.act_tables import admin_act
from voucher_ledger.storage.conflict import insert_or_none
from voucher_ledger.storage.cursor import START, Place, horizon, is_after, parse_place
from voucher_ledger.storage.reception_tables import cancellation, reception
from voucher_ledger.storage.tables import (
    account,
    approval,
    contact,
    customer,
    declared_item,
    feed_event,
    offer_price,
    parcel,
    station,
    takeback,
    transfer,
)

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_FINGERPRINT = select(takeback.c.fingerprint).where(takeback.c.dossier == bindparam("dossier"))
_IN_PARCEL = select(parcel.c.takeback_id).where(parcel.c.code == bindparam("code")).order_by(parcel.c.takeback_id)
_HEADS: Select[Any] = select(takeback, contact).join_from(takeback, contact).where(takeback.c.id.in_(_IDS))
_PARCELS: Select[Any] = select(parcel).where(parcel.c.takeback_id.in_(_IDS)).order_by(parcel.c.code)
_ITEMS: Select[Any] = select(declared_item).where(declared_item.c.takeback_id.in_(_IDS)).order_by(declared_item.c.line)
_OFFERS: Select[Any] = (
    select(offer_price).join_from(offer_price, declared_item).where(declared_item.c.takeback_id.in_(_IDS))
)
_SETTLED: Select[Any] = (
    select(declared_item.c.takeback_id, approval.c.line, approval.c.decision, approval.c.grade, approval.c.occurred_at)
    .add_columns(station.c.name.label("station"))
    .add_columns(
        exists()
        .where(transfer.c.kind == literal_column("'piece_reversal'"), transfer.c.item_id == declared_item.c.id)
        .label("reversed")
    )
    .join_from(approval, declared_item, approval.c.item_id == declared_item.c.id)
    .join(station)
    .where(declared_item.c.takeback_id.in_(_IDS), approval.c.outcome.in_(FIRST_DECISIONS))
    .order_by(approval.c.line)
)


_RECEIVED: Select[Any] = select(reception).where(reception.c.takeback_id.in_(_IDS)).order_by(reception.c.parcel_code)
# Written out: SQLite takes a partial index only where it can read the condition.
_LIVES = select(func.count()).where(admin_act.c.kind == literal_column(f"'{ActKind.RESTORED}'"))
_CALLED_OFF = select(cancellation.c.takeback_id, cancellation.c.at).where(cancellation.c.takeback_id.in_(_IDS))


class SqlTakebacks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fingerprint_of(self, dossier: str) -> str | None:
        return self._connection.execute(_FINGERPRINT, {"dossier": dossier}).scalar_one_or_none()

    def add(self, new: TakeBack, received_at: datetime) -> bool:
        connection, who = self._connection, new.customer
        person = {"ref": who.ref, "created_at": received_at}
        insert_or_none(connection, customer, person, customer.c.ref, returning=customer.c.ref)
        head = {
            "dossier": new.dossier,
            "programme": new.programme,
            "customer_ref": who.ref,
            "accepted_at": new.accepted_at,
            "received_at": received_at,
            "fingerprint": new.fingerprint(),
        }
        takeback_id = insert_or_none(connection, takeback, head, takeback.c.dossier, returning=takeback.c.id)
        if takeback_id is None:
            return False
        connection.execute(
            insert(contact).values(
                takeback_id=takeback_id,
                name=who.name,
                city=who.city,
                country=who.country,
                language=who.language,
                email=who.email,
                born_on=who.born_on,
            )
        )
        parcels = [{"takeback_id": takeback_id, "code": one.code, "carrier": one.carrier} for one in new.parcels]
        connection.execute(insert(parcel), parcels)
        self._add_items(takeback_id, new)
        connection.execute(insert(feed_event).values(takeback_id=takeback_id))
        return True

    def filed(self, dossier: str) -> FiledTakeBack | None:
        wanted = select(takeback.c.id).where(takeback.c.dossier == dossier)
        found = self._filed(self._connection.execute(wanted).scalars().all())
        return found[0] if found else None

    def carried_by(self, parcel_code: str) -> tuple[FiledTakeBack, ...]:
        return self._filed(self._connection.execute(_IN_PARCEL, {"code": parcel_code}).scalars().all())

    def changed_after(self, cursor: str | None, limit: int) -> Page[FiledTakeBack]:
        life = self._connection.execute(_LIVES).scalar_one()
        seen = self._from_this_feed(parse_place(cursor), life)
        event, later, edge = feed_event, feed_event.alias(), horizon(self._connection)
        superseded = select(later.c.id).where(
            later.c.takeback_id == event.c.takeback_id,
            later.c.xid < edge,
            tuple_(later.c.xid, later.c.id) > tuple_(event.c.xid, event.c.id),
        )
        visible = select(event).where(event.c.xid < edge, is_after(event.c.xid, event.c.id, seen), ~superseded.exists())
        rows = self._connection.execute(visible.order_by(event.c.xid, event.c.id).limit(limit + 1)).all()
        shown = rows[:limit]
        last = Place(shown[-1].xid, shown[-1].id, life) if shown else seen
        return Page(self._filed([row.takeback_id for row in shown]), str(last), more=len(rows) > limit)

    def announce(self, takeback_id: int) -> None:
        self._connection.execute(insert(feed_event).values(takeback_id=takeback_id))

    def _from_this_feed(self, seen: Place, life: int) -> Place:
        """A place of an earlier life was given out before these books were restored from a copy: begin again. So was
        one beyond the end, where somebody put a file back by hand.
        """
        start = replace(START, life=life)
        if seen.life != life:
            return start
        newest = select(feed_event.c.xid, feed_event.c.id).order_by(feed_event.c.xid.desc(), feed_event.c.id.desc())
        end = self._connection.execute(newest.limit(1)).first()
        return start if end is None or (seen.xid, seen.id) > (end.xid, end.id) else seen

    def _add_items(self, takeback_id: int, new: TakeBack) -> None:
        accounts = {
            code: self._accounts(new.customer.ref, code) for code in sorted({one.currency for one in new.items})
        }
        rows = [
            {
                "takeback_id": takeback_id,
                "dossier": new.dossier,
                "line": one.line,
                "account_id": accounts[one.currency],
                "parcel_code": one.parcel,
                "reference": one.reference,
                "title": json.dumps(dict(one.title)),
                "category": one.category,
                "season": one.season,
                "size": one.size,
                "colour": json.dumps(dict(one.colour)),
                "declared_grade": one.declared_grade,
                "composition": one.composition,
                "currency": one.currency,
            }
            for one in new.items
        ]
        self._connection.execute(insert(declared_item), rows)
        numbers = {row.line: row.id for row in self._connection.execute(_ITEMS, {"ids": [takeback_id]})}
        offers = [
            {"item_id": numbers[one.line], "grade": grade, "amount": minor}
            for one in new.items
            for grade, minor in one.offer.items()
        ]
        self._connection.execute(insert(offer_price), offers)

    def _accounts(self, ref: str, currency: str) -> int:
        """The customer's account in a currency, made together with the house account that pays into it."""
        self._account({"code": stock_account(currency), "kind": AccountKind.HOUSE, "currency": currency})
        code = customer_account(ref, currency)
        return self._account({"code": code, "kind": AccountKind.CUSTOMER, "customer_ref": ref, "currency": currency})

    def _account(self, values: dict[str, Any]) -> int:
        known = select(account.c.id).where(account.c.code == values["code"])
        number = self._connection.execute(known).scalar_one_or_none()
        if number is None:
            number = insert_or_none(self._connection, account, values, account.c.code, returning=account.c.id)
        return self._connection.execute(known).scalar_one() if number is None else int(number)

    def _filed(self, ids: Sequence[int]) -> tuple[FiledTakeBack, ...]:
        """The take-backs, in the order of `ids`."""
        heads = {row.id: row for row in self._connection.execute(_HEADS, {"ids": ids})}
        parcels = self._by_takeback(_PARCELS, ids)
        items = self._by_takeback(_ITEMS, ids)
        settled = self._by_takeback(_SETTLED, ids)
        received = self._by_takeback(_RECEIVED, ids)
        called_off = {row.takeback_id: row.at for row in self._connection.execute(_CALLED_OFF, {"ids": ids})}
        offers: dict[int, dict[Grade, int]] = {}
        for row in self._connection.execute(_OFFERS, {"ids": ids}):
            offers.setdefault(row.item_id, {})[Grade(row.grade)] = row.amount
        return tuple(
            FiledTakeBack(
                _takeback(heads[one], parcels.get(one, ()), items.get(one, ()), offers),
                tuple(
                    SettledLine(
                        row.line, Decision(row.decision), _grade(row.grade), row.station, row.occurred_at, row.reversed
                    )
                    for row in settled.get(one, ())
                ),
                tuple(
                    ReceivedParcel(row.parcel_code, row.received_at, row.due_on, row.transfer_form, row.alert)
                    for row in received.get(one, ())
                ),
                called_off.get(one),
            )
            for one in ids
        )

    def _by_takeback(self, statement: Select[Any], ids: Collection[int]) -> dict[int, list[Row[Any]]]:
        found: dict[int, list[Row[Any]]] = {}
        for row in self._connection.execute(statement, {"ids": ids}):
            found.setdefault(row.takeback_id, []).append(row)
        return found


def _takeback(
    head: Row[Any], parcels: Sequence[Row[Any]], items: Sequence[Row[Any]], offers: dict[int, dict[Grade, int]]
) -> TakeBack:
    return TakeBack(
        dossier=head.dossier,
        programme=head.programme,
        accepted_at=head.accepted_at,
        customer=Customer(
            head.customer_ref, head.name, head.city, head.country, head.language, head.email, head.born_on
        ),
        parcels=tuple(Parcel(row.code, row.carrier) for row in parcels),
        items=tuple(
            DeclaredItem(
                line=row.line,
                parcel=row.parcel_code,
                reference=row.reference,
                title=json.loads(row.title),
                category=row.category,
                season=row.season,
                size=row.size,
                colour=json.loads(row.colour),
                declared_grade=Grade(row.declared_grade),
                composition=row.composition,
                currency=row.currency,
                offer=offers[row.id],
            )
            for row in items
        ),
    )


def _grade(text: str | None) -> Grade | None:
    return None if text is None else Grade(text)
