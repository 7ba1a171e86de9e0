"""The customer's page in a real Chromium, as wide as a phone, in French and English, held to rules of accessibility."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.ledger.conftest import KeptLetters, Ledger
from tests.ledger.made import approval, customer, takeback
from voucher_ledger.domain.voucher_code import read_code
from voucher_ledger.pages.render import words

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")
PHONE, DESK = (390, 844), (1280, 900)
# Chromium looks for its makers at every start; here it has nobody to speak to but the ledger.
SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-search-engine-choice-screen",
)  # fmt: skip


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Debian's own; its absence is a reason to skip, except where the gate must see everything."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if browser is None or driver is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("the pages were not seen: no chromium or chromedriver")
    options = Options()
    options.binary_location = browser
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(switch)
    started = webdriver.Chrome(options=options, service=Service(driver))
    yield started
    started.quit()


class Customer:
    """Somebody at the page, with a keyboard."""

    def __init__(self, chromium: WebDriver, address: str, language: str) -> None:
        self.chromium, self.address, self.said = chromium, address, words(language)
        chromium.delete_all_cookies()
        chromium.set_window_size(*PHONE)
        self.look("/account")
        chromium.delete_all_cookies()
        self.look(f"/account?language={language}")

    def look(self, path: str = "/account") -> None:
        self.chromium.get(self.address + path)

    @property
    def text(self) -> str:
        """What can be read; the driver gives a space that does not break as a plain one."""
        return self.chromium.find_element(By.TAG_NAME, "body").text

    def field(self, name: str) -> WebElement:
        return self.chromium.find_element(By.NAME, name)

    def press(self, label: str) -> None:
        """Reach the button by Tab, as who sees no mouse does, and press it."""
        self.chromium.execute_script("document.activeElement.blur()")
        for _ in range(60):
            self.chromium.switch_to.active_element.send_keys(Keys.TAB)
            reached = self.chromium.switch_to.active_element
            if label in (reached.text, reached.get_attribute("aria-label") or ""):
                self.chromium.execute_script("window.pressed = true")
                reached.send_keys(Keys.ENTER)
                WebDriverWait(self.chromium, 20, ignored_exceptions=[WebDriverException]).until(self._next_page)
                return
        raise AssertionError(f"Tab never reaches {label!r}")

    def _next_page(self, chromium: webdriver.Chrome) -> bool:
        return chromium.execute_script("return !window.pressed && document.readyState === 'complete'")

    def faults(self) -> list[str]:
        """What the accessibility rules find serious about the page that is shown."""
        self.chromium.execute_script(AXE)
        script = "const done = arguments[0]; axe.run(document).then(found => done(found.violations));"
        found: list[dict[str, Any]] = self.chromium.execute_async_script(script)
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in SERIOUS]

    def strangers(self) -> list[str]:
        """Addresses the page took something from that are not the ledger's."""
        script = "return performance.getEntriesByType('resource').map(each => each.name)"
        return [name for name in self.chromium.execute_script(script) if not name.startswith(self.address)]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.chromium.execute_script("return document.documentElement.scrollWidth - window.innerWidth")


def check(who: Customer) -> None:
    assert who.faults() == []
    assert who.strangers() == []
    for size in (DESK, PHONE):
        who.chromium.set_window_size(*size)
        assert who.overflow() <= 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_sign_in_and_make_two_vouchers(
    language: str, ledger: Ledger, letters: KeptLetters, address: str, chromium: WebDriver
) -> None:
    """By keyboard alone, on a phone's width: ask for a link, follow it, make two vouchers, see them, sign out."""
    ledger.declare(takeback(lines=2, customer=customer(language=language)))
    for line in (1, 2):
        ledger.post(approval(line, line))
    who = Customer(chromium, address, language)
    check(who)
    who.field("email").send_keys("camille@example.org")
    who.press(who.said.send_link)
    assert who.said.sent_title in who.text
    check(who)
    who.look(f"/account/enter?token={letters.sent[-1][1]}")
    check(who)
    who.press(who.said.enter_button)
    assert who.said.hello.format(name="Camille D.") in who.text
    check(who)
    codes = []
    for amount in ("50", "12,34"):
        who.field("amount").send_keys(amount)
        who.press(who.said.make_button)
        codes.append(chromium.find_element(By.CLASS_NAME, "code").text)
        check(who)
        who.press(who.said.back)
    assert [read_code(code) is not None for code in codes] == [True, True]
    vouchers = chromium.find_elements(By.CSS_SELECTOR, ".vouchers li")
    assert len(vouchers) == 2
    assert who.said.valid_now in vouchers[0].text
    assert ("57,66 €" if language == "fr" else "€57.66") in who.text
    assert ledger.redeem(codes[1], 1234, "A-1").status_code == 201
    who.look()
    assert who.said.spent in who.text
    check(who)
    if pictures := os.environ.get("ACCOUNT_PICTURES"):
        chromium.set_window_size(PHONE[0], 2200)
        chromium.save_screenshot(f"{pictures}/account-{language}.png")
    who.press(who.said.sign_out)
    assert who.said.signed_out in who.text
    assert ledger.audit() == []
