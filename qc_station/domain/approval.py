"""What the ledger will be told of a decision. The id is made and stored before the first send and never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import ItemKey
from qc_station.domain.verdict import ProgrammeRef, Ruling


@dataclass(frozen=True, slots=True)
class Approval:
    """A decision (accepted or refused) on its way to the ledger."""

    id: str
    key: ItemKey
    piece: str
    ruling: Ruling
    grade: Grade | None
    reasons: tuple[str, ...]
    claimed: Money | None
    programme: ProgrammeRef
    operator: str
    occurred_at: datetime
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An approval's place in its station's chain (`approval_chain.py`), hexadecimal; `signed_by` is the public key."""

    prev: str
    hash: str
    signature: str
    signed_by: str


class OutboxState(StrEnum):
    """Draft: may still be undone. Pending: released, has its sequence number. The other three are ends."""

    DRAFT = "draft"
    PENDING = "pending"
    ACKED = "acked"
    PARKED = "parked"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Departure:
    """An approval's row in the outbox. `seq` is given by the transaction that releases it: an undo leaves no hole."""

    approval: Approval
    state: OutboxState
    release_at: datetime
    held: bool = False
    epoch: int | None = None
    seq: int | None = None
    attempts: int = 0
    answer_code: str = ""
    answer_detail: str = ""
    answered_at: datetime | None = None
    link: Link | None = None
