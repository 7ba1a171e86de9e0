"""Seals: now and then the newest rows of the books are hashed, over the seal before, so that a change of any row shows
in every seal after it, and in whatever copy of a later seal somebody else has kept.

Done beside the transactions, not in them: a chain in the path of every credit makes sixteen benches as slow as one.
hash = SHA-256(previous hash as 64 hexadecimal ASCII bytes ‖ content); content is canonical JSON. Source: ledger.md 7.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from voucher_ledger.domain.chain import GENESIS

VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A table's rows in a seal: their numbers as `1-5,7`, the hash over them, the place up to which all is sealed."""

    numbers: str
    sha256: str
    place: str


@dataclass(frozen=True, slots=True)
class Seal:
    seq: int
    made_at: datetime
    content: str
    prev_hash: str
    hash: str

    @property
    def parts(self) -> dict[str, Part]:
        """By table. Raises ValueError, KeyError or TypeError for content that is no seal's."""
        told = json.loads(self.content)
        if told["v"] != VERSION:
            raise ValueError(f"version {told['v']}")
        return {table: Part(**part) for table, part in told["tables"].items()}

    @property
    def sound(self) -> bool:
        return self.hash == _hash(self.prev_hash, self.content)


def seal_over(last: Seal | None, parts: Mapping[str, Part], at: datetime) -> Seal:
    tables = {
        table: {"numbers": part.numbers, "sha256": part.sha256, "place": part.place} for table, part in parts.items()
    }
    whole = {"v": VERSION, "at": at.isoformat(), "tables": tables}
    content = json.dumps(whole, sort_keys=True, separators=(",", ":"))
    prev = last.hash if last else GENESIS
    return Seal(last.seq + 1 if last else 1, at, content, prev, _hash(prev, content))


def spell_numbers(numbers: Iterable[int]) -> str:
    """`[1, 2, 3, 7]` is `1-3,7`."""
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in _runs(sorted(numbers)))


def read_numbers(spelled: str) -> Iterator[tuple[int, int]]:
    """First and last of each run. Raises ValueError."""
    for run in spelled.split(",") if spelled else ():
        first, _, last = run.partition("-")
        yield int(first), int(last or first)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number == last + 1:
            last = number
            continue
        if last is not None and first is not None:
            yield first, last
        first = last = number
    if last is not None and first is not None:
        yield first, last


def _hash(prev: str, content: str) -> str:
    return hashlib.sha256(prev.encode("ascii") + content.encode()).hexdigest()
