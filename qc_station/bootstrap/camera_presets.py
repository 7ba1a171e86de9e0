"""`camera-presets.toml` in the station's folder: the camera's settings for a set, and for a category on it.

    [every]
    "f-number" = "f/8"
    "shutterspeed" = "1/125"

    [category.knitwear]
    "iso" = "200"

What a category sets, `every` sets as well: else it would stay with the next piece. Names and values are libgphoto2's
for that camera. Each is read back when it is applied, and one that the camera refuses is said on the screen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qc_station.application.settings import SettingRefused

FILE_NAME = "camera-presets.toml"
SETTINGS_MAX = 40


@dataclass(frozen=True, slots=True)
class CameraPresets:
    """`every` counts for all categories; a category's own win over it."""

    every: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, category: str) -> Mapping[str, str]:
        return {**self.every, **self.categories.get(category, {})}


def camera_presets(home: Path) -> CameraPresets:
    """Those of the file; none where there is none. Raises SettingRefused("settings_unreadable" | "bad_setting")."""
    try:
        written = tomllib.loads((home / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return CameraPresets()
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingRefused("settings_unreadable", file=FILE_NAME, reason=str(error)) from error
    unknown = next((name for name in written if name not in ("every", "category")), None)
    if unknown is not None:
        raise SettingRefused("unknown_setting", name=unknown, file=FILE_NAME)
    every, categories = written.get("every", {}), written.get("category", {})
    if not isinstance(categories, dict):
        raise _bad("category", categories)
    presets = CameraPresets(_texts("every", every), {name: _texts(name, table) for name, table in categories.items()})
    for name, own in presets.categories.items():
        # It would stay with the next category's pieces.
        lonely = next((setting for setting in own if setting not in presets.every), None)
        if lonely is not None:
            raise SettingRefused("unknown_setting", name=f"category.{name}.{lonely}", file=FILE_NAME)
    return presets


def _texts(where: str, table: object) -> Mapping[str, str]:
    if not isinstance(table, dict) or len(table) > SETTINGS_MAX:
        raise _bad(where, table)
    for name, value in table.items():
        if not isinstance(value, str) or not value.isprintable() or not name.isprintable():
            raise _bad(f"{where}.{name}", value)
    return table


def _bad(name: str, got: object) -> SettingRefused:
    return SettingRefused("bad_setting", name=name, wanted='name = "value"', got=repr(got)[:40], file=FILE_NAME)
