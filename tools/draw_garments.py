"""Write `resources/outlines/<category>.json`: the garment drawings in a unit box, for the pins and the thumbnails.

    python -m tools.draw_garments

`tools/draw_contact_sheet.py` shows them all on one picture.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools import garments
from tools.garments.pen import BOX_HEIGHT, Garment, Side, Zone, segments

OUTLINES = Path(__file__).resolve().parents[1] / "resources" / "outlines"


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _unit_path(path: str, width: float) -> str:
    """Design units into the unit box: `M0.5,0.032C…`, as short as four decimals allow."""
    words = []
    for command, points in segments(path):
        joined = " ".join(f"{_number(x / width + 0.5)},{_number(y / BOX_HEIGHT)}" for x, y in points)
        words.append(f"{command}{joined}")
    return " ".join(words)


def _unit_zone(zone: Zone, width: float) -> dict[str, Any]:
    # Edges are rounded, not widths: neighbours keep sharing theirs.
    left, right = (round(x / width + 0.5, 4) for x in (zone.x, zone.x + zone.w))
    top, bottom = (round(y / BOX_HEIGHT, 4) for y in (zone.y, zone.y + zone.h))
    return {
        "id": zone.id,
        "key": zone.key,
        "x": left,
        "y": top,
        "w": round(right - left, 4),
        "h": round(bottom - top, 4),
        "label": {"fr": zone.fr, "en": zone.en},
    }


def _unit_side(side: Side, width: float) -> dict[str, Any]:
    return {
        "name": {"fr": side.fr, "en": side.en},
        "silhouette": _unit_path(side.silhouette, width),
        "details": [_unit_path(line, width) for line in side.details],
        "zones": [_unit_zone(zone, width) for zone in side.zones],
    }


def outline(garment: Garment) -> dict[str, Any]:
    """The content of one file."""
    return {
        "category": garment.category,
        "aspect": round(garment.aspect, 4),
        "front": _unit_side(garment.front, garment.box_width),
        "back": _unit_side(garment.back, garment.box_width),
    }


def text_of(garment: Garment) -> str:
    return json.dumps(outline(garment), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    OUTLINES.mkdir(parents=True, exist_ok=True)
    for garment in garments.ALL:
        (OUTLINES / f"{garment.category}.json").write_text(text_of(garment), encoding="utf-8")


if __name__ == "__main__":
    main()
