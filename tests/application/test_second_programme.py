"""A second brand is a second file: other checks, countries, clock and prices, on the same bench, no code changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.bench_view import Step
from qc_station.domain.checklist import Answer, Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import CreditState
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.policy.grading import judge
from qc_station.storage.open_station import open_station
from tests.application.day import BADGE, PIN, Day, HandClock, programme, takeback
from tests.application.day import CHECKS as AMI_CHECKS
from tests.application.day import PARCEL as AMI_PARCEL
from tests.application.second_brand import OTHER, PARCEL, coat, dossier


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bench that knows both brands; its expert has the second brand's parcel open."""
    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    day = Day(tmp_path, unit_of_work, HandClock(), takeback(), dossier(*(coat(line) for line in (1, 2, 3))))
    known = {OTHER.id: OTHER, **day.ports.programmes}
    both = Bench(replace(day.ports, programmes=known))
    assert both.perform(commands.SignIn(BADGE, PIN)).ok
    assert both.perform(commands.Scan(PARCEL)).ok
    yield both
    unit_of_work.close()


# What was found: waterproof · zip · pouch, and by hand what follows. The offer: as new 30.00, worn in 10.00.
TABLE = """
conform  conform  conform   accepted  new        -      3000
conform  conform  without   accepted  new        -      3000
conform  stuck    conform   review    -          zip    -
conform  stuck    without   review    -          zip    -
wets     conform  conform   accepted  very_good  -      1000
wets     conform  without   accepted  very_good  -      1000
wets     stuck    conform   review    -          zip    -
wets     stuck    without   review    -          zip    -
leaks    conform  conform   refused   -          leaks  -
leaks    conform  without   refused   -          leaks  -
leaks    stuck    conform   refused   -          leaks  -
leaks    stuck    without   refused   -          leaks  -
dirty    conform  conform   treatment -          dirty  -
dirty    conform  without   treatment -          dirty  -
dirty    stuck    conform   review    -          zip    -
dirty    stuck    without   review    -          zip    -
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]
CHECKS = ("dry", "zip", "sealed")


def test_the_table_is_whole() -> None:
    """Every combination the second file can express stands in the table, once."""
    choices = [["conform", *(rule.id for rule in check.answers)] for check in OTHER.checks]
    assert sorted(row[:3] for row in ROWS) == sorted(product(*choices))
    assert tuple(check.id for check in OTHER.checks) == CHECKS


@pytest.mark.parametrize("row", ROWS, ids=["-".join(row[:3]) for row in ROWS])
@pytest.mark.parametrize("declared", [Grade.NEW, Grade.VERY_GOOD])
def test_every_combination_of_the_second_programme(bench: Bench, row: tuple[str, ...], declared: Grade) -> None:
    """The bench shows, before anything is signed, the ruling, grade, reason and amount of the table; the declared grade
    does not matter to a brand that pays what it finds.
    """
    _, _, _, ruling, grade, reason, paid = row
    assert bench.perform(commands.OpenItem(1)).ok
    for check, value in zip(CHECKS, row[:3], strict=True):
        pin = Pin(Side.FRONT, 0.5, 0.5) if value in ("leaks", "dirty") else None
        assert bench.perform(commands.AnswerCheck(check, value, pin)).ok
    piece = bench.view().piece
    assert piece is not None
    judged = judge(_answers(bench), coat(declared=declared), dossier(), OTHER)
    for judgement in (piece.judgement, judged):
        assert judgement.ruling == ruling
        assert judgement.grade == (None if grade == "-" else grade)
        assert judgement.reasons == (() if reason == "-" else (reason,))
        assert judgement.amount == (None if paid == "-" else Money(int(paid), "EUR"))


def test_a_whole_piece_of_the_second_programme(bench: Bench) -> None:
    """Three answers, no transfer form asked to credit, five working days, and the verdict names the second file."""
    view = bench.view()
    assert view.parcel is not None
    assert view.parcel.dossiers[0].due_on == date(2026, 11, 30)
    assert bench.perform(commands.OpenItem(1)).ok
    for check in CHECKS:
        assert bench.view().next.target == check
        assert bench.perform(commands.AnswerCheck(check, commands.CONFORM)).ok
    assert bench.view().next.step is Step.SIGN
    assert bench.perform(commands.Decide(Ruling.ACCEPTED)).ok
    piece = bench.view().piece
    assert piece is not None
    assert piece.verdict is not None
    assert piece.verdict.programme == OTHER.ref != programme().ref
    assert piece.verdict.amount == Money(3000, "EUR")
    assert piece.axes.credit is CreditState.QUEUED


def test_the_checks_of_one_brand_are_unknown_to_the_other(bench: Bench) -> None:
    """An answer of the first brand's list is refused on the second brand's piece, and nothing of it is kept."""
    assert bench.perform(commands.OpenItem(1)).ok
    outcome = bench.perform(commands.AnswerCheck("pilling", "light"))
    assert not outcome.ok
    piece = bench.view().piece
    assert piece is not None
    assert [check.id for check in piece.checks] == list(CHECKS)
    assert not any(check.answered for check in piece.checks)


@pytest.mark.parametrize(
    ("changes", "country", "reason"),
    [
        ({}, "FR", "not_here"),
        ({"category": "gloves"}, "PT", "not_this"),
        ({"category": "shirt"}, "PT", "not_this"),
        ({"season": "2019-YR"}, "PT", "not_then"),
        ({"season": "2026-YR"}, "PT", "not_then"),
        ({"season": "2022-SS"}, "PT", "not_then"),
    ],
)
def test_eligibility_of_the_second_programme(changes: dict[str, object], country: str, reason: str) -> None:
    """Its own countries, categories and seasons exclude, each with its own reason, also where the first brand would
    take the piece.
    """
    excluded = coat(**changes)
    judgement = judge((), excluded, dossier(excluded, country=country), OTHER)
    assert judgement.ruling is Ruling.REFUSED
    assert judgement.reasons == (reason,)


def test_both_brands_at_one_bench(bench: Bench) -> None:
    """From one brand's parcel to the other's and back: each piece is asked its own brand's checks."""
    asked = []
    for code, line in ((PARCEL, 2), (AMI_PARCEL, 1), (PARCEL, 3)):
        assert bench.perform(commands.Scan(code)).ok
        if code == AMI_PARCEL:
            assert bench.perform(commands.RecordTransferForm(TransferForm.SIGNED)).ok
        assert bench.perform(commands.OpenItem(line)).ok
        piece = bench.view().piece
        assert piece is not None
        asked.append(tuple(check.id for check in piece.checks))
    assert asked == [CHECKS, AMI_CHECKS, CHECKS]


def _answers(bench: Bench) -> tuple[Answer, ...]:
    from_view = bench.view().piece
    assert from_view is not None
    with bench._ports.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(from_view.id)
    assert piece is not None
    return piece.answers
