"""The garment drawings of `resources/outlines`: what pins are set on, front and back, in nine zones like a keypad."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qc_station.domain.checklist import Side
from qc_station.policy.programme import Text

TALL = 100.0
_PAIR = re.compile(r"(-?[0-9.]+),(-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Zone:
    """A named place; `key` is its digit as on a keypad (7 8 9 on top), the box in 0..1 of the drawing."""

    key: str
    label: Text
    x: float
    y: float
    wide: float
    tall: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.wide / 2, self.y + self.tall / 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """One side as SVG path data in units of `wide` × 100; pins and zones stay in 0..1."""

    outline: str = ""
    details: str = ""
    wide: float = TALL
    zones: tuple[Zone, ...] = ()

    def zone_at(self, x: float, y: float) -> Zone | None:
        return next(
            (zone for zone in self.zones if zone.x <= x <= zone.x + zone.wide and zone.y <= y <= zone.y + zone.tall),
            None,
        )


NO_DRAWING = Drawing()


def _third(digit: int) -> tuple[float, float]:
    return (digit - 1) % 3 / 3, (2 - (digit - 1) // 3) / 3


_PLAIN = Drawing(
    zones=tuple(Zone(str(digit), {}, *_third(digit), 1 / 3, 1 / 3) for digit in range(1, 10)),
)


@dataclass(slots=True)
class Drawings:
    """Drawings by outline name, read when first asked for. An outline without a file is a bare 3 × 3 grid."""

    folder: Path
    _read: dict[str, Mapping[Side, Drawing]] = field(default_factory=dict)

    def of(self, outline: str, side: Side) -> Drawing:
        if outline not in self._read:
            self._read[outline] = self._load(outline)
        return self._read[outline].get(side, _PLAIN)

    def _load(self, outline: str) -> Mapping[Side, Drawing]:
        file = self.folder / f"{outline}.json"
        if not outline.isidentifier() or not file.is_file():
            return {}
        whole = json.loads(file.read_text(encoding="utf-8"))
        return {side: _drawing(whole[str(side)], float(whole["aspect"])) for side in Side if str(side) in whole}


def _drawing(side: Mapping[str, object], aspect: float) -> Drawing:
    details = side["details"]
    zones = side["zones"]
    assert isinstance(details, list)
    assert isinstance(zones, list)
    return Drawing(
        outline=_scaled(str(side["silhouette"]), aspect),
        details=_scaled(" ".join(details), aspect),
        wide=aspect * TALL,
        zones=tuple(Zone(z["key"], z["label"], z["x"], z["y"], z["w"], z["h"]) for z in zones),
    )


def _scaled(path: str, aspect: float) -> str:
    """The unit box stretched to its true proportions, so that a line is equally thick in both directions."""
    return _PAIR.sub(lambda at: f"{float(at[1]) * aspect * TALL:.2f},{float(at[2]) * TALL:.2f}", path)
