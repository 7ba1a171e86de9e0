"""The sync thread: when it sends, how long it waits, what it says, and that nothing makes it end."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from qc_station.application.drain_outbox import DrainReport
from qc_station.application.failures import WorldFailure
from qc_station.application.ledger_port import STOPS_SENDING, LedgerFailure, LedgerState, LedgerTrouble
from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.outcome import Topic
from qc_station.application.pull_takebacks import PullReport
from qc_station.domain.approval import OutboxState
from qc_station.sync.worker import (
    ENDED_BY_SENDING,
    ERRANDS_EVERY_S,
    PROBE_EVERY_S,
    PULL_EVERY_S,
    TICK_S,
    SyncWorker,
    Upkeep,
)
from tests.sync.memory_store import StoppedClock

NOTHING = DrainReport(OutboxCounts())
NO_PAGE = PullReport(0, 0, more=False)


class Station:
    """A worker whose use-cases and time are the test's."""

    def __init__(self) -> None:
        self.clock = StoppedClock()
        self.now_s = 1000.0
        self.report: DrainReport | BaseException = NOTHING
        self.page: PullReport | BaseException = NO_PAGE
        self.drains: list[bool] = []
        self.pulls = 0
        self.said = []
        self.changed = []
        self.worker = SyncWorker(
            self._drain,
            self._pull,
            self.clock,
            self.said.append,
            self.changed.append,
            chance=lambda: 1.0,
            monotonic=lambda: self.now_s,
        )

    def _drain(self, sending):
        self.drains.append(sending)
        if isinstance(self.report, BaseException):
            raise self.report
        return self.report if sending else DrainReport(self.report.counts)

    def _pull(self):
        self.pulls += 1
        if isinstance(self.page, BaseException):
            raise self.page
        return self.page

    def round(self, after_s: float = 0.0) -> float:
        self.now_s += after_s
        self.clock.pass_s(after_s)
        return self.worker.round()

    @property
    def status(self):
        return self.said[-1]


def failed(trouble, pending=1, retry_after_s=None):
    return DrainReport(OutboxCounts(pending=pending), failure=LedgerFailure(trouble, retry_after_s=retry_after_s))


def settled(acked, **left):
    return DrainReport(OutboxCounts(acked=acked, **left), sent=acked, settled={OutboxState.ACKED: acked})


def test_an_idle_station_is_up_to_date_and_pulls_now_and_then():
    """Nothing to send: one pull, then the next in half a minute; said once."""
    station = Station()
    assert station.round() == PULL_EVERY_S
    assert station.round(after_s=10) == PULL_EVERY_S - 10
    assert (station.pulls, len(station.said)) == (1, 1)
    assert (station.status.state, station.status.waiting) == (LedgerState.UP_TO_DATE, 0)


def test_a_draft_is_looked_at_every_second():
    """While a decision may still be undone the worker ticks, so that it leaves when its grace is over."""
    station = Station()
    station.report = DrainReport(OutboxCounts(draft=2))
    assert station.round() == TICK_S
    assert (station.status.state, station.status.waiting) == (LedgerState.WAITING, 2)


def test_more_to_send_goes_on_at_once_and_says_what_changed():
    """Ten thousand waiting decisions leave round after round without a pause."""
    station = Station()
    station.report = settled(1000, pending=9000)
    assert station.round() == 0
    assert station.changed == [{Topic.OUTBOX, Topic.PIECE}]


def test_an_unreachable_ledger_is_asked_again_by_the_back_off():
    """Offline since the first failure; attempts 0.5, 1, 2, 4 … 60 s apart; wake-ups in between do not send."""
    station = Station()
    station.report = failed(LedgerTrouble.UNREACHABLE)
    waits = [station.round()]
    began = station.clock.now()
    for _ in range(9):
        before = len([sending for sending in station.drains if sending])
        station.round()
        assert len([sending for sending in station.drains if sending]) == before, "woken too early, and sent"
        waits.append(station.round(after_s=waits[-1]))
    assert waits == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert station.status.state is LedgerState.OFFLINE
    assert station.status.since == began
    station.report = settled(1)
    station.round(after_s=60)
    assert station.status.state is LedgerState.UP_TO_DATE


def test_the_ledgers_wish_is_kept():
    """Retry-After longer than the back-off is waited for."""
    station = Station()
    station.report = failed(LedgerTrouble.UNAVAILABLE, retry_after_s=25.0)
    assert station.round() == 25


@pytest.mark.parametrize("trouble", sorted(STOPS_SENDING - set(ENDED_BY_SENDING)))
def test_trouble_that_needs_a_person_stops_sending_and_ends_with_its_cause(trouble):
    """Scenario 24: nothing is sent; a pull, which moves no money, finds out once a minute whether somebody acted."""
    station = Station()
    station.report = failed(trouble)
    station.page = LedgerFailure(trouble)
    assert station.round() == PROBE_EVERY_S
    assert (station.status.state, station.status.trouble) == (LedgerState.NEEDS_ATTENTION, trouble)
    for _ in range(3):
        station.round(after_s=PROBE_EVERY_S)
    assert station.drains == [True, False, False, False]
    station.page = NO_PAGE
    assert station.round(after_s=PROBE_EVERY_S) == 0
    station.report = settled(1)
    station.round()
    assert station.drains[-1]
    assert station.status.state is LedgerState.UP_TO_DATE


