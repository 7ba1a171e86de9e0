"""What the books hold of a station's epoch, in SQL, so that it and the ledger can prove that they agree."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from voucher_ledger.application.ports import Digest
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Bench, Outcome
from voucher_ledger.storage.tables import approval

MISSING_LISTED_MAX = 1000
_IN_EPOCH = (approval.c.station_id == bindparam("station_id"), approval.c.epoch == bindparam("epoch"))
_LAST_SEQ = select(func.coalesce(func.max(approval.c.seq), 0)).where(*_IN_EPOCH)
_UPTO = (*_IN_EPOCH, approval.c.seq <= bindparam("upto_seq"))
_COUNT: Select[Any] = select(func.count().label("n"), func.coalesce(func.max(approval.c.seq), 0).label("top")).where(
    *_UPTO
)
_before = func.lag(approval.c.seq, 1, 0).over(order_by=approval.c.seq)
_STEPS = select(_before.label("before"), approval.c.seq.label("seq")).where(*_UPTO).subquery()
_GAPS = (
    select(_STEPS.c.before, _STEPS.c.seq)
    .where(_STEPS.c.seq - _STEPS.c.before > 1)
    .order_by(_STEPS.c.seq)
    .limit(MISSING_LISTED_MAX)
)
_CREDITED: Select[Any] = (
    select(approval.c.currency, func.sum(approval.c.amount).label("minor"))
    .where(*_UPTO, approval.c.outcome == Outcome.CREDITED)
    .group_by(approval.c.currency)
    .order_by(approval.c.currency)
)


def last_seq(connection: Connection, bench: Bench) -> int:
    found = connection.execute(_LAST_SEQ, {"station_id": bench.id, "epoch": bench.epoch})
    return int(found.scalar_one())


def digest(connection: Connection, bench: Bench, epoch: int, upto_seq: int) -> Digest:
    asked = {"station_id": bench.id, "epoch": epoch, "upto_seq": upto_seq}
    row = connection.execute(_COUNT, asked).one()
    missing: list[int] = []
    gaps = [(gap.before, gap.seq) for gap in connection.execute(_GAPS, asked)]
    for before, seq in [*gaps, (row.top, upto_seq + 1)]:
        room = MISSING_LISTED_MAX - len(missing)
        missing.extend(range(before + 1, min(seq, before + 1 + room)))
    totals = connection.execute(_CREDITED, asked)
    return Digest(
        count=row.n,
        max_seq=row.top,
        missing=tuple(missing),
        credited_total=tuple(Money(int(one.minor), one.currency) for one in totals),
    )
