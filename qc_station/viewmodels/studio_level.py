"""How level the garment lies in the live picture, in words: the spirit level of the studio."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.policy.picture_quality import Flaw, Gate, Judged, QualityLimits
from qc_station.viewmodels.studio_rows import flaw_text, number_text
from qc_station.viewmodels.words import Words, filled, tr


@dataclass(frozen=True, slots=True)
class Level:
    """`text` is short, its arrow the way to turn the garment; `said` is the sentence for who hears it.

    `state`: good, attention, or none where nothing can be measured. `lean_deg` is for the line that is drawn.
    """

    text: str = ""
    said: str = ""
    state: str = "none"
    lean_deg: float = 0.0


def level_words(tilt_deg: float | None, limits: QualityLimits, words: Words) -> Level:
    """The same limit, and the same advice, as the verdict on the photograph will have."""
    if tilt_deg is None:
        return Level("–", tr("Level: nothing to measure"))
    number = number_text(abs(tilt_deg), 1, words)
    if abs(tilt_deg) <= limits.tilt_most_deg:
        return Level(f"✓ {number}°", filled(tr("Level {n}°"), n=number), "good", tilt_deg)
    flaw, arrow = (Flaw.TURN_LEFT, "↺") if tilt_deg > 0 else (Flaw.TURN_RIGHT, "↻")
    said = flaw_text(Judged(Gate.LEVEL, abs(tilt_deg), limits.tilt_most_deg, flaw), words)
    return Level(f"{number}° {arrow}", said, "attention", tilt_deg)
