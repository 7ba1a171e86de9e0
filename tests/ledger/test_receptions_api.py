"""Parcels that arrive start the customer's clock; a take-back can be called off before; held credits are seen."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import NOW, approval, customer, item, takeback
from voucher_ledger.application.receive import tell_what_is_late
from voucher_ledger.bootstrap import site_calendar
from voucher_ledger.custody.public_holidays import PublicHolidays
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.domain.reception import alert_after, due_on, worked_since

PARCEL = "8R41207731939"
FRANCE = PublicHolidays()


def arrival(dossier: str = "R-1", at: str = "2026-11-23T08:15:00Z", **changes: object) -> dict[str, object]:
    return {"dossier": dossier, "parcel": PARCEL, "received_at": at, "transfer_form": True} | changes


def receive(ledger: Ledger, *arrivals: dict[str, object], as_: str = "BANC-01") -> list[dict]:
    answer = ledger.call("POST", "/v1/receptions", {"receptions": list(arrivals)}, as_=as_)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def undecided(ledger: Ledger) -> list[dict]:
    return ledger.get("/v1/receptions", as_="lead").json()["receptions"]


def fed(ledger: Ledger, after: str = "") -> dict:
    return ledger.get("/v1/takebacks" + (f"?after={after}" if after else "")).json()


@pytest.mark.parametrize(
    ("received", "calendar", "due"),
    [
        ("2026-11-23", "FR", "2026-12-14"),
        ("2027-03-22", "FR", "2027-04-13"),  # Easter Monday
        ("2027-03-22", "FR/Moselle", "2027-04-14"),  # Good Friday too
        ("2026-12-18", "FR", "2027-01-12"),  # Christmas on a Friday, New Year
        ("2026-11-21", "FR", "2026-12-11"),  # a Saturday is day 0 as well
        ("2026-05-01", "FR", "2026-05-27"),  # 8 May, Ascension, Whit Monday
    ],
)
def test_the_due_date_is_the_calendars(received: str, calendar: str, due: str) -> None:
    """Dates of ledger.md 7 and of the French calendar, counted by hand."""
    day = date.fromisoformat(received)
    holidays = FRANCE.holidays(calendar, (day.year, day.year + 1))
    assert due_on(day, 15, holidays) == date.fromisoformat(due)
    assert worked_since(day, date.fromisoformat(due), holidays) == 15
    assert alert_after(15) == 15


@pytest.mark.filterwarnings("ignore:This subdivision is deprecated:DeprecationWarning")
def test_a_calendar_that_is_not_meant_is_refused() -> None:
    """A code that silently gives the whole country's days, one nobody knows, and the warehouse's own."""
    for code in ("FR/GES", "XX", "FR/67"):
        with pytest.raises(ValueError, match="calendar"):
            PublicHolidays(code)
    assert PublicHolidays("FR/Moselle").site == "FR/Moselle"
    assert FRANCE.version.startswith("holidays 0.")


def test_a_warehouse_has_days_of_its_own(tmp_path: Path) -> None:
    """Closed between the years, at work on Whit Monday: counted so, and the edition of the calendar says which days."""
    file = tmp_path / "days.toml"
    file.write_text("closed = [2026-12-24, 2026-12-31]\nworked = [2027-05-17]\n", encoding="utf-8")
    own = site_calendar({"VOUCHER_LEDGER_CALENDAR_EXCEPTIONS": str(file), "VOUCHER_LEDGER_CALENDAR": "FR"})
    for day, plain, ours in (("2026-12-18", "2027-01-12", "2027-01-14"), ("2027-05-10", "2027-06-01", "2027-05-31")):
        received, years = date.fromisoformat(day), (2026, 2027)
        assert due_on(received, 15, FRANCE.holidays("FR", years)) == date.fromisoformat(plain)
        assert due_on(received, 15, own.holidays("FR", years)) == date.fromisoformat(ours)
    assert own.version.startswith(f"{FRANCE.version} + ")
    assert len(own.version) <= 32
    file.write_text("closed = [2026-12-24]\n", encoding="utf-8")
    assert site_calendar({"VOUCHER_LEDGER_CALENDAR_EXCEPTIONS": str(file)}).version not in (own.version, FRANCE.version)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("closed = [2026-12-24T10:00:00]", "closed[0]"),
        ("worked = ['2026-12-24']", "worked[0]"),
        ("closed = 2026-12-24", "closed: a list"),
        ("open = []", "open"),
        ("closed = [2026-12-24]\nworked = [2026-12-24]", "2026-12-24 is closed and worked"),
        ("closed = [2026-02-30]", "VOUCHER_LEDGER_CALENDAR_EXCEPTIONS"),
    ],
)
def test_days_that_are_none_are_refused_by_their_place(text: str, told: str, tmp_path: Path) -> None:
    """Before the ledger serves; so is a file that is not there."""
    file = tmp_path / "days.toml"
    file.write_text(text, encoding="utf-8")
    for named in (file, tmp_path / "nothing"):
        with pytest.raises(InvalidRequest) as refused:
            site_calendar({"VOUCHER_LEDGER_CALENDAR_EXCEPTIONS": str(named)})
        assert named != file or told in refused.value.detail


def test_a_reception_is_counted_once(ledger: Ledger) -> None:
    """Due date, calendar and its edition are stored; told again, by another bench and with another time, they stay.
    The feed shows it to all.
    """
    ledger.declare(takeback(lines=2))
    before = fed(ledger)["next"]
    (first,) = receive(ledger, arrival(transfer_form=False))
    assert (first["due_on"], first["calendar"], first["left"]) == ("2026-12-14", "FR", 2)
    assert first["calendar_version"] == FRANCE.version
    (again,) = receive(ledger, arrival(at="2026-11-24T08:00:00Z", transfer_form=False), as_="BANC-02")
    assert again == first
    (signed,) = receive(ledger, arrival(), as_="BANC-02")
    assert signed == first | {"transfer_form": True}
    (unsigned,) = receive(ledger, arrival(transfer_form=False))
    assert unsigned["transfer_form"] is True, "a form that was found stays found"
    (shown,) = fed(ledger, before)["takebacks"]
    assert shown["received"] == [
        {
            "parcel": PARCEL,
            "received_at": "2026-11-23T08:15:00Z",
            "due_on": "2026-12-14",
            "transfer_form": True,
            "alert": 0,
        }
    ]
    assert ledger.audit() == []


def test_a_bench_whose_clock_is_ahead_receives_nothing_in_the_future(ledger: Ledger) -> None:
    """Scenario 23: the ledger's own time bounds it; a day behind is the bench's word."""
    ledger.declare(takeback())
    ledger.declare(takeback("R-2", customer=customer("C-2")))
    ahead, behind = receive(ledger, arrival(at="2026-12-24T08:00:00Z"), arrival("R-2", at="2026-11-20T08:00:00Z"))
    assert ahead["received_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert (ahead["due_on"], behind["due_on"]) == ("2026-12-15", "2026-12-11")


def test_a_parcel_nobody_declared_keeps_no_other_from_being_received(ledger: Ledger) -> None:
    """Each on its own, in the order given."""
    ledger.declare(takeback())
    from_a_file = arrival("dossier no 5, André")
    results = receive(ledger, arrival("R-9"), from_a_file, arrival(), arrival(parcel="8R00000000000"))
    assert [one.get("problem", {}).get("type") for one in results] == [
        "urn:ledger:not-found",
        "urn:ledger:invalid-request",
        None,
        "urn:ledger:not-found",
    ]
    assert problem(ledger.call("POST", "/v1/receptions", {"receptions": []})) == (422, "invalid-request")
    assert problem(ledger.call("POST", "/v1/receptions", {"receptions": [arrival()]}, as_="shop")) == (403, "forbidden")


def test_the_list_of_what_is_open_is_by_due_date(ledger: Ledger) -> None:
    """What is decided leaves it; pages go on where they ended."""
    for number in range(1, 6):
        ledger.declare(takeback(f"R-{number}", customer=customer(f"C-{number}")))
    receive(ledger, *(arrival(f"R-{number}", at=f"2026-11-{24 - number}T08:00:00Z") for number in range(1, 6)))
    # Of 19 November; of Friday to Sunday, all due on one day; of Monday the 23rd.
    assert [one["dossier"] for one in undecided(ledger)] == ["R-5", "R-2", "R-3", "R-4", "R-1"]
    ledger.post(approval(1, dossier="R-4"))
    assert "R-4" not in [one["dossier"] for one in undecided(ledger)]
    seen, after = [], ""
    while after is not None:
        page = ledger.get(f"/v1/receptions?limit=2&after={after}", as_="finance").json()
        seen += [one["dossier"] for one in page["receptions"]]
        after = page["next"]
    assert sorted(seen) == ["R-1", "R-2", "R-3", "R-5"]
    assert problem(ledger.get("/v1/receptions?after=x", as_="lead")) == (422, "invalid-request")


@pytest.mark.expects_log("parcel_late")
def test_what_is_about_to_be_late_is_shown_again(ledger: Ledger) -> None:
    """After 10, 13 and 15 working days the take-back comes through the feed with its alert, once each; what is decided
    gives none; a command that runs late gives the latest alone.
    """
    ledger.declare(takeback(lines=2))
    ledger.declare(takeback("R-2", customer=customer("C-2")))
    receive(ledger, arrival(), arrival("R-2"))
    place, alerts = fed(ledger)["next"], []
    ledger.clock.at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    for _ in range(30):
        told = tell_what_is_late(ledger.store, ledger.clock, FRANCE)
        assert tell_what_is_late(ledger.store, ledger.clock, FRANCE) == 0
        page = fed(ledger, place)
        place = page["next"]
        assert len(page["takebacks"]) == told
        alerts += [(ledger.clock.at.day, one["dossier"], one["received"][0]["alert"]) for one in page["takebacks"]]
        ledger.clock.at += timedelta(days=1)
        if ledger.clock.at.day == 8:
            ledger.post(approval(1, dossier="R-2"))
            place = fed(ledger)["next"]
    assert alerts == [(7, "R-1", 10), (7, "R-2", 10), (10, "R-1", 13), (14, "R-1", 15)]
    ledger.declare(takeback("R-3", customer=customer("C-3")))
    receive(ledger, arrival("R-3"))
    place = fed(ledger)["next"]
    assert tell_what_is_late(ledger.store, ledger.clock, FRANCE) == 1
    assert fed(ledger, place)["takebacks"][0]["received"][0]["alert"] == 15


def call_off(ledger: Ledger, dossier: str = "R-1", as_: str = "shop"):
    return ledger.call("POST", "/v1/takebacks/call-off", {"dossier": dossier, "reason": "keeps the shirt"}, as_=as_)


def test_a_take_back_is_called_off_before_it_arrives(ledger: Ledger) -> None:
    """The feed says so; asked again, the same; what a bench sends in its name is kept without effect."""
    ledger.declare(takeback())
    place = fed(ledger)["next"]
    assert call_off(ledger).json() == {"dossier": "R-1", "called_off": True}
    assert call_off(ledger).headers["Idempotency-Replayed"] == "true"
    (shown,) = fed(ledger, place)["takebacks"]
    assert shown["called_off_at"] == NOW.isoformat().replace("+00:00", "Z")
    late = ledger.post(approval(1)).json()
    assert (late["outcome"], late["reason"]) == ("rejected", "called-off")
    assert ledger.balance() == 0
    assert problem(call_off(ledger, "R-9")) == (404, "not-found")
    assert problem(call_off(ledger, as_="BANC-01")) == (403, "forbidden")
    assert ledger.audit() == []


def test_what_has_arrived_is_not_called_off(ledger: Ledger) -> None:
    """Received, or decided by a bench that told of no reception."""
    ledger.declare(takeback())
    ledger.declare(takeback("R-2", customer=customer("C-2")))
    receive(ledger, arrival())
    ledger.post(approval(1, dossier="R-2"))
    for dossier in ("R-1", "R-2"):
        assert problem(call_off(ledger, dossier)) == (409, "already-received")


def test_called_off_and_credited_is_never_both(ledger: Ledger) -> None:
    """The shop calls off while the bench decides: whoever is first, the other hears so."""
    outcomes = []
    for number in range(1, 21):
        dossier = f"R-{number}"
        ledger.declare(takeback(dossier, customer=customer(f"C-{number}"), items=[item(1)]))
        answers: dict[str, object] = {}
        start = threading.Barrier(2)

        def decide(number=number, dossier=dossier, answers=answers, start=start) -> None:
            start.wait()
            answers["bench"] = ledger.post(approval(number, dossier=dossier)).json()["outcome"]

        def withdraw(dossier=dossier, answers=answers, start=start) -> None:
            start.wait()
            answers["shop"] = call_off(ledger, dossier).status_code

        threads = [threading.Thread(target=decide), threading.Thread(target=withdraw)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        outcomes.append((answers["bench"], answers["shop"]))
    assert set(outcomes) <= {("credited", 409), ("rejected", 200)}
    assert ledger.audit() == []


def held(line: int, **changes: object) -> dict[str, object]:
    return {
        "dossier": "R-1",
        "line": line,
        "piece": f"QC1-HELD-{line}",
        "amount": {"minor": 6000, "currency": "EUR"},
        "since": "2026-11-23T09:50:00Z",
    } | changes


def tell_held(ledger: Ledger, *all_held: dict[str, object], as_: str = "BANC-01") -> list[dict]:
    return ledger.call("PUT", "/v1/stations/me/held", {"held": list(all_held)}, as_=as_).json()["held"]


def seen_held(ledger: Ledger) -> list[tuple[str, int]]:
    return [(one["station"], one["line"]) for one in ledger.get("/v1/held", as_="lead").json()["held"]]


def test_held_credits_are_seen_and_let_go_with_a_reason(ledger: Ledger) -> None:
    """A bench tells all it holds; a lead asks for one with a reason, which the bench hears at its next telling."""
    ledger.declare(takeback(lines=3))
    assert tell_held(ledger, held(1), held(2), held(9), held(1, dossier="R-9"), held(1, dossier="no 5")) == []
    assert seen_held(ledger) == [("BANC-01", 1), ("BANC-01", 2)]
    asked = {"dossier": "R-1", "line": 2, "person": "u-nora", "reason": "the form came by mail"}
    assert ledger.call("POST", "/v1/held/release", asked, as_="lead").status_code == 204
    assert problem(ledger.call("POST", "/v1/held/release", asked | {"line": 3}, as_="lead")) == (404, "not-found")
    assert problem(ledger.call("POST", "/v1/held/release", asked, as_="BANC-01")) == (403, "forbidden")
    (order,) = tell_held(ledger, held(1), held(2))
    assert (order["line"], order["release"]) == (2, {"person": "lead: u-nora", "reason": "the form came by mail"})
    assert tell_held(ledger, held(1)) == []
    assert seen_held(ledger) == [("BANC-01", 1)]
    assert tell_held(ledger, held(1), held(2)) == [], "held anew: the earlier release is over"
    assert tell_held(ledger) == []
    assert seen_held(ledger) == []
    acts = ledger.store.read(lambda books: books.acts.listed(0, 99))
    assert [(act.actor, act.about) for _, act in acts if act.kind == "release_asked"] == [("lead: u-nora", "R-1 2")]


def test_each_bench_tells_of_its_own(ledger: Ledger) -> None:
    """One that holds nothing takes nothing away from another's."""
    ledger.declare(takeback(lines=3))
    tell_held(ledger, held(1))
    tell_held(ledger, held(2), as_="BANC-02")
    tell_held(ledger, as_="BANC-01")
    assert seen_held(ledger) == [("BANC-02", 2)]
