"""Reads `station.toml` in the station's folder, `bench.toml` under it, and the `QC_STATION_*` environment over it.

`station.toml` is written by hand and never by the program; `bench.toml` is the settings screen's own, and only holds
what that screen may change.
"""

from __future__ import annotations

import json
import logging
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.settings import SETTINGS, SettingRefused, Settings, Value, fitting, settle_settings

FILE_NAME = "station.toml"
BENCH_FILE_NAME = "bench.toml"
_HEAD = "# Written by the settings screen (F9). What station.toml says wins over it.\n"
_log = logging.getLogger(__name__)


def load_settings(home: Path, environment: Mapping[str, str], fixed: Mapping[str, object] | None = None) -> Settings:
    """The screen's, then the file, then environment, then `fixed`. Raises SettingRefused naming the file; none means
    the defaults.
    """
    file = home / FILE_NAME
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        values = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingRefused("settings_unreadable", file=file.name, reason=str(error)) from error
    try:
        return settle_settings(values, environment, fixed or {}, _bench_settings(home))
    except SettingRefused as refused:
        refused.params.setdefault("file", file.name)
        raise


def decided_above(home: Path, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Which of the screen's settings something stronger decides, and what: the file's name, or the variable's."""
    try:
        written = tomllib.loads((home / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        written = {}
    above = {each.name: FILE_NAME for each in SETTINGS if each.at_bench and each.name in written}
    return above | {
        each.name: each.environment_name for each in SETTINGS if each.at_bench and each.environment_name in environment
    }


def keep_settings(home: Path, values: Mapping[str, Value]) -> None:
    """Change these of the screen's settings and leave its others as they are; whole or not at all, also when the power
    goes. Raises WorldFailure("disk_full").
    """
    kept = _bench_settings(home) | fitting(values)
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in sorted(kept.items())]
    aside = home / f"{BENCH_FILE_NAME}.part"
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(_HEAD + "".join(lines))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(home / BENCH_FILE_NAME)
    except OSError as error:
        raise WorldFailure("disk_full", path=str(home)) from error


def _bench_settings(home: Path) -> dict[str, Value]:
    try:
        written = tomllib.loads((home / BENCH_FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        _log.info("%s left aside: %s", BENCH_FILE_NAME, error)
        return {}
    return fitting(written)


def settings_template() -> str:
    """A `station.toml` with every setting, its default and its reason, as `qc-station doctor` prints it."""
    lines = []
    for setting in SETTINGS:
        default = str(setting.default).lower() if isinstance(setting.default, bool) else repr(setting.default)
        lines += [f"# {setting.reason}", f"# {setting.name} = {default.replace(chr(39), chr(34))}", ""]
    return "\n".join(lines)
