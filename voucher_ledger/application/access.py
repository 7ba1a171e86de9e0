"""Stations and their tokens: who may speak to the ledger, and the end of it. A secret is told once and never kept."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.act import SETUP, Act, ActKind
from voucher_ledger.domain.chain import SigningKey
from voucher_ledger.domain.errors import (
    AlreadyExists,
    Breach,
    Forbidden,
    InvalidRequest,
    NotFound,
    StationKeyDiffers,
    Unauthorized,
)
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.station import LIVE_TOKENS_MAX, Scope, Token, token_id, token_sha256
from voucher_ledger.domain.voucher import Network, SalesPoint

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"


def authenticate(secret: str, needed: frozenset[Scope], store: Store, clock: Clock) -> Token:
    """The token behind a secret, when it grants one of the scopes. Raises Unauthorized, Forbidden, Unavailable."""
    found = token_id(secret)
    token = None if found is None else store.read(lambda books: books.stations.token(found))
    if token is None or not token.proves(secret, clock.now()):
        raise Unauthorized("this token opens nothing here")
    if not token.scopes & needed:
        raise Forbidden(f"this token does not grant {' or '.join(sorted(needed))}")
    return token


def add_station(name: str, store: Store, clock: Clock, by: str = SETUP) -> tuple[Bench, str]:
    """A new station and its first token's secret. Raises InvalidRequest, AlreadyExists, Unavailable."""
    _check_name(name)
    secret, token = _mint(name, frozenset({Scope.STATION}))

    def work(books: Books) -> Bench:
        bench = books.stations.add(name, clock.now())
        if bench is None:
            raise AlreadyExists(f"a station was named {name} before; its numbers stay its own")
        books.stations.add_token(replace(token, bench=bench), clock.now())
        books.acts.record(Act(clock.now(), by, ActKind.STATION_ADDED, name))
        return bench

    return store.transact(work), secret


def add_sales_point(name: str, network: Network, store: Store, clock: Clock, by: str = SETUP) -> tuple[SalesPoint, str]:
    """A new web shop or till, and its first token's secret. Raises InvalidRequest, AlreadyExists, Unavailable."""
    _check_name(name)
    secret, token = _mint(name, frozenset({Scope.POS}))

    def work(books: Books) -> SalesPoint:
        point = books.vouchers.add_sales_point(name, network, clock.now())
        if point is None:
            raise AlreadyExists(f"a sales point was named {name} before; what was redeemed there stays its own")
        books.stations.add_token(replace(token, sales_point=point), clock.now())
        books.acts.record(Act(clock.now(), by, ActKind.SALES_POINT_ADDED, name))
        return point

    return store.transact(work), secret


def revoke_station(name: str, store: Store, clock: Clock, by: str = SETUP) -> None:
    """From the next request on, nothing that station sends is accepted. Raises NotFound, Unavailable."""

    def work(books: Books) -> None:
        if not books.stations.revoke(name, clock.now()):
            raise NotFound(f"no station {name} in force")
        books.acts.record(Act(clock.now(), by, ActKind.STATION_REVOKED, name))

    store.transact(work)


def rotate_station(name: str, overlap: timedelta, store: Store, clock: Clock, by: str = SETUP) -> tuple[Token, str]:
    """Another token for a station, with its secret; what it had before is in force for `overlap` more, so that the
    bench can be changed over at the end of its shift. Raises NotFound, Unavailable.
    """
    secret, token = _mint(name, frozenset({Scope.STATION}))

    def work(books: Books) -> Token:
        bench = _in_force(books, name)
        now = clock.now()
        books.stations.end_tokens(bench, token.id, now + overlap)
        books.stations.add_token(replace(token, bench=bench), now)
        books.acts.record(Act(now, by, ActKind.STATION_ROTATED, name))
        return token

    return store.transact(work), secret


def open_epoch(name: str, store: Store, clock: Clock, by: str = SETUP) -> Bench:
    """A station that was restored from an old copy numbers its decisions anew. Raises NotFound, Unavailable."""

    def work(books: Books) -> Bench:
        bench = books.stations.open_epoch(_in_force(books, name))
        books.acts.record(Act(clock.now(), by, ActKind.EPOCH_OPENED, f"{name} {bench.epoch}"))
        return bench

    return store.transact(work)


