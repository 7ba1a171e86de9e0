"""The customer's fifteen working days."""

from datetime import UTC, date, datetime, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.policy.clock import due_on, working_days_left

FRANCE = frozenset(holidays.country_holidays("FR", years=range(2026, 2030)))
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # These two agree with two libraries of holidays; the others below were counted on the calendar by hand.
        ("2026-11-23T10:00", date(2026, 12, 14)),
        ("2027-03-22T10:00", date(2027, 4, 13)),  # over Easter Monday, 29 March
        # A Friday, a Saturday and a Sunday: the first day that counts is the Monday for each of them.
        ("2026-11-20T10:00", date(2026, 12, 11)),
        ("2026-11-21T10:00", date(2026, 12, 11)),
        ("2026-11-22T10:00", date(2026, 12, 11)),
        # Over Christmas and New Year, both Fridays.
        ("2026-12-14T10:00", date(2027, 1, 6)),
        # In May: the 1st is a Saturday in 2027, Ascension 6 May; Whit Monday 17 May.
        ("2027-04-26T10:00", date(2027, 5, 19)),
    ],
)
def test_due_dates(received: str, due: date) -> None:
    """Fifteen days of Monday to Friday without public holidays, the day of reception not counted."""
    assert due_on(at(received), 15, FRANCE) == due


def test_the_day_is_that_of_paris() -> None:
    """A parcel scanned at 23:30 UTC on Sunday was received on Monday."""
    assert due_on(at("2026-11-22T22:59"), 15, FRANCE) == date(2026, 12, 11)
    assert due_on(at("2026-11-22T23:30"), 15, FRANCE) == date(2026, 12, 14)


def test_a_time_without_zone_is_refused() -> None:
    """Nobody knows on which day a naive time is; it is not guessed."""
    with pytest.raises(ValueError, match="aware"):
        due_on(datetime(2026, 11, 23, 10), 15, FRANCE)  # noqa: DTZ001


def test_days_left_around_the_due_day() -> None:
    """14 December 2026 is a Monday: counted down over the weekend, 0 on the day, negative from the next."""
    due = date(2026, 12, 14)
    countdown = [working_days_left(due + timedelta(days=step), due, FRANCE) for step in range(-5, 4)]
    assert countdown == [3, 2, 1, 1, 1, 0, -1, -2, -3]


def test_late_over_a_weekend() -> None:
    """Due on a Friday, it is too late on the Saturday already, and one working day late on the Monday."""
    due = date(2026, 12, 11)
    assert [working_days_left(due + timedelta(days=step), due, FRANCE) for step in (1, 2, 3, 4)] == [-1, -1, -1, -2]


@given(received=days, working_days=st.integers(1, 40))
def test_left_and_due_agree(received: date, working_days: int) -> None:
    """On the day of reception all days are left; the due day is a working day; at most the calendar days between."""
    due = due_on(datetime(received.year, received.month, received.day, 12, tzinfo=UTC), working_days, FRANCE)
    assert working_days_left(received, due, FRANCE) == working_days
    assert due.weekday() < 5
    assert due not in FRANCE
    assert (due - received).days >= working_days


@given(today=days, due=days)
def test_only_a_day_that_has_passed_is_negative(today: date, due: date) -> None:
    """The sign alone tells a breach, weekends and holidays included."""
    assert (working_days_left(today, due, FRANCE) < 0) == (today > due)
