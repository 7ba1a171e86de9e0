"""Decisions through the API: what each outcome means, and that a retry gets the first answer."""

from __future__ import annotations

import pytest

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import approval, customer, item, refusal, takeback


@pytest.fixture
def open_books(ledger: Ledger) -> Ledger:
    ledger.declare(takeback(lines=4))
    return ledger


def test_an_acceptance_is_credited(open_books: Ledger) -> None:
    """201, the offer's amount, a transfer, the balance after it; the customer's statement shows the same transfer."""
    sent = approval(1)
    answer = open_books.post(sent)
    result = answer.json()
    transfer = result.pop("transfer")
    assert answer.status_code == 201
    assert result == {
        "id": sent["id"],
        "outcome": "credited",
        "reason": None,
        "amount": {"minor": 6000, "currency": "EUR"},
        "winner": None,
        "balance_after": {"minor": 6000, "currency": "EUR"},
        "replayed": False,
    }
    (line,) = open_books.get("/v1/customers/C-1/transfers", as_="finance").json()["transfers"]
    assert line == {
        "id": transfer,
        "kind": "piece_credit",
        "direction": "in",
        "amount": {"minor": 6000, "currency": "EUR"},
        "dossier": "R-1",
        "line": 1,
        "piece": sent["piece"],
        "voucher": None,
        "reason": None,
        "at": "2026-11-24T10:00:00Z",
    }
    assert open_books.audit() == []


@pytest.mark.parametrize(
    ("declared", "found", "paid"),
    [
        ("new", "new", 9500),
        ("new", "excellent", 8000),
        ("new", "very_good", 6000),
        ("excellent", "new", 8000),
        ("excellent", "excellent", 8000),
        ("excellent", "very_good", 6000),
        ("very_good", "new", 6000),
        ("very_good", "excellent", 6000),
        ("very_good", "very_good", 6000),
    ],
)
def test_the_lower_of_declared_and_found_grade_is_paid(declared: str, found: str, paid: int, ledger: Ledger) -> None:
    """The amount is the accepted offer at the lower grade, in all nine cases."""
    ledger.declare(takeback(items=[item(declared_grade=declared)]))
    result = ledger.post(approval(1, grade=found, claimed={"minor": paid, "currency": "EUR"})).json()
    assert (result["outcome"], result["amount"]["minor"], ledger.balance()) == ("credited", paid, paid)


def test_a_retry_gets_the_first_answer(open_books: Ledger) -> None:
    """200, a header, and the same body but for `replayed`, although the balance has moved on since."""
    sent = approval(1)
    first = open_books.post(sent).json()
    open_books.post(approval(2, line=2))
    again = open_books.post(sent)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert again.json() == first | {"replayed": True}
    assert open_books.balance() == 12000


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "excellent", "claimed": {"minor": 8000, "currency": "EUR"}},
        {"line": 2},
        {"seq": 2},
        {"operator": "u-max"},
        {"evidence": []},
        {"occurred_at": "2026-11-23T09:41:07.250001Z"},
    ],
)
def test_an_id_with_other_content_is_refused(change: dict, open_books: Ledger) -> None:
    """422 key-reuse whatever differs, and nothing changes: not the money, not the kept content."""
    sent = approval(1)
    open_books.post(sent)
    assert problem(open_books.post(sent | change)) == (422, "key-reuse")
    assert open_books.balance() == 6000
    assert open_books.post(sent).json()["replayed"] is True


def test_an_id_of_another_bench_is_refused(open_books: Ledger) -> None:
    """The very same document from another bench is not a retry."""
    sent = approval(1)
    open_books.post(sent)
    assert problem(open_books.post(sent, as_="BANC-02")) == (422, "key-reuse")


def test_a_place_in_the_sequence_is_taken_once(open_books: Ledger) -> None:
    """Another approval under a taken (epoch, seq) is a 409; another bench has places of its own."""
    open_books.post(approval(1))
    assert problem(open_books.post(approval(1, line=2))) == (409, "station-sequence-conflict")
    assert open_books.post(approval(1, line=3), as_="BANC-02").json()["outcome"] == "credited"
    assert problem(open_books.post(approval(2, line=2, epoch=2))) == (409, "station-sequence-conflict")


@pytest.mark.parametrize("make", [approval, refusal])
def test_two_benches_with_the_same_result_are_a_duplicate(make, open_books: Ledger) -> None:
    """The second is told who was first; one credit or refusal stands, and nobody has to look."""
    first = make(1)
    open_books.post(first)
    second = open_books.post(make(1), as_="BANC-02").json()
    assert (second["outcome"], second["transfer"], second["balance_after"]) == ("duplicate", None, None)
    assert second["winner"] == {
        "approval": first["id"],
        "station": "BANC-01",
        "decision": first["decision"],
        "grade": first["grade"],
        "at": "2026-11-23T09:41:07.250000Z",
    }
    assert open_books.balance() == (6000 if make is approval else 0)
    assert open_books.audit() == []


