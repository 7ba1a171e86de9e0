"""A till in the middle of it: vouchers are made and used while the ledger is killed, each request repeated under its
key until it is answered.
"""

from __future__ import annotations

import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from voucher_ledger.domain.voucher import day_of

# What the till may be told without anything being wrong: done, known, or not in the state of things.
ANSWERS = (200, 201, 409)


@dataclass
class Till:
    """Makes vouchers for customers of whom it knows the reference, and uses them at its own sales point."""

    account_token: str
    till_token: str
    customers: tuple[str, ...]
    chance: random.Random
    where: Any
    finishing: threading.Event = field(default_factory=threading.Event)
    issued: int = 0
    captured: int = 0
    refunded: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def work(self) -> None:
        with httpx.Client(headers={"Connection": "close"}, timeout=20) as self._client:
            while not (self.finishing.is_set() or self.where.over.is_set()):
                self._sale()

    def _sale(self) -> None:
        customer = self.chance.choice(self.customers)
        balances = self._ask("GET", f"/v1/customers/{customer}/balance", self.account_token)
        minor = balances["balances"][0]["minor"] if balances else 0
        if minor < 1000:
            time.sleep(0.02)
            return
        amount = self.chance.randrange(1000, minor + 1)
        wanted = {"amount": {"minor": amount, "currency": "EUR"}, "issue_on": day_of(datetime.now(UTC)).isoformat()}
        made = self._ask("POST", f"/v1/customers/{customer}/vouchers", self.account_token, wanted)
        if made is None:
            return
        self.issued += amount
        code = made["code"]
        if code is None:  # the answer that told it was lost with its ledger
            again = self._ask("POST", f"/v1/customers/{customer}/vouchers/{made['id']}/code", self.account_token)
            code = again["code"] if again else None
        for _ in range(self.chance.randint(1, 3)):
            if code is not None:
                self._use(code, self.chance.randrange(100, max(101, amount // 2)))

    def _use(self, code: str, minor: int) -> None:
        at_once = self.chance.random() < 0.5
        use = {
            "code": code,
            "amount": {"minor": minor, "currency": "EUR"},
            "order": uuid.UUID(int=self.chance.getrandbits(128)).hex,
            "capture": at_once,
        }
        used = self._ask("POST", "/v1/redemptions", self.till_token, use)
        if used is None:
            return
        place = f"/v1/redemptions/{used['id']}"
        if not at_once:
            self._ask("POST", f"{place}/{self.chance.choice(['capture', 'capture', 'void'])}", self.till_token)
        now = self._ask("GET", place, self.till_token)
        if now is None or now["state"] != "captured":
            return
        self.captured += minor
        if self.chance.random() < 0.3:
            back = self.chance.randrange(1, minor + 1)
            given = {"amount": {"minor": back, "currency": "EUR"}}
            if self._ask("POST", f"{place}/refund", self.till_token, given) is not None:
                self.refunded += back

    def _ask(self, method: str, path: str, token: str, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """What the ledger says in the end, under one key; None for "not in the state of things"."""
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"{self.chance.getrandbits(128):032x}"}
        heard = None
        while not self.where.over.is_set():
            try:
                answer = self._client.request(method, self.where.base + path, headers=headers, json=body)
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            self.asked += 1
            if answer.status_code == 503:
                time.sleep(0.05)
                continue
            if answer.status_code not in ANSWERS:
                self.wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:200]}")
                self.where.over.set()
                return None
            told = None if answer.status_code == 409 else answer.json()
            if heard is None and method == "POST" and body is not None and self.chance.random() < 0.2:
                heard = told  # as if the till had died with the answer: it asks again
                if told is not None:
                    continue
            if heard is not None and told is not None and heard["id"] != told["id"]:
                self.wrong.append(f"{path}: a repetition was answered otherwise")
            if heard is not None and told is not None and heard.get("code"):
                told = told | {"code": heard["code"]}
            return told
        return None
