"""Bar codes as modules: what a printer lays down dot by dot and a PDF draws as rectangles, before a size is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import zxingcpp


class Symbology(StrEnum):
    CODE_128 = "code_128"
    DATA_MATRIX = "data_matrix"


_FORMATS = {
    Symbology.CODE_128: zxingcpp.BarcodeFormat.Code128,
    Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """`rows` of modules, True is ink, without quiet zone; a linear symbol has one row."""

    text: str
    symbology: Symbology
    rows: tuple[tuple[bool, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0])

    @property
    def height(self) -> int:
        return len(self.rows)


def symbol(text: str, symbology: Symbology) -> Symbol:
    """Encode `text`. Raises ValueError when the symbology cannot hold it."""
    # Square, as label printers draw it by themselves. The library ignores a word it does not know: the tests look.
    made = zxingcpp.create_barcode(text, _FORMATS[symbology], force_square=True)
    drawn = made.to_image(scale=1, add_hrt=False, add_quiet_zones=False)
    image = memoryview(drawn)  # type: ignore[arg-type]  # the wheel's stubs forget that an Image is a buffer
    height, width = image.shape or (0, 0)
    # All rows of a linear symbol are alike, and there are fifty.
    tall = 1 if symbology is Symbology.CODE_128 else height
    rows = tuple(tuple(image[row, column] < 128 for column in range(width)) for row in range(tall))
    return Symbol(text, symbology, rows)


def runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where ink begins and how long it lasts: one rectangle a bar leaves no hairline between its modules."""
    found: list[tuple[int, int]] = []
    for at, ink in enumerate(row):
        if ink and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif ink:
            found.append((at, 1))
    return found
