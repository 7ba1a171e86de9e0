"""Is a photograph good enough for the shop? Measures against the programme's limits, each with its number.

The limits depend on the garment (a fleece is never as sharp as a poplin), so they are the programme's, per category.
A person may always keep what is refused here, with a reason. Source: vision.md 6, cameras.md 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from math import inf

from qc_station.domain.picture import Backdrop, Framing, PictureMeasures


class Gate(StrEnum):
    SHARPNESS = auto()
    EXPOSURE = auto()
    BACKDROP = auto()
    FRAMING = auto()
    LEVEL = auto()


class Flaw(StrEnum):
    """What is wrong, so that it can be said what to do. With its number: see `Judged`."""

    BLURRED = auto()
    TOO_DARK = auto()
    TOO_LIGHT = auto()
    BACKDROP_DARK = auto()
    BACKDROP_CAST = auto()
    BACKDROP_UNEVEN = auto()
    CUT_OFF = auto()
    TOO_SMALL = auto()
    TOO_LARGE = auto()
    MOVE_LEFT = auto()
    MOVE_RIGHT = auto()
    MOVE_UP = auto()
    MOVE_DOWN = auto()
    TURN_LEFT = auto()
    TURN_RIGHT = auto()
    NO_SUBJECT = auto()


@dataclass(frozen=True, slots=True)
class QualityLimits:
    """A programme's limits for a category. Shares in 0..1; L* and ΔE as in `PictureMeasures`; degrees.

    `sharpness_least` is for the full picture, `quick_sharpness_least` for the reduced one.
    """

    sharpness_least: float
    quick_sharpness_least: float
    clipped_dark_most: float
    clipped_light_most: float
    backdrop_lightness_least: float
    backdrop_cast_most: float
    backdrop_unevenness_most: float
    fill_least: float
    fill_most: float
    off_centre_most: float
    tilt_most_deg: float

    @classmethod
    def open(cls) -> QualityLimits:
        """Limits that no photograph breaks, but by showing no garment or one that is cut off."""
        return cls(
            sharpness_least=0.0,
            quick_sharpness_least=0.0,
            clipped_dark_most=1.0,
            clipped_light_most=1.0,
            backdrop_lightness_least=0.0,
            backdrop_cast_most=inf,
            backdrop_unevenness_most=100.0,
            fill_least=0.0,
            fill_most=1.0,
            off_centre_most=1.0,
            tilt_most_deg=90.0,
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """One gate: `value` against `limit` in the unit of its measure; `flaw` is None when it passes."""

    gate: Gate
    value: float
    limit: float
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True)
class PictureVerdict:
    """The gates that apply to the view, in the order a photographer mends them."""

    gates: tuple[Judged, ...]

    @property
    def good(self) -> bool:
        return all(judged.flaw is None for judged in self.gates)


def judge_picture(measures: PictureMeasures, limits: QualityLimits, *, whole: bool) -> PictureVerdict:
    """`whole`: the view shows the whole garment, so that framing, level and backdrop count; a detail fills the picture.

    A quick look is held to the quick limit of sharpness, and says nothing of what it did not measure.
    """
    gates = [_sharpness(measures, limits), _exposure(measures, limits)]
    framing = measures.framing
    if whole and framing is None:
        # The value is what there is of a subject.
        gates.append(Judged(Gate.FRAMING, 0.0, limits.fill_least, Flaw.NO_SUBJECT))
    if whole and framing is not None:
        if measures.backdrop is not None:
            gates.append(_backdrop(measures.backdrop, limits))
        gates.append(_framing(framing, limits))
        if framing.tilt_deg is not None:
            gates.append(_level(framing.tilt_deg, limits))
    return PictureVerdict(tuple(gates))


@dataclass(frozen=True, slots=True)
class _Rule:
    """`value` may be at most `limit`, or has to be at least that. `flaw` is what it is called when it is not."""

    value: float
    limit: float
    flaw: Flaw
    least: bool = False

    @property
    def broken(self) -> bool:
        # Turned about, so that what is no number is not good either.
        return not (self.value >= self.limit if self.least else self.value <= self.limit)

    @property
    def excess(self) -> float:
        """How many times its limit the value takes up: above 1 it is broken. Comparable whatever the unit."""
        much, allowed = (self.limit, self.value) if self.least else (self.value, self.limit)
        if allowed <= 0:
            return inf if much > 0 else 0.0
        return much / allowed


def _worst(gate: Gate, *rules: _Rule) -> Judged:
    """The rule that is broken worst or, where none is, the one nearest to its limit."""
    worst = max(rules, key=lambda rule: (rule.broken, rule.excess))
    return Judged(gate, worst.value, worst.limit, worst.flaw if worst.broken else None)


def _sharpness(measures: PictureMeasures, limits: QualityLimits) -> Judged:
    least = limits.sharpness_least if measures.full else limits.quick_sharpness_least
    return _worst(Gate.SHARPNESS, _Rule(measures.sharpness, least, Flaw.BLURRED, least=True))


def _exposure(measures: PictureMeasures, limits: QualityLimits) -> Judged:
    return _worst(
        Gate.EXPOSURE,
        _Rule(measures.clipped_dark, limits.clipped_dark_most, Flaw.TOO_DARK),
        _Rule(measures.clipped_light, limits.clipped_light_most, Flaw.TOO_LIGHT),
    )


def _backdrop(backdrop: Backdrop, limits: QualityLimits) -> Judged:
    return _worst(
        Gate.BACKDROP,
        _Rule(backdrop.lightness, limits.backdrop_lightness_least, Flaw.BACKDROP_DARK, least=True),
        _Rule(backdrop.cast, limits.backdrop_cast_most, Flaw.BACKDROP_CAST),
        _Rule(backdrop.unevenness, limits.backdrop_unevenness_most, Flaw.BACKDROP_UNEVEN),
    )


def _framing(framing: Framing, limits: QualityLimits) -> Judged:
    if framing.touches:
        # Whatever else there is: what is not in the picture cannot be judged.
        return Judged(Gate.FRAMING, framing.fill, limits.fill_most, Flaw.CUT_OFF)
    # Half the difference of two margins is how far the middle of the garment is from the middle of the picture.
    aside, below = (framing.left - framing.right) / 2, (framing.top - framing.bottom) / 2
    return _worst(
        Gate.FRAMING,
        _Rule(framing.fill, limits.fill_least, Flaw.TOO_SMALL, least=True),
        _Rule(framing.fill, limits.fill_most, Flaw.TOO_LARGE),
        _Rule(abs(aside), limits.off_centre_most, Flaw.MOVE_LEFT if aside > 0 else Flaw.MOVE_RIGHT),
        _Rule(abs(below), limits.off_centre_most, Flaw.MOVE_UP if below > 0 else Flaw.MOVE_DOWN),
    )


def _level(tilt_deg: float, limits: QualityLimits) -> Judged:
    flaw = Flaw.TURN_LEFT if tilt_deg > 0 else Flaw.TURN_RIGHT
    return _worst(Gate.LEVEL, _Rule(abs(tilt_deg), limits.tilt_most_deg, flaw))
