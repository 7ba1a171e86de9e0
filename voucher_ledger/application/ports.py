"""What the use-cases need from outside: the books and the clock. Tests check the adapters on both engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from voucher_ledger.application.account_ports import AccountPages
from voucher_ledger.application.mail_ports import Mails
from voucher_ledger.application.money_ports import Adjustments, Keys, Reviews, Transfers, Vouchers
from voucher_ledger.application.page import Page
from voucher_ledger.application.reception_ports import Cancellations, HeldCredits, Receptions
from voucher_ledger.domain.act import Act
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.chain import SignatureCheck, SigningKey
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.seal import Seal
from voucher_ledger.domain.settlement import Bench, Entry, Picture
from voucher_ledger.domain.station import Token
from voucher_ledger.domain.takeback import FiledTakeBack, TakeBack
from voucher_ledger.domain.transfer import Movement

Result = TypeVar("Result")


class Clock(Protocol):
    def now(self) -> datetime:
        """The current instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What the ledger holds of a station's epoch, so that both can prove that they agree."""

    count: int
    max_seq: int
    missing: tuple[int, ...]
    credited_total: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an audit must not find. `check` is a stable code; `facts` name the rows, never a person."""

    check: str
    facts: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of the books for whoever watches them."""

    name: str
    labels: Mapping[str, str]
    value: int


class Takebacks(Protocol):
    def fingerprint_of(self, dossier: str) -> str | None: ...

    def add(self, takeback: TakeBack, received_at: datetime) -> bool:
        """Record a declaration; False when another transaction recorded that dossier first."""

    def filed(self, dossier: str) -> FiledTakeBack | None: ...

    def carried_by(self, parcel_code: str) -> tuple[FiledTakeBack, ...]: ...

    def changed_after(self, cursor: str | None, limit: int) -> Page[FiledTakeBack]:
        """Each take-back once, at the place of its latest change. Raises InvalidRequest for a cursor that is none."""

    def announce(self, takeback_id: int) -> None:
        """Something about a take-back changed: its followers are shown it again."""


class Approvals(Protocol):
    def lock(self, bench: Bench, approvals: Sequence[Approval]) -> Picture:
        """Take the locks a batch needs beside its station's, then read what it is settled on."""

    def record(self, bench: Bench, entries: Sequence[Entry], received_at: datetime) -> None: ...

    def last_seq(self, bench: Bench) -> int:
        """The highest number of the station's current epoch; 0 when there is none."""

    def digest(self, bench: Bench, epoch: int, upto_seq: int) -> Digest: ...


class Customers(Protocol):
    def balances(self, ref: str) -> tuple[Money, ...] | None:
        """One balance a currency; None for a customer nobody declared."""

    def account(self, ref: str, currency: str) -> int | None:
        """The account of a customer who was made an offer in that currency."""

    def movements(self, ref: str, cursor: str | None, limit: int) -> Page[Movement] | None:
        """Everything that moved the customer's balances, oldest first; None for a customer nobody declared."""

    def latest_movements(self, ref: str, before: str | None, limit: int) -> Page[Movement]:
        """The same, newest first, older than the cursor `before`."""


class Stations(Protocol):
    def find(self, name: str) -> Bench | None:
        """A station in force."""

    def lock(self, bench: Bench) -> Bench | None:
        """As it is now, kept from others who deliver in its name; None when it is no longer in force."""

    def lock_by_token(self, token_id: str) -> Token | None:
        """A station's token, and the station locked; None for a token of anything else."""

    def add(self, name: str, at: datetime) -> Bench | None:
        """A new station; None when the name was ever given before."""

    def revoke(self, name: str, at: datetime) -> bool:
        """End a station and its tokens; False when there is none in force."""

    def open_epoch(self, bench: Bench) -> Bench: ...

    def set_keys(self, bench: Bench, keys: Sequence[SigningKey]) -> None:
        """What a station signs with, in the order of their places."""

    def token(self, token_id: str) -> Token | None: ...

    def tokens(self) -> tuple[Token, ...]: ...

    def add_token(self, token: Token, at: datetime) -> None: ...

    def revoke_token(self, token_id: str, at: datetime) -> bool: ...

    def end_tokens(self, bench: Bench, but: str, at: datetime) -> None:
        """Every token of a station but one is in force until an instant at most."""


class Acts(Protocol):
    """What persons did to the ledger itself; written in the transaction of the act."""

    def record(self, act: Act) -> None: ...

    def listed(self, after: int, limit: int) -> tuple[tuple[int, Act], ...]:
        """Number and act, oldest first."""


class Evidence(Protocol):
    """The photographs that decisions name, by SHA-256."""

    def wanted(self, bench: Bench, limit: int) -> tuple[str, ...]:
        """Named by a station's decisions and not received, oldest first."""

    def received(self, sha256: str) -> bool | None:
        """None when no decision names it."""

    def receive(self, sha256: str, size: int, at: datetime) -> None: ...

    def all_received(self) -> Iterator[str]: ...


class Seals(Protocol):
    """See `domain/seal.py`."""

    def last(self) -> Seal | None: ...

    def find(self, seq: int) -> Seal | None: ...

    def add(self, at: datetime) -> Seal | None:
        """Seal what is new, some thousand rows of each table at the most; None when nothing is."""

    def restart(self, at: datetime) -> None:
        """The books were restored from a copy: seal what no seal of theirs covers, and go on from their end."""


class Books(Protocol):
    """One transaction's view of everything."""

    @property
    def takebacks(self) -> Takebacks: ...

    @property
    def approvals(self) -> Approvals: ...

    @property
    def customers(self) -> Customers: ...

    @property
    def stations(self) -> Stations: ...

    @property
    def transfers(self) -> Transfers: ...

    @property
    def vouchers(self) -> Vouchers: ...

    @property
    def adjustments(self) -> Adjustments: ...

    @property
    def reviews(self) -> Reviews: ...

    @property
    def keys(self) -> Keys: ...

    @property
    def account_pages(self) -> AccountPages: ...

    @property
    def mails(self) -> Mails: ...

    @property
    def acts(self) -> Acts: ...

    @property
    def evidence(self) -> Evidence: ...

    @property
    def seals(self) -> Seals: ...

    @property
    def receptions(self) -> Receptions: ...

    @property
    def cancellations(self) -> Cancellations: ...

    @property
    def held_credits(self) -> HeldCredits: ...

    def republish(self) -> None:
        """Show every take-back to every bench again: these books were restored from a copy."""

    def figures(self) -> Sequence[Figure]:
        """What waits: mails, tasks, adjustments, holds."""

    def verify_chains(self, holds: SignatureCheck) -> Iterator[Finding]:
        """What shows that rows were altered afterwards: the first seal that does not hold, the first link of each
        station's chain that does not.
        """

    def audit(self) -> Sequence[Finding]:
        """Everything that must hold of the books and does not, worst first; recomputed, not trusted to the keys."""


class Store(Protocol):
    def transact(self, work: Callable[[Books], Result]) -> Result:
        """Do `work` in one transaction and commit; all of it again when it lost a race, so `work` has no other effect.

        Raises Unavailable when the books cannot be written now; the commit may then have happened or not.
        """

    def read(self, work: Callable[[Books], Result]) -> Result:
        """Do `work` on one unchanging view of the books. Raises Unavailable."""

    def faults(self) -> tuple[str, ...]:
        """Why these books must not be written: unreachable, another schema version, a missing guard. Empty: none."""
