"""The one thread that speaks with the ledger: it sends what is due, pulls what is new, waits, and says how it stands.

Now and then, and after every trouble, it asks whether ledger and station still agree. It decides nothing about an
approval (policy/retry.py) and keeps nothing (application/drain_outbox.py). A failure of the world makes it wait longer;
trouble that only a person can end (STOPS_SENDING) makes it send nothing until that ended, which it finds out by pulling
declarations, a call that moves no money, once a minute, or when somebody says `try_now`.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from qc_station.application.drain_outbox import DrainReport
from qc_station.application.failures import WorldFailure
from qc_station.application.ledger_port import STOPS_SENDING, LedgerFailure, LedgerState, LedgerStatus, LedgerTrouble
from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.outcome import Topic
from qc_station.application.ports import Clock
from qc_station.application.pull_takebacks import PullReport
from qc_station.policy.retry import delay_s

# While a draft waits for the end of its grace.
TICK_S = 1.0
PULL_EVERY_S = 30.0
PROBE_EVERY_S = 60.0
RECONCILE_EVERY_S = 600.0
ERRANDS_EVERY_S = 30.0
STOP_S = 5.0
# What no reading can end: only sending tells whether somebody has acted.
ENDED_BY_SENDING = (LedgerTrouble.SEQUENCE_CONFLICT, LedgerTrouble.KEY_DIFFERS)
# What is wrong with one call and says nothing of the others: decisions do not wait for an errand.
OF_THE_CALL = (LedgerTrouble.UPGRADE_NEEDED, LedgerTrouble.NOT_CONFIGURED, LedgerTrouble.TOO_LARGE)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is done when nothing waits: `reconcile` answers how many decisions have to be sent again, `adopt` (after a
    sequence conflict) how many were numbered anew, `errands` whether more of them wait.
    """

    reconcile: Callable[[], int] = lambda: 0
    adopt: Callable[[], int] = lambda: 0
    errands: Callable[[], bool] = lambda: False


