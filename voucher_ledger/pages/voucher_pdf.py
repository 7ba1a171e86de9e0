"""A voucher on paper: its code for the eye, as Code 128 for a till and as QR for a telephone. A5, vector, no font of
others: the standard fonts hold what the six languages need.
"""

from __future__ import annotations

import io

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from voucher_ledger.domain.voucher import Voucher
from voucher_ledger.domain.voucher_code import read_code
from voucher_ledger.pages.formats import day, money
from voucher_ledger.pages.render import words

MARGIN = 14 * mm
# Three dots of a printer or screen of 150 dpi, six of 300. 244 modules for 18 characters are 124 mm, which leaves both
# quiet zones of ten modules on a page of 148 mm.
BAR = 25.4 / 50 * mm
BARS_HIGH = 18 * mm
QR_SIDE = 42 * mm


def voucher_pdf(voucher: Voucher, code: str, language: str) -> bytes:
    """The page, the same bytes for the same voucher. `code` as it was told; raises ValueError for one that is none."""
    plain = read_code(code)
    if plain is None:
        raise ValueError("not a voucher's code")
    said, (wide, high) = words(language), A5
    amount = money(voucher.remaining, language)
    first, last = day(voucher.issue_on, language), day(voucher.expires_on, language)
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A5, invariant=1, lang=language)
    canvas.setTitle(said.code_title.format(amount=amount))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(MARGIN, high - 20 * mm, "AMI For Ever")
    canvas.setFont("Helvetica-Bold", 22)
    canvas.drawString(MARGIN, high - 34 * mm, said.code_title.format(amount=amount))
    below = _text(canvas, said.valid.format(first=first, last=last), high - 44 * mm, 12)
    canvas.setFont("Courier-Bold", 20)
    canvas.drawCentredString(wide / 2, below - 12 * mm, code)
    bars = Code128(plain, barWidth=BAR, barHeight=BARS_HIGH, quiet=0)
    bars.drawOn(canvas, (wide - bars.width) / 2, below - 38 * mm)
    square = QrCodeWidget(plain, barLevel="M", barWidth=QR_SIDE, barHeight=QR_SIDE, barBorder=4)
    drawing = Drawing(QR_SIDE, QR_SIDE)
    drawing.add(square)
    drawing.drawOn(canvas, (wide - QR_SIDE) / 2, below - 86 * mm)
    _text(canvas, said.mail_voucher_keep, _text(canvas, said.where, below - 94 * mm, 10) - 3 * mm, 10)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _text(canvas: Canvas, text: str, top: float, size: int) -> float:
    """Wrapped between the margins; where it ends."""
    canvas.setFont("Helvetica", size)
    for line in simpleSplit(text, "Helvetica", size, A5[0] - 2 * MARGIN):
        canvas.drawString(MARGIN, top, line)
        top -= size * 1.35
    return top
