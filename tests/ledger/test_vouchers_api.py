"""A customer's vouchers: made from the balance, of any amount, from any day of the year ahead; their code told once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import approval, takeback
from tests.ledger.test_races import at_once
from voucher_ledger.domain.voucher import last_day
from voucher_ledger.domain.voucher_code import read_code


@pytest.fixture
def rich(ledger: Ledger) -> Ledger:
    """C-1 has three pieces credited, 180 euros."""
    ledger.declare(takeback(lines=3))
    for line in (1, 2, 3):
        ledger.post(approval(line, line))
    return ledger


def test_a_voucher_takes_its_amount_from_the_balance(rich: Ledger) -> None:
    """Made today of 50 of 180 euros: valid, twelve months, 130 left, and one movement out that names it."""
    made = rich.make_voucher(5000)
    assert made.status_code == 201
    voucher = made.json()
    assert read_code(voucher.pop("code")) is not None
    assert voucher == {
        "id": voucher["id"],
        "state": "valid",
        "amount": {"minor": 5000, "currency": "EUR"},
        "remaining": {"minor": 5000, "currency": "EUR"},
        "issue_on": "2026-11-24",
        "expires_on": "2027-11-24",
    }
    assert rich.balance() == 13000
    listed = rich.get("/v1/customers/C-1/vouchers", as_="account").json()
    assert listed == {"customer": "C-1", "vouchers": [voucher]}
    moved = rich.get("/v1/customers/C-1/transfers", as_="account").json()["transfers"]
    assert [(one["kind"], one["direction"], one["amount"]["minor"]) for one in moved] == [
        ("piece_credit", "in", 6000),
        ("piece_credit", "in", 6000),
        ("piece_credit", "in", 6000),
        ("voucher_issue", "out", 5000),
    ]
    assert moved[-1]["voucher"] == voucher["id"]
    assert rich.audit() == []


def test_the_same_request_again_makes_nothing_new(rich: Ledger) -> None:
    """The same voucher, without its code: that was told once. Another request under that key is refused."""
    first, again = (rich.make_voucher(5000, "the-same-key") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json() | {"code": None}
    assert problem(rich.make_voucher(5001, "the-same-key")) == (422, "key-reuse")
    assert rich.balance() == 13000


def test_a_request_without_a_key_is_refused(rich: Ledger) -> None:
    """Nobody could tell its retry from a second voucher."""
    wanted = {"amount": {"minor": 100, "currency": "EUR"}, "issue_on": "2026-11-24"}
    answer = rich.call("POST", "/v1/customers/C-1/vouchers", wanted, as_="account")
    assert problem(answer) == (422, "invalid-request")
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"amount": {"minor": 18001, "currency": "EUR"}}, 409, "insufficient-balance"),
        ({"amount": {"minor": 100, "currency": "CHF"}}, 409, "insufficient-balance"),
        ({"amount": {"minor": 0, "currency": "EUR"}}, 422, "invalid-request"),
        ({"amount": {"minor": -5, "currency": "EUR"}}, 422, "invalid-request"),
        ({"amount": {"minor": 1.5, "currency": "EUR"}}, 422, "invalid-request"),
        ({"issue_on": "2026-11-23"}, 422, "invalid-request"),
        ({"issue_on": "2027-11-25"}, 422, "invalid-request"),
        ({"issue_on": "2027-02-29"}, 422, "invalid-request"),
    ],
)
def test_what_no_voucher_can_be_made_of(changes, status: int, code: str, rich: Ledger) -> None:
    """More than there is, another currency, nothing, a day before today or beyond a year: nothing moves."""
    assert problem(rich.make_voucher(100, **changes)) == (status, code)
    assert rich.balance() == 18000
    assert rich.get("/v1/customers/C-1/vouchers", as_="account").json()["vouchers"] == []


def test_the_whole_balance_in_several_vouchers(rich: Ledger) -> None:
    """Down to nothing, and then no more."""
    for minor in (17999, 1):
        assert rich.make_voucher(minor).status_code == 201
    assert rich.balance() == 0
    assert problem(rich.make_voucher(1)) == (409, "insufficient-balance")
    assert rich.audit() == []


def test_a_later_first_day_earmarks_the_money_now(rich: Ledger) -> None:
    """A voucher from Christmas on is waiting, its twelve months count from there, and its money is gone today."""
    voucher = rich.make_voucher(6000, issue_on="2026-12-25").json()
    assert (voucher["state"], voucher["expires_on"]) == ("waiting", "2027-12-25")
    assert rich.balance() == 12000


def test_sixteen_vouchers_at_once_of_a_balance_for_three(rich: Ledger) -> None:
    """Of sixteen requests for 60 euros of 180, exactly three are made; the balance is nothing, never less."""
    answers = at_once(16, lambda _: rich.make_voucher(6000))
    assert Counter(one.status_code for one in answers) == {201: 3, 409: 13}
    assert rich.balance() == 0
    assert rich.audit() == []


def test_sixteen_times_the_same_voucher_at_once(rich: Ledger) -> None:
    """One is made and told its code; the others name it."""
    answers = at_once(16, lambda _: rich.make_voucher(6000, "one-and-only"))
    assert Counter(one.status_code for one in answers) == {201: 1, 200: 15}
    assert len({one.json()["id"] for one in answers}) == 1
    assert sum(one.json()["code"] is not None for one in answers) == 1
    assert rich.balance() == 12000


def test_another_code_ends_the_one_before(rich: Ledger) -> None:
    """Who lost the code gets another; the lost one opens nothing, whoever found it."""
    first = rich.make_voucher(5000).json()
    second = rich.call("POST", f"/v1/customers/C-1/vouchers/{first['id']}/code", as_="account")
    assert second.status_code == 201
    assert problem(rich.redeem(first["code"], 100, "A-1")) == (404, "unknown-voucher")
    assert rich.redeem(second.json()["code"], 100, "A-1").status_code == 201


def test_nobody_sees_anothers_vouchers(rich: Ledger) -> None:
    """A voucher is found under its customer only; a customer nobody declared has none."""
    mine = rich.make_voucher(5000).json()["id"]
    rich.declare(takeback("R-2", customer={**takeback()["customer"], "ref": "C-2"}))
    assert rich.get("/v1/customers/C-2/vouchers", as_="account").json()["vouchers"] == []
    answer = rich.call("POST", f"/v1/customers/C-2/vouchers/{mine}/code", as_="account")
    assert problem(answer) == (404, "not-found")
    assert problem(rich.get("/v1/customers/C-9/vouchers", as_="account")) == (404, "not-found")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 1, 31), date(2028, 1, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2026, 12, 1), date(2027, 12, 1)),
    ],
)
def test_the_last_day_is_the_same_day_a_year_later(first: date, last: date) -> None:
    """And the last of February for a voucher of 29 February."""
    assert last_day(first) == last


def test_the_day_is_paris_not_utc(rich: Ledger) -> None:
    """At 23:30 UTC of the 24th it is the 25th in Paris: a voucher made then begins on the 25th."""
    rich.clock.at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert problem(rich.make_voucher(100, issue_on="2026-11-24")) == (422, "invalid-request")
    assert rich.make_voucher(100, issue_on="2026-11-25").json()["state"] == "valid"
