"""A laid-out label as PDF: vectors at 100 %, for any printer; the same bytes every time."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from qc_station.documents.piece_label import Layout, PlacedSymbol
from qc_station.documents.symbol import runs

_POINTS_AN_INCH = 72
# One of the faces every PDF reader has. Inter is shipped as CFF outlines, which ReportLab cannot embed.
_FACE = "Helvetica-Bold"


def label_pdf(layout: Layout) -> bytes:
    """One page of the label's size. Characters outside Windows-1252 are shown as a question mark."""
    scale = _POINTS_AN_INCH / layout.dpi
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(layout.width * scale, layout.height * scale), invariant=1, pageCompression=1)
    canvas.setTitle("QC Station")
    canvas.scale(scale, scale)
    for placed in layout.symbols:
        _draw(canvas, placed, layout.height)
    for text in layout.texts:
        canvas.setFont(_FACE, text.height)
        said = text.text.encode("cp1252", "replace").decode("cp1252")
        canvas.drawString(text.x, layout.height - text.y - round(text.height * 0.8), said)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, placed: PlacedSymbol, label_height: int) -> None:
    tall = placed.height or placed.module
    for number, row in enumerate(placed.symbol.rows):
        bottom = label_height - placed.y - number * placed.module - tall
        for start, length in runs(row):
            x = placed.x + start * placed.module
            canvas.rect(x, bottom, length * placed.module, tall, stroke=0, fill=1)
