"""Treatment instead of refusal, on a made-up brand whose file allows it: to the workshop, back, and inspected again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.bench_view import ItemState, PieceView, Step
from qc_station.application.ports import Credential
from qc_station.application.verify import verify
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.piece import DecisionState, TreatmentState
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.storage.open_station import open_station
from tests.application.day import BADGE, LEAD, PIN, Day, HandClock
from tests.application.second_brand import OTHER, PARCEL, coat, dossier

STAIN = Pin(Side.FRONT, 0.5, 0.5)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    """Two coats on the table; the first is in hand, dirty, and photographed."""
    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    made = Day(tmp_path, unit_of_work, HandClock(), dossier(coat(1), coat(2)))
    made.ports = replace(made.ports, programmes={OTHER.id: OTHER})
    made.bench = Bench(made.ports)
    with unit_of_work() as uow:
        uow.operators.save(Credential(LEAD, f"plain:{PIN}", 0, None))
        uow.commit()
    made.do(commands.SignIn(BADGE, PIN))
    made.do(commands.Scan(PARCEL))
    made.do(commands.RecordTransferForm(TransferForm.SIGNED))
    made.do(commands.OpenItem(1))
    find_dirt(made)
    made.do(commands.KeepPhotograph(made.picture(), "defect:dry:1"))
    yield made
    unit_of_work.close()


def find_dirt(day: Day) -> None:
    day.do(commands.AnswerCheck("dry", "dirty", STAIN))
    day.conform("zip", "sealed")


def in_hand(day: Day) -> PieceView:
    piece = day.bench.view().piece
    assert piece is not None
    return piece


def treat(day: Day) -> None:
    day.do(commands.Decide(Ruling.TREATMENT))
    day.do(commands.RecordTreatment(TreatmentState.IN_PROGRESS))
    day.do(commands.RecordTreatment(TreatmentState.DONE))


def test_what_can_be_treated_is_not_refused(day: Day) -> None:
    """The bench proposes the treatment; nobody refuses, neither the expert nor a lead, and nobody accepts as it is."""
    assert in_hand(day).judgement.ruling is Ruling.TREATMENT
    assert day.bench.view().next.step is Step.SIGN
    assert day.refused(commands.Decide(Ruling.REFUSED)) == "treatment_first"
    assert day.refused(commands.Decide(Ruling.ACCEPTED, Grade.NEW)) == "overturn_needs_lead"
    lead = commands.Lead(LEAD.badge, PIN, "sale")
    assert day.refused(commands.Overrule(lead, Ruling.REFUSED, refused_for="dirty")) == "treatment_first"


def test_to_the_workshop_and_back(day: Day) -> None:
    """Treated and clean: inspected from the first check on, accepted, and paid."""
    day.do(commands.Decide(Ruling.TREATMENT))
    view = day.bench.view()
    assert view.parcel is not None
    assert view.parcel.items[0].state is ItemState.TREATMENT
    assert view.next.step is Step.OPEN_ITEM
    assert in_hand(day).axes.decision is DecisionState.UNDECIDED
    day.do(commands.RecordTreatment(TreatmentState.IN_PROGRESS))
    assert day.do(commands.RecordTreatment(TreatmentState.DONE)).notice.code == "treatment_done"
    again = in_hand(day)
    assert not any(check.answered for check in again.checks)
    assert day.bench.view().next.step is Step.ANSWER_CHECK
    day.conform("dry", "zip", "sealed")
    assert day.do(commands.Decide(Ruling.ACCEPTED)).notice.code == "piece_accepted"
    assert in_hand(day).axes.treatment is TreatmentState.REINSPECTED
    assert verify(day.unit_of_work, day.photos).sound


def test_found_again_is_refused_with_a_new_photograph(day: Day) -> None:
    """The first picture is kept as what was there before; it shows nothing of the second finding."""
    treat(day)
    find_dirt(day)
    assert in_hand(day).judgement.ruling is Ruling.REFUSED
    assert day.refused(commands.Decide(Ruling.REFUSED)) == "evidence_missing"
    day.do(commands.KeepPhotograph(day.picture(), "defect:dry:1"))
    assert day.do(commands.Decide(Ruling.REFUSED)).notice.code == "piece_refused"
    with day.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(in_hand(day).id)
    assert piece is not None
    assert [shot.view for shot in piece.shots] == ["treated:dry:1", "defect:dry:1"]
    assert piece.verdict is not None
    assert piece.verdict.reasons == ("dirty",)


def test_while_the_workshop_has_it_nothing_else_happens_to_it(day: Day) -> None:
    """No answer, no verdict, no lead's word, not missing; the pictures that come in go to the tray."""
    day.do(commands.Decide(Ruling.TREATMENT))
    lead = commands.Lead(LEAD.badge, PIN, "moi")
    assert day.refused(commands.AnswerCheck("zip", "conform")) == "in_treatment"
    assert day.refused(commands.Decide(Ruling.TREATMENT)) == "in_treatment"
    assert day.refused(commands.Decide(Ruling.REVIEW, note="?")) == "in_treatment"
    assert day.refused(commands.Overrule(lead, Ruling.ACCEPTED, Grade.NEW)) == "in_treatment"
    assert day.refused(commands.MarkMissing(1)) == "piece_is_here"
    assert day.refused(commands.RecordTreatment(TreatmentState.DONE)) == "not_in_treatment"
    assert day.do(commands.KeepPhotograph(day.picture(), None)).notice.code == "frame_trayed"


def test_the_order_is_undone_until_the_workshop_began(day: Day) -> None:
    """Ctrl+Z brings the open inspection back with its answers; after the beginning there is nothing to undo."""
    before = in_hand(day)
    day.do(commands.Decide(Ruling.TREATMENT))
    assert day.bench.view().can_undo == "treatment"
    day.do(commands.Undo())
    assert in_hand(day) == before
    day.do(commands.Decide(Ruling.TREATMENT))
    day.do(commands.RecordTreatment(TreatmentState.IN_PROGRESS))
    assert day.bench.view().can_undo == "transfer_form"


def test_another_bench_cannot_undo_what_the_workshop_began(day: Day) -> None:
    """Two benches on one database: the one that ordered it learns that it is too late, also for its answers."""
    workshop = Bench(replace(day.ports, station="BENCH-02"))
    day.do(commands.Decide(Ruling.TREATMENT))
    for act in (
        commands.SignIn(LEAD.badge, PIN),
        commands.Scan(in_hand(day).id),
        commands.RecordTreatment(TreatmentState.IN_PROGRESS),
    ):
        assert workshop.perform(act).ok, act
    assert day.refused(commands.Undo()) == "treatment_begun_already"


def test_nothing_to_treat(day: Day) -> None:
    """A clean piece is not sent away, and a piece that is not in treatment is not said to be treated."""
    day.conform("dry")
    assert day.refused(commands.Decide(Ruling.TREATMENT)) == "nothing_to_treat"
    assert day.refused(commands.RecordTreatment(TreatmentState.IN_PROGRESS)) == "not_in_treatment"


def test_the_label_opens_it_again(day: Day) -> None:
    """Back from the workshop days later: its own label puts it on the table, where it says how far it is."""
    piece = in_hand(day).id
    day.do(commands.Decide(Ruling.TREATMENT))
    day.do(commands.CloseParcel())
    day.do(commands.Scan(piece))
    assert in_hand(day).treatments == (TreatmentState.IN_PROGRESS,)
