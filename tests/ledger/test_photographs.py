"""Photographs follow the decisions that name them, by their content; the ledger hashes what it is sent."""

from __future__ import annotations

import hashlib
import http.client
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import approval, takeback
from voucher_ledger.application.photographs import FILE_BYTES_MAX
from voucher_ledger.cli import main

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20_000  # 5 MB
NAME = hashlib.sha256(JPEG).hexdigest()


@pytest.fixture
def named(ledger: Ledger) -> Ledger:
    """A decision of BANC-01 names one photograph, another two."""
    ledger.declare(takeback(lines=3))
    ledger.post(approval(1, 1, evidence=[NAME]))
    ledger.clock.at = ledger.clock.at.replace(minute=1)
    ledger.post(approval(2, 2, evidence=["a" * 64, NAME, "b" * 64]))
    return ledger


def wanted(ledger: Ledger, as_: str = "BANC-01") -> list[str]:
    return ledger.get("/v1/stations/me/evidence", as_=as_).json()["wanted"]


def put(ledger: Ledger, name: str, content: bytes, as_: str = "BANC-01"):
    headers = {"Authorization": f"Bearer {ledger.tokens[as_]}", "Content-Type": "application/octet-stream"}
    return ledger.client.put(f"/v1/evidence/{name}", content=content, headers=headers)


def folder_of(tmp_path: Path) -> Path:
    return tmp_path / "evidence"


def files(tmp_path: Path) -> list[str]:
    folder = folder_of(tmp_path)
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_a_photograph_is_wanted_until_it_has_come(named: Ledger, tmp_path: Path) -> None:
    """Wanted in the order of the decisions, of the bench that named it first; sent, kept once, read back whole."""
    assert wanted(named) == [NAME, "a" * 64, "b" * 64]
    assert wanted(named, "BANC-02") == []
    assert put(named, NAME, JPEG).status_code == 201
    again = put(named, NAME, JPEG)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    assert wanted(named) == ["a" * 64, "b" * 64]
    assert files(tmp_path) == [f"{NAME[:2]}/{NAME[2:]}"]
    for reader in ("lead", "finance", "auditor", "BANC-02"):
        got = named.get(f"/v1/evidence/{NAME}", as_=reader)
        assert (got.content, got.headers["content-type"]) == (JPEG, "image/jpeg")
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-disposition"].startswith("attachment")
    assert named.audit() == []


def test_what_is_not_what_it_is_called_is_not_kept(named: Ledger, tmp_path: Path) -> None:
    """Other bytes, no bytes, nobody's photograph, a till's token: refused, and nothing lies about."""
    assert problem(put(named, NAME, JPEG[:-1])) == (422, "invalid-request")
    assert problem(put(named, NAME, b"")) == (422, "invalid-request")
    assert problem(put(named, "c" * 64, JPEG)) == (404, "not-found")
    assert problem(put(named, "../../etc/passwd", b"x"))[0] in (404, 405)
    assert problem(put(named, NAME.upper(), JPEG)) == (422, "invalid-request")
    assert problem(put(named, NAME, JPEG, as_="brand")) == (403, "forbidden")
    assert problem(named.get(f"/v1/evidence/{NAME}", as_="lead")) == (404, "not-found")
    assert problem(named.get(f"/v1/evidence/{NAME}", as_="brand")) == (403, "forbidden")
    assert files(tmp_path) == []


def test_something_else_than_a_picture_is_never_shown_as_one(named: Ledger) -> None:
    """A page somebody signed for as evidence comes back as bytes to save, not as a page."""
    page = b"<html><script>alert(1)</script></html>"
    name = hashlib.sha256(page).hexdigest()
    named.post(approval(3, 3, evidence=[name]))
    assert put(named, name, page).status_code == 201
    assert named.get(f"/v1/evidence/{name}", as_="lead").headers["content-type"] == "application/octet-stream"


def test_a_photograph_cut_short_or_too_large_is_gone(
    named: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line breaks in the middle; a sender that does not end is told so. Nothing is left, and it can come again."""
    host, port = named.client.base_url.host, named.client.base_url.port
    cut = http.client.HTTPConnection(host, port)
    cut.putrequest("PUT", f"/v1/evidence/{NAME}")
    cut.putheader("Authorization", f"Bearer {named.tokens['BANC-01']}")
    cut.putheader("Content-Length", str(len(JPEG)))
    cut.endheaders()
    cut.send(JPEG[:2_000_000])
    cut.close()
    monkeypatch.setattr("voucher_ledger.api.routes_evidence.FILE_BYTES_MAX", 1_000_000)
    large = put(named, NAME, JPEG)
    assert problem(large) == (413, "too-large")
    monkeypatch.setattr("voucher_ledger.api.routes_evidence.FILE_BYTES_MAX", FILE_BYTES_MAX)
    assert put(named, NAME, JPEG).status_code == 201
    assert files(tmp_path) == [f"{NAME[:2]}/{NAME[2:]}"]


def test_a_full_disk_is_said_and_asked_again(named: Ledger, tmp_path: Path) -> None:
    """The folder cannot be written: 503, retryable; when it can, the same bytes are kept."""
    folder = folder_of(tmp_path)
    folder.mkdir()
    (folder / "aside").write_text("a file where a folder should be")
    answer = put(named, NAME, JPEG)
    assert (problem(answer), answer.json()["retryable"]) == ((503, "unavailable"), True)
    (folder / "aside").unlink()
    assert put(named, NAME, JPEG).status_code == 201


def test_a_damaged_photograph_is_found(
    named: Ledger, url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`verify-chain` hashes every photograph again, and names one that changed or went."""
    monkeypatch.setenv("VOUCHER_LEDGER_EVIDENCE", str(folder_of(tmp_path)))
    put(named, NAME, JPEG)
    where = ["verify-chain", "--database-url", url.render_as_string(hide_password=False)]
    assert main(where) == 0
    (file,) = (tmp_path / "evidence" / NAME[:2]).iterdir()
    assert file.stat().st_mode & 0o777 == 0o440
    file.chmod(0o600)
    file.write_bytes(JPEG[:-1] + b"x")
    capsys.readouterr()
    assert main(where) == 1
    assert capsys.readouterr().out == f"photograph_damaged: sha256={NAME}\n"
    file.unlink()
    assert main(where) == 1
    assert main([*where, "--without-photographs"]) == 0
