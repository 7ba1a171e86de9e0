"""Who may speak to the ledger, and the secret they prove it with.

A token is `qcs_<id>_<43 characters of 32 random bytes>`. The books keep its SHA-256 only: the secret has 256 bits of
its own, so a slow hash would protect nothing. The id finds the row, the hash is compared in constant time.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.voucher import SalesPoint

_SHAPE = re.compile(r"qcs_([a-z0-9]{12})_[A-Za-z0-9_-]{43}", re.ASCII)
LIVE_TOKENS_MAX = 2  # the old one and the new one, while a bench changes over


class Scope(StrEnum):
    TAKEBACKS_WRITE = "takebacks:write"
    STATION = "station"
    FINANCE = "finance"
    LEAD = "lead"
    CUSTOMERS = "customers"  # the shop's customer account, which speaks for whoever signed in there
    POS = "pos"
    AUDIT = "audit"  # reads the audit's report and the figures, changes nothing


@dataclass(frozen=True, slots=True)
class Token:
    """A token as the books know it. `bench` or `sales_point` is what it speaks for; neither, for a shop or finance."""

    id: str
    name: str
    sha256: str = field(repr=False)
    scopes: frozenset[Scope]
    bench: Bench | None = None
    sales_point: SalesPoint | None = None
    revoked: bool = False
    not_after: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        return not self.revoked and (self.not_after is None or now < self.not_after)

    def proves(self, secret: str, now: datetime) -> bool:
        """Whether `secret` is this very token, still in force."""
        same = hmac.compare_digest(self.sha256, token_sha256(secret))
        return same and self.in_force(now)


def token_id(secret: str) -> str | None:
    """The id part of a token; None when the text has not the shape of one."""
    found = _SHAPE.fullmatch(secret)
    return found[1] if found else None


def token_sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
