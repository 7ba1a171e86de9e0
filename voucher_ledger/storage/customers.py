"""What customers have, in SQL."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from voucher_ledger.application.page import Page
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.transfer import Movement
from voucher_ledger.storage.cursor import parse_place
from voucher_ledger.storage.tables import account, customer
from voucher_ledger.storage.transfers import latest, movements, of_accounts

_KNOWN = select(customer.c.ref).where(customer.c.ref == bindparam("ref"))
_BALANCES = (
    select(account.c.balance, account.c.currency)
    .where(account.c.customer_ref == bindparam("ref"))
    .order_by(account.c.currency)
)


class SqlCustomers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def balances(self, ref: str) -> tuple[Money, ...] | None:
        if not self._known(ref):
            return None
        return tuple(Money(row.balance, row.currency) for row in self._connection.execute(_BALANCES, {"ref": ref}))

    def account(self, ref: str, currency: str) -> int | None:
        mine = select(account.c.id).where(account.c.customer_ref == ref, account.c.currency == currency)
        return self._connection.execute(mine).scalar_one_or_none()

    def movements(self, ref: str, cursor: str | None, limit: int) -> Page[Movement] | None:
        parse_place(cursor)
        if not self._known(ref):
            return None
        mine = self._connection.execute(select(account.c.id).where(account.c.customer_ref == ref)).scalars().all()
        return movements(self._connection, cursor, limit, of_accounts(mine))

    def latest_movements(self, ref: str, before: str | None, limit: int) -> Page[Movement]:
        mine = self._connection.execute(select(account.c.id).where(account.c.customer_ref == ref)).scalars().all()
        return latest(self._connection, before, limit, of_accounts(mine))

    def _known(self, ref: str) -> bool:
        return self._connection.execute(_KNOWN, {"ref": ref}).first() is not None
