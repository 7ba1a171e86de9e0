"""May this item be taken back: countries, categories and seasons, at the moment the offer was accepted, in Paris."""

from datetime import UTC, datetime

import pytest

from qc_station.policy.eligibility import ineligibilities
from qc_station.policy.programme_file import load_programme
from tests.policy.pieces import PROGRAMME, TEXT, item, takeback


def reasons(*, at: str = "2026-11-03T09:12", country: str = "FR", **changes: object) -> list[str]:
    accepted_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    found = ineligibilities(item(**changes), takeback(country=country, accepted_at=accepted_at), PROGRAMME)
    return [each.reason for each in found]


@pytest.mark.parametrize("country", ["FR", "DE", "IT", "ES", "BE", "NL"])
def test_the_six_countries_take_part(country: str) -> None:
    """A customer of each country of the page may send a piece."""
    assert reasons(country=country) == []


@pytest.mark.parametrize("country", ["CH", "LU", "GB", "US", "fr", ""])
def test_no_other_country_does(country: str) -> None:
    """Any other country is refused for the country, not for the piece."""
    assert reasons(country=country) == ["not_eligible_country"]


def test_the_excluded_categories() -> None:
    """Underwear, swimwear and lifestyle accessories are excluded; so is a category the programme has never heard of."""
    excluded = [code for code, category in PROGRAMME.categories.items() if category.excluded]
    assert excluded == ["underwear", "swimwear", "lifestyle"]
    for code in [*excluded, "spacesuit"]:
        assert reasons(category=code) == ["not_eligible_category"], code
    for code in PROGRAMME.categories.keys() - set(excluded):
        assert reasons(category=code) == [], code


# When the offer was accepted (UTC) · season of the piece · the reason, by hand. Spring-summer is assumed to be current
# from 1 February to 31 July, fall-winter from 1 August to 31 January of the next year. Paris is UTC+1, in summer UTC+2.
SEASONS = [
    # Too old: before 2016, whatever the half of the year.
    ("2026-11-03T09:12", "2015-FW", "not_eligible_season"),
    ("2026-11-03T09:12", "2015-SS", "not_eligible_season"),
    ("2026-11-03T09:12", "2016-SS", None),
    ("2026-11-03T09:12", "2016-FW", None),
    # The current season, and what comes after it.
    ("2026-11-03T09:12", "2026-SS", None),
    ("2026-11-03T09:12", "2026-FW", "current_season"),
    ("2026-11-03T09:12", "2027-SS", "current_season"),
    # From 31 January to 1 February, at midnight in Paris.
    ("2027-01-31T12:00", "2026-FW", "current_season"),
    ("2027-01-31T22:59", "2026-FW", "current_season"),
    ("2027-01-31T23:00", "2026-FW", None),
    ("2027-02-01T12:00", "2026-FW", None),
    ("2027-01-31T22:59", "2027-SS", "current_season"),
    ("2027-02-01T12:00", "2027-SS", "current_season"),
    # In January the fall-winter of the year before is the current one, and the year's own spring has not come.
    ("2027-01-01T12:00", "2026-FW", "current_season"),
    ("2027-01-01T12:00", "2026-SS", None),
    # From 31 July to 1 August, at midnight in Paris in summer.
    ("2026-07-31T21:59", "2026-SS", "current_season"),
    ("2026-07-31T22:00", "2026-SS", None),
    ("2026-07-31T21:59", "2025-FW", None),
    ("2026-07-31T22:00", "2026-FW", "current_season"),
    # What is no season.
    ("2026-11-03T09:12", "2022", "season_unknown"),
    ("2026-11-03T09:12", "2022-XX", "season_unknown"),
    ("2026-11-03T09:12", "22-SS", "season_unknown"),
    ("2026-11-03T09:12", "2022-SS ", "season_unknown"),
    ("2026-11-03T09:12", "٢٠٢٢-SS", "season_unknown"),
    ("2026-11-03T09:12", "", "season_unknown"),
]


@pytest.mark.parametrize(("at", "season", "reason"), SEASONS)
def test_seasons(at: str, season: str, reason: str | None) -> None:
    """Each season at each moment is taken, or refused for the reason of the table."""
    assert reasons(at=at, season=season) == ([reason] if reason else [])


def test_every_broken_rule_is_told() -> None:
    """Three rules broken at once are three reasons, each with the page's own sentence."""
    accepted_at = datetime(2026, 11, 3, tzinfo=UTC)
    found = ineligibilities(
        item(category="underwear", season="2014-SS"), takeback(country="CH", accepted_at=accepted_at), PROGRAMME
    )
    assert [(each.rule, each.sentence) for each in found] == [
        ("country", "residence"),
        ("category", "categories"),
        ("season_too_old", "seasons"),
    ]


def test_a_season_within_one_calendar_year() -> None:
    """Another brand's seasons need not wrap round the new year."""
    text = TEXT.replace("first_month = 8\nlast_month = 1", "first_month = 7\nlast_month = 12")
    other = load_programme(text.replace("first_month = 2\nlast_month = 7", "first_month = 1\nlast_month = 6"), "other")
    january = takeback(accepted_at=datetime(2027, 1, 15, tzinfo=UTC))
    assert ineligibilities(item(season="2026-FW"), january, other) == ()
    assert [each.rule for each in ineligibilities(item(season="2027-SS"), january, other)] == ["season_current"]
