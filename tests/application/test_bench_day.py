"""An expert's acts at the bench, through the one door every face uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qc_station.application import commands
from qc_station.application.bench_view import ItemState, Step
from qc_station.domain.approval import OutboxState
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import CreditState, DecisionState, DispositionState, IdentityState, PhotosState
from qc_station.domain.takeback import TakeBack, TransferForm
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, DOSSIER, LEAD, PARCEL, PIN, Day


def test_a_clean_piece_costs_one_act_per_check_and_is_credited_at_the_declared_grade(day: Day) -> None:
    """Ten conform answers make Excellent (no outer tag), and the approval claims the declared grade's offer."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    for check in CHECKS:
        assert day.bench.view().next.target == check
        day.conform(check)
    view = day.bench.view()
    assert view.next.step is Step.SIGN
    assert view.piece is not None
    assert (view.piece.judgement.ruling, view.piece.judgement.grade) == (Ruling.ACCEPTED, Grade.EXCELLENT)

    assert day.do(commands.Decide(Ruling.ACCEPTED)).notice.code == "piece_accepted"

    view = day.bench.view()
    assert view.piece is not None
    assert view.piece.verdict is not None
    assert view.piece.verdict.amount == Money(8000, "EUR")
    assert view.piece.verdict.programme == day.rules.ref
    assert view.piece.axes.credit is CreditState.QUEUED
    assert view.outbox.draft == 1
    assert view.next.step is Step.OPEN_ITEM


def test_a_refusal_is_proposed_before_the_other_checks_are_answered_and_carries_its_reason(day: Day) -> None:
    """One missing button refuses at once; the defect asks for its photo before the signature."""
    day.at_the_bench()
    day.do(commands.OpenItem(2))
    day.conform(*CHECKS[:4])
    day.do(commands.AnswerCheck("trims", "missing", Pin(Side.FRONT, 0.4, 0.6), "poignet gauche"))
    view = day.bench.view()
    assert view.piece is not None
    assert view.piece.judgement.ruling is Ruling.REFUSED
    assert view.next.step is Step.PHOTOGRAPH
    assert view.next.target == "defect:trims:1"
    assert day.refused(commands.Decide(Ruling.REFUSED)) == "evidence_missing"

    day.do(commands.KeepPhotograph(day.picture(), "defect:trims:1"))
    day.do(commands.Decide(Ruling.REFUSED))

    piece = day.bench.view().piece
    assert piece is not None
    assert piece.verdict is not None
    assert piece.verdict.reasons == ("incomplete",)
    assert piece.verdict.amount is None
    assert piece.axes.decision is DecisionState.REFUSED
    assert piece.axes.credit is CreditState.NONE
    assert piece.axes.disposition is DispositionState.HOLD


