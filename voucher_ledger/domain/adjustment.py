"""A correction by hand. One person of finance asks, another one answers; nothing moves in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voucher_ledger.domain.errors import AlreadyAnswered, SecondPersonNeeded
from voucher_ledger.domain.money import Money


class Direction(StrEnum):
    """As the customer sees it."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, slots=True)
class Adjustment:
    id: str
    customer: str
    account_id: int
    direction: Direction
    amount: Money
    reason: str
    asked_by: str
    asked_at: datetime
    answered_by: str | None = None
    approved: bool | None = None
    transfer: str | None = None

    def require_answer_by(self, person: str) -> None:
        """Raises AlreadyAnswered, SecondPersonNeeded."""
        if self.approved is not None:
            raise AlreadyAnswered(f"{self.answered_by} has answered this adjustment")
        if person == self.asked_by:
            raise SecondPersonNeeded("who asks for an adjustment does not approve it")
