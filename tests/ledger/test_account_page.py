"""The customer's page as a browser without scripts would use it: sign in by link, see, make vouchers, sign out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import httpx
import pytest

from tests.ledger.conftest import KeptLetters, Ledger
from tests.ledger.made import NOW, approval, customer, takeback
from voucher_ledger.application.account_page import LINK_FOR, LINKS_MAX, SESSION_FOR
from voucher_ledger.domain.voucher_code import read_code
from voucher_ledger.pages import formats
from voucher_ledger.pages.render import LANGUAGES, words

CODE = re.compile(r'<p class="code"[^>]*>([^<]+)</p>')
HOSTILE = '<script>alert("x")</script>'


class Page(HTMLParser):
    """The forms of a page with their fields, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.text = ""
        self._form = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._form = given["action"] or ""
            self.forms[self._form] = {}
        if tag == "input":
            self.forms[self._form][given["name"] or ""] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.text += data


class Browser:
    """Cookies, and forms filled in."""

    def __init__(self, address: str) -> None:
        told = {"Accept-Language": "fr-FR,fr;q=0.9"}
        self.client = httpx.Client(base_url=address, follow_redirects=True, timeout=30, headers=told)
        self.answer = self.client.get("/account")

    @property
    def page(self) -> Page:
        return Page(self.answer.text)

    def look(self, path: str = "/account") -> Page:
        self.answer = self.client.get(path)
        return self.page

    def send(self, action: str, **fields: str) -> Page:
        """The form of the page that goes there, with these fields filled in."""
        filled = self.page.forms[action] | fields
        self.answer = self.client.post(action, content=urlencode(filled), headers=FORM)
        return self.page

    def code(self) -> str | None:
        found = CODE.search(self.answer.text)
        return found[1] if found else None


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def rich(ledger: Ledger) -> Ledger:
    """C-1, who writes from Lyon, has 120 euros."""
    ledger.declare(takeback(lines=2))
    for line in (1, 2):
        ledger.post(approval(line, line))
    return ledger


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    made = Browser(address)
    yield made
    made.client.close()


def sign_in(browser: Browser, letters: KeptLetters) -> Page:
    browser.look()
    browser.send("/account/link", email="Camille@Example.org ")
    browser.look(f"/account/enter?token={letters.sent[-1][1]}")
    return browser.send("/account/enter")


def test_from_the_link_to_two_vouchers(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """Balance and movements are there; two vouchers are made, their codes shown once and good at a till; out again."""
    page = sign_in(browser, letters)
    assert "Bonjour Camille D." in page.text
    assert "120,00\xa0€" in page.text
    assert "Article accepté, dossier R-1" in page.text
    browser.send("/account/vouchers", amount="50,00")
    first = browser.code()
    assert first is not None
    assert "Votre bon de 50,00\xa0€" in browser.page.text
    assert "Du 24/11/2026 au 24/11/2027 inclus" in browser.page.text
    browser.look()
    browser.send("/account/vouchers", amount="70", issue_on="2026-12-25")
    second = browser.code()
    page = browser.look()
    assert first not in browser.answer.text
    assert "Reste 50,00\xa0€ sur 50,00\xa0€" in page.text
    assert "Du 25/12/2026 au 25/12/2027 inclus" in page.text
    assert "0,00\xa0€" in page.text
    assert "/account/vouchers" not in page.forms, "nothing is left to make one of"
    assert rich.redeem(read_code(first) or "", 1000, "A-1").status_code == 201
    assert rich.redeem(second or "", 1000, "A-1").status_code == 409
    browser.send("/account/leave")
    assert "Vous êtes déconnecté." in browser.page.text
    assert "Bonjour" not in browser.look().text
    assert rich.audit() == []


def test_a_page_sent_twice_makes_one_voucher(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """Reloading the page with the code tells that it was shown, and another code is to be had."""
    sign_in(browser, letters)
    fields = browser.page.forms["/account/vouchers"] | {"amount": "50"}
    for expected in (True, False):
        browser.answer = browser.client.post("/account/vouchers", content=urlencode(fields), headers=FORM)
        assert (browser.code() is not None) is expected
    assert "Ce bon est déjà créé." in browser.page.text
    assert rich.balance() == 7000
    page = browser.look()
    (action,) = (each for each in page.forms if each.endswith("/code"))
    browser.send(action)
    assert rich.redeem(browser.code() or "", 100, "A-1").status_code == 201


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "120,01"}, "Votre solde ne couvre pas ce montant."),
        ({"amount": "rien"}, "Indiquez un montant"),
        ({"amount": "-5"}, "Indiquez un montant"),
        ({"amount": "5", "issue_on": "2026-11-23"}, "Choisissez un jour"),
        ({"amount": "5", "issue_on": "demain"}, "Choisissez un jour"),
        ({"amount": "5", "form_key": "of another site"}, "Ce formulaire n’est plus valable."),
        ({"amount": "5", "form_key": "é"}, "Ce formulaire n’est plus valable."),
        ({"amount": "5", "key": "x"}, "Ce formulaire n’est plus valable."),
        ({"amount": "5", "key": "\0" * 12}, "Ce formulaire n’est plus valable."),
        ({"amount": "5", "currency": "XXX"}, "Votre solde ne couvre pas ce montant."),
        ({"amount": "5", "currency": "€"}, "Ce formulaire n’est plus valable."),
    ],
)
def test_what_cannot_be_made_is_said(
    fields: dict[str, str], said: str, rich: Ledger, browser: Browser, letters: KeptLetters
) -> None:
    """In the customer's language, above the account as it is; nothing moves."""
    sign_in(browser, letters)
    page = browser.send("/account/vouchers", **fields)
    assert said in page.text
    assert browser.answer.status_code in (403, 409)
    assert rich.balance() == 12000