def test_without_a_camera_a_defect_may_be_signed_with_the_reason_recorded(day: Day) -> None:
    """No hardware fault blocks business state: the waiver is part of the verdict."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.do(commands.AnswerCheck("holes", "hole", Pin(Side.BACK, 0.5, 0.5)))
    day.do(commands.Decide(Ruling.REFUSED, without_photos="camera_lost"))
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.verdict is not None
    assert piece.verdict.without_photos == "camera_lost"


def test_undo_until_it_leaves_then_never(day: Day) -> None:
    """Within the grace the approval vanishes without a trace in the sequence; once released, undo says so and changes
    nothing.
    """
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))
    day.do(commands.Undo())
    view = day.bench.view()
    assert view.piece is not None
    assert view.piece.verdict is None
    assert view.piece.axes.credit is CreditState.NONE
    assert view.outbox.draft == 0
    assert len(view.piece.judgement.unanswered) == 0

    day.do(commands.Decide(Ruling.ACCEPTED))
    day.clock.wait(day.rules.undo_grace_s + 1)
    with day.unit_of_work() as uow:
        (released,) = uow.outbox.release_due(day.clock.now(), 10)
        uow.commit()
    assert released.seq == 1
    assert day.refused(commands.Undo()) == "already_left"
    assert day.bench.view().outbox.pending == 1


def test_undo_takes_back_answers_photos_forms_and_missing_marks_in_turn(day: Day) -> None:
    """Each press of the key undoes one act, newest first, back to a parcel just scanned."""
    day.at_the_bench()
    day.do(commands.MarkMissing(4))
    day.do(commands.OpenItem(1))
    day.do(commands.AnswerCheck("clean", "stain", Pin(Side.FRONT, 0.1, 0.2)))
    day.do(commands.KeepPhotograph(day.picture(), "front"))
    for act in ("photograph", "answer", "missing", "transfer_form"):
        assert day.bench.view().can_undo == act
        day.do(commands.Undo())
    view = day.bench.view()
    assert view.piece is not None
    assert view.piece.axes.photos is PhotosState.NONE
    assert not any(check.answered for check in view.piece.checks)
    assert view.parcel is not None
    assert view.parcel.items[3].state is ItemState.TO_INSPECT
    assert view.parcel.dossiers[0].transfer_form is TransferForm.UNKNOWN
    assert day.refused(commands.Undo()) == "nothing_to_undo"


@pytest.mark.parametrize("state", [TransferForm.UNSIGNED, TransferForm.MISSING])
def test_without_a_signed_form_the_credit_is_held_until_it_is_recorded(day: Day, state: TransferForm) -> None:
    """The piece is inspected all the same; its approval does not leave, however long it waits."""
    day.at_the_bench(state)
    day.do(commands.OpenItem(1))
    day.conform()
    assert day.do(commands.Decide(Ruling.ACCEPTED)).notice.code == "piece_accepted_held"
    day.clock.wait(3600)
    with day.unit_of_work() as uow:
        assert uow.outbox.release_due(day.clock.now(), 10) == ()
    assert day.bench.view().outbox.held == 1

    day.do(commands.RecordTransferForm(TransferForm.SIGNED))
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.axes.credit is CreditState.QUEUED
    with day.unit_of_work() as uow:
        (released,) = uow.outbox.release_due(day.clock.now(), 10)
    assert released.state is OutboxState.PENDING


def test_an_expert_lowers_with_a_reason_and_never_raises_or_overturns(day: Day) -> None:
    """Raising a grade and overturning a refusal are a lead's acts; refusing what nothing refuses is nobody's."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    assert day.refused(commands.Decide(Ruling.ACCEPTED)) == "checks_unanswered"
    day.conform()
    assert day.refused(commands.Decide(Ruling.ACCEPTED, Grade.NEW)) == "raise_needs_lead"
    assert day.refused(commands.Decide(Ruling.ACCEPTED, Grade.VERY_GOOD)) == "lowering_needs_reason"
    assert day.refused(commands.Decide(Ruling.REFUSED)) == "nothing_refuses"
    assert day.refused(commands.Decide(Ruling.REVIEW)) == "review_needs_reason"
    day.do(commands.Decide(Ruling.ACCEPTED, Grade.VERY_GOOD, "col assoupli"))
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.verdict is not None
    assert piece.verdict.amount == Money(6000, "EUR")
    assert piece.verdict.judged.grade is Grade.EXCELLENT

    day.do(commands.OpenItem(2))
    day.do(commands.AnswerCheck("clean", "odour"))
    assert day.refused(commands.Decide(Ruling.ACCEPTED)) == "overturn_needs_lead"


def test_a_frame_with_no_piece_open_goes_to_the_tray(day: Day) -> None:
    """Never to the last piece, even when one was open a moment ago."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.do(commands.ClosePiece())
    assert day.do(commands.KeepPhotograph(day.picture(), origin="body_shutter")).notice.code == "frame_trayed"
    view = day.bench.view()
    assert view.tray == 1
    with day.unit_of_work(read_only=True) as uow:
        assert all(not piece.shots for piece in uow.pieces.all())


def test_a_slow_frame_is_filed_under_the_piece_of_its_own_moment(day: Day) -> None:
    """The body's shutter opened for piece 1; the file arrives when piece 2 is in hand."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    first = day.bench.view().piece
    day.clock.wait(1)
    shutter = day.clock.now()
    day.clock.wait(1)
    day.do(commands.OpenItem(2))
    second = day.bench.view().piece
    assert first is not None
    assert second is not None

    day.do(commands.KeepPhotograph(day.picture(), origin="body_shutter", noticed_at=shutter))

    with day.unit_of_work(read_only=True) as uow:
        pieces = {piece.id: piece for piece in uow.pieces.all()}
    assert len(pieces[first.id].shots) == 1
    assert len(pieces[second.id].shots) == 0
    long_ago = shutter - timedelta(hours=1)
    day.do(commands.KeepPhotograph(day.picture(), origin="body_shutter", noticed_at=long_ago))
    assert day.bench.view().tray == 1


