"""The station's answer to the ledger's answer: where an approval ends, and how long until the next attempt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.ledger_port import LedgerAnswer
from qc_station.domain.approval import OutboxState
from qc_station.policy.retry import delay_s, settle, stops_sending

ENDS = {OutboxState.ACKED, OutboxState.PARKED, OutboxState.CONFLICT}


def answer(outcome: str, code: str = "", *, retryable: bool = False) -> LedgerAnswer:
    return LedgerAnswer("0190-id", outcome, code, "", retryable)


@pytest.mark.parametrize(
    ("outcome", "end"),
    [
        ("credited", OutboxState.ACKED),
        ("refused", OutboxState.ACKED),
        ("duplicate", OutboxState.ACKED),
        ("conflict", OutboxState.CONFLICT),
        ("amount_mismatch", OutboxState.PARKED),
        ("rejected", OutboxState.PARKED),
        ("credited_in_part", OutboxState.PARKED),
    ],
)
def test_every_outcome_has_one_end(outcome, end):
    """Each outcome of the wire settles as ledger.md says; an unknown one is parked, not lost and not repeated."""
    assert settle(answer(outcome)) is end


def test_a_retryable_problem_stays_pending_and_a_permanent_one_is_parked():
    """The ledger's `retryable` decides, not the text or the code of the problem."""
    assert settle(answer("problem", "unavailable", retryable=True)) is None
    assert settle(answer("problem", "key_reuse")) is OutboxState.PARKED
    assert settle(answer("problem", "invalid_request")) is OutboxState.PARKED


def test_a_sequence_conflict_keeps_the_queue_and_stops_sending():
    """An approval numbered by a restored database is innocent: it is kept, and nothing else is sent either."""
    conflict = answer("problem", "station_sequence_conflict")
    assert settle(conflict) is None
    assert stops_sending(conflict)
    assert not stops_sending(answer("problem", "key_reuse"))
    assert not stops_sending(answer("rejected", "station_sequence_conflict"))


@given(st.text(), st.text(), st.booleans())
def test_settle_is_total_and_only_a_problem_stays_pending(outcome, code, retryable):
    """Whatever the ledger says, the approval ends or stays: never a draft again, never an error."""
    end = settle(answer(outcome, code, retryable=retryable))
    assert end in ENDS if outcome != "problem" else end in {None, OutboxState.PARKED}


@given(st.integers(-1, 10**9), st.floats(0, 1), st.none() | st.floats(0, 1e6))
def test_delay_stays_within_its_ceiling_and_never_undercuts_the_ledger(attempts, chance, retry_after_s):
    """0 ≤ delay ≤ max(60 s, the ledger's wish), for any number of failures, a week's included."""
    delay = delay_s(attempts, chance, retry_after_s)
    assert 0 <= delay <= max(60.0, retry_after_s or 0.0)
    assert delay >= (retry_after_s or 0.0)


def test_delay_doubles_its_ceiling_until_a_minute():
    """Full jitter: the ceiling is 0.5 s · 2ⁿ up to 60 s, and the chance picks within all of it."""
    assert [delay_s(attempts, 1.0) for attempts in range(9)] == [0.5, 1, 2, 4, 8, 16, 32, 60, 60]
    assert delay_s(5, 0.25) == 4.0
    assert delay_s(5, 0.0) == 0.0
