"""What the customers' page needs from the books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voucher_ledger.domain.mail import Person


@dataclass(frozen=True, slots=True)
class Link:
    """A sign-in link as the books know it."""

    customer: str
    expires_at: datetime
    used: bool


@dataclass(frozen=True, slots=True)
class WebSession:
    """`form_key` stands in every form of the session's pages, so that no other site can send one of them."""

    customer: str
    form_key: str
    expires_at: datetime
    ended: bool


class AccountPages(Protocol):
    """What the page needs of the books."""

    def customers_of(self, email: str) -> tuple[Person, ...]: ...

    def person(self, ref: str) -> Person | None: ...

    def links_since(self, ref: str, since: datetime) -> int: ...

    def add_link(self, sha256: str, customer: str, made_at: datetime, expires_at: datetime) -> None: ...

    def link(self, sha256: str) -> Link | None:
        """Locked against a second use."""

    def use_link(self, sha256: str, at: datetime) -> None: ...

    def add_session(self, sha256: str, session: WebSession, made_at: datetime) -> None: ...

    def session(self, sha256: str) -> WebSession | None: ...

    def end_session(self, sha256: str, at: datetime) -> None: ...