def test_a_decided_piece_opens_to_be_read_and_says_so(day: Day) -> None:
    """Scanning its line again shows the inspection, and no answer can be changed."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))
    piece = day.bench.view().piece
    assert piece is not None
    day.do(commands.CloseParcel())
    day.do(commands.Scan(PARCEL))
    assert day.do(commands.OpenItem(1)).notice.code == "already_inspected"
    assert day.refused(commands.AnswerCheck("clean", commands.CONFORM)) == "piece_decided"
    assert day.refused(commands.MarkMissing(1)) == "piece_is_here"
    day.do(commands.CloseParcel())
    assert day.do(commands.Scan(piece.id)).notice.code == "already_inspected"
    assert day.bench.view().piece is not None


def test_answers_outlive_the_session(day: Day) -> None:
    """Signed out in the middle of a piece, the next person finds every answer where it was left."""
    day.at_the_bench()
    day.do(commands.OpenItem(3))
    day.conform(*CHECKS[:6])
    before = day.bench.view().piece
    assert before is not None
    day.do(commands.SignOut())
    day.do(commands.Scan(LEAD.badge))
    day.do(commands.SignIn("", PIN))
    day.do(commands.Scan(PARCEL))
    view = day.bench.view()
    assert view.parcel is not None
    assert view.parcel.items[2].state is ItemState.STARTED
    day.do(commands.OpenItem(3))
    after = day.bench.view().piece
    assert after is not None
    assert (after.id, after.checks) == (before.id, before.checks)


@pytest.mark.parametrize(
    ("answers", "identity"),
    [
        ((), IdentityState.UNVERIFIED),
        (("conform",), IdentityState.MATCHES),
        (("differs",), IdentityState.CORRECTED),
        (("other_brand",), IdentityState.WRONG_BRAND),
        (("other_brand", "conform"), IdentityState.MATCHES),
    ],
)
def test_the_identity_axis_follows_check_seven(day: Day, answers: tuple[str, ...], identity: IdentityState) -> None:
    """Unverified until it is answered; an answer given anew moves it again."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    for answer in answers:
        day.do(commands.AnswerCheck("authentic", answer))
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.axes.identity is identity


def test_scans_that_lead_nowhere_leave_the_table_as_it_was(day: Day) -> None:
    """Unknown, suspect, foreign and badge scans are answered with their own code."""
    assert day.refused(commands.Scan(PARCEL)) == "sign_in_first"
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    before = replace(day.bench.view(), notice=None)
    assert day.refused(commands.Scan("8L12345678907")) in {"unknown_parcel", "suspect_code"}
    assert day.refused(commands.Scan("9V20524752033")) == "suspect_code"
    assert day.refused(commands.Scan("9V1722409000010860000037")) == "scan_other_barcode"
    assert day.refused(commands.Scan("QC1-000000000000-0")) in {"unknown_piece", "suspect_code"}
    assert day.refused(commands.Scan("")) == "unreadable_code"
    assert replace(day.bench.view(), notice=None) == before


def test_five_wrong_pins_lock_the_badge_for_a_while(day: Day) -> None:
    """The right PIN does not open it before the time is over; every attempt is a fact."""
    for left in (4, 3, 2, 1):
        outcome = day.bench.perform(commands.SignIn(BADGE, "0000"))
        assert (outcome.notice.code, outcome.notice.params["left"]) == ("wrong_pin", left)
    assert day.refused(commands.SignIn(BADGE, "0000")) == "badge_locked"
    assert day.refused(commands.SignIn(BADGE, PIN)) == "badge_locked"
    day.clock.wait(301)
    day.do(commands.SignIn(BADGE, PIN))
    with day.unit_of_work(read_only=True) as uow:
        kinds = [entry.fact.kind for entry in uow.log.entries()]
    assert kinds == ["sign_in_refused"] * 5 + ["signed_in"]


def test_the_due_date_counts_working_days_from_reception(day: Day) -> None:
    """15 working days from Monday 23 November 2026 is Monday 14 December."""
    day.at_the_bench()
    parcel = day.bench.view().parcel
    assert parcel is not None
    (dossier,) = parcel.dossiers
    assert dossier.dossier == DOSSIER
    assert dossier.due_on.isoformat() == "2026-12-14"
    assert dossier.days_left == 15


def test_a_dossier_called_off_before_it_arrived_is_not_opened(day: Day) -> None:
    """Nobody is paid for what is in the box: it is told loudly and nothing is received. What had arrived before stays
    open to be judged.
    """
    day.do(commands.SignIn(BADGE, PIN))
    (declared,) = all_declared(day)
    with day.unit_of_work() as uow:
        uow.takebacks.save(replace(declared, called_off_at=day.clock.now()))
        uow.commit()
    assert day.refused(commands.Scan(PARCEL)) == "called_off"
    with day.unit_of_work(read_only=True) as uow:
        assert uow.receptions.get(declared.dossier) is None
    with day.unit_of_work() as uow:
        uow.takebacks.save(declared)
        uow.commit()
    day.do(commands.Scan(PARCEL))
    with day.unit_of_work() as uow:
        uow.takebacks.save(replace(declared, called_off_at=day.clock.now()))
        uow.commit()
    day.do(commands.Scan(PARCEL))


def all_declared(day: Day) -> tuple[TakeBack, ...]:
    with day.unit_of_work(read_only=True) as uow:
        return uow.takebacks.by_parcel(PARCEL)
