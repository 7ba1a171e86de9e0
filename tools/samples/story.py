"""The three take-backs the demonstration and the tests tell their stories with; they come first in the file."""

from typing import Any

from tools.samples.parcels import colissimo, dpd

_TITLES: dict[str, tuple[str, str]] = {
    "knitwear": ("Pull col rond", "Crew-neck jumper"),
    "shirt": ("Chemise oxford boutonnée", "Button-down oxford shirt"),
    "coat": ("Manteau long laine", "Long wool coat"),
    "jeans": ("Jean coupe droite", "Straight-leg jeans"),
    "tshirt": ("T-shirt rayé", "Striped T-shirt"),
    "sweatshirt": ("Sweatshirt molletonné", "Fleece sweatshirt"),
    "swimwear": ("Maillot de bain", "Swim shorts"),
}
PARCEL = colissimo("4120773193")
INELIGIBLE = {("R-2026-019207", 2): "category"}


def _item(
    line: int,
    parcel: str,
    category: str,
    facts: tuple[str, str, str],
    *,
    colour: tuple[str, str],
    declared: str,
    composition: str,
    offer: tuple[int, int, int],
) -> dict[str, Any]:
    """`facts` are reference, season and size."""
    fr, en = _TITLES[category]
    reference, season, size = facts
    return {
        "line": line,
        "parcel": parcel,
        "reference": reference,
        "title": {"fr": fr, "en": en},
        "category": category,
        "season": season,
        "size": size,
        "colour": {"fr": colour[0], "en": colour[1]},
        "declared_grade": declared,
        "composition": composition,
        "currency": "EUR",
        "offer": dict(zip(("new", "excellent", "very_good"), offer, strict=True)),
    }


def _camille() -> list[dict[str, Any]]:
    """Four pieces: found lower than declared, as the bench shows it, refused, declared new, and an ordinary one."""
    return [
        _item(
            1,
            PARCEL,
            "knitwear",
            ("BFUKS006.018", "2021-FW", "M"),
            colour=("Marine", "Navy"),
            declared="excellent",
            composition="100 % laine mérinos",
            offer=(12500, 10500, 8500),
        ),
        _item(
            2,
            PARCEL,
            "shirt",
            ("HSH111.CO0031", "2022-SS", "40"),
            colour=("Bleu ciel", "Sky blue"),
            declared="excellent",
            composition="98 % coton, 2 % élasthanne",
            offer=(9500, 8000, 6000),
        ),
        _item(
            3,
            PARCEL,
            "coat",
            ("HCO210.WV0012", "2020-FW", "48"),
            colour=("Camel", "Camel"),
            declared="new",
            composition="100 % laine vierge",
            offer=(21000, 17500, 13500),
        ),
        _item(
            4,
            PARCEL,
            "jeans",
            ("HTR301.DE0004", "2023-SS", "32"),
            colour=("Indigo", "Indigo"),
            declared="excellent",
            composition="100 % coton",
            offer=(8500, 7000, 5500),
        ),
    ]


def story() -> list[dict[str, Any]]:
    """Camille's four pieces; Sanne's single one; Jonas, whose second item no shop should have declared."""
    sanne, jonas = dpd("09980041207731"), dpd("09810020177204")
    stripes = _item(
        1,
        sanne,
        "tshirt",
        ("HTS204.CO0017", "2024-SS", "L"),
        colour=("Rayé marine et blanc", "Navy and white stripes"),
        declared="very_good",
        composition="100 % coton biologique",
        offer=(5000, 4000, 3000),
    )
    fleece = _item(
        1,
        jonas,
        "sweatshirt",
        ("USW118.CO0042", "2023-FW", "L"),
        colour=("Gris chiné", "Heather grey"),
        declared="excellent",
        composition="85 % coton, 15 % polyester",
        offer=(9500, 7500, 6000),
    )
    swim = _item(
        2,
        jonas,
        "swimwear",
        ("HSM301.PA0003", "2022-SS", "M"),
        colour=("Vert forêt", "Forest green"),
        declared="excellent",
        composition="100 % polyamide",
        offer=(5000, 4000, 3000),
    )
    camille = ("C-004711", "Camille D.", "Lyon", "FR", "fr", "camille@example.org", "1990-04-02")
    return [
        _declaration("R-2026-018834", "2026-11-03T09:12:00Z", camille, ("colissimo", PARCEL), _camille()),
        _declaration(
            "R-2026-018901",
            "2026-11-05T17:40:00Z",
            ("C-004712", "Sanne V.", "Antwerpen", "BE", "nl", "sanne@example.org", "1987-09-21"),
            ("dpd", sanne),
            [stripes],
        ),
        _declaration(
            "R-2026-019207",
            "2026-11-09T06:55:00Z",
            ("C-004713", "Jonas K.", "Berlin", "DE", "de", "jonas@example.org", "1994-01-30"),
            ("dpd", jonas),
            [fleece, swim],
        ),
    ]


def _declaration(
    dossier: str, accepted_at: str, customer: tuple[str, ...], parcel: tuple[str, str], items: list[dict[str, Any]]
) -> dict[str, Any]:
    fields = ("ref", "name", "city", "country", "language", "email", "born_on")
    return {
        "dossier": dossier,
        "programme": "ami-for-ever",
        "accepted_at": accepted_at,
        "customer": dict(zip(fields, customer, strict=True)),
        "parcels": [{"code": parcel[1], "carrier": parcel[0]}],
        "items": items,
    }
