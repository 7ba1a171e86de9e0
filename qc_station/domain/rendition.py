"""Files for the shop, made from an original by a recipe. The original is evidence and never changes.

A recipe holds everything a rendition depends on, so its key and the original's hash name the rendition for ever: the
same two make the same bytes again, on any bench, and a thing that was made need not be made twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum

from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import PhotoRef

# Whoever changes what `vision/derive.py` makes of a recipe, its own arithmetic or where it finds the subject
# (`subject.py`, `upright.py`), gives it a new version: the renditions are others then.
ALGORITHM = 1
LONGEST_MAX = 8000
REGIONS_MAX = 40
DEFECT_VIEW = "defect:"
DIGITS = 6


class Treatment(StrEnum):
    """WHOLE: the garment on the shop's white, straight, in the template. DETAIL: scaled, balanced and tagged, no more.

    A picture of a defect is a detail always: what it shows is not to be made prettier.
    """

    WHOLE = "whole"
    DETAIL = "detail"


class BalanceSource(StrEnum):
    CHART = "chart"
    GREY = "grey"


class PictureFormat(StrEnum):
    JPEG = "jpg"
    WEBP = "webp"


class Subsampling(StrEnum):
    """Of a JPEG's colour: 4:4:4 keeps it in every pixel, 4:2:0 in every fourth."""

    FULL = "444"
    QUARTER = "420"


@dataclass(frozen=True, slots=True)
class Balance:
    """The colour of one set-up's light: `matrix` takes its linear sRGB to true linear sRGB, 3×3, row by row."""

    source: BalanceSource
    matrix: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.matrix) != 9 or not all(-8 <= value <= 8 for value in self.matrix):
            raise RuleBroken("balance_refused")
        object.__setattr__(self, "matrix", tuple(_settled(value) for value in self.matrix))


@dataclass(frozen=True, slots=True)
class Region:
    """A place in the upright picture, as shares of its width and height in 0..1, y downwards."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        inside = 0 <= self.x <= 1 and 0 <= self.y <= 1 and self.x + self.width <= 1.0001
        if not (inside and self.y + self.height <= 1.0001 and self.width > 0 and self.height > 0):
            raise RuleBroken("region_outside")
        for name in ("x", "y", "width", "height"):
            object.__setattr__(self, name, _settled(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Template:
    """How a whole garment stands in the shop's frame: `width` to `height`, and the share of each left free at a side.

    `white` is the background in sRGB, 0..255; a lean of up to `straighten_deg` is set upright.
    """

    width: int = 4
    height: int = 5
    margin: float = 0.06
    white: tuple[int, int, int] = (255, 255, 255)
    straighten_deg: float = 6.0

    def __post_init__(self) -> None:
        shape = 1 <= self.width <= 100 and 1 <= self.height <= 100 and 0 <= self.margin <= 0.4
        colour = all(0 <= value <= 255 for value in self.white)
        if not (shape and colour and 0 <= self.straighten_deg <= 20):
            raise RuleBroken("recipe_refused")
        for name in ("margin", "straighten_deg"):
            object.__setattr__(self, name, _settled(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its longer side in pixels (never more than the picture has), and how it is encoded."""

    longest: int
    format: PictureFormat
    quality: int = 88
    subsampling: Subsampling = Subsampling.FULL

    def __post_init__(self) -> None:
        if not (16 <= self.longest <= LONGEST_MAX and 1 <= self.quality <= 100):
            raise RuleBroken("recipe_refused")

    @property
    def name(self) -> str:
        return f"{self.longest}.{self.format.value}"


OUTPUTS = (
    Output(2000, PictureFormat.JPEG, 90),
    Output(2000, PictureFormat.WEBP, 86),
    Output(1000, PictureFormat.JPEG, 88),
    Output(1000, PictureFormat.WEBP, 84),
    Output(400, PictureFormat.JPEG, 84, Subsampling.QUARTER),
    Output(400, PictureFormat.WEBP, 80),
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a rendition depends on besides its original.

    `protected` are the places of pinned defects: no pixel in them is cleaned away. Where the cleaning would, or where
    no garment stands out, the picture is refused, unless it `may_stay_plain`: then it is treated as a detail.
    """

    treatment: Treatment
    template: Template = field(default_factory=Template)
    balance: Balance | None = None
    protected: tuple[Region, ...] = ()
    may_stay_plain: bool = False
    outputs: tuple[Output, ...] = OUTPUTS
    algorithm: int = ALGORITHM

    def __post_init__(self) -> None:
        names = [output.name for output in self.outputs]
        if not names or len(set(names)) != len(names) or len(self.protected) > REGIONS_MAX:
            raise RuleBroken("recipe_refused")

    @property
    def canonical(self) -> str:
        """JSON with sorted keys and no spaces; shares and factors as text of six decimals, which have one form only."""
        return json.dumps(_plain(self), sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @property
    def key(self) -> str:
        """SHA-256 of the canonical form, hexadecimal."""
        return hashlib.sha256(self.canonical.encode("ascii")).hexdigest()


def treatment_of(view: str, *, whole: bool) -> Treatment:
    """`whole`: the view shows the whole garment. One named after a defect is a detail whatever it shows."""
    return Treatment.WHOLE if whole and not view.startswith(DEFECT_VIEW) else Treatment.DETAIL


@dataclass(frozen=True, slots=True)
class Rendition:
    """A file made for the shop, kept under its own hash."""

    name: str
    file: PhotoRef
    width: int
    height: int


def recipe_of(canonical: str) -> Recipe:
    """The recipe of that canonical form. Raises ValueError, KeyError, TypeError or RuleBroken for what is none."""
    said = json.loads(canonical)
    balance, template = said["balance"], said["template"]
    return Recipe(
        treatment=Treatment(said["treatment"]),
        template=Template(
            template["width"],
            template["height"],
            float(template["margin"]),
            tuple(template["white"]),
            float(template["straighten_deg"]),
        ),
        balance=balance and Balance(BalanceSource(balance["source"]), tuple(float(each) for each in balance["matrix"])),
        protected=tuple(
            Region(*(float(each[name]) for name in ("x", "y", "width", "height"))) for each in said["protected"]
        ),
        may_stay_plain=said["may_stay_plain"],
        outputs=tuple(
            Output(
                each["longest"],
                PictureFormat(each["format"]),
                each["quality"],
                Subsampling(each["subsampling"]),
            )
            for each in said["outputs"]
        ),
        algorithm=said["algorithm"],
    )


def _settled(value: float) -> float:
    """To the decimals that are written, so that what is done and what is named by the key are one; no minus zero."""
    return round(float(value), DIGITS) + 0.0


def _plain(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.{DIGITS}f}"
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
