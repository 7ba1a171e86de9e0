"""The client against a scripted server over TCP: each way a call can fail has one name, and nothing else comes out."""

from __future__ import annotations

import json
import socket
import ssl
from pathlib import Path
from threading import Thread

import pytest
import trustme
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qc_station import __version__
from qc_station.application.ledger_port import STOPS_SENDING, LedgerFailure, LedgerTrouble
from qc_station.sync import ledger_client
from qc_station.sync.ledger_client import LedgerClient
from tests.simulators.scripted_ledger import Reply, ScriptedLedger, problem, results, serving
from tests.sync.made import pending
from tests.sync.memory_store import StoppedClock

TOKEN = "qcs_0123456789ab_" + "s" * 43
PAGE = json.dumps({"takebacks": [], "next": "0.1", "more": False}).encode()


class Talk:
    """A client and the server it talks with."""

    def __init__(self, client: LedgerClient, script: ScriptedLedger) -> None:
        self.client, self.script = client, script

    def fails(self, *departures) -> LedgerFailure:
        with pytest.raises(LedgerFailure) as failure:
            self.client.send(departures or [pending(1)])
        return failure.value


@pytest.fixture
def talk():
    """A fresh pair for each call; all are ended after the test."""
    opened = []

    def start(*steps, then=results, **options):
        serving_it = serving(ScriptedLedger(*steps, then=then))
        script = serving_it.__enter__()
        client = LedgerClient(f"http://127.0.0.1:{script.port}", TOKEN, StoppedClock(), **options)
        opened.append((client, serving_it))
        return Talk(client, script)

    yield start
    for client, serving_it in opened:
        client.close()
        serving_it.__exit__(None, None, None)


def test_a_batch_is_sent_as_the_wire_says(talk):
    """Path, token, user agent and documents are those of the wire; answers come back in order on one connection."""
    pair = talk()
    answers = pair.client.send([pending(1), pending(2)])
    pair.client.send([pending(3)])
    asked = pair.script.asked[0]
    assert (asked.method, asked.path) == ("POST", "/v1/approvals/batch")
    assert asked.headers["Authorization"] == f"Bearer {TOKEN}"
    assert asked.headers["User-Agent"] == f"qc-station/{__version__}"
    assert [each["seq"] for each in asked.document["approvals"]] == [1, 2]
    assert [answer.outcome for answer in answers] == ["credited", "credited"]
    assert pair.script.connections == 1


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (problem(401, "unauthorized"), LedgerTrouble.UNAUTHORISED),
        (problem(403, "forbidden"), LedgerTrouble.UNAUTHORISED),
        (problem(404, "not-found"), LedgerTrouble.NOT_CONFIGURED),
        (problem(405, "method-not-allowed"), LedgerTrouble.NOT_CONFIGURED),
        (problem(408, "timeout"), LedgerTrouble.UNAVAILABLE),
        (problem(413, "too-large"), LedgerTrouble.TOO_LARGE),
        (problem(422, "invalid-request"), LedgerTrouble.UPGRADE_NEEDED),
        (problem(426, "upgrade-required"), LedgerTrouble.UPGRADE_NEEDED),
        (problem(429, "slow-down"), LedgerTrouble.UNAVAILABLE),
        (problem(500, "internal"), LedgerTrouble.UNAVAILABLE),
        (problem(503, "unavailable"), LedgerTrouble.UNAVAILABLE),
        (Reply(502, b"<html>Bad gateway</html>"), LedgerTrouble.UNAVAILABLE),
        (Reply(204, b""), LedgerTrouble.UNREACHABLE),
        (Reply(301, b"", {"Location": "https://elsewhere.example/"}), LedgerTrouble.NOT_CONFIGURED),
        (Reply(302, b"", {"Location": "/login"}), LedgerTrouble.NOT_CONFIGURED),
        (Reply(200, b"<html>Welcome to our hotel</html>"), LedgerTrouble.UNREACHABLE),
        (Reply(200, b'{"results": []}'), LedgerTrouble.UNREACHABLE),
        (Reply(200, b'{"results": ['), LedgerTrouble.UNREACHABLE),
        (Reply(200, b"[" * 100_000), LedgerTrouble.UNREACHABLE),
        (Reply(200, b'{"results": [{"id": "\xff"}]}'), LedgerTrouble.UNREACHABLE),
        (Reply(200, b'{"results": [{}]}', cut=5), LedgerTrouble.UNREACHABLE),
        (Reply(reset=True), LedgerTrouble.UNREACHABLE),
        (Reply(raw=b""), LedgerTrouble.UNREACHABLE),
        (Reply(raw=b"SSH-2.0-OpenSSH_9.2\r\n"), LedgerTrouble.UNREACHABLE),
        (Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"), LedgerTrouble.UNREACHABLE),
        (Reply(200, b"not gzip", {"Content-Encoding": "gzip"}), LedgerTrouble.UNREACHABLE),
    ],
)
def test_each_failure_has_one_name(talk, reply, trouble):
    """Status, page of a proxy, redirect, cut, reset, garbage: each is one trouble, and the next call works again."""
    pair = talk(reply)
    failure = pair.fails()
    assert failure.trouble is trouble
    assert failure.retryable is (trouble not in STOPS_SENDING)
    assert TOKEN not in str(failure)
    assert [answer.outcome for answer in pair.client.send([pending(1)])] == ["credited"]
    assert pair.script.connections == 2, "a new connection after a failure"