def test_a_sequence_conflict_is_ended_by_a_person():
    """Scenario 26: reading goes on; sending is stopped, but for one try a minute that finds it as it was, until
    somebody acts. Whoever watches hears of it once.
    """
    station = Station()
    station.report = failed(LedgerTrouble.SEQUENCE_CONFLICT)
    station.round()
    for _ in range(5):
        station.round(after_s=PULL_EVERY_S)
    tried = [True]  # at the round's beginning, when the probe is due
    assert station.drains == [True, *tried, False, False, *tried, False, False, *tried, False]
    assert (station.pulls, len(station.said)) == (5, 1)
    assert station.status.trouble is LedgerTrouble.SEQUENCE_CONFLICT
    station.worker.try_now()
    station.report = settled(1)
    station.round()
    assert station.status.state is LedgerState.UP_TO_DATE


def test_a_person_may_try_at_once():
    """`try_now` sends whatever the back-off says."""
    station = Station()
    station.report = failed(LedgerTrouble.UNREACHABLE)
    for _ in range(6):
        station.round(after_s=60)
    station.worker.try_now()
    station.round()
    assert station.drains[-1]


def test_an_item_the_ledger_asks_for_again_waits_without_being_offline():
    """One retryable problem in a batch: the ledger is there, so the station waits, and does not spin."""
    station = Station()
    station.report = DrainReport(OutboxCounts(pending=1, acked=9), sent=10, settled={OutboxState.ACKED: 9})
    waits = []
    for _ in range(4):
        station.round(after_s=waits[-1] if waits else 0)
        waits.append(station.worker.round())
    assert station.status.state is LedgerState.WAITING
    assert waits == [0.5, 1, 2, 4]


def test_parked_and_conflicting_decisions_need_attention():
    """What a person has to look at is shown before anything else."""
    station = Station()
    station.report = DrainReport(OutboxCounts(parked=2, conflict=1, pending=4))
    station.round()
    assert (station.status.state, station.status.attention) == (LedgerState.NEEDS_ATTENTION, 3)


def test_the_feed_is_read_page_after_page():
    """A first start with many pages reads on without a pause, and says that declarations came."""
    station = Station()
    station.page = PullReport(200, 200, more=True)
    assert station.round() == 0
    station.page = PullReport(5, 5, more=False)
    assert station.round() == PULL_EVERY_S
    assert station.changed == [{Topic.TAKEBACKS}] * 2


@pytest.mark.expects_log("declaration_unreadable")
def test_an_unreadable_declaration_is_logged_and_the_feed_goes_on():
    """The lead finds which dossier it is; the others are there."""
    station = Station()
    station.page = PullReport(1, 1, more=True, unreadable=("R-2026-0666: items[2].offer.new: 0 is not above zero",))
    assert station.round() == 0


@pytest.mark.expects_log("sync_cannot_go_on")
def test_a_full_disk_is_shown_and_outlived():
    """A failure of the store is no end: shown, tried again, forgotten when it is over."""
    station = Station()
    station.report = WorldFailure("disk_full", event="a name of the log itself")
    assert station.round() == TICK_S
    assert station.status.state is LedgerState.NEEDS_ATTENTION
    station.report = NOTHING
    station.round(after_s=60)
    assert station.status.state is LedgerState.UP_TO_DATE


@pytest.mark.expects_log("sync_bug")
def test_a_bug_is_logged_shown_and_outlived():
    """Our own mistake needs attention, and the queue goes on with the next round."""
    station = Station()
    station.page = ZeroDivisionError("ours")
    station.report = settled(1)
    station.round()
    assert station.status.state is LedgerState.NEEDS_ATTENTION
    station.page = NO_PAGE
    station.round(after_s=60)
    assert station.status.state is LedgerState.UP_TO_DATE


@pytest.mark.expects_log("sync_listener_bug")
def test_a_listener_with_a_bug_holds_nothing_up():
    """Whoever shows the status may fail; the worker does not."""
    station = Station()
    station.worker = SyncWorker(
        station._drain, station._pull, station.clock, lambda _: 1 / 0, station.changed.append, monotonic=lambda: 1.0
    )
    assert station.round() == PULL_EVERY_S


def test_waking_and_stopping_the_thread():
    """`wake` is heard while it waits and while it works; `stop` ends it without waiting for the next pull."""
    rounds = threading.Semaphore(0)
    reports = iter([NOTHING] * 100)
    clock = StoppedClock()

    def drain(sending):
        rounds.release()
        return next(reports)

    worker = SyncWorker(drain, lambda: NO_PAGE, clock, lambda _: None, lambda _: None)
    worker.start()
    assert rounds.acquire(timeout=5)
    for _ in range(20):
        worker.wake()
        assert rounds.acquire(timeout=5)
    assert worker.stop()


