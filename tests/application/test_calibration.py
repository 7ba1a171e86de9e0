"""What second looks teach, through the verbs of the bench: agreement, leans, and a card for each disagreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.calibration import Calibration, calibration
from qc_station.application.ports import Credential
from qc_station.domain.grade import Grade
from qc_station.domain.operator import Operator, Role
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, EXPERT, LEAD, PARCEL, PIN, Day

SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")


@pytest.fixture
def two_experts(day: Day) -> Day:
    day.bench = Bench(replace(day.ports, second_look_percent=100.0))
    with day.unit_of_work() as uow:
        uow.operators.save(Credential(SECOND, f"plain:{PIN}", 0, None))
        uow.commit()
    day.at_the_bench()
    return day


def first_look(day: Day, line: int, pilling: str = "conform") -> str:
    """The piece's id."""
    day.do(commands.OpenItem(line))
    day.conform(*(check for check in CHECKS if check != "pilling"))
    day.do(commands.AnswerCheck("pilling", pilling))
    if pilling != "conform":
        day.do(commands.KeepPhotograph(day.picture(), "defect:pilling:1"))
    day.do(commands.Decide(Ruling.ACCEPTED))
    with day.unit_of_work(read_only=True) as uow:
        return next(piece.id for piece in uow.pieces.decided() if piece.key.line == line)


def second_look(day: Day, piece: str, pilling: str = "conform", choice: Ruling = Ruling.ACCEPTED) -> None:
    day.do(commands.Scan(piece))
    day.conform(*(check for check in CHECKS if check != "pilling"))
    day.do(commands.AnswerCheck("pilling", pilling))
    day.do(commands.Decide(choice))


def change_to(day: Day, badge: str) -> None:
    day.do(commands.SignOut())
    day.do(commands.SignIn(badge, PIN))
    day.do(commands.Scan(PARCEL))


def read(day: Day) -> Calibration:
    with day.unit_of_work(read_only=True) as uow:
        return calibration(uow)


def test_without_second_looks_there_is_nothing_to_say(two_experts: Day) -> None:
    """Decided pieces alone are no evidence of agreement."""
    first_look(two_experts, 1)
    found = read(two_experts)
    assert found.verdicts.looks == 0
    assert (found.checks, found.experts, found.cards) == ({}, {}, ())


def test_agreement_lean_and_card(two_experts: Day) -> None:
    """Two pieces seen alike, one where the second expert finds pilling: counted per check, and one card is made."""
    day = two_experts
    pieces = [first_look(day, 1), first_look(day, 2, "light"), first_look(day, 3)]
    change_to(day, SECOND.badge)
    second_look(day, pieces[0])
    second_look(day, pieces[1], "light")
    second_look(day, pieces[2], "light")
    found = read(day)
    assert (found.verdicts.looks, found.verdicts.agreed) == (3, 2)
    pilling = found.checks["ami-for-ever", "pilling"]
    # Two thirds equal; by chance 1/3 * 2/3 + 2/3 * 1/3 = 4/9; (2/3 - 4/9) / (5/9) = 0.4
    assert (pilling.looks, pilling.agreed, pilling.kappa) == (3, 2, pytest.approx(0.4))
    assert all(each.agreed == 3 for key, each in found.checks.items() if key[1] != "pilling")
    assert found.experts[EXPERT.id].mean == pytest.approx(-1 / 3)
    assert found.experts[SECOND.id].mean == pytest.approx(1 / 3)
    [card] = found.cards
    assert (card.piece, card.item.key.line, card.checks) == (pieces[2], 3, ("pilling",))
    assert (card.first.operator, card.first.grade) == (EXPERT.id, Grade.EXCELLENT)
    assert (card.second.operator, card.second.grade) == (SECOND.id, Grade.VERY_GOOD)


def test_a_review_leans_nowhere(two_experts: Day) -> None:
    """Who asks a lead is neither strict nor mild; the card is made all the same."""
    piece = first_look(two_experts, 1)
    change_to(two_experts, SECOND.badge)
    second_look(two_experts, piece, choice=Ruling.REVIEW)
    found = read(two_experts)
    assert found.experts == {}
    assert [card.checks for card in found.cards] == [()]


def test_a_leads_word_does_not_repaint_the_first_look(two_experts: Day) -> None:
    """The expert's own signature is what is compared, whatever a lead signed above it."""
    piece = first_look(two_experts, 1)
    change_to(two_experts, SECOND.badge)
    second_look(two_experts, piece)
    change_to(two_experts, BADGE)
    two_experts.do(commands.Scan(piece))
    two_experts.do(commands.Overrule(commands.Lead(LEAD.badge, PIN, "usure"), Ruling.ACCEPTED, Grade.VERY_GOOD))
    found = read(two_experts)
    assert (found.verdicts.looks, found.verdicts.agreed) == (1, 1)
    assert found.experts[EXPERT.id].mean == 0
