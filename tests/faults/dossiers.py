"""Take-backs made from a seed, and for each item what an expert finds and what must come of it.

What must come of it is written here by hand from the programme page, not asked of the program.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qc_station.domain.check_digits import mod10

CHECKS = (
    "brand_label",
    "inner_labels",
    "clean",
    "holes",
    "trims",
    "unaltered",
    "authentic",
    "pilling",
    "wear",
    "outer_tag",
)
GRADES = ("new", "excellent", "very_good")
CATEGORIES = ("shirt", "knitwear", "trousers", "jeans", "coat", "shoes", "bag", "scarf")


@dataclass(frozen=True, slots=True)
class Found:
    """What an expert finds: answers other than conform, how she decides, and the ruling, grade and reason that follow.

    `decide` is the line of the play file that signs; empty: the piece is put aside, or was never in the parcel.
    """

    name: str
    weight: int
    answers: Mapping[str, str]
    decide: Mapping[str, str]
    ruling: str | None
    grade: str | None = None
    reasons: tuple[str, ...] = ()


_ACCEPT = {"do": "decide", "choice": "accept"}
_REFUSE = {"do": "decide", "choice": "refuse"}
_REVIEW = {"do": "decide", "choice": "review"}
FINDINGS = (
    Found("tag_attached", 4, {"outer_tag": "attached"}, _ACCEPT, "accepted", "new"),
    Found("clean", 5, {}, _ACCEPT, "accepted", "excellent"),
    Found("light_pilling", 3, {"pilling": "light"}, _ACCEPT, "accepted", "very_good"),
    Found("minor_wear", 2, {"wear": "minor"}, _ACCEPT, "accepted", "very_good"),
    Found(
        "lowered", 1, {}, _ACCEPT | {"grade": "very_good", "reason": "tissu passé, vu au jour"}, "accepted", "very_good"
    ),
    Found("missing_button", 3, {"trims": "missing"}, _REFUSE, "refused", None, ("incomplete",)),
    Found(
        "stain_unshown",
        1,
        {"clean": "stain"},
        _REFUSE | {"without_photos": "appareil en panne"},
        "refused",
        None,
        ("stained",),
    ),
    Found("other_brand", 1, {"authentic": "other_brand"}, _REFUSE, "refused", None, ("not_the_brand",)),
    Found("doubtful_label", 1, {"brand_label": "doubtful"}, _REVIEW, "review", None, ("brand_label_doubtful",)),
    Found("doubt", 1, {}, _REVIEW | {"reason": "un second regard"}, "review"),
    Found("not_in_the_parcel", 1, {}, {}, None),
    Found("put_aside", 1, {"wear": "minor"}, {}, None),
)
# Answers that ask for a pin, and so for a picture of the defect.
PINNED = frozenset({"light", "minor", "missing", "stain"})


@dataclass(frozen=True, slots=True)
class Item:
    dossier: str
    line: int
    declared: str
    offer: Mapping[str, int]
    found: Found

    @property
    def key(self) -> tuple[str, int]:
        return self.dossier, self.line

    @property
    def amount(self) -> int | None:
        """Minor units: the offer at the lower of the declared and the found grade."""
        if self.found.grade is None:
            return None
        return self.offer[max(self.declared, self.found.grade, key=GRADES.index)]


@dataclass(frozen=True, slots=True)
class Dossier:
    """`form`: what lies in the parcel; `late_form`: the signed one arrives when the pieces were decided already."""

    id: str
    parcel: str
    customer: str
    form: str
    late_form: bool
    items: tuple[Item, ...]

    @property
    def signed(self) -> bool:
        return self.form == "signed" or self.late_form

    def document(self) -> dict[str, Any]:
        """The declaration, as the shop sends it."""
        return {
            "dossier": self.id,
            "programme": "ami-for-ever",
            "accepted_at": "2026-11-03T09:12:00Z",
            "customer": {
                "ref": self.customer,
                "name": "Camille D.",
                "city": "Lyon",
                "country": "FR",
                "language": "fr",
                "email": "camille@example.org",
                "born_on": "1990-04-02",
            },
            "parcels": [{"code": self.parcel, "carrier": "colissimo"}],
            "items": [
                {
                    "line": item.line,
                    "parcel": self.parcel,
                    "reference": f"HSH111.CO{item.line:04}",
                    "title": {"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"},
                    "category": CATEGORIES[item.line % len(CATEGORIES)],
                    "season": "2022-SS",
                    "size": "40",
                    "colour": {"fr": "Bleu ciel", "en": "Sky blue"},
                    "declared_grade": item.declared,
                    "composition": "98 % coton, 2 % élasthanne",
                    "currency": "EUR",
                    "offer": dict(item.offer),
                }
                for item in self.items
            ],
        }


def make_dossiers(seed: int) -> Iterator[Dossier]:
    """The same dossiers for the same seed, without end."""
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        yield _dossier(number, chance)


def _dossier(number: int, chance: random.Random) -> Dossier:
    dossier = f"R-2026-{number:06}"
    figures = f"41{number:08}"
    form = chance.choices(("signed", "unsigned", "missing"), (8, 1, 1))[0]
    return Dossier(
        id=dossier,
        parcel=f"8R{figures}{mod10(figures)}",
        customer=f"C-{number:06}",
        form=form,
        late_form=form != "signed" and chance.random() < 0.5,
        items=tuple(_item(dossier, line, chance) for line in range(1, chance.randint(1, 4) + 1)),
    )


def _item(dossier: str, line: int, chance: random.Random) -> Item:
    very_good = chance.randrange(1500, 15000, 50)
    offer = {"very_good": very_good, "excellent": very_good + chance.randrange(500, 3000, 50)}
    offer["new"] = offer["excellent"] + chance.randrange(500, 3000, 50)
    found = chance.choices(FINDINGS, [each.weight for each in FINDINGS])[0]
    return Item(dossier, line, chance.choice(GRADES), offer, found)