def test_stopping_leaves_a_hanging_call_behind(monkeypatch):
    """A call in a black hole does not keep the window from closing: `stop` says so and goes on."""
    monkeypatch.setattr("qc_station.sync.worker.STOP_S", 0.05)
    entered, leave = threading.Event(), threading.Event()

    def drain(sending):
        entered.set()
        leave.wait(5)
        return NOTHING

    worker = SyncWorker(drain, lambda: NO_PAGE, StoppedClock(), lambda _: None, lambda _: None)
    worker.start()
    assert entered.wait(5)
    assert not worker.stop()
    leave.set()
    monkeypatch.setattr("qc_station.sync.worker.STOP_S", 5.0)
    assert worker.stop()


def test_the_waiting_count_follows_without_a_new_since():
    """`offline since 14:02` stays 14:02 while the number of waiting decisions grows."""
    station = Station()
    station.report = failed(LedgerTrouble.UNREACHABLE, pending=1)
    station.round()
    since = station.status.since
    station.report = replace(station.report, counts=OutboxCounts(pending=2))
    station.round(after_s=60)
    assert (station.status.since, station.status.waiting) == (since, 2)


def test_errands_are_done_when_nothing_waits():
    """Photographs, arrivals, held credits: after the decisions, one after the other while more wait, then twice a
    minute; never while a decision waits or the ledger is away.
    """
    station, done = Station(), []
    station.worker._upkeep = Upkeep(errands=lambda: done.append(station.now_s) or len(done) < 3)
    assert [station.round() for _ in range(3)] == [0, 0, PULL_EVERY_S]
    station.report = DrainReport(OutboxCounts(pending=1))
    station.round(after_s=ERRANDS_EVERY_S)
    station.report = failed(LedgerTrouble.UNREACHABLE)
    station.round(after_s=ERRANDS_EVERY_S)
    assert len(done) == 3
    station.report = settled(1)
    station.round(after_s=ERRANDS_EVERY_S)
    assert len(done) == 4


def test_an_errand_that_fails_is_the_ledgers_trouble():
    """The chip says offline, and it is tried again by the back-off."""
    station = Station()

    def away() -> bool:
        raise LedgerFailure(LedgerTrouble.UNREACHABLE)

    station.worker._upkeep = Upkeep(errands=away)
    station.round()
    assert station.status.state is LedgerState.OFFLINE


@pytest.mark.expects_log("errand_refused")
def test_an_errand_that_is_not_understood_keeps_no_decision_from_leaving():
    """A ledger of before there were errands: logged, tried later, and what is signed is sent all the same."""
    station = Station()

    def unknown() -> bool:
        raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED)

    station.worker._upkeep = Upkeep(errands=unknown)
    station.round()
    assert station.status.state is LedgerState.UP_TO_DATE
    station.report = settled(1)
    station.round(after_s=1)
    assert station.drains == [True, True]


def test_a_sequence_conflict_ends_when_the_ledger_opens_an_epoch():
    """Asked at once and then once a minute, and whoever watches hears of it once; then it goes on without a pause."""
    station, asked = Station(), []

    def adopt() -> int:
        asked.append(station.now_s)
        if len(asked) < 3:
            return 0
        station.report = settled(2)
        return 2

    station.worker._upkeep = Upkeep(adopt=adopt)
    station.report = failed(LedgerTrouble.SEQUENCE_CONFLICT)
    station.round()
    assert station.status.trouble is LedgerTrouble.SEQUENCE_CONFLICT
    station.round(after_s=1)
    assert len(asked) == 1
    station.round(after_s=PROBE_EVERY_S)
    assert (len(asked), len(station.said)) == (2, 1)
    assert station.round(after_s=PROBE_EVERY_S) == 0
    assert station.status.state is LedgerState.UP_TO_DATE


@pytest.mark.parametrize("trouble", ENDED_BY_SENDING)
def test_what_only_sending_can_end_ends_by_itself(trouble):
    """Somebody let the key in, or another process of this station adopted the epoch: found out within a minute, and no
    reading of declarations takes it for over before.
    """
    station = Station()
    station.report = failed(trouble)
    station.round()
    for _ in range(3):
        station.round(after_s=PROBE_EVERY_S / 2)
    assert (len(station.said), station.status.trouble) == (1, trouble)
    station.report = settled(1)
    assert station.round(after_s=PROBE_EVERY_S) == 0
    assert (station.status.state, station.status.trouble) == (LedgerState.UP_TO_DATE, None)


def test_a_ledger_that_is_away_during_a_sequence_conflict():
    """Then it is away; the conflict is met again when it is back."""
    station = Station()

    def away() -> int:
        raise LedgerFailure(LedgerTrouble.UNREACHABLE)

    station.worker._upkeep = Upkeep(adopt=away)
    station.report = failed(LedgerTrouble.SEQUENCE_CONFLICT)
    station.round()
    assert station.status.trouble is LedgerTrouble.UNREACHABLE
