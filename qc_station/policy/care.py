"""How a garment may be treated: what each fibre bears, what a care symbol allows, what a step of the workshop needs.

Data, read from `resources/care/treatments.toml` (`care_file.py`). A limit is a place on a scale where more is riskier:
degrees for washing and ironing, a rank of `SCALES` for what is graded by words, 0 or 1 for what is allowed or not.
Source of the scales: ISO 3758:2012, the symbols of GINETEX.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qc_station.policy.programme import Text


class Limit(StrEnum):
    """What may be limited. WASH and IRON are the highest degrees Celsius (0: not at all); DAMP: water at one spot."""

    WASH = "wash"
    ACTION = "action"
    BLEACH = "bleach"
    TUMBLE = "tumble"
    IRON = "iron"
    STEAM = "steam"
    DRY_CLEAN = "dry_clean"
    WET_CLEAN = "wet_clean"
    DAMP = "damp"
    OZONE = "ozone"
    ABRASION = "abrasion"


# The degrees an ISO 3758 symbol can name.
DEGREES: Mapping[Limit, tuple[int, ...]] = {
    Limit.WASH: (0, 30, 40, 50, 60, 70, 95),
    Limit.IRON: (0, 110, 150, 200),
}
# Graded by words, the gentlest first; a rank is the place in the tuple. Hydrocarbon is the F in a circle, any the P.
SCALES: Mapping[Limit, tuple[str, ...]] = {
    Limit.ACTION: ("none", "hand", "very_mild", "mild", "normal"),
    Limit.BLEACH: ("none", "oxygen", "any"),
    Limit.TUMBLE: ("none", "low", "normal"),
    Limit.DRY_CLEAN: ("none", "hydrocarbon", "any"),
    Limit.WET_CLEAN: ("none", "very_mild", "mild", "normal"),
}

Limits = Mapping[Limit, int]


@dataclass(frozen=True, slots=True)
class Fibre:
    """`names` as labels write it, the usual one first; `limits` has every Limit; `source`: who says so."""

    id: str
    names: Mapping[str, tuple[str, ...]]
    limits: Limits
    source: str


@dataclass(frozen=True, slots=True)
class CareSymbol:
    """A symbol of the care label; `id` is also how it is typed. `caps` are the limits it sets, and no others."""

    id: str
    label: Text
    caps: Limits


@dataclass(frozen=True, slots=True)
class Method:
    """A way to do a step, as the environmental record names it; `needs`: what every fibre has to bear."""

    id: str
    label: Text
    needs: Limits


@dataclass(frozen=True, slots=True)
class StepKind:
    """A station of the workshop. `hours`: how long a piece may stay there before the board marks it."""

    id: str
    label: Text
    hours: int
    methods: tuple[Method, ...]

    def method(self, method_id: str) -> Method | None:
        return next((each for each in self.methods if each.id == method_id), None)


@dataclass(frozen=True, slots=True)
class Finish:
    """What an accepted piece still goes through: `press` gives, per category, the ways to smooth it, the best first."""

    press: Mapping[str, tuple[str, ...]]
    press_otherwise: tuple[str, ...]
    unpressed: tuple[str, ...]
    last: tuple[str, ...]

    def pressing(self, category: str) -> tuple[str, ...]:
        """Empty for what is never pressed, a bag or a shoe."""
        return () if category in self.unpressed else self.press.get(category, self.press_otherwise)


@dataclass(frozen=True, slots=True)
class Care:
    """The whole file. `steps` stand in the order in which they are done; `treats` maps what was found to its steps.

    `waiting_hours`: how long a planned step may wait. `parts`: names of the parts of a garment as labels write them.
    `qualifiers`: words that say nothing about what a fibre bears, such as "organic".
    """

    sha256: str
    fibres: Mapping[str, Fibre]
    symbols: Mapping[str, CareSymbol]
    steps: Mapping[str, StepKind]
    treats: Mapping[str, tuple[str, ...]]
    treats_otherwise: tuple[str, ...]
    finish: Finish
    waiting_hours: int
    parts: Mapping[str, tuple[str, ...]]
    qualifiers: frozenset[str]
