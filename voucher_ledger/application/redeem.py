"""A web shop or a till uses a voucher: hold, then capture or void, then perhaps refund.

Everything that touches a voucher first locks its account: what is read after that is the last word, and two tills that
come at once are served one after the other. What a sales point did is known by its name, not by its token: a token that
is changed between a request and its retry changes nothing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from voucher_ledger.application.idempotency import done_before
from voucher_ledger.application.money_ports import DoneBefore
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.account import clearing_account, held_account
from voucher_ledger.domain.errors import (
    Forbidden,
    HoldEnded,
    InsufficientBalance,
    InvalidRequest,
    NetworkRefused,
    NotFound,
    OrderKnown,
    RefundExceeds,
    TooManyGuesses,
    UnknownVoucher,
)
from voucher_ledger.domain.fingerprint import canonical, sha256_hex
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.station import Token
from voucher_ledger.domain.transfer import Transfer, TransferKind
from voucher_ledger.domain.voucher import HOLD_FOR, Redemption, RedemptionState, SalesPoint, Voucher, day_of
from voucher_ledger.domain.voucher_code import code_sha256, read_code

# Ten slips of the finger a quarter of an hour: enough for a busy till, hopeless for a guesser of 84 bits.
GUESSES_MAX = 10
GUESSES_WITHIN = timedelta(minutes=15)
SWEEPER = "sweep"


@dataclass(frozen=True, slots=True)
class Use:
    """What a sales point asks for. The code travels in the body of a request, never in its address."""

    code: str
    amount: Money
    order: str


@dataclass(frozen=True, slots=True)
class Used:
    redemption: Redemption
    remaining: Money
    replayed: bool = False


def hold(use: Use, till: Token, key: str, store: Store, clock: Clock, *, capture: bool = False) -> Used:
    """Set an amount of a voucher aside for an order; with `capture`, sell it at once.

    Raises NetworkRefused, UnknownVoucher, TooManyGuesses, VoucherNotUsable, InsufficientBalance, OrderKnown, KeyReuse,
    InvalidRequest, Unavailable.
    """
    point = _point(till)
    asked = sha256_hex(canonical(use) + (":capture" if capture else ""))

    def work(books: Books) -> Used | UnknownVoucher:
        if (known := done_before(books, point.name, key, asked)) is not None:
            return _state(books, known, replayed=True)
        now = clock.now()
        voucher = _by_code(books, use.code, point, now)
        if voucher is None:
            return UnknownVoucher("no voucher has this code")
        voucher.require_usable(now)
        if use.amount.currency != voucher.amount.currency:
            raise InvalidRequest(f"this voucher is in {voucher.amount.currency}")
        left = books.transfers.lock([voucher.account_id])[voucher.account_id].minor
        if books.vouchers.redemption_of(voucher.id, point, use.order) is not None:
            raise OrderKnown("this order has used this voucher before")
        left += _void_forgotten(books, now, voucher.id)
        if left < use.amount.minor:
            raise InsufficientBalance(f"this voucher holds {left} minor units")
        held = _hold(books, use, voucher, point, now)
        if capture:
            books.transfers.post([_end(books, held, TransferKind.HOLD_CAPTURE, voucher, point.name)], now)
        books.keys.remember(point.name, key, DoneBefore(asked, held.id), now)
        return _state(books, held.id)

    answer = store.transact(work)
    if isinstance(answer, UnknownVoucher):  # only now: its miss is written
        raise answer
    return answer


def look_up(code: str, till: Token, store: Store, clock: Clock) -> Voucher:
    """What a voucher holds and when it may be used. Raises NetworkRefused, UnknownVoucher, TooManyGuesses."""
    point = _point(till)
    found = store.transact(lambda books: _by_code(books, code, point, clock.now()))
    if found is None:
        raise UnknownVoucher("no voucher has this code")
    return found


def capture(redemption_id: str, till: Token, store: Store, clock: Clock) -> Used:
    """The order is sold. Asked again, it is the same answer. Raises NotFound, HoldEnded, Unavailable."""
    return _resolve(redemption_id, till, TransferKind.HOLD_CAPTURE, store, clock)


def void(redemption_id: str, till: Token, store: Store, clock: Clock) -> Used:
    """The order came to nothing: the amount goes back to the voucher. Raises NotFound, HoldEnded, Unavailable."""
    return _resolve(redemption_id, till, TransferKind.HOLD_VOID, store, clock)


def refund(redemption_id: str, amount: Money, till: Token, key: str, store: Store, clock: Clock) -> Used:
    """What was sold comes back, in whole or in part: to the voucher, or once that has ended to the customer's balance.

    Raises NotFound, HoldEnded when it was not captured, RefundExceeds, KeyReuse, Unavailable.
    """
    point = _point(till)
    asked = sha256_hex(f"{redemption_id}:{canonical(amount)}")

    def work(books: Books) -> Used:
        if done_before(books, point.name, key, asked) is not None:
            return _state(books, redemption_id, replayed=True)
        now = clock.now()
        voucher = _voucher_of(books, _mine(books, redemption_id, point))
        # A voucher that has ended would swallow the money at the next sweep; its owner can make a new one.
        home = books.customers.account(voucher.customer, voucher.amount.currency)
        assert home is not None, "a voucher was made from that account"
        books.transfers.lock([voucher.account_id, home])
        redemption = _mine(books, redemption_id, point)
        if redemption.state is not RedemptionState.CAPTURED:
            raise HoldEnded(f"this order is {redemption.state}, not captured")
        if amount.currency != redemption.amount.currency:
            raise InvalidRequest(f"this voucher is in {redemption.amount.currency}")
        if redemption.refunded.minor + amount.minor > redemption.amount.minor:
            raise RefundExceeds(f"{redemption.refunded.minor} of {redemption.amount.minor} are refunded already")
        given_back = Transfer(
            str(uuid.uuid4()),
            TransferKind.VOUCHER_REFUND,
            debit=books.transfers.house(clearing_account(point.network, amount.currency), amount.currency),
            credit=voucher.account_id if day_of(now) <= voucher.expires_on else home,
            amount=amount,
            actor=point.name,
            voucher=voucher.id,
            corrects=redemption.capture,
        )
        books.transfers.post([given_back], now)
        books.keys.remember(point.name, key, DoneBefore(asked, given_back.id), now)
        return _state(books, redemption_id)

    return store.transact(work)


def redemption_state(redemption_id: str, till: Token, store: Store) -> Used:
    """Raises NotFound, Unavailable."""
    point = _point(till)

    def work(books: Books) -> Used:
        _mine(books, redemption_id, point)
        return _state(books, redemption_id)

    return store.read(work)


def void_forgotten(store: Store, clock: Clock) -> int:
    """Void the holds that ran out; how many vouchers got money back. It may run twice at once, late, or be killed.

    Raises Unavailable.
    """
    ended = 0
    while batch := store.read(lambda books: books.vouchers.open_holds(clock.now())):
        for voucher_id in {one.voucher for one in batch}:
            ended += store.transact(partial(_void_of, voucher_id, clock))
    return ended


def _void_of(voucher_id: str, clock: Clock, books: Books) -> int:
    voucher = books.vouchers.find(voucher_id)
    assert voucher is not None
    books.transfers.lock([voucher.account_id])
    return 1 if _void_forgotten(books, clock.now(), voucher_id) else 0


def _void_forgotten(books: Books, now: datetime, voucher_id: str) -> int:
    """Give a voucher back what was held too long; how much that was, in minor units. Its account is locked."""
    given_back = 0
    voucher = books.vouchers.find(voucher_id)
    assert voucher is not None
    for one in books.vouchers.open_holds(now, voucher=voucher_id):
        books.transfers.post([_end(books, one, TransferKind.HOLD_VOID, voucher, SWEEPER)], now)
        given_back += one.amount.minor
    return given_back


def _resolve(redemption_id: str, till: Token, kind: TransferKind, store: Store, clock: Clock) -> Used:
    point = _point(till)
    wanted = RedemptionState.CAPTURED if kind is TransferKind.HOLD_CAPTURE else RedemptionState.VOIDED

    def work(books: Books) -> Used:
        voucher = _voucher_of(books, _mine(books, redemption_id, point))
        books.transfers.lock([voucher.account_id])
        redemption = _mine(books, redemption_id, point)
        if redemption.state is wanted:
            return _state(books, redemption_id, replayed=True)
        now = clock.now()
        # A till that voids late is told that it is done: the money is back, or on its way.
        if not (kind is TransferKind.HOLD_VOID and redemption.forgotten(now)):
            redemption.require_held(now)
        books.transfers.post([_end(books, redemption, kind, voucher, point.name)], now)
        return _state(books, redemption_id)

    return store.transact(work)


def _hold(books: Books, use: Use, voucher: Voucher, point: SalesPoint, now: datetime) -> Redemption:
    currency = use.amount.currency
    aside = Transfer(
        str(uuid.uuid4()),
        TransferKind.VOUCHER_HOLD,
        debit=voucher.account_id,
        credit=books.transfers.house(held_account(point.network, currency), currency),
        amount=use.amount,
        actor=point.name,
        voucher=voucher.id,
    )
    redemption = Redemption(
        id=aside.id,
        voucher=voucher.id,
        sales_point=point,
        order=use.order,
        amount=use.amount,
        state=RedemptionState.HELD,
        held_at=now,
        expires_at=now + HOLD_FOR,
        refunded=Money(0, currency),
    )
    books.transfers.post([aside], now)
    books.vouchers.add_redemption(redemption)
    return redemption


def _end(books: Books, held: Redemption, kind: TransferKind, voucher: Voucher, actor: str) -> Transfer:
    network, currency = held.sales_point.network, held.amount.currency
    aside = books.transfers.house(held_account(network, currency), currency)
    sold = kind is TransferKind.HOLD_CAPTURE
    return Transfer(
        str(uuid.uuid4()),
        kind,
        debit=aside,
        credit=books.transfers.house(clearing_account(network, currency), currency) if sold else voucher.account_id,
        amount=held.amount,
        actor=actor,
        voucher=held.voucher,
        resolves=held.id,
    )


def _by_code(books: Books, typed: str, point: SalesPoint, now: datetime) -> Voucher | None:
    """The voucher of a code; a code nobody has is written down. Raises TooManyGuesses."""
    if books.vouchers.misses(point.name, now - GUESSES_WITHIN) >= GUESSES_MAX:
        raise TooManyGuesses("too many codes that do not exist came from here; wait a quarter of an hour")
    code = read_code(typed)
    found = None if code is None else books.vouchers.find_by_code(code_sha256(code))
    if found is None:
        books.vouchers.add_miss(point.name, now)
    return found


def _point(till: Token) -> SalesPoint:
    if till.sales_point is None:
        raise Forbidden("this token speaks for no sales point")
    if not till.sales_point.network.accepts_vouchers:
        raise NetworkRefused("vouchers are not taken in department stores")
    return till.sales_point


def _mine(books: Books, redemption_id: str, point: SalesPoint) -> Redemption:
    redemption = books.vouchers.redemption(redemption_id)
    if redemption is None or redemption.sales_point.id != point.id:
        raise NotFound("this sales point has no such redemption")
    return redemption


def _voucher_of(books: Books, redemption: Redemption) -> Voucher:
    voucher = books.vouchers.find(redemption.voucher)
    assert voucher is not None, "a redemption has a voucher"
    return voucher


def _state(books: Books, redemption_id: str, *, replayed: bool = False) -> Used:
    redemption = books.vouchers.redemption(redemption_id)
    assert redemption is not None
    return Used(redemption, _voucher_of(books, redemption).remaining, replayed)
