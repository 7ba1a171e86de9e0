"""Declarations through the API: recorded once, refused with the field and the rule, read back by parcel and by feed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.conftest import Ledger
from tests.ledger.made import approval, customer, item, refusal, takeback

ROOT = Path(__file__).parents[2]


def broken_rules(answer: Any) -> set[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    problem = answer.json()
    assert problem["type"] == "urn:ledger:invalid-request"
    assert problem["retryable"] is False
    return {(one["field"], one["rule"]) for one in problem["errors"]}


def test_a_declaration_is_recorded_once(ledger: Ledger) -> None:
    """First 201; the same content again 200, in whatever order it lists its parts; other content 409 and no change."""
    document = takeback(lines=3)
    assert ledger.declare(document).status_code == 201
    again = ledger.declare(document | {"items": document["items"][::-1]})
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    other = ledger.declare(takeback(lines=2))
    assert (other.status_code, other.json()["type"]) == (409, "urn:ledger:takeback-conflict")
    assert len(ledger.get("/v1/takebacks").json()["takebacks"][0]["items"]) == 3


def test_what_was_declared_is_read_back(ledger: Ledger) -> None:
    """A parcel shows its take-backs as declared, but neither e-mail address nor date of birth."""
    document = takeback(lines=2)
    ledger.declare(document)
    shown = ledger.get("/v1/parcels/8r41 2077 31939").json()
    assert (shown["code"], shown["carrier"]) == ("8R41207731939", "colissimo")
    (back,) = shown["takebacks"]
    public = {key: value for key, value in document["customer"].items() if key not in ("email", "born_on")}
    assert back == document | {"customer": public, "settled": [], "received": [], "called_off_at": None}


def test_a_parcel_nobody_declared_is_not_found(ledger: Ledger) -> None:
    """404, as a problem; a code with a slash or a NUL in it is looked for or refused, never a failure."""
    for code, status in (("XX", 404), ("A%2FB", 404), ("%00", 422), ("%FF", 422), ("é", 422)):
        answer = ledger.get(f"/v1/parcels/{code}")
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


RULES = {
    "country": ({"customer": customer(country="CH")}, ("customer.country", "country")),
    "too young": ({"customer": customer(born_on="2008-11-04")}, ("customer.born_on", "age")),
    "excluded": ({"items": [item(category="swimwear")]}, ("items[0].category", "excluded_category")),
    "too old": ({"items": [item(season="2015-FW")]}, ("items[0].season", "season_too_old")),
    "current": ({"items": [item(), item(2, season="2026-FW")]}, ("items[1].season", "season_current")),
    "not sold yet": ({"items": [item(season="2027-SS")]}, ("items[0].season", "season_current")),
}


@pytest.mark.parametrize("case", RULES)
def test_what_the_programme_does_not_take_is_refused(case: str, ledger: Ledger) -> None:
    """The answer names the field and the rule; with eligibility unchecked the same declaration is recorded."""
    changes, broken = RULES[case]
    document = takeback(**changes)
    assert broken_rules(ledger.declare(document)) == {broken}
    assert ledger.declare(document | {"eligibility": "unchecked"}).status_code == 201
    assert ledger.declare(document).status_code == 200, "known is known, whatever the rules say by now"


def test_a_programme_takes_what_is_just_inside_its_rules(ledger: Ledger) -> None:
    """Eighteen on the very day, in Paris, though it is still the day before in UTC; the season that just ended."""
    document = takeback(
        accepted_at="2026-01-31T23:30:00Z",  # 1 February in Paris: SS has begun, FW 2025 is over
        customer=customer(born_on="2008-02-01"),
        items=[item(season="2025-FW"), item(2, season="2016-SS")],
    )
    assert ledger.declare(document).status_code == 201


SHAPES = {
    "amount of zero": ({"items": [item(offer={"new": 0})]}, {("items[0].offer.new", "greater_than")}),
    "amount too large": ({"items": [item(offer={"new": 10**7})]}, {("items[0].offer.new", "less_than")}),
    "fraction": ({"items": [item(offer={"new": 60.0})]}, {("items[0].offer.new", "integer")}),
    "number in text": ({"items": [item(offer={"new": "60"})]}, {("items[0].offer.new", "integer")}),
    "truth for a number": ({"items": [item(offer={"new": True})]}, {("items[0].offer.new", "integer")}),
    "bought in no grade": ({"items": [item(offer={})]}, {("items[0].offer", "not_empty")}),
    "unknown grade": ({"items": [item(offer={"good": 1})]}, {("items[0].offer.good", "unknown_field")}),
    "line twice": ({"items": [item(), item()]}, {("items[0].line", "unique"), ("items[1].line", "unique")}),
    "parcel not listed": ({"items": [item(parcel="OTHER")]}, {("items[0].parcel", "listed")}),
    "parcel twice": ({"parcels": [{"code": "8R41207731939", "carrier": "a"}] * 2}, {("parcels", "unique")}),
    "no items": ({"items": []}, {("items", "too_short")}),
    "long text": ({"customer": customer(name="x" * 201)}, {("customer.name", "too_long")}),
    "control character": ({"customer": customer(name="a\0b")}, {("customer.name", "pattern")}),
    "half a character": ({"customer": customer(city="\ud800")}, {("customer.city", "unicode")}),
    "no such day": ({"customer": customer(born_on="1990-02-30")}, {("customer.born_on", "day")}),
    "local time": ({"accepted_at": "2026-11-03T09:12:00+01:00"}, {("accepted_at", "pattern")}),
    "no such instant": ({"accepted_at": "2026-11-03T25:12:00Z"}, {("accepted_at", "instant")}),
    "unknown programme": ({"programme": "other"}, {("programme", "one_of")}),
    "unknown field": ({"colour": "red"}, {("colour", "unknown_field")}),
    "one language": ({"items": [item(title={"fr": "x"})]}, {("items[0].title.en", "required")}),
}


@pytest.mark.parametrize("case", SHAPES)
def test_what_is_no_declaration_is_refused_whoever_sends_it(case: str, ledger: Ledger) -> None:
    """A broken shape is refused with every field it breaks, whether eligibility is checked or not; nothing is kept."""
    changes, broken = SHAPES[case]
    document = takeback(**changes)
    for body in (document, document | {"eligibility": "unchecked"}):
        assert broken_rules(ledger.declare(body)) == broken
    assert ledger.get("/v1/takebacks").json()["takebacks"] == []


def test_the_feed_moves_what_changed_to_its_end(ledger: Ledger) -> None:
    """A bench that pages through sees each take-back once, and again after a decision on it, with the decision."""
    for number in range(5):
        ledger.declare(takeback(f"R-{number}", customer=customer(f"C-{number}")))
    first = ledger.get("/v1/takebacks", params={"limit": 3}).json()
    second = ledger.get("/v1/takebacks", params={"limit": 3, "after": first["next"]}).json()
    assert [one["dossier"] for page in (first, second) for one in page["takebacks"]] == [f"R-{n}" for n in range(5)]
    assert (first["more"], second["more"]) == (True, False)
    assert ledger.post(approval(1, dossier="R-1")).json()["outcome"] == "credited"
    assert ledger.post(refusal(2, dossier="R-0")).json()["outcome"] == "refused"
    third = ledger.get("/v1/takebacks", params={"after": second["next"]}).json()
    credited, refused = third["takebacks"]
    at = "2026-11-23T09:41:07.250000Z"
    settled = {"line": 1, "decision": "accepted", "grade": "very_good", "station": "BANC-01", "at": at}
    assert credited["settled"] == [settled | {"reversed": False}]
    assert (credited["dossier"], refused["dossier"]) == ("R-1", "R-0")
    assert (refused["settled"][0]["decision"], refused["settled"][0]["grade"]) == ("refused", None)
    quiet = ledger.get("/v1/takebacks", params={"after": third["next"]}).json()
    assert quiet == {"takebacks": [], "next": third["next"], "more": False}
    whole = ledger.get("/v1/takebacks").json()["takebacks"]
    assert [one["dossier"] for one in whole] == ["R-2", "R-3", "R-4", "R-1", "R-0"]


@pytest.mark.parametrize("cursor", ["x", "1.2.3.4", "1..3", "-1.0", "0" * 40, "\0", "é", "g.1"])
def test_a_cursor_of_somebody_elses_is_refused(cursor: str, ledger: Ledger) -> None:
    """What no answer ever gave as `next` is a 422 that names `after`."""
    answer = ledger.get("/v1/takebacks", params={"after": cursor})
    assert {field for field, _ in broken_rules(answer)} == {"after"}


def test_a_cursor_from_before_a_restore_begins_again(ledger: Ledger) -> None:
    """A place beyond the end was given by books that were since restored from a copy: the bench is shown everything."""
    ledger.declare(takeback())
    answer = ledger.get("/v1/takebacks", params={"after": "ffffffffff.ffff"}).json()
    assert [one["dossier"] for one in answer["takebacks"]] == ["R-1"]


def test_the_samples_of_the_demonstration_are_taken(ledger: Ledger) -> None:
    """Every sample take-back is recorded as it is, or refused by a programme rule and then recorded unchecked."""
    samples = json.loads((ROOT / "resources/samples/takebacks.json").read_text(encoding="utf-8"))
    refused = 0
    for document in samples:
        answer = ledger.declare(document)
        if answer.status_code == 422:
            refused += 1
            answer = ledger.declare(document | {"eligibility": "unchecked"})
        assert answer.status_code == 201, answer.text
    assert 0 < refused < len(samples)


def test_a_credit_taken_back_is_shown_to_every_bench(ledger: Ledger) -> None:
    """The feed shows the take-back once more, its line marked."""
    ledger.declare(takeback(lines=2))
    ledger.post(approval(1))
    ledger.post(approval(2, line=2))
    seen = ledger.get("/v1/takebacks").json()
    reversal = {"dossier": "R-1", "line": 1, "reason": "wrong piece", "person": "u-nora"}
    assert ledger.call("POST", "/v1/reversals", reversal, as_="lead").status_code == 201
    (shown,) = ledger.get("/v1/takebacks", params={"after": seen["next"]}, as_="BANC-02").json()["takebacks"]
    assert [(one["line"], one["reversed"]) for one in shown["settled"]] == [(1, True), (2, False)]
