"""The log: facts only added, each entry's hash over the one before. One chain a station.

Two appends of one station cannot meet: a unit of work that writes holds the station's lock (`unit_of_work.py`), so the
newest entry it reads is the newest there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select

from qc_station.application.ports import LogEntry
from qc_station.domain.chain import GENESIS, canonical_fact, link
from qc_station.domain.facts import Fact
from qc_station.storage.tables import log_entry

WALK_ROWS = 1000
_NEWEST = (
    select(log_entry.c.seq, log_entry.c.hash)
    .where(log_entry.c.station == bindparam("station"))
    .order_by(log_entry.c.seq.desc())
    .limit(1)
)
_CHAIN = select(log_entry).where(log_entry.c.station == bindparam("station")).order_by(log_entry.c.seq)
_INSERT = insert(log_entry)

# Stands for bytes that are no fact any more. It is not what those bytes say, so whoever compares the two sees it.
UNREADABLE = Fact("act_undone", datetime(1970, 1, 1, tzinfo=UTC), "", "", {})


class SqlEventLog:
    def __init__(self, connection: Connection, our_station: str) -> None:
        self._connection = connection
        self._station = our_station

    def append(self, fact: Fact) -> LogEntry:
        canonical = canonical_fact(fact, self._station)
        newest = self._connection.execute(_NEWEST, {"station": self._station}).first()
        seq, before = (1, GENESIS) if newest is None else (newest.seq + 1, newest.hash)
        entry = LogEntry(seq, self._station, fact, canonical, before, link(before, canonical))
        row = {"station": entry.station, "seq": seq, "canonical": canonical, "prev_hash": before, "hash": entry.hash}
        self._connection.execute(_INSERT, row)
        return entry

    def entries(self) -> Iterator[LogEntry]:
        """As stored, whatever it is: damage is for the reader to find."""
        rows = self._connection.execute(_CHAIN, {"station": self._station}, execution_options={"yield_per": WALK_ROWS})
        for row in rows:
            canonical = bytes(row.canonical)
            yield LogEntry(row.seq, row.station, _fact_of(canonical), canonical, row.prev_hash, row.hash)


def _fact_of(canonical: bytes) -> Fact:
    try:
        document = json.loads(canonical, parse_float=_no_fact_holds, parse_constant=_no_fact_holds)
        body = {**document["body"]}
        at = datetime.fromisoformat(document["at"])
        return Fact(document["kind"], at, document["operator"], document["subject"], body)
    except (ValueError, KeyError, TypeError, RecursionError):
        return UNREADABLE


def _no_fact_holds(number: str) -> float:
    raise ValueError(number)
