"""What a customer prints: the transfer form (bon de cession) that is signed and goes into the box, and the label on it.

The form's bars are the dossier's number, the label's the carrier's code: what the scanners of the benches know. A4 and
A6, vector, the same bytes for the same take-back. The standard fonts hold what the six languages need; of a name in
other letters the nearest that they hold is printed, which is why the form goes by its number and not by the name.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from types import SimpleNamespace

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4, A6
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import DeclaredItem, Parcel, TakeBack
from voucher_ledger.pages.formats import day, money
from voucher_ledger.pages.render import DEFAULT, LANGUAGES, words

MARGIN = 16 * mm
# Two dots of a printer of 150 dpi, four of 300.
BAR = 25.4 / 75 * mm
BAR_MIN = 25.4 / 150 * mm
BARS_HIGH = 16 * mm
QUIET = 10  # modules, on each side
ROW = 9.5 * mm
FOOT = 62 * mm


def transfer_form(takeback: TakeBack) -> bytes:
    """The form, in the customer's language: one page, or as many as its pieces need."""
    language = takeback.customer.language if takeback.customer.language in LANGUAGES else DEFAULT
    said = words(language)
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4, invariant=1, lang=language)
    canvas.setTitle(f"{said.form_title} {takeback.dossier}")
    left = list(takeback.items)
    first = True
    while left or first:
        top = _head(canvas, takeback, said, language) if first else A4[1] - 25 * mm
        room = int((top - FOOT) / ROW)
        for item in left[:room]:
            top = _piece(canvas, item, said, language, top)
        left, first = left[room:], False
        if not left:
            _foot(canvas, said, top)
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"{takeback.dossier} · {canvas.getPageNumber()}")
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def parcel_label(takeback: TakeBack, parcel: Parcel, warehouse: Sequence[str]) -> bytes:
    """A label of A6 for a box: where it goes, who sends it, and the carrier's code."""
    language = takeback.customer.language if takeback.customer.language in LANGUAGES else DEFAULT
    said, who = words(language), takeback.customer
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A6, invariant=1, lang=language)
    canvas.setTitle(f"{said.label_title} {parcel.code}")
    margin, (wide, high) = 7 * mm, A6
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(margin, high - 12 * mm, _printable(parcel.carrier.upper()))
    canvas.setFont("Helvetica", 9)
    canvas.drawRightString(wide - margin, high - 12 * mm, said.label_prepaid)
    canvas.line(margin, high - 15 * mm, wide - margin, high - 15 * mm)
    top = _lines(canvas, [said.label_to], margin, high - 21 * mm, 8)
    top = _lines(canvas, warehouse, margin, top - 2 * mm, 13, bold=True)
    top = _lines(canvas, [said.label_from], margin, min(top - 4 * mm, high - 70 * mm), 8)
    _lines(canvas, [who.name, f"{who.city} ({who.country})"], margin, top - 1 * mm, 9)
    _bars(canvas, parcel.code, wide / 2, 22 * mm, wide - 2 * margin)
    canvas.setFont("Courier-Bold", 12)
    canvas.drawCentredString(wide / 2, 16 * mm, parcel.code)
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(wide / 2, 9 * mm, said.label_form.format(dossier=takeback.dossier))
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _head(canvas: Canvas, takeback: TakeBack, said: SimpleNamespace, language: str) -> float:
    high, who = A4[1], takeback.customer
    canvas.setFont("Helvetica", 11)
    canvas.drawString(MARGIN, high - 20 * mm, "AMI For Ever")
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(MARGIN, high - 31 * mm, said.form_title)
    _bars(canvas, takeback.dossier, A4[0] - MARGIN - 42 * mm, high - 32 * mm, 84 * mm)
    canvas.setFont("Courier-Bold", 11)
    canvas.drawCentredString(A4[0] - MARGIN - 42 * mm, high - 37 * mm, takeback.dossier)
    accepted = said.form_accepted.format(day=day(takeback.accepted_at.date(), language))
    top = _lines(canvas, [f"{who.name}, {who.city} ({who.country})", accepted], MARGIN, high - 48 * mm, 11)
    return _lines(canvas, [said.form_text], MARGIN, top - 4 * mm, 10, wide=A4[0] - 2 * MARGIN) - 6 * mm


def _piece(canvas: Canvas, item: DeclaredItem, said: SimpleNamespace, language: str, top: float) -> float:
    title = item.title.get(language) or item.title.get(DEFAULT) or next(iter(item.title.values()))
    declared = item.offer.get(item.declared_grade, max(item.offer.values()))
    offer = money(Money(declared, item.currency), language)
    canvas.setFont("Helvetica-Bold", 10)
    room = A4[0] - 2 * MARGIN - 30 * mm
    (name, *_) = simpleSplit(_printable(f"{item.line}. {title}"), "Helvetica-Bold", 10, room) or [""]
    canvas.drawString(MARGIN, top, name)
    canvas.drawRightString(A4[0] - MARGIN, top, offer)
    canvas.setFont("Helvetica", 8)
    size, grade = said.mail_size.format(size=item.size), getattr(said, f"grade_{item.declared_grade}")
    canvas.drawString(MARGIN, top - 4 * mm, _printable(f"{item.reference} · {size} · {grade}"))
    canvas.setStrokeGray(0.8)
    canvas.line(MARGIN, top - 5.6 * mm, A4[0] - MARGIN, top - 5.6 * mm)
    canvas.setStrokeGray(0)
    return top - ROW


def _foot(canvas: Canvas, said: SimpleNamespace, top: float) -> None:
    below = _lines(canvas, [said.form_inside], MARGIN, min(top, FOOT) - 4 * mm, 10, wide=A4[0] - 2 * MARGIN)
    canvas.setFont("Helvetica", 10)
    for at, label in ((MARGIN, said.form_date), (A4[0] / 2, said.form_signature)):
        canvas.drawString(at, below - 8 * mm, label)
        canvas.line(at, below - 26 * mm, at + 75 * mm, below - 26 * mm)


def _bars(canvas: Canvas, text: str, middle: float, bottom: float, room: float) -> None:
    """As wide as the room allows, with its quiet zones, in a width that printers have dots for."""
    modules = Code128(text, barWidth=1, quiet=0).width + 2 * QUIET
    width = BAR if modules * BAR <= room else BAR_MIN
    bars = Code128(text, barWidth=width, barHeight=BARS_HIGH, quiet=0)
    bars.drawOn(canvas, middle - bars.width / 2, bottom)


def _lines(
    canvas: Canvas,
    texts: Sequence[str],
    left: float,
    top: float,
    size: int,
    *,
    bold: bool = False,
    wide: float = 200 * mm,
) -> float:
    """Each wrapped; where they end."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    canvas.setFont(font, size)
    for text in texts:
        for line in simpleSplit(_printable(text), font, size, wide):
            canvas.drawString(left, top, line)
            top -= size * 1.35
    return top


def _printable(text: str) -> str:
    """What the standard fonts hold of it: other letters without their marks, or a question mark."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        plain = "".join(each for each in unicodedata.normalize("NFKD", letter) if each.isascii())
        return plain or "?"
    return letter
