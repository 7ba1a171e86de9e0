"""A bench tells what it received; the due date is counted then, and kept with the calendar it was counted by."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.application.reception_ports import WorkingCalendar
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.programme import PROGRAMMES
from voucher_ledger.domain.reception import Arrival, Reception, alert_after, due_on, worked_since
from voucher_ledger.domain.settlement import Bench

_log = logging.getLogger(__name__)
LISTED_MAX = 500


def receive(
    arrivals: Sequence[Arrival], bench: Bench, store: Store, clock: Clock, calendar: WorkingCalendar
) -> list[Reception | NotFound]:
    """One answer an arrival, in order; told again, the same. Raises Unavailable.

    The first telling stands, with the bench's time of it, but for a clock that is ahead: nothing is received in the
    future. A transfer form that is found signed later is taken note of.
    """

    def one(arrival: Arrival, books: Books) -> Reception | NotFound:
        found = books.receptions.programme(arrival.dossier, arrival.parcel)
        if found is None:
            return NotFound("no take-back of this dossier declares this parcel")
        takeback_id, programme = found
        known = books.receptions.find(arrival.dossier, arrival.parcel)
        if known is None:
            reception = _counted(arrival, programme, bench, clock.now(), calendar)
            books.receptions.add(takeback_id, reception, bench, clock.now())
            books.takebacks.announce(takeback_id)
        elif arrival.transfer_form and not known.transfer_form:
            books.receptions.sign(takeback_id, arrival.parcel)
            books.takebacks.announce(takeback_id)
        told = books.receptions.find(arrival.dossier, arrival.parcel)
        assert told is not None
        return told

    def work(books: Books) -> list[Reception | NotFound]:
        answers = {}
        # In one order, whoever tells what: two benches never wait for each other.
        for arrival in sorted(set(arrivals), key=lambda each: (each.dossier, each.parcel, each.transfer_form)):
            answers[arrival] = one(arrival, books)
        return [answers[arrival] for arrival in arrivals]

    return store.transact(work) if arrivals else []


def open_receptions(after: str, limit: int, store: Store) -> tuple[Reception, ...]:
    """Parcels with something undecided in them, the one due first at the head. Raises Unavailable."""
    return store.read(lambda books: books.receptions.open(after, limit))


def tell_what_is_late(store: Store, clock: Clock, calendar: WorkingCalendar) -> int:
    """Show the followers of the feed each take-back whose parcel has waited 10, 13, 15 working days; how many.

    May run twice, at once or late: an alert is given once. Raises Unavailable.
    """
    told, after = 0, ""
    while page := open_receptions(after, LISTED_MAX, store):
        for reception in page:
            programme = PROGRAMMES[reception.programme]
            received, today = (at.astimezone(programme.zone).date() for at in (reception.received_at, clock.now()))
            years = range(received.year, today.year + 1)
            worked = worked_since(received, today, calendar.holidays(reception.calendar, years))
            if (alert := alert_after(worked)) > reception.alert:
                store.transact(partial(_alert, reception, alert))
                told += 1
        after = place_of(page[-1])
    return told


def place_of(reception: Reception) -> str:
    """Where a list of receptions goes on after this one."""
    return f"{reception.due_on.isoformat()} {reception.takeback_id} {reception.parcel}"


def _alert(reception: Reception, alert: int, books: Books) -> None:
    books.receptions.raise_alert(reception.takeback_id, reception.parcel, alert)
    books.takebacks.announce(reception.takeback_id)
    _log.warning("parcel_late", extra={"takeback": reception.takeback_id, "alert": alert})


def _counted(arrival: Arrival, name: str, bench: Bench, now: datetime, calendar: WorkingCalendar) -> Reception:
    programme = PROGRAMMES[name]
    received_at = min(arrival.received_at, now)
    day = received_at.astimezone(programme.zone).date()
    years = range(day.year, (day + timedelta(days=3 * programme.working_days)).year + 1)
    code = calendar.site or programme.calendar
    return Reception(
        takeback_id=0,
        dossier=arrival.dossier,
        programme=name,
        parcel=arrival.parcel,
        station=bench.name,
        received_at=received_at,
        due_on=due_on(day, programme.working_days, calendar.holidays(code, years)),
        calendar=code,
        calendar_version=calendar.version,
        transfer_form=arrival.transfer_form,
        alert=0,
        left=0,
    )
