"""A parcel's reception, and the day by which its owner must have heard: working days, counted once and kept.

« sous 15 jours ouvrés (à compter de la date de réception de votre colis par notre entrepôt) » (the programme page).
Monday to Friday without public holidays; the day of reception is day 0, in the warehouse's time. Source: product.md 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voucher_ledger.domain.money import Money

# After so many working days whoever follows the feed is shown the take-back again: late soon, tomorrow, now.
ALERTS = (10, 13, 15)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a bench tells of a parcel: when it first saw it, and whether a signed transfer form was in it."""

    dossier: str
    parcel: str
    received_at: datetime
    transfer_form: bool


@dataclass(frozen=True, slots=True)
class Reception:
    """`alert` is the last working day an alert was given for; `left` how many items of the parcel are undecided."""

    takeback_id: int
    dossier: str
    programme: str
    parcel: str
    station: str
    received_at: datetime
    due_on: date
    calendar: str
    calendar_version: str
    transfer_form: bool
    alert: int
    left: int


@dataclass(frozen=True, slots=True)
class HeldCredit:
    """A credit that a bench holds back: no signed transfer form. `release` is who asked to let it go, and why."""

    dossier: str
    line: int
    piece: str
    amount: Money
    since: datetime
    station: str = ""
    release: tuple[str, str] | None = None


def due_on(received: date, working_days: int, holidays: frozenset[date]) -> date:
    day, left = received, working_days
    while left:
        day += timedelta(days=1)
        left -= _worked(day, holidays)
    return day


def worked_since(received: date, today: date, holidays: frozenset[date]) -> int:
    """Working days after the day of reception, up to and with today."""
    days = range(1, (today - received).days + 1)
    return sum(_worked(received + timedelta(days=step), holidays) for step in days)


def alert_after(worked: int) -> int:
    """The alert that is due after so many working days; 0 for none yet."""
    return max((alert for alert in ALERTS if alert <= worked), default=0)


def _worked(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
