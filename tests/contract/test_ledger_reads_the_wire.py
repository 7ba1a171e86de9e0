"""The ledger's half of the contract: it accepts the golden documents and answers in their very words.

The test imports both sides; neither side imports the other.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from qc_station.application.strict_json import Node, read_json
from qc_station.domain.approval import Departure, OutboxState
from qc_station.sync.wire import approval_document, read_approval, read_page
from voucher_ledger.api import answers
from voucher_ledger.api.problems import Problem, refusal_problem
from voucher_ledger.api.wire import ApprovalIn, BatchIn, TakebackIn, to_approval, to_takeback
from voucher_ledger.application.ports import Page
from voucher_ledger.domain.errors import Breach, InvalidRequest, KeyReuse, SequenceConflict, Unavailable
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Outcome, Reason, Settlement, Winner
from voucher_ledger.domain.takeback import Decision, FiledTakeBack, ReceivedParcel, SettledLine

GOLDEN = Path(__file__).parent / "golden"


def golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("name", ["approval_accepted.json", "approval_refused.json"])
def test_the_ledger_takes_what_the_station_writes(name):
    """The golden approval, written by the station's wire, is a decision to the ledger, with the same content."""
    approval, epoch, seq = read_approval(read_json((GOLDEN / name).read_bytes()))
    document = approval_document(Departure(approval, OutboxState.PENDING, approval.occurred_at, epoch=epoch, seq=seq))
    taken = to_approval(ApprovalIn.model_validate(document))
    assert (taken.id, taken.epoch, taken.seq) == (approval.id, epoch, seq)
    assert (taken.dossier, taken.line, taken.piece) == (approval.key.dossier, approval.key.line, approval.piece)
    assert (taken.decision, taken.grade, taken.reasons) == (approval.ruling, approval.grade, approval.reasons)
    claimed = (taken.claimed.minor, taken.claimed.currency) if taken.claimed else None
    assert claimed == ((approval.claimed.minor, approval.claimed.currency) if approval.claimed else None)
    assert (taken.operator, taken.occurred_at, taken.evidence) == (
        approval.operator,
        approval.occurred_at,
        approval.evidence,
    )
    assert len(BatchIn.model_validate({"approvals": [document]}).approvals) == 1


def test_every_field_of_an_approval_is_known_to_the_ledger():
    """The station writes exactly the fields the ledger's model names: one more would be refused."""
    assert set(golden("approval_accepted.json")) == set(ApprovalIn.model_fields)
    with pytest.raises(ValidationError):
        ApprovalIn.model_validate(golden("approval_accepted.json") | {"mood": "good"})


def test_the_feed_says_the_declaration_without_address_and_birthday():
    """A declaration goes in, and comes out of the feed as the golden page: the page the station's own test reads."""
    declared = to_takeback(TakebackIn.model_validate(golden("declaration.json")))
    settled = (
        SettledLine(1, Decision.ACCEPTED, Grade.EXCELLENT, "BANC-02", instant("2026-11-22T15:10:00Z"), reversed=True),
        SettledLine(3, Decision.REFUSED, None, "BANC-01", instant("2026-11-23T09:44:00Z")),
    )
    received = (ReceivedParcel(declared.parcels[0].code, instant("2026-11-20T08:15:00Z"), date(2026, 12, 11), True, 0),)
    page = json.loads(json.dumps(answers.feed(Page((FiledTakeBack(declared, settled, received),), "0.2a", more=False))))
    assert page == golden("feed_page.json")
    answers.FeedOut.model_validate(page)


def test_the_answers_are_the_golden_ones():
    """One result of each kind, as the ledger says it, is what the station's test understands."""
    expected = golden("batch_results.json")["results"]
    ids = [result["id"] for result in expected]
    winner = Winner(
        "0193591c-0000-7c3e-8f2a-1b2c3d4e5f60",
        "BANC-02",
        Decision.ACCEPTED,
        Grade.EXCELLENT,
        instant("2026-11-22T15:10:00Z"),
    )
    sixty = Money(6000, "EUR")
    settled = [
        Settlement(
            ids[0],
            Outcome.CREDITED,
            transfer="6c1f0d0a-4b8c-5e0a-9d53-0a4c5e1f2b30",
            amount=sixty,
            balance_after=Money(18500, "EUR"),
        ),
        Settlement(ids[1], Outcome.REFUSED),
        Settlement(ids[2], Outcome.DUPLICATE, winner=winner),
        Settlement(ids[3], Outcome.CONFLICT, winner=winner),
        Settlement(ids[4], Outcome.AMOUNT_MISMATCH, Reason.CLAIMED_DIFFERS, amount=sixty),
        Settlement(ids[5], Outcome.REJECTED, Reason.UNKNOWN_ITEM),
        KeyReuse("approval is known with other content"),
        SequenceConflict("place (1, 8) is held"),
        InvalidRequest("", [Breach("grade", "required", "an accepted piece has a grade")]),
        Unavailable("the books are locked"),
    ]
    said = [answers.batch_item(one_id, one) for one_id, one in zip(ids, settled, strict=True)]
    assert json.loads(json.dumps(said)) == expected
    answers.BatchOut.model_validate({"results": expected})


def test_every_reason_and_code_of_the_ledger_fits_the_station():
    """No code of the ledger is longer than, or spelled otherwise than, what the station's wire reads."""
    for refusal in (KeyReuse(""), SequenceConflict(""), InvalidRequest(""), Unavailable("")):
        Problem.model_validate(refusal_problem(refusal))
    for word in [*Outcome, *Reason]:
        assert Node(str(word), "").text(64) == word


def test_the_stations_samples_are_declarations_to_the_ledger():
    """All 200 declarations of the demonstration day, through the ledger's model and feed, reach the station."""
    samples = json.loads((GOLDEN.parents[2] / "resources" / "samples" / "takebacks.json").read_text(encoding="utf-8"))
    filed = tuple(FiledTakeBack(to_takeback(TakebackIn.model_validate(each)), ()) for each in samples)
    page = read_page(read_json(json.dumps(answers.feed(Page(filed, "0.c8", more=False))).encode()))
    assert (len(page.takebacks), page.unreadable) == (200, ())
