"""The workshop: scan in, scan out, what is forbidden, what is taken back, and the way back to bench and studio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

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
from qc_station.application.workshop_view import ORDERED, WorkshopStepTo
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.piece import TreatmentState
from qc_station.domain.verdict import Ruling
from qc_station.domain.workshop import Purpose, StepResult, StepState
from qc_station.policy.reconditioning import ready_for_studio
from qc_station.storage.open_station import open_station
from tests.application.day import BADGE, DOSSIER, LEAD, PARCEL, PIN, item, takeback
from tests.application.second_brand import PARCEL as COAT_PARCEL
from tests.application.second_brand import coat, dossier
from tests.application.workshop_day import COLLEAGUE, RECONDITIONER, WorkshopDay

COTTON = "98 % coton, 2 % élasthanne"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[WorkshopDay]:
    """A parcel of two cotton shirts and a leather jacket, and one of two coats of a brand that treats."""
    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    shirts = [replace(item(line), composition=COTTON) for line in (1, 2)]
    leather = replace(item(3, "jacket"), composition="100 % cuir de veau")
    coats = [coat(line, composition="100 % polyester") for line in (1, 2)]
    yield WorkshopDay(tmp_path, unit_of_work, takeback(*shirts, leather), dossier(*coats))
    unit_of_work.close()


def test_an_accepted_shirt_is_ironed_relabelled_and_ready(shop: WorkshopDay) -> None:
    """Four scans of its label: in, out, in, out; every move has a time, a person, a station and a method."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    said = []
    for _ in range(4):
        shop.day.clock.wait(60)
        said.append(shop.table.scan(shirt))
    assert said == ["step_in", "step_out", "step_in", "piece_ready"]
    piece, (ironing, relabel) = shop.stored(shirt)
    assert (ironing.step, ironing.state, ironing.result) == ("ironing", StepState.OUT, StepResult.DONE)
    assert ironing.method == "iron_steam"
    assert ironing.taken_in is not None
    assert ironing.taken_out is not None
    assert (ironing.taken_in.by, ironing.taken_in.station) == (RECONDITIONER.id, "ATELIER-1")
    assert ironing.taken_out.at - ironing.taken_in.at == timedelta(minutes=1)
    assert relabel.purpose is Purpose.FINISHING
    assert ready_for_studio(piece, (ironing, relabel))
    assert piece.axes.treatment is TreatmentState.NONE
    assert shop.table.view.next.to is WorkshopStepTo.TO_STUDIO
    assert shop.table.scan(shirt) == "nothing_left_to_do"
    assert verify(shop.day.unit_of_work, shop.day.photos).sound


def test_a_treated_coat_goes_back_to_the_bench(shop: WorkshopDay) -> None:
    """The first scan begins the treatment, the last step out ends it, and the bench inspects from the first check."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    assert shop.table.entry(dirty).step == ORDERED
    assert shop.table.scan(dirty) == "step_in"
    assert shop.stored(dirty)[0].axes.treatment is TreatmentState.IN_PROGRESS
    assert shop.table.states == [("spot_cleaning", "in"), ("cleaning", "planned")]
    assert [shop.table.scan(dirty) for _ in range(3)] == ["step_out", "step_in", "workshop_treatment_done"]
    piece, steps = shop.stored(dirty)
    assert piece.axes.treatment is TreatmentState.DONE
    assert not piece.answers
    assert [shot.view for shot in piece.shots] == ["treated:dry:1"]
    assert steps[1].method == "wash_30"
    assert shop.table.view.next.to is WorkshopStepTo.BRING_BACK
    assert not ready_for_studio(piece, steps)
    assert [body["state"] for body in shop.facts("treatment_recorded")] == ["in_progress", "done"]
    shop.day.do(commands.Scan(dirty))
    shop.day.conform("dry", "zip", "sealed")
    assert shop.day.do(commands.Decide(Ruling.ACCEPTED)).notice.code == "piece_accepted"
    assert shop.stored(dirty)[0].axes.treatment is TreatmentState.REINSPECTED
    assert shop.table.scan(dirty) == "step_in"
    assert shop.table.states[2:] == [("steaming", "in"), ("relabel", "planned")]
    assert verify(shop.day.unit_of_work, shop.day.photos).sound


def test_steam_on_leather_is_refused_by_hand_too(shop: WorkshopDay) -> None:
    """Nobody steams what must not be steamed: the refusal names the fibre, changes nothing, and offers no such step."""
    shop.open_parcel(PARCEL)
    jacket = shop.accepted(3)
    shop.table.scan(jacket)
    assert shop.table.states == [("relabel", "in")]
    before = shop.stored(jacket)
    refused = shop.table.workshop.perform(AddStep("steaming"))
    assert (refused.ok, refused.notice.code, refused.notice.params["fibre"]) == (False, "steam_forbidden", "leather")
    assert shop.table.refused(AddStep("ironing")) == "ironing_forbidden"
    assert shop.stored(jacket) == before
    assert set(shop.table.piece.addable) == {"spot_cleaning", "airing", "repair", "depilling"}
    assert [(each.step, each.code) for each in shop.table.piece.forbidden] == [("steaming", "steam_forbidden")]


def test_what_the_label_says_changes_what_is_planned(shop: WorkshopDay) -> None:
    """Silk, as the label turns out to say: what is still planned follows it, what somebody added stays if it may."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    shop.table.do(UndoStep())
    shop.table.do(TakeIn())
    shop.table.do(TakeOut(StepResult.NOT_POSSIBLE, "Fer en panne"))
    shop.table.do(AddStep("steaming"))
    shop.table.do(AddStep("airing"))
    assert shop.table.do(ReadCareLabel("100 % soie")).notice.code == "care_label_read"
    assert shop.table.states == [("ironing", "out"), ("airing", "planned"), ("relabel", "planned")]
    assert shop.table.piece.label_text == "100 % soie"
    shop.table.do(UndoStep())
    assert ("steaming", "planned") in shop.table.states
    assert shop.table.piece.label_text == COTTON


