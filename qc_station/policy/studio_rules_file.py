"""The studio's part of a programme file: how good a photograph has to be. Format: docs/programme-file.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from qc_station.policy.picture_quality import QualityLimits
from qc_station.policy.programme import Category
from qc_station.policy.toml_table import TomlTable

# What each limit may be, in the unit of its measure (`domain.picture`). A lean is looked for up to 20 degrees.
QUALITY_RANGES = {
    "sharpness_least": (0.0, 65025.0),
    "quick_sharpness_least": (0.0, 65025.0),
    "clipped_dark_most": (0.0, 1.0),
    "clipped_light_most": (0.0, 1.0),
    "backdrop_lightness_least": (0.0, 100.0),
    "backdrop_cast_most": (0.0, 100.0),
    "backdrop_unevenness_most": (0.0, 100.0),
    "fill_least": (0.0, 1.0),
    "fill_most": (0.0, 1.0),
    "off_centre_most": (0.0, 0.5),
    "tilt_most_deg": (0.0, 20.0),
}


def read_quality(
    file: TomlTable, categories: Mapping[str, Category]
) -> tuple[QualityLimits, Mapping[str, QualityLimits]]:
    """`[quality]`, and for each `[quality.CATEGORY]` the whole limits of that category, the others taken from it.

    A programme of before the studio has none: it refuses no photograph, and its verdicts replay.
    Raises ProgrammeError.
    """
    if not file.has("quality"):
        return QualityLimits.open(), {}
    table = file.table("quality")
    limits = QualityLimits(**{key: table.number(key, *QUALITY_RANGES[key]) for key in QUALITY_RANGES})
    _refuse_contrary(table, limits)
    overridden = {}
    for name, value in table.values.items():
        if name not in QUALITY_RANGES and isinstance(value, dict):
            overridden[name] = _of_category(table, name, limits, categories)
    table.close()
    return limits, overridden


def _of_category(
    quality: TomlTable, name: str, limits: QualityLimits, categories: Mapping[str, Category]
) -> QualityLimits:
    table = quality.table(name)
    if name not in categories:
        table.refuse(f"unknown category {name!r}")
    if categories[name].excluded:
        table.refuse("nothing of an excluded category is photographed")
    if not table.values:
        table.refuse("empty")
    own = {key: table.number(key, *QUALITY_RANGES[key]) for key in table.values if key in QUALITY_RANGES}
    table.close()
    merged = QualityLimits(**(asdict(limits) | own))
    _refuse_contrary(table, merged)
    return merged


def _refuse_contrary(table: TomlTable, limits: QualityLimits) -> None:
    if limits.fill_least >= limits.fill_most:
        key = "fill_least" if table.has("fill_least") else "fill_most"
        table.refuse("no garment fills at least fill_least and at most fill_most", key)
