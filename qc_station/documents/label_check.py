"""Read a label before it is printed: its symbols, laid down in the printer's dots, must say the piece's id."""

from __future__ import annotations

import zxingcpp

from qc_station.documents.piece_label import Layout

_PAPER, _INK = 255, 0


class LabelUnreadable(Exception):
    """A bug of ours or of a library: what would be printed does not read as what it should say."""


def raster(layout: Layout) -> memoryview:
    """The symbols as 8-bit grey, one byte a dot, shape (height, width); texts are left out."""
    dots = bytearray([_PAPER]) * (layout.width * layout.height)
    for placed in layout.symbols:
        tall = placed.height or placed.module
        for number, row in enumerate(placed.symbol.rows):
            line = b"".join(bytes([_INK if ink else _PAPER]) * placed.module for ink in row)
            top = placed.y + number * placed.module
            for y in range(top, top + tall):
                start = y * layout.width + placed.x
                dots[start : start + len(line)] = line
    return memoryview(dots).cast("B", (layout.height, layout.width))


def check_label(layout: Layout) -> None:
    """Raises LabelUnreadable unless each symbol reads, with our own decoder, as its text."""
    read = sorted(found.text for found in zxingcpp.read_barcodes(raster(layout)))
    meant = sorted(placed.symbol.text for placed in layout.symbols)
    if read != meant:
        raise LabelUnreadable(f"the label reads {read}, and should read {meant}")
