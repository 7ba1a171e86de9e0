"""What stations have signed, gone over from the rows: every link, every signature, every place that should have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from voucher_ledger.application.ports import Finding
from voucher_ledger.domain.chain import GENESIS, SignatureCheck, SigningKey, key_at, link_hash, signed_message
from voucher_ledger.storage.stations import keys_of
from voucher_ledger.storage.tables import approval, station

WALK_ROWS = 1000


def chain_findings(connection: Connection, holds: SignatureCheck) -> Iterator[Finding]:
    """The first fault of each station's epochs; a finding names the approval."""
    stations = connection.execute(select(station.c.id, station.c.name, station.c.signing_keys)).all()
    for row in stations:
        keys = keys_of(row.signing_keys)
        if not keys:
            continue
        walk: Select[Any] = (
            select(
                approval.c.id, approval.c.epoch, approval.c.seq, approval.c.body, approval.c.prev_hash,
                approval.c.hash, approval.c.signature,
            )
            .where(approval.c.station_id == row.id)
            .order_by(approval.c.epoch, approval.c.seq)
        )  # fmt: skip
        with connection.execute(walk, execution_options={"yield_per": WALK_ROWS}) as rows:
            yield from _first_fault(rows, row.name, keys, holds)


def _first_fault(
    rows: Iterable[Row[Any]], name: str, keys: Sequence[SigningKey], holds: SignatureCheck
) -> Iterator[Finding]:
    before = (0, 0, "")
    for one in rows:
        key = key_at(keys, one.epoch, one.seq)
        if key is not None and (fault := _fault(one, before, key.public, holds)):
            yield Finding(fault, f"station={name}, approval={one.id}")
            return
        before = (one.epoch, one.seq, one.hash or "")


def _fault(one: Row[Any], before: tuple[int, int, str], public: str, holds: SignatureCheck) -> str:
    if one.hash is None or one.signature is None:
        return "approval_unsigned"
    if link_hash(one.prev_hash, one.body) != one.hash:
        return "chain_content_changed"
    follows = (one.epoch, one.seq - 1) == before[:2] and before[2]
    if (follows and one.prev_hash != before[2]) or (one.seq == 1 and one.prev_hash != GENESIS):
        return "chain_broken"
    return "" if holds(public, signed_message(one.hash), one.signature) else "signature_wrong"