class SyncWorker:
    """`drain(sending)`, `pull()` and the `upkeep` are the use-cases, wired; `on_status` and `on_changed` are called on
    this thread.

    `chance` (0..1) and `monotonic` (seconds) are given by tests.
    """

    def __init__(
        self,
        drain: Callable[[bool], DrainReport],
        pull: Callable[[], PullReport],
        clock: Clock,
        on_status: Callable[[LedgerStatus], None],
        on_changed: Callable[[frozenset[Topic]], None],
        *,
        upkeep: Upkeep | None = None,
        chance: Callable[[], float] = random.random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._drain = drain
        self._pull = pull
        self._upkeep = upkeep or Upkeep()
        self._clock = clock
        self._on_status = on_status
        self._on_changed = on_changed
        self._chance = chance
        self._monotonic = monotonic
        # A daemon: a call that hangs for its fifteen seconds must not keep the window from closing, and a crash of
        # this thread at any point is harmless by design (docs/decisions/0007-outbox.md).
        self._thread = threading.Thread(target=self._run, name="ledger-sync", daemon=True)
        self._awake = threading.Event()
        self._stopping = threading.Event()
        self._person_asked = threading.Event()
        self._counts = OutboxCounts()
        self._failures = 0
        self._trouble: LedgerTrouble | None = None
        self._broken = False
        self._retry_at = 0.0
        self._pull_at = 0.0
        self._reconcile_at = 0.0
        self._probe_at = 0.0
        self._errands_at = 0.0
        self._status: LedgerStatus | None = None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> bool:
        """Ask it to end, and wait a little. False when a call still hangs; nothing is lost by leaving it."""
        self._stopping.set()
        self._awake.set()
        self._thread.join(STOP_S)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """There may be something to send. The back-off and a stop stay in force."""
        self._awake.set()

    def try_now(self) -> None:
        """Somebody acted, or wants to know: send now, whatever stood against it."""
        self._person_asked.set()
        self._awake.set()

    def _run(self) -> None:
        while True:
            # Cleared before the looking, so that whoever calls during the round is heard after it.
            self._awake.clear()
            if self._stopping.is_set():
                return
            self._awake.wait(self.round())

    def round(self) -> float:
        """One round of release, send and pull. Answers after how many seconds the next one is due; never raises."""
        try:
            wait_s = self._round()
        except WorldFailure as failure:
            _log.error("sync_cannot_go_on", extra={"code": failure.code, "params": failure.params})
            wait_s = self._break_off()
        except Exception:  # noqa: BLE001 (the supervisor of this thread: a bug is shown, and the queue outlives it)
            _log.exception("sync_bug")
            wait_s = self._break_off()
        return wait_s

    def _round(self) -> float:
        if self._person_asked.is_set():
            self._person_asked.clear()
            self._trouble, self._retry_at, self._pull_at = None, 0.0, 0.0
            self._errands_at, self._probe_at = 0.0, 0.0
        sending = self._may_send()
        report = self._drain(sending)
        self._counts = report.counts
        changed = {Topic.OUTBOX, Topic.PIECE} if report.changed else set()
        if report.sent:  # its photographs follow
            self._errands_at = 0.0
        left = report.sent - sum(report.settled.values())
        if report.failure:
            self._failed(report.failure)
        elif left:  # the ledger is there, and asked for some of them again
            self._trouble = None
            self._back_off(None)
        elif report.sent:
            self._succeeded()
        more = not report.failure and bool(report.settled) and report.counts.pending > 0
        if not report.failure and self._monotonic() >= self._pull_at:
            more |= self._pull_page(changed)
        if not (report.failure or self._trouble or self._counts.pending) and self._monotonic() >= self._reconcile_at:
            more |= self._reconciled(changed)
        if self._trouble in ENDED_BY_SENDING and self._monotonic() >= self._probe_at:
            more |= self._probed(changed)
        if not (report.failure or self._trouble or self._counts.pending) and self._monotonic() >= self._errands_at:
            more |= self._errands_run()
        self._broken = False
        if changed:
            self._on_changed(frozenset(changed))
        self._tell()
        return 0.0 if more else self._wait_s()

    def _pull_page(self, changed: set[Topic]) -> bool:
        """True when another page waits."""
        try:
            page = self._pull()
        except LedgerFailure as failure:
            self._failed(failure)
            return False
        if page.changed:
            changed.add(Topic.TAKEBACKS)
        for unreadable in page.unreadable:
            _log.error("declaration_unreadable", extra={"what": unreadable})
        if self._trouble is not None and self._trouble not in ENDED_BY_SENDING:
            self._succeeded()
        self._pull_at = 0.0 if page.more else self._monotonic() + PULL_EVERY_S
        return page.more

    def _reconciled(self, changed: set[Topic]) -> bool:
        """True when the ledger has lost decisions, which are pending again."""
        try:
            rearmed = self._upkeep.reconcile()
        except LedgerFailure as failure:
            self._failed(failure)
            return False
        self._reconcile_at = self._monotonic() + RECONCILE_EVERY_S
        if rearmed:
            changed.add(Topic.OUTBOX)
        return rearmed > 0

    def _probed(self, changed: set[Topic]) -> bool:
        """True when what stood against sending is over: an epoch was opened, a key let in, here or by another process
        of this station. Whoever watches hears nothing of a probe that finds it as it was.
        """
        self._probe_at = self._monotonic() + PROBE_EVERY_S
        try:
            if self._trouble is LedgerTrouble.SEQUENCE_CONFLICT and self._upkeep.adopt():
                changed.add(Topic.OUTBOX)
        except LedgerFailure as failure:
            self._failed(failure)
            return False
        report = self._drain(True)  # noqa: FBT003 (the use-case's one argument)
        self._counts = report.counts
        if report.changed:
            changed |= {Topic.OUTBOX, Topic.PIECE}
        if report.failure:
            self._failed(report.failure)
            return False
        self._succeeded()
        return True

    def _errands_run(self) -> bool:
        """True when more wait: a decision goes before the next of them."""
        try:
            more = self._upkeep.errands()
        except LedgerFailure as failure:
            self._errands_at = self._monotonic() + ERRANDS_EVERY_S
            if failure.trouble in OF_THE_CALL:
                _log.error("errand_refused", extra={"trouble": failure.trouble.value, "params": failure.params})
            else:
                self._failed(failure)
            return False
        self._errands_at = 0.0 if more else self._monotonic() + ERRANDS_EVERY_S
        return more

    def _may_send(self) -> bool:
        return self._trouble not in STOPS_SENDING and self._monotonic() >= self._retry_at

    def _failed(self, failure: LedgerFailure) -> None:
        if self._trouble is not failure.trouble:
            _log.info("ledger_trouble", extra={"trouble": failure.trouble.value, "params": failure.params})
        self._trouble = failure.trouble
        self._back_off(failure.retry_after_s)
        if failure.trouble in ENDED_BY_SENDING:
            return
        stopped = failure.trouble in STOPS_SENDING
        self._pull_at = self._monotonic() + PROBE_EVERY_S if stopped else self._retry_at

    def _back_off(self, retry_after_s: float | None) -> None:
        self._retry_at = self._monotonic() + delay_s(self._failures, self._chance(), retry_after_s)
        self._failures += 1

    def _succeeded(self) -> None:
        if self._trouble:  # it was away: it may have come back as an older copy of itself
            self._reconcile_at = 0.0
        self._failures, self._trouble, self._retry_at = 0, None, 0.0

    def _break_off(self) -> float:
        """The store failed, or we did: shown, and tried again later."""
        self._broken = True
        self._back_off(None)
        self._tell()
        return max(self._retry_at - self._monotonic(), TICK_S)

    def _wait_s(self) -> float:
        if self._counts.draft:
            return TICK_S
        due = [self._pull_at]
        if self._counts.pending and self._trouble not in STOPS_SENDING:
            due.append(self._retry_at)
        return max(min(due) - self._monotonic(), 0.0)

    def _tell(self) -> None:
        attention = self._counts.parked + self._counts.conflict
        state = self._state(attention)
        before = self._status
        kept = before and (before.state, before.trouble) == (state, self._trouble)
        since: datetime = before.since if before and kept else self._clock.now()
        status = LedgerStatus(state, self._counts.waiting, attention, since, self._trouble)
        if status != before:
            self._status = status
            try:
                self._on_status(status)
            except Exception:  # noqa: BLE001 (whoever listens has a bug; the queue is not its hostage)
                _log.exception("sync_listener_bug")

    def _state(self, attention: int) -> LedgerState:
        if self._broken or attention or self._trouble in STOPS_SENDING:
            return LedgerState.NEEDS_ATTENTION
        if self._trouble:
            return LedgerState.OFFLINE
        return LedgerState.WAITING if self._counts.waiting else LedgerState.UP_TO_DATE