def test_a_step_that_became_forbidden_is_not_begun(shop: WorkshopDay) -> None:
    """The care label says no iron: the planned ironing goes, and asking for it by hand is refused in its name."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    shop.table.do(UndoStep())
    shop.table.do(ReadCareLabel(symbols="w30 i0"))
    assert shop.table.piece.symbols == ("w30", "i0")
    shop.table.scan(shirt)
    assert shop.table.states == [("relabel", "in")]
    outcome = shop.table.workshop.perform(AddStep("ironing"))
    assert (outcome.notice.code, outcome.notice.params["fibre"]) == ("ironing_forbidden", "care_label")
    assert shop.table.refused(ReadCareLabel(symbols="x1")) == "unknown_care_symbol"


def test_a_label_that_forbids_the_rest_ends_the_treatment(shop: WorkshopDay) -> None:
    """Brushed, and then the label says leather: nothing else may be done, so the bench inspects what there is."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    shop.table.scan(dirty)
    shop.table.do(TakeOut())
    assert shop.table.do(ReadCareLabel("100 % cuir")).notice.code == "workshop_treatment_done"
    assert shop.table.states == [("spot_cleaning", "out")]
    assert shop.stored(dirty)[0].axes.treatment is TreatmentState.DONE


def test_an_unread_composition_says_so(shop: WorkshopDay) -> None:
    """What is not understood is kept as it was written, told, and treated as the most delicate there is."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    shop.table.do(UndoStep())
    told = shop.table.do(ReadCareLabel("100 % mystère"))
    assert told.notice.code == "composition_not_understood"
    assert shop.table.piece.composition is None
    assert shop.facts("workshop_planned")[-1]["composition"] == "100 % mystère"
    shop.table.scan(shirt)
    assert shop.table.states == [("relabel", "in")]
    assert shop.table.refused(AddStep("ironing")) == "composition_unknown"
    assert shop.facts("workshop_planned")[-1]["understood"] is False


def test_the_method_is_recorded(shop: WorkshopDay) -> None:
    """The first allowed way is proposed; another one is chosen while the piece is in work, and leaves with the step."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    shop.table.scan(dirty)
    assert shop.table.refused(RecordMethod("ozone_cabinet")) == "unknown_method"
    shop.table.do(RecordMethod("damp_cloth"))
    shop.table.do(TakeOut())
    assert shop.table.refused(RecordMethod("damp_cloth")) == "step_not_in"
    assert shop.facts("workshop_step_out") == [
        {"number": 1, "step": "spot_cleaning", "result": "done", "method": "damp_cloth", "note": ""}
    ]


