"""A lead's acts: another verdict than the rules, a credit without its form, and where a refused piece goes."""

from __future__ import annotations

import pytest

from qc_station.application import commands
from qc_station.application.commands import Lead
from qc_station.application.verify import verify
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import CreditState, DecisionState, DispositionState
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling, Verdict
from tests.application.day import BADGE, CHECKS, EXPERT, LEAD, PARCEL, PIN, Day

NORA = Lead(LEAD.badge, PIN, "vu avec la marque")


@pytest.fixture
def refused_piece(day: Day) -> Day:
    """A stained shirt, photographed, not signed yet: the rules refuse it."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform(*(check for check in CHECKS if check != "clean"))
    day.do(commands.AnswerCheck("clean", "stain"))
    day.do(commands.KeepPhotograph(day.picture(), "defect:clean:1"))
    return day


def verdict_of(day: Day) -> Verdict:
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.verdict is not None
    return piece.verdict


def sound(day: Day) -> bool:
    return verify(day.unit_of_work, day.photos).sound


def test_a_lead_overturns_a_refusal_before_it_is_signed(refused_piece: Day) -> None:
    """What the rules said stays beside what the lead signed; the credit is that of the grade, the act the lead's."""
    day = refused_piece
    assert day.refused(commands.Decide(Ruling.ACCEPTED, Grade.VERY_GOOD)) == "overturn_needs_lead"
    day.do(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.VERY_GOOD))
    signed = verdict_of(day)
    assert (signed.ruling, signed.grade, signed.amount) == (Ruling.ACCEPTED, Grade.VERY_GOOD, Money(6000, "EUR"))
    assert (signed.judged.ruling, signed.operator, signed.note) == (Ruling.REFUSED, LEAD.id, NORA.reason)
    assert signed.overrules is None
    with day.unit_of_work(read_only=True) as uow:
        facts = [each.fact for each in uow.log.entries() if each.fact.kind == "piece_decided"]
    assert [fact.operator for fact in facts] == [LEAD.id]
    assert sound(day)


def test_both_verdicts_are_kept(refused_piece: Day) -> None:
    """The expert's refusal, still in its grace, is put aside by the lead's acceptance; one approval leaves, not two."""
    day = refused_piece
    day.do(commands.Decide(Ruling.REFUSED))
    first = verdict_of(day)
    day.do(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT))
    assert verdict_of(day).overrules == first
    with day.unit_of_work(read_only=True) as uow:
        told = [departure.approval.ruling for departure in uow.outbox.all()]
    assert told == [Ruling.ACCEPTED]
    assert sound(day)


def test_a_raised_grade(day: Day) -> None:
    """Raising is a lead's act: the expert is refused, the lead is not, the amount is the raised grade's."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform()
    day.do(commands.AnswerCheck("wear", "minor"))
    day.do(commands.KeepPhotograph(day.picture(), "defect:wear:1"))
    assert day.refused(commands.Decide(Ruling.ACCEPTED, Grade.EXCELLENT)) == "raise_needs_lead"
    day.do(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT))
    assert verdict_of(day).amount == Money(8000, "EUR")


@pytest.mark.parametrize(
    ("lead", "code"),
    [
        (Lead(BADGE, PIN, "moi"), "needs_a_lead"),
        (Lead(LEAD.badge, "0000", "moi"), "wrong_pin"),
        (Lead("QC-BADGE-XX-9999", PIN, "moi"), "unknown_badge"),
        (Lead("", PIN, "moi"), "scan_your_badge"),
        (Lead(LEAD.badge, PIN, "  "), "lead_gives_reason"),
        (Lead(LEAD.badge, PIN, "x" * 501), "note_too_long"),
    ],
)
def test_nobody_else_overrules(refused_piece: Day, lead: Lead, code: str) -> None:
    """An expert's badge, a wrong PIN, a stranger, no reason: refused, and nothing is changed."""
    day = refused_piece
    assert day.refused(commands.Overrule(lead, Ruling.ACCEPTED, Grade.EXCELLENT)) == code
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.verdict is None


def test_guessing_a_leads_pin_locks_the_badge(refused_piece: Day) -> None:
    """Five wrong PINs at the override lock the badge like five at the door."""
    day = refused_piece
    wrong = commands.Overrule(Lead(LEAD.badge, "0000", "moi"), Ruling.ACCEPTED, Grade.EXCELLENT)
    codes = [day.refused(wrong) for _ in range(5)]
    assert codes == ["wrong_pin"] * 4 + ["badge_locked"]
    assert day.refused(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT)) == "badge_locked"


def test_a_right_pin_begins_the_count_anew(refused_piece: Day) -> None:
    """Four wrong ones, then the right one: the next wrong one is the first."""
    day = refused_piece
    for _ in range(4):
        day.refused(commands.Overrule(Lead(LEAD.badge, "0000", "moi"), Ruling.ACCEPTED, Grade.EXCELLENT))
    day.do(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT))
    with day.unit_of_work(read_only=True) as uow:
        credential = uow.operators.by_badge(LEAD.badge)
    assert credential is not None
    assert credential.failures == 0


