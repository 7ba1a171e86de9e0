"""A customer turns balance into vouchers, sees them, and asks for another code when one is lost."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from voucher_ledger.application.idempotency import done_before
from voucher_ledger.application.letters import Letters
from voucher_ledger.application.money_ports import DoneBefore
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.errors import InsufficientBalance, NotFound, VoucherNotUsable
from voucher_ledger.domain.fingerprint import canonical, sha256_hex
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.transfer import Transfer, TransferKind
from voucher_ledger.domain.voucher import Voucher, day_of, last_day, require_issue_day
from voucher_ledger.domain.voucher_code import code_sha256, new_code, read_code


@dataclass(frozen=True, slots=True)
class Wanted:
    """A voucher somebody asks for, of any amount up to the balance."""

    customer: str
    amount: Money
    issue_on: date


@dataclass(frozen=True, slots=True)
class Made:
    """`code` is told this once: None when the same request came again."""

    voucher: Voucher
    code: str | None


def make_voucher(wanted: Wanted, actor: str, key: str, store: Store, clock: Clock, letters: Letters) -> Made:
    """Move the amount from the balance to a new voucher, at once, whatever its first day; its code is mailed as well.

    Raises InvalidRequest, NotFound, InsufficientBalance, KeyReuse, Unavailable.
    """
    asked = sha256_hex(canonical(wanted))

    def work(books: Books) -> Made:
        if (known := done_before(books, actor, key, asked)) is not None:
            return Made(_found(books, known), None)
        now = clock.now()
        require_issue_day(wanted.issue_on, now)
        if books.customers.balances(wanted.customer) is None:
            raise NotFound("no take-back declares this customer")
        account = books.customers.account(wanted.customer, wanted.amount.currency)
        balance = books.transfers.lock([account])[account] if account is not None else None
        if account is None or balance is None or balance.minor < wanted.amount.minor:
            raise InsufficientBalance("the balance does not cover this voucher")
        code = new_code()
        voucher = books.vouchers.add(
            Voucher(
                id=str(uuid.uuid4()),
                customer=wanted.customer,
                account_id=0,
                amount=wanted.amount,
                remaining=wanted.amount,
                issue_on=wanted.issue_on,
                expires_on=last_day(wanted.issue_on),
                made_at=now,
            ),
            _hash(code),
        )
        issue = Transfer(
            str(uuid.uuid4()),
            TransferKind.VOUCHER_ISSUE,
            debit=account,
            credit=voucher.account_id,
            amount=wanted.amount,
            actor=actor,
            voucher=voucher.id,
        )
        books.transfers.post([issue], now)
        books.keys.remember(actor, key, DoneBefore(asked, voucher.id), now)
        letters.voucher_code(books, voucher, code, now)
        return Made(voucher, code)

    return store.transact(work)


def replace_code(voucher_id: str, customer: str, store: Store, clock: Clock, letters: Letters) -> Made:
    """Another code for a voucher, mailed as well; the one before opens nothing now. Raises NotFound, Unavailable."""

    def work(books: Books) -> Made:
        voucher = books.vouchers.find(voucher_id)
        if voucher is None or voucher.customer != customer:
            raise NotFound("this customer has no such voucher")
        code = new_code()
        now = clock.now()
        books.vouchers.replace_code(voucher.id, _hash(code), now)
        letters.voucher_code(books, voucher, code, now)
        return Made(voucher, code)

    return store.transact(work)


def cancel_voucher(voucher_id: str, reason: str, person: str, store: Store, clock: Clock) -> Voucher:
    """Finance gives what a voucher still holds back to its owner's balance; what is held for an order stays held.

    Asked again, it is the same answer. Raises NotFound, VoucherNotUsable once its last day is over, Unavailable.
    """

    def work(books: Books) -> Voucher:
        voucher = books.vouchers.find(voucher_id)
        if voucher is None:
            raise NotFound("there is no such voucher")
        home = books.customers.account(voucher.customer, voucher.amount.currency)
        assert home is not None, "a voucher was made from that account"
        left = books.transfers.lock([voucher.account_id, home])[voucher.account_id]
        now = clock.now()
        if day_of(now) > voucher.expires_on:
            raise VoucherNotUsable(f"this voucher ended with {voucher.expires_on}")
        if left.minor:
            back = Transfer(
                str(uuid.uuid4()),
                TransferKind.VOUCHER_CANCEL,
                debit=voucher.account_id,
                credit=home,
                amount=left,
                actor=person,
                voucher=voucher.id,
                reason=reason,
            )
            books.transfers.post([back], now)
        return _found(books, voucher_id)

    return store.transact(work)


def voucher_of_code(voucher_id: str, typed: str, customer: str, store: Store) -> Voucher:
    """This customer's voucher, if that is its code. Raises NotFound, Unavailable."""
    code = read_code(typed)
    found = None if code is None else store.read(lambda books: books.vouchers.find_by_code(code_sha256(code)))
    if found is None or (found.id, found.customer) != (voucher_id, customer):
        raise NotFound("this customer has no such voucher, or it has another code")
    return found


def vouchers_of(customer: str, store: Store) -> tuple[Voucher, ...]:
    """Newest first. Raises NotFound, Unavailable."""

    def work(books: Books) -> tuple[Voucher, ...]:
        if books.customers.balances(customer) is None:
            raise NotFound("no take-back declares this customer")
        return books.vouchers.of_customer(customer)

    return store.read(work)


def _hash(code: str) -> str:
    plain = read_code(code)
    assert plain is not None, "a code of ours reads back"
    return code_sha256(plain)


def _found(books: Books, voucher_id: str) -> Voucher:
    voucher = books.vouchers.find(voucher_id)
    assert voucher is not None, "a key remembers what was made with it, in one transaction"
    return voucher
