"""The central ledger seen from the station: send decisions, pull declarations. Answers are data, failures are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from pathlib import Path
from typing import Protocol

from qc_station.application.failures import WorldFailure
from qc_station.domain.approval import Departure
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.takeback import ItemKey, Reception, TakeBack

BATCH_MAX = 100


@dataclass(frozen=True, slots=True)
class LedgerAnswer:
    """The ledger's word on one approval. `outcome` as in the wire: credited, refused, duplicate, conflict,
    amount_mismatch,
    rejected, or `problem` with the problem's code in `code` and its `retryable`.
    """

    approval_id: str
    outcome: str
    code: str
    detail: str
    retryable: bool = False


@dataclass(frozen=True, slots=True)
class ReversalAnswer:
    """The ledger's word on one reversal: done, uncovered or refused."""

    state: ReversalState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LedgerDigest:
    """What the ledger holds of an epoch up to a number: how many, and which places it lacks, a thousand at the most."""

    count: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TakeBackPage:
    """A page of the feed; `bookmark` is where the next one starts.

    `unreadable`: what the page held beside, each as "dossier: place: reason"; one bad document stops no other.
    """

    takebacks: tuple[TakeBack, ...]
    bookmark: str
    more: bool
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """Somebody who may asks that a held credit be let go."""

    key: ItemKey
    person: str
    reason: str


class LedgerTrouble(StrEnum):
    """Why nothing could be said to the ledger. Those in STOPS_SENDING last until somebody acts; nothing is ever
    dropped.

    KEY_DIFFERS: the ledger knows this station by another key; an operator lets it introduce this one.
    SEQUENCE_CONFLICT: the ledger holds another decision of this station under a number sent now, so this station's
    database is an old copy. What waits is innocent and stays pending; a lead begins a new epoch.
    """

    UNREACHABLE = auto()
    UNAVAILABLE = auto()
    TOO_LARGE = auto()
    UNAUTHORISED = auto()
    UNTRUSTED = auto()
    UPGRADE_NEEDED = auto()
    NOT_CONFIGURED = auto()
    KEY_DIFFERS = auto()
    SEQUENCE_CONFLICT = auto()


STOPS_SENDING = frozenset(
    {
        LedgerTrouble.UNAUTHORISED,
        LedgerTrouble.UNTRUSTED,
        LedgerTrouble.UPGRADE_NEEDED,
        LedgerTrouble.NOT_CONFIGURED,
        LedgerTrouble.KEY_DIFFERS,
        LedgerTrouble.SEQUENCE_CONFLICT,
    },
)


class LedgerFailure(WorldFailure):
    """The whole call failed; `retry_after_s` is the ledger's own wish, when it gave one."""

    def __init__(self, trouble: LedgerTrouble, *, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(f"ledger_{trouble}", retryable=trouble not in STOPS_SENDING, detail=detail)
        self.trouble = trouble
        self.retry_after_s = retry_after_s


class Ledger(Protocol):
    def send(self, departures: Sequence[Departure]) -> tuple[LedgerAnswer, ...]:
        """One answer per departure, in order. Raises LedgerFailure when the call as a whole failed."""
        ...

    def reverse(self, reversal: Reversal) -> ReversalAnswer:
        """Take a credit back; asked again, the same answer. Raises LedgerFailure."""
        ...

    def digest(self, epoch: int, upto_seq: int) -> LedgerDigest:
        """What it holds of this station's decisions. Raises LedgerFailure."""
        ...

    def standing(self) -> int:
        """The epoch it lets this station number in. Raises LedgerFailure."""
        ...

    def wanted_photographs(self, limit: int) -> tuple[str, ...]:
        """The photographs that this station's decisions name and it has not received. Raises LedgerFailure."""
        ...

    def send_photograph(self, sha256: str, file: Path) -> bool:
        """Whether the ledger has it now; False for a file that is not what it is called. Raises LedgerFailure."""
        ...

    def tell_receptions(self, receptions: Sequence[Reception]) -> None:
        """Parcels that arrived here; told again, nothing changes. Raises LedgerFailure."""
        ...

    def tell_held(self, held: Sequence[Departure]) -> tuple[ReleaseOrder, ...]:
        """All that is held here now; what of it is to be let go. Raises LedgerFailure."""
        ...

    def pull(self, bookmark: str | None) -> TakeBackPage:
        """Declarations that changed since `bookmark`. Raises LedgerFailure."""
        ...


class LedgerState(StrEnum):
    UP_TO_DATE = auto()
    WAITING = auto()
    OFFLINE = auto()
    NEEDS_ATTENTION = auto()


@dataclass(frozen=True, slots=True)
class LedgerStatus:
    """The chip of visual.md 6: up to date · n waiting · offline since 14:02 · needs attention. `trouble` says why."""

    state: LedgerState
    waiting: int
    attention: int
    since: datetime
    trouble: LedgerTrouble | None = None
