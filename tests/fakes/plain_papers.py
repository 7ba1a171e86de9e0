"""Papers without a store: two pages that say what they are, and a printer that is there or not."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qc_station.domain.errors import RuleBroken


class PlainPapers:
    """`printer` says whether one is set; what went to paper is remembered by name."""

    def __init__(self, *, printer: bool = True) -> None:
        self.printer, self.printed = printer, dict[str, bytes]()

    def evidence(self, piece_id: str, *, redacted: bool) -> bytes:
        if not piece_id:
            raise RuleBroken("unknown_piece", shown=piece_id)
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1)
        for page in (1, 2):
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawString(50, 770, f"{'Copie pour le client' if redacted else 'Rapport'} {piece_id}, page {page}")
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def put_on_paper(self, name: str, pdf: bytes) -> Path | None:
        self.printed[name] = pdf
        return None if self.printer else Path("/papers") / name
