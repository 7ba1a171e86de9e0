"""An evidence pack as PDF: A4, one of the faces every reader has, and the same bytes every time.

What decides the bytes is the pack, the pictures and the version of the drawing library: no clock, no chance, no path of
a machine.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from qc_station.application.drawings import Drawing
from qc_station.application.evidence_pack import EvidencePack, Pictured, Pinned, Signed
from qc_station.domain.checklist import Side
from qc_station.domain.photo import PhotoRef

MARGIN = 18 * mm
# What the page's frame keeps free inside its margins by itself.
_PADDING = 6
WIDE = A4[0] - 2 * MARGIN
PICTURE_WIDE, PICTURE_TALL = 82 * mm, 70 * mm
OUTLINE_TALL = 62 * mm
# Of a picture on paper: 300 dots an inch at its printed size.
PICTURE_PIXELS = 970
_INK, _GREY, _LINE, _RED = HexColor("#161513"), HexColor("#5f5b54"), HexColor("#d9d5cc"), HexColor("#b53a0a")
_SILHOUETTE = Color(0.93, 0.92, 0.89)
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=12, textColor=_INK, splitLongWords=1)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.5, leading=9.5, textColor=_GREY)
_STRONG = ParagraphStyle("strong", parent=_BODY, fontName="Helvetica-Bold")
_BAD = ParagraphStyle("bad", parent=_STRONG, textColor=_RED)
_TITLE = ParagraphStyle("title", parent=_STRONG, fontSize=17, leading=21)
_VERDICT = ParagraphStyle("verdict", parent=_STRONG, fontSize=12, leading=16)
_HEAD = ParagraphStyle("head", parent=_STRONG, fontSize=10, leading=13, spaceBefore=10, spaceAfter=3)

_COMMAND = re.compile(r"([MLCQZ])([^MLCQZ]*)")

# A picture's bytes as JPEG, None when it cannot be read; and a side's drawing.
PictureOf = Callable[[PhotoRef], bytes | None]
DrawingOf = Callable[[Side], Drawing]


def evidence_pack_pdf(pack: EvidencePack, picture: PictureOf, drawing: DrawingOf) -> bytes:
    """The pages. Characters outside Windows-1252 are shown as a question mark."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=MARGIN - _PADDING,
        rightMargin=MARGIN - _PADDING,
        topMargin=24 * mm,
        bottomMargin=20 * mm,
        title=f"{pack.words.text('report')} {pack.piece}",
        author="QC Station",
        invariant=1,
        pageCompression=1,
    )
    document.build(list(_story(pack, picture, drawing)), canvasmaker=_numbered(pack))
    return buffer.getvalue()


def _story(pack: EvidencePack, picture: PictureOf, drawing: DrawingOf) -> Iterator[Flowable]:
    text = pack.words.text
    yield Paragraph(_plain(pack.title), _TITLE)
    yield Paragraph(_plain(pack.subtitle), _BODY)
    for signed in pack.signed:
        yield from _decision(signed)
    yield Spacer(0, 4 * mm)
    yield _compared(pack)
    if pack.why:
        yield Paragraph(_plain(text("why")), _HEAD)
        yield _rows([(title, sentence) for title, sentence in pack.why], (45 * mm, WIDE - 45 * mm))
    yield Paragraph(_plain(text("checks")), _HEAD)
    yield _checks(pack)
    if pack.pins:
        sides = [_Side(pack, side, drawing(side)) for side in Side]
        yield KeepTogether([Paragraph(_plain(text("outline")), _HEAD), Table([sides], colWidths=[WIDE / 2] * 2)])
    yield Paragraph(_plain(text("photographs")), _HEAD)
    yield from _pictures(pack, picture)
    if pack.log:
        yield Paragraph(_plain(text("log")), _HEAD)
        yield _rows(pack.log, (30 * mm, 34 * mm, WIDE - 64 * mm), _SMALL)
    yield Spacer(0, 4 * mm)
    for line in (pack.programme, pack.position):
        yield Paragraph(_plain(line), _SMALL)


def _decision(signed: Signed) -> Iterator[Flowable]:
    yield Paragraph(_plain(signed.heading), _HEAD)
    yield Paragraph(_plain(signed.title), _VERDICT)
    for line in signed.lines:
        yield Paragraph(_plain(line), _BODY)


def _compared(pack: EvidencePack) -> Table:
    head = [Paragraph(_plain(each), _SMALL) for each in ("", pack.words.text("declared"), pack.words.text("received"))]
    rows = [
        [
            Paragraph(_plain(row.label), _SMALL),
            Paragraph(_plain(row.declared), _BODY),
            Paragraph(_plain(row.found), _STRONG),
        ]
        for row in pack.compared
    ]
    return Table([head, *rows], colWidths=[34 * mm, (WIDE - 34 * mm) / 2, (WIDE - 34 * mm) / 2], style=_ruled())


def _checks(pack: EvidencePack) -> Table:
    rows = [
        [
            Paragraph(_plain(row.cap), _SMALL),
            Paragraph(_plain(row.title), _BODY),
            Paragraph(_plain(row.answer), _BAD if row.finding else _BODY),
        ]
        for row in pack.checks
    ]
    return Table(rows, colWidths=[8 * mm, 66 * mm, WIDE - 74 * mm], style=_ruled())


def _rows(rows: Sequence[Sequence[str]], widths: Sequence[float], style: ParagraphStyle = _BODY) -> Table:
    cells = [[Paragraph(_plain(cell), style) for cell in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=_ruled())


def _ruled() -> TableStyle:
    return TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )


