"""A second look: offered to another expert, blind, kept beside the first inspection, and without consequence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.bench_view import ItemState, Step
from qc_station.application.ports import Credential
from qc_station.application.verify import verify
from qc_station.domain.grade import Grade
from qc_station.domain.operator import Operator, Role
from qc_station.domain.verdict import Ruling
from qc_station.policy.second_look import chosen
from tests.application.day import BADGE, CHECKS, LEAD, PARCEL, PIN, Day

SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")


@pytest.fixture
def decided(day: Day) -> Day:
    """Item 1 inspected by Léa: light pilling, Very good, accepted and gone. Every piece is looked at twice."""
    day.bench = Bench(replace(day.ports, second_look_percent=100.0))
    with day.unit_of_work() as uow:
        uow.operators.save(Credential(SECOND, f"plain:{PIN}", 0, None))
        uow.commit()
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform(*(check for check in CHECKS if check != "pilling"))
    day.do(commands.AnswerCheck("pilling", "light"))
    day.do(commands.KeepPhotograph(day.picture(), "defect:pilling:1"))
    day.do(commands.Decide(Ruling.ACCEPTED))
    day.clock.wait(60)
    with day.unit_of_work() as uow:
        uow.outbox.release_due(day.clock.now(), 10)
        uow.commit()
    return day


def label(day: Day) -> str:
    with day.unit_of_work(read_only=True) as uow:
        return next(piece.id for piece in uow.pieces.decided())


def as_(day: Day, badge: str) -> str:
    """Somebody else signs in and scans the piece's label; what the bench says."""
    day.do(commands.SignOut())
    day.do(commands.SignIn(badge, PIN))
    return day.do(commands.Scan(label(day))).notice.code


def test_another_expert_sees_nothing_of_the_first_inspection(decided: Day) -> None:
    """No answer, no verdict, no picture, no name, and the item's card does not tell either."""
    assert as_(decided, SECOND.badge) == "second_look_begun"
    view = decided.bench.view()
    assert view.piece is not None
    assert view.parcel is not None
    assert view.piece.blind
    assert (view.piece.verdict, view.piece.shots, view.piece.inspected_by) == (None, (), "")
    assert not any(check.answered for check in view.piece.checks)
    assert view.parcel.items[0].state is ItemState.IN_HAND
    assert view.parcel.items[0].grade is None
    assert view.next.step is Step.ANSWER_CHECK
    assert view.can_undo == ""


def test_it_is_kept_and_changes_nothing(decided: Day) -> None:
    """The look stands beside the verdict; piece, approval and credit are as they were."""
    with decided.unit_of_work(read_only=True) as uow:
        piece, sent = uow.pieces.get(label(decided)), tuple(uow.outbox.all())
    as_(decided, SECOND.badge)
    decided.conform()
    assert decided.bench.view().next.step is Step.SIGN
    assert decided.do(commands.Decide(Ruling.ACCEPTED, Grade.EXCELLENT)).notice.code == "second_look_differs"
    with decided.unit_of_work(read_only=True) as uow:
        look = uow.second_looks.of_piece(label(decided))
        assert uow.pieces.get(label(decided)) == piece
        assert tuple(uow.outbox.all()) == sent
    assert look is not None
    assert (look.operator, look.ruling, look.grade) == (SECOND.id, Ruling.ACCEPTED, Grade.EXCELLENT)
    shown = decided.bench.view().piece
    assert shown is not None
    assert shown.verdict is not None
    assert verify(decided.unit_of_work, decided.photos).sound


def test_once_is_enough(decided: Day) -> None:
    """After the second look the label opens the inspection to be read, for everybody."""
    as_(decided, SECOND.badge)
    decided.conform()
    decided.do(commands.Decide(Ruling.ACCEPTED))
    assert as_(decided, SECOND.badge) == "already_inspected"


@pytest.mark.parametrize("badge", [BADGE, LEAD.badge])
def test_neither_the_first_expert_nor_a_lead_looks_blind(decided: Day, badge: str) -> None:
    """Who decided it, and who has to see it to settle a dispute, get the inspection."""
    assert as_(decided, badge) == "already_inspected"


def test_a_look_broken_off_has_never_been(decided: Day) -> None:
    """Esc, another scan, another person: nothing is kept, and the piece is offered again."""
    as_(decided, SECOND.badge)
    decided.conform("brand_label", "clean")
    decided.do(commands.ClosePiece())
    assert decided.do(commands.Scan(label(decided))).notice.code == "second_look_begun"
    piece = decided.bench.view().piece
    assert piece is not None
    assert not any(check.answered for check in piece.checks)
    decided.do(commands.Scan(PARCEL))
    assert decided.bench.view().piece is None


def test_nothing_of_the_piece_can_change_meanwhile(decided: Day) -> None:
    """No undo of somebody's decision, no override, no photograph: the look only looks."""
    as_(decided, SECOND.badge)
    assert decided.refused(commands.Undo()) == "second_look_first"
    lead = commands.Lead(LEAD.badge, PIN, "moi")
    assert decided.refused(commands.Overrule(lead, Ruling.ACCEPTED, Grade.NEW)) == "second_look_first"
    assert decided.refused(commands.AnswerCheck("no_such", "conform")) == "unknown_check"
    assert decided.refused(commands.AnswerCheck("clean", "no_such")) == "unknown_answer"
    assert decided.refused(commands.Decide(Ruling.ACCEPTED)) == "checks_unanswered"


def test_the_share_is_a_share(day: Day) -> None:
    """0 percent chooses none, 100 all, 5 about 5 of a hundred, and raising the share only adds pieces."""
    pieces = [f"QC1-{number:012}-0" for number in range(4000)]
    of = {percent: {each for each in pieces if chosen(each, percent)} for percent in (0.0, 5.0, 20.0, 100.0)}
    assert of[0.0] == set()
    assert of[100.0] == set(pieces)
    assert 140 <= len(of[5.0]) <= 260
    assert of[5.0] < of[20.0]
