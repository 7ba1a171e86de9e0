"""Whatever comes over the wire gets a problem that says so, and never a failure of the ledger."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from tests.ledger.conftest import Ledger
from tests.ledger.made import StoppedClock, approval, takeback
from voucher_ledger.api.limits import BODY_BYTES_MAX
from voucher_ledger.api.server import bound
from voucher_ledger.application import access
from voucher_ledger.domain.station import Scope

NOT_JSON = {
    "nothing": b"",
    "half": b'{"id": "',
    "not utf-8": b'{"id": "\xff\xfe"}',
    "a number of 5000 figures": b'{"seq": ' + b"9" * 5000 + b"}",
    "nested without end": b"[" * 100_000,
    "not a number": b'{"seq": NaN}',
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "utf-16": json.dumps({"id": "x"}).encode("utf-16"),
    "half a character as a key": b'{"\\ud800": "\\udfff"}',
}


@pytest.mark.parametrize("path", ["/v1/approvals", "/v1/approvals/batch", "/v1/takebacks"])
def test_a_body_that_is_no_request_is_a_problem(path: str, ledger: Ledger) -> None:
    """422 as problem+json in every case; nothing in it comes from the body but names of fields."""
    who = "shop" if path == "/v1/takebacks" else "BANC-01"
    for case, body in NOT_JSON.items():
        answer = ledger.call("POST", path, as_=who, content=body)
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), case
        assert answer.json()["type"] == "urn:ledger:invalid-request", case
        assert answer.json()["errors"], case


def test_another_content_type_is_a_problem(ledger: Ledger) -> None:
    """A form, or JSON that does not say so, is not guessed at."""
    headers = {"Authorization": f"Bearer {ledger.tokens['BANC-01']}"}
    for more in ({"data": {"id": "x"}}, {"content": json.dumps(approval(1))}):
        answer = ledger.client.post("/v1/approvals", headers=headers, **more)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:ledger:invalid-request")


def test_a_body_has_one_mebibyte_at_most(ledger: Ledger) -> None:
    """One byte more is a 413 the sender can read, with and without an announced length; a full one is looked at."""
    ledger.declare(takeback())
    body = json.dumps({"approvals": [approval(1)]}).encode()
    full = body + b" " * (BODY_BYTES_MAX - len(body))
    assert ledger.call("POST", "/v1/approvals/batch", content=full).json()["results"][0]["outcome"] == "credited"
    for sent in (full + b" ", iter([full, b" " * BODY_BYTES_MAX])):
        answer = ledger.call("POST", "/v1/approvals/batch", content=sent)
        assert (answer.status_code, answer.json()["type"]) == (413, "urn:ledger:too-large")


def test_unknown_ways_are_problems(ledger: Ledger) -> None:
    """404 and 405 are problems too, the latter with the methods that are allowed."""
    for method, path, status in (("GET", "/", 404), ("GET", "/v2/x", 404), ("DELETE", "/v1/approvals", 405)):
        answer = ledger.call(method, path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert ledger.call("PUT", "/v1/takebacks").headers["allow"] == "GET, POST"


TOKENS = ["x", "qcs_", "qcs_aaaaaaaaaaaa_" + "A" * 43, "qcs_\xff", "Bearer", "qcs_" + "a" * 10_000]


def test_a_token_that_opens_nothing_is_refused(ledger: Ledger) -> None:
    """401 with a challenge, alike for a token of the wrong shape, an unknown one and another scheme."""
    for header in ("Basic eDp4", *(f"Bearer {token}" for token in TOKENS)):
        answer = ledger.client.get("/v1/stations/me", headers={"Authorization": header.encode("latin-1")})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer"), header
        assert answer.json()["type"] == "urn:ledger:unauthorized"


def test_the_right_id_with_the_wrong_secret_is_refused(ledger: Ledger) -> None:
    """The id of a token is no secret; what follows it is."""
    token = ledger.tokens["BANC-01"]
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert ledger.client.get("/v1/stations/me", headers={"Authorization": f"Bearer {wrong}"}).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "who"),
    [
        ("POST", "/v1/takebacks", {"shop"}),
        ("GET", "/v1/takebacks", {"BANC-01"}),
        ("GET", "/v1/parcels/X", {"BANC-01"}),
        ("POST", "/v1/approvals", {"BANC-01"}),
        ("POST", "/v1/approvals/batch", {"BANC-01"}),
        ("GET", "/v1/stations/me", {"BANC-01"}),
        ("GET", "/v1/stations/me/digest?epoch=1&upto_seq=1", {"BANC-01"}),
        ("GET", "/v1/customers/C-1/balance", {"BANC-01", "finance"}),
        ("GET", "/v1/customers/C-1/transfers", {"BANC-01", "finance"}),
    ],
)
def test_a_token_opens_what_its_scope_names(method: str, path: str, who: set[str], ledger: Ledger) -> None:
    """Every other holder gets 403, and nobody without a token gets past 401."""
    for name in ("BANC-01", "shop", "finance"):
        # A decision's sender is asked for after its form, on the thread that settles it.
        body = {"/v1/approvals": approval(1), "/v1/approvals/batch": {"approvals": []}}.get(path, {})
        body = body if method == "POST" else None
        status = ledger.call(method, path, body, as_=name).status_code
        assert (status == 403) == (name not in who)
        assert status != 401
    assert ledger.client.request(method, path, json={}).status_code == 401


def test_a_revoked_token_ends_at_once(ledger: Ledger) -> None:
    """Two tokens of a station work side by side; revoking one, then the station, is felt by the next request."""
    clock = StoppedClock()
    second, secret = access.add_token("new", frozenset({Scope.STATION}), ledger.store, clock, station="BANC-01")
    ledger.tokens["second"] = secret
    assert ledger.get("/v1/stations/me").json() == ledger.get("/v1/stations/me", as_="second").json()
    access.revoke_token(second.id, ledger.store, clock)
    assert [ledger.get("/v1/stations/me", as_=who).status_code for who in ("second", "BANC-01")] == [401, 200]
    access.revoke_station("BANC-01", ledger.store, clock)
    assert [ledger.get("/v1/stations/me", as_=who).status_code for who in ("BANC-01", "BANC-02")] == [401, 200]


def test_every_answer_tells_the_time_and_nothing_of_the_server(ledger: Ledger) -> None:
    """Benches measure their clock by `Date`; which program answers is nobody's business."""
    answer = ledger.client.get("/healthz")
    assert abs(parsedate_to_datetime(answer.headers["date"]) - datetime.now(UTC)) < timedelta(minutes=1)
    assert "server" not in answer.headers


def test_answers_do_not_wait_for_acknowledgements() -> None:
    """The socket says it is TCP, or asyncio leaves Nagle's algorithm on and each answer takes 40 ms more."""
    with bound("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_client_that_goes_away_leaves_nothing(ledger: Ledger, address: str) -> None:
    """A request that is cut in the middle has no effect, and the ledger goes on."""
    ledger.declare(takeback())
    body = json.dumps(approval(1))
    target = httpx.URL(address)
    head = (
        f"POST /v1/approvals HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {ledger.tokens['BANC-01']}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection((target.host, target.port)) as connection:
        connection.sendall((head + body[:-10]).encode())
    assert ledger.get("/v1/stations/me").json()["last_seq"] == 0
    assert ledger.balance() == 0
