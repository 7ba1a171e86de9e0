"""What a person has to look at, and what that person says about it."""

from __future__ import annotations

from voucher_ledger.application.money_ports import ReviewTask
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.errors import AlreadyAnswered, NotFound


def review_tasks(store: Store, *, resolved: bool, after: int, limit: int) -> tuple[ReviewTask, ...]:
    """By their number, after one of them."""
    return store.read(lambda books: books.reviews.listed(resolved=resolved, after=after, limit=limit))


def resolve_review(task_id: int, resolution: str, person: str, store: Store, clock: Clock) -> ReviewTask:
    """Close a task with what was found. It moves no money: that is a reversal's or an adjustment's part.

    Raises NotFound, AlreadyAnswered, Unavailable.
    """

    def work(books: Books) -> ReviewTask:
        task = books.reviews.find(task_id)
        if task is None:
            raise NotFound("there is no such task")
        if task.resolution is not None:
            raise AlreadyAnswered(f"{task.resolved_by} has closed this task")
        books.reviews.resolve(task_id, person, resolution, clock.now())
        closed = books.reviews.find(task_id)
        assert closed is not None
        return closed

    return store.transact(work)
