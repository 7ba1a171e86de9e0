"""The books are sealed while they are used, and gone over by whoever doubts them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from voucher_ledger.application.photographs import Photographs
from voucher_ledger.application.ports import Clock, Finding, Store
from voucher_ledger.domain.chain import SignatureCheck
from voucher_ledger.domain.errors import Breach, InvalidRequest

_log = logging.getLogger(__name__)


def seal_new(store: Store, clock: Clock, at_most: int = 2**31) -> int:
    """Seal what is new; how many seals that took. Two at once make no seal twice. Raises Unavailable."""
    made = 0
    while made < at_most and (seal := store.transact(lambda books: books.seals.add(clock.now()))) is not None:
        # Whoever keeps the log keeps a seal the books' owner cannot take back.
        _log.info("sealed", extra={"seal": seal.seq, "hash": seal.hash})
        made += 1
    return made


def verify_chains(store: Store, holds: SignatureCheck) -> tuple[Finding, ...]:
    """Every seal and every station's chain, gone over from the rows. Raises Unavailable."""
    return store.read(lambda books: tuple(books.verify_chains(holds)))


def verify_head(head: str, store: Store) -> Iterator[Finding]:
    """A seal that somebody kept, as `SEQ:HASH`, must be one of the books'. Raises InvalidRequest, Unavailable."""
    found = re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", head, re.ASCII)
    if found is None:
        raise InvalidRequest("not a seal: its number, a colon, its hash", [Breach("head", "pattern", "SEQ:HASH")])
    seal = store.read(lambda books: books.seals.find(int(found[1])))
    if seal is None or seal.hash != found[2]:
        yield Finding("seal_unknown", f"seal={found[1]}")


def verify_photographs(store: Store, photographs: Photographs) -> Iterator[Finding]:
    """Every photograph that was received, hashed again. Raises Unavailable."""
    received = store.read(lambda books: tuple(books.evidence.all_received()))
    for sha256 in received:
        if not photographs.intact(sha256):
            yield Finding("photograph_damaged", f"sha256={sha256}")
