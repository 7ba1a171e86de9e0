"""The control sheet: each barcode on the page, read from the PDF, is its command."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from qc_station.bootstrap.station import open_home
from qc_station.cli.arguments import parser
from qc_station.cli.verbs import run_verb
from qc_station.domain.bench_codes import CALIBRATION_CODE
from qc_station.domain.bench_command import BenchCommandCode, command_of

A4_AT_203_DPI = QSize(1653, 2339)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_reads_from_the_printed_page(tmp_path: Path, language: str, qapp) -> None:
    """One page, each code one of ours, none missing, the calibration code at its foot; its words stand beside it."""
    file = tmp_path / "sheet.pdf"
    with open_home(tmp_path, {}, language=language) as station:
        assert run_verb(parser().parse_args(["control-sheet", str(file)]), station) == 0
        words = [station.messages(language).text(f"command.{code}") for code in BenchCommandCode]
    document = QPdfDocument()
    document.load(str(file))
    assert document.pageCount() == 1
    said = document.getAllText(0).text()
    assert all(word in said for word in words)
    page = QImage(A4_AT_203_DPI, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(0, A4_AT_203_DPI))
    painter.end()
    document.close()
    read = {found.text for found in zxingcpp.read_barcodes(page)}
    assert read == {CALIBRATION_CODE, *(code.barcode for code in BenchCommandCode)}
    assert {command_of(text) for text in read} == {None, *BenchCommandCode}


def test_the_sheet_is_the_same_every_time(tmp_path: Path) -> None:
    """Byte for byte: a printed sheet can be compared with the file."""
    with open_home(tmp_path, {}) as station:
        for name in ("one.pdf", "two.pdf"):
            assert run_verb(parser().parse_args(["control-sheet", str(tmp_path / name)]), station) == 0
        assert run_verb(parser().parse_args(["control-sheet", str(tmp_path / "no" / "three.pdf")]), station) == 2
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
