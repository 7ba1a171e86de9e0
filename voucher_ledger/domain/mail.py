"""What a customer is written, and what becomes of a mail that does not arrive.

A mail is made once, with its Message-ID, and then sent until somebody takes it: a retry is the same bytes, so that a
mail system that got it twice can tell. SMTP knows no "exactly once".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from voucher_ledger.domain.money import Money

GIVE_UP_AFTER = timedelta(days=4)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)


class MailKind(StrEnum):
    PARCEL = "parcel"
    SIGN_IN = "sign_in"
    VOUCHER = "voucher"


class MailState(StrEnum):
    """`parked`: nobody takes it as it is, a person has to look."""

    WAITING = "waiting"
    SENT = "sent"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a page or a mail speaks to, as a declaration has it."""

    ref: str
    name: str
    language: str
    email: str | None


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """One garment of a parcel and what was decided: `credited`, or the codes of the reasons against it. `pictures` are
    the photographs of it that have come, by SHA-256.
    """

    approval: str
    line: int
    title: Mapping[str, str]
    size: str
    credited: Money | None
    reasons: tuple[str, ...]
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParcelNews:
    """What a customer has not been told of a parcel. `number` counts its mails from 1; `left` its undecided items.

    `withdrawn` are approvals whose credit was taken back before anybody heard of it; `since` is when the oldest was
    decided, `awaited` how many photographs are named and have not come.
    """

    takeback_id: int
    dossier: str
    programme: str
    parcel: str
    number: int
    items: tuple[DecidedItem, ...]
    withdrawn: tuple[str, ...]
    left: int
    person: Person
    balances: tuple[Money, ...]
    since: datetime
    awaited: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on a mail and never changes. `message_id` is without its angle brackets."""

    message_id: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail in the outbox. `body` is the whole message; None once it is sent. Sealed, it is readable to its sealer."""

    id: int
    envelope: Envelope
    kind: MailKind
    customer: str
    state: MailState
    recipient: str | None
    body: bytes | None
    sealed_by: str | None
    attempts: int
    next_at: datetime
    give_up_at: datetime
    fault: str | None


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 30 seconds, doubled each time, an hour at most."""
    doubled: int = 2 ** min(attempts - 1, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * doubled)
