"""A bench delivers decisions, one or many: each is settled on its own, all are written in one transaction.

A bench that has introduced its key signs every decision from then on; an unsigned one could be anybody's who has got
hold of its token, or of its database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.chain import SignatureCheck, key_at, none_holds, signed_message
from voucher_ledger.domain.errors import Refusal, SignatureRefused, StationKeyUnknown
from voucher_ledger.domain.settlement import Bench, Settlement, settle


def post_approvals(
    approvals: Sequence[Approval], bench: Bench, store: Store, clock: Clock, holds: SignatureCheck = none_holds
) -> list[Settlement | Refusal]:
    """One answer an approval, in order; a refused one (key reuse, sequence conflict, signature) leaves the others
    untouched.

    Raises Unavailable: then the same approvals, sent again, get their first answers.
    """
    # Before any lock is taken: it is the longest part of the work.
    checked = [_signed(one, bench, holds) for one in approvals]
    accepted = [one for one in checked if isinstance(one, Approval)]

    def work(books: Books) -> list[Settlement | Refusal]:
        picture = books.approvals.lock(bench, accepted)
        answers: list[Settlement | Refusal] = []
        for approval in checked:
            if isinstance(approval, Refusal):
                answers.append(approval)
                continue
            try:
                answers.append(settle(approval, bench, picture))
            except Refusal as refusal:
                answers.append(refusal)
        books.approvals.record(bench, picture.entries, clock.now())
        return answers

    return store.transact(work) if accepted else [one for one in checked if isinstance(one, Refusal)]


def _signed(approval: Approval, bench: Bench, holds: SignatureCheck) -> Approval | Refusal:
    """The approval, its signature found good where one is asked for; what is wrong with it, otherwise."""
    link, key = approval.link, key_at(bench.keys, approval.epoch, approval.seq)
    if key is None:
        if link is not None and not bench.keys:
            return StationKeyUnknown("this station has introduced no key")
        # Of the time before its first key, of which nobody can tell any more.
        return approval if link is None else replace(approval, link=None)
    if link is None:
        return SignatureRefused(f"this station signs from place {(key.epoch, key.seq)} on")
    if not holds(key.public, signed_message(link.hash), link.signature):
        return SignatureRefused("the signature is not this station's")
    return approval
