"""A voucher is used: held, captured or voided, refunded; in three networks, on its days, each cent once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import NOW, approval, takeback
from tests.ledger.test_races import at_once
from voucher_ledger.application import access
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.redeem import GUESSES_MAX, GUESSES_WITHIN, HOLD_FOR, void_forgotten
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher_code import new_code


@pytest.fixture
def open_till(ledger: Ledger) -> Ledger:
    """C-1 had 60 euros credited."""
    ledger.declare(takeback())
    ledger.post(approval(1))
    return ledger


@pytest.fixture
def code(open_till: Ledger) -> str:
    """Of a voucher of 50 euros, valid today."""
    return open_till.make_voucher(5000).json()["code"]


def act(ledger: Ledger, redemption: str, verb: str, as_: str = "brand", **body: Any):
    path = f"/v1/redemptions/{redemption}/{verb}"
    return ledger.keyed("POST", path, body, as_=as_) if body else ledger.call("POST", path, as_=as_)


def remaining(ledger: Ledger) -> int:
    (voucher,) = ledger.get("/v1/customers/C-1/vouchers", as_="account").json()["vouchers"]
    return voucher["remaining"]["minor"]


def eur(minor: int) -> dict[str, Any]:
    return {"minor": minor, "currency": "EUR"}


def test_held_then_captured(open_till: Ledger, code: str) -> None:
    """The amount leaves the voucher when it is held; capturing sells it, once, however often it is asked."""
    held = open_till.redeem(code, 2000, "A-1")
    assert held.status_code == 201
    assert (held.json()["state"], held.json()["remaining"]) == ("held", eur(3000))
    first, again = (act(open_till, held.json()["id"], "capture") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (200, "captured")
    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert remaining(open_till) == 3000
    assert problem(act(open_till, held.json()["id"], "void")) == (409, "hold-ended")
    assert open_till.audit() == []


def test_held_then_voided(open_till: Ledger, code: str) -> None:
    """The amount is the voucher's again, once; a voided hold is not captured; a new attempt is a new order."""
    held = open_till.redeem(code, 2000, "A-1").json()["id"]
    assert [act(open_till, held, "void").json()["state"] for _ in range(2)] == ["voided", "voided"]
    assert remaining(open_till) == 5000
    assert problem(act(open_till, held, "capture")) == (409, "hold-ended")
    assert problem(open_till.redeem(code, 2000, "A-1")) == (409, "order-known")
    assert open_till.redeem(code, 2000, "A-2").status_code == 201
    assert open_till.audit() == []


def test_sold_at_once_in_parts_in_each_network(open_till: Ledger, code: str) -> None:
    """A till sells without a hold; the voucher is used in all three networks until nothing is left."""
    for point, minor in (("brand", 2000), ("secondhand", 2500), ("boutique", 500)):
        answer = open_till.redeem(code, minor, "A-1", capture=True, as_=point)
        assert (answer.status_code, answer.json()["state"]) == (201, "captured")
    assert problem(open_till.redeem(code, 1, "A-2")) == (409, "insufficient-balance")
    (voucher,) = open_till.get("/v1/customers/C-1/vouchers", as_="account").json()["vouchers"]
    assert voucher["state"] == "spent"
    owed = open_till.get("/v1/liabilities", as_="finance").json()["liabilities"]
    assert {one["name"]: one["amount"]["minor"] for one in owed} == {
        "customers": 1000,
        "vouchers": 0,
        "house:stock": -6000,
        "house:hold:brand_web": 0,
        "house:hold:secondhand_web": 0,
        "house:hold:own_boutique": 0,
        "house:clearing:brand_web": 2000,
        "house:clearing:secondhand_web": 2500,
        "house:clearing:own_boutique": 500,
    }
    assert open_till.audit() == []


def test_never_in_a_department_store_corner(open_till: Ledger, code: str) -> None:
    """Its token is refused before the code is looked at, and no hold exists."""
    assert problem(open_till.redeem(code, 100, "A-1", as_="corner")) == (403, "network-refused")
    assert problem(open_till.call("POST", "/v1/vouchers/lookup", {"code": code}, as_="corner"))[0] == 403
    assert remaining(open_till) == 5000


