"""The evidence pack on the screen, by key: its pages, the customer's copy, and the way to paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.viewmodels.gaze import Panel
from qc_station.viewmodels.papers import PapersViewModel
from tests.viewmodels.keyed_bench import KeyedBench


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    """A shirt in hand."""
    made = KeyedBench(tmp_path, qtbot)
    made.press("1", "1")
    yield made
    made.close()


@pytest.fixture
def papers(bench: KeyedBench) -> PapersViewModel:
    return PapersViewModel(bench.desk)


def test_the_pack_opens_turns_and_closes(bench: KeyedBench, papers: PapersViewModel) -> None:
    """P shows the first of two pages, → the second and no further, P puts it away and forgets the pages."""
    bench.press("p")
    assert bench.desk.gaze.panel is Panel.PAPER
    assert papers.progress == "1 / 2"
    shown = papers.page.removeprefix("image://papers/")
    assert not papers.provider.pages[shown].isNull()
    bench.press("down", "down", "down")
    assert papers.down == 1.0
    bench.press("right", "right")
    assert (papers.progress, papers.down) == ("2 / 2", 0.0)
    bench.press("p")
    assert bench.desk.gaze.panel is Panel.NONE
    assert (papers.page, papers.provider.pages) == ("", {})


def test_the_copy_for_the_customer(bench: KeyedBench, papers: PapersViewModel) -> None:
    """R swaps the two; Ctrl+P sends the one that is shown, under a name that says which it is."""
    bench.press("p", "r")
    assert papers.redacted
    bench.press("ctrl+p", "r", "ctrl+p")
    assert bench.desk.piece is not None
    piece = bench.desk.piece.id
    assert list(bench.papers.printed) == [f"{piece}-customer.pdf", f"{piece}.pdf"]
    assert len(set(bench.papers.printed.values())) == 2
    assert bench.desk.telling.notice is not None
    assert bench.desk.telling.notice.code == "paper_queued"


def test_without_a_printer_the_file_is_named(bench: KeyedBench, papers: PapersViewModel) -> None:
    """No document printer is set: the paper is kept, and the band says where."""
    bench.papers.printer = False
    bench.press("p", "ctrl+p")
    assert papers.progress
    notice = bench.desk.telling.notice
    assert notice is not None
    assert (notice.code, Path(str(notice.params["file"])).suffix) == ("paper_kept", ".pdf")


def test_a_scan_puts_it_away(bench: KeyedBench, papers: PapersViewModel) -> None:
    """Whatever is scanned is what the expert wants next."""
    bench.press("p")
    bench.scan("9V20524752032")
    assert bench.desk.gaze.panel is Panel.NONE
    assert papers.provider.pages == {}


def test_esc_leaves_it(bench: KeyedBench, papers: PapersViewModel) -> None:
    """One step back, as from every panel; the piece stays in hand."""
    bench.press("p", "escape")
    assert bench.desk.gaze.panel is Panel.NONE
    assert papers.page == ""
    assert bench.desk.piece is not None
