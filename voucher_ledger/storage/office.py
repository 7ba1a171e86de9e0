"""What people of the office do, in SQL: adjustments, review tasks, and the keys under which requests came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from voucher_ledger.application.money_ports import DoneBefore, ReviewTask
from voucher_ledger.domain.adjustment import Adjustment, Direction
from voucher_ledger.domain.money import Money
from voucher_ledger.storage.tables import account, approval, review_task, station
from voucher_ledger.storage.voucher_tables import adjustment, adjustment_answer, idempotency

_ADJUSTMENTS: Select[Any] = (
    select(adjustment, account.c.customer_ref)
    .add_columns(adjustment_answer.c.answered_by, adjustment_answer.c.approved, adjustment_answer.c.transfer_id)
    .join_from(adjustment, account, adjustment.c.account_id == account.c.id)
    .outerjoin(adjustment_answer, adjustment_answer.c.adjustment_id == adjustment.c.id)
)
_TASKS: Select[Any] = (
    select(review_task, approval.c.dossier, approval.c.line, station.c.name.label("station"))
    .join_from(review_task, approval, review_task.c.approval_id == approval.c.id)
    .join(station, approval.c.station_id == station.c.id)
)


class SqlAdjustments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Adjustment) -> None:
        self._connection.execute(
            insert(adjustment).values(
                id=new.id,
                account_id=new.account_id,
                currency=new.amount.currency,
                direction=new.direction,
                amount=new.amount.minor,
                reason=new.reason,
                asked_by=new.asked_by,
                asked_at=new.asked_at,
            )
        )

    def find(self, adjustment_id: str) -> Adjustment | None:
        mine = select(adjustment.c.id).where(adjustment.c.id == adjustment_id).with_for_update(key_share=True)
        if self._connection.execute(mine).first() is None:
            return None
        return _adjustment(self._connection.execute(_ADJUSTMENTS.where(adjustment.c.id == adjustment_id)).one())

    def waiting(self) -> tuple[Adjustment, ...]:
        unanswered = _ADJUSTMENTS.where(adjustment_answer.c.adjustment_id.is_(None))
        rows = self._connection.execute(unanswered.order_by(adjustment.c.asked_at, adjustment.c.id))
        return tuple(_adjustment(row) for row in rows)

    def answer(self, answered: Adjustment, at: datetime) -> None:
        self._connection.execute(
            insert(adjustment_answer).values(
                adjustment_id=answered.id,
                asked_by=answered.asked_by,
                answered_by=answered.answered_by,
                answered_at=at,
                approved=answered.approved,
                transfer_id=answered.transfer,
            )
        )


class SqlReviews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed(self, *, resolved: bool, after: int, limit: int) -> tuple[ReviewTask, ...]:
        wanted = _TASKS.where(review_task.c.state == ("resolved" if resolved else "open"), review_task.c.id > after)
        return tuple(_task(row) for row in self._connection.execute(wanted.order_by(review_task.c.id).limit(limit)))

    def find(self, task_id: int) -> ReviewTask | None:
        mine = select(review_task.c.id).where(review_task.c.id == task_id).with_for_update(key_share=True)
        if self._connection.execute(mine).first() is None:
            return None
        return _task(self._connection.execute(_TASKS.where(review_task.c.id == task_id)).one())

    def resolve(self, task_id: int, person: str, resolution: str, at: datetime) -> None:
        self._close(review_task.c.id == task_id, person, resolution, at)

    def open_uncovered(self, approval: str, at: datetime) -> int:
        again = {"state": "open", "resolved_at": None, "resolved_by": None, "resolution": None}
        opened = update(review_task).where(review_task.c.approval_id == approval).values(again)
        found = self._connection.execute(opened.returning(review_task.c.id)).scalar_one_or_none()
        if found is None:
            task = {"kind": "uncovered", "approval_id": approval, "state": "open", "created_at": at}
            found = self._connection.execute(insert(review_task).values(task).returning(review_task.c.id)).scalar_one()
        return int(found)

    def close_uncovered(self, approval: str, person: str, resolution: str, at: datetime) -> None:
        self._close((review_task.c.approval_id == approval) & (review_task.c.state == "open"), person, resolution, at)

    def _close(self, which: Any, person: str, resolution: str, at: datetime) -> None:  # noqa: ANN401 a condition
        closed = {"state": "resolved", "resolved_at": at, "resolved_by": person, "resolution": resolution}
        self._connection.execute(update(review_task).where(which).values(closed))


class SqlKeys:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, actor: str, key: str) -> DoneBefore | None:
        mine = select(idempotency).where(idempotency.c.actor == actor, idempotency.c.key == key)
        row = self._connection.execute(mine).first()
        return DoneBefore(row.body_sha256, row.made) if row else None

    def remember(self, actor: str, key: str, done: DoneBefore, at: datetime) -> None:
        self._connection.execute(
            insert(idempotency).values(
                actor=actor, key=key, body_sha256=done.body_sha256, made=done.made, created_at=at
            )
        )


def _adjustment(row: Row[Any]) -> Adjustment:
    return Adjustment(
        id=row.id,
        customer=row.customer_ref,
        account_id=row.account_id,
        direction=Direction(row.direction),
        amount=Money(row.amount, row.currency),
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        answered_by=row.answered_by,
        approved=row.approved,
        transfer=row.transfer_id,
    )


def _task(row: Row[Any]) -> ReviewTask:
    return ReviewTask(
        id=row.id,
        kind=row.kind,
        approval=row.approval_id,
        winner=row.winner_id,
        dossier=row.dossier,
        line=row.line,
        station=row.station,
        created_at=row.created_at,
        resolved_by=row.resolved_by,
        resolution=row.resolution,
    )
