"""Mail as an operator sets it up: the environment, the program, encryption, and what the commands say."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import trustme
from sqlalchemy.engine import URL

from tests.ledger.made import approval, customer, takeback
from tests.ledger.process import Serving, run, said
from tests.ledger.test_mail import Smtp, smtp, text  # noqa: F401 a fixture
from voucher_ledger.application.mail_ports import CarrierDown
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.post.settings import mail_settings
from voucher_ledger.post.smtp import SmtpCarrier, SmtpServer, smtp_server

HELLO = b"Subject: hello\r\n\r\nhello\r\n"
GOOD = {
    "VOUCHER_LEDGER_SMTP_URL": "smtp://post:s3cret@mail.example.org",
    "VOUCHER_LEDGER_MAIL_FROM": "AMI For Ever <forever@example.org>",
    "VOUCHER_LEDGER_SITE": "https://ledger.example.org/",
}


def environment(server: Smtp) -> dict[str, str]:
    return GOOD | {
        "VOUCHER_LEDGER_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
        "VOUCHER_LEDGER_MAIL_DELAY_S": "0",
        "VOUCHER_LEDGER_MAIL_EVERY_S": "0.05",
        "VOUCHER_LEDGER_MAIL_PICTURES_S": "0",
    }


def test_a_ledger_that_serves_tells_its_customers(url: URL, smtp: Smtp) -> None:  # noqa: F811
    """Declared, approved, mailed; a link asked for on the page arrives and opens the account; a refused address is
    parked, listed without it, and told once more; SIGTERM ends it; nobody stands in the log.
    """
    smtp.script(never=["550"])
    plain = url.render_as_string(hide_password=False)
    station = said("station", "add", "BANC-01", url=plain)
    shop = said("token", "add", "--scope", "takebacks:write", "--name", "shop", url=plain)
    with Serving(plain, environment=environment(smtp)) as serving, httpx.Client(base_url=serving.base) as client:
        for dossier, who in (("R-1", customer()), ("R-2", customer("C-2", email="never@example.org"))):
            given = takeback(dossier, customer=who)
            client.post("/v1/takebacks", json=given, headers={"Authorization": f"Bearer {shop['token']}"})
        bearer = {"Authorization": f"Bearer {station['token']}"}
        for document in (approval(1), approval(2, dossier="R-2")):
            assert client.post("/v1/approvals", json=document, headers=bearer).json()["outcome"] == "credited"
        client.post("/account/link", data={"email": "Camille@example.org"})
        until(lambda: len(smtp.taken) == 2)
        by_subject = {mail["Subject"].split()[1]: mail for mail in smtp.taken}
        link = text(by_subject["lien"]).split("https://ledger.example.org")[1].split()[0]
        assert client.get(link).status_code == 200
        until(lambda: said("mail", "list", url=plain) if run("mail", "list", url=plain).stdout else [])
        parked = run("mail", "list", "--json", url=plain).stdout
        (one,) = [json.loads(line) for line in parked.splitlines()]
        assert (one["customer"], one["fault"]) == ("C-2", "SMTP 550")
        assert "never@" not in parked
        assert run("mail", "retry", str(one["id"]), url=plain).returncode == 0
        until(lambda: len(smtp.taken) == 3)
        assert run("mail", "retry", str(one["id"]), url=plain).returncode == 2
        status, log = serving.stop()
    assert status == 0
    (told,) = [line for line in log if line["event"] == "mail_parked"]
    assert (told["mail"], told["kind"], told["fault"]) == (one["id"], "parcel", "SMTP 550")
    assert "example.org" not in json.dumps(log)


def until(happens, within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not happens():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_URL", "http://mail.example.org"),
        ("SMTP_URL", "smtp://mail.example.org:port"),
        ("SMTP_URL", "smtp://user@mail.example.org"),
        ("SMTP_URL", "smtps://post:s3cret@"),
        ("SMTP_CA", "/nowhere/ca.pem"),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "nobody"),
        ("SITE", ""),
        ("SITE", "ledger.example.org"),
        ("MAIL_KEY", "short"),
        ("MAIL_DELAY_S", "soon"),
        ("MAIL_DELAY_S", "-1"),
        ("MAIL_PICTURES_S", "long"),
        ("MAIL_EVERY_S", "nan"),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(name: str, value: str) -> None:
    """The ledger does not start, says which variable, and never what stands in it."""
    with pytest.raises(InvalidRequest) as told:
        mail_settings(GOOD | {f"VOUCHER_LEDGER_{name}": value})
    assert told.value.detail.startswith(f"VOUCHER_LEDGER_{name}:")
    assert "s3cret" not in told.value.detail


def test_a_wrong_setting_stops_the_program(tmp_path: Path) -> None:
    """Exit 2 and one line, before anything is served."""
    url = f"sqlite:///{tmp_path}/ledger.db"
    done = run("serve", "--port", "0", url=url, VOUCHER_LEDGER_SMTP_URL="smtp://post:s3cret@mail")
    assert (done.returncode, done.stdout, "s3cret" in done.stderr) == (2, "", False)
    assert done.stderr.splitlines()[-1].startswith("voucher-ledger: VOUCHER_LEDGER_MAIL_FROM:")


def test_settings_are_read(tmp_path: Path) -> None:
    """No server: no mail. With one: STARTTLS to another machine, none to this one, and no password in its text."""
    assert mail_settings({}) is None
    settings = mail_settings(GOOD)
    assert settings is not None
    assert (settings.site, settings.sender.addr_spec) == ("https://ledger.example.org", "forever@example.org")
    assert (settings.server.tls, settings.server.port, settings.server.password) == ("asked", 587, "s3cret")
    assert "s3cret" not in repr(settings)
    assert [smtp_server(url).tls for url in ("smtps://m", "smtp://localhost:25", "smtp://[::1]:25")] == [
        "at_once",
        "none",
        "none",
    ]


@pytest.mark.parametrize("tls", ["asked", "at_once"])
def test_an_encrypted_connection_is_checked(tls: str, tmp_path: Path) -> None:
    """With its authority's certificate the mail is taken; without, for another name, or in clear text, nothing is
    handed over.
    """
    authority = trustme.CA()
    ca_file, certificate = tmp_path / "ca.pem", tmp_path / "server.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(certificate))
    server = Smtp(tmp_path, encryption=(tls, str(certificate)))
    server.script()
    server.start()
    good = SmtpServer("localhost", server.port, tls, ca_file=ca_file)
    carrier = SmtpCarrier(good, "forever@example.org")
    carrier.send("camille@example.org", HELLO)
    carrier.close()
    for wrong in (replace(good, ca_file=None), replace(good, tls="none"), replace(good, host="127.0.0.1")):
        doubted = SmtpCarrier(wrong, "forever@example.org")
        with pytest.raises(CarrierDown):
            doubted.send("camille@example.org", HELLO)
        doubted.close()
    assert len(server.taken) == 1
    server.stop()


def test_every_mail_is_written_into_a_folder(tmp_path: Path) -> None:
    """`mail preview`: each mail in six languages as .eml, .txt and .html, and its subject on a line."""
    done = run("mail", "preview", str(tmp_path / "mails"))
    assert done.returncode == 0
    files = sorted(file.name for file in (tmp_path / "mails").iterdir())
    assert len(files) == 3 * len(done.stdout.splitlines()) == 3 * 5 * 6
    assert {"parcel-mixed.fr.eml", "voucher.nl.html", "sign-in.it.txt"} <= set(files)
