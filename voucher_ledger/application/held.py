"""Credits that benches hold back for want of a signed transfer form: seen, and let go with a reason.

The money is the bench's to send: a release is asked of it here, and is done when the bench no longer holds the credit.
"""

from __future__ import annotations

from collections.abc import Sequence

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.act import Act, ActKind
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.reception import HeldCredit
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.takeback import ItemKey


def tell_held(held: Sequence[HeldCredit], bench: Bench, store: Store, clock: Clock) -> tuple[HeldCredit, ...]:
    """A bench tells all that it holds; answers which of it is to be let go. Raises Unavailable."""

    def work(books: Books) -> tuple[HeldCredit, ...]:
        books.held_credits.replace(bench, held, clock.now())
        return tuple(one for one in books.held_credits.of(bench) if one.release is not None)

    return store.transact(work)


def held_credits(store: Store) -> tuple[HeldCredit, ...]:
    """Of every bench, oldest first. Raises Unavailable."""
    return store.read(lambda books: books.held_credits.of(None))


def ask_release(key: ItemKey, by: str, reason: str, store: Store, clock: Clock) -> None:
    """Raises NotFound, Unavailable."""

    def work(books: Books) -> None:
        if not books.held_credits.ask_release(key, by, reason, clock.now()):
            raise NotFound("no bench holds a credit there")
        books.acts.record(Act(clock.now(), by, ActKind.RELEASE_ASKED, f"{key.dossier} {key.line}"))

    store.transact(work)
