"""Adapters whose libraries are slow to load, and which the first frame does not need.

Each is the real adapter, made at its first use or by `Station.warm_up`. What they load, and how long it took where
start-up was measured: OpenCV with numpy 165 ms, requests 80 ms, holidays 40 ms; a bare QML window takes 200 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from qc_station.application.ledger_port import Ledger
from qc_station.application.ports import Clock, PictureFacts, PictureReader, WorkingCalendar


class LatePictureReader:
    @cached_property
    def _reader(self) -> PictureReader:
        from qc_station.vision.picture_reader import CvPictureReader  # noqa: PLC0415

        return CvPictureReader()

    def read(self, file: Path) -> PictureFacts:
        return self._reader.read(file)


class LateHolidays:
    @cached_property
    def _calendar(self) -> WorkingCalendar:
        from qc_station.bootstrap.public_holidays import PublicHolidays  # noqa: PLC0415

        return PublicHolidays()

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        return self._calendar.holidays(calendar, years)


def ledger_client(url: str, token: str, clock: Clock, ca: Path | None) -> Ledger:
    """A conversation over HTTP; see LedgerClient."""
    from qc_station.sync.ledger_client import LedgerClient  # noqa: PLC0415

    return LedgerClient(url, token, clock, ca=ca)
