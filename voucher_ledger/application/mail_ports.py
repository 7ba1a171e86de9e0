"""What the mails need: a place in the books, somebody who writes them, somebody who seals and somebody who carries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from voucher_ledger.domain.mail import Envelope, Mail, ParcelNews, Person
from voucher_ledger.domain.voucher import Voucher


class Mails(Protocol):
    """Lines that nobody has been told yet, and the outbox."""

    def parcels_due(self, before: datetime, limit: int) -> tuple[tuple[int, str], ...]:
        """Take-back and parcel whose oldest line that waits was written before an instant."""

    def news(self, takeback_id: int, parcel: str) -> ParcelNews:
        """Locked against another writer of this take-back's mails."""

    def settle_lines(self, approvals: Iterable[str], mail_id: int | None, at: datetime) -> None:
        """These decisions were told in a mail, or (None) will not be."""

    def add(self, mail: Mail, about: ParcelNews | None = None) -> int:
        """Put a mail into the outbox; its number. `mail.id` is not looked at."""

    def claim(self, seal: str, now: datetime, until: datetime) -> Mail | None:
        """The next mail to be sent, kept from other senders until an instant, its attempt counted. A mail that another
        sealed is passed over, but for one that is to be given up.
        """

    def sent(self, mail_id: int, at: datetime) -> None:
        """Forget what it said and to whom."""

    def put_off(self, mail_id: int, until: datetime, fault: str) -> None: ...

    def park(self, mail_id: int, at: datetime, fault: str) -> None: ...

    def find(self, mail_id: int) -> Mail | None: ...

    def try_again(self, mail_id: int, now: datetime, give_up_at: datetime) -> None: ...

    def listed(self, state: str, after: int, limit: int) -> tuple[Mail, ...]: ...


class BadAddress(Exception):
    """Nothing can be sent to this address."""


class Composer(Protocol):
    """Whole messages, in the customer's language. Raises BadAddress."""

    @property
    def domain(self) -> str:
        """The part of a Message-ID after the @."""

    def parcel(self, news: ParcelNews, envelope: Envelope) -> bytes: ...

    def sign_in(self, person: Person, token: str, expires_at: datetime, envelope: Envelope) -> bytes: ...

    def voucher(self, person: Person, voucher: Voucher, code: str, envelope: Envelope) -> bytes: ...


class Seal(Protocol):
    """Keeps what the books must not show: a link or a code is readable to whoever holds the key, `name` tells which."""

    @property
    def name(self) -> str: ...

    def close(self, message: bytes) -> bytes: ...

    def open(self, sealed: bytes) -> bytes: ...


class MailRefused(Exception):
    """This mail will never be taken as it is; the message is the server's code."""


class MailDelayed(Exception):
    """This mail is not taken now."""


class CarrierDown(Exception):
    """Nothing is taken now, whatever it is; whether the last one was is unknown."""


class Carrier(Protocol):
    def send(self, recipient: str, message: bytes) -> None:
        """Hand a message over. Raises MailRefused, MailDelayed, CarrierDown."""

    def close(self) -> None: ...
