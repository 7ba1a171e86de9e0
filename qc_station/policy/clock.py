"""The customer's clock: working days from the reception of the parcel.

Source: product.md 7. Monday to Friday without public holidays; the day of reception is day 0, in the warehouse's time.
The caller brings the holidays of every year concerned; which calendar they come from stands in the programme.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5


def due_on(received_at: datetime, working_days: int, holidays: frozenset[date], tz: tzinfo = PARIS) -> date:
    """The last day on which the customer's notice is in time. Raises ValueError when `received_at` has no time zone."""
    if received_at.tzinfo is None:
        raise ValueError("a parcel is received at an aware time")
    day = received_at.astimezone(tz).date()
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= _worked(day, holidays)
    return day


def working_days_left(today: date, due: date, holidays: frozenset[date]) -> int:
    """Working days after `today` up to and with `due`: 0 on the day itself, negative as soon as it has passed.

    On the weekend after a Friday nobody has worked since, and yet it is too late: that is -1 like the Monday.
    """
    if today <= due:
        return _worked_between(today, due, holidays)
    return -max(1, _worked_between(due, today, holidays))


def _worked_between(after: date, until: date, holidays: frozenset[date]) -> int:
    return sum(_worked(after + timedelta(days=step), holidays) for step in range(1, (until - after).days + 1))


def _worked(day: date, holidays: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
