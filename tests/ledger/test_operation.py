"""Running the ledger: careful headers, figures, who did what, a token that is changed over, TLS."""

from __future__ import annotations

import ssl
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import trustme
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.engine import URL

from qc_station.application.ledger_port import LedgerFailure
from qc_station.sync.ledger_client import LedgerClient
from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import NOW, StoppedClock, approval, refusal, takeback
from tests.ledger.process import Serving, run, said
from voucher_ledger.application import access
from voucher_ledger.bootstrap import SystemClock
from voucher_ledger.domain.act import ActKind
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.storage.store import SqlStore

CAREFUL = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def test_every_answer_is_careful(ledger: Ledger) -> None:
    """Good, refused, unknown, too large: never kept, framed, sniffed or run. The customers' page has rules of its own,
    stricter than none.
    """
    too_large = ledger.client.post("/v1/takebacks", content=b" " * (1024 * 1024 + 1))
    answers = [
        ledger.client.get(path) for path in ("/healthz", "/v1/takebacks", "/nowhere", "/metrics", "/openapi.json")
    ]
    for answer in [*answers, too_large]:
        assert {name: answer.headers[name] for name in CAREFUL} == CAREFUL, answer.url
        assert "strict-transport-security" not in answer.headers, "not over http: it would bind the whole host"
    page = ledger.client.get("/account").headers
    assert "style-src 'self'" in page["content-security-policy"]
    assert page.get_list("content-security-policy") == [page["content-security-policy"]]


def figures(ledger: Ledger) -> dict[str, float]:
    """Name with labels → value."""
    answer = ledger.get("/metrics", as_="auditor")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        f"{one.name}{sorted(one.labels.items()) or ''}": one.value
        for family in text_string_to_metric_families(answer.text)
        for one in family.samples
    }


def test_figures_for_prometheus(ledger: Ledger) -> None:
    """Requests by route, never by path; what waits in the books, at nought too; and only for an auditor."""
    ledger.declare(takeback(lines=2))
    before = figures(ledger)
    assert before["ledger_review_tasks_open[('kind', 'conflict')]"] == 0
    ledger.post(approval(1))
    ledger.post(refusal(2))
    ledger.client.request("BREW", "/v1/parcels/8R41207731939")
    after = figures(ledger)
    assert after["ledger_review_tasks_open[('kind', 'conflict')]"] == 1
    assert after["ledger_decisions_untold"] == 1
    assert after["ledger_ready"] == 1
    route = "[('method', 'POST'), ('route', '/v1/approvals'), ('status', '201')]"
    assert after[f"ledger_requests_total{route}"] == 2
    assert not [name for name in after if "8R4120" in name or "BREW" in name]
    for other in ("BANC-01", "shop", "finance", "lead", "brand"):
        assert problem(ledger.get("/metrics", as_=other)) == (403, "forbidden")
    assert ledger.client.get("/metrics").status_code == 401


def test_an_auditor_reads_and_changes_nothing(ledger: Ledger) -> None:
    """The report over HTTP is the command's; an auditor's token opens nothing else."""
    ledger.declare(takeback())
    ledger.post(approval(1))
    assert ledger.get("/v1/audit/report", as_="auditor").json() == {"clean": True, "findings": []}
    kinds = [one["kind"] for one in ledger.get("/v1/audit/acts", as_="auditor").json()["acts"]]
    assert {"station_added", "token_added", "sales_point_added"} <= set(kinds)
    assert ledger.get("/v1/audit/acts?after=3", as_="auditor").json()["acts"][0]["number"] == 4
    assert problem(ledger.get("/v1/customers/C-1/balance", as_="auditor")) == (403, "forbidden")
    assert problem(ledger.get("/v1/audit/report", as_="finance")) == (403, "forbidden")


def test_a_bench_is_changed_over_to_a_new_token(ledger: Ledger) -> None:
    """Both open the ledger while the change-over lasts; then the old one is refused, and the new one goes on."""
    ledger.declare(takeback(lines=3))
    _, secret = access.rotate_station("BANC-01", timedelta(hours=8), ledger.store, ledger.clock)
    ledger.tokens["new"] = secret
    assert ledger.post(approval(1)).status_code == 201
    assert ledger.post(approval(2, line=2), as_="new").json()["outcome"] == "credited"
    ledger.clock.at += timedelta(hours=8)
    assert problem(ledger.post(approval(3, line=3))) == (401, "unauthorized")
    assert ledger.post(approval(3, line=3), as_="new").json()["outcome"] == "credited"


