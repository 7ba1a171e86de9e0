"""Bench and studio whose acts are heard of at once by the threads that send, print, make and deliver."""

from __future__ import annotations

import logging
from collections.abc import Callable

from qc_station.application.bench import Bench
from qc_station.application.bench_ports import BenchPorts
from qc_station.application.commands import BenchCommand
from qc_station.application.failures import WorldFailure
from qc_station.application.outcome import Outcome, Topic
from qc_station.application.print_label import queue_label
from qc_station.application.studio import Studio
from qc_station.application.studio_commands import StudioCommand
from qc_station.application.studio_ports import StudioPorts

# The notices after which a piece leaves the table and has to be found again: it gets its label.
LABELLED = (
    "piece_accepted",
    "piece_accepted_held",
    "piece_refused",
    "set_aside_for_review",
    "treatment_ordered",
    "undeclared_set_aside",
)
_log = logging.getLogger(__name__)


class HeardBench(Bench):
    """The bench whose signatures the sender hears of at once, and the printer of what leaves the table."""

    def __init__(self, ports: BenchPorts, wake_sender: Callable[[], None]) -> None:
        super().__init__(ports)
        self._wake_sender = wake_sender

    def perform(self, command: BenchCommand) -> Outcome:
        outcome = super().perform(command)
        if Topic.OUTBOX in outcome.changed:
            self._wake_sender()
        if outcome.ok and outcome.notice.code in LABELLED:
            self._label()
        return outcome

    def _label(self) -> None:
        """A piece gets its label by itself, where a printer is set; no printer's trouble undoes a verdict."""
        operator, labels = self._session.operator, self._ports.labels
        if operator is None or labels is None or not labels.ready:
            return
        try:
            queue_label(self._session.piece_id, operator, self._ports)
        except WorldFailure as failure:
            _log.warning("no label queued for %s: %s", self._session.piece_id, failure)


class HeardStudio(Studio):
    """The studio whose publications are heard of at once by whoever makes and delivers them."""

    def __init__(self, ports: StudioPorts, wake: Callable[[], None]) -> None:
        super().__init__(ports)
        self._wake = wake

    def perform(self, command: StudioCommand) -> Outcome:
        outcome = super().perform(command)
        if Topic.PUBLICATION in outcome.changed:
            self._wake()
        return outcome
