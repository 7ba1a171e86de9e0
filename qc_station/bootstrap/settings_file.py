"""Reads `station.toml` in the station's folder, and the `QC_STATION_*` environment over it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from qc_station.application.settings import SETTINGS, SettingRefused, Settings, settle_settings

FILE_NAME = "station.toml"


def load_settings(home: Path, environment: Mapping[str, str], fixed: Mapping[str, object] | None = None) -> Settings:
    """File, then environment, then `fixed`. Raises SettingRefused naming the file; none means the defaults."""
    file = home / FILE_NAME
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        values = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingRefused("settings_unreadable", file=file.name, reason=str(error)) from error
    try:
        return settle_settings(values, environment, fixed or {})
    except SettingRefused as refused:
        refused.params.setdefault("file", file.name)
        raise


def settings_template() -> str:
    """A `station.toml` with every setting, its default and its reason, as `qc-station doctor` prints it."""
    lines = []
    for setting in SETTINGS:
        default = str(setting.default).lower() if isinstance(setting.default, bool) else repr(setting.default)
        lines += [f"# {setting.reason}", f"# {setting.name} = {default.replace(chr(39), chr(34))}", ""]
    return "\n".join(lines)
