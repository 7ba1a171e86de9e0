"""Steps of the workshop in the store, on both engines: whole, in order, and changed by one bench at a time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from qc_station.application.commands import Scan
from qc_station.application.failures import WorldFailure
from qc_station.application.ports import LogEntry
from qc_station.application.workshop_commands import TakeOut
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import Axes, DecisionState, Piece, TreatmentState
from qc_station.domain.workshop import Purpose, StepResult, StepState, Visit, WorkshopStep
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.application.second_brand import PARCEL, coat, dossier
from tests.application.workshop_day import COLLEAGUE, Table, WorkshopDay
from tests.storage import made
from tests.storage.conftest import OpenBench

PLANNED = Visit(made.NOW, "rc", "ATELIER")


def step(number: int = 1, of: int = 1, kind: str = "ironing", **changes: object) -> WorkshopStep:
    whole = WorkshopStep(made.piece(of).id, number, kind, Purpose.FINISHING, 1, PLANNED, reasons=("finishing",))
    return replace(whole, **changes)


def taken_in(planned: WorkshopStep, by: str = "rc") -> WorkshopStep:
    return planned.go_in(Visit(made.NOW + timedelta(minutes=1), by, "ATELIER"), "iron_steam")


def store_piece(store: SqlUnitOfWorkFactory, number: int = 1, **axes: object) -> Piece:
    with store() as uow:
        saved = uow.pieces.save(replace(made.piece(number), axes=Axes(**axes)))
        uow.commit()
    return saved


TEXTS = st.text(max_size=20)
VISITS = st.builds(Visit, st.datetimes(timezones=st.just(made.NOW.tzinfo)), TEXTS, TEXTS)
STEPS = st.builds(
    WorkshopStep,
    piece=st.just(made.piece(1).id),
    number=st.integers(1, 9),
    step=st.sampled_from(["ironing", "cleaning"]),
    purpose=st.sampled_from(Purpose),
    route=st.integers(1, 9),
    planned=VISITS,
    state=st.sampled_from(StepState),
    reasons=st.lists(TEXTS, max_size=3).map(tuple),
    method=TEXTS,
    taken_in=st.none() | VISITS,
    taken_out=st.none() | VISITS,
    result=st.none() | st.sampled_from(StepResult),
    note=TEXTS,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(wanted=STEPS)
def test_a_step_comes_back_as_it_was(store: SqlUnitOfWorkFactory, wanted: WorkshopStep) -> None:
    """Every field, whatever a person wrote, on both engines."""
    with store() as uow:
        if uow.pieces.get(wanted.piece) is None:
            uow.pieces.save(made.piece(1))
        for old in uow.workshop.of(wanted.piece):
            uow.workshop.remove(old)
        uow.workshop.add(wanted)
        uow.commit()
    with store(read_only=True) as uow:
        assert uow.workshop.of(wanted.piece) == (wanted,)


def test_one_step_a_number(store: SqlUnitOfWorkFactory) -> None:
    """Two benches that plan at once: the second is told, and the first plan stands."""
    store_piece(store)
    with store() as uow:
        uow.workshop.add(step())
        with pytest.raises(RuleBroken, match="changed_elsewhere"):
            uow.workshop.add(step(kind="relabel"))
        uow.commit()
    with store(read_only=True) as uow:
        assert uow.workshop.of(step().piece) == (step(),)


def test_who_read_an_older_step_changes_nothing(store: SqlUnitOfWorkFactory) -> None:
    """Change and removal are for whoever read the step as it is."""
    store_piece(store)
    planned = step()
    with store() as uow:
        uow.workshop.add(planned)
        uow.workshop.change(planned, taken_in(planned))
        for late in (
            lambda: uow.workshop.change(planned, taken_in(planned, "tv")),
            lambda: uow.workshop.remove(planned),
        ):
            with pytest.raises(RuleBroken, match="changed_elsewhere"):
                late()
        uow.workshop.remove(taken_in(planned))
        assert uow.workshop.of(planned.piece) == ()
        uow.commit()


def test_two_benches_take_one_step(open_bench: OpenBench) -> None:
    """Both read it planned and take it in at the same moment: one has it, the other is told so."""
    first, second = open_bench("ATELIER-1"), open_bench("ATELIER-2")
    store_piece(first)
    with first() as uow:
        uow.workshop.add(step())
        uow.commit()
    start = threading.Barrier(2)

    def take(store: SqlUnitOfWorkFactory, by: str) -> str:
        start.wait()
        try:
            with store() as uow:
                uow.workshop.change(step(), taken_in(step(), by))
                uow.commit()
        except RuleBroken as broken:
            return broken.code
        return by

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(take, (first, second), ("rc", "tv")))
    assert sorted(told) in (["changed_elsewhere", "rc"], ["changed_elsewhere", "tv"])
    with first(read_only=True) as uow:
        (now,) = uow.workshop.of(step().piece)
    assert now.taken_in is not None
    assert now.taken_in.by in told


def test_a_held_piece_waits_for_its_holder(open_bench: OpenBench) -> None:
    """Whoever holds a piece is alone with its steps: the next one reads what the first has left."""
    first, second = open_bench("ATELIER-1"), open_bench("ATELIER-2")
    store_piece(first)
    with first() as uow:
        uow.workshop.add(step())
        uow.commit()
    held, seen = threading.Event(), []

    def follow() -> None:
        held.wait()
        with second() as uow:
            uow.workshop.hold(step().piece)
            seen.extend(uow.workshop.of(step().piece))

    with ThreadPoolExecutor(1) as pool:
        follower = pool.submit(follow)
        with first() as uow:
            uow.workshop.hold(step().piece)
            held.set()
            uow.workshop.change(step(), taken_in(step()))
            uow.commit()
        follower.result(20)
    assert [each.state for each in seen] == [StepState.IN]


def test_two_tables_race_through_one_treatment(open_bench: OpenBench, tmp_path: Path) -> None:
    """Both scan and take out the same coats as fast as they can: each step ends once, each treatment ends once, and no
    table is ever told anything but what the rules say.
    """
    here, there = open_bench("BENCH-01"), open_bench("ATELIER-2")
    shop = WorkshopDay(tmp_path, here, dossier(*(coat(line, composition="100 % polyester") for line in (1, 2, 3))))
    shop.open_parcel(PARCEL)
    coats = [shop.sent_to_treatment(line) for line in (1, 2, 3)]
    far = SimpleNamespace(ports=replace(shop.day.ports, unit_of_work=there))
    tables = (shop.table, Table(far, "ATELIER-2", COLLEAGUE))
    start = threading.Barrier(2)

    def work(table: Table) -> set[str]:
        start.wait()
        told = set()
        for turn in range(24):
            for command in (Scan(coats[turn % 3]), TakeOut()):
                told.add(table.workshop.perform(command).notice.code)
        return told

    with ThreadPoolExecutor(2) as pool:
        told = set().union(*pool.map(work, tables))
    allowed = {"step_in", "step_out", "workshop_treatment_done", "step_with_other", "step_not_in", "not_for_workshop"}
    assert told <= {*allowed, "scan_a_piece_first", "changed_elsewhere"}
    facts = [entry.fact for store in (here, there) for entry in entries(store)]
    for coat_id in coats:
        piece, steps = shop.stored(coat_id)
        assert piece.axes.treatment is TreatmentState.DONE
        ended = [fact.body["number"] for fact in facts if fact.kind == "workshop_step_out" and fact.subject == coat_id]
        assert sorted(ended) == [step.number for step in steps] == [1, 2]
        over = [fact for fact in facts if fact.kind == "treatment_recorded" and fact.subject == coat_id]
        assert [fact.body["state"] for fact in over].count("done") == 1


def entries(store: SqlUnitOfWorkFactory) -> list[LogEntry]:
    with store(read_only=True) as uow:
        return list(uow.log.entries())


def test_what_is_open_and_what_is_ordered(store: SqlUnitOfWorkFactory) -> None:
    """The board has what is planned and in work with where its piece stands, and pieces sent that have not arrived."""
    accepted = store_piece(store, 1, decision=DecisionState.ACCEPTED)
    store_piece(store, 2, treatment=TreatmentState.NEEDED)
    begun = store_piece(store, 3, treatment=TreatmentState.IN_PROGRESS)
    store_piece(store, 4)
    with store() as uow:
        uow.workshop.add(taken_in(step(1)))
        uow.workshop.add(step(2, kind="relabel"))
        uow.workshop.add(taken_in(step(1, of=3)).go_out(PLANNED, StepResult.DONE, ""))
        uow.workshop.add(step(2, of=3, kind="cleaning").skip(PLANNED, "non"))
        uow.commit()
    with store(read_only=True) as uow:
        opened = uow.workshop.open(10)
        assert [(each.step.number, each.step.state) for each in opened] == [(1, StepState.IN), (2, StepState.PLANNED)]
        assert {(each.key, each.decision, each.treatment) for each in opened} == {
            (accepted.key, DecisionState.ACCEPTED, TreatmentState.NONE)
        }
        assert [each.piece for each in uow.workshop.ordered(10)] == [made.piece(2).id]
        assert len(uow.workshop.open(1)) == 1
        assert len(uow.workshop.of(begun.id)) == 2


@pytest.mark.parametrize("column", ["body", "state"])
def test_a_row_something_else_wrote_is_named(store: SqlUnitOfWorkFactory, column: str) -> None:
    """A body that is no step is the world's failure, with the piece; a state that is none cannot be written."""
    store_piece(store)
    with store() as uow:
        uow.workshop.add(step())
        uow.commit()
    statement = text(f"UPDATE workshop_step SET {column} = '{{}}'")
    if column == "state":
        with pytest.raises(Exception, match=r"(?i)constraint"), store.engine.begin() as connection:
            connection.execute(statement)
        return
    with store.engine.begin() as connection:
        connection.execute(statement)
    with store(read_only=True) as uow, pytest.raises(WorldFailure, match="record_unreadable"):
        uow.workshop.of(step().piece)
