"""Which photographs decisions name, and which of them were received, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select, update

from voucher_ledger.domain.settlement import Bench
from voucher_ledger.storage.custody_tables import evidence


class SqlEvidence:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wanted(self, bench: Bench, limit: int) -> tuple[str, ...]:
        missing = (
            select(evidence.c.sha256)
            .where(evidence.c.station_id == bench.id, evidence.c.received_at.is_(None))
            .order_by(evidence.c.named_at, evidence.c.sha256)
            .limit(limit)
        )
        return tuple(self._connection.execute(missing).scalars())

    def received(self, sha256: str) -> bool | None:
        row = self._connection.execute(select(evidence.c.received_at).where(evidence.c.sha256 == sha256)).first()
        return None if row is None else row.received_at is not None

    def receive(self, sha256: str, size: int, at: datetime) -> None:
        missing = update(evidence).where(evidence.c.sha256 == sha256, evidence.c.received_at.is_(None))
        self._connection.execute(missing.values(size=size, received_at=at))

    def all_received(self) -> Iterator[str]:
        every = select(evidence.c.sha256).where(evidence.c.received_at.is_not(None)).order_by(evidence.c.sha256)
        return iter(self._connection.execute(every).scalars())
