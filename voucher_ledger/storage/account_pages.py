"""Links and sessions of the customers' page, in SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from voucher_ledger.application.account_ports import Link, WebSession
from voucher_ledger.domain.mail import Person
from voucher_ledger.storage.account_tables import sign_in_link, web_session
from voucher_ledger.storage.tables import contact, takeback

_PEOPLE: Select[Any] = (
    select(takeback.c.customer_ref, contact.c.name, contact.c.language, contact.c.email)
    .join_from(takeback, contact, contact.c.takeback_id == takeback.c.id)
    .order_by(takeback.c.id.desc())
)


class SqlAccountPages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def customers_of(self, email: str) -> tuple[Person, ...]:
        rows = self._connection.execute(_PEOPLE.where(func.lower(contact.c.email) == email))
        newest: dict[str, Person] = {}
        for row in rows:
            newest.setdefault(row.customer_ref, _person(row))
        return tuple(newest.values())

    def person(self, ref: str) -> Person | None:
        row = self._connection.execute(_PEOPLE.where(takeback.c.customer_ref == ref).limit(1)).first()
        return None if row is None else _person(row)

    def links_since(self, ref: str, since: datetime) -> int:
        mine = select(func.count()).where(sign_in_link.c.customer_ref == ref, sign_in_link.c.made_at > since)
        return self._connection.execute(mine).scalar_one()

    def add_link(self, sha256: str, customer: str, made_at: datetime, expires_at: datetime) -> None:
        values = {"sha256": sha256, "customer_ref": customer, "made_at": made_at, "expires_at": expires_at}
        self._connection.execute(insert(sign_in_link).values(values))

    def link(self, sha256: str) -> Link | None:
        mine = select(sign_in_link).where(sign_in_link.c.sha256 == sha256).with_for_update()
        row = self._connection.execute(mine).first()
        return None if row is None else Link(row.customer_ref, row.expires_at, row.used_at is not None)

    def use_link(self, sha256: str, at: datetime) -> None:
        self._connection.execute(update(sign_in_link).where(sign_in_link.c.sha256 == sha256).values(used_at=at))

    def add_session(self, sha256: str, session: WebSession, made_at: datetime) -> None:
        self._connection.execute(
            insert(web_session).values(
                sha256=sha256,
                customer_ref=session.customer,
                form_key=session.form_key,
                made_at=made_at,
                expires_at=session.expires_at,
            )
        )

    def session(self, sha256: str) -> WebSession | None:
        row = self._connection.execute(select(web_session).where(web_session.c.sha256 == sha256)).first()
        if row is None:
            return None
        return WebSession(row.customer_ref, row.form_key, row.expires_at, row.ended_at is not None)

    def end_session(self, sha256: str, at: datetime) -> None:
        mine = web_session.c.sha256 == sha256
        self._connection.execute(update(web_session).where(mine).values(ended_at=at))


def _person(row: Row[Any]) -> Person:
    return Person(row.customer_ref, row.name, row.language, row.email)
