"""The shipped patterns of the shop's alternative texts, read at the first publication."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qc_station.application.alt_text import AltWords, alt_words
from qc_station.bootstrap.paths import resources_root


@cache
def shipped_alt_words() -> Mapping[str, AltWords]:
    files = sorted((resources_root() / "i18n" / "alt").glob("*.toml"))
    return {file.stem: alt_words(file.read_text(encoding="utf-8")) for file in files}
