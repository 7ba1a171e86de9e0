"""Mails about one thing, written in the transaction that made it: a sign-in link, a voucher's code.

What they say opens something, so they lie sealed in the outbox until they are sent.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from voucher_ledger.application.mail_ports import BadAddress, Composer, Seal
from voucher_ledger.application.ports import Books
from voucher_ledger.domain.mail import GIVE_UP_AFTER, Envelope, Mail, MailKind, MailState, Person
from voucher_ledger.domain.voucher import Voucher

_log = logging.getLogger(__name__)
NO_ADDRESS = "no address"


class Letters(Protocol):
    """Writes to a customer, inside the transaction of what it is about."""

    def sign_in_link(self, books: Books, person: Person, token: str, at: datetime, expires_at: datetime, /) -> None: ...

    def voucher_code(self, books: Books, voucher: Voucher, code: str, at: datetime, /) -> None: ...


class NoLetters:
    """Nobody carries mail: the link is made, and whoever helps the customer makes another by `customer link`."""

    def sign_in_link(
        self, _books: Books, _person: Person, _token: str, _at: datetime, _expires_at: datetime, /
    ) -> None:
        _log.warning("sign_in_link_not_sent")

    def voucher_code(self, _books: Books, _voucher: Voucher, _code: str, _at: datetime, /) -> None:
        """Its owner has it on the screen."""


@dataclass(frozen=True, slots=True)
class SealedLetters:
    """Puts them into the outbox."""

    composer: Composer
    seal: Seal

    def sign_in_link(self, books: Books, person: Person, token: str, at: datetime, expires_at: datetime, /) -> None:
        def write(on: Envelope) -> bytes:
            return self.composer.sign_in(person, token, expires_at, on)

        self._add(books, MailKind.SIGN_IN, person, at, expires_at, write)

    def voucher_code(self, books: Books, voucher: Voucher, code: str, at: datetime, /) -> None:
        person = books.account_pages.person(voucher.customer)
        assert person is not None, "a voucher has an owner, whom a take-back declared"

        def write(on: Envelope) -> bytes:
            return self.composer.voucher(person, voucher, code, on)

        self._add(books, MailKind.VOUCHER, person, at, at + GIVE_UP_AFTER, write)

    def _add(
        self,
        books: Books,
        kind: MailKind,
        person: Person,
        at: datetime,
        give_up_at: datetime,
        write: Callable[[Envelope], bytes],
    ) -> None:
        if person.email is None:
            return
        mail = written(kind, person, Envelope(f"{kind}-{uuid.uuid4()}@{self.composer.domain}", at), give_up_at, write)
        if mail.body is not None:
            mail = replace(mail, body=self.seal.close(mail.body), sealed_by=self.seal.name)
        books.mails.add(mail)


def written(
    kind: MailKind, person: Person, envelope: Envelope, give_up_at: datetime, write: Callable[[Envelope], bytes]
) -> Mail:
    """A mail for the outbox; where it can go nowhere, a parked one that says so."""
    body, fault = None, NO_ADDRESS
    if person.email is not None:
        try:
            body = write(envelope)
        except BadAddress:
            fault = "bad address"
    return Mail(
        id=0,
        envelope=envelope,
        kind=kind,
        customer=person.ref,
        state=MailState.PARKED if body is None else MailState.WAITING,
        recipient=person.email,
        body=body,
        sealed_by=None,
        attempts=0,
        next_at=envelope.made_at,
        give_up_at=give_up_at,
        fault=fault if body is None else None,
    )