def test_results_that_are_not_done_say_why(shop: WorkshopDay) -> None:
    """Not possible and damaged want a note; a damaged piece is told with attention, and the route goes on."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    assert shop.table.refused(TakeOut(StepResult.DAMAGED)) == "step_note_missing"
    assert shop.table.refused(TakeOut(StepResult.NOT_POSSIBLE, " \n ")) == "step_note_missing"
    assert shop.table.do(TakeOut(StepResult.DAMAGED, "Lustré au col")).notice.code == "step_out_damaged"
    assert shop.stored(shirt)[1][0].note == "Lustré au col"
    assert shop.table.view.next.to is WorkshopStepTo.TAKE_IN


def test_skipping_needs_a_reason_and_may_end_a_treatment(shop: WorkshopDay) -> None:
    """A step left out is kept with its reason; the last one left out ends the treatment like the last one out."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    shop.table.scan(dirty)
    shop.table.do(TakeOut())
    assert shop.table.refused(SkipStep(2, "")) == "step_note_missing"
    assert shop.table.refused(SkipStep(1, "déjà fait")) == "step_not_open"
    assert shop.table.refused(SkipStep(9, "?")) == "no_such_step"
    assert shop.table.do(SkipStep(2, "Parti au détachage")).notice.code == "workshop_treatment_done"
    piece, steps = shop.stored(dirty)
    assert piece.axes.treatment is TreatmentState.DONE
    assert (steps[1].state, steps[1].note) == (StepState.SKIPPED, "Parti au détachage")
    assert shop.facts("workshop_step_skipped")[0]["reason"] == "Parti au détachage"


def test_one_step_at_a_time(shop: WorkshopDay) -> None:
    """A piece is at one place: the next step waits until the one in work is over; no step is planned twice."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    assert shop.table.refused(TakeIn()) == "step_in_first"
    assert shop.table.refused(SkipStep(1, "non")) == "step_not_open"
    assert shop.table.refused(AddStep("ironing")) == "step_there_already"
    assert shop.table.refused(AddStep("dyeing")) == "unknown_workshop_step"
    shop.table.do(TakeOut())
    assert shop.table.refused(TakeOut()) == "step_not_in"


def test_undo_while_nothing_followed(shop: WorkshopDay) -> None:
    """A mistaken scan is taken back whole, route and all; an act of a colleague, or one since followed, is not."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    assert shop.table.refused(UndoStep()) == "nothing_to_undo"
    shop.table.scan(shirt)
    assert shop.table.view.can_undo == "workshop_step_in"
    shop.table.do(UndoStep())
    assert shop.stored(shirt)[1] == ()
    shop.table.scan(shirt)
    shop.table.do(TakeOut())
    shop.table.do(UndoStep())
    assert shop.table.states == [("ironing", "in"), ("relabel", "planned")]
    shop.other.scan(shirt)
    shop.other.do(TakeOut())
    assert shop.table.refused(UndoStep()) == "workshop_followed"
    shop.table.do(commands.SignIn(LEAD.badge, PIN))
    assert shop.table.refused(UndoStep()) == "nothing_to_undo"
    assert [body["act"] for body in shop.facts("act_undone")] == ["workshop_step_in", "workshop_step_out"]


def test_a_treatment_is_not_undone(shop: WorkshopDay) -> None:
    """Its first step may be put back to planned, begun as it is; once it is done the second inspection decides."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    shop.table.scan(dirty)
    shop.table.do(UndoStep())
    piece, steps = shop.stored(dirty)
    assert (piece.axes.treatment, steps) == (TreatmentState.IN_PROGRESS, ())
    for _ in range(4):
        shop.table.scan(dirty)
    assert shop.table.refused(UndoStep()) == "treatment_done_already"


def test_with_somebody_else(shop: WorkshopDay) -> None:
    """A colleague's scan of a piece in work shows who has it and takes nothing; Enter takes it out all the same."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    told = shop.other.do(commands.Scan(shirt)).notice
    assert (told.code, told.params["name"]) == ("step_with_other", RECONDITIONER.name)
    assert shop.other.states[0] == ("ironing", "in")
    shop.other.do(TakeOut())
    out = shop.stored(shirt)[1][0].taken_out
    assert out is not None
    assert (out.by, out.station) == (COLLEAGUE.id, "ATELIER-2")


