"""What a programme takes back, as far as a declaration can be judged by it: the shop must not promise what it is not.

Source: the programme page, « Comment fonctionne le service de reprise en ligne ? ». The condition of a piece is the
bench's business, never the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from voucher_ledger.domain.errors import Breach
from voucher_ledger.domain.takeback import TakeBack

CATEGORIES = (
    "shirt", "tshirt", "knitwear", "sweatshirt", "jacket", "coat", "trousers", "jeans",
    "shorts", "skirt", "dress", "shoes", "bag", "cap", "scarf", "belt",
)  # fmt: skip
EXCLUDED_CATEGORIES = ("underwear", "swimwear", "lifestyle")


@dataclass(frozen=True, slots=True)
class Programme:
    id: str
    countries: frozenset[str]
    age_min: int
    season_year_min: int
    excluded_categories: frozenset[str]
    zone: ZoneInfo
    working_days: int
    calendar: str

    def breaches(self, takeback: TakeBack) -> Iterator[Breach]:
        """Every rule the declaration breaks, judged on the day its offer was accepted: the customer relied on it."""
        day = takeback.accepted_at.astimezone(self.zone).date()
        customer = takeback.customer
        if customer.country not in self.countries:
            yield Breach("customer.country", "country", f"the programme is open in {', '.join(sorted(self.countries))}")
        if customer.born_on is not None and age_on(day, customer.born_on) < self.age_min:
            yield Breach("customer.born_on", "age", f"the customer must be {self.age_min} when accepting the offer")
        for at, item in enumerate(takeback.items):
            if item.category in self.excluded_categories:
                yield Breach(f"items[{at}].category", "excluded_category", f"{item.category} is not taken back")
            if season_order(item.season)[0] < self.season_year_min:
                yield Breach(
                    f"items[{at}].season", "season_too_old", f"seasons before {self.season_year_min} are not taken"
                )
            if season_order(item.season) >= season_order(season_on(day)):
                yield Breach(f"items[{at}].season", "season_current", f"{season_on(day)} was on sale on {day}")


def season_order(season: str) -> tuple[int, int]:
    """`2022-SS` → (2022, 0), `2022-FW` → (2022, 1)."""
    year, half = season.split("-")
    return int(year), ("SS", "FW").index(half)


def season_on(day: date) -> str:
    """The season on sale. Assumption, as the programme page names no dates: SS from February to July, FW to January."""
    if day.month == 1:
        return f"{day.year - 1}-FW"
    return f"{day.year}-{'SS' if day.month <= 7 else 'FW'}"


def age_on(day: date, born_on: date) -> int:
    """Full years; who was born on 29 February has a birthday on 1 March of common years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


PROGRAMMES = {
    programme.id: programme
    for programme in (
        Programme(
            id="ami-for-ever",
            countries=frozenset({"FR", "DE", "IT", "ES", "BE", "NL"}),
            age_min=18,
            season_year_min=2016,
            excluded_categories=frozenset(EXCLUDED_CATEGORIES),
            zone=ZoneInfo("Europe/Paris"),
            working_days=15,
            calendar="FR",
        ),
    )
}
