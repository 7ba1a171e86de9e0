"""The machine of a workshop step: only the moves of the table, and every act leaves its mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qc_station.domain.checklist import NOTE_LENGTH_MAX
from qc_station.domain.errors import RuleBroken
from qc_station.domain.workshop import OPEN, STEP_MOVES, Purpose, StepResult, StepState, Visit, WorkshopStep

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOTES = st.sampled_from(["", " ", "\n\t", "trou", "a" * NOTE_LENGTH_MAX, "a" * (NOTE_LENGTH_MAX + 1), "ligne\nligne"])


class StepMachine(RuleBasedStateMachine):
    """Any verb at any time, against a model that knows the table only."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOW
        self.step = WorkshopStep("QC1-X", 1, "ironing", Purpose.FINISHING, 1, Visit(NOW, "rc", "A"))
        self.past = [StepState.PLANNED]

    def visit(self) -> Visit:
        self.at += timedelta(minutes=1)
        return Visit(self.at, "rc", "A")

    def attempt(self, to: StepState, moved: Callable[[], WorkshopStep], note: str, *, needed: bool) -> None:
        legal = to in STEP_MOVES[self.step.state]
        said = " ".join(note.split())
        fits = len(said) <= NOTE_LENGTH_MAX and bool(said or not needed)
        if not (legal and fits):
            with pytest.raises(RuleBroken) as broken:
                moved()
            assert broken.value.code == "step_not_open" or not fits
            return
        self.step = moved()
        self.past.append(to)

    @rule()
    def go_in(self) -> None:
        self.attempt(StepState.IN, lambda: self.step.go_in(self.visit(), "iron_dry"), "", needed=False)

    @rule(result=st.sampled_from(StepResult), note=NOTES)
    def go_out(self, result: StepResult, note: str) -> None:
        needed = result is not StepResult.DONE
        self.attempt(StepState.OUT, lambda: self.step.go_out(self.visit(), result, note), note, needed=needed)

    @rule(note=NOTES)
    def skip(self, note: str) -> None:
        self.attempt(StepState.SKIPPED, lambda: self.step.skip(self.visit(), note), note, needed=True)

    @rule()
    def choose_method(self) -> None:
        if self.step.state is StepState.IN:
            self.step = self.step.with_method("iron_steam")
        else:
            with pytest.raises(RuleBroken, match="step_not_in"):
                self.step.with_method("iron_steam")

    @invariant()
    def every_move_is_in_the_table(self) -> None:
        assert self.step.state is self.past[-1]
        assert all(to in STEP_MOVES[here] for here, to in zip(self.past, self.past[1:], strict=False))

    @invariant()
    def what_happened_is_on_it(self) -> None:
        step = self.step
        assert step.open == (step.state in OPEN)
        assert (step.taken_in is not None) == (StepState.IN in self.past)
        assert (step.taken_out is not None) == (not step.open)
        assert (step.result is not None) == (step.state is StepState.OUT)
        assert bool(step.method) == (StepState.IN in self.past)
        if step.state is StepState.SKIPPED or step.result in (StepResult.DAMAGED, StepResult.NOT_POSSIBLE):
            assert step.note
        assert step.since == max(visit.at for visit in (step.planned, step.taken_in, step.taken_out) if visit)


TestStepMachine = StepMachine.TestCase


@pytest.mark.parametrize("here", list(StepState))
@pytest.mark.parametrize("to", [StepState.IN, StepState.OUT, StepState.SKIPPED])
def test_only_the_moves_of_the_table(here: StepState, to: StepState) -> None:
    """From every state, each verb works exactly where the table has it, and else says that the step is not open."""
    visit = Visit(NOW, "rc", "A")
    step = replace(WorkshopStep("QC1-X", 1, "ironing", Purpose.FINISHING, 1, visit), state=here)
    moves = {
        StepState.IN: lambda: step.go_in(visit, ""),
        StepState.OUT: lambda: step.go_out(visit, StepResult.DONE, ""),
        StepState.SKIPPED: lambda: step.skip(visit, "raison"),
    }
    if to in STEP_MOVES[here]:
        assert moves[to]().state is to
    else:
        with pytest.raises(RuleBroken, match="step_not_open"):
            moves[to]()
