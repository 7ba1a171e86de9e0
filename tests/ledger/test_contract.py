"""The ledger's half of the contract: it takes and gives the golden documents the station's tests read and write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.ledger.conftest import Ledger

# Of tests/contract/test_chain.py.
KEY = {"public": "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c", "epoch": 1, "seq": 17}
GOLDEN = Path(__file__).parents[1] / "contract/golden"


def golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


def same_form(document: Any, model: Any) -> bool:
    """The same fields with values of the same kinds, all the way down; null may stand for anything."""
    if model is None or document is None:
        return True
    if isinstance(model, dict):
        return set(document) == set(model) and all(same_form(document[key], model[key]) for key in model)
    if isinstance(model, list):
        return all(same_form(one, model[0]) for one in document) if model else True
    return type(document) is type(model)


def test_what_the_station_sends_is_understood(ledger: Ledger) -> None:
    """The golden declaration is recorded, the golden approvals on its lines are settled."""
    assert ledger.declare(golden("declaration.json")).status_code == 201
    refused = ledger.call("POST", "/v1/approvals", golden("approval_refused.json"))  # of before it signed
    assert ledger.call("PUT", "/v1/stations/me/key", KEY).status_code == 201
    accepted = ledger.call("POST", "/v1/approvals", golden("approval_accepted.json"))
    assert (accepted.json()["outcome"], refused.json()["outcome"]) == ("credited", "refused")


def test_what_the_station_reads_is_sent(ledger: Ledger) -> None:
    """Answers to a batch and pages of the feed have the fields of the golden documents, no more and no fewer."""
    ledger.declare(golden("declaration.json"))
    ledger.call("PUT", "/v1/stations/me/key", KEY)
    accepted = golden("approval_accepted.json")
    results = ledger.batch([accepted, accepted | {"seq": 99}])
    models = golden("batch_results.json")["results"]
    with_problem = next(one for one in models if "problem" in one)
    assert same_form(results[0], models[0])
    assert same_form(results[1], with_problem)
    assert same_form(ledger.get("/v1/takebacks").json(), golden("feed_page.json"))
