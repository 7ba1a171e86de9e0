"""What a picture shows, in one short honest line a language, for whoever hears the shop instead of seeing it.

Said is what is known: the garment, its colour, the view; of a defect, which one. A language the declaration does not
speak says the category instead of a foreign title, and no colour; where it has no word at all it is left out. The
patterns keep clear of grammar that depends on the words ("coloris noir", not "chemise noire").
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from qc_station.domain.rendition import DEFECT_VIEW

LANGUAGES = ("fr", "en", "de", "it", "es", "nl")
LENGTH_MAX = 200
Words = Mapping[str, str]
# Nouns keep their capital.
_CAPITALS = frozenset({"de"})


@dataclass(frozen=True, slots=True)
class AltWords:
    """One language's patterns. `views` by the programme's name of the view; the others are said by their label."""

    garment: str
    garment_in: str
    defect: str
    defect_unnamed: str
    detail: str
    plain: str
    views: Words


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows, in as many languages as there are words for it; `view` is the programme's name of it.

    `defect` is the label of the finding that a defect's view shows.
    """

    view: str
    title: Words
    category: Words
    colour: Words
    view_label: Words
    defect: Words


def alt_words(catalogue: str) -> AltWords:
    """Of `resources/i18n/alt/<language>.toml`. Raises ValueError or TypeError for a file that is none: it is ours."""
    texts = tomllib.loads(catalogue)
    views = texts.pop("view")
    return AltWords(**texts, views=views)


def alt_text(shown: Shown, words: Mapping[str, AltWords]) -> dict[str, str]:
    """The line of each language in which the garment can be named, in the order of the house's languages."""
    lines = {}
    for language in LANGUAGES:
        garment = _garment(shown, language, words[language])
        if garment:
            lines[language] = _shortened(_line(shown, garment, language, words[language]))
    return lines


def _garment(shown: Shown, language: str, words: AltWords) -> str:
    title = _word(shown.title, language) or _word(shown.category, language)
    if not title:
        return ""
    colour = _word(shown.colour, language)
    # Some titles name their colour.
    if not colour or colour.casefold() in title.casefold():
        return words.garment.format(title=title)
    return words.garment_in.format(title=title, colour=_inside(colour, language))


def _line(shown: Shown, garment: str, language: str, words: AltWords) -> str:
    if shown.view.startswith(DEFECT_VIEW):
        defect = _word(shown.defect, language)
        if not defect:
            return words.defect_unnamed.format(garment=garment)
        return words.defect.format(garment=garment, defect=_inside(defect, language))
    pattern = words.views.get(shown.view)
    if pattern is not None:
        return pattern.format(garment=garment)
    label = _word(shown.view_label, language)
    if not label:
        return words.plain.format(garment=garment)
    return words.detail.format(garment=garment, view=_inside(label, language))


def _word(words: Words, language: str) -> str:
    return " ".join(words.get(language, "").split()).rstrip(" .,;:")


def _inside(word: str, language: str) -> str:
    """A label in the middle of a line begins small, unless it is a German one or begins like an abbreviation."""
    if language in _CAPITALS or word[1:2].isupper():
        return word
    return word[:1].lower() + word[1:]


def _shortened(line: str) -> str:
    return line if len(line) <= LENGTH_MAX else line[: LENGTH_MAX - 1].rstrip(" ,") + "…"
