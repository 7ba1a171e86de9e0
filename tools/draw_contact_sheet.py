"""All garment outlines on one picture, to look at: `python -m tools.draw_contact_sheet sheet.png --zones`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tools.draw_garments import OUTLINES
from tools.garments import ALL
from tools.raster import Pixels, fill, fitted, placed, stroke

FONT = OUTLINES.parent / "fonts" / "Inter-Medium.otf"
OVERSAMPLE = 3
PAPER, CLOTH, EDGE, SEAM = (0xDA, 0xD5, 0xCA), (0xA9, 0xC3, 0xDF), (0x3E, 0x4A, 0x5C), (0x6E, 0x86, 0xA6)


def _side(side: dict[str, Any], aspect: float, cell: int) -> Pixels:
    size = cell * OVERSAMPLE
    image = np.full((size, size, 3), PAPER, np.uint8)
    margin = size * 0.06
    box = fitted(aspect, (margin, margin, size - 2 * margin, size - 2 * margin))
    silhouette = placed(side["silhouette"], box)
    fill(image, silhouette, CLOTH)
    for line in side["details"]:
        stroke(image, placed(line, box), SEAM, 3)
    stroke(image, silhouette, EDGE, 4)
    small: Pixels = cv2.resize(image, (cell, cell), interpolation=cv2.INTER_AREA).astype(np.uint8)
    return small


def _write_zones(pen: ImageDraw.ImageDraw, side: dict[str, Any], aspect: float, cell: tuple[int, int, int]) -> None:
    left, top, size = cell
    margin = size * 0.06
    x, y, wide, tall = fitted(aspect, (left + margin, top + margin, size - 2 * margin, size - 2 * margin))
    font = ImageFont.truetype(str(FONT), max(9, size // 40))
    for zone in side["zones"]:
        corner = (x + zone["x"] * wide, y + zone["y"] * tall)
        end = (corner[0] + zone["w"] * wide, corner[1] + zone["h"] * tall)
        pen.rectangle((corner, end), outline=(0xB5, 0x3A, 0x0A))
        middle = ((corner[0] + end[0]) / 2, (corner[1] + end[1]) / 2)
        pen.text(middle, f"{zone['key']}\n{zone['label']['fr']}", (0xB5, 0x3A, 0x0A), font, "mm", align="center")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("categories", nargs="*", default=[garment.category for garment in ALL])
    parser.add_argument("--zones", action="store_true")
    parser.add_argument("--cell", type=int, default=300)
    parser.add_argument("--columns", type=int, default=4)
    chosen = parser.parse_intermixed_args(arguments)
    cell, columns = chosen.cell, min(chosen.columns, len(chosen.categories))
    sheet = Image.new("RGB", (columns * 2 * cell, -(-len(chosen.categories) // columns) * cell), PAPER)
    pen = ImageDraw.Draw(sheet)
    for index, category in enumerate(chosen.categories):
        garment = json.loads((OUTLINES / f"{category}.json").read_text(encoding="utf-8"))
        left, top = index % columns * 2 * cell, index // columns * cell
        for name, offset in (("front", 0), ("back", cell)):
            sheet.paste(Image.fromarray(_side(garment[name], garment["aspect"], cell)), (left + offset, top))
            if chosen.zones:
                _write_zones(pen, garment[name], garment["aspect"], (left + offset, top, cell))
        pen.text((left + 10, top + 8), category, (0x16, 0x15, 0x13), ImageFont.truetype(str(FONT), 13))
    sheet.save(chosen.target)


if __name__ == "__main__":
    main()
