"""The control sheet that lies at the bench: one barcode a command, on one A4 page, in French or English; at its foot
the code a scanner is calibrated with.

Modules of 0.35 mm, bars 12 mm high, quiet zones of ten modules: any hand scanner reads it. Vectors, and
the same bytes every time.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qc_station.documents.symbol import Symbology, runs, symbol
from qc_station.domain.bench_codes import CALIBRATION_CODE
from qc_station.domain.bench_command import BenchCommandCode

_MODULE = 0.35 * mm
_BARS = 12 * mm
_LEFT, _TOP = 8 * mm, 272 * mm
_COLUMN, _ROW = 98 * mm, 23.5 * mm
# The calibration code is as wide as the page.
_FOOT = 36 * mm
_ROWS = 10


def control_sheet(title: str, words: Mapping[BenchCommandCode, str], calibration: str) -> bytes:
    """The page. Raises KeyError for a command without words."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(_LEFT + 10 * _MODULE, 282 * mm, title)
    for at, code in enumerate(BenchCommandCode):
        column, row = divmod(at, _ROWS)
        _cell(canvas, code.barcode, words[code], _LEFT + column * _COLUMN, _TOP - row * _ROW)
    _cell(canvas, CALIBRATION_CODE, calibration, _LEFT, _FOOT)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _cell(canvas: Canvas, barcode: str, said: str, left: float, top: float) -> None:
    bars = symbol(barcode, Symbology.CODE_128)
    start = left + 10 * _MODULE
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(start, top - 3.5 * mm, said)
    for at, length in runs(bars.rows[0]):
        canvas.rect(start + at * _MODULE, top - 5 * mm - _BARS, length * _MODULE, _BARS, stroke=0, fill=1)