OTHERS = {
    "better": (approval(1), approval(1, grade="excellent", claimed={"minor": 8000, "currency": "EUR"}), 6000),
    "refused after accepted": (approval(1), refusal(1), 6000),
    "accepted after refused": (refusal(1), approval(1), 0),
}


@pytest.mark.parametrize("case", OTHERS)
def test_two_benches_with_other_results_are_a_conflict(case: str, open_books: Ledger) -> None:
    """The first stands, the second is kept and becomes a task for a person; its retry says conflict again."""
    first, second, balance = OTHERS[case]
    open_books.post(first)
    answer = open_books.post(second, as_="BANC-02").json()
    assert (answer["outcome"], answer["winner"]["approval"]) == ("conflict", first["id"])
    assert open_books.post(second, as_="BANC-02").json() == answer | {"replayed": True}
    assert open_books.balance() == balance
    assert open_books.audit() == [], "the review task is there"


def test_a_piece_is_paid_once(open_books: Ledger) -> None:
    """The same garment under another line is kept as rejected, with who was paid for it; the line stays open."""
    first = approval(1)
    open_books.post(first)
    again = open_books.post(approval(2, line=2, piece=first["piece"])).json()
    assert (again["outcome"], again["reason"]) == ("rejected", "piece-already-used")
    assert again["winner"]["approval"] == first["id"]
    assert open_books.post(approval(3, line=2)).json()["outcome"] == "credited"
    assert open_books.audit() == []


def test_the_benchs_amount_is_only_compared(open_books: Ledger) -> None:
    """A tampered amount moves nothing and says what the offer is; the right one is credited afterwards."""
    wrong = open_books.post(approval(1, claimed={"minor": 600000, "currency": "EUR"})).json()
    assert (wrong["outcome"], wrong["amount"]["minor"], wrong["transfer"]) == ("amount_mismatch", 6000, None)
    other = open_books.post(approval(2, claimed={"minor": 6000, "currency": "USD"})).json()
    assert other["outcome"] == "amount_mismatch"
    assert open_books.balance() == 0
    assert open_books.post(approval(3)).json()["outcome"] == "credited"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"line": 9}, "unknown-item"),
        ({"dossier": "R-9"}, "unknown-item"),
        ({"programme": {"id": "another", "version": "1", "sha256": "ab" * 32}}, "other-programme"),
    ],
)
def test_what_fits_no_item_is_kept_without_effect(change: dict, reason: str, open_books: Ledger) -> None:
    """It is stored as rejected, so that the bench's sequence has no hole, and it moves nothing."""
    answer = open_books.post(approval(1) | change)
    assert (answer.status_code, answer.json()["outcome"], answer.json()["reason"]) == (201, "rejected", reason)
    assert open_books.get("/v1/stations/me").json()["last_seq"] == 1
    assert open_books.balance() == 0


def test_a_grade_that_is_not_bought_is_not_paid(ledger: Ledger) -> None:
    """The offer has no price for it: rejected, and the item stays undecided."""
    ledger.declare(takeback(items=[item(offer={"excellent": 8000})]))
    assert ledger.post(approval(1)).json()["reason"] == "no-price"
    answer = ledger.post(approval(2, grade="excellent", claimed={"minor": 8000, "currency": "EUR"}))
    assert answer.json()["outcome"] == "credited"


HALF = {
    "accepted without a grade": (approval(1, grade=None), ("grade", "required")),
    "accepted without an amount": (approval(1, claimed=None), ("claimed", "required")),
    "refused with a grade": (refusal(1, grade="new"), ("grade", "null")),
    "refused with an amount": (refusal(1, claimed={"minor": 1, "currency": "EUR"}), ("claimed", "null")),
    "refused without a reason": (refusal(1, reasons=[]), ("reasons", "not_empty")),
    "a correction": (approval(1, overrides="0" * 36), ("overrides", "null")),
    "no piece": ({key: value for key, value in approval(1).items() if key != "piece"}, ("piece", "required")),
    "a piece in small letters": (approval(1, piece="qc1-1"), ("piece", "pattern")),
    "a number beyond counting": (approval(10**30), ("seq", "less_than_equal")),
    "a number too long to read": (approval(1, id="x"), ("id", "pattern")),
}


@pytest.mark.parametrize("case", HALF)
def test_half_a_decision_is_refused_and_not_kept(case: str, open_books: Ledger) -> None:
    """The answer names the field and the rule, alone and in a batch alike; its place in the sequence stays free."""
    document, broken = HALF[case]
    answer = open_books.post(document)
    assert problem(answer) == (422, "invalid-request")
    assert {(one["field"], one["rule"]) for one in answer.json()["errors"]} == {broken}
    (item_answer,) = open_books.batch([document])
    assert {(one["field"], one["rule"]) for one in item_answer["problem"]["errors"]} == {broken}
    assert open_books.get("/v1/stations/me").json()["last_seq"] == 0


