"""Who stands in the workshop, what lies on its table, and the answer every one of its use-cases gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from qc_station.application.bench_ports import BenchPorts
from qc_station.application.commands import BenchCommand
from qc_station.application.outcome import Notice, Outcome, Topic
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import TreatmentState
from qc_station.domain.workshop import Visit, WorkshopStep
from qc_station.policy.care import Care

HISTORY_MAX = 100


@dataclass(frozen=True, slots=True)
class WorkshopPorts:
    """`bench` is what every workplace of the station is wired to; `operator` says who is signed in at it, and
    `identify` is its door for badge, PIN and lock. `care`: the care file, read at the first piece.
    """

    bench: BenchPorts
    operator: Callable[[], Operator | None]
    identify: Callable[[BenchCommand], Outcome]
    care: Callable[[], Care]

    def visit(self, operator: Operator) -> Visit:
        return Visit(self.bench.clock.now(), operator.id, self.bench.station)


class WorkshopAct(StrEnum):
    """Acts that can be taken back, by the name the undo key shows."""

    STEP_IN = "workshop_step_in"
    STEP_OUT = "workshop_step_out"
    STEP_SKIPPED = "workshop_step_skipped"
    STEP_ADDED = "workshop_step_added"
    METHOD = "workshop_method"
    CARE_LABEL = "workshop_care_label"


@dataclass(frozen=True, slots=True)
class CareLabel:
    """What is known of a piece's label: its composition as written, and codes of care symbols."""

    composition: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """How a piece stood in the workshop: all its steps, its label, how far its treatment was."""

    steps: tuple[WorkshopStep, ...]
    label: CareLabel
    treatment: TreatmentState


@dataclass(frozen=True, slots=True)
class WorkshopDone:
    """One's own act, with how the piece stood before it and after it: it is undone only while the latter holds."""

    act: WorkshopAct
    operator: str
    piece: str
    before: Stood
    after: Stood


@dataclass(frozen=True, slots=True)
class WorkshopSession:
    piece_id: str = ""
    history: tuple[WorkshopDone, ...] = ()

    def with_done(self, done: WorkshopDone) -> WorkshopSession:
        return replace(self, piece_id=done.piece, history=(*self.history, done)[-HISTORY_MAX:])


@dataclass(frozen=True, slots=True)
class ActedInWorkshop:
    session: WorkshopSession
    notice: Notice
    changed: frozenset[Topic] = field(default_factory=lambda: frozenset({Topic.PIECE}))


def reconditioner(ports: WorkshopPorts) -> Operator:
    """Raises RuleBroken("sign_in_first" | "not_a_reconditioner")."""
    operator = ports.operator()
    if operator is None:
        raise RuleBroken("sign_in_first")
    if not operator.may_recondition:
        raise RuleBroken("not_a_reconditioner", role=str(operator.role))
    return operator
