"""Finance corrects a balance by hand: one person asks, another answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from voucher_ledger.application.idempotency import done_before
from voucher_ledger.application.money_ports import DoneBefore
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.account import correction_account
from voucher_ledger.domain.adjustment import Adjustment, Direction
from voucher_ledger.domain.errors import InsufficientBalance, NotFound
from voucher_ledger.domain.fingerprint import canonical, sha256_hex
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.transfer import Transfer, TransferKind


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person of finance asks for; `direction` is as the customer sees it."""

    customer: str
    direction: Direction
    amount: Money
    reason: str


def ask_adjustment(asked: Correction, person: str, key: str, store: Store, clock: Clock) -> Adjustment:
    """Nothing moves yet. Raises NotFound, KeyReuse, Unavailable."""
    body = sha256_hex(canonical(asked))

    def work(books: Books) -> Adjustment:
        if (known := done_before(books, person, key, body)) is not None:
            return _found(books, known)
        account = books.customers.account(asked.customer, asked.amount.currency)
        if account is None:
            raise NotFound("no take-back declares this customer, or none in this currency")
        made = Adjustment(
            id=str(uuid.uuid4()),
            customer=asked.customer,
            account_id=account,
            direction=asked.direction,
            amount=asked.amount,
            reason=asked.reason,
            asked_by=person,
            asked_at=clock.now(),
        )
        books.adjustments.add(made)
        books.keys.remember(person, key, DoneBefore(body, made.id), made.asked_at)
        return made

    return store.transact(work)


def answer_adjustment(adjustment_id: str, *, approved: bool, person: str, store: Store, clock: Clock) -> Adjustment:
    """Another person approves, and the money moves; or declines, and nothing does.

    Raises NotFound, SecondPersonNeeded, AlreadyAnswered, InsufficientBalance, Unavailable.
    """

    def work(books: Books) -> Adjustment:
        asked = _found(books, adjustment_id)
        asked.require_answer_by(person)
        now = clock.now()
        transfer = _move(books, asked, person, clock) if approved else None
        answered = replace(asked, answered_by=person, approved=approved, transfer=transfer)
        books.adjustments.answer(answered, now)
        return answered

    return store.transact(work)


def waiting_adjustments(store: Store) -> tuple[Adjustment, ...]:
    return store.read(lambda books: books.adjustments.waiting())


def _move(books: Books, asked: Adjustment, person: str, clock: Clock) -> str:
    balance = books.transfers.lock([asked.account_id])[asked.account_id]
    if asked.direction is Direction.DEBIT and balance.minor < asked.amount.minor:
        raise InsufficientBalance("the balance does not cover this adjustment")
    other = books.transfers.house(correction_account(asked.amount.currency), asked.amount.currency)
    gains = asked.direction is Direction.CREDIT
    moved = Transfer(
        str(uuid.uuid4()),
        TransferKind.ADJUSTMENT,
        debit=other if gains else asked.account_id,
        credit=asked.account_id if gains else other,
        amount=asked.amount,
        actor=person,
        reason=asked.reason,
    )
    books.transfers.post([moved], clock.now())
    return moved.id


def _found(books: Books, adjustment_id: str) -> Adjustment:
    found = books.adjustments.find(adjustment_id)
    if found is None:
        raise NotFound("there is no such adjustment")
    return found
