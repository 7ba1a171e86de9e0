"""The station's half of the contract: it writes and reads the golden documents, word for word."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.ledger_port import LedgerAnswer
from qc_station.application.strict_json import DocumentError, Node, read_json
from qc_station.application.takeback_document import read_takeback, takeback_document
from qc_station.domain.approval import Approval, Departure, Link, OutboxState
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import ItemKey
from qc_station.domain.verdict import ProgrammeRef, Ruling
from qc_station.policy.retry import settle
from qc_station.sync.wire import approval_document, read_answers, read_approval, read_page

YEAR_2020 = datetime(2020, 1, 1, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> Node:
    return read_json((GOLDEN / name).read_bytes())


def departure(approval: Approval, epoch: int, seq: int) -> Departure:
    return Departure(approval, OutboxState.PENDING, approval.occurred_at, epoch=epoch, seq=seq)


@pytest.mark.parametrize("name", ["approval_accepted.json", "approval_refused.json"])
def test_an_approval_is_written_as_the_golden_file_says(name):
    """Reading a golden approval and writing it again gives the same document."""
    approval, epoch, seq = read_approval(golden(name))
    chain = golden(name).value.get("chain")
    made = Link(chain["prev"], chain["hash"], chain["signature"], "") if chain else None
    assert approval_document(replace(departure(approval, epoch, seq), link=made)) == golden(name).value


TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)
SHA256 = st.text("0123456789abcdef", min_size=64, max_size=64)
APPROVALS = st.builds(
    Approval,
    id=st.uuids().map(str),
    key=st.builds(ItemKey, TEXTS, st.integers(1, 9999)),
    piece=TEXTS,
    ruling=st.sampled_from([Ruling.ACCEPTED, Ruling.REFUSED]),
    grade=st.none() | st.sampled_from(Grade),
    reasons=st.lists(TEXTS, max_size=3).map(tuple),
    claimed=st.none() | st.builds(Money, st.integers(-(10**9), 10**9), st.sampled_from(["EUR", "GBP"])),
    programme=st.builds(ProgrammeRef, TEXTS, TEXTS, SHA256),
    operator=TEXTS,
    occurred_at=st.integers(0, 2**51).map(lambda microseconds: YEAR_2020 + timedelta(microseconds=microseconds)),
    evidence=st.lists(SHA256, max_size=3).map(tuple),
)


@given(APPROVALS, st.integers(1, 2**63 - 1), st.integers(1, 2**63 - 1))
def test_any_approval_survives_the_wire(approval, epoch, seq):
    """Every released approval, through JSON bytes and back, is itself: nothing is rounded, trimmed or dropped."""
    document = json.dumps(approval_document(departure(approval, epoch, seq))).encode()
    assert read_approval(read_json(document)) == (approval, epoch, seq)


def test_what_is_no_decision_is_never_written():
    """A review decides nothing and a draft has no number: writing either is our bug, said at once."""
    approval, epoch, seq = read_approval(golden("approval_accepted.json"))
    with pytest.raises(ValueError, match="decides nothing"):
        approval_document(departure(replace(approval, ruling=Ruling.REVIEW), epoch, seq))
    with pytest.raises(ValueError, match="was not released"):
        approval_document(replace(departure(approval, epoch, seq), seq=None))


def test_a_time_is_written_in_utc_with_a_z():
    """Wherever a time came from, the wire has it in UTC; a time without zone is refused."""
    approval, epoch, seq = read_approval(golden("approval_accepted.json"))
    paris = approval.occurred_at.astimezone(datetime.now().astimezone().tzinfo)
    document = approval_document(departure(replace(approval, occurred_at=paris), epoch, seq))
    assert document["occurred_at"] == "2026-11-23T09:41:07.250000Z"
    with pytest.raises(ValueError, match="time zone"):
        approval_document(departure(replace(approval, occurred_at=paris.replace(tzinfo=None)), epoch, seq))


def test_every_kind_of_result_is_understood():
    """The golden results, one of each kind, settle as ledger.md says, with what a lead needs to know."""
    results = golden("batch_results.json")
    asked = [result["id"] for result in results.value["results"]]
    answers = read_answers(results, asked)
    assert [(answer.outcome, answer.code, answer.detail) for answer in answers] == [
        ("credited", "credited", "6000 EUR"),
        ("refused", "refused", ""),
        ("duplicate", "duplicate", "BANC-02 accepted excellent"),
        ("conflict", "conflict", "BANC-02 accepted excellent"),
        ("amount_mismatch", "claimed_differs", "6000 EUR"),
        ("rejected", "unknown_item", ""),
        ("problem", "key_reuse", "approval is known with other content"),
        ("problem", "station_sequence_conflict", "place (1, 8) is held"),
        ("problem", "invalid_request", "grade: required"),
        ("problem", "unavailable", "the books are locked"),
    ]
    acked, conflict, parked = OutboxState.ACKED, OutboxState.CONFLICT, OutboxState.PARKED
    ends = [acked, acked, acked, conflict, parked, parked, parked, None, parked, None]
    assert [settle(answer) for answer in answers] == ends


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["id", "outcome", "reason", "problem", "winner", "amount", "new_in_v1_7"]))
def test_one_odd_result_takes_nothing_from_the_others(odd, field):
    """Whatever stands in a field of a result, that approval is answered or stays pending, and its neighbours count."""
    results = golden("batch_results.json").value["results"][:3]
    asked = [result["id"] for result in results]
    odd_one = results[1] | {field: odd}
    answers = read_answers(Node({"results": [results[0], odd_one, results[2]]}, ""), asked)
    assert [answer.approval_id for answer in answers] == asked
    assert (answers[0].outcome, answers[2].outcome) == ("credited", "duplicate")
    if field == "new_in_v1_7":
        assert answers[1].outcome == "refused"


@pytest.mark.parametrize("document", [{}, {"results": []}, {"results": [{}, {}]}, [], None, {"results": {}}])
def test_a_missing_result_is_no_answer(document):
    """One result per approval, or the whole answer counts for nothing and everything stays pending."""
    with pytest.raises(DocumentError):
        read_answers(Node(document, ""), ["one"])


def test_another_approvals_result_is_not_taken():
    """A result under another id leaves the approval pending: it is never settled by somebody else's answer."""
    (answer,) = read_answers(Node({"results": [{"id": "other", "outcome": "credited"}]}, ""), ["mine"])
    assert answer == LedgerAnswer("mine", "problem", "unreadable_answer", answer.detail, retryable=True)
    assert settle(answer) is None


