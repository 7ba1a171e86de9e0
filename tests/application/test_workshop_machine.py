"""Two workshop tables and a bench, any verb at any time: what must hold of pieces, steps and log holds after each."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from qc_station.application import commands
from qc_station.application.verify import verify
from qc_station.application.workshop_commands import (
    AddStep,
    PutDown,
    ReadCareLabel,
    RecordMethod,
    SkipStep,
    TakeIn,
    TakeOut,
    UndoStep,
)
from qc_station.domain.piece import DecisionState, TreatmentState
from qc_station.domain.workshop import Purpose, StepResult, StepState
from qc_station.policy.composition import parse_composition
from qc_station.policy.reconditioning import bears, check_method
from qc_station.storage.open_station import open_station
from tests.application.day import PARCEL, item, takeback
from tests.application.second_brand import PARCEL as COAT_PARCEL
from tests.application.second_brand import coat, dossier
from tests.application.workshop_day import Table, WorkshopDay
from tests.policy.care_data import CARE

FORWARD = list(TreatmentState)
TABLES = st.sampled_from([0, 1])
LABELS = ["100 % coton", "100 % soie", "100 % cuir", "70 % laine, 30 % cachemire", "100 % ?"]


class WorkshopMachine(RuleBasedStateMachine):
    """Two accepted shirts and two coats to treat; whoever, wherever, whatever."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_station(f"sqlite:///{self.folder / 'station.db'}", "BENCH-01")
        shirts = [replace(item(line), composition="100 % coton") for line in (1, 2)]
        coats = [coat(line, composition="100 % polyester") for line in (1, 2)]
        self.shop = WorkshopDay(self.folder, self.store, takeback(*shirts), dossier(*coats))
        self.shop.open_parcel(PARCEL)
        self.pieces = [self.shop.accepted(1), self.shop.accepted(2)]
        self.shop.open_parcel(COAT_PARCEL)
        self.pieces += [self.shop.sent_to_treatment(1), self.shop.sent_to_treatment(2)]
        self.tables = (self.shop.table, self.shop.other)
        self.treatment = dict.fromkeys(self.pieces, TreatmentState.NONE)

    def teardown(self) -> None:
        sound = verify(self.store, self.shop.day.photos)
        self.store.close()
        shutil.rmtree(self.folder)
        assert sound.sound, sound.bad

    def perform(self, table: int, command: object) -> None:
        """A refusal leaves everything as it was."""
        at: Table = self.tables[table]
        self.shop.day.clock.wait(5)
        before = [self.shop.stored(piece) for piece in self.pieces]
        outcome = at.workshop.perform(command)  # type: ignore[arg-type]
        if not outcome.ok:
            assert [self.shop.stored(piece) for piece in self.pieces] == before

    @rule(table=TABLES, piece=st.integers(0, 3))
    def scan(self, table: int, piece: int) -> None:
        self.perform(table, commands.Scan(self.pieces[piece]))

    @rule(table=TABLES)
    def take_in(self, table: int) -> None:
        self.perform(table, TakeIn())

    @rule(table=TABLES, result=st.sampled_from(StepResult), note=st.sampled_from(["", "note"]))
    def take_out(self, table: int, result: StepResult, note: str) -> None:
        self.perform(table, TakeOut(result, note))

    @rule(table=TABLES, step=st.sampled_from(sorted(CARE.steps)))
    def add(self, table: int, step: str) -> None:
        self.perform(table, AddStep(step))

    @rule(table=TABLES, number=st.integers(1, 5))
    def skip(self, table: int, number: int) -> None:
        self.perform(table, SkipStep(number, "raison"))

    @rule(table=TABLES, method=st.sampled_from(["iron_steam", "iron_dry", "wash_30", "dry_brush", "ozone_cabinet"]))
    def choose_method(self, table: int, method: str) -> None:
        self.perform(table, RecordMethod(method))

    @rule(table=TABLES, text=st.sampled_from(LABELS), symbols=st.sampled_from([None, "", "i0", "w0 d0"]))
    def read_label(self, table: int, text: str, symbols: str | None) -> None:
        self.perform(table, ReadCareLabel(text, symbols))

    @rule(table=TABLES)
    def undo(self, table: int) -> None:
        self.perform(table, UndoStep())

    @rule(table=TABLES)
    def put_down(self, table: int) -> None:
        self.perform(table, PutDown())

    @invariant()
    def a_piece_is_at_one_place(self) -> None:
        for piece in self.pieces:
            _, steps = self.shop.stored(piece)
            assert sum(step.state is StepState.IN for step in steps) <= 1
            numbers = [step.number for step in steps]
            assert numbers == sorted(set(numbers))

    @invariant()
    def treatment_goes_forward_and_ends_with_the_last_step(self) -> None:
        for piece_id in self.pieces:
            piece, steps = self.shop.stored(piece_id)
            here = piece.axes.treatment
            assert FORWARD.index(here) >= FORWARD.index(self.treatment[piece_id])
            self.treatment[piece_id] = here
            ordered = [step for step in steps if step.purpose is Purpose.TREATMENT]
            if here is TreatmentState.DONE:
                assert ordered
                assert not any(step.open for step in ordered)
            elif ordered:
                assert any(step.open for step in ordered)
                assert here in (TreatmentState.NEEDED, TreatmentState.IN_PROGRESS)

    @invariant()
    def nobody_is_at_work_on_what_is_forbidden(self) -> None:
        for table in self.tables:
            shown = table.view.piece
            inside = shown.in_work if shown is not None else None
            if shown is None or inside is None or shown.label_text not in ("100 % coton", "100 % polyester"):
                continue  # the label was read again while the piece was in work: what is in work is taken out
            held = bears(parse_composition(shown.label_text, CARE), (), CARE)
            check_method(inside.step.step, inside.step.method, held, CARE)

    @invariant()
    def the_board_has_each_piece_once(self) -> None:
        board = [entry.piece for entry in self.shop.table.view.board]
        assert len(board) == len(set(board))
        for piece_id in self.pieces:
            piece, steps = self.shop.stored(piece_id)
            wanted = piece.in_treatment or piece.axes.decision is DecisionState.ACCEPTED
            waiting = any(step.open for step in steps) or piece.axes.treatment is TreatmentState.NEEDED
            assert (piece_id in board) == (wanted and waiting)


WorkshopMachine.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestWorkshopMachine = WorkshopMachine.TestCase
