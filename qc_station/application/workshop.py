"""The workshop: one door for the window and the tests. Every verb goes through `perform`, every face reads `view`.

Not thread-safe on purpose, like the bench: one workshop belongs to one thread. Who is signed in is the station's
affair: badge, PIN and lock go to the bench's door.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qc_station.application import commands, workshop_commands
from qc_station.application.failures import WorldFailure
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.application.workshop_commands import WorkshopCommand
from qc_station.application.workshop_session import ActedInWorkshop, WorkshopPorts, WorkshopSession
from qc_station.application.workshop_steps import (
    add_by_hand,
    put_down,
    read_care_label,
    record_method,
    scan,
    skip_step,
    take_in,
    take_out,
    undo_step,
)
from qc_station.application.workshop_view import WorkshopView, compose_workshop
from qc_station.domain.bench_command import BenchCommandCode, command_of
from qc_station.domain.carrier_code import CarrierKind, classify
from qc_station.domain.errors import RuleBroken

_USE_CASES: dict[type, Callable[[Any, WorkshopSession, WorkshopPorts], ActedInWorkshop]] = {
    commands.Scan: scan,
    workshop_commands.TakeIn: take_in,
    workshop_commands.TakeOut: take_out,
    workshop_commands.AddStep: add_by_hand,
    workshop_commands.SkipStep: skip_step,
    workshop_commands.RecordMethod: record_method,
    workshop_commands.ReadCareLabel: read_care_label,
    workshop_commands.PutDown: put_down,
    workshop_commands.UndoStep: undo_step,
}

# Who is here is the station's affair; of scans only those of a badge.
_OF_THE_BENCH = (commands.SignIn, commands.SignOut, commands.Lock, commands.Scan)


class Workshop:
    """One workshop table and the session at it."""

    def __init__(self, ports: WorkshopPorts) -> None:
        self._ports = ports
        self._session = WorkshopSession()
        self._notice: Notice | None = None

    def perform(self, command: WorkshopCommand) -> Outcome:
        """Do what was asked, or say why not. A refusal by the rules or by the world changes nothing; our own bugs
        propagate.
        """
        try:
            meant = self._meant(command)
            if isinstance(meant, _OF_THE_BENCH) and (not isinstance(meant, commands.Scan) or _is_badge(meant)):
                outcome = self._ports.identify(meant)
                self._notice = outcome.notice
                return outcome
            acted = _USE_CASES[type(meant)](meant, self._session, self._ports)
        except (RuleBroken, WorldFailure) as refused:
            self._notice = Notice(refused.code, Tone.ERROR, refused.params)
            return Outcome(ok=False, notice=self._notice)
        self._session = acted.session
        self._notice = acted.notice
        return Outcome(ok=True, notice=acted.notice, changed=acted.changed)

    def view(self) -> WorkshopView:
        """What the workshop shows now; reads the store, so it sees what other benches did meanwhile."""
        return compose_workshop(self._session, self._notice, self._ports)

    def _meant(self, command: WorkshopCommand) -> WorkshopCommand:
        """A scanned command code is the act it names here. Raises RuleBroken("unknown_command" |
        "command_means_nothing").
        """
        if not isinstance(command, commands.Scan):
            return command
        code = classify(command.code)
        if code.kind is not CarrierKind.COMMAND:
            return command
        known = command_of(code.text)
        if known is None:
            raise RuleBroken("unknown_command", shown=code.shown)
        act = self._next() if known is BenchCommandCode.NEXT else _ACTS.get(known)
        if act is None:
            raise RuleBroken("command_means_nothing", command=known.value)
        return act

    def _next(self) -> WorkshopCommand | None:
        return next_command(self.view())


_ACTS: dict[BenchCommandCode, WorkshopCommand] = {
    BenchCommandCode.UNDO: workshop_commands.UndoStep(),
    BenchCommandCode.BACK: workshop_commands.PutDown(),
    BenchCommandCode.SIGNOUT: commands.SignOut(),
}


def next_command(view: WorkshopView) -> WorkshopCommand | None:
    """What Enter does now; None where only a scan goes on."""
    return _NEXT.get(str(view.next.to))


_NEXT: dict[str, WorkshopCommand] = {
    "take_in": workshop_commands.TakeIn(),
    "take_out": workshop_commands.TakeOut(),
    "bring_back": workshop_commands.PutDown(),
    "to_studio": workshop_commands.PutDown(),
}


def _is_badge(command: commands.Scan) -> bool:
    return classify(command.code).kind is CarrierKind.OPERATOR_BADGE