def test_each_change_of_token_ends_the_ones_before(store: SqlStore, clock: StoppedClock) -> None:
    """However often: at most what was in force longest ago ends first; with no overlap at once. Nobody revives one."""
    access.add_station("A", store, clock)
    for hours in (2, 8):
        clock.at += timedelta(minutes=1)
        access.rotate_station("A", timedelta(hours=hours), store, clock)
    first, second, third = access.list_tokens(store)
    assert (first.not_after, second.not_after) == (
        NOW + timedelta(hours=2, minutes=1),
        NOW + timedelta(hours=8, minutes=2),
    )
    assert third.not_after is None
    clock.at += timedelta(minutes=1)
    access.rotate_station("A", timedelta(0), store, clock)
    assert [one.in_force(clock.at) for one in access.list_tokens(store)] == [False, False, False, True]
    with pytest.raises(NotFound):
        access.rotate_station("B", timedelta(0), store, clock)


def test_who_did_what_is_written_with_it(url: URL) -> None:
    """Each administrative command leaves one act with the user's name and no secret; a refused one leaves none."""
    plain = url.render_as_string(hide_password=False)
    secrets = [said("station", verb, "BANC-01", url=plain)["token"] for verb in ("add", "rotate")]
    token = said("token", "add", "--scope", "finance", "--name", "house", url=plain)
    secrets.append(token["token"])
    said("sales-point", "add", "brand", "--network", "brand_web", url=plain)
    for done in (("station", "epoch", "BANC-01"), ("token", "revoke", token["id"]), ("export", "movements"),
                 ("station", "revoke", "BANC-01"), ("republish",)):  # fmt: skip
        assert run(*done, url=plain).returncode == 0
    for refused in (("station", "add", "BANC-01"), ("station", "rotate", "BANC-01"), ("customer", "link", "C-9"),
                    ("token", "revoke", token["id"]), ("mail", "retry", "7")):  # fmt: skip
        assert run(*refused, url=plain).returncode == 2
    told = run("acts", url=plain).stdout
    assert [line.split()[3] for line in told.splitlines()] == [
        ActKind.STATION_ADDED, ActKind.STATION_ROTATED, ActKind.TOKEN_ADDED, ActKind.SALES_POINT_ADDED,
        ActKind.EPOCH_OPENED, ActKind.TOKEN_REVOKED, ActKind.EXPORTED, ActKind.STATION_REVOKED, ActKind.REPUBLISHED,
    ]  # fmt: skip
    assert not [secret for secret in secrets if secret in told]
    assert "setup" not in told


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(authority: trustme.CA, tmp_path: Path) -> tuple[str, ...]:
    """The arguments of `serve` for a certificate of a private authority."""
    made = authority.issue_cert("localhost")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    made.cert_chain_pems[0].write_to_path(str(chain))
    made.private_key_pem.write_to_path(str(key))
    return ("--tls-certificate", str(chain), "--tls-key", str(key))


def test_a_bench_speaks_to_a_ledger_of_a_private_authority(
    url: URL, authority: trustme.CA, certificate: tuple[str, ...], tmp_path: Path
) -> None:
    """With its certificate checked: another authority's is refused, and nothing goes over plain
    http. The whole host is then bound to https.
    """
    plain = url.render_as_string(hide_password=False)
    token = said("station", "add", "BANC-01", url=plain)["token"]
    ours, theirs = tmp_path / "ours.pem", tmp_path / "theirs.pem"
    authority.cert_pem.write_to_path(str(ours))
    trustme.CA().cert_pem.write_to_path(str(theirs))
    with Serving(plain, certificate) as serving:
        base = f"https://localhost:{serving.port}"
        assert LedgerClient(base, token, SystemClock(), ca=ours).pull(None).takebacks == ()
        for ca in (theirs, None):
            with pytest.raises(LedgerFailure):
                LedgerClient(base, token, SystemClock(), ca=ca).pull(None)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://localhost:{serving.port}/healthz")
        context = ssl.create_default_context(cafile=str(ours))
        answer = httpx.get(f"{base}/healthz", verify=context)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        status, _ = serving.stop()
    assert status == 0


@pytest.mark.parametrize("given", [("--tls-certificate", "nowhere.pem"), ("--tls-certificate", "a", "--tls-key", "b")])
def test_half_a_certificate_serves_nothing(given: tuple[str, ...], tmp_path: Path) -> None:
    """Never http where https was asked for."""
    done = run("serve", "--port", "0", *given, url=f"sqlite:///{tmp_path}/ledger.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--tls-certificate and --tls-key" in done.stderr
