"""Vouchers and their use in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, insert, select, update

from voucher_ledger.domain.account import AccountKind, voucher_account
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.transfer import TransferKind
from voucher_ledger.domain.voucher import Network, Redemption, RedemptionState, SalesPoint, Voucher
from voucher_ledger.storage.conflict import insert_or_none
from voucher_ledger.storage.tables import account, transfer
from voucher_ledger.storage.voucher_tables import code_miss, redemption, sales_point, voucher, voucher_code

_VOUCHERS: Select[Any] = select(voucher, account.c.balance).join_from(
    voucher, account, voucher.c.account_id == account.c.id
)
_BY_CODE = _VOUCHERS.join(voucher_code, voucher_code.c.voucher_id == voucher.c.id).where(
    voucher_code.c.sha256 == bindparam("sha256")
)
_hold, _end, _refund = transfer.alias("hold"), transfer.alias("ending"), transfer.alias("refund")
_REFUNDED = (
    select(func.coalesce(func.sum(_refund.c.amount), 0))
    .where(_refund.c.corrects_id == _end.c.id, _refund.c.kind == TransferKind.VOUCHER_REFUND)
    .scalar_subquery()
)
_REDEMPTIONS: Select[Any] = (
    select(redemption, sales_point.c.name, sales_point.c.network)
    .add_columns(_hold.c.external_id, _hold.c.amount, _hold.c.currency, _hold.c.created_at)
    .add_columns(_end.c.kind.label("ended"), _end.c.external_id.label("ended_id"), _REFUNDED.label("refunded"))
    .join_from(redemption, _hold, redemption.c.hold_id == _hold.c.id)
    .join(sales_point, redemption.c.sales_point_id == sales_point.c.id)
    .outerjoin(_end, _end.c.resolves_id == _hold.c.id)
)
_STATE = {
    None: RedemptionState.HELD,
    TransferKind.HOLD_CAPTURE: RedemptionState.CAPTURED,
    TransferKind.HOLD_VOID: RedemptionState.VOIDED,
}


class SqlVouchers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Voucher, code_sha256: str) -> Voucher:
        currency = new.amount.currency
        purse = insert(account).values(code=voucher_account(new.id), kind=AccountKind.VOUCHER, currency=currency)
        account_id = self._connection.execute(purse.returning(account.c.id)).scalar_one()
        self._connection.execute(
            insert(voucher).values(
                id=new.id,
                customer_ref=new.customer,
                account_id=account_id,
                currency=currency,
                amount=new.amount.minor,
                issue_on=new.issue_on,
                expires_on=new.expires_on,
                made_at=new.made_at,
            )
        )
        self._connection.execute(
            insert(voucher_code).values(voucher_id=new.id, sha256=code_sha256, made_at=new.made_at)
        )
        return replace(new, account_id=account_id)

    def find(self, voucher_id: str) -> Voucher | None:
        return _one(self._connection.execute(_VOUCHERS.where(voucher.c.id == voucher_id)).first())

    def find_by_code(self, code_sha256: str) -> Voucher | None:
        return _one(self._connection.execute(_BY_CODE, {"sha256": code_sha256}).first())

    def of_customer(self, ref: str) -> tuple[Voucher, ...]:
        newest_first = (voucher.c.made_at.desc(), voucher.c.id)
        rows = self._connection.execute(_VOUCHERS.where(voucher.c.customer_ref == ref).order_by(*newest_first))
        return tuple(_voucher(row) for row in rows)

    def replace_code(self, voucher_id: str, code_sha256: str, at: datetime) -> None:
        mine = update(voucher_code).where(voucher_code.c.voucher_id == voucher_id)
        self._connection.execute(mine.values(sha256=code_sha256, made_at=at))

    def ended_with_money(self, today: date, limit: int) -> tuple[Voucher, ...]:
        over = _VOUCHERS.where(voucher.c.expires_on < today, account.c.balance > 0)
        rows = self._connection.execute(over.order_by(voucher.c.expires_on, voucher.c.id).limit(limit))
        return tuple(_voucher(row) for row in rows)

    def add_redemption(self, new: Redemption) -> None:
        number = select(transfer.c.id).where(transfer.c.external_id == new.id).scalar_subquery()
        self._connection.execute(
            insert(redemption).values(
                hold_id=number,
                voucher_id=new.voucher,
                sales_point_id=new.sales_point.id,
                order_ref=new.order,
                expires_at=new.expires_at,
            )
        )

    def redemption(self, redemption_id: str) -> Redemption | None:
        return next(iter(self._redemptions(_hold.c.external_id == redemption_id)), None)

    def redemption_of(self, voucher_id: str, point: SalesPoint, order: str) -> Redemption | None:
        same = (redemption.c.sales_point_id == point.id) & (redemption.c.order_ref == order)
        return next(iter(self._redemptions((redemption.c.voucher_id == voucher_id) & same)), None)

    def open_holds(self, before: datetime, *, voucher: str | None = None, limit: int = 100) -> tuple[Redemption, ...]:
        ran_out = (redemption.c.expires_at <= before) & _end.c.id.is_(None)
        return self._redemptions(ran_out if voucher is None else ran_out & (redemption.c.voucher_id == voucher), limit)

    def add_sales_point(self, name: str, network: Network, at: datetime) -> SalesPoint | None:
        values = {"name": name, "network": network, "accepts": network.accepts_vouchers, "created_at": at}
        made = insert_or_none(self._connection, sales_point, values, sales_point.c.name, returning=sales_point.c.id)
        return None if made is None else SalesPoint(made, name, network)

    def sales_point(self, name: str) -> SalesPoint | None:
        row = self._connection.execute(select(sales_point).where(sales_point.c.name == name)).first()
        return SalesPoint(row.id, row.name, Network(row.network)) if row else None

    def add_miss(self, actor: str, at: datetime) -> None:
        self._connection.execute(insert(code_miss).values(actor=actor, at=at))

    def misses(self, actor: str, since: datetime) -> int:
        mine = select(func.count()).where(code_miss.c.actor == actor, code_miss.c.at > since)
        return self._connection.execute(mine).scalar_one()

    def _redemptions(self, which: ColumnElement[bool], limit: int = 1) -> tuple[Redemption, ...]:
        rows: Sequence[Row[Any]] = self._connection.execute(
            _REDEMPTIONS.where(which).order_by(redemption.c.hold_id).limit(limit)
        ).all()
        return tuple(
            Redemption(
                id=row.external_id,
                voucher=row.voucher_id,
                sales_point=SalesPoint(row.sales_point_id, row.name, Network(row.network)),
                order=row.order_ref,
                amount=Money(row.amount, row.currency),
                state=_STATE[row.ended],
                held_at=row.created_at,
                expires_at=row.expires_at,
                refunded=Money(int(row.refunded), row.currency),
                capture=row.ended_id if row.ended == TransferKind.HOLD_CAPTURE else None,
            )
            for row in rows
        )


def _one(row: Row[Any] | None) -> Voucher | None:
    return None if row is None else _voucher(row)


def _voucher(row: Row[Any]) -> Voucher:
    return Voucher(
        id=row.id,
        customer=row.customer_ref,
        account_id=row.account_id,
        amount=Money(row.amount, row.currency),
        remaining=Money(row.balance, row.currency),
        issue_on=row.issue_on,
        expires_on=row.expires_on,
        made_at=row.made_at,
    )