def test_a_link_works_once_and_not_for_long(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """Looking at it uses nothing up; used, too old or invented, it opens nothing and another one is offered."""
    browser.send("/account/link", email="camille@example.org")
    token = letters.sent[0][1]
    for _ in range(3):
        browser.look(f"/account/enter?token={token}")
    assert "Bonjour" in browser.send("/account/enter").text
    other = Browser(str(browser.client.base_url))
    for dead in (token, "invented"):
        other.look(f"/account/enter?token={dead}")
        assert "Ce lien a déjà servi" in other.send("/account/enter").text
        assert other.answer.status_code == 403
    other.look()
    other.send("/account/link", email="camille@example.org")
    rich.clock.at = NOW + LINK_FOR
    other.look(f"/account/enter?token={letters.sent[-1][1]}")
    assert "Ce lien a déjà servi" in other.send("/account/enter").text
    other.client.close()


def test_an_address_of_any_bytes_is_answered(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """Zero characters, half characters, nothing at all: the same page."""
    for body in (b"email=%00", b"email=%ed%a0%80", b"", b"\xff", b"email=" + b"a" * 5000, b"&".join([b"a=1"] * 99)):
        assert browser.client.post("/account/link", content=body, headers=FORM).status_code == 200
    assert letters.sent == []


def test_nobody_learns_who_is_a_customer(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """A known and an unknown address get the same page; one address gets at most so many links an hour."""
    unknown = browser.send("/account/link", email="nobody@example.org")
    status = browser.answer.status_code
    browser.look()
    known = browser.send("/account/link", email="camille@example.org")
    assert (known.text, browser.answer.status_code) == (unknown.text, status)
    for _ in range(10):
        browser.look()
        browser.send("/account/link", email="camille@example.org")
    assert len(letters.sent) == LINKS_MAX
    rich.clock.at = NOW + timedelta(hours=1)
    browser.look()
    browser.send("/account/link", email="camille@example.org")
    assert len(letters.sent) == LINKS_MAX + 1


def test_a_session_ends(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """After an hour, and when it was signed out elsewhere, a form of its page makes nothing."""
    sign_in(browser, letters)
    fields = urlencode(browser.page.forms["/account/vouchers"] | {"amount": "50"})
    rich.clock.at = NOW + SESSION_FOR
    answer = browser.client.post("/account/vouchers", content=fields, headers=FORM)
    assert (answer.status_code, "Votre connexion a expiré" in answer.text) == (403, True)
    assert rich.balance() == 12000


def test_one_customer_sees_nothing_of_another(
    rich: Ledger, browser: Browser, letters: KeptLetters, address: str
) -> None:
    """Neither vouchers nor movements; a voucher's form with somebody else's id is refused."""
    mine = rich.make_voucher(5000).json()["id"]
    rich.declare(takeback("R-2", customer=customer("C-2", email="other@example.org", name=HOSTILE, language="de")))
    browser.send("/account/link", email="other@example.org")
    browser.look(f"/account/enter?token={letters.sent[-1][1]}")
    browser.send("/account/enter")
    assert HOSTILE not in browser.answer.text
    assert HOSTILE in browser.page.text, "shown as it is written, never run"
    assert "Camille" not in browser.answer.text
    assert "R-1" not in browser.answer.text
    form_key = browser.page.forms["/account/leave"]["form_key"]
    body = urlencode({"form_key": form_key})
    answer = browser.client.post(f"/account/vouchers/{mine}/code", content=body, headers=FORM)
    assert (answer.status_code, CODE.search(answer.text)) == (409, None)


def test_the_page_speaks_each_language(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """The customer's own at first; another one on request, which stays; the browser's before anybody signs in."""
    for told, language in (("nl-BE,nl;q=0.9", "nl"), ("pl,de;q=0.7", "de"), ("xx", "en"), ("", "en")):
        answer = browser.client.get("/account", headers={"Accept-Language": told})
        assert answer.headers["Content-Language"] == language
    sign_in(browser, letters)
    for language in LANGUAGES:
        browser.look(f"/account?language={language}")
        assert f'<html lang="{language}">' in browser.answer.text
        assert words(language).balance in browser.page.text
        assert words(language).balance in browser.look().text
    browser.look("/account?language=xx")
    assert browser.answer.status_code == 200


def test_all_languages_have_all_words() -> None:
    """The same sentences with the same places to fill, none empty, French with its narrow spaces kept from breaking."""
    names = set(vars(words("fr")))
    for language in LANGUAGES:
        said = vars(words(language))
        assert set(said) == names
        for name, text in said.items():
            assert text.strip()
            assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", vars(words("fr"))[name])), name
    assert not [text for text in vars(words("fr")).values() if re.search(r" [:;?!]", text)]


def test_headers_let_nothing_else_in(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """No script, no frame, no foreign source, nothing kept; the cookie is out of reach of scripts and sites."""
    sign_in(browser, letters)
    headers = browser.look() and browser.answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not re.search(r"<script|<style|style=|http:|https:|onclick", browser.answer.text)
    cookie = next(one for one in browser.client.cookies.jar if one.name == "ledger_account")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "lax"
    assert cookie.path == "/account"


def test_older_movements_are_a_page_further(ledger: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """Newest first, fifty at a time, each once."""
    ledger.declare(takeback(lines=60))
    for line in range(1, 61):
        ledger.post(approval(line, line))
    sign_in(browser, letters)
    assert browser.answer.text.count("Article accepté") == 50
    older = re.search(r'href="(/account\?before=[^"]+)"', browser.answer.text)
    assert older is not None
    browser.look(older[1])
    assert browser.answer.text.count("Article accepté") == 10
    assert "before=" not in browser.answer.text
    browser.look("/account?before=nonsense")
    assert browser.answer.status_code == 200


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("25", 2500), ("25,5", 2550), ("25.50", 2550), ("1 250,00", 125000), ("1.250,00", 125000), ("1,250.00", 125000),
        ("25 €", 2500), ("1.250", None), ("0", None), ("0,00", None), ("-5", None), ("", None), ("1e5", None),
        ("٣", None), ("1,2,3", None), ("9999999999", None), ("NaN", None),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(typed: str, minor: int | None) -> None:
    """What can be meant in one way only; a thousand that may be one is asked again."""
    assert formats.read_amount(typed) == minor


def test_the_voucher_is_taken_away_as_a_pdf(rich: Ledger, browser: Browser, letters: KeptLetters) -> None:
    """From the page that shows its code, and from no other: with another code, another voucher or from another site it
    is not to be had.
    """
    sign_in(browser, letters)
    browser.send("/account/vouchers", amount="50")
    (action,) = (each for each in browser.page.forms if each.endswith("/paper"))
    fields = browser.page.forms[action]
    taken = browser.client.post(action, content=urlencode(fields), headers=FORM)
    assert (taken.status_code, taken.headers["content-type"]) == (200, "application/pdf")
    assert taken.headers["content-disposition"] == 'attachment; filename="bon-d-achat.pdf"'
    assert taken.headers["cache-control"] == "no-store"
    assert taken.content.startswith(b"%PDF-")
    for changes in ({"code": "7K3M9P-2XW4TB-RQ5ZHN"}, {"code": ""}, {"form_key": "of another site"}):
        refused = browser.client.post(action, content=urlencode(fields | changes), headers=FORM)
        assert (refused.status_code, "Ce formulaire n’est plus valable." in refused.text) in ((409, True), (403, True))
    other = action.replace(action.split("/")[3], "0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60")
    assert browser.client.post(other, content=urlencode(fields), headers=FORM).status_code == 409
