"""A lead takes a credit back. A balance never goes below zero: if the money is spent, a person has to look at it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.account import stock_account
from voucher_ledger.domain.errors import NotCredited
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.domain.transfer import Transfer, TransferKind


@dataclass(frozen=True, slots=True)
class Reversal:
    """Either the transfer that took the credit back, or the task that was opened because the money is spent."""

    key: ItemKey
    amount: Money
    transfer: str | None
    task: int | None
    replayed: bool = False


def reverse_credit(key: ItemKey, reason: str, actor: str, store: Store, clock: Clock) -> Reversal:
    """Once for an item, whatever is asked how often. Raises NotCredited, Unavailable."""

    def work(books: Books) -> Reversal:
        credit = books.transfers.credit_of(key)
        if credit is None:
            raise NotCredited("nothing was credited for this item")
        balance = books.transfers.lock([credit.account_id])[credit.account_id]
        # Read again under the lock: another lead may have been faster.
        credit = books.transfers.credit_of(key)
        assert credit is not None, "a credit does not go away"
        if credit.reversal is not None:
            return Reversal(key, credit.amount, credit.reversal, None, replayed=True)
        now = clock.now()
        if balance.minor < credit.amount.minor:
            return Reversal(key, credit.amount, None, books.reviews.open_uncovered(credit.approval, now))
        currency = credit.amount.currency
        back = Transfer(
            str(uuid.uuid4()),
            TransferKind.PIECE_REVERSAL,
            debit=credit.account_id,
            credit=books.transfers.house(stock_account(currency), currency),
            amount=credit.amount,
            actor=actor,
            corrects=credit.id,
            item=credit.item_id,
            piece=credit.piece,
            reason=reason,
        )
        books.transfers.post([back], now)
        books.reviews.close_uncovered(credit.approval, actor, reason, now)
        books.takebacks.announce(credit.takeback_id)
        return Reversal(key, credit.amount, back.id, None)

    return store.transact(work)
