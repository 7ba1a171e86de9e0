"""Transfers in SQL: the locks, the writing, the stored balances, the statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, func, insert, or_, select, update

from voucher_ledger.application.money_ports import Liability
from voucher_ledger.application.page import Page
from voucher_ledger.domain.account import AccountKind
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.domain.transfer import Movement, PieceCredit, Transfer, TransferKind
from voucher_ledger.storage.conflict import insert_or_none
from voucher_ledger.storage.cursor import Place, horizon, is_after, is_before, parse_place
from voucher_ledger.storage.tables import account, approval, declared_item, transfer

_IDS: Any = bindparam("ids", expanding=True)
_LOCK = (
    select(account.c.id, account.c.balance, account.c.currency)
    .where(account.c.id.in_(_IDS))
    .order_by(account.c.id)
    .with_for_update(key_share=True)
)
_HOUSE = select(account.c.id).where(account.c.code == bindparam("code"))
_NUMBERS = select(transfer.c.external_id, transfer.c.id).where(transfer.c.external_id.in_(_IDS))
# A house account keeps no balance: the condition leaves it alone.
_MOVE = (
    update(account)
    .where(account.c.id == bindparam("moved"), account.c.kind != AccountKind.HOUSE)
    .values(balance=account.c.balance + bindparam("by"), version=account.c.version + 1)
)
_back = transfer.alias("back")
_CREDIT: Select[Any] = (
    select(transfer, declared_item.c.takeback_id, approval.c.id.label("approval"), _back.c.external_id.label("back"))
    .join_from(transfer, declared_item, transfer.c.item_id == declared_item.c.id)
    .join(approval, approval.c.transfer_id == transfer.c.external_id)
    .outerjoin(_back, (_back.c.corrects_id == transfer.c.id) & (_back.c.kind == TransferKind.PIECE_REVERSAL))
    .where(
        declared_item.c.dossier == bindparam("dossier"),
        declared_item.c.line == bindparam("line"),
        transfer.c.kind == TransferKind.PIECE_CREDIT,
    )
)
_from, _to = account.alias("debit"), account.alias("credit")
_MOVEMENTS: Select[Any] = (
    select(
        transfer,
        _from.c.code.label("debit"),
        _to.c.code.label("credit"),
        declared_item.c.dossier,
        declared_item.c.line,
    )
    .join_from(transfer, _from, transfer.c.debit_id == _from.c.id)
    .join(_to, transfer.c.credit_id == _to.c.id)
    .outerjoin(declared_item, transfer.c.item_id == declared_item.c.id)
)


class SqlTransfers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, accounts: Iterable[int]) -> Mapping[int, Money]:
        rows = self._connection.execute(_LOCK, {"ids": sorted(set(accounts))})
        return {row.id: Money(row.balance, row.currency) for row in rows}

    def house(self, code: str, currency: str) -> int:
        found = self._connection.execute(_HOUSE, {"code": code}).scalar_one_or_none()
        if found is None:
            values = {"code": code, "kind": AccountKind.HOUSE, "currency": currency}
            insert_or_none(self._connection, account, values, account.c.code, returning=account.c.id)
            found = self._connection.execute(_HOUSE, {"code": code}).scalar_one()
        return int(found)

    def post(self, transfers: Sequence[Transfer], at: datetime) -> None:
        named = {one for each in transfers for one in (each.resolves, each.corrects) if one is not None}
        numbers = self._numbers(named)
        self._connection.execute(insert(transfer), [_row(one, numbers, at) for one in transfers])
        moved: dict[int, int] = {}
        for one in transfers:
            moved[one.debit] = moved.get(one.debit, 0) - one.amount.minor
            moved[one.credit] = moved.get(one.credit, 0) + one.amount.minor
        self._connection.execute(_MOVE, [{"moved": each, "by": by} for each, by in sorted(moved.items())])

    def credit_of(self, key: ItemKey) -> PieceCredit | None:
        row = self._connection.execute(_CREDIT, {"dossier": key.dossier, "line": key.line}).first()
        if row is None:
            return None
        return PieceCredit(
            id=row.external_id,
            approval=row.approval,
            takeback_id=row.takeback_id,
            item_id=row.item_id,
            piece=row.piece,
            account_id=row.credit_id,
            amount=Money(row.amount, row.currency),
            reversal=row.back,
        )

    def movements(self, cursor: str | None, limit: int) -> Page[Movement]:
        return movements(self._connection, cursor, limit)

    def liabilities(self) -> tuple[Liability, ...]:
        owed = case((account.c.kind == AccountKind.CUSTOMER, "customers"), else_="vouchers")
        stored = (
            select(owed.label("name"), account.c.currency, func.sum(account.c.balance).label("minor"))
            .where(account.c.kind != AccountKind.HOUSE)
            .group_by(owed, account.c.currency)
        )
        signed = select(transfer.c.credit_id.label("account"), transfer.c.amount.label("minor")).union_all(
            select(transfer.c.debit_id, -transfer.c.amount)
        )
        moved = signed.subquery()
        house = (
            select(account.c.code.label("name"), account.c.currency, func.sum(moved.c.minor).label("minor"))
            .join_from(account, moved, moved.c.account == account.c.id)
            .where(account.c.kind == AccountKind.HOUSE)
            .group_by(account.c.code, account.c.currency)
        )
        rows = [*self._connection.execute(stored), *self._connection.execute(house)]
        told = [
            Liability(row.name.removesuffix(f":{row.currency}"), Money(int(row.minor), row.currency)) for row in rows
        ]
        return tuple(sorted(told, key=lambda one: (one.amount.currency, one.name)))

    def _numbers(self, ids: Iterable[str]) -> dict[str, int]:
        wanted = list(ids)
        if not wanted:
            return {}
        return {row.external_id: row.id for row in self._connection.execute(_NUMBERS, {"ids": wanted})}


def of_accounts(accounts: Sequence[int]) -> ColumnElement[bool]:
    """Transfers to or from these accounts, in a form that finds both indexes."""
    spent = transfer.c.debit_id.in_(accounts) & (transfer.c.kind != TransferKind.PIECE_CREDIT)
    return or_(transfer.c.credit_id.in_(accounts), spent)


def movements(
    connection: Connection, cursor: str | None, limit: int, only: ColumnElement[bool] | None = None
) -> Page[Movement]:
    """A page of transfers, oldest first. Raises InvalidRequest."""
    seen = parse_place(cursor)
    statement = (
        _MOVEMENTS.where(transfer.c.xid < horizon(connection))
        .where(is_after(transfer.c.xid, transfer.c.id, seen))
        .order_by(transfer.c.xid, transfer.c.id)
        .limit(limit + 1)
    )
    rows = connection.execute(statement if only is None else statement.where(only)).all()
    shown = rows[:limit]
    last = Place(shown[-1].xid, shown[-1].id) if shown else seen
    return Page(tuple(_movement(row) for row in shown), str(last), more=len(rows) > limit)


def latest(connection: Connection, before: str | None, limit: int, only: ColumnElement[bool]) -> Page[Movement]:
    """A page of transfers, newest first; `before` is the cursor of the page before. Raises InvalidRequest."""
    wanted = _MOVEMENTS.where(transfer.c.xid < horizon(connection), only)
    if before is not None:
        wanted = wanted.where(is_before(transfer.c.xid, transfer.c.id, parse_place(before)))
    rows = connection.execute(wanted.order_by(transfer.c.xid.desc(), transfer.c.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    last = str(Place(shown[-1].xid, shown[-1].id)) if shown else ""
    return Page(tuple(_movement(row) for row in shown), last, more=len(rows) > limit)


def _movement(row: Row[Any]) -> Movement:
    return Movement(
        id=row.external_id,
        kind=TransferKind(row.kind),
        debit=row.debit,
        credit=row.credit,
        amount=Money(row.amount, row.currency),
        at=row.created_at,
        dossier=row.dossier,
        line=row.line,
        piece=row.piece,
        voucher=row.voucher_id,
        actor=row.actor,
        reason=row.reason,
    )


def _row(one: Transfer, numbers: Mapping[str, int], at: datetime) -> dict[str, Any]:
    return {
        "external_id": one.id,
        "kind": one.kind,
        "debit_id": one.debit,
        "credit_id": one.credit,
        "amount": one.amount.minor,
        "currency": one.amount.currency,
        "item_id": one.item,
        "piece": one.piece,
        "voucher_id": one.voucher,
        "resolves_id": numbers[one.resolves] if one.resolves else None,
        "corrects_id": numbers[one.corrects] if one.corrects else None,
        "actor": one.actor,
        "reason": one.reason,
        "created_at": at,
    }
