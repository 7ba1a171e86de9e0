"""Garments of an invented Paris wardrobe: generic names, plausible references, sizes, colours, cloths and prices."""

from dataclasses import dataclass
from typing import Any

from tools.samples.dice import Dice

STEP_MINOR = 500
"""Offers are multiples of five euros."""
LOWEST_MINOR, HIGHEST_MINOR = 2500, 40000

ALPHA = ("XS", "S", "M", "L", "XL")
COLLARS = tuple(str(size) for size in range(37, 45))
WAISTS = tuple(str(size) for size in range(28, 38))
SUITS = tuple(str(size) for size in range(44, 56, 2))
WOMEN = tuple(str(size) for size in range(34, 44, 2))
SHOES = tuple(str(size) for size in range(36, 47))
BELTS = tuple(str(size) for size in range(75, 110, 5))
ONE_SIZE = ("TU",)

COLOURS = (
    *(("Bleu ciel", "Sky blue"), ("Marine", "Navy"), ("Noir", "Black"), ("Blanc", "White"), ("Écru", "Off-white")),
    *(("Camel", "Camel"), ("Gris chiné", "Heather grey"), ("Vert forêt", "Forest green"), ("Bordeaux", "Burgundy")),
    *(("Terracotta", "Terracotta"), ("Sable", "Sand"), ("Chocolat", "Chocolate"), ("Lilas", "Lilac")),
    *(("Rayé marine et blanc", "Navy and white stripes"), ("Moutarde", "Mustard")),
)
DENIM = (("Indigo", "Indigo"), ("Bleu délavé", "Washed blue"), ("Noir", "Black"), ("Écru", "Off-white"))
LEATHER = (("Noir", "Black"), ("Cognac", "Cognac"), ("Chocolat", "Chocolate"), ("Blanc", "White"))


@dataclass(frozen=True, slots=True)
class Range:
    """One category: the letters of its reference, what it is called, made of and worth.

    `euros` is the range of the offer for a piece in new condition.
    """

    category: str
    letters: str
    titles: tuple[tuple[str, str], ...]
    sizes: tuple[str, ...]
    cloths: tuple[tuple[str, str], ...]
    euros: tuple[int, int]
    weight: int
    colours: tuple[tuple[str, str], ...] = COLOURS


_COTTON = ("CO", "100 % coton")
_ORGANIC = ("CO", "100 % coton biologique")
_WOOL = ("WV", "100 % laine vierge")
_CALF = ("LE", "100 % cuir de veau")

