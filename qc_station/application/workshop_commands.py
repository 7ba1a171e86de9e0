"""What a person asks for in the workshop: imperative, frozen. Badge, PIN and lock are the bench's own commands."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.commands import Lock, Scan, SignIn, SignOut
from qc_station.domain.workshop import StepResult


@dataclass(frozen=True, slots=True)
class TakeIn:
    """The piece in hand begins its next step, or the planned one of that number."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOut:
    """The step the piece in hand is in is over. `note` says why when it is not simply done."""

    result: StepResult = StepResult.DONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddStep:
    """A step the route has not, for the piece in hand; refused where its composition forbids it."""

    step: str


@dataclass(frozen=True, slots=True)
class SkipStep:
    """A planned step of the piece in hand is left out, for that reason."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class RecordMethod:
    """How the step the piece in hand is in is done: one of its allowed methods."""

    method: str


@dataclass(frozen=True, slots=True)
class ReadCareLabel:
    """What is sewn into the piece in hand: its composition as written, and the codes of its care symbols.

    None leaves that half as it is known.
    """

    composition: str | None = None
    symbols: str | None = None


@dataclass(frozen=True, slots=True)
class PutDown:
    """No piece in hand any more; where it stands is kept."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """Take back one's own last act in this workshop."""


WorkshopCommand = (
    SignIn
    | SignOut
    | Lock
    | Scan
    | TakeIn
    | TakeOut
    | AddStep
    | SkipStep
    | RecordMethod
    | ReadCareLabel
    | PutDown
    | UndoStep
)
