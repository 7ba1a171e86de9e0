"""What may be asked of the books: the feed of take-backs, a parcel, a station's own state, a customer's money."""

from __future__ import annotations

from voucher_ledger.application.money_ports import Liability
from voucher_ledger.application.page import Page
from voucher_ledger.application.ports import Digest, Store
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.takeback import FiledTakeBack
from voucher_ledger.domain.transfer import Movement


def changed_takebacks(store: Store, cursor: str | None, limit: int) -> Page[FiledTakeBack]:
    """The feed a bench keeps for offline use. Raises InvalidRequest, Unavailable."""
    return store.read(lambda books: books.takebacks.changed_after(cursor, limit))


def parcel_contents(store: Store, code: str) -> tuple[FiledTakeBack, ...]:
    """The take-backs in a parcel. Raises NotFound, Unavailable."""
    found = store.read(lambda books: books.takebacks.carried_by(code))
    if not found:
        raise NotFound("no take-back declares this parcel")
    return found


def declared(store: Store, dossier: str) -> FiledTakeBack:
    """Raises NotFound, Unavailable."""
    found = store.read(lambda books: books.takebacks.filed(dossier))
    if found is None:
        raise NotFound("no take-back has this dossier")
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


def customer_movements(store: Store, ref: str, cursor: str | None, limit: int) -> Page[Movement]:
    """Raises NotFound, InvalidRequest, Unavailable."""
    found = store.read(lambda books: books.customers.movements(ref, cursor, limit))
    if found is None:
        raise NotFound("no take-back declares this customer")
    return found


def all_movements(store: Store, cursor: str | None, limit: int) -> Page[Movement]:
    """Raises InvalidRequest, Unavailable."""
    return store.read(lambda books: books.transfers.movements(cursor, limit))


def liabilities(store: Store) -> tuple[Liability, ...]:
    """What is owed to customers and networks, and what the house accounts say beside it; all sum to nothing."""
    return store.read(lambda books: books.transfers.liabilities())
