"""The mails' lines and the outbox, in SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, insert, or_, select, update

from voucher_ledger.domain.mail import DecidedItem, Envelope, Mail, MailKind, MailState, ParcelNews, Person
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import FIRST_DECISIONS
from voucher_ledger.storage.custody_tables import evidence
from voucher_ledger.storage.mail_tables import mail, mail_line
from voucher_ledger.storage.tables import account, approval, contact, declared_item, takeback, transfer

_OPEN_LINES = (
    select(mail_line)
    .join_from(mail_line, approval, mail_line.c.approval_id == approval.c.id)
    .join(declared_item, approval.c.item_id == declared_item.c.id)
    .where(mail_line.c.settled_at.is_(None))
)
_HEAD: Select[Any] = (
    select(takeback.c.dossier, takeback.c.programme, takeback.c.customer_ref, takeback.c.accepted_at)
    .add_columns(contact.c.name, contact.c.language, contact.c.email)
    .join_from(takeback, contact, contact.c.takeback_id == takeback.c.id)
)
_FAULT_MAX = 200


class SqlMails:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def parcels_due(self, before: datetime, limit: int) -> tuple[tuple[int, str], ...]:
        key = (declared_item.c.takeback_id, declared_item.c.parcel_code)
        oldest = func.min(mail_line.c.created_at)
        due = _OPEN_LINES.with_only_columns(*key).group_by(*key).having(oldest <= before).order_by(oldest, *key)
        return tuple((row.takeback_id, row.parcel_code) for row in self._connection.execute(due.limit(limit)))

    def news(self, takeback_id: int, parcel: str) -> ParcelNews:
        # Alone, and first: what is read after it is what the other writer left, its count and its lines alike.
        alone = select(takeback.c.id).where(takeback.c.id == takeback_id).with_for_update(key_share=True)
        self._connection.execute(alone).one()
        head = self._connection.execute(_HEAD.where(takeback.c.id == takeback_id)).one()
        here = (declared_item.c.takeback_id == takeback_id, declared_item.c.parcel_code == parcel)
        back = transfer.alias()
        reversed_ = exists().where(back.c.kind == "piece_reversal", back.c.item_id == declared_item.c.id)
        columns = (
            approval.c.id, approval.c.line, approval.c.amount, approval.c.currency, approval.c.body,
            declared_item.c.title, declared_item.c.size, reversed_.label("reversed"), mail_line.c.created_at,
        )  # fmt: skip
        lines = _OPEN_LINES.with_only_columns(*columns).where(*here).order_by(approval.c.line)
        rows = self._connection.execute(lines).all()
        named = sorted({sha256 for row in rows for sha256 in _named(row)})
        come = select(evidence.c.sha256).where(evidence.c.sha256.in_(named), evidence.c.received_at.is_not(None))
        received = set(self._connection.execute(come).scalars())
        decided = exists().where(approval.c.item_id == declared_item.c.id, approval.c.outcome.in_(FIRST_DECISIONS))
        before = select(func.count()).where(mail.c.takeback_id == takeback_id, mail.c.parcel_code == parcel)
        left = select(func.count()).where(*here, ~decided)
        balances = (
            select(account.c.balance, account.c.currency)
            .where(account.c.customer_ref == head.customer_ref)
            .order_by(account.c.currency)
        )
        return ParcelNews(
            takeback_id=takeback_id,
            dossier=head.dossier,
            programme=head.programme,
            parcel=parcel,
            number=self._connection.execute(before).scalar_one() + 1,
            items=tuple(_item(row, received) for row in rows if not row.reversed),
            withdrawn=tuple(row.id for row in rows if row.reversed),
            left=self._connection.execute(left).scalar_one(),
            person=Person(head.customer_ref, head.name, head.language, head.email),
            balances=tuple(Money(row.balance, row.currency) for row in self._connection.execute(balances)),
            since=min((row.created_at for row in rows), default=head.accepted_at),
            awaited=len({sha256 for row in rows for sha256 in _named(row)} - received),
        )

    def settle_lines(self, approvals: Iterable[str], mail_id: int | None, at: datetime) -> None:
        mine = mail_line.c.approval_id.in_(list(approvals))
        self._connection.execute(update(mail_line).where(mine).values(settled_at=at, mail_id=mail_id))

    def add(self, new: Mail, about: ParcelNews | None = None) -> int:
        values = {
            "message_id": new.envelope.message_id,
            "kind": new.kind,
            "customer_ref": new.customer,
            "takeback_id": about.takeback_id if about else None,
            "parcel_code": about.parcel if about else None,
            "recipient": new.recipient,
            "body": new.body,
            "sealed_by": new.sealed_by,
            "state": new.state,
            "next_at": new.next_at,
            "give_up_at": new.give_up_at,
            "fault": new.fault and new.fault[:_FAULT_MAX],
            "made_at": new.envelope.made_at,
        }
        return int(self._connection.execute(insert(mail).values(values).returning(mail.c.id)).scalar_one())

    def claim(self, seal: str, now: datetime, until: datetime) -> Mail | None:
        readable = or_(mail.c.sealed_by.is_(None), mail.c.sealed_by == seal, mail.c.give_up_at <= now)
        due = select(mail.c.id).where(mail.c.state == MailState.WAITING, mail.c.next_at <= now, readable)
        # Another sender's claim is passed over, not waited for.
        first = due.order_by(mail.c.next_at, mail.c.id).limit(1).with_for_update(skip_locked=True)
        found = self._connection.execute(first).scalar_one_or_none()
        if found is None:
            return None
        taken = {"attempts": mail.c.attempts + 1, "next_at": until}
        row = self._connection.execute(update(mail).where(mail.c.id == found).values(taken).returning(mail)).one()
        return _mail(row)

    def sent(self, mail_id: int, at: datetime) -> None:
        forgotten = {"body": None, "recipient": None, "fault": None}
        self._set(mail_id, state=MailState.SENT, done_at=at, **forgotten)

    def put_off(self, mail_id: int, until: datetime, fault: str) -> None:
        self._set(mail_id, next_at=until, fault=fault[:_FAULT_MAX])

    def park(self, mail_id: int, at: datetime, fault: str) -> None:
        self._set(mail_id, state=MailState.PARKED, done_at=at, fault=fault[:_FAULT_MAX])

    def find(self, mail_id: int) -> Mail | None:
        row = self._connection.execute(select(mail).where(mail.c.id == mail_id).with_for_update()).first()
        return None if row is None else _mail(row)

    def try_again(self, mail_id: int, now: datetime, give_up_at: datetime) -> None:
        self._set(mail_id, state=MailState.WAITING, next_at=now, give_up_at=give_up_at, attempts=0, done_at=None)

    def listed(self, state: str, after: int, limit: int) -> tuple[Mail, ...]:
        wanted = select(mail).where(mail.c.state == state, mail.c.id > after).order_by(mail.c.id).limit(limit)
        return tuple(_mail(row) for row in self._connection.execute(wanted))

    def _set(self, mail_id: int, **values: object) -> None:
        # A sender whose claim ran out may come late; what is sent stays so.
        alive = mail.c.state != MailState.SENT
        self._connection.execute(update(mail).where(mail.c.id == mail_id, alive).values(**values))


def _named(row: Row[Any]) -> list[str]:
    named: list[str] = json.loads(row.body)["evidence"]
    return named


def _item(row: Row[Any], received: set[str]) -> DecidedItem:
    return DecidedItem(
        approval=row.id,
        line=row.line,
        title=json.loads(row.title),
        size=row.size,
        credited=None if row.amount is None else Money(row.amount, row.currency),
        reasons=tuple(json.loads(row.body)["reasons"]),
        pictures=tuple(sha256 for sha256 in _named(row) if sha256 in received),
    )


def _mail(row: Row[Any]) -> Mail:
    return Mail(
        id=row.id,
        envelope=Envelope(row.message_id, row.made_at),
        kind=MailKind(row.kind),
        customer=row.customer_ref,
        state=MailState(row.state),
        recipient=row.recipient,
        body=row.body,
        sealed_by=row.sealed_by,
        attempts=row.attempts,
        next_at=row.next_at,
        give_up_at=row.give_up_at,
        fault=row.fault,
    )
