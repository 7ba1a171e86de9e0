"""What follows from the ledger's answer, and how long to wait before asking again. Pure: chance is drawn outside."""

from __future__ import annotations

from typing import Protocol

from qc_station.domain.approval import OutboxState

DELAY_S_MAX = 60.0
DELAY_S_UNIT = 0.5
# 0.5 s · 2⁷ is beyond the ceiling already, and 2 to the power of a week's attempts is no float.
_DOUBLINGS_MAX = 7

# Another decision of this station stands under the same number: its database is an old copy. Nothing is wrong with the
# approval itself, so it is not parked; sending stops until a lead begins a new epoch.
SEQUENCE_CONFLICT = "station_sequence_conflict"

_SETTLED = {
    "credited": OutboxState.ACKED,
    "refused": OutboxState.ACKED,
    "duplicate": OutboxState.ACKED,
    "conflict": OutboxState.CONFLICT,
    "amount_mismatch": OutboxState.PARKED,
    "rejected": OutboxState.PARKED,
}


class Answered(Protocol):
    """What is read of the ledger's answer on one approval (`LedgerAnswer`)."""

    @property
    def outcome(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def retryable(self) -> bool: ...


def settle(answer: Answered) -> OutboxState | None:
    """Where the approval ends, or None when it stays pending and is sent again.

    An outcome this version does not know (the wire only grows) is parked: visible, kept, for a person to look at.
    """
    if answer.outcome == "problem" and (answer.retryable or stops_sending(answer)):
        return None
    return _SETTLED.get(answer.outcome, OutboxState.PARKED)


def stops_sending(answer: Answered) -> bool:
    """True when the answer says that nothing of this station should be sent before somebody has acted."""
    return answer.outcome == "problem" and answer.code == SEQUENCE_CONFLICT


def delay_s(attempts: int, chance: float, retry_after_s: float | None = None) -> float:
    """Seconds to wait after `attempts` failures in a row: full jitter, uniform in 0..min(60, 0.5·2ⁿ).

    `chance` is uniform in 0..1, so that benches cut off together do not come back together. The ledger's own wish, when
    it gave one, is never undercut.
    """
    ceiling = min(DELAY_S_MAX, DELAY_S_UNIT * (1 << min(max(attempts, 0), _DOUBLINGS_MAX)))
    return max(chance * ceiling, retry_after_s or 0.0)