RANGES = (
    Range(
        "shirt",
        "SH",
        (
            ("Chemise oxford boutonnée", "Button-down oxford shirt"),
            ("Chemise popeline", "Poplin shirt"),
            ("Chemise flanelle à carreaux", "Checked flannel shirt"),
            ("Chemise ample", "Loose shirt"),
            ("Surchemise", "Overshirt"),
        ),
        COLLARS,
        (("CO", "98 % coton, 2 % élasthanne"), _COTTON),
        (70, 110),
        16,
    ),
    Range(
        "tshirt",
        "TS",
        (
            ("T-shirt col rond", "Crew-neck T-shirt"),
            ("T-shirt rayé", "Striped T-shirt"),
            ("T-shirt à poche", "Pocket T-shirt"),
            ("Polo piqué", "Piqué polo shirt"),
        ),
        ALPHA,
        (_ORGANIC, _COTTON),
        (35, 60),
        13,
    ),
    Range(
        "knitwear",
        "KS",
        (
            ("Pull col rond", "Crew-neck jumper"),
            ("Pull col roulé", "Roll-neck jumper"),
            ("Cardigan boutonné", "Buttoned cardigan"),
            ("Pull torsadé", "Cable-knit jumper"),
        ),
        ALPHA,
        (("018", "100 % laine mérinos"), ("016", "70 % laine, 30 % cachemire"), ("022", "100 % coton")),
        (95, 160),
        15,
    ),
    Range(
        "sweatshirt",
        "SW",
        (
            ("Sweatshirt molletonné", "Fleece sweatshirt"),
            ("Sweatshirt à capuche", "Hooded sweatshirt"),
            ("Sweatshirt zippé", "Zipped sweatshirt"),
        ),
        ALPHA,
        (("CO", "85 % coton, 15 % polyester"), _ORGANIC),
        (70, 115),
        10,
    ),
    Range(
        "jacket",
        "BL",
        (
            ("Blouson zippé", "Zipped blouson"),
            ("Veste de travail", "Worker jacket"),
            ("Veste légère", "Light jacket"),
            ("Blouson teddy", "Varsity jacket"),
        ),
        SUITS,
        (_COTTON, _WOOL, ("PA", "100 % polyamide")),
        (130, 220),
        8,
    ),
    Range(
        "coat",
        "CO",
        (
            ("Manteau long laine", "Long wool coat"),
            ("Caban", "Pea coat"),
            ("Manteau croisé", "Double-breasted coat"),
            ("Manteau droit", "Straight coat"),
        ),
        SUITS,
        (_WOOL, ("WV", "80 % laine, 20 % polyamide")),
        (220, 400),
        7,
    ),
    Range(
        "trousers",
        "TR",
        (
            ("Pantalon à pinces", "Pleated trousers"),
            ("Chino", "Chinos"),
            ("Pantalon large", "Wide-leg trousers"),
            ("Pantalon de costume", "Suit trousers"),
        ),
        WAISTS,
        (_COTTON, _WOOL, ("CO", "97 % coton, 3 % élasthanne")),
        (80, 130),
        11,
    ),
    Range(
        "jeans",
        "TR",
        (("Jean coupe droite", "Straight-leg jeans"), ("Jean ample", "Loose jeans"), ("Jean fuselé", "Tapered jeans")),
        WAISTS,
        (("DE", "100 % coton"), ("DE", "99 % coton, 1 % élasthanne")),
        (70, 105),
        10,
        DENIM,
    ),
    Range(
        "shorts",
        "SR",
        (("Bermuda", "Bermuda shorts"), ("Short à pinces", "Pleated shorts")),
        WAISTS,
        (_COTTON, ("LI", "55 % lin, 45 % coton")),
        (50, 80),
        3,
    ),
    Range(
        "skirt",
        "SK",
        (("Jupe midi", "Midi skirt"), ("Jupe plissée", "Pleated skirt")),
        WOMEN,
        (_WOOL, ("PE", "100 % polyester recyclé")),
        (75, 120),
        4,
    ),
    Range(
        "dress",
        "DR",
        (("Robe chemise", "Shirt dress"), ("Robe midi", "Midi dress"), ("Robe pull", "Jumper dress")),
        WOMEN,
        (("VI", "100 % viscose"), _COTTON),
        (100, 180),
        4,
    ),
    Range(
        "shoes",
        "SN",
        (("Baskets basses", "Low-top trainers"), ("Derbies", "Derby shoes"), ("Mocassins", "Loafers")),
        SHOES,
        (_CALF,),
        (90, 170),
        6,
        LEATHER,
    ),
    Range(
        "bag",
        "LE",
        (("Sac à rabat", "Flap bag"), ("Cabas", "Tote bag"), ("Sac bandoulière", "Crossbody bag")),
        ONE_SIZE,
        (_CALF, _COTTON),
        (130, 260),
        3,
        LEATHER,
    ),
    Range("cap", "CA", (("Casquette", "Cap"),), ONE_SIZE, (_COTTON,), (35, 45), 4),
    Range("scarf", "SC", (("Écharpe", "Scarf"),), ONE_SIZE, (_WOOL, ("WV", "100 % cachemire")), (45, 90), 4),
    Range("belt", "BE", (("Ceinture cuir", "Leather belt"),), BELTS, (_CALF,), (45, 65), 3, LEATHER),
)
EXCLUDED = (
    Range("underwear", "UW", (("Caleçon", "Boxer shorts"),), ALPHA, (_COTTON,), (35, 40), 1),
    Range("swimwear", "SM", (("Maillot de bain", "Swim shorts"),), ALPHA, (("PA", "100 % polyamide"),), (40, 60), 1),
    Range(
        "lifestyle",
        "LF",
        (("Porte-clés", "Key ring"), ("Étui à cartes", "Card holder")),
        ONE_SIZE,
        (_CALF,),
        (35, 60),
        1,
    ),
)
SEASONS = tuple(f"{year}-{half}" for year in range(2016, 2027) for half in ("SS", "FW") if (year, half) != (2026, "FW"))
CURRENT_SEASON = "2026-FW"
TOO_OLD = ("2012-FW", "2013-SS", "2014-FW", "2015-SS", "2015-FW")
_GRADES = ("new", "excellent", "very_good")


