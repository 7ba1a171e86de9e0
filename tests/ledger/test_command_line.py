"""`voucher-ledger` as an operator meets it, in a process of its own."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL

from tests.ledger.conftest import Ledger
from tests.ledger.made import approval, takeback
from tests.ledger.process import Serving, run, said
from voucher_ledger.cli import main
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.storage.engine import database_url


def plain(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_a_first_day(url: URL, tmp_path: Path) -> None:
    """Add a station and a shop, serve, declare, approve, audit, stop: exit 0, and no secret or person in the log."""
    station = said("station", "add", "BANC-01", url=plain(url))
    shop = said("token", "add", "--scope", "takebacks:write", "--name", "shop", url=plain(url))
    assert (station["station"], station["epoch"], shop["scopes"]) == ("BANC-01", 1, ["takebacks:write"])
    ready = tmp_path / "ready.json"
    with Serving(plain(url), ("--ready-file", str(ready))) as serving:
        assert json.loads(ready.read_text()) == {"port": serving.port, "pid": serving.process.pid}
        with httpx.Client(base_url=serving.base) as client:
            declared = client.post(
                "/v1/takebacks", json=takeback(), headers={"Authorization": f"Bearer {shop['token']}"}
            )
            bearer = {"Authorization": f"Bearer {station['token']}"}
            credited = client.post("/v1/approvals", json=approval(1), headers=bearer)
            client.get("/v1/customers/C-1/balance", headers=bearer)
            client.get("/v1/parcels/8R41207731939", headers={"Authorization": "Bearer qcs_wrong"})
        assert (declared.status_code, credited.json()["outcome"]) == (201, "credited")
        assert said("audit", url=plain(url)) == {"clean": True, "findings": []}
        status, log = serving.stop()
    assert status == 0
    requests = [(one["method"], one["route"], one["status"]) for one in log if one["event"] == "request"]
    assert ("GET", "/v1/customers/{ref}/balance", 200) in requests
    assert ("GET", "/v1/parcels/{code:path}", 401) in requests
    everything = json.dumps(log, ensure_ascii=False)
    for secret in (station["token"], shop["token"], "Camille", "C-1", "camille@", "8R41207731939", "qcs_"):
        assert secret not in everything


def test_sqlite_needs_no_preparation(tmp_path: Path) -> None:
    """`serve` on a file that is not there makes it, with its schema, in a folder only its owner enters."""
    file = tmp_path / "new" / "ledger.db"
    with Serving(f"sqlite:///{file}") as serving:
        assert httpx.get(f"{serving.base}/readyz").json()["status"] == "ready"
        assert serving.stop()[0] == 0
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_the_database_may_come_from_the_environment(tmp_path: Path) -> None:
    """The variable is taken where no option is given; without both, a file in the data folder."""
    named = run("station", "add", "A", VOUCHER_LEDGER_DATABASE_URL=f"sqlite:///{tmp_path}/a.db")
    assert (named.returncode, (tmp_path / "a.db").exists()) == (0, True)
    unnamed = run("station", "add", "A", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (unnamed.returncode, (tmp_path / "data/voucher-ledger/ledger.db").exists()) == (0, True)


def test_the_station_commands(url: URL, capsys: pytest.CaptureFixture[str]) -> None:
    """A name is given once, for ever; a station has two tokens at most; what is revoked is revoked once."""

    def does(*arguments: str) -> int:
        return main([*arguments, "--database-url", plain(url)])

    second = ("token", "add", "--scope", "station", "--station", "A", "--name", "second")
    assert does("station", "add", "A") == 0
    assert does("station", "add", "A") == 2
    assert does(*second) == 0
    secret = capsys.readouterr().out.splitlines()[-1]
    assert secret.startswith("qcs_")
    assert does(*second) == 2
    assert "two" not in (said_error := capsys.readouterr().err)
    assert "revoke one first" in said_error
    assert does("token", "revoke", secret.split("_")[1]) == 0
    assert does("token", "revoke", secret.split("_")[1]) == 2
    assert does(*second) == 0
    assert does("station", "epoch", "A") == 0
    assert "epoch 2" in capsys.readouterr().out
    assert does("station", "revoke", "A") == 0
    assert does("station", "revoke", "A") == 2
    assert does("station", "add", "A") == 2, "its numbers stay its own"
    assert does("station", "add", "not a name") == 2
    assert does("token", "add", "--scope", "station", "--name", "x") == 2, "which station?"
    capsys.readouterr()
    assert does("token", "list") == 0
    listed = capsys.readouterr().out
    assert listed.count("revoked") == 3
    assert "qcs_" not in listed


def test_a_new_epoch_is_numbered_from_one(url: URL, ledger: Ledger) -> None:
    """A bench restored from an old copy numbers anew; what it still sends of the old epoch is known or in order."""
    ledger.declare(takeback(lines=3))
    old = approval(1)
    ledger.post(old)
    assert main(["station", "epoch", "BANC-01", "--database-url", plain(url)]) == 0
    assert ledger.get("/v1/stations/me").json() == {"station": "BANC-01", "epoch": 2, "last_seq": 0}
    assert ledger.post(approval(1, line=2, epoch=2)).json()["outcome"] == "credited"
    assert ledger.post(old).json()["replayed"] is True
    assert ledger.post(approval(2, line=3)).json()["outcome"] == "credited"
    assert ledger.audit() == []


def test_the_audit_looks_at_books_that_would_not_be_served(url: URL, engine: Engine, capsys) -> None:
    """A missing guard is a finding, exit 1, not a reason to look away; JSON and words say the same."""
    on_table = " ON takeback" if engine.dialect.name == "postgresql" else ""
    name = "guard_takeback_row" if on_table else "guard_takeback_update"
    assert main(["audit", "--database-url", plain(url)]) == 0
    assert capsys.readouterr().out == "the books are in order\n"
    with engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
    assert main(["audit", "--database-url", plain(url)]) == 1
    assert capsys.readouterr().out == f"guard_missing: {name}\n"
    assert main(["audit", "--json", "--database-url", plain(url)]) == 1
    listed = [{"check": "guard_missing", "facts": name}]
    assert json.loads(capsys.readouterr().out) == {"clean": False, "findings": listed}
    served = run("serve", "--port", "0", url=plain(url))
    assert (served.returncode, name in served.stderr) == (3, True)


def test_a_database_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Exit 3 and one line, without a password, for a server that does not answer or a file that is no database."""
    (tmp_path / "text.db").write_text("this is no database" * 100)
    for url in ("postgresql://user:hush@127.0.0.1:1/x", f"sqlite:///{tmp_path}/text.db"):
        for command in (["audit"], ["migrate"], ["station", "add", "A"]):
            assert main([*command, "--database-url", url]) == 3, (command, url)
            said_error = capsys.readouterr().err
            assert "hush" not in said_error
            assert said_error.count("\n") == 1
    assert run("serve", "--port", "0", url=f"sqlite:///{tmp_path}/text.db").returncode == 3


