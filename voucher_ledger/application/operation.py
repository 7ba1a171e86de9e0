"""What an operator does to the books as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from voucher_ledger.application.ports import Books
from voucher_ledger.domain.act import Act, ActKind


def republished(by: str, at: datetime, *, restored: bool = False) -> Callable[[Books], None]:
    """The work that shows every take-back to every bench again: these books were restored from a copy."""

    def work(books: Books) -> None:
        books.republish()
        if restored:
            books.seals.restart(at)
            books.acts.record(Act(at, by, ActKind.RESTORED, "books"))
        books.acts.record(Act(at, by, ActKind.REPUBLISHED, "every take-back"))

    return work