def _pictures(pack: EvidencePack, picture: PictureOf) -> Iterator[Flowable]:
    if not pack.pictures:
        yield Paragraph(_plain(pack.words.text("no_photographs")), _BODY)
        return
    cells = [_picture(pack, each, picture) for each in pack.pictures]
    pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    yield Table([[*pair, *[""] * (2 - len(pair))] for pair in pairs], colWidths=[WIDE / 2] * 2, style=_ruled())


def _picture(pack: EvidencePack, shown: Pictured, picture: PictureOf) -> list[Flowable]:
    data = picture(shown.photo)
    said = "<br/>".join(_plain(line) for line in shown.said.split("\n"))
    under = [Paragraph(_plain(shown.label), _STRONG), Paragraph(said, _SMALL)]
    if data is None:
        return [Paragraph(_plain(pack.words.text("unreadable")), _BAD), *under]
    wide, tall = ImageReader(io.BytesIO(data)).getSize()
    scale = min(PICTURE_WIDE / wide, PICTURE_TALL / tall)
    image = Image(io.BytesIO(data), width=wide * scale, height=tall * scale)
    image.hAlign = "LEFT"
    return [image, *under]


class _Side(Flowable):
    """One side of the garment with its pins, as vectors."""

    def __init__(self, pack: EvidencePack, side: Side, drawing: Drawing) -> None:
        super().__init__()
        self._pins = [pin for pin in pack.pins if pin.side is side]
        self._caption = _drawable(pack.words.text(str(side)))
        self._drawing = drawing
        self.width, self.height = WIDE / 2, OUTLINE_TALL + 6 * mm

    def draw(self) -> None:
        canvas = self.canv
        scale = OUTLINE_TALL / 100
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(_GREY)
        canvas.drawString(0, 0, self._caption)
        canvas.saveState()
        # The drawing's y points down, the page's up.
        canvas.translate(0, self.height)
        canvas.scale(scale, -scale)
        canvas.setStrokeColor(_INK)
        canvas.setFillColor(_SILHOUETTE)
        canvas.setLineWidth(0.7)
        _trace(canvas, self._drawing.outline, fill=1)
        _trace(canvas, self._drawing.details, fill=0)
        canvas.restoreState()
        for pin in self._pins:
            self._mark(canvas, pin, scale)

    def _mark(self, canvas: Canvas, pin: Pinned, scale: float) -> None:
        x, y = pin.x * self._drawing.wide * scale, self.height - pin.y * OUTLINE_TALL
        canvas.setFillColor(_RED)
        canvas.circle(x, y, 3 * mm, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawCentredString(x, y - 3, pin.mark)


def _trace(canvas: Canvas, path: str, fill: int) -> None:
    """Draw SVG path data of the commands M L C Q Z, absolute; that is all our outlines use."""
    if not path:
        return
    drawn = canvas.beginPath()
    x = y = 0.0
    for command, points in _commands(path):
        if command == "M":
            ((x, y),) = points
            drawn.moveTo(x, y)
        elif command == "L":
            for x, y in points:
                drawn.lineTo(x, y)
        elif command == "C":
            for at in range(0, len(points), 3):
                (x1, y1), (x2, y2), (x, y) = points[at : at + 3]
                drawn.curveTo(x1, y1, x2, y2, x, y)
        elif command == "Q":
            for at in range(0, len(points), 2):
                (qx, qy), (ex, ey) = points[at : at + 2]
                # A quadratic curve as the cubic one it is.
                drawn.curveTo(
                    x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y), ex + 2 / 3 * (qx - ex), ey + 2 / 3 * (qy - ey), ex, ey
                )
                x, y = ex, ey
        else:
            drawn.close()
    canvas.drawPath(drawn, stroke=1, fill=fill)


def _commands(path: str) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Each command with its points."""
    for command, numbers in _COMMAND.findall(path):
        pairs = (pair.split(",") for pair in numbers.split())
        yield command, [(float(across), float(down)) for across, down in pairs]


def _numbered(pack: EvidencePack) -> type[Canvas]:
    """A canvas that knows at its end how many pages there are."""

    class Numbered(Canvas):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[arg-type]  # handed through as the template gives them
            self._pages: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 the library's name
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the stubs know only what is public

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _frame(self, pack, number, len(self._pages))
                super().showPage()
            super().save()

    return Numbered


def _frame(canvas: Canvas, pack: EvidencePack, number: int, pages: int) -> None:
    text = pack.words.text
    name = text("copy") if pack.redacted else text("report")
    canvas.setFillColor(_INK)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(MARGIN, A4[1] - 15 * mm, _drawable(name))
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(_GREY)
    canvas.drawRightString(A4[0] - MARGIN, A4[1] - 15 * mm, pack.piece)
    canvas.drawString(MARGIN, 12 * mm, _drawable(pack.words.moment(pack.made_at)))
    canvas.drawRightString(A4[0] - MARGIN, 12 * mm, _drawable(text("page", page=number, pages=pages)))
    canvas.setStrokeColor(_LINE)
    canvas.line(MARGIN, A4[1] - 18 * mm, A4[0] - MARGIN, A4[1] - 18 * mm)


def _drawable(text: str) -> str:
    """What Windows-1252 has; everything else, and what cannot be seen, as a question mark."""
    seen = "".join(sign if sign.isprintable() or sign in "\u00a0\u202f" else "?" for sign in text)
    return seen.replace("\u202f", "\u00a0").replace("→", ">").encode("cp1252", "replace").decode("cp1252")


def _plain(text: str) -> str:
    """For a paragraph, whose library reads markup: ours is none."""
    return escape(_drawable(text))
