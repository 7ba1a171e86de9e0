"""Programs with one thing wrong, so that the judges of the fault runs can be seen to catch it.

The stations' mutants stand between the outbox and the ledger. The ledger's is a process of its own:

    python -m tests.simulators.mutants serve --port 0 …     a ledger that forgets whom it paid
"""

from __future__ import annotations

import sqlite3
import sys
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qc_station.application.ledger_port import (
    Ledger,
    LedgerAnswer,
    LedgerDigest,
    LedgerFailure,
    ReversalAnswer,
    TakeBackPage,
)
from qc_station.domain.approval import Departure
from qc_station.domain.reversal import Reversal
from voucher_ledger.__main__ import main
from voucher_ledger.domain.settlement import Winner
from voucher_ledger.domain.takeback import ItemKey, PricedItem
from voucher_ledger.storage.approvals import SqlApprovals

FORGETFUL_LEDGER = ("tests.simulators.mutants",)
# The barriers of the books: at most one credit of an item and of a piece, one first decision of an item.
KEYS = ("uq_transfer_credited_item", "uq_transfer_credited_piece", "uq_approval_first_decision")


class NewIdOnEachRetry:
    """A station that does not keep the id it made: the ledger cannot know that it was asked before."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._sent: set[str] = set()

    def send(self, departures: Sequence[Departure]) -> tuple[LedgerAnswer, ...]:
        ids = {}
        for departure in departures:
            own = departure.approval.id
            ids[str(uuid.uuid4()) if own in self._sent else own] = own
        renamed = [
            replace(departure, approval=replace(departure.approval, id=new))
            for departure, new in zip(departures, ids, strict=True)
        ]
        self._sent.update(ids.values())
        return tuple(replace(answer, approval_id=ids[answer.approval_id]) for answer in self._ledger.send(renamed))

    def reverse(self, reversal: Reversal) -> ReversalAnswer:
        return self._ledger.reverse(reversal)

    def digest(self, epoch: int, upto_seq: int) -> LedgerDigest:
        return self._ledger.digest(epoch, upto_seq)

    def pull(self, bookmark: str | None) -> TakeBackPage:
        return self._ledger.pull(bookmark)


class AckBeforeTheAnswer:
    """A station that takes it for done when it has spoken, whatever comes back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def send(self, departures: Sequence[Departure]) -> tuple[LedgerAnswer, ...]:
        try:
            return self._ledger.send(departures)
        except LedgerFailure:
            done = {"accepted": "credited", "refused": "refused"}
            outcomes = [(departure.approval.id, done[departure.approval.ruling.value]) for departure in departures]
            return tuple(LedgerAnswer(own, outcome, outcome, "") for own, outcome in outcomes)

    def reverse(self, reversal: Reversal) -> ReversalAnswer:
        return self._ledger.reverse(reversal)

    def digest(self, epoch: int, upto_seq: int) -> LedgerDigest:
        return self._ledger.digest(epoch, upto_seq)

    def pull(self, bookmark: str | None) -> TakeBackPage:
        return self._ledger.pull(bookmark)


def drop_keys(database_url: str) -> None:
    """Take the barriers away from the books of a ledger, in their SQLite file."""
    books = sqlite3.connect(Path(database_url.removeprefix("sqlite:///")))
    for key in KEYS:
        books.execute(f"DROP INDEX {key}")
    books.commit()
    books.close()


def _no_firsts(_self: SqlApprovals, _items: dict[ItemKey, PricedItem], _winners: object) -> dict[ItemKey, Winner]:
    return {}


def _nobody_paid(_self: SqlApprovals, _winners: object) -> dict[str, Winner]:
    return {}


def forget() -> None:
    """From here on this process settles every approval as if it were the first."""
    SqlApprovals._firsts = _no_firsts  # type: ignore[method-assign]
    SqlApprovals._paid = _nobody_paid  # type: ignore[method-assign]


if __name__ == "__main__":
    forget()
    sys.exit(main())
