"""What vouchers still hold after their last day goes to the breakage account.

Each voucher in a transaction of its own, which asks again under the lock: the command may run twice at once, late, or
be killed, and the next run does what is left. A hold that is voided after the end brings money back; so it runs again.
"""

from __future__ import annotations

import uuid

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.application.redeem import SWEEPER
from voucher_ledger.domain.account import breakage_account
from voucher_ledger.domain.transfer import Transfer, TransferKind
from voucher_ledger.domain.voucher import Voucher, day_of

AT_ONCE = 100


def expire_vouchers(store: Store, clock: Clock) -> int:
    """How many vouchers were emptied. Raises Unavailable; what was done stays done."""
    emptied = 0
    while batch := store.read(lambda books: books.vouchers.ended_with_money(day_of(clock.now()), AT_ONCE)):
        for voucher in batch:
            emptied += _expire(voucher, store, clock)
    return emptied


def _expire(voucher: Voucher, store: Store, clock: Clock) -> int:
    def work(books: Books) -> int:
        left = books.transfers.lock([voucher.account_id])[voucher.account_id]
        if left.minor == 0:
            return 0
        now = clock.now()
        lapsed = Transfer(
            str(uuid.uuid4()),
            TransferKind.VOUCHER_EXPIRE,
            debit=voucher.account_id,
            credit=books.transfers.house(breakage_account(left.currency), left.currency),
            amount=left,
            actor=SWEEPER,
            voucher=voucher.id,
        )
        books.transfers.post([lapsed], now)
        return 1

    return store.transact(work)