def test_the_same_hold_again(open_till: Ledger, code: str) -> None:
    """Under the same key it is the same hold; other content under it is refused, so is the order under a new key."""
    first, again = (open_till.redeem(code, 2000, "A-1", "the-same-key") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert problem(open_till.redeem(code, 2001, "A-1", "the-same-key")) == (422, "key-reuse")
    assert problem(open_till.redeem(code, 2000, "A-1", capture=True, key="the-same-key")) == (422, "key-reuse")
    assert problem(open_till.redeem(code, 2000, "A-1")) == (409, "order-known")
    assert remaining(open_till) == 3000


def test_sixteen_tills_at_once(open_till: Ledger, code: str) -> None:
    """Of sixteen redemptions of 10 euros on 50, exactly five succeed; the voucher is at nothing, never below."""
    points = ("brand", "secondhand", "boutique")
    answers = at_once(16, lambda n: open_till.redeem(code, 1000, f"A-{n}", capture=n % 2 == 0, as_=points[n % 3]))
    assert Counter(one.status_code for one in answers) == {201: 5, 409: 11}
    assert remaining(open_till) == 0
    assert open_till.audit() == []


def test_capture_and_void_at_once(open_till: Ledger, code: str) -> None:
    """A hold has one end: of eight that capture and eight that void, all of one kind win and agree."""
    held = open_till.redeem(code, 2000, "A-1").json()["id"]
    answers = at_once(16, lambda n: act(open_till, held, ("capture", "void")[n % 2]))
    assert Counter(one.status_code for one in answers) == {200: 8, 409: 8}
    state = open_till.get(f"/v1/redemptions/{held}", as_="brand").json()["state"]
    assert {one.json()["state"] for one in answers if one.status_code == 200} == {state}
    assert remaining(open_till) == (3000 if state == "captured" else 5000)
    assert open_till.audit() == []


def test_a_forgotten_hold_ends_by_itself(open_till: Ledger, code: str) -> None:
    """After half an hour it is not captured any more; the sweep gives the money back, once; so does the next use."""
    held = open_till.redeem(code, 5000, "A-1").json()["id"]
    open_till.clock.at = NOW + HOLD_FOR
    assert problem(act(open_till, held, "capture")) == (409, "hold-ended")
    assert open_till.redeem(code, 5000, "A-2").status_code == 201
    open_till.clock.at += HOLD_FOR
    assert [void_forgotten(open_till.store, open_till.clock) for _ in range(2)] == [1, 0]
    assert remaining(open_till) == 5000
    assert act(open_till, held, "void").json()["state"] == "voided"
    assert open_till.audit() == []


def test_the_last_second_of_a_hold(open_till: Ledger, code: str) -> None:
    """One microsecond before it ends it is captured."""
    held = open_till.redeem(code, 5000, "A-1").json()["id"]
    open_till.clock.at = NOW + HOLD_FOR - timedelta(microseconds=1)
    assert act(open_till, held, "capture").json()["state"] == "captured"


@pytest.mark.parametrize(
    ("issue_on", "moment", "status"),
    [
        ("2026-12-25", datetime(2026, 12, 24, 22, 59, 59, tzinfo=UTC), 409),  # 23:59:59 of Christmas Eve in Paris
        ("2026-12-25", datetime(2026, 12, 24, 23, 0, 0, tzinfo=UTC), 201),
        ("2026-11-24", datetime(2027, 11, 24, 22, 59, 59, tzinfo=UTC), 201),  # the last second of the last day
        ("2026-11-24", datetime(2027, 11, 24, 23, 0, 0, tzinfo=UTC), 409),
        ("2027-03-28", datetime(2028, 3, 28, 21, 59, 59, tzinfo=UTC), 201),  # summer time: midnight is 22:00 UTC
        ("2027-03-28", datetime(2028, 3, 28, 22, 0, 0, tzinfo=UTC), 409),
        ("2027-10-31", datetime(2027, 10, 30, 21, 59, 59, tzinfo=UTC), 409),  # the night the clocks go back
        ("2027-10-31", datetime(2027, 10, 30, 22, 0, 0, tzinfo=UTC), 201),
    ],
)
def test_from_its_first_second_through_its_last(
    issue_on: str, moment: datetime, status: int, open_till: Ledger
) -> None:
    """Midnight is Paris's: in winter, in summer and in the night between."""
    code = open_till.make_voucher(5000, issue_on=issue_on).json()["code"]
    open_till.clock.at = moment
    answer = open_till.redeem(code, 100, "A-1")
    assert answer.status_code == status
    assert status == 201 or problem(answer)[1] == "voucher-not-usable"


def test_a_voucher_of_the_29th_of_february(open_till: Ledger) -> None:
    """Ends with 28 February of the year after."""
    open_till.clock.at = datetime(2027, 12, 1, tzinfo=UTC)
    made = open_till.make_voucher(5000, issue_on="2028-02-29").json()
    assert made["expires_on"] == "2029-02-28"
    open_till.clock.at = datetime(2029, 2, 28, 22, 59, 59, tzinfo=UTC)
    assert open_till.redeem(made["code"], 100, "A-1").status_code == 201


def test_what_is_left_at_the_end_goes_to_breakage_once(open_till: Ledger, code: str) -> None:
    """Not on the last day, on the next; twice is once; a hold made in time is still captured, and one voided after the
    end is swept by the next run.
    """
    open_till.clock.at = datetime(2027, 11, 24, 22, 50, tzinfo=UTC)
    sold, unsold = (open_till.redeem(code, minor, f"A-{minor}").json()["id"] for minor in (1500, 1000))
    assert expire_vouchers(open_till.store, open_till.clock) == 0
    open_till.clock.at = datetime(2027, 11, 24, 23, 5, tzinfo=UTC)
    assert [expire_vouchers(open_till.store, open_till.clock) for _ in range(2)] == [1, 0]
    assert act(open_till, sold, "capture").json()["state"] == "captured"
    assert act(open_till, unsold, "void").json()["state"] == "voided"
    assert expire_vouchers(open_till.store, open_till.clock) == 1
    owed = open_till.get("/v1/liabilities", as_="finance").json()["liabilities"]
    assert {one["name"]: one["amount"]["minor"] for one in owed}["house:breakage"] == 3500
    (voucher,) = open_till.get("/v1/customers/C-1/vouchers", as_="account").json()["vouchers"]
    assert voucher["remaining"]["minor"] == 0
    assert open_till.audit() == []


def test_refunded_in_parts_never_more_than_sold(open_till: Ledger, code: str) -> None:
    """Twenty euros sold: seven and thirteen come back to the voucher, a cent more does not; a retry is one refund."""
    sold = open_till.redeem(code, 2000, "A-1", capture=True).json()["id"]
    path = f"/v1/redemptions/{sold}/refund"
    first, again = (open_till.keyed("POST", path, {"amount": eur(700)}, "back-700", as_="brand") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["refunded"], first.json()["remaining"]) == (eur(700), eur(3700))
    assert act(open_till, sold, "refund", amount=eur(1300)).json()["refunded"] == eur(2000)
    assert problem(act(open_till, sold, "refund", amount=eur(1))) == (409, "refund-exceeds")
    assert remaining(open_till) == 5000
    assert open_till.audit() == []


def test_refunds_at_once_never_exceed(open_till: Ledger, code: str) -> None:
    """Of sixteen refunds of 5 euros of a sale of 20, exactly four succeed."""
    sold = open_till.redeem(code, 2000, "A-1", capture=True).json()["id"]
    answers = at_once(16, lambda _: act(open_till, sold, "refund", amount=eur(500)))
    assert Counter(one.status_code for one in answers) == {201: 4, 409: 12}
    assert remaining(open_till) == 5000


def test_a_refund_after_the_end_goes_to_the_balance(open_till: Ledger, code: str) -> None:
    """The voucher is over: its owner gets the money back as balance and can make a new one."""
    sold = open_till.redeem(code, 2000, "A-1", capture=True).json()["id"]
    open_till.clock.at = datetime(2027, 11, 25, 12, tzinfo=UTC)
    expire_vouchers(open_till.store, open_till.clock)
    assert act(open_till, sold, "refund", amount=eur(2000)).status_code == 201
    assert (open_till.balance(), remaining(open_till)) == (1000 + 2000, 0)
    assert expire_vouchers(open_till.store, open_till.clock) == 0
    assert open_till.audit() == []


def test_a_hold_is_not_refunded(open_till: Ledger, code: str) -> None:
    """It is voided."""
    held = open_till.redeem(code, 2000, "A-1").json()["id"]
    assert problem(act(open_till, held, "refund", amount=eur(1))) == (409, "hold-ended")


def test_one_point_knows_nothing_of_anothers_orders(open_till: Ledger, code: str) -> None:
    """Another till cannot see, capture, void or refund; the same order number there is another order."""
    held = open_till.redeem(code, 2000, "A-1").json()["id"]
    assert problem(open_till.get(f"/v1/redemptions/{held}", as_="boutique")) == (404, "not-found")
    for verb in ("capture", "void"):
        assert problem(act(open_till, held, verb, as_="boutique")) == (404, "not-found")
    assert problem(act(open_till, held, "refund", as_="boutique", amount=eur(1))) == (404, "not-found")
    assert open_till.redeem(code, 1000, "A-1", as_="boutique").status_code == 201


def test_a_retry_under_a_new_token_is_the_same_request(open_till: Ledger, code: str) -> None:
    """The token was changed between a request and its retry: one hold, one refund."""
    first = open_till.redeem(code, 2000, "A-1", "the-same-key", capture=True).json()
    path = f"/v1/redemptions/{first['id']}/refund"
    open_till.keyed("POST", path, {"amount": eur(500)}, "back-500", as_="brand")
    scopes = frozenset({Scope.POS})
    _, secret = access.add_token("brand-new", scopes, open_till.store, open_till.clock, sales_point="brand")
    open_till.tokens["brand"] = secret
    assert open_till.redeem(code, 2000, "A-1", "the-same-key", capture=True).status_code == 200
    again = open_till.keyed("POST", path, {"amount": eur(500)}, "back-500", as_="brand")
    assert (again.status_code, again.json()["refunded"]) == (200, eur(500))
    assert remaining(open_till) == 3500


def test_guessing_locks_the_till_out(open_till: Ledger, code: str) -> None:
    """Ten codes nobody has, by lookup or by use, and this till is not heard for a quarter of an hour, even with a good
    code; other tills are.
    """
    for n in range(GUESSES_MAX):
        wrong = new_code() if n % 2 else "not a code"
        asked = open_till.redeem(wrong, 1, f"A-{n}") if n % 3 else _look_up(open_till, wrong)
        assert problem(asked) == (404, "unknown-voucher")
    locked = open_till.redeem(code, 100, "B-1")
    assert problem(locked) == (429, "too-many-guesses")
    assert (locked.json()["retryable"], locked.headers["Retry-After"]) == (True, "900")
    assert problem(_look_up(open_till, code)) == (429, "too-many-guesses")
    assert open_till.redeem(code, 100, "B-1", as_="boutique").status_code == 201
    open_till.clock.at = NOW + GUESSES_WITHIN
    assert open_till.redeem(code, 100, "B-2").status_code == 201


def test_a_till_looks_a_voucher_up(open_till: Ledger, code: str) -> None:
    """As typed, in lower case and without dashes; the answer has no code and no customer."""
    found = _look_up(open_till, code.lower().replace("-", " ")).json()
    assert (found["state"], found["remaining"]) == ("valid", eur(5000))
    assert set(found) == {"id", "state", "amount", "remaining", "issue_on", "expires_on"}


def test_the_books_hold_no_code(open_till: Ledger, code: str, engine) -> None:
    """Neither the code nor its undashed form stands anywhere in the database."""
    plain = code.replace("-", "")
    with engine.connect() as connection:
        for table in ("voucher", "voucher_code", "redemption", "idempotency", "transfer"):
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert plain not in repr(rows)
            assert code not in repr(rows)


def _look_up(ledger: Ledger, code: str):
    return ledger.call("POST", "/v1/vouchers/lookup", {"code": code}, as_="brand")
