"""Public holidays from the `holidays` package (MIT), by the code of a country: `FR`, or `FR/Moselle`. A warehouse adds
the days on which it is closed, and takes away those on which it works.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import version

import holidays


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Days of a warehouse's own. `mark` tells one edition of them from another."""

    closed: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    mark: str = ""


class PublicHolidays:
    def __init__(self, site: str | None = None, exceptions: Exceptions | None = None) -> None:
        """Raises ValueError for a calendar nobody knows."""
        self.site = site
        self._exceptions = exceptions or Exceptions()
        if site is not None:
            _year(site, 2026)

    @property
    def version(self) -> str:
        mark = f" + {self._exceptions.mark}" if self._exceptions.mark else ""
        return f"holidays {version('holidays')}{mark}"

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        """Raises ValueError for a calendar nobody knows."""
        public = frozenset().union(*(_year(calendar, year) for year in years))
        return (public | self._exceptions.closed) - self._exceptions.worked


def read_exceptions(text: str) -> Exceptions:
    """From TOML: `closed = [2026-12-24]` and `worked = [2027-05-17]`. Raises ValueError, which names the place."""
    document = tomllib.loads(text)
    if unknown := set(document) - {"closed", "worked"}:
        raise ValueError(f"{min(unknown)}: only `closed` and `worked` are known")
    closed, worked = (_days(document, name) for name in ("closed", "worked"))
    if both := closed & worked:
        raise ValueError(f"{min(both)} is closed and worked")
    spelled = repr((sorted(closed), sorted(worked)))
    return Exceptions(closed, worked, hashlib.sha256(spelled.encode()).hexdigest()[:8])


def _days(document: dict[str, object], name: str) -> frozenset[date]:
    listed = document.get(name, [])
    if not isinstance(listed, list):
        raise ValueError(f"{name}: a list of days")  # noqa: TRY004 the file's fault, not its caller's
    for at, day in enumerate(listed):
        if not isinstance(day, date) or isinstance(day, datetime):
            raise ValueError(f"{name}[{at}]: a day, as 2026-12-24")  # noqa: TRY004 the file's fault
    return frozenset(listed)


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