def make_offer(dice: Dice, euros: tuple[int, int]) -> dict[str, int]:
    """Amounts in cents for the grades that are bought: always very good < excellent < new.

    One in twelve is a basic that is bought in two grades only.
    """
    new = dice.between(euros[0] // 5, euros[1] // 5) * STEP_MINOR
    excellent = max(int(new * dice.one_of((0.8, 0.82, 0.85)) // STEP_MINOR) * STEP_MINOR, LOWEST_MINOR + STEP_MINOR)
    very_good = max(int(new * dice.one_of((0.58, 0.62, 0.65)) // STEP_MINOR) * STEP_MINOR, LOWEST_MINOR)
    offer = {"new": new, "excellent": min(excellent, new - STEP_MINOR)}
    offer["very_good"] = min(very_good, offer["excellent"] - STEP_MINOR)
    if dice.chance(1 / 12):
        del offer[dice.one_of(("new", "very_good"))]
    return offer


def make_reference(dice: Dice, garment: Range, cloth: str) -> str:
    """`HSH111.CO0031` or, as on knitwear, `BFUKS006.018`."""
    if cloth.isdigit():
        return f"{dice.one_of(('BFU', 'BFH', 'BFF'))}{garment.letters}{dice.between(1, 60):03d}.{cloth}"
    sex = "F" if garment.sizes is WOMEN else dice.one_of("HHFU")
    return f"{sex}{garment.letters}{dice.between(100, 499)}.{cloth}{dice.between(1, 80):04d}"


def make_item(dice: Dice, garment: Range, season: str) -> dict[str, Any]:
    """A declared item, without its line and parcel."""
    title, colour = dice.one_of(garment.titles), dice.one_of(garment.colours)
    cloth, composition = dice.one_of(garment.cloths)
    offer = make_offer(dice, garment.euros)
    bought = [(grade, weight) for grade, weight in zip(_GRADES, (12, 50, 38), strict=True) if grade in offer]
    return {
        "reference": make_reference(dice, garment, cloth),
        "title": {"fr": title[0], "en": title[1]},
        "category": garment.category,
        "season": season,
        "size": dice.one_of(garment.sizes),
        "colour": {"fr": colour[0], "en": colour[1]},
        "declared_grade": dice.weighted(bought),
        "composition": composition if dice.chance(0.85) else None,
        "currency": "EUR",
        "offer": offer,
    }


def make_eligible_item(dice: Dice) -> dict[str, Any]:
    return make_item(dice, dice.weighted([(each, each.weight) for each in RANGES]), dice.one_of(SEASONS))


def make_ineligible_item(dice: Dice) -> tuple[dict[str, Any], str]:
    """An item the programme does not take, and the rule it breaks: the shop of the demonstration did not look."""
    rule = dice.weighted((("category", 4), ("season_too_old", 3), ("season_current", 3)))
    if rule == "category":
        return make_item(dice, dice.one_of(EXCLUDED), dice.one_of(SEASONS)), rule
    season = CURRENT_SEASON if rule == "season_current" else dice.one_of(TOO_OLD)
    return make_item(dice, dice.weighted([(each, each.weight) for each in RANGES]), season), rule
