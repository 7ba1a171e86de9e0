"""Draw the labels to scan in the demonstration: `resources/samples/labels/*.png` and one A4 sheet of them all.

    python -m tools.make_sample_labels

Code 128 by zxing-cpp's writer, every bar a whole number of dots, black on white without grey. The sheet is A4 at
300 dots per inch: printed at 100 %, a module is 0.34 mm, as carriers ask (0.33 to 0.375 mm).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from tools.make_sample_takebacks import SAMPLES
from tools.samples.parcels import colissimo

LABELS = SAMPLES / "labels"
SHEET = "sheet-a4.png"
FONTS = SAMPLES.parent / "fonts"
QUIET_MODULES = 10
DOTS_PER_INCH = 300
A4 = (2480, 3508)
COLUMNS = 2
_OTHER_CARRIERS = ("chronopost", "geopost", "bpost", "poste_italiane", "correos", "postnl")
UNKNOWN_PARCEL = colissimo("9900000001")
"""A right number that nobody declared."""
SUSPECT_PARCEL = "8R41207731938"
"""The first parcel's number with a wrong check digit, as a damaged label reads."""


@dataclass(frozen=True, slots=True)
class Label:
    """One code to scan: its file, and what a person reads above and below the bars."""

    file: str
    code: str
    above: str
    below: str


def _of_parcel(takeback: dict[str, Any], index: int = 0) -> Label:
    parcel, customer = takeback["parcels"][index], takeback["customer"]
    count = sum(item["parcel"] == parcel["code"] for item in takeback["items"])
    pieces = f"{count} article{'s' if count > 1 else ''}"
    suffix = f"-{index + 1}" if len(takeback["parcels"]) > 1 else ""
    return Label(
        f"parcel-{takeback['dossier']}{suffix}.png",
        parcel["code"],
        f"{takeback['dossier']} · {customer['name']} · {customer['city']}, {customer['country']}",
        f"{parcel['carrier'].replace('_', ' ')} · {pieces}",
    )


def labels() -> list[Label]:
    """The stories, a dossier in two parcels, a parcel of two dossiers, each carrier, two odd ones, the badges."""
    takebacks = json.loads((SAMPLES / "takebacks.json").read_text(encoding="utf-8"))
    operators = json.loads((SAMPLES / "operators.json").read_text(encoding="utf-8"))["operators"]
    chosen = [_of_parcel(takeback) for takeback in takebacks[:3]]
    double = next(takeback for takeback in takebacks if len(takeback["parcels"]) == 2)
    chosen += [_of_parcel(double, 0), _of_parcel(double, 1)]
    first_of: dict[str, str] = {}
    for takeback in takebacks:
        for parcel in takeback["parcels"]:
            first = first_of.setdefault(parcel["code"], takeback["dossier"])
            if first != takeback["dossier"]:
                both = f"{first} + {takeback['dossier']} · deux dossiers"
                chosen.append(Label("parcel-two-dossiers.png", parcel["code"], both, parcel["carrier"]))
    for carrier in _OTHER_CARRIERS:
        takeback = next(t for t in takebacks[3:] if [p["carrier"] for p in t["parcels"]] == [carrier])
        chosen.append(_of_parcel(takeback))
    chosen.append(Label("parcel-unknown.png", UNKNOWN_PARCEL, "Colis inconnu du registre", "colissimo"))
    chosen.append(Label("parcel-suspect.png", SUSPECT_PARCEL, "Clé de contrôle fausse", "colissimo"))
    for each in operators:
        title = f"Badge de démonstration · {each['name']}"
        chosen.append(Label(f"badge-{each['badge']}.png", each["badge"], title, f"{each['role']} · PIN {each['pin']}"))
    return chosen


def modules(code: str) -> npt.NDArray[np.uint8]:
    """The bars of `code` as Code 128, one element a module, 0 for black, without quiet zones."""
    symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.Code128)
    row: npt.NDArray[np.uint8] = np.array(symbol.to_image(scale=1, add_quiet_zones=False))[0]
    return row


def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"Inter-{weight}.otf"), size)


def draw_label(label: Label, dots: int, height: int) -> Image.Image:
    """`label` with modules of `dots` dots and bars of `height` dots; pure black and white."""
    bars = np.repeat(modules(label.code), dots)
    quiet = QUIET_MODULES * dots
    line = dots * 9
    small, large = _font("Medium", line * 6 // 10), _font("SemiBold", line * 8 // 10)
    texts = (label.above, label.code, label.below)
    widest = max(font.getlength(text) for font, text in zip((small, large, small), texts, strict=True))
    image = Image.new("L", (max(bars.size + 2 * quiet, int(widest) + 2 * quiet // 3), height + 4 * line), 255)
    pen = ImageDraw.Draw(image)
    middle = image.width // 2
    pen.text((middle, line // 2), label.above, 0, small, "ma")
    left = (image.width - bars.size) // 2
    image.paste(Image.fromarray(np.tile(bars, (height, 1))), (left, line * 3 // 2))
    pen.text((middle, height + line * 17 // 10), label.code, 0, large, "ma")
    pen.text((middle, height + line * 3), label.below, 0, small, "ma")
    return image.point(lambda grey: 255 * (grey > 127)).convert("1")


def draw_sheet(chosen: list[Label]) -> Image.Image:
    """All labels on one A4 page, far enough apart that a hand scanner meets only one."""
    sheet = Image.new("1", A4, 1)
    pen = ImageDraw.Draw(sheet)
    pen.text((A4[0] // 2, 110), "QC Station · démonstration · à scanner", 0, _font("Bold", 52), "ma")
    rows = -(-len(chosen) // COLUMNS)
    cell, top = (A4[0] // COLUMNS, (A4[1] - 320) // rows), 220
    for index, label in enumerate(chosen):
        image = draw_label(label, 4, cell[1] - 190)
        x = index % COLUMNS * cell[0] + (cell[0] - image.width) // 2
        sheet.paste(image, (x, top + index // COLUMNS * cell[1]))
    return sheet


def main() -> None:
    LABELS.mkdir(parents=True, exist_ok=True)
    chosen = labels()
    for label in chosen:
        draw_label(label, 3, 120).save(LABELS / label.file, optimize=True)
    draw_sheet(chosen).save(LABELS / SHEET, optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    for stray in set(_files()) - {label.file for label in chosen} - {SHEET}:
        (LABELS / stray).unlink()


def _files() -> list[str]:
    return [path.name for path in Path(LABELS).glob("*.png")]


if __name__ == "__main__":
    main()
