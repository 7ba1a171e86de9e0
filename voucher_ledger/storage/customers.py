"""What customers have, in SQL."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from voucher_ledger.application.ports import Credit, Page
from voucher_ledger.domain.money import Money
from voucher_ledger.storage.cursor import Place, horizon, is_after, parse_place
from voucher_ledger.storage.tables import account, customer, declared_item, transfer

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

    def credits(self, ref: str, cursor: str | None, limit: int) -> Page[Credit] | None:
        seen = parse_place(cursor)
        if not self._known(ref):
            return None
        statement = (
            select(transfer, declared_item.c.dossier, declared_item.c.line)
            .join_from(transfer, declared_item, transfer.c.item_id == declared_item.c.id)
            .join(account, transfer.c.credit_id == account.c.id)
            .where(account.c.customer_ref == ref, transfer.c.xid < horizon(self._connection))
            .where(is_after(transfer.c.xid, transfer.c.id, seen))
            .order_by(transfer.c.xid, transfer.c.id)
            .limit(limit + 1)
        )
        rows = self._connection.execute(statement).all()
        shown = rows[:limit]
        last = Place(shown[-1].xid, shown[-1].id) if shown else seen
        credits_ = tuple(
            Credit(
                row.external_id,
                row.kind,
                Money(row.amount, row.currency),
                row.dossier,
                row.line,
                row.piece,
                row.created_at,
            )
            for row in shown
        )
        return Page(credits_, str(last), more=len(rows) > limit)

    def _known(self, ref: str) -> bool:
        return self._connection.execute(_KNOWN, {"ref": ref}).first() is not None
