"""A kit whose devices answer at once, as told; what is kept is kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import Bars, LabelWords
from qc_station.application.settings import Settings, Value, fitting, settle_settings
from qc_station.bootstrap.late import bars_of
from qc_station.domain.bench_codes import CALIBRATION_CODE


class StillKit:
    """`fails` makes the printer and the ledger fail; `above` decides settings in the screen's place."""

    def __init__(self, **values: Value) -> None:
        self.settings: Settings = settle_settings({}, {}, values)
        self.file = Path("/var/lib/qc-station/station.toml")
        self.kept: list[Mapping[str, Value]] = []
        self.printed: list[LabelWords] = []
        self.fails: WorldFailure | None = None
        self.above: Mapping[str, str] = {}

    def decided_above(self) -> Mapping[str, str]:
        return dict(self.above)

    def keep(self, values: Mapping[str, Value]) -> None:
        self.kept.append(values)
        self.settings = replace(self.settings, **fitting(values))

    def try_ledger(self) -> float:
        if self.fails is not None:
            raise self.fails
        return 0.038

    def print_test(self, words: LabelWords) -> None:
        if self.fails is not None:
            raise self.fails
        self.printed.append(words)

    def calibration_bars(self) -> Bars:
        return bars_of(CALIBRATION_CODE)
