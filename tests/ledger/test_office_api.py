"""Leads and finance: a credit taken back, a balance corrected by two persons, tasks closed, the books read."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import approval, refusal, takeback
from tests.ledger.test_races import at_once
from voucher_ledger.cli import main


@pytest.fixture
def credited(ledger: Ledger) -> Ledger:
    """C-1 has lines 1 and 2 of R-1 credited, 120 euros; line 3 was refused."""
    ledger.declare(takeback(lines=4))
    for seq, one in enumerate((approval(1, 1), approval(2, 2), refusal(3, 3)), 1):
        assert ledger.post(one | {"seq": seq}).status_code == 201
    return ledger


def reverse(ledger: Ledger, line: int, as_: str = "lead", **more: Any):
    return ledger.call(
        "POST", "/v1/reversals", {"dossier": "R-1", "line": line, "reason": "wrong piece"} | more, as_=as_
    )


def adjust(ledger: Ledger, minor: int, direction: str = "credit", as_: str = "finance", key: str | None = None):
    asked = {
        "customer": "C-1",
        "direction": direction,
        "amount": {"minor": minor, "currency": "EUR"},
        "reason": "goodwill",
    }
    return ledger.keyed("POST", "/v1/adjustments", asked, key, as_=as_)


def reply(ledger: Ledger, adjustment: str, as_: str, *, approved: bool = True):
    return ledger.call("POST", f"/v1/adjustments/{adjustment}/answer", {"approved": approved}, as_=as_)


def tasks(ledger: Ledger, **which: Any) -> list[dict[str, Any]]:
    return ledger.get("/v1/review-tasks", params=which, as_="lead").json()["tasks"]


def test_a_credit_is_taken_back_once(credited: Ledger) -> None:
    """The balance falls by the credit, the statement says why, the bench sees its take-back again; a retry is the same
    reversal.
    """
    before = credited.get("/v1/takebacks").json()["next"]
    first, again = reverse(credited, 1), reverse(credited, 1)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert credited.balance() == 6000
    last = credited.get("/v1/customers/C-1/transfers").json()["transfers"][-1]
    assert (last["kind"], last["direction"], last["reason"]) == ("piece_reversal", "out", "wrong piece")
    changed = credited.get("/v1/takebacks", params={"after": before}).json()["takebacks"]
    assert [one["dossier"] for one in changed] == ["R-1"]
    assert credited.audit() == []


def test_a_bench_reverses_in_a_leads_name(credited: Ledger) -> None:
    """The movement names the bench and the lead."""
    assert reverse(credited, 1, as_="BANC-01", person="u-nora").status_code == 201
    last = credited.get("/v1/movements", as_="finance").json()["movements"][-1]
    assert last["actor"] == "BANC-01: u-nora"


def test_what_was_never_credited_is_not_reversed(credited: Ledger) -> None:
    """A refused line, an undecided one, one nobody declared."""
    for line in (3, 4, 99):
        assert problem(reverse(credited, line)) == (409, "not-credited")


def test_a_reversed_piece_is_not_credited_again(credited: Ledger) -> None:
    """The line stays decided: another approval is a duplicate, and the balance does not move."""
    reverse(credited, 1)
    assert credited.post(approval(9, 1)).json()["outcome"] == "duplicate"
    assert credited.balance() == 6000


def test_spent_money_is_not_taken_back(credited: Ledger) -> None:
    """The balance never goes below zero: a task is opened, one however often it is asked; once money is there again the
    reversal is done and closes its task.
    """
    credited.make_voucher(10000)
    first, again = reverse(credited, 1), reverse(credited, 1)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert (credited.balance(), first.json()["transfer"]) == (2000, None)
    (task,) = tasks(credited)
    assert (task["id"], task["kind"], task["dossier"], task["line"]) == (first.json()["task"], "uncovered", "R-1", 1)
    credited.post(approval(10, 4))
    assert reverse(credited, 1).status_code == 201
    assert (credited.balance(), tasks(credited)) == (2000, [])
    assert tasks(credited, resolved=True)[0]["resolved_by"] == "lead"
    assert credited.audit() == []


def test_a_task_opens_again(credited: Ledger) -> None:
    """Closed by hand while the money was spent, and reversed again: the same task, open."""
    credited.make_voucher(12000)
    task = reverse(credited, 1).json()["task"]
    path = f"/v1/review-tasks/{task}/resolve"
    assert credited.call("POST", path, {"resolution": "customer keeps it"}, as_="lead").status_code == 200
    assert problem(credited.call("POST", path, {"resolution": "again"}, as_="finance")) == (409, "already-answered")
    assert tasks(credited) == []
    assert reverse(credited, 1).json()["task"] == task
    assert [one["id"] for one in tasks(credited)] == [task]


def test_a_voucher_and_a_reversal_at_once(credited: Ledger) -> None:
    """Of 120 euros, a voucher of 100 and two reversals of 60: who comes second finds too little; never below zero."""
    acts = (lambda: credited.make_voucher(10000), lambda: reverse(credited, 1), lambda: reverse(credited, 2))
    answers = at_once(12, lambda n: acts[n % 3]())
    made = sum(one.status_code == 201 for one in answers[0::3])
    back = len({one.json()["transfer"] for n, one in enumerate(answers) if n % 3 and one.json()["transfer"]})
    assert credited.balance() == 12000 - 10000 * made - 6000 * back
    assert credited.balance() >= 0
    assert (made, back) in {(1, 0), (0, 2), (0, 1)}
    assert credited.audit() == []


def test_sixteen_reversals_at_once(credited: Ledger) -> None:
    """One is done, fifteen are told of it."""
    answers = at_once(16, lambda _: reverse(credited, 1))
    assert Counter(one.status_code for one in answers) == {201: 1, 200: 15}
    assert credited.balance() == 6000


def test_an_adjustment_needs_two_persons(credited: Ledger) -> None:
    """Nothing moves until another one approves; who asked may not; nobody answers twice."""
    asked = adjust(credited, 1500)
    assert (asked.status_code, credited.balance()) == (201, 12000)
    assert problem(reply(credited, asked.json()["id"], "finance")) == (403, "second-person-needed")
    done = reply(credited, asked.json()["id"], "treasury").json()
    assert (done["approved"], done["answered_by"], credited.balance()) == (True, "treasury", 13500)
    assert problem(reply(credited, asked.json()["id"], "treasury")) == (409, "already-answered")
    assert credited.get("/v1/adjustments", as_="finance").json()["adjustments"] == []
    assert credited.audit() == []


def test_a_declined_adjustment_moves_nothing(credited: Ledger) -> None:
    """It leaves the list of those that wait."""
    asked = adjust(credited, 1500, "debit").json()
    assert [one["id"] for one in credited.get("/v1/adjustments", as_="finance").json()["adjustments"]] == [asked["id"]]
    declined = reply(credited, asked["id"], "treasury", approved=False).json()
    assert (declined["approved"], declined["transfer"], credited.balance()) == (False, None, 12000)
    assert credited.get("/v1/adjustments", as_="finance").json()["adjustments"] == []


def test_an_adjustment_never_overdraws(credited: Ledger) -> None:
    """A debit of more than there is is refused when it is approved, and may be approved once there is enough."""
    asked = adjust(credited, 12001, "debit").json()["id"]
    assert problem(reply(credited, asked, "treasury")) == (409, "insufficient-balance")
    credited.post(approval(10, 4))
    assert reply(credited, asked, "treasury").status_code == 200
    assert credited.balance() == 5999


def test_an_adjustment_is_asked_once(credited: Ledger) -> None:
    """The same key is the same adjustment; approving it sixteen times at once moves the money once."""
    first, again = (adjust(credited, 1500, key="the-same-key").json() for _ in range(2))
    assert first == again
    answers = at_once(16, lambda _: reply(credited, first["id"], "treasury"))
    assert Counter(one.status_code for one in answers) == {200: 1, 409: 15}
    assert credited.balance() == 13500
    assert credited.audit() == []


def test_conflicts_are_listed_and_closed(credited: Ledger) -> None:
    """Two benches decided differently: the task names both approvals; closing it says who and what."""
    rival = refusal(1, 1)
    assert credited.post(rival, as_="BANC-02").json()["outcome"] == "conflict"
    (task,) = tasks(credited)
    assert (task["kind"], task["approval"], task["station"]) == ("conflict", rival["id"], "BANC-02")
    assert task["winner"] is not None
    closed = credited.call(
        "POST", f"/v1/review-tasks/{task['id']}/resolve", {"resolution": "stands"}, as_="lead"
    ).json()
    assert (closed["resolved_by"], closed["resolution"]) == ("lead", "stands")
    assert problem(credited.call("POST", "/v1/review-tasks/77/resolve", {"resolution": "?"}, as_="lead")) == (
        404,
        "not-found",
    )


def test_the_books_are_read_page_by_page(credited: Ledger) -> None:
    """Every transfer once and in order, with its two accounts; what is owed sums to nothing."""
    credited.make_voucher(1000)
    reverse(credited, 2)
    seen: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = credited.get(
            "/v1/movements", params={"limit": 2} | ({"after": after} if after else {}), as_="finance"
        ).json()
        seen += page["movements"]
        after, more = page["next"], page["more"]
    assert [one["kind"] for one in seen] == ["piece_credit", "piece_credit", "voucher_issue", "piece_reversal"]
    assert (seen[0]["debit"], seen[0]["credit"]) == ("house:stock:EUR", "customer:C-1:EUR")
    owed = credited.get("/v1/liabilities", as_="finance").json()["liabilities"]
    assert sum(one["amount"]["minor"] for one in owed) == 0
    assert {one["name"]: one["amount"]["minor"] for one in owed} == {
        "customers": 5000,
        "vouchers": 1000,
        "house:stock": -6000,
    }


@pytest.mark.parametrize(
    ("method", "path", "who"),
    [
        ("POST", "/v1/customers/C-1/vouchers", {"account"}),
        ("GET", "/v1/customers/C-1/vouchers", {"account"}),
        ("POST", "/v1/vouchers/lookup", {"brand"}),
        ("POST", "/v1/redemptions", {"brand"}),
        ("POST", "/v1/reversals", {"lead", "BANC-01"}),
        ("POST", "/v1/adjustments", {"finance"}),
        ("GET", "/v1/adjustments", {"finance"}),
        ("GET", "/v1/review-tasks", {"lead", "finance", "BANC-01"}),
        ("POST", "/v1/review-tasks/1/resolve", {"lead", "finance"}),
        ("GET", "/v1/movements", {"finance"}),
        ("GET", "/v1/liabilities", {"finance"}),
    ],
)
def test_each_door_opens_to_its_own(method: str, path: str, who: set[str], ledger: Ledger) -> None:
    """Everybody else gets 403, and nobody without a token gets past 401."""
    for name in ("BANC-01", "shop", "finance", "lead", "account", "brand"):
        status = ledger.call(method, path, {} if method == "POST" else None, as_=name).status_code
        assert (status == 403) == (name not in who), name
        assert status != 401
    assert ledger.client.request(method, path, json={}).status_code == 401


def test_finance_takes_the_movements_away(credited: Ledger, url, capsys: pytest.CaptureFixture[str]) -> None:
    """As CSV, one line a transfer; a reason that a spreadsheet would run as a formula is made inert."""
    reverse(credited, 1, reason="=1+1")
    given = url.render_as_string(hide_password=False)
    assert main(["export", "movements", "--database-url", given]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["kind"], row["minor"]) for row in rows] == [
        ("piece_credit", "6000"),
        ("piece_credit", "6000"),
        ("piece_reversal", "6000"),
    ]
    assert rows[-1]["reason"] == "'=1+1"
    assert main(["export", "liabilities", "--database-url", given]) == 0
    assert "customers,6000,EUR" in capsys.readouterr().out


def test_finance_cancels_what_a_voucher_still_holds(credited: Ledger) -> None:
    """What is held for an order stays held; the rest is the customer's balance again; asked twice, it is done once."""
    made = credited.make_voucher(5000).json()
    held = credited.redeem(made["code"], 1000, "A-1").json()["id"]
    path = f"/v1/vouchers/{made['id']}/cancel"
    first, again = (credited.call("POST", path, {"reason": "asked by mail"}, as_="finance") for _ in range(2))
    assert (first.status_code, again.status_code, first.json()["remaining"]["minor"]) == (200, 200, 0)
    assert credited.balance() == 7000 + 4000
    assert problem(credited.redeem(made["code"], 1, "A-2")) == (409, "insufficient-balance")
    assert credited.call("POST", f"/v1/redemptions/{held}/void", as_="brand").status_code == 200
    assert credited.call("POST", path, {"reason": "the rest"}, as_="finance").status_code == 200
    assert credited.balance() == 12000
    last = credited.get("/v1/movements", as_="finance").json()["movements"][-1]
    assert (last["kind"], last["actor"], last["reason"]) == ("voucher_cancel", "finance", "the rest")
    assert problem(credited.call("POST", path, {"reason": "x"}, as_="lead")) == (403, "forbidden")
    assert credited.audit() == []


def test_an_ended_voucher_is_not_cancelled(credited: Ledger) -> None:
    """It lapsed; what finance wants to give then is an adjustment."""
    made = credited.make_voucher(5000).json()
    credited.clock.at += timedelta(days=366)
    answer = credited.call("POST", f"/v1/vouchers/{made['id']}/cancel", {"reason": "late"}, as_="finance")
    assert problem(answer) == (409, "voucher-not-usable")
    assert credited.balance() == 7000
