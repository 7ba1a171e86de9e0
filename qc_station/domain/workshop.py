"""A step of a piece's reconditioning: planned, taken in, taken out. Legal moves in one table beside their text.

A step is *planned* by the route or by hand. Whoever takes the piece up scans it *in*, and later *out* with a result:
done, not possible, or damaged. A planned step may be *skipped* with a reason; a piece that is in work is taken out
first, never skipped. Out and skipped are ends: what is to be done again is a new step. To take back a mistaken scan is
to put the step as it was, and only while nothing followed (`undo`).
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from qc_station.domain.checklist import NOTE_LENGTH_MAX
from qc_station.domain.errors import RuleBroken


class StepState(StrEnum):
    PLANNED = "planned"
    IN = "in"
    OUT = "out"
    SKIPPED = "skipped"


STEP_MOVES: Mapping[StepState, AbstractSet[StepState]] = {
    StepState.PLANNED: {StepState.IN, StepState.SKIPPED},
    StepState.IN: {StepState.OUT},
    StepState.OUT: frozenset(),
    StepState.SKIPPED: frozenset(),
}
OPEN = frozenset({StepState.PLANNED, StepState.IN})


class StepResult(StrEnum):
    """How a step ended: everything but DONE is said with a note."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    DAMAGED = "damaged"


class Purpose(StrEnum):
    """Why the piece is in the workshop: a treatment was ordered instead of a refusal, or it is readied for sale."""

    TREATMENT = "treatment"
    FINISHING = "finishing"


@dataclass(frozen=True, slots=True)
class Visit:
    """When, who, at which station."""

    at: datetime
    by: str
    station: str


@dataclass(frozen=True, slots=True)
class WorkshopStep:
    """`number` counts within the piece, from 1; `route` says which of its routes the step belongs to, from 1.

    `method` is the environmental record: how it is, or was, done. `reasons`: why it is on the route. A skipped step's
    `note` is its reason.
    """

    piece: str
    number: int
    step: str
    purpose: Purpose
    route: int
    planned: Visit
    state: StepState = StepState.PLANNED
    reasons: tuple[str, ...] = ()
    method: str = ""
    taken_in: Visit | None = None
    taken_out: Visit | None = None
    result: StepResult | None = None
    note: str = ""

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def since(self) -> datetime:
        """Since when it stands where it stands."""
        return (self.taken_out or self.taken_in or self.planned).at

    def go_in(self, visit: Visit, method: str) -> WorkshopStep:
        """Raises RuleBroken("step_not_open")."""
        return replace(_moved(self, StepState.IN), taken_in=visit, method=method)

    def go_out(self, visit: Visit, result: StepResult, note: str) -> WorkshopStep:
        """Raises RuleBroken("step_not_open" | "step_note_missing" | "note_too_long")."""
        said = _said(note, needed=result is not StepResult.DONE)
        return replace(_moved(self, StepState.OUT), taken_out=visit, result=result, note=said)

    def skip(self, visit: Visit, reason: str) -> WorkshopStep:
        """Raises RuleBroken("step_not_open" | "step_note_missing" | "note_too_long")."""
        return replace(_moved(self, StepState.SKIPPED), taken_out=visit, note=_said(reason, needed=True))

    def with_method(self, method: str) -> WorkshopStep:
        """Raises RuleBroken("step_not_in") for a step that is not in work."""
        if self.state is not StepState.IN:
            raise RuleBroken("step_not_in")
        return replace(self, method=method)


def _moved(step: WorkshopStep, to: StepState) -> WorkshopStep:
    if to not in STEP_MOVES[step.state]:
        raise RuleBroken("step_not_open", workshop_step=step.step, here=str(step.state), target=str(to))
    return replace(step, state=to)


def _said(note: str, *, needed: bool) -> str:
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in note).split())
    if needed and not said:
        raise RuleBroken("step_note_missing")
    if len(said) > NOTE_LENGTH_MAX:
        raise RuleBroken("note_too_long", length=len(said), most=NOTE_LENGTH_MAX)
    return said
