"""What the use-cases ask of the world. Adapters implement these; fakes in `tests/fakes` are checked by the same
suites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from qc_station.application.outbox_port import Outbox
from qc_station.application.renditions_port import Renditions
from qc_station.application.studio_port import PhotoSets, Publications, Reentries
from qc_station.application.workshop_port import WorkshopSteps
from qc_station.domain.facts import Fact
from qc_station.domain.operator import Operator
from qc_station.domain.parcel import ParcelRecord
from qc_station.domain.photo import PhotoRef, TrayFrame, TrayState
from qc_station.domain.piece import Piece
from qc_station.domain.reversal import Reversal
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import ItemKey, Reception, TakeBack
from qc_station.domain.undeclared import UndeclaredPiece


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""
        ...


class Signer(Protocol):
    """This station's own key; `public` is its public half, signatures are hexadecimal too."""

    @property
    def public(self) -> str: ...

    def sign(self, message: bytes) -> str: ...


class Entropy(Protocol):
    def bytes(self, count: int) -> bytes:
        """Unpredictable bytes for ids."""
        ...


class TakeBacks(Protocol):
    """The declarations this station knows of, for work online and offline."""

    def save(self, takeback: TakeBack) -> bool:
        """Insert or replace; True when something changed."""
        ...

    def get(self, dossier: str) -> TakeBack | None: ...

    def by_parcel(self, code: str) -> tuple[TakeBack, ...]:
        """The dossiers whose declaration names this parcel, by dossier."""
        ...

    def named(self, beginnings: Sequence[str], limit: int) -> tuple[TakeBack, ...]:
        """The dossiers that have a word (domain/search.py) for each of these beginnings, newest offer first."""
        ...

    def accepted_before(self, moment: datetime, after: str, limit: int) -> tuple[TakeBack, ...]:
        """The dossiers behind `after`, in their order, whose offer was accepted before `moment`."""
        ...

    def count(self) -> int: ...


class Pieces(Protocol):
    def get(self, piece_id: str) -> Piece | None: ...

    def at(self, key: ItemKey) -> Piece | None:
        """The piece of a declared item, if one was ever opened, anywhere on this database."""
        ...

    def of(self, dossiers: Sequence[str]) -> tuple[Piece, ...]: ...

    def save(self, piece: Piece) -> Piece:
        """Store and return it with its new version.

        Raises RuleBroken("changed_elsewhere") when it was saved by somebody else since it was read, or when another
        piece
        stands on the same declared item.
        """
        ...

    def remove(self, piece: Piece) -> None:
        """Forget a piece that was opened by mistake; its facts stay in the log."""
        ...

    def decided(self) -> Iterator[Piece]: ...

    def for_review(self) -> tuple[Piece, ...]:
        """Set aside for a lead, oldest first."""
        ...

    def count_for_review(self) -> int: ...

    def all(self) -> Iterator[Piece]: ...


class Receptions(Protocol):
    def get(self, dossier: str) -> Reception | None: ...

    def save(self, reception: Reception) -> None: ...

    def untold(self, limit: int) -> tuple[Reception, ...]:
        """What the ledger was not told, or whose transfer form has changed since."""
        ...

    def told(self, reception: Reception) -> None:
        """The ledger was told just this."""
        ...

    def tell_again(self, dossier: str) -> None: ...


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One link of the chain: `hash` = SHA-256 over `prev_hash` and the canonical bytes of the fact, hexadecimal."""

    seq: int
    station: str
    fact: Fact
    canonical: bytes
    prev_hash: str
    hash: str


class EventLog(Protocol):
    """Append-only and hash-chained, one chain per station."""

    def append(self, fact: Fact) -> LogEntry: ...

    def entries(self) -> Iterator[LogEntry]:
        """This station's chain as stored, first to last; `canonical` is what the store holds, unverified."""
        ...


@dataclass(frozen=True, slots=True)
class Credential:
    operator: Operator
    pin_hash: str
    failures: int
    locked_until: datetime | None


class Operators(Protocol):
    def by_badge(self, badge: str) -> Credential | None: ...

    def name_of(self, operator_id: str) -> str | None: ...

    def save(self, credential: Credential) -> None: ...

    def count(self) -> int: ...


class ProgrammeTexts(Protocol):
    """The very bytes of each programme a verdict was made under."""

    def keep(self, sha256: str, text: str) -> None: ...

    def get(self, sha256: str) -> str | None: ...


