"""Where no ledger is set every conversation with it says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qc_station.application.ledger_port import (
    LedgerAnswer,
    LedgerDigest,
    LedgerFailure,
    LedgerTrouble,
    ReleaseOrder,
    ReversalAnswer,
    TakeBackPage,
)
from qc_station.domain.approval import Departure
from qc_station.domain.reversal import Reversal
from qc_station.domain.takeback import Reception


class NoLedger:
    """No ledger is set: the outbox fills, and the chip says why."""

    def send(self, _departures: Sequence[Departure], /) -> tuple[LedgerAnswer, ...]:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def reverse(self, _reversal: Reversal, /) -> ReversalAnswer:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def digest(self, _epoch: int, _upto_seq: int, /) -> LedgerDigest:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def standing(self) -> int:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def wanted_photographs(self, _limit: int, /) -> tuple[str, ...]:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def send_photograph(self, _sha256: str, _file: Path, /) -> bool:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def tell_receptions(self, _receptions: Sequence[Reception], /) -> None:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def tell_held(self, _held: Sequence[Departure], /) -> tuple[ReleaseOrder, ...]:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    def pull(self, _bookmark: str | None, /) -> TakeBackPage:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)