def test_a_lead_decides_what_was_set_aside(refused_piece: Day) -> None:
    """Needs review → accepted or refused, with both kept; undone in its grace, it waits for a lead again."""
    day = refused_piece
    day.do(commands.Decide(Ruling.REVIEW, note="doute"))
    set_aside = verdict_of(day)
    day.do(commands.Overrule(NORA, Ruling.REFUSED, refused_for="stained"))
    assert verdict_of(day).overrules == set_aside
    assert verdict_of(day).reasons == ("stained",)
    assert sound(day)
    day.do(commands.Undo())
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.axes.decision is DecisionState.NEEDS_REVIEW
    assert piece.verdict == set_aside
    assert sound(day)
    day.do(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.VERY_GOOD))
    assert sound(day)


def test_nobody_pays_for_what_was_not_looked_at(day: Day) -> None:
    """A piece set aside half inspected can be refused by a lead, not accepted: undo opens it for the rest."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.do(commands.AnswerCheck("authentic", "counterfeit"))
    day.do(commands.Decide(Ruling.REVIEW, note="doute"))
    assert day.refused(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT)) == "checks_unanswered"
    assert day.refused(commands.Overrule(NORA, Ruling.REFUSED, refused_for="no_such")) == "unknown_reason"
    assert day.refused(commands.Overrule(NORA, Ruling.REVIEW)) == "nothing_chosen"
    day.do(commands.Undo())
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))


def test_what_has_left_is_not_overruled_here(refused_piece: Day) -> None:
    """Once the approval has its number, the ledger may know it: overruling is refused and says so."""
    day = refused_piece
    day.do(commands.Decide(Ruling.REFUSED))
    day.clock.wait(60)
    leave(day)
    assert day.refused(commands.Overrule(NORA, Ruling.ACCEPTED, Grade.EXCELLENT)) == "already_left"


def leave(day: Day) -> None:
    with day.unit_of_work() as uow:
        uow.outbox.release_due(day.clock.now(), 10)
        uow.commit()


def test_a_held_credit_is_released_with_a_reason(day: Day) -> None:
    """No form in the parcel: the credit waits; a lead lets it go, and it leaves with the next release."""
    day.at_the_bench(TransferForm.MISSING)
    day.do(commands.OpenItem(1))
    day.conform()
    assert day.refused(commands.ReleaseHold(NORA)) == "nothing_held"
    day.do(commands.Decide(Ruling.ACCEPTED))
    assert day.refused(commands.ReleaseHold(Lead(BADGE, PIN, "moi"))) == "needs_a_lead"
    day.do(commands.ReleaseHold(NORA))
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.axes.credit is CreditState.QUEUED
    day.clock.wait(60)
    leave(day)
    with day.unit_of_work(read_only=True) as uow:
        assert [departure.seq for departure in uow.outbox.all()] == [1]
        released = [each.fact for each in uow.log.entries() if each.fact.kind == "hold_released"]
    assert [(fact.operator, fact.body["reason"]) for fact in released] == [(LEAD.id, NORA.reason)]


def test_a_refused_piece_goes_where_the_programme_allows(refused_piece: Day) -> None:
    """Only once its refusal has left, only once, and the log says by whom."""
    day = refused_piece
    assert day.refused(commands.Dispose(DispositionState.DONATE)) == "not_refused"
    day.do(commands.Decide(Ruling.REFUSED))
    assert day.refused(commands.Dispose(DispositionState.DONATE)) == "refusal_still_here"
    day.clock.wait(60)
    leave(day)
    assert day.refused(commands.Dispose(DispositionState.HOLD)) == "disposition_not_offered"
    day.do(commands.Dispose(DispositionState.DONATE))
    assert day.refused(commands.Dispose(DispositionState.RECYCLE)) == "disposed_already"
    piece = day.bench.view().piece
    assert piece is not None
    assert piece.axes.disposition is DispositionState.DONATE
    with day.unit_of_work(read_only=True) as uow:
        sent = [each.fact for each in uow.log.entries() if each.fact.kind == "piece_disposed"]
    assert [(fact.operator, fact.body["disposition"]) for fact in sent] == [(EXPERT.id, "donate")]
    assert sound(day)


def test_a_pin_is_in_no_text_of_a_command() -> None:
    """Whatever prints a command, a trace included, prints no PIN."""
    for command in (commands.SignIn(BADGE, PIN), commands.Overrule(NORA, Ruling.REFUSED, refused_for="stained")):
        assert PIN not in repr(command)


def test_the_parcel_can_be_found_again(refused_piece: Day) -> None:
    """After an override the bench goes on: the parcel opens with that item done."""
    day = refused_piece
    day.do(commands.Overrule(NORA, Ruling.REFUSED, refused_for="stained"))
    day.do(commands.CloseParcel())
    day.do(commands.Scan(PARCEL))
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert parcel.done == 1