def test_the_board_says_what_is_where(shop: WorkshopDay) -> None:
    """One entry a piece: ordered, waiting or in work, since when and with whom; what stands too long is marked."""
    shop.open_parcel(PARCEL)
    first, second = shop.accepted(1), shop.accepted(2)
    shop.table.scan(first)
    shop.other.scan(second)
    shop.other.do(TakeOut())
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    board = {entry.piece: entry for entry in shop.table.view.board}
    assert set(board) == {first, second, dirty}
    assert (board[first].step, board[first].in_work, board[first].person) == ("ironing", True, RECONDITIONER.name)
    assert (board[second].step, board[second].in_work, board[second].more) == ("relabel", False, 0)
    assert (board[dirty].step, board[dirty].since) == (ORDERED, None)
    assert not any(entry.overdue for entry in board.values())
    shop.day.clock.wait(25 * 3600)
    assert shop.table.entry(first).overdue
    assert not shop.table.entry(second).overdue


def test_what_is_no_longer_accepted_leaves_the_board(shop: WorkshopDay) -> None:
    """Its acceptance is undone: what waited is gone from the board, what is in work stays there, marked, until out."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.scan(shirt)
    shop.day.do(commands.Undo())
    assert shop.table.entry(shirt).misplaced
    assert shop.table.do(TakeOut()).notice.code == "step_out"
    assert shop.table.view.board == ()
    assert shop.table.refused(TakeIn()) == "not_for_workshop"
    assert shop.table.refused(commands.Scan(shirt)) == "not_for_workshop"
    assert shop.table.view.next.to is WorkshopStepTo.BRING_BACK


def test_who_may_work_here(shop: WorkshopDay) -> None:
    """Nobody signed in, or an expert, changes nothing and sees nothing; a reconditioner and a lead work."""
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    shop.table.do(commands.SignOut())
    assert shop.table.refused(commands.Scan(shirt)) == "sign_in_first"
    assert shop.table.do(commands.Scan(BADGE)).notice.code == "enter_pin"
    shop.table.do(commands.SignIn("", PIN))
    assert shop.table.refused(commands.Scan(shirt)) == "not_a_reconditioner"
    assert shop.table.view.board == ()
    shop.table.do(commands.SignIn(LEAD.badge, PIN))
    assert shop.table.scan(shirt) == "step_in"


def test_scans_that_are_no_piece(shop: WorkshopDay) -> None:
    """A parcel, a damaged label, a stranger's piece, an undecided one: each is told for what it is."""
    shop.open_parcel(PARCEL)
    shop.day.do(commands.OpenItem(1))
    undecided = shop.in_hand
    assert shop.table.refused(commands.Scan(PARCEL)) == "scan_a_piece_label"
    assert shop.table.refused(commands.Scan(DOSSIER)) == "scan_a_piece_label"
    wrong = undecided[:-1] + ("0" if undecided[-1] != "0" else "1")
    assert shop.table.refused(commands.Scan(wrong)) == "suspect_code"
    assert shop.table.refused(commands.Scan(undecided)) == "not_for_workshop"
    assert shop.table.refused(TakeIn()) == "scan_a_piece_first"


def test_the_command_sheet_works_here(shop: WorkshopDay) -> None:
    """NEXT does what Enter does, UNDO takes back, BACK puts the piece down, SIGNOUT leaves; the others say they do not
    belong here.
    """
    shop.open_parcel(PARCEL)
    shirt = shop.accepted()
    assert shop.table.refused(commands.Scan(BenchCommandCode.NEXT.barcode)) == "command_means_nothing"
    shop.table.scan(shirt)
    assert shop.table.scan(BenchCommandCode.NEXT.barcode) == "step_out"
    assert shop.table.scan(BenchCommandCode.NEXT.barcode) == "step_in"
    assert shop.table.scan(BenchCommandCode.UNDO.barcode) == "act_undone"
    assert shop.table.scan(BenchCommandCode.BACK.barcode) == "put_down"
    assert shop.table.view.piece is None
    assert shop.table.refused(commands.Scan(BenchCommandCode.ACCEPT.barcode)) == "command_means_nothing"
    shop.table.do(PutDown())
    assert shop.table.scan(BenchCommandCode.SIGNOUT.barcode) == "signed_out"


def test_treated_at_the_bench_meanwhile(shop: WorkshopDay) -> None:
    """An expert says by hand that the treatment is done: the step in work can still be taken out, and moves nothing."""
    shop.open_parcel(COAT_PARCEL)
    dirty = shop.sent_to_treatment()
    shop.table.scan(dirty)
    shop.day.do(commands.RecordTreatment(TreatmentState.DONE))
    assert shop.table.scan(dirty) == "step_out"
    assert shop.stored(dirty)[0].axes.treatment is TreatmentState.DONE
    assert shop.table.refused(commands.Scan(dirty)) == "not_for_workshop"
