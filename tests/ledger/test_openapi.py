"""The OpenAPI document is true: what it says is accepted is, what it says is answered is, found by a seeded search."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import httpx
import pytest

from tests.ledger.conftest import Ledger
from tests.ledger.made import approval, takeback

EXAMPLES = os.environ.get("LEDGER_SCHEMATHESIS_EXAMPLES", "3")
# What the document cannot say: that 30 February is no day, that a cursor is one of ours, that an acceptance has a
# grade.
CONFIGURATION = """
[checks]
positive_data_acceptance.enabled = false
"""


@pytest.mark.expects_log("Invalid HTTP request received")  # what is no HTTP at all is answered by uvicorn itself
def test_a_search_finds_no_answer_the_document_does_not_have(ledger: Ledger, address: str, tmp_path: Path) -> None:
    """No 5xx, no undocumented status, content type or body, no invalid request accepted, for a shop and a bench."""
    ledger.declare(takeback())
    ledger.post(approval(1))
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    for who in ("BANC-01", "shop"):
        only = ["--include-path", "/v1/takebacks"] if who == "shop" else []
        done = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", "schemathesis.toml", "run"),
                *(f"{address}/openapi.json", "--no-color", "--seed", "20261124", "--max-examples", EXAMPLES),
                *("--header", f"Authorization: Bearer {ledger.tokens[who]}", "--phases", "coverage,fuzzing"),
                *("--generation-database", ":memory:", *only),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert ledger.audit() == []


def test_the_document_describes_every_route(ledger: Ledger) -> None:
    """Each operation has a sentence, a good answer, and its refusals as problems; every reference leads somewhere."""
    document = ledger.client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert "HTTPValidationError" not in schemas
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert all("application/problem+json" in answer["content"] for answer in refusals.values()), path
            assert len(operation["responses"]) > len(refusals), path
            assert path in ("/healthz", "/readyz") or operation["security"], path
    for reference in _references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas
    assert "unchecked" in json.dumps(schemas["TakebackIn"]["properties"]["eligibility"])


def _references(part: object) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(one) for one in part.values()))
    return set().union(*(_references(one) for one in part)) if isinstance(part, list) else set()


def test_the_interactive_pages_are_off(ledger: Ledger) -> None:
    """They would load scripts from elsewhere."""
    for path in ("/docs", "/redoc"):
        assert httpx.get(f"{ledger.client.base_url}{path}").status_code == 404


def test_the_examples_are_a_day(ledger: Ledger) -> None:
    """Every body that is sent has one; sent in their order to a ledger, each is taken: declared, decided, a voucher
    made, looked up, used, refunded, cancelled, a credit taken back, an adjustment by two, a conflict resolved.
    """
    document = ledger.client.get("/openapi.json").json()
    bodies = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for operations in document["paths"].values()
        for operation in operations.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    example = {name: document["components"]["schemas"][name]["examples"][0] for name in bodies}

    def send(path: str, name: str, as_: str, **changes: object) -> dict:
        answer = ledger.keyed("POST", path, example.pop(name) | changes, as_=as_)
        assert answer.is_success, (name, answer.text)
        return answer.json()

    other = example["TakebackIn"] | {"dossier": "R-2026-018835"}
    assert ledger.declare(other).status_code == 201
    send("/v1/takebacks", "TakebackIn", "shop")
    send("/v1/takebacks/call-off", "CallOffIn", "shop")
    send("/v1/receptions", "ArrivalsIn", "BANC-01")
    assert ledger.call("PUT", "/v1/stations/me/held", example.pop("AllHeldIn")).status_code == 200
    assert ledger.call("POST", "/v1/held/release", example.pop("ReleaseIn"), as_="lead").status_code == 204
    rival = example["ApprovalIn"] | {"id": str(uuid.uuid4()), "grade": "excellent", "piece": "QC1-TWIN"}
    assert send("/v1/approvals", "ApprovalIn", "BANC-01")["outcome"] == "credited"
    outcomes = [each["outcome"] for each in send("/v1/approvals/batch", "BatchIn", "BANC-01")["results"]]
    assert outcomes == ["credited", "refused"]
    voucher = send("/v1/customers/C-48213/vouchers", "VoucherIn", "account")
    send("/v1/vouchers/lookup", "CodeIn", "brand", code=voucher["code"])
    used = send("/v1/redemptions", "UseIn", "brand", code=voucher["code"])
    send(f"/v1/redemptions/{used['id']}/refund", "RefundIn", "brand")
    send(f"/v1/vouchers/{voucher['id']}/cancel", "CancelIn", "finance")
    send("/v1/reversals", "ReversalIn", "BANC-01")
    asked = send("/v1/adjustments", "AdjustmentIn", "finance")
    send(f"/v1/adjustments/{asked['id']}/answer", "AnswerIn", "treasury")
    assert ledger.call("PUT", "/v1/stations/me/key", example.pop("KeyIn")).status_code == 201
    assert ledger.post(rival | {"seq": 1}, as_="BANC-02").json()["outcome"] == "conflict"
    (task,) = ledger.get("/v1/review-tasks", as_="lead").json()["tasks"]
    send(f"/v1/review-tasks/{task['id']}/resolve", "ResolutionIn", "lead")
    assert example == {}
    assert ledger.audit() == []
