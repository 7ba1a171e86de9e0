"""What the settings screen reads, tries and keeps of this station."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from qc_station.application.label_port import Bars, LabelWords
from qc_station.application.pull_takebacks import BOOKMARK
from qc_station.application.settings import Settings, Value, fitting
from qc_station.bootstrap.late import bars_of
from qc_station.bootstrap.settings_file import FILE_NAME, decided_above, keep_settings
from qc_station.bootstrap.station import Station
from qc_station.domain.bench_codes import CALIBRATION_CODE


class BenchKit:
    """Implements the window's `Kit`. `settings` is asked by the window's thread, the rest by one of its own."""

    def __init__(self, station: Station, environment: Mapping[str, str]) -> None:
        self._station, self._environment = station, environment
        self._settings = station.settings

    @property
    def file(self) -> Path:
        return self._station.home / FILE_NAME

    @property
    def settings(self) -> Settings:
        return self._settings

    def decided_above(self) -> Mapping[str, str]:
        return decided_above(self._station.home, self._environment)

    def keep(self, values: Mapping[str, Value]) -> None:
        keep_settings(self._station.home, values)
        self._settings = replace(self._settings, **fitting(values))  # type: ignore[arg-type]  # checked by `fitting`

    def try_ledger(self) -> float:
        """Asks what is new since the last time: the answer proves address, certificate, token and books at once."""
        with self._station.unit_of_work(read_only=True) as uow:
            bookmark = uow.bookmarks.get(BOOKMARK)
        ledger = self._station.speak_to_ledger()
        began = time.monotonic()
        ledger.pull(bookmark)
        return time.monotonic() - began

    def print_test(self, words: LabelWords) -> None:
        self._station.printing.print_now(words)

    def calibration_bars(self) -> Bars:
        return bars_of(CALIBRATION_CODE)
