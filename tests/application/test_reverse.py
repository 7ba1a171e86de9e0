"""A lead takes a credit back after the decision has left: asked once, sent when the ledger is there, told as it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from qc_station.application import commands
from qc_station.application.bench_view import PieceView
from qc_station.application.commands import Lead
from qc_station.application.drain_outbox import drain_once
from qc_station.application.ledger_port import LedgerAnswer, LedgerFailure, LedgerTrouble, ReversalAnswer
from qc_station.domain.piece import CreditState
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, PIN, Day
from tests.application.test_lead_acts import NORA

DONE = ReversalAnswer(ReversalState.DONE, "transfer-1")
UNCOVERED = ReversalAnswer(ReversalState.UNCOVERED, "7")
UNREACHABLE = LedgerFailure(LedgerTrouble.UNREACHABLE)


@dataclass
class Answering:
    """A ledger that credits everything, and answers reversals by a script."""

    script: list[ReversalAnswer | LedgerFailure] = field(default_factory=list)
    reversed: list[Reversal] = field(default_factory=list)

    def send(self, departures):
        return tuple(LedgerAnswer(each.approval.id, "credited", "credited", "") for each in departures)

    def reverse(self, reversal: Reversal) -> ReversalAnswer:
        self.reversed.append(reversal)
        answer = self.script.pop(0)
        if isinstance(answer, LedgerFailure):
            raise answer
        return answer


@pytest.fixture
def ledger() -> Answering:
    return Answering()


@pytest.fixture
def credited(day: Day, ledger: Answering) -> Day:
    """Item 1 is accepted, and the ledger has confirmed its credit."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))
    day.clock.wait(60)
    drain(day, ledger)
    assert piece(day).axes.credit is CreditState.CONFIRMED
    return day


def drain(day: Day, ledger: Answering) -> int:
    return drain_once(day.unit_of_work, ledger, day.clock).reversed


def piece(day: Day) -> PieceView:
    found = day.bench.view().piece
    assert found is not None
    return found


def test_a_confirmed_credit_is_taken_back_once(credited: Day, ledger: Answering) -> None:
    """Asked with badge, PIN and reason; the ledger is told dossier, line, reason and lead; the axis ends reversed, the
    decision stands, the log has both facts, and there is nothing left to take back.
    """
    assert piece(credited).reversible
    credited.do(commands.ReverseCredit(NORA))
    assert (piece(credited).reversal, piece(credited).reversible) == (ReversalState.ASKED, False)
    assert credited.refused(commands.ReverseCredit(NORA)) == "nothing_to_reverse"
    ledger.script = [DONE]
    assert drain(credited, ledger) == 1
    (told,) = ledger.reversed
    assert (told.key, told.reason) == (piece(credited).key, NORA.reason)
    assert piece(credited).axes.credit is CreditState.REVERSED
    assert piece(credited).reversal is ReversalState.DONE
    assert piece(credited).verdict is not None
    assert drain(credited, ledger) == 0
    assert credited.refused(commands.ReverseCredit(NORA)) == "nothing_to_reverse"
    with credited.unit_of_work(read_only=True) as uow:
        kinds = [entry.fact.kind for entry in uow.log.entries()]
    assert kinds.count("reversal_asked") == kinds.count("reversal_answered") == 1


def test_it_waits_for_the_ledger(credited: Day, ledger: Answering) -> None:
    """Unreachable twice, then answered: asked all the while, done once; the approvals are not concerned."""
    credited.do(commands.ReverseCredit(NORA))
    ledger.script = [UNREACHABLE, UNREACHABLE, DONE]
    assert [drain(credited, ledger) for _ in range(3)] == [0, 0, 1]
    assert piece(credited).axes.credit is CreditState.REVERSED


def test_spent_money_is_the_offices(credited: Day, ledger: Answering) -> None:
    """The credit stays confirmed, the piece says so, and a lead may ask again."""
    credited.do(commands.ReverseCredit(NORA))
    ledger.script = [UNCOVERED, DONE]
    drain(credited, ledger)
    assert (piece(credited).reversal, piece(credited).axes.credit) == (ReversalState.UNCOVERED, CreditState.CONFIRMED)
    assert piece(credited).reversible
    credited.do(commands.ReverseCredit(NORA))
    drain(credited, ledger)
    assert piece(credited).axes.credit is CreditState.REVERSED


def test_only_a_lead_and_only_what_is_confirmed(day: Day) -> None:
    """Before it has left a decision is undone or overruled; an expert cannot take a credit back; a reason is needed."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform()
    assert day.refused(commands.ReverseCredit(NORA)) == "nothing_to_reverse"
    day.do(commands.Decide(Ruling.ACCEPTED))
    assert day.refused(commands.ReverseCredit(NORA)) == "nothing_to_reverse"
    assert day.refused(commands.ReverseCredit(Lead(BADGE, PIN, "moi"))) == "needs_a_lead"
    assert day.refused(commands.ReverseCredit(Lead(NORA.badge, NORA.pin, " "))) == "lead_gives_reason"
