"""A customer signs in by a mailed one-time link and stays so for an hour.

There is no password to lose or to guess. A link opens nothing by being looked at: mail systems follow links, so the
page it leads to asks for a press, and that uses it up. Whoever asks for a link hears the same answer whether the
address is known or not.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from voucher_ledger.application.account_ports import WebSession
from voucher_ledger.application.letters import Letters
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.act import SETUP, Act, ActKind
from voucher_ledger.domain.errors import NotFound, Unauthorized
from voucher_ledger.domain.mail import Person

LINK_FOR = timedelta(minutes=15)
SESSION_FOR = timedelta(hours=1)
LINKS_MAX = 5
LINKS_WITHIN = timedelta(hours=1)


def ask_for_link(email: str, letters: Letters, store: Store, clock: Clock) -> None:
    """Send a link to each customer of that address, at most so many an hour. Tells nobody whether there is one.

    Raises Unavailable.
    """

    def work(books: Books) -> None:
        now = clock.now()
        for person in books.account_pages.customers_of(email.strip().lower()):
            if books.account_pages.links_since(person.ref, now - LINKS_WITHIN) < LINKS_MAX:
                letters.sign_in_link(books, person, _new_link(books, person.ref, now), now, now + LINK_FOR)

    store.transact(work)


def link_for(customer: str, store: Store, clock: Clock, by: str = SETUP) -> str:
    """A link's token for whoever helps a customer on the telephone. Raises NotFound, Unavailable."""

    def work(books: Books) -> str:
        if books.account_pages.person(customer) is None:
            raise NotFound("no take-back declares this customer")
        books.acts.record(Act(clock.now(), by, ActKind.LINK_MADE, customer))
        return _new_link(books, customer, clock.now())

    return store.transact(work)


def sign_in(token: str, store: Store, clock: Clock) -> str:
    """Use a link up; the secret of the session it opened. Raises Unauthorized, Unavailable."""
    hashed = _sha256(token)

    def work(books: Books) -> str:
        now = clock.now()
        link = books.account_pages.link(hashed)
        if link is None or link.used or now >= link.expires_at:
            raise Unauthorized("this link was used, is too old, or never was")
        books.account_pages.use_link(hashed, now)
        secret = secrets.token_urlsafe(32)
        session = WebSession(link.customer, secrets.token_urlsafe(32), now + SESSION_FOR, ended=False)
        books.account_pages.add_session(_sha256(secret), session, now)
        return secret

    return store.transact(work)


def session_of(secret: str | None, store: Store, clock: Clock) -> tuple[WebSession, Person] | None:
    """The session behind a cookie, while it lasts; None otherwise. Raises Unavailable."""
    if not secret:
        return None

    def work(books: Books) -> tuple[WebSession, Person] | None:
        session = books.account_pages.session(_sha256(secret))
        if session is None or session.ended or clock.now() >= session.expires_at:
            return None
        person = books.account_pages.person(session.customer)
        return None if person is None else (session, person)

    return store.read(work)


def sign_out(secret: str | None, store: Store, clock: Clock) -> None:
    """The cookie opens nothing any more. Raises Unavailable."""
    if secret:
        store.transact(lambda books: books.account_pages.end_session(_sha256(secret), clock.now()))


def _new_link(books: Books, customer: str, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    books.account_pages.add_link(_sha256(token), customer, now, now + LINK_FOR)
    return token


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