def test_a_redirect_is_not_followed(talk):
    """Neither the approvals nor the token go where another server says."""
    other = talk()
    pair = talk(Reply(307, b"", {"Location": f"http://127.0.0.1:{other.script.port}/v1/approvals/batch"}))
    assert pair.fails().trouble is LedgerTrouble.NOT_CONFIGURED
    assert other.script.asked == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "999999999999"}, 900.0),
        ({"Retry_After": "soon"}, None),
        ({"Retry_After": "-3"}, None),
        ({}, None),
        ({"Retry_After": "Mon, 23 Nov 2026 09:00:20 GMT"}, 20.0),
        ({"Retry_After": "Mon, 23 Nov 2026 09:00:20"}, 20.0),
        ({"Retry_After": "Mon, 01 Jan 1999 00:00:00 GMT"}, 0.0),
    ],
)
def test_the_ledgers_wish_is_read(talk, headers, seconds):
    """Retry-After in seconds or as a date, bounded to a quarter of an hour; anything else is no wish."""
    pair = talk(problem(429, "slow-down", retryable=True, **headers))
    assert pair.fails().retry_after_s == seconds


def test_a_ledger_that_is_not_there_is_unreachable():
    """Nobody listens on the port, and no name: both are the network's trouble."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "https://ledger.invalid"):
        client = LedgerClient(url, TOKEN, StoppedClock())
        with pytest.raises(LedgerFailure) as failure:
            client.pull(None)
        assert failure.value.trouble is LedgerTrouble.UNREACHABLE


def test_a_black_hole_is_given_up(monkeypatch):
    """A server that takes the connection and says nothing is left after the time for reading."""
    monkeypatch.setattr(ledger_client, "READ_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = LedgerClient(f"http://127.0.0.1:{silent.getsockname()[1]}", TOKEN, StoppedClock())
        with pytest.raises(LedgerFailure) as failure:
            client.send([pending(1)])
    assert failure.value.trouble is LedgerTrouble.UNREACHABLE


def test_an_answer_without_end_is_given_up(talk, monkeypatch):
    """More bytes than any answer has are not read, let alone kept."""
    monkeypatch.setattr(ledger_client, "ANSWER_BYTES_MAX", 10_000)
    pair = talk(Reply(200, b" " * 200_000))
    assert pair.fails().trouble is LedgerTrouble.UNREACHABLE


def test_an_answer_that_trickles_is_given_up(talk, monkeypatch):
    """A byte now and then keeps the connection alive, not the sender."""
    monkeypatch.setattr(ledger_client, "ANSWER_S_MAX", -1.0)
    assert "too long" in str(talk().fails())


def test_more_than_a_mebibyte_is_not_sent(talk):
    """What the ledger would refuse as too large is halved before it is sent."""
    pair = talk()
    long = tuple(f"{number:064x}" for number in range(20_000))
    assert pair.fails(pending(1, evidence=long)).trouble is LedgerTrouble.TOO_LARGE
    assert pair.script.asked == []


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("", TOKEN),
        ("ledger.example", TOKEN),
        ("ftp://ledger.example", TOKEN),
        ("http://ledger.example", TOKEN),
        ("http://192.168.1.20:8787", TOKEN),
        ("http://127.0.0.1.evil.example", TOKEN),
        ("https://user:secret@ledger.example", TOKEN),
        ("https://ledger.example:99999", TOKEN),
        ("https://[::1", TOKEN),
        ("https://ledger.example/?x=1", TOKEN),
        ("https://\ud800.example", TOKEN),
        ("https://ledger.example", ""),
        ("https://ledger.example", "qcs_x\r\nX-Evil: 1"),
        ("https://ledger.example", "qcs_ünïcode_token"),
    ],
)
def test_what_cannot_work_is_said_and_nothing_is_sent(url, token):
    """A wrong address or token, or an address in the clear beyond this machine: configuration, named at the call."""
    with pytest.raises(LedgerFailure) as failure:
        LedgerClient(url, token, StoppedClock()).send([pending(1)])
    assert failure.value.trouble is LedgerTrouble.NOT_CONFIGURED
    assert "secret" not in str(failure.value)


def test_the_environment_is_not_believed(talk, monkeypatch, tmp_path):
    """Proxies, certificate bundles and .netrc of the environment change nothing."""
    (Path.home() / ".netrc").write_text("machine 127.0.0.1 login evil password evil\n")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    pair = talk()
    pair.client.send([pending(1)])
    assert pair.script.asked[0].headers["Authorization"] == f"Bearer {TOKEN}"


@pytest.mark.expects_log("clock_differs_from_ledger")
def test_the_skew_of_the_clocks_is_known(talk, caplog):
    """Scenario 23: the ledger's Date tells how far our clock is off; more than five minutes is logged, once."""
    pair = talk()
    pair.client.send([pending(1)])
    assert pair.client.skew_s == 0
    pair.script.date = "Mon, 23 Nov 2026 09:10:00 GMT"
    pair.client.send([pending(1)])
    pair.client.send([pending(1)])
    assert pair.client.skew_s == 600
    assert len([line for line in caplog.messages if "clock_differs" in line]) == 1


