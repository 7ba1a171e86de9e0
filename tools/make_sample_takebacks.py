"""Write the declarations, the list of ineligible items and the operators of `resources/samples`.

    python -m tools.make_sample_takebacks

Two hundred declarations as the shop would send them (the body of POST /v1/takebacks), three fixed ones first. The dice
have a fixed seed: the same bytes on every machine.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tools.samples.catalogue import make_eligible_item, make_ineligible_item
from tools.samples.dice import Dice
from tools.samples.parcels import make_parcel
from tools.samples.people import COUNTRIES, make_customer
from tools.samples.story import INELIGIBLE, story

SAMPLES = Path(__file__).resolve().parents[1] / "resources" / "samples"
SEED = "qc-station demonstration"
COUNT = 200
FIRST_DAY, LAST_DAY = datetime(2026, 10, 20, 5, tzinfo=UTC), datetime(2026, 11, 20, 21, tzinfo=UTC)
FIRST_DOSSIER = 17_900
FIRST_CUSTOMER = 4_800
SHARED_PARCEL_AFTER = 40
"""After so many, the first one sent alone by Colissimo has a second dossier of its sender in the same box."""
ITEMS_PER_TAKEBACK = ((1, 34), (2, 30), (3, 18), (4, 10), (5, 5), (6, 3))
INELIGIBLE_SHARE = 0.09
SECOND_PARCEL_CHANCE = 0.07
RETURNING_CUSTOMER_CHANCE = 0.06


def _spread(dice: Dice, count: int) -> list[datetime]:
    """`count` moments of the window, in order."""
    window = int((LAST_DAY - FIRST_DAY).total_seconds())
    return [FIRST_DAY + timedelta(seconds=second) for second in sorted(dice.between(0, window) for _ in range(count))]


class _Shop:
    """Makes one declaration after the other; remembers customers and the numbers it has given out."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._customers: list[dict[str, Any]] = []
        self._codes = {parcel["code"] for takeback in story() for parcel in takeback["parcels"]}
        self._taken = {takeback["dossier"] for takeback in story()}
        self._number = FIRST_DOSSIER
        self.ineligible = dict(INELIGIBLE)

    def declare(self, accepted_at: datetime, with_the: dict[str, Any] | None = None) -> dict[str, Any]:
        """A declaration accepted then, in one or two parcels; or in the box, and by the sender, of another one."""
        dice, dossier = self._dice, self._next_dossier()
        customer = with_the["customer"] if with_the else self._customer()
        items = [self._item(dossier, line) for line in range(1, dice.weighted(ITEMS_PER_TAKEBACK) + 1)]
        parcels = with_the["parcels"] if with_the else [self._parcel(customer["country"])]
        if not with_the and len(items) > 1 and dice.chance(SECOND_PARCEL_CHANCE):
            parcels.append(self._parcel(customer["country"]))
        for item in items:
            # The first item travels in the first parcel, the last one in the last, so that none is empty.
            item["parcel"] = parcels[0 if item["line"] * 2 <= len(items) or len(parcels) == 1 else 1]["code"]
        return {
            "dossier": dossier,
            "programme": "ami-for-ever",
            "accepted_at": accepted_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "customer": customer,
            "parcels": parcels,
            "items": items,
        }

    def _next_dossier(self) -> str:
        while True:
            self._number += self._dice.between(2, 13)
            dossier = f"R-2026-{self._number:06d}"
            if dossier not in self._taken:
                return dossier

    def _customer(self) -> dict[str, Any]:
        if self._customers and self._dice.chance(RETURNING_CUSTOMER_CHANCE):
            return self._dice.one_of(self._customers)
        number = FIRST_CUSTOMER + len(self._customers)
        customer = make_customer(self._dice, number, self._dice.weighted(COUNTRIES))
        self._customers.append(customer)
        return customer

    def _parcel(self, country: str) -> dict[str, str]:
        while True:
            parcel = make_parcel(self._dice, country)
            if parcel["code"] not in self._codes:
                self._codes.add(parcel["code"])
                return parcel

    def _item(self, dossier: str, line: int) -> dict[str, Any]:
        if self._dice.chance(INELIGIBLE_SHARE):
            item, rule = make_ineligible_item(self._dice)
            self.ineligible[(dossier, line)] = rule
        else:
            item = make_eligible_item(self._dice)
        return {"line": line, "parcel": "", **item}


def make_takebacks() -> tuple[list[dict[str, Any]], dict[tuple[str, int], str]]:
    """The declarations, and the rule each ineligible line breaks."""
    dice = Dice(SEED)
    shop, takebacks, shared = _Shop(dice), story(), False
    for accepted_at in _spread(dice, COUNT - len(takebacks)):
        before = takebacks[-1]
        carriers = [parcel["carrier"] for parcel in before["parcels"]]
        shares = not shared and len(takebacks) > SHARED_PARCEL_AFTER and carriers == ["colissimo"]
        takebacks.append(shop.declare(accepted_at, before if shares else None))
        shared = shared or shares
    return takebacks, shop.ineligible


OPERATORS = {
    "demonstration": "Badges and PINs of the demonstration only. Never enrol them on a bench that works.",
    "operators": [
        {"name": "Léa Martin", "role": "expert", "badge": "QC-BADGE-LM-0001", "pin": "4711", "language": "fr"},
        {"name": "Tom Becker", "role": "expert", "badge": "QC-BADGE-TB-0002", "pin": "2846", "language": "en"},
        {"name": "Nadia Roche", "role": "lead", "badge": "QC-BADGE-NR-0003", "pin": "9035", "language": "fr"},
        {"name": "Hugo Vidal", "role": "photographer", "badge": "QC-BADGE-HV-0004", "pin": "6172", "language": "fr"},
        {"name": "Inès Caron", "role": "reconditioner", "badge": "QC-BADGE-IC-0005", "pin": "3508", "language": "fr"},
        {"name": "Marc Olivier", "role": "administrator", "badge": "QC-BADGE-MO-0006", "pin": "7294", "language": "fr"},
    ],
}


def files() -> dict[str, str]:
    """Every file of this script, by name."""
    takebacks, ineligible = make_takebacks()
    broken = [{"dossier": dossier, "line": line, "rule": rule} for (dossier, line), rule in ineligible.items()]
    contents: dict[str, Any] = {
        "takebacks.json": takebacks,
        "ineligible_items.json": broken,
        "operators.json": OPERATORS,
    }
    return {name: json.dumps(content, ensure_ascii=False, indent=1) + "\n" for name, content in contents.items()}


def main() -> None:
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (SAMPLES / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
