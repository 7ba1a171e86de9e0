"""A question whose answer must be no rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, text

from voucher_ledger.application.ports import Finding

LISTED_MAX = 10


class Check(NamedTuple):
    code: str
    offenders: str


def offences(connection: Connection, checks: Iterable[Check]) -> Iterator[Finding]:
    """The first rows that break each check. A finding names rows by their numbers, never a person."""
    for check in checks:
        for row in connection.execute(text(f"{check.offenders} LIMIT {LISTED_MAX}")).mappings():
            yield Finding(check.code, ", ".join(f"{name}={value}" for name, value in row.items()))
