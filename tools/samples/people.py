"""Invented customers of the six countries."""

import unicodedata
from datetime import date, timedelta
from typing import Any

from tools.samples.dice import Dice

COUNTRIES = (("FR", 50), ("DE", 15), ("IT", 11), ("ES", 10), ("BE", 8), ("NL", 6))
LANGUAGES = {"FR": ("fr",), "DE": ("de",), "IT": ("it",), "ES": ("es",), "BE": ("fr", "nl"), "NL": ("nl",)}
_INITIALS = "ABCDEFGHJKLMNPRSTVW"

FIRST_NAMES: dict[str, tuple[str, ...]] = {
    "fr": (
        *("Camille", "Adèle", "Baptiste", "Chloé", "Clément", "Élodie", "Étienne", "Florian", "Gaëlle", "Hugo", "Inès"),
        *("Jeanne", "Karim", "Léonie", "Louis", "Manon", "Mathis", "Naïm", "Océane", "Paul", "Quentin", "Romane"),
        *("Sacha", "Solène", "Théo", "Valentin", "Victoire", "Yanis", "Zoé", "Aurélien", "Margaux", "Loïc"),
    ),
    "de": (
        *("Anna", "Björn", "Clara", "Emil", "Frieda", "Greta", "Hannes", "Jonas", "Jürgen", "Katharina", "Lena"),
        *("Lukas", "Maximilian", "Nele", "Sören", "Theresa"),
    ),
    "it": (
        *("Alessandro", "Beatrice", "Chiara", "Davide", "Elena", "Federico", "Giulia", "Lorenzo", "Martina", "Niccolò"),
        *("Sofia", "Tommaso"),
    ),
    "es": (
        *("Alba", "Álvaro", "Begoña", "Carmen", "Diego", "Íñigo", "Lucía", "Marcos", "Nuria", "Pablo", "Sofía"),
        *("Begoña", "Jordi"),
    ),
    "nl": (*("Anouk", "Bram", "Daan", "Femke", "Joris", "Lieke", "Loïs", "Maarten", "Noor", "Sanne", "Thijs", "Wout"),),
}
CITIES: dict[str, tuple[str, ...]] = {
    "FR": (
        *("Paris", "Paris", "Paris", "Lyon", "Marseille", "Bordeaux", "Lille", "Nantes", "Toulouse", "Strasbourg"),
        *("Rennes", "Montpellier", "Nice", "Grenoble", "Saint-Étienne", "Aix-en-Provence", "L’Haÿ-les-Roses", "Annecy"),
    ),
    "DE": ("Berlin", "Hamburg", "München", "Köln", "Frankfurt am Main", "Düsseldorf", "Leipzig", "Münster"),
    "IT": ("Milano", "Roma", "Torino", "Bologna", "Firenze", "Forlì", "Napoli"),
    "ES": ("Madrid", "Barcelona", "València", "Bilbao", "A Coruña", "Sevilla", "Málaga"),
    "BE:fr": ("Bruxelles", "Liège", "Namur", "Charleroi"),
    "BE:nl": ("Antwerpen", "Gent", "Leuven", "Brugge"),
    "NL": ("Amsterdam", "Rotterdam", "Utrecht", "Den Haag", "’s-Hertogenbosch"),
}
_OLDEST, _YOUNGEST = date(1951, 1, 1), date(2007, 12, 31)


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return plain.lower()


def make_customer(dice: Dice, number: int, country: str) -> dict[str, Any]:
    """Customer `number`; every one is of age, and has an address nobody can be reached at (RFC 2606)."""
    language = dice.one_of(LANGUAGES[country])
    cities = CITIES.get(f"{country}:{language}") or CITIES[country]
    first, initial = dice.one_of(FIRST_NAMES[language]), dice.one_of(_INITIALS)
    born = _OLDEST + timedelta(days=dice.between(0, (_YOUNGEST - _OLDEST).days))
    return {
        "ref": f"C-{number:06d}",
        "name": f"{first} {initial}.",
        "city": dice.one_of(cities),
        "country": country,
        "language": language,
        "email": f"{_ascii(first)}.{number}@example.org",
        "born_on": born.isoformat(),
    }
