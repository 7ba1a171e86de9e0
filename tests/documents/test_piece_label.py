"""The piece label: whole dots, read back before it is printed, and no text that could command the printer."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from qc_station.documents.label_check import LabelUnreadable, check_label, raster
from qc_station.documents.label_pdf import label_pdf
from qc_station.documents.piece_label import RESOLUTIONS, PieceLabel, lay_out
from qc_station.documents.zpl import zpl
from qc_station.domain.piece_id import PIECE_ID_BITS, make_piece_id

LABEL = PieceLabel(make_piece_id(0x123456789ABCDEF), "HSH111.CO0031", "40", "Très bon état", "AMI For Ever")
RENDERER = "zpl-renderer-js@3.4.0"
RENDER = """
const { ready } = require(process.argv[1]);
const dots = Number(process.argv[2]);
let zpl = ""; process.stdin.on("data", part => zpl += part).on("end", async () => {
    const { api } = await ready;
    process.stdout.write(await api.zplToBase64Async(zpl, 102, 51, dots));
});
"""
texts = st.text(max_size=60)


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@given(bits=st.integers(0, (1 << PIECE_ID_BITS) - 1))
@settings(max_examples=60, deadline=None)
def test_every_id_reads_back_from_the_printers_dots(dpi: int, bits: int) -> None:
    """Both symbols of any piece id fit the label with their quiet zones and decode to that id."""
    layout = lay_out(replace(LABEL, piece=make_piece_id(bits)), dpi)
    check_label(layout)
    bars, cells = layout.symbols
    assert bars.x >= 10 * bars.module
    assert cells.symbol.width == cells.symbol.height
    assert bars.x + bars.symbol.width * bars.module + 10 * bars.module <= layout.width
    assert cells.y + cells.symbol.height * cells.module < layout.height
    assert bars.module * 25.4 / dpi >= 0.33


@pytest.mark.parametrize("dpi", RESOLUTIONS)
@given(reference=texts, size=texts, grade=texts, programme=texts)
@settings(max_examples=60, deadline=None)
def test_no_text_commands_the_printer(dpi: int, reference: str, size: str, grade: str, programme: str) -> None:
    """Whatever a declaration says, the printer gets one label with six fields, in printable ASCII."""
    layout = lay_out(PieceLabel(LABEL.piece, reference, size, grade, programme), dpi)
    data = zpl(layout).decode("ascii")
    commands = re.findall(r"[\^~]([A-Z0-9]{2})", data)
    assert commands.count("XA") == commands.count("XZ") == commands.count("PQ") == 1
    assert commands.count("FD") == commands.count("FS") == 6
    assert "~" not in data
    assert set(commands) == {"XA", "CI", "PW", "LL", "LH", "FO", "BY", "BC", "BX", "A0", "FH", "FD", "FS", "PQ", "XZ"}
    assert label_pdf(layout).startswith(b"%PDF")


def test_a_label_that_would_not_read_is_not_given_out() -> None:
    """A layout whose bars say another piece is refused before any byte of it is made."""
    layout = lay_out(LABEL, 203)
    other = lay_out(replace(LABEL, piece=make_piece_id(1)), 203)
    check_label(layout)
    swapped = replace(layout, symbols=(replace(layout.symbols[0], symbol=other.symbols[0].symbol), layout.symbols[1]))
    crushed = replace(layout, symbols=(replace(layout.symbols[0], module=1), *layout.symbols))
    told = replace(swapped.symbols[0], symbol=replace(other.symbols[0].symbol, text=LABEL.piece))
    for wrong in (replace(swapped, symbols=(told, layout.symbols[1])), crushed):
        with pytest.raises(LabelUnreadable):
            check_label(wrong)


def test_long_texts_are_shortened_to_the_label() -> None:
    """A text never leaves the label; what is cut ends in an ellipsis."""
    layout = lay_out(PieceLabel(LABEL.piece, "R" * 200, "XL", "État " * 40, "P" * 300), 203)
    for text in layout.texts[1:]:
        assert text.text.endswith("…")
        assert text.x + len(text.text) * text.height * 0.56 <= layout.width


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_the_pdf_reads_as_printed(dpi: int, qapp) -> None:
    """Rendered by QtPdf at the printer's resolution, both symbols decode to the piece; twice the same bytes."""
    layout = lay_out(LABEL, dpi)
    data = label_pdf(layout)
    assert data == label_pdf(layout)
    assert read(pdf_page(data, QSize(layout.width, layout.height))) == [LABEL.piece, LABEL.piece]


def test_the_pdf_says_what_the_label_says(qapp) -> None:
    """Accents included: reference, size, grade and programme can be read by a person."""
    buffer = QBuffer()
    buffer.setData(QByteArray(label_pdf(lay_out(LABEL, 300))))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    said = document.getAllText(0).text()
    for text in (LABEL.piece, "HSH111.CO0031", "40 · Très bon état", "AMI For Ever"):
        assert text in said
    document.close()


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An independent ZPL renderer from the npm registry; the tests that want it skip where there is none."""
    if not shutil.which("npm"):
        pytest.skip("no npm: the independent ZPL renderer cannot be installed")
    folder = tmp_path_factory.mktemp("renderer")
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), RENDERER]
    installed = subprocess.run(command, check=False, capture_output=True, timeout=200, env={**os.environ, "CI": "1"})
    if installed.returncode:
        pytest.skip(f"npm cannot install {RENDERER} here")
    return folder / "node_modules" / "zpl-renderer-js"


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_an_independent_renderer_prints_the_same_codes(renderer: Path, dpi: int) -> None:
    """What a printer would make of our ZPL decodes to the piece, twice; with a text that would like to be a command."""
    label = replace(LABEL, reference="^FD~JA_5E\\", programme="Ligne & Côté — « été »")
    result = subprocess.run(
        ["node", "-e", RENDER, str(renderer), json.dumps({203: 8, 300: 12}[dpi])],
        input=zpl(lay_out(label, dpi)),
        check=True,
        capture_output=True,
        timeout=120,
    )
    image = QImage.fromData(base64.b64decode(result.stdout)).convertToFormat(QImage.Format.Format_Grayscale8)
    assert read(image) == [LABEL.piece, LABEL.piece]


def pdf_page(data: bytes, size: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    document.close()
    return page.convertToFormat(QImage.Format.Format_Grayscale8)


def read(image: QImage) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def test_the_raster_is_white_where_nothing_is() -> None:
    """Quiet zones are paper: the label's rim holds no ink."""
    layout = lay_out(LABEL, 203)
    dots = raster(layout)
    assert all(dots[y, 0] == 255 and dots[y, layout.width - 1] == 255 for y in range(layout.height))
