"""Administrative acts in SQL."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from voucher_ledger.domain.act import Act, ActKind
from voucher_ledger.storage.act_tables import admin_act


class SqlActs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, act: Act) -> None:
        values = {"at": act.at, "actor": act.actor[:64], "kind": act.kind, "about": act.about[:200]}
        self._connection.execute(insert(admin_act).values(values))

    def listed(self, after: int, limit: int) -> tuple[tuple[int, Act], ...]:
        wanted = select(admin_act).where(admin_act.c.id > after).order_by(admin_act.c.id).limit(limit)
        rows = self._connection.execute(wanted)
        return tuple((row.id, Act(row.at, row.actor, ActKind(row.kind), row.about)) for row in rows)
