"""What the workshop asks of the store: the steps of a piece, and all that are open anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qc_station.domain.piece import DecisionState, TreatmentState
from qc_station.domain.takeback import ItemKey
from qc_station.domain.workshop import WorkshopStep


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A planned step or one in work, with whose it is and where that piece stands."""

    step: WorkshopStep
    key: ItemKey
    decision: DecisionState
    treatment: TreatmentState


@dataclass(frozen=True, slots=True)
class Ordered:
    """A piece that was sent to the workshop and has not arrived there."""

    piece: str
    key: ItemKey


class WorkshopSteps(Protocol):
    def hold(self, piece_id: str) -> None:
        """Until this transaction is over nobody else changes that piece; what is read of it from here on is the
        newest.
        """
        ...

    def of(self, piece_id: str) -> tuple[WorkshopStep, ...]:
        """All of a piece, by number."""
        ...

    def open(self, limit: int) -> tuple[OpenStep, ...]:
        """Planned and in work, on all benches of this database; those of one piece by number, one after the other."""
        ...

    def ordered(self, limit: int) -> tuple[Ordered, ...]: ...

    def add(self, step: WorkshopStep) -> None:
        """Raises RuleBroken("changed_elsewhere") when the piece has a step of that number."""
        ...

    def change(self, read: WorkshopStep, to: WorkshopStep) -> None:
        """Raises RuleBroken("changed_elsewhere") when the step is no longer what was read."""
        ...

    def remove(self, read: WorkshopStep) -> None:
        """Forget a step planned by mistake; its facts stay in the log. Raises RuleBroken("changed_elsewhere")."""
        ...