def test_the_feed_is_read_from_its_bookmark(talk):
    """The first page has no `after`; the next one asks after the bookmark, with whatever is in it."""
    pair = talk(then=Reply(body=PAGE))
    page = pair.client.pull(None)
    pair.client.pull("a&b=c/+ü")
    assert (page.bookmark, page.more) == ("0.1", False)
    assert [asked.path for asked in pair.script.asked] == [
        "/v1/takebacks?limit=200",
        "/v1/takebacks?limit=200&after=a%26b%3Dc%2F%2B%C3%BC",
    ]


class TestTls:
    """The connection is private to the authority the settings name, and never becomes less than that."""

    @pytest.fixture
    def authority(self, tmp_path):
        authority = trustme.CA()
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        return authority

    def serve(self, authority, host="localhost"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host).configure_cert(context)
        return serving(ScriptedLedger(), context)

    def call(self, url, ca):
        client = LedgerClient(url, TOKEN, StoppedClock(), ca=ca)
        try:
            return client.send([pending(1)])
        finally:
            client.close()

    def test_the_right_authority_is_trusted(self, authority, tmp_path):
        """A certificate of the private authority for this name: the approval is answered."""
        with self.serve(authority) as script:
            (answer,) = self.call(f"https://localhost:{script.port}", tmp_path / "ca.pem")
        assert answer.outcome == "credited"

    @pytest.mark.parametrize("wrong", ["authority", "name", "system"])
    def test_a_wrong_certificate_stops_sending(self, authority, tmp_path, wrong):
        """Scenario 24: another authority, another name, or only the system's authorities: nothing was sent."""
        ca = tmp_path / "ca.pem"
        if wrong == "authority":
            trustme.CA().cert_pem.write_to_path(ca)
        name = "elsewhere.example" if wrong == "name" else "localhost"
        with self.serve(authority, name) as script, pytest.raises(LedgerFailure) as failure:
            self.call(f"https://localhost:{script.port}", None if wrong == "system" else ca)
        assert failure.value.trouble is LedgerTrouble.UNTRUSTED
        assert not failure.value.retryable
        assert script.asked == []

    def test_plain_http_behind_an_https_address_is_not_spoken(self, authority, tmp_path):
        """Scenario 24: no downgrade; the token does not leave in the clear."""
        with serving(ScriptedLedger()) as script, pytest.raises(LedgerFailure) as failure:
            self.call(f"https://localhost:{script.port}", tmp_path / "ca.pem")
        assert failure.value.trouble is LedgerTrouble.UNTRUSTED
        assert script.asked == []

    def test_a_missing_or_empty_authority_is_never_replaced(self, authority, tmp_path):
        """Without the file of the authority nobody is trusted instead of everybody."""
        with pytest.raises(LedgerFailure) as failure:
            self.call("https://localhost:9", tmp_path / "none.pem")
        assert failure.value.trouble is LedgerTrouble.NOT_CONFIGURED
        (tmp_path / "empty.pem").write_text("")
        with self.serve(authority) as script, pytest.raises(LedgerFailure) as failure:
            self.call(f"https://localhost:{script.port}", tmp_path / "empty.pem")
        assert failure.value.trouble is LedgerTrouble.UNTRUSTED
        assert script.asked == []

    def test_a_handshake_cut_short_is_the_networks_trouble(self, tmp_path, authority):
        """A connection that closes during the handshake says nothing about certificates."""
        with socket.create_server(("127.0.0.1", 0)) as closing:
            closing.settimeout(5)

            def hang_up():
                closing.accept()[0].close()

            thread = Thread(target=hang_up)
            thread.start()
            with pytest.raises(LedgerFailure) as failure:
                self.call(f"https://localhost:{closing.getsockname()[1]}", tmp_path / "ca.pem")
            thread.join()
        assert failure.value.trouble is LedgerTrouble.UNREACHABLE


@pytest.mark.expects_log("Failed to parse headers")  # urllib3 says so and goes on
@settings(max_examples=60)
@example([b"HTTP/1.1 200 OK\r\n", b"no header\r\n", b"\r\n\r\n"])
@given(st.lists(st.binary(max_size=200) | st.just(b"HTTP/1.1 200 OK\r\n") | st.just(b"\r\n\r\n"), max_size=5))
def test_whatever_a_server_says_is_an_answer_or_a_failure(raw):
    """No bytes on the line make the client raise anything but LedgerFailure."""
    with serving(ScriptedLedger(Reply(raw=b"".join(raw)))) as script:
        client = LedgerClient(f"http://127.0.0.1:{script.port}", TOKEN, StoppedClock())
        with pytest.raises(LedgerFailure):
            client.send([pending(1)])
