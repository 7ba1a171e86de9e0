"""The queue of what the ledger has to be told, as the use-cases ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.approval_chain import StationKey


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """`draft`: may still be undone. `held`: draft, waiting for a transfer form. `pending`: released, not yet
    answered.
    """

    draft: int = 0
    held: int = 0
    pending: int = 0
    acked: int = 0
    parked: int = 0
    conflict: int = 0

    @property
    def waiting(self) -> int:
        """What will reach the ledger by itself."""
        return self.draft + self.pending


class Outbox(Protocol):
    def put(self, departure: Departure) -> None:
        """Raises RuleBroken("already_decided") when the piece or the declared item has an approval already."""
        ...

    def get(self, approval_id: str) -> Departure | None: ...

    def of_piece(self, piece_id: str) -> Departure | None: ...

    def of_dossier(self, dossier: str) -> tuple[Departure, ...]: ...

    def remove_draft(self, approval_id: str) -> bool:
        """True when it was still a draft and is now gone."""
        ...

    def hold(self, approval_id: str, *, held: bool) -> None:
        """Only a draft can be held or let go."""
        ...

    def release_due(self, now: datetime, limit: int) -> tuple[Departure, ...]:
        """Drafts not held whose grace is over become pending with the station's epoch and next sequence number,
        oldest first.
        """
        ...

    def held(self, limit: int) -> tuple[Departure, ...]:
        """This station's drafts that wait for a transfer form, oldest first."""
        ...

    def head(self, epoch: int) -> str | None:
        """The hash of the last link of this station's epoch."""
        ...

    def link(self, departure: Departure) -> None:
        """Store a departure's link, which never changes while its place does not."""
        ...

    def signers(self) -> tuple[StationKey, ...]:
        """The keys this station's links are signed with, each at its first place, in the order of the places."""
        ...

    def renumber(self, approval_ids: Sequence[str], epoch: int) -> tuple[Departure, ...]:
        """Pending ones get the next numbers of a new epoch, which is the station's from now on, in their old order;
        as they are then, without a link.
        """
        ...

    def pending(self, limit: int) -> tuple[Departure, ...]:
        """By sequence number; only what this station released."""
        ...

    def settle(self, approval_id: str, state: OutboxState, *, code: str, detail: str, at: datetime) -> None: ...

    def count_attempt(self, approval_ids: Sequence[str]) -> None: ...

    def settled_upto(self) -> Mapping[int, int]:
        """The highest number of each epoch under which the ledger took a first decision of this station."""
        ...

    def rearm(self, epoch: int, seqs: Sequence[int]) -> tuple[str, ...]:
        """First decisions the ledger took under these numbers are pending again; their approvals' ids."""
        ...

    def counts(self) -> OutboxCounts: ...

    def all(self) -> Iterator[Departure]: ...
