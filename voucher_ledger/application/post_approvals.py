"""A bench delivers decisions, one or many: each is settled on its own, all are written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.errors import Refusal
from voucher_ledger.domain.settlement import Bench, Settlement, settle


def post_approvals(
    approvals: Sequence[Approval], bench: Bench, store: Store, clock: Clock
) -> list[Settlement | Refusal]:
    """One answer an approval, in order; a refused one (key reuse, sequence conflict) leaves the others untouched.

    Raises Unavailable: then the same approvals, sent again, get their first answers.
    """

    def work(books: Books) -> list[Settlement | Refusal]:
        picture = books.approvals.lock(bench, approvals)
        answers: list[Settlement | Refusal] = []
        for approval in approvals:
            try:
                answers.append(settle(approval, bench, picture))
            except Refusal as refusal:
                answers.append(refusal)
        books.approvals.record(bench, picture.entries, clock.now())
        return answers

    return store.transact(work) if approvals else []