def test_only_databases_of_ours_are_taken() -> None:
    """Another engine, or no URL at all, is refused before anything is opened; a password is not repeated."""
    for given in ("mysql://root:hush@host/x", "nonsense", "sqlite://", "postgresql+asyncpg://x/y"):
        with pytest.raises(InvalidRequest) as refused:
            database_url(given)
        assert "hush" not in str(refused.value)
    assert database_url("postgres://u@h/d").drivername == "postgresql+psycopg"


def test_a_taken_port_is_said_so(tmp_path: Path) -> None:
    """Exit 3 with the system's word for it."""
    with Serving(f"sqlite:///{tmp_path}/a.db") as serving:
        second = run("serve", "--port", str(serving.port), url=f"sqlite:///{tmp_path}/b.db")
    assert second.returncode == 3
    assert "Address already in use" in second.stderr


def test_a_bug_is_answered_and_logged_without_its_message(tmp_path: Path) -> None:
    """500 as a problem to be sent again; the log tells kinds and lines, for a message may quote a person's row."""
    url = f"sqlite:///{tmp_path}/ledger.db"
    token = said("station", "add", "BANC-01", url=url)["token"]
    with Serving(url) as serving:
        with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as connection:
            connection.execute("DROP TABLE feed_event")
        answer = httpx.get(f"{serving.base}/v1/takebacks", headers={"Authorization": f"Bearer {token}"})
        _, log = serving.stop()
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert (answer.json()["type"], answer.json()["retryable"]) == ("urn:ledger:internal", True)
    (failure,) = (one for one in log if "failed" in one)
    assert "OperationalError" in {one["error"] for one in failure["failed"]}
    assert any("takebacks.py" in line for one in failure["failed"] for line in one["at"])
    assert "feed_event" not in json.dumps(log)
    assert [one["status"] for one in log if one["event"] == "request"] == [500]
