"""Public holidays from the `holidays` package (MIT), by the code of a country: `FR`, or `FR/Moselle`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import version

import holidays


class PublicHolidays:
    def __init__(self, site: str | None = None) -> None:
        """Raises ValueError for a calendar nobody knows."""
        self.site = site
        if site is not None:
            _year(site, 2026)

    @property
    def version(self) -> str:
        return f"holidays {version('holidays')}"

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        """Raises ValueError for a calendar nobody knows."""
        return frozenset().union(*(_year(calendar, year) for year in years))


@cache
def _year(calendar: str, year: int) -> frozenset[date]:
    """Some codes of a part of a country are taken and silently give the whole country's days (ledger.md, trap 12)."""
    country, _, part = calendar.partition("/")
    try:
        plain = frozenset(holidays.country_holidays(country, years=year))
        local = frozenset(holidays.country_holidays(country, subdiv=part, years=year)) if part else plain
    except NotImplementedError as error:
        raise ValueError(f"no calendar of public holidays is named {calendar!r}") from error
    if part and local == plain:
        raise ValueError(f"{calendar!r} gives no other days than {country!r}: not the calendar that was meant")
    return local