class Tray(Protocol):
    def add(self, frame: TrayFrame) -> None: ...

    def frames(self) -> tuple[TrayFrame, ...]:
        """All that were ever there."""
        ...

    def waiting(self) -> tuple[TrayFrame, ...]:
        """Oldest first."""
        ...

    def count_waiting(self) -> int: ...

    def known(self, sha256: str) -> bool:
        """These bytes are or were in the tray."""
        ...

    def settle(self, number: int, state: TrayState) -> None:
        """It leaves the tray. Raises RuleBroken("not_in_tray") when it is not there, or no more."""
        ...


class Bookmarks(Protocol):
    """Small named values: how far the ledger's feed was read, where a piece's label stands."""

    def get(self, name: str) -> str | None: ...

    def several(self, names: Sequence[str]) -> Mapping[str, str]:
        """Those of these names that have a value, with it."""
        ...

    def put(self, name: str, value: str) -> None: ...


class Parcels(Protocol):
    """What was seen of the boxes."""

    def get(self, code: str) -> ParcelRecord | None: ...

    def save(self, record: ParcelRecord) -> None: ...

    def all(self) -> Iterator[ParcelRecord]: ...


class Undeclared(Protocol):
    """Pieces nobody declared."""

    def get(self, piece_id: str) -> UndeclaredPiece | None: ...

    def of_parcel(self, code: str) -> tuple[UndeclaredPiece, ...]: ...

    def waiting(self) -> tuple[UndeclaredPiece, ...]:
        """In quarantine now."""
        ...

    def count_waiting(self) -> int: ...

    def save(self, piece: UndeclaredPiece) -> UndeclaredPiece:
        """Raises RuleBroken("changed_elsewhere")."""
        ...

    def remove(self, piece: UndeclaredPiece) -> None:
        """Forget one set aside by mistake; its facts stay in the log. Raises RuleBroken("changed_elsewhere")."""
        ...

    def all(self) -> Iterator[UndeclaredPiece]: ...


class SecondLooks(Protocol):
    """One a piece."""

    def of_piece(self, piece_id: str) -> SecondLook | None: ...

    def add(self, look: SecondLook) -> None: ...

    def all(self) -> Iterator[SecondLook]:
        """Oldest first."""
        ...


class Reversals(Protocol):
    """The last one asked of each piece."""

    def of_piece(self, piece_id: str) -> Reversal | None: ...

    def asked(self) -> tuple[Reversal, ...]:
        """Those the ledger has not answered, oldest first."""
        ...

    def save(self, reversal: Reversal) -> None: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving it without `commit()` rolls back."""

    @property
    def station(self) -> str:
        """The bench this unit of work acts for."""
        ...

    @property
    def takebacks(self) -> TakeBacks: ...
    @property
    def pieces(self) -> Pieces: ...
    @property
    def receptions(self) -> Receptions: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def log(self) -> EventLog: ...
    @property
    def operators(self) -> Operators: ...
    @property
    def programmes(self) -> ProgrammeTexts: ...
    @property
    def tray(self) -> Tray: ...
    @property
    def bookmarks(self) -> Bookmarks: ...
    @property
    def parcels(self) -> Parcels: ...
    @property
    def undeclared(self) -> Undeclared: ...
    @property
    def second_looks(self) -> SecondLooks: ...
    @property
    def reversals(self) -> Reversals: ...
    @property
    def workshop(self) -> WorkshopSteps: ...
    @property
    def photo_sets(self) -> PhotoSets: ...
    @property
    def publications(self) -> Publications: ...
    @property
    def reentries(self) -> Reentries: ...
    @property
    def renditions(self) -> Renditions: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None: ...

    def commit(self) -> None:
        """Raises WorldFailure("disk_full") or WorldFailure("database_lost"); nothing of it is kept then."""
        ...


class UnitOfWorkFactory(Protocol):
    def __call__(self, *, read_only: bool = False) -> UnitOfWork: ...


class PhotoStore(Protocol):
    """Original bytes, once, by SHA-256."""

    def keep(self, file: Path) -> PhotoRef:
        """Copy a file in: written aside, fsynced, renamed. Raises WorldFailure("disk_full" | "file_unreadable")."""
        ...

    def path(self, photo: PhotoRef) -> Path: ...

    def intact(self, photo: PhotoRef) -> bool:
        """The stored bytes still have that hash."""
        ...


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture measures: pixels, sharpness (variance of the Laplacian), share of clipped pixels in 0..1."""

    width: int
    height: int
    sharpness: float
    clipped_dark: float
    clipped_light: float


class PictureReader(Protocol):
    def read(self, file: Path) -> PictureFacts:
        """Decode the whole file. Raises WorldFailure("not_a_picture") naming the file."""
        ...


class PinHasher(Protocol):
    def hash(self, pin: str) -> str: ...

    def matches(self, pin_hash: str, pin: str) -> bool: ...


class WorkingCalendar(Protocol):
    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]: ...