def introduce_key(name: str, keys: tuple[SigningKey, ...], store: Store, clock: Clock) -> bool:
    """A station says what it signs with, and from which place on; False when that was known. The last of `keys` is in
    force; those before it are for books that know none, having been restored from a copy.

    Raises StationKeyDiffers while another of its keys is in force, InvalidRequest for a place that does not follow the
    one before, NotFound, Unavailable.
    """
    key = keys[-1]

    def work(books: Books) -> bool:
        bench = _in_force(books, name)
        last = bench.keys[-1] if bench.keys else None
        if last is not None and not last.ended:
            if last.public == key.public:
                return False
            raise StationKeyDiffers(f"station {name} has a key in force: `voucher-ledger station forget-key {name}`")
        known = bench.keys or tuple(replace(one, ended=True) for one in keys[:-1])
        places = [(one.epoch, one.seq) for one in (*known, key)]
        if any(after <= before for before, after in pairwise(places)):
            raise InvalidRequest("a key follows the one before it", [Breach("seq", "range", "after the last key's")])
        books.stations.set_keys(bench, (*known, key))
        books.acts.record(Act(clock.now(), name, ActKind.KEY_INTRODUCED, f"{name} {key.public}"))
        return True

    return store.transact(work)


def forget_key(name: str, store: Store, clock: Clock, by: str = SETUP) -> None:
    """A station whose key is lost may introduce another; what the lost one has signed stays good.

    Raises NotFound, Unavailable.
    """

    def work(books: Books) -> None:
        bench = _in_force(books, name)
        if not bench.keys or bench.keys[-1].ended:
            raise NotFound(f"station {name} has no key in force")
        books.stations.set_keys(bench, (*bench.keys[:-1], replace(bench.keys[-1], ended=True)))
        books.acts.record(Act(clock.now(), by, ActKind.KEY_FORGOTTEN, f"{name} {bench.keys[-1].public}"))

    store.transact(work)


def add_token(
    name: str,
    scopes: frozenset[Scope],
    store: Store,
    clock: Clock,
    *,
    station: str | None = None,
    sales_point: str | None = None,
    by: str = SETUP,
) -> tuple[Token, str]:
    """Another token, with its secret. Scope `station` needs the station it speaks for, which may have two at a time;
    scope `pos` needs its sales point.

    Raises InvalidRequest, NotFound, AlreadyExists, Unavailable.
    """
    _check_name(name)
    if (Scope.STATION in scopes) != (station is not None):
        raise InvalidRequest("scope station and a station's name go together", [Breach("station", "required", "")])
    if (Scope.POS in scopes) != (sales_point is not None):
        raise InvalidRequest("scope pos and a sales point's name go together", [Breach("sales-point", "required", "")])
    secret, token = _mint(name, scopes)

    def work(books: Books) -> Token:
        point = None if sales_point is None else books.vouchers.sales_point(sales_point)
        if sales_point is not None and point is None:
            raise NotFound(f"no sales point {sales_point}")
        bench = None if station is None else _in_force(books, station)
        if bench is not None:
            live = [
                old
                for old in books.stations.tokens()
                if old.bench and old.bench.id == bench.id and old.in_force(clock.now())
            ]
            if len(live) >= LIVE_TOKENS_MAX:
                raise AlreadyExists(f"station {station} has {len(live)} tokens in force: revoke one first")
        books.stations.add_token(replace(token, bench=bench, sales_point=point), clock.now())
        books.acts.record(Act(clock.now(), by, ActKind.TOKEN_ADDED, f"{token.id} {name} {' '.join(sorted(scopes))}"))
        return token

    return store.transact(work), secret


def revoke_token(wanted: str, store: Store, clock: Clock, by: str = SETUP) -> None:
    """Raises NotFound, Unavailable."""

    def work(books: Books) -> None:
        if not books.stations.revoke_token(wanted, clock.now()):
            raise NotFound(f"no token {wanted} in force")
        books.acts.record(Act(clock.now(), by, ActKind.TOKEN_REVOKED, wanted))

    store.transact(work)


def list_tokens(store: Store) -> tuple[Token, ...]:
    return store.read(lambda books: books.stations.tokens())


def _in_force(books: Books, name: str) -> Bench:
    bench = books.stations.find(name)
    if bench is None:
        raise NotFound(f"no station {name} in force")
    return bench


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        says = "letters, figures, dot, dash and underscore, at most 64, the first a letter or figure"
        raise InvalidRequest(f"not a name: {says}", [Breach("name", "pattern", says)])


def _mint(name: str, scopes: frozenset[Scope]) -> tuple[str, Token]:
    made_id = "".join(secrets.choice(_ID_ALPHABET) for _ in range(12))
    secret = f"qcs_{made_id}_{secrets.token_urlsafe(32)}"
    return secret, Token(made_id, name, token_sha256(secret), scopes)
