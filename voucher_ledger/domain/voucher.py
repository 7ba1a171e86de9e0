"""Vouchers and their use. Source: the programme page, « Utiliser votre bon d'achat », and product.md 6.

A voucher holds money of its own from the moment it is made, whatever the day it may first be used. It is used in two
steps, as a card is: a *hold* when the basket is paid, then *capture* (sold) or *void* (not sold), each of the whole
hold and only once; a hold that is forgotten ends by itself. What was sold and comes back is *refunded*, all or in part.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from voucher_ledger.domain.errors import Breach, HoldEnded, InvalidRequest, VoucherNotUsable
from voucher_ledger.domain.money import Money

VALID_MONTHS = 12
# The programme page lets a customer choose the day and names no last one. A year, as the voucher itself is good for.
AHEAD_MONTHS = 12
ZONE = ZoneInfo("Europe/Paris")
HOLD_FOR = timedelta(minutes=30)


class Network(StrEnum):
    """Where a sales point belongs. Vouchers are never taken in a department store's corner."""

    BRAND_WEB = "brand_web"
    SECONDHAND_WEB = "secondhand_web"
    OWN_BOUTIQUE = "own_boutique"
    DEPARTMENT_STORE_CORNER = "department_store_corner"

    @property
    def accepts_vouchers(self) -> bool:
        return self is not Network.DEPARTMENT_STORE_CORNER


@dataclass(frozen=True, slots=True)
class SalesPoint:
    """A web shop or a till."""

    id: int
    name: str
    network: Network


class VoucherState(StrEnum):
    """`waiting` before its first day, `spent` when nothing is left and nothing held."""

    WAITING = "waiting"
    VALID = "valid"
    SPENT = "spent"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Voucher:
    """`amount` is what it was made with, `remaining` what it holds now; both days are included, in Europe/Paris."""

    id: str
    customer: str
    account_id: int
    amount: Money
    remaining: Money
    issue_on: date
    expires_on: date
    made_at: datetime

    def state(self, now: datetime) -> VoucherState:
        day = day_of(now)
        if self.remaining.minor == 0:
            return VoucherState.SPENT
        if day > self.expires_on:
            return VoucherState.EXPIRED
        return VoucherState.WAITING if day < self.issue_on else VoucherState.VALID

    def require_usable(self, now: datetime) -> None:
        """Raises VoucherNotUsable before its first day and after its last."""
        day = day_of(now)
        if day < self.issue_on:
            raise VoucherNotUsable(f"this voucher may be used from {self.issue_on}")
        if day > self.expires_on:
            raise VoucherNotUsable(f"this voucher ended with {self.expires_on}")


class RedemptionState(StrEnum):
    HELD = "held"
    CAPTURED = "captured"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Redemption:
    """One use of a voucher for one order. `id` is the hold's."""

    id: str
    voucher: str
    sales_point: SalesPoint
    order: str
    amount: Money
    state: RedemptionState
    held_at: datetime
    expires_at: datetime
    refunded: Money
    capture: str | None = None

    def forgotten(self, now: datetime) -> bool:
        """Held longer than a hold lasts: its money goes back to the voucher."""
        return self.state is RedemptionState.HELD and now >= self.expires_at

    def require_held(self, now: datetime) -> None:
        """Raises HoldEnded."""
        if self.state is not RedemptionState.HELD:
            raise HoldEnded(f"this hold was {self.state}")
        if self.forgotten(now):
            raise HoldEnded(f"this hold ended by itself at {self.expires_at.isoformat()}")


def day_of(now: datetime) -> date:
    """The calendar day of an instant where vouchers live."""
    return now.astimezone(ZONE).date()


def last_day(issue_on: date, months: int = VALID_MONTHS) -> date:
    """The same day so many months later; the month's last day when it has none (29 February → 28 February)."""
    year, month = divmod(issue_on.year * 12 + issue_on.month - 1 + months, 12)
    return date(year, month + 1, min(issue_on.day, calendar.monthrange(year, month + 1)[1]))


def require_issue_day(issue_on: date, now: datetime) -> None:
    """Today or later, at most a year ahead. Raises InvalidRequest."""
    today = day_of(now)
    if not today <= issue_on <= last_day(today, AHEAD_MONTHS):
        says = f"a day from {today} to {last_day(today, AHEAD_MONTHS)}"
        raise InvalidRequest("a voucher cannot begin on that day", [Breach("issue_on", "range", says)])