def test_a_declaration_is_written_as_the_golden_file_says():
    """Reading the golden feed page and writing its take-back gives the same document, settled lines included."""
    document = golden("feed_page.json")
    page = read_page(document)
    told = dict(document.value["takebacks"][0])
    assert told.pop("called_off_at") is page.takebacks[0].called_off_at is None
    # Of a reception the bench keeps which parcel it was: the clock is its own.
    told["received"] = [{"parcel": each["parcel"]} for each in told["received"]]
    assert takeback_document(page.takebacks[0]) == told
    assert (page.bookmark, page.more, page.unreadable) == ("0.2a", False, ())


def test_the_customers_address_and_birthday_go_no_further():
    """A declaration with e-mail and date of birth is read without them: the station has no place to keep either."""
    declared = golden("declaration.json")
    takeback = read_takeback(declared)
    assert declared.value["customer"]["email"]
    kept = json.dumps(takeback_document(takeback)) + repr(takeback)
    assert declared.value["customer"]["email"] not in kept
    assert declared.value["customer"]["born_on"] not in kept


def test_an_unreadable_declaration_of_the_feed_is_named_and_stops_no_other():
    """A page with one bad document keeps the good ones and says which one, where and why."""
    document = golden("feed_page.json").value
    bad = json.loads(json.dumps(document["takebacks"][0]))
    bad["dossier"] = "R-2026-0666"
    bad["items"][2]["offer"]["new"] = 0
    page = read_page(Node({"takebacks": [bad, document["takebacks"][0]], "next": "7.1", "more": True}, ""))
    assert [takeback.dossier for takeback in page.takebacks] == ["R-2026-018834"]
    assert page.unreadable == ("R-2026-0666: takebacks[0].items[2].offer.new: 0 is not above zero",)


def test_the_feed_may_grow_and_its_texts_are_cleaned():
    """Fields of a newer ledger are passed over, and a stray control character in a name keeps no parcel closed."""
    document = golden("feed_page.json").value
    newer = json.loads(json.dumps(document))
    newer["takebacks"][0]["loyalty"] = {"level": 3}
    newer["takebacks"][0]["customer"]["nickname"] = "C"
    newer["takebacks"][0]["customer"]["name"] = "Camille\x07\ud800 D."
    newer["total"] = 1
    page = read_page(Node(newer, ""))
    assert page.takebacks[0].customer.name == "Camille\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} D."


def test_the_occurrence_keeps_its_microseconds():
    """Two decisions within one second stay in order on the ledger."""
    approval, epoch, seq = read_approval(golden("approval_accepted.json"))
    later = replace(approval, occurred_at=approval.occurred_at + timedelta(microseconds=1))
    assert approval_document(departure(later, epoch, seq))["occurred_at"] == "2026-11-23T09:41:07.250001Z"
