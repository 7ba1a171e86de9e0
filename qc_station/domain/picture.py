"""What a photograph measures, in numbers a person can be shown: no pixels here, and no judgement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Framing:
    """Where the subject lies in the picture, as shares of its width and height in 0..1.

    `left`, `top`, `right`, `bottom` are the margins; `fill` the share of the picture's longer subject side; `tilt_deg`
    how far its axis of symmetry leans to the right of upright, None when it has none worth the name. `touches`: it is
    cut off by an edge.
    """

    left: float
    top: float
    right: float
    bottom: float
    fill: float
    touches: bool
    tilt_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Backdrop:
    """The background around the subject, in CIELAB: `lightness` L* in 0..100; `cast` the distance of its colour from
    grey (chroma, ΔE76); `unevenness` the spread of its lightness (95th less 5th percentile, L*).
    """

    lightness: float
    cast: float
    unevenness: float


@dataclass(frozen=True, slots=True)
class PictureMeasures:
    """`sharpness`: of the tiles that lie in the subject, the 75th percentile of the variance of the Laplacian, on the
    full grey picture (0..65025; a quick look measures the reduced one, whose numbers are smaller). `clipped_dark` and
    `clipped_light`: share of the subject's pixels that are black or white, 0..1. `lightness`: the subject's mean L*.

    `framing` and `backdrop` are None where no subject stands out (a detail that fills the picture). `chart`: a colour
    chart is in the picture. `full`: all of it was looked at, at full size.
    """

    width: int
    height: int
    sharpness: float
    clipped_dark: float
    clipped_light: float
    lightness: float
    framing: Framing | None = None
    backdrop: Backdrop | None = None
    chart: bool = False
    full: bool = True
