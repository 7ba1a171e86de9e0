"""The pen the garments are drawn with: half a garment, mirrored; seams, ribs, buttons; zones of the numeric keypad.

Design units: y runs down from 0 to 1000, x is 0 on the middle line of the garment and runs to the viewer's right.
A path is an SVG path string of absolute M, L, C, Q and Z. `Garment.box_width` is the width of the box in the same
units; the written file has both coordinates divided into 0..1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BOX_HEIGHT = 1000.0
KEYPAD = ("789", "456", "123")
_NUMBERS_OF = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
_TOKEN = re.compile(r"[MLCQZ]|-?\d+(?:\.\d+)?")
_CIRCLE = 0.5523
"""Length of the handles of four Bézier curves that make a circle of radius 1."""

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
Words = tuple[str, str, str]
"""A zone's id, its French and its English name."""
Row = tuple[float, float, tuple[float, float, float, float]]
"""A row of zones: its top and bottom, and the four x between which its three cells lie."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the garment the keypad's `key` names; the rectangle is in design units."""

    key: str
    id: str
    fr: str
    en: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a garment: a filled outline, thin strokes over it, and its zones."""

    fr: str
    en: str
    silhouette: str
    details: tuple[str, ...]
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Garment:
    category: str
    box_width: float
    front: Side
    back: Side

    @property
    def aspect(self) -> float:
        return self.box_width / BOX_HEIGHT


def segments(path: str) -> list[Segment]:
    """`path` as commands with their points. Raises ValueError on a command the pen does not know, or half a point."""
    tokens = _TOKEN.findall(path)
    if "".join(tokens) != re.sub(r"[\s,]", "", path):
        raise ValueError(f"not a path of M L C Q Z: {path!r}")
    found: list[Segment] = []
    while tokens:
        command = tokens.pop(0)
        count = _NUMBERS_OF[command]
        numbers = [float(tokens.pop(0)) for _ in range(count)]
        found.append((command, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
    return found


def spell(parts: list[Segment]) -> str:
    """The path string of `parts`, without needless decimals."""
    words = []
    for command, points in parts:
        words.append(command)
        words.extend(f"{number:.5g}" for point in points for number in point)
    return " ".join(words)


def mirror(path: str) -> str:
    """`path` seen in the middle line."""
    return spell([(command, tuple((-x, y) for x, y in points)) for command, points in segments(path)])


def _reversed(parts: list[Segment]) -> list[Segment]:
    """One open subpath, walked from its end to its start."""
    stops = [points[-1] for _, points in parts]
    back: list[Segment] = [("M", (stops[-1],))]
    for index in range(len(parts) - 1, 0, -1):
        command, points = parts[index]
        back.append((command, (*reversed(points[:-1]), stops[index - 1])))
    return back


def whole(half: str) -> str:
    """The closed outline whose right half is `half`, an open path from the middle line to the middle line."""
    left = _reversed(segments(mirror(half)))
    return spell([*segments(half), *left[1:], ("Z", ())])


def across(half: str) -> str:
    """An open line across the middle; `half` starts at the right and ends on the middle line."""
    left = _reversed(segments(mirror(half)))
    return spell([*segments(half), *left[1:]])


def both(*paths: str) -> tuple[str, ...]:
    """Each line on the right, and its mirror on the left."""
    return tuple(line for path in paths for line in (path, mirror(path)))


def circle(x: float, y: float, radius: float) -> str:
    """A button, an eyelet, a rivet."""
    k = radius * _CIRCLE
    return spell(
        [
            ("M", ((x, y - radius),)),
            ("C", ((x + k, y - radius), (x + radius, y - k), (x + radius, y))),
            ("C", ((x + radius, y + k), (x + k, y + radius), (x, y + radius))),
            ("C", ((x - k, y + radius), (x - radius, y + k), (x - radius, y))),
            ("C", ((x - radius, y - k), (x - k, y - radius), (x, y - radius))),
            ("Z", ()),
        ]
    )


def buttons(x: float, tops: tuple[float, ...], radius: float = 8) -> tuple[str, ...]:
    return tuple(circle(x, top, radius) for top in tops)


def box(x: float, y: float, w: float, h: float) -> str:
    """A rectangle by its top left corner: a label, a loop, a buckle."""
    return f"M {x} {y} L {x + w} {y} L {x + w} {y + h} L {x} {y + h} Z"


def ribs(start: tuple[Point, Point], end: tuple[Point, Point], count: int) -> tuple[str, ...]:
    """`count` rib lines between two edges, each given by the first and the last rib: `start` to `end`."""
    (ax, ay), (bx, by) = start
    (cx, cy), (dx, dy) = end
    lines = []
    for index in range(count):
        t = index / (count - 1)
        top, bottom = (ax + (cx - ax) * t, ay + (cy - ay) * t), (bx + (dx - bx) * t, by + (dy - by) * t)
        lines.append(spell([("M", (top,)), ("L", (bottom,))]))
    return tuple(lines)


def row(top: float, bottom: float, cut: float, reach: float) -> Row:
    """A symmetrical row: the middle cell to ±`cut`, the outer cells from there to ±`reach`."""
    return (top, bottom, (-reach, -cut, cut, reach))


def zones(
    rows: tuple[Row, Row, Row], names: dict[str, Words], heights: dict[str, tuple[float, float]] | None = None
) -> tuple[Zone, ...]:
    """The named cells of `rows`, by the key at the same place on the keypad (7 8 9 above 4 5 6 above 1 2 3).

    `heights` gives single cells another top and bottom than their row. A pin set by key lands on the middle of its
    zone, so the middle must lie on the garment.
    """
    found = []
    for (row_top, row_bottom, cuts), keys in zip(rows, KEYPAD, strict=True):
        for index, key in enumerate(keys):
            if key in names:
                ident, fr, en = names[key]
                top, bottom = (heights or {}).get(key, (row_top, row_bottom))
                left, right = cuts[index], cuts[index + 1]
                found.append(Zone(key, ident, fr, en, left, top, right - left, bottom - top))
    return tuple(found)


def turned(names: dict[str, Words]) -> dict[str, Words]:
    """The names of the other side: what is on the viewer's right from the front is on the left from the back."""
    swap = str.maketrans("793146", "971364")
    return {key.translate(swap): words for key, words in names.items()}