def test_a_batch_answers_item_by_item(open_books: Ledger) -> None:
    """A bad item, whatever is wrong with it, costs the others nothing; answers come in the order of the items."""
    known, taken = approval(1), approval(2, line=2)
    open_books.post(known)
    items = [
        taken,
        known,
        known | {"operator": "u-max"},
        {"id": "not-an-approval"},
        ["nonsense"],
        None,
        {"\ud800": 1},
        approval(2, line=3),
        approval(3, line=9),
        refusal(4, line=3),
        approval(5, line=3),
        taken,
        approval(6, line=4),
        approval(7, line=4),
    ]
    answers = open_books.batch(items)
    said = [
        one["outcome"] if "outcome" in one else one["problem"]["type"].removeprefix("urn:ledger:") for one in answers
    ]
    assert said == [
        "credited", "credited", "key-reuse", "invalid-request", "invalid-request", "invalid-request", "invalid-request",
        "station-sequence-conflict", "rejected", "refused", "conflict", "credited", "credited", "duplicate",
    ]  # fmt: skip
    assert [one.get("replayed", False) for one in answers] == [n in (1, 11) for n in range(14)]
    assert answers[10]["winner"]["approval"] == items[9]["id"], "a winner in the same batch is named"
    assert [answers[n]["balance_after"]["minor"] for n in (1, 0, 12)] == [6000, 12000, 18000]
    assert (open_books.balance(), open_books.audit()) == (18000, [])


def test_a_batch_sent_again_is_answered_alike(open_books: Ledger) -> None:
    """Each item of a batch is its own retry, also when it is sent in other company."""
    sent = [approval(n, line=n) for n in range(1, 5)]
    first = open_books.batch(sent)
    again = open_books.batch(sent[::-1])
    assert again == [one | {"replayed": True} for one in first[::-1]]


def test_a_batch_has_a_hundred_items_at_most(open_books: Ledger) -> None:
    """A hundred are taken, a hundred and one are a 422, none are an empty answer."""
    assert open_books.batch([]) == []
    assert len(open_books.batch([approval(n, line=9) for n in range(1, 101)])) == 100
    over = open_books.call("POST", "/v1/approvals/batch", {"approvals": [approval(n) for n in range(200, 301)]})
    assert problem(over) == (422, "invalid-request")


def test_currencies_do_not_mix(ledger: Ledger) -> None:
    """A customer with offers in two currencies has two accounts; each credit goes to its own."""
    ledger.declare(takeback(items=[item(), item(2, currency="CHF")]))
    ledger.batch([approval(1), approval(2, line=2, claimed={"minor": 6000, "currency": "CHF"})])
    both = [{"minor": 6000, "currency": "CHF"}, {"minor": 6000, "currency": "EUR"}]
    assert ledger.get("/v1/customers/C-1/balance").json() == {"customer": "C-1", "balances": both}
    assert ledger.get("/v1/stations/me/digest?epoch=1&upto_seq=2").json()["credited_total"] == both
    assert ledger.audit() == []


def test_a_customers_statement_is_paged(ledger: Ledger) -> None:
    """Page by page, each credit once, oldest first, other customers' never; an unknown customer is not found."""
    ledger.declare(takeback(lines=5))
    ledger.declare(takeback("R-2", customer=customer("C-2")))
    ledger.post(approval(1, dossier="R-2"))
    for line in range(1, 6):
        ledger.post(approval(line + 1, line=line))
    seen, after = [], None
    for _ in range(3):
        page = ledger.get(
            "/v1/customers/C-1/transfers", params={"limit": 2} | ({"after": after} if after else {})
        ).json()
        seen += [one["line"] for one in page["transfers"]]
        after = page["next"]
    assert (seen, page["more"]) == ([1, 2, 3, 4, 5], False)
    assert problem(ledger.get("/v1/customers/C-9/transfers")) == (404, "not-found")
    assert problem(ledger.get("/v1/customers/C-9/balance")) == (404, "not-found")


def test_a_digest_tells_what_the_ledger_lacks(open_books: Ledger) -> None:
    """Count, highest number, every missing number up to the one asked for, and the sum of what was credited."""
    for seq, line in ((2, 1), (3, 2), (7, 9)):
        open_books.post(approval(seq, line=line))
    open_books.post(approval(1, line=3), as_="BANC-02")
    assert open_books.get("/v1/stations/me").json() == {"station": "BANC-01", "epoch": 1, "last_seq": 7}
    assert open_books.get("/v1/stations/me/digest?epoch=1&upto_seq=9").json() == {
        "count": 3,
        "max_seq": 7,
        "missing": [1, 4, 5, 6, 8, 9],
        "credited_total": [{"minor": 12000, "currency": "EUR"}],
    }
    assert open_books.get("/v1/stations/me/digest?epoch=1&upto_seq=2").json()["missing"] == [1]
    assert open_books.get("/v1/stations/me/digest?epoch=2&upto_seq=1").json()["missing"] == [1]
    far = open_books.get(f"/v1/stations/me/digest?epoch=1&upto_seq={10**12}").json()
    assert len(far["missing"]) == 1000
