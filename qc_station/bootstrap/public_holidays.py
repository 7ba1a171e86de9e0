"""Public holidays, for the clock of working days. Slow to load: see late.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import holidays


class PublicHolidays:
    """Public holidays by country code from the `holidays` package; `FR/Alsace-Moselle` names a subdivision.

    Some subdivision codes are accepted and silently give the plain calendar (ledger.md, trap 12), so a subdivision
    that adds
    no day to its country's calendar is refused.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], frozenset[date]] = {}

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        """Raises ValueError for a calendar nobody knows."""
        return frozenset().union(*(self._year(calendar, year) for year in years))

    def _year(self, calendar: str, year: int) -> frozenset[date]:
        if (calendar, year) not in self._known:
            self._known[calendar, year] = _read(calendar, year)
        return self._known[calendar, year]


def _read(calendar: str, year: int) -> frozenset[date]:
    country, _, subdivision = calendar.partition("/")
    try:
        plain = frozenset(holidays.country_holidays(country, years=year))
        if not subdivision:
            return plain
        local = frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))
    except NotImplementedError as error:
        raise ValueError(f"no calendar of public holidays is named {calendar!r}") from error
    if local == plain:
        raise ValueError(f"{calendar!r} gives no other days than {country!r}: not the calendar that was meant")
    return local
