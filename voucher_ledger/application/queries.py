"""What may be asked of the books: the feed of take-backs, a parcel, a station's own state, a customer's money."""

from __future__ import annotations

from voucher_ledger.application.ports import Credit, Digest, Page, Store
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.takeback import FiledTakeBack


def changed_takebacks(store: Store, cursor: str | None, limit: int) -> Page[FiledTakeBack]:
    """The feed a bench keeps for offline use. Raises InvalidRequest, Unavailable."""
    return store.read(lambda books: books.takebacks.changed_after(cursor, limit))


def parcel_contents(store: Store, code: str) -> tuple[FiledTakeBack, ...]:
    """The take-backs in a parcel. Raises NotFound, Unavailable."""
    found = store.read(lambda books: books.takebacks.carried_by(code))
    if not found:
        raise NotFound("no take-back declares this parcel")
    return found


def station_last_seq(store: Store, bench: Bench) -> int:
    return store.read(lambda books: books.approvals.last_seq(bench))


def station_digest(store: Store, bench: Bench, epoch: int, upto_seq: int) -> Digest:
    return store.read(lambda books: books.approvals.digest(bench, epoch, upto_seq))


def customer_balances(store: Store, ref: str) -> tuple[Money, ...]:
    """Raises NotFound, Unavailable."""
    found = store.read(lambda books: books.customers.balances(ref))
    if found is None:
        raise NotFound("no take-back declares this customer")
    return found


def customer_credits(store: Store, ref: str, cursor: str | None, limit: int) -> Page[Credit]:
    """Raises NotFound, InvalidRequest, Unavailable."""
    found = store.read(lambda books: books.customers.credits(ref, cursor, limit))
    if found is None:
        raise NotFound("no take-back declares this customer")
    return found
