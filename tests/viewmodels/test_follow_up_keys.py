"""Further questions about a finding, by key: asked after the pin, answered or passed, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.domain.checklist import Finding
from qc_station.domain.piece import IdentityState
from qc_station.viewmodels.gaze import Ask
from qc_station.viewmodels.verdict import VerdictViewModel
from tests.application.day import CHECKS
from tests.viewmodels.keyed_bench import KeyedBench


@pytest.fixture
def piece(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    """A shirt in hand, nothing answered."""
    made = KeyedBench(tmp_path, qtbot)
    made.press("1", "1")
    yield made
    made.close()


def finding(bench: KeyedBench, check: str) -> Finding:
    assert bench.desk.piece is not None
    row = next(each for each in bench.desk.piece.checks if each.id == check)
    return row.findings[-1].finding


def test_a_stain_has_a_size(piece: KeyedBench) -> None:
    """Shift 3, 1 for the stain, 5 for its place, Enter; then 2 says how big, and the next check is asked."""
    piece.press("shift+3", "1", "5", "enter")
    assert piece.desk.gaze.follow is not None
    piece.press("2")
    assert finding(piece, "clean").details == (("size", "medium"),)
    assert piece.desk.gaze.follow is None
    assert piece.desk.gaze.check != "clean"


@pytest.mark.parametrize("key", ["enter", "escape"])
def test_nobody_has_to_answer(piece: KeyedBench, key: str) -> None:
    """Enter passes on, Esc leaves; the stain stands without a size."""
    piece.press("shift+3", "1", "5", "enter", key)
    assert finding(piece, "clean").details == ()
    assert piece.desk.gaze.follow is None


def test_other_keys_are_not_in_its_way(piece: KeyedBench) -> None:
    """Space photographs while the question is open, and a digit still answers it afterwards."""
    piece.press("shift+3", "1", "5", "enter", "space", "3")
    assert finding(piece, "clean").details == (("size", "large"),)


def test_undo_takes_the_answer_back(piece: KeyedBench) -> None:
    """One act, one undo: the stain stays, its size goes."""
    piece.press("shift+3", "1", "5", "enter", "1", "ctrl+z")
    assert finding(piece, "clean").details == ()


def test_the_sheet_is_corrected(piece: KeyedBench) -> None:
    """Reference as declared, size and colour otherwise: two lines typed, two passed, all kept and shown beside it."""
    verdict = VerdictViewModel(piece.desk)
    piece.press("shift+7", "3")
    assert piece.desk.gaze.ask is Ask.CORRECTION
    piece.desk.changed.emit()
    assert (verdict.asks, verdict.mayPass) == (True, True)
    for typed in ("", "42", "Bleu nuit", ""):
        verdict.giveReason(typed)
        piece.settle()
    assert finding(piece, "authentic").details == (("size", "42"), ("colour", "Bleu nuit"))
    assert piece.desk.gaze.follow is None
    assert piece.desk.gaze.ask is Ask.NONE
    assert piece.desk.piece is not None
    assert piece.desk.piece.axes.identity is IdentityState.CORRECTED


def test_a_season_that_is_not_taken_refuses(piece: KeyedBench) -> None:
    """Declared 2022, really 2014: older than the programme takes, and the reason is the season's, not the piece's."""
    verdict = VerdictViewModel(piece.desk)
    piece.press("shift+7", "3")
    for typed in ("", "", "", "2014-FW"):
        verdict.giveReason(typed)
        piece.settle()
    for check in CHECKS:
        if check != "authentic":
            piece.press({"outer_tag": "0"}.get(check, str(CHECKS.index(check) + 1)))
    assert piece.desk.piece is not None
    assert piece.desk.piece.judgement.reasons == ("not_eligible_season",)


def test_leaving_the_line_leaves_the_questions(piece: KeyedBench) -> None:
    """Esc in the line: what was typed so far is kept, the rest is not asked again."""
    verdict = VerdictViewModel(piece.desk)
    piece.press("shift+7", "3")
    verdict.giveReason("HSH999")
    piece.settle()
    verdict.leaveReason()
    assert piece.desk.gaze.ask is Ask.NONE
    assert finding(piece, "authentic").details == (("reference", "HSH999"),)
