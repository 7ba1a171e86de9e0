"""A bench delivers decisions, one or many: each is settled on its own, all are written in one transaction.

A bench that has introduced its key signs every decision from then on; an unsigned one could be anybody's who has got
hold of its token, or of its database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voucher_ledger.application.access import authenticate
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.chain import SignatureCheck, key_at, none_holds, signed_message
from voucher_ledger.domain.errors import Forbidden, Refusal, SignatureRefused, StationKeyUnknown, Unauthorized
from voucher_ledger.domain.settlement import Bench, Settlement, settle
from voucher_ledger.domain.station import Scope, token_id


def post_approvals(
    approvals: Sequence[Approval], bench: Bench, store: Store, clock: Clock, holds: SignatureCheck = none_holds
) -> list[Settlement | Refusal]:
    """One answer an approval, in order; a refused one (key reuse, sequence conflict, signature) leaves the others
    untouched.

    Raises Unauthorized for a station no longer in force, Unavailable: then the same approvals, sent again, get their
    first answers.
    """

    def work(books: Books) -> list[Settlement | Refusal]:
        locked = books.stations.lock(bench)
        if locked is None:
            raise Unauthorized("this station is no longer in force")
        return _post(approvals, locked, books, clock, holds)

    return store.transact(work)


def deliver(
    approvals: Sequence[Approval], secret: str, store: Store, clock: Clock, holds: SignatureCheck
) -> list[Settlement | Refusal]:
    """The same, from whoever holds a station's token; it is looked up where the station is locked, and costs nothing
    of its own. Raises Unauthorized, Forbidden, Unavailable.
    """
    found = token_id(secret)

    def work(books: Books) -> list[Settlement | Refusal] | None:
        token = None if found is None else books.stations.lock_by_token(found)
        if token is None or token.bench is None or not token.proves(secret, clock.now()):
            return None
        return _post(approvals, token.bench, books, clock, holds)

    answers = store.transact(work)
    if answers is None:
        authenticate(secret, frozenset({Scope.STATION}), store, clock)  # which says what is wrong with it
        raise Forbidden("this token speaks for no station in force")
    return answers


def _post(
    approvals: Sequence[Approval], bench: Bench, books: Books, clock: Clock, holds: SignatureCheck
) -> list[Settlement | Refusal]:
    """With the station locked. What is signed is checked before any account is locked: it takes longest."""
    checked = [_signed(one, bench, holds) for one in approvals]
    accepted = [one for one in checked if isinstance(one, Approval)]
    if not accepted:
        return [one for one in checked if isinstance(one, Refusal)]
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
