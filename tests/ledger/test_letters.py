"""What the mails say, in six languages."""

from __future__ import annotations

import re
import tomllib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.ledger.test_mail import text
from voucher_ledger.domain.mail import DecidedItem, Envelope, Person
from voucher_ledger.domain.money import Money
from voucher_ledger.pages import samples
from voucher_ledger.pages.reasons import sentence
from voucher_ledger.pages.render import LANGUAGES, words

PROGRAMME = Path(__file__).parents[2] / "resources" / "programmes" / "ami-for-ever.toml"
ON = Envelope("x@example.org", samples.AT)


def read(message: bytes) -> EmailMessage:
    return message_from_bytes(message, _class=EmailMessage, policy=default)


@pytest.mark.parametrize(("name", "message"), list(samples.samples()))
def test_every_mail_is_whole(name: str, message: bytes) -> None:
    """Seven bits, lines a relay takes, nothing unfilled, the language named, and nothing loaded from anywhere."""
    assert message.isascii()
    assert max(map(len, message.split(b"\r\n"))) < 998
    mail = read(message)
    html = text(mail, "html")
    for body in (text(mail), html, mail["Subject"]):
        assert not re.search(r"[{}]|None|Undefined", body), name
    assert f'<html lang="{name.rpartition(".")[2]}">' in html
    assert not re.search(r'src=(?!"cid:)|url\(|<link|<script|@import', html)
    assert set(re.findall(r'href="([^"]*)"', html)) <= {
        "https://ledger.example.org/account",
        "https://ledger.example.org/account/enter?token=sample-token",
    }


def test_one_and_many() -> None:
    """One item, two items, in each language; a parcel with nothing left says nothing of it."""
    for language in LANGUAGES:
        person, said = Person("C-1", "Camille", language, "c@example.org"), words(language)
        one = read(samples.HEAD.parcel(samples._one(person), ON))
        assert one["Subject"] == said.mail_parcel_subject_one.format(dossier="R-2026-000184")
        assert said.mail_left_one in text(one)
        mixed = read(samples.HEAD.parcel(samples._mixed(person), ON))
        assert mixed["Subject"] == said.mail_parcel_subject_other.format(dossier="R-2026-000184", n=4)
        assert said.mail_left_other.format(n=2) in text(mixed)
        refused = text(read(samples.HEAD.parcel(samples._none(person), ON)))
        assert said.mail_refused_one in refused
        assert said.mail_credited_one not in refused
        assert said.mail_left_other.format(n=0) not in refused


def test_whatever_a_shop_declares_stays_text() -> None:
    """Names, titles and sizes of any characters are text in HTML and in plain text, and no header of their own."""
    person = Person("C-1", '<b>"Eve"</b>\r\nBcc: all@example.org', "xx", "c@example.org")
    hostile = DecidedItem("a", 1, {"fr": "<img src=x onerror=1>{{ 7*7 }}"}, "<i>", Money(100, "EUR"), ())
    mail = read(samples.HEAD.parcel(samples._news(person, (hostile,), 0, 100), ON))
    html = text(mail, "html")
    assert "<img" not in html
    assert "<b>" not in html
    assert "{{ 7*7 }}" in html
    assert mail["Bcc"] is None
    assert mail["Content-Language"] == "en", "a language without words is English"


def test_every_reason_of_the_programme_has_its_sentence() -> None:
    """The mail says what the bench's evidence pack says: the programme file's sentence, in six languages."""
    reasons = tomllib.loads(PROGRAMME.read_text(encoding="utf-8"))["reason"]
    for code, reason in reasons.items():
        for language in LANGUAGES:
            assert sentence("ami-for-ever", code, language) == reason["customer"][language]
    assert sentence("ami-for-ever", "nonsense", "fr") is None
    assert sentence("../../etc/passwd", "incomplete", "fr") is None
