"""The label sewn to nothing and stuck to everything: piece id twice (Code 128, DataMatrix), reference, size, grade.

102 x 51 mm, laid out in the printer's own dots, so that every module is a whole number of them: a module of 2.64 dots
makes bars wrong by a quarter of their width (barcodes.md 4.2). Content and places are data; `zpl` and `label_pdf` make
bytes of them, `label_check` reads them back.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.documents.symbol import Symbol, Symbology, symbol

WIDTH_MM, HEIGHT_MM = 102, 51
# Dots a module, by resolution: 0.375 and 0.339 mm for Code 128, 0.63 and 0.59 mm for DataMatrix.
_CODE_DOTS = {203: 3, 300: 4}
_MATRIX_DOTS = {203: 5, 300: 7}
RESOLUTIONS = tuple(_CODE_DOTS)
# An average letter of the printer's and of the PDF's face is about half as wide as it is high.
_LETTER = 0.56


@dataclass(frozen=True, slots=True)
class PieceLabel:
    """What the label says. `grade` and `programme` in words."""

    piece: str
    reference: str
    size: str
    grade: str
    programme: str


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """Left top corner, module size and, for a linear symbol, bar height, in dots."""

    symbol: Symbol
    x: int
    y: int
    module: int
    height: int


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Left top corner and height of the letters, in dots; the text fits its place already."""

    text: str
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A label in dots of `dpi`."""

    dpi: int
    width: int
    height: int
    symbols: tuple[PlacedSymbol, ...]
    texts: tuple[PlacedText, ...]


def lay_out(label: PieceLabel, dpi: int) -> Layout:
    """Places in whole dots. Raises ValueError for a resolution other than 203 or 300, or an id no Code 128 can hold."""
    if dpi not in _CODE_DOTS:
        raise ValueError(f"no label for {dpi} dots an inch")

    def dots(millimetres: float) -> int:
        return round(millimetres * dpi / 25.4)

    width, height = dots(WIDTH_MM), dots(HEIGHT_MM)
    code = symbol(label.piece, Symbology.CODE_128)
    matrix = symbol(label.piece, Symbology.DATA_MATRIX)
    bars = PlacedSymbol(code, (width - code.width * _CODE_DOTS[dpi]) // 2, dots(3), _CODE_DOTS[dpi], dots(15))
    if bars.x < 10 * bars.module:
        raise ValueError("the id is too long for the label's width")
    cells = PlacedSymbol(matrix, bars.x, dots(29), _MATRIX_DOTS[dpi], 0)
    beside = cells.x + matrix.width * cells.module + dots(5)
    room = width - beside - dots(3)
    lines = (
        (label.piece, bars.x, dots(19.5), dots(4), width - bars.x),
        (label.reference, beside, dots(26.5), dots(5.5), room),
        (f"{label.size} · {label.grade}" if label.size else label.grade, beside, dots(34), dots(5.5), room),
        (label.programme, beside, dots(42), dots(4), room),
    )
    texts = tuple(PlacedText(_fitted(text, tall, wide), x, y, tall) for text, x, y, tall, wide in lines)
    return Layout(dpi, width, height, (bars, cells), texts)


def _fitted(text: str, letter_height: int, room: int) -> str:
    """One printable line that is not wider than `room` dots, shortened with an ellipsis where it must be."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    most = max(1, int(room / (letter_height * _LETTER)))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
