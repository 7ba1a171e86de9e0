"""May this item be taken back at all? Judged at the date on which the offer was accepted (product.md 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from qc_station.domain.takeback import DeclaredItem, TakeBack
from qc_station.policy.programme import Programme, SeasonWindow

PARIS = ZoneInfo("Europe/Paris")
_SEASON = re.compile(r"([0-9]{4})-([A-Z]{2})")


@dataclass(frozen=True, slots=True)
class Ineligible:
    """A rule of the programme that excludes the item; `rule` is one of `ELIGIBILITY_RULES`."""

    rule: str
    reason: str
    sentence: str


def ineligibilities(item: DeclaredItem, takeback: TakeBack, programme: Programme) -> tuple[Ineligible, ...]:
    """Every rule that excludes `item`; empty when it may be taken back."""
    broken = []
    if takeback.customer.country not in programme.eligibility.countries:
        broken.append("country")
    category = programme.categories.get(item.category)
    if category is None or category.excluded:
        broken.append("category")
    season_rule = _season_rule(item.season, takeback.accepted_at, programme)
    if season_rule:
        broken.append(season_rule)
    reasons = (programme.reasons[programme.eligibility.reasons[rule]] for rule in broken)
    return tuple(Ineligible(rule, reason.id, reason.sentence) for rule, reason in zip(broken, reasons, strict=True))


def _season_rule(season: str, accepted_at: datetime, programme: Programme) -> str | None:
    matched = _SEASON.fullmatch(season)
    if matched is None or matched[2] not in programme.eligibility.seasons:
        return "season_unknown"
    year = int(matched[1])
    if year < programme.eligibility.earliest_season_year:
        return "season_too_old"
    # A season is placed by the month it starts in; one that starts later than the current one is not taken either.
    if (year, programme.eligibility.seasons[matched[2]].first_month) >= _current_season(accepted_at, programme):
        return "season_current"
    return None


def _current_season(at: datetime, programme: Programme) -> tuple[int, int]:
    """Collection year and first month of the season on sale in Paris at `at`."""
    local = at.astimezone(PARIS)
    for window in programme.eligibility.seasons.values():
        if _within(local.month, window):
            wrapped = window.first_month > window.last_month and local.month <= window.last_month
            return local.year - wrapped, window.first_month
    raise AssertionError("the loader guarantees that every month belongs to a season")


def _within(month: int, window: SeasonWindow) -> bool:
    if window.first_month <= window.last_month:
        return window.first_month <= month <= window.last_month
    return month >= window.first_month or month <= window.last_month
