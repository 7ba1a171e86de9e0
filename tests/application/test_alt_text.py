"""Alt text in six languages: short, honest, without an empty part, and right in its grammar whatever the words."""

from __future__ import annotations

import itertools
import json
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application.alt_text import LANGUAGES, LENGTH_MAX, AltWords, Shown, alt_text, alt_words
from qc_station.policy.programme import Programme
from tests.application.day import ROOT, programme

FILES = {language: ROOT / "resources" / "i18n" / "alt" / f"{language}.toml" for language in LANGUAGES}
WORDS = {language: alt_words(file.read_text(encoding="utf-8")) for language, file in FILES.items()}
OXFORD = Shown(
    view="back",
    title={
        "fr": "Chemise oxford",
        "en": "Oxford shirt",
        "de": "Oxfordhemd",
        "it": "Camicia oxford",
        "es": "Camisa oxford",
        "nl": "Oxford overhemd",
    },
    category={"fr": "Chemise", "en": "Shirt"},
    colour={
        "fr": "Bleu ciel",
        "en": "Sky blue",
        "de": "Himmelblau",
        "it": "Celeste",
        "es": "Azul cielo",
        "nl": "Hemelsblauw",
    },
    view_label={"fr": "Dos", "en": "Back"},
    defect={},
)
STAIN = {"fr": "Tache", "en": "Stain", "de": "Fleck", "it": "Macchia", "es": "Mancha", "nl": "Vlek"}


def test_the_back_of_a_shirt() -> None:
    """Garment, colour and view, in six languages."""
    assert alt_text(OXFORD, WORDS) == {
        "fr": "Chemise oxford, coloris bleu ciel, vue de dos",
        "en": "Oxford shirt in sky blue, back view",
        "de": "Oxfordhemd, Farbe Himmelblau, Rückansicht",
        "it": "Camicia oxford, colore celeste, vista posteriore",
        "es": "Camisa oxford, color azul cielo, vista trasera",
        "nl": "Oxford overhemd, kleur hemelsblauw, achteraanzicht",
    }


def test_a_defect_is_named() -> None:
    """A picture of a defect says that it is one, and which."""
    shown = replace(OXFORD, view="defect:clean:1", defect=STAIN, view_label=STAIN)
    assert alt_text(shown, WORDS) == {
        "fr": "Chemise oxford, coloris bleu ciel, gros plan sur un défaut\u00a0: tache",
        "en": "Oxford shirt in sky blue, close-up of a defect: stain",
        "de": "Oxfordhemd, Farbe Himmelblau, Nahaufnahme eines Mangels: Fleck",
        "it": "Camicia oxford, colore celeste, primo piano di un difetto: macchia",
        "es": "Camisa oxford, color azul cielo, primer plano de un defecto: mancha",
        "nl": "Oxford overhemd, kleur hemelsblauw, close-up van een gebrek: vlek",
    }


def test_a_defect_without_a_word_is_still_said() -> None:
    """Where the programme has no word for it in a language, the line says that there is a defect."""
    shown = replace(OXFORD, view="defect:clean:1", defect={"fr": "Tache"})
    assert alt_text(shown, WORDS)["de"] == "Oxfordhemd, Farbe Himmelblau, Nahaufnahme eines Mangels"


def test_a_title_that_names_its_colour_says_it_once() -> None:
    """The colour is not repeated."""
    shown = replace(OXFORD, title={"fr": "Chemise oxford bleu ciel"}, category={}, colour={"fr": "Bleu ciel"})
    assert alt_text(shown, WORDS) == {"fr": "Chemise oxford bleu ciel, vue de dos"}


def test_a_language_without_a_title_says_the_category() -> None:
    """No foreign title is read out: the category's word stands for it, and a language with neither is left out."""
    shown = replace(
        OXFORD,
        title={"fr": "Chemise oxford", "en": "Oxford shirt"},
        category={"de": "Hemd"},
        colour={"fr": "Bleu ciel"},
    )
    assert alt_text(shown, WORDS) == {
        "fr": "Chemise oxford, coloris bleu ciel, vue de dos",
        "en": "Oxford shirt, back view",
        "de": "Hemd, Rückansicht",
    }


def test_other_views_are_said_by_their_label() -> None:
    """A view without a pattern of its own is a close-up of what its label names."""
    shown = replace(OXFORD, view="collar", view_label={"fr": "Col", "en": "Collar", "de": "Kragen"})
    lines = alt_text(shown, WORDS)
    assert lines["fr"] == "Chemise oxford, coloris bleu ciel, gros plan\u00a0: col"
    assert lines["en"] == "Oxford shirt in sky blue, close-up: collar"
    assert lines["de"] == "Oxfordhemd, Farbe Himmelblau, Nahaufnahme: Kragen"
    assert lines["it"] == "Camicia oxford, colore celeste"


@pytest.mark.parametrize("words", ["", " ", ",", " . ", "A" * 300, "Chemise\n oxford"])
def test_no_part_is_empty(words: str) -> None:
    """Whatever the declaration holds, a line is short and has no empty part, no doubled sign and no sign at its end."""
    given = dict.fromkeys(LANGUAGES, words)
    for part in ("title", "category", "colour", "view_label", "defect"):
        for view in ("front", "collar", "defect:holes:2"):
            for line in alt_text(replace(OXFORD, view=view, **{part: given}), WORDS).values():
                assert 0 < len(line) <= LENGTH_MAX
                assert not re.search(r",\s*,|:\s*$|^\s|\s$|\s\s|,$|\bin\s*,|\n", line), line


@pytest.fixture(scope="module")
def rules() -> Programme:
    return programme()


def test_all_the_house_sells_can_be_said(rules: Programme) -> None:
    """Every declared sample in every view of its category, and every defect: a whole line in French and in English."""
    takebacks = json.loads((ROOT / "resources/samples/takebacks.json").read_text(encoding="utf-8"))
    items = {
        (each["title"]["fr"], each["colour"]["fr"]): each
        for each in itertools.chain.from_iterable(declared["items"] for declared in takebacks)
        if rules.categories[each["category"]].views
    }
    assert len(items) > 50
    labels = [rule.label for check in rules.checks for rule in check.answers if rule.pin]
    assert labels
    for each in items.values():
        category = rules.categories[each["category"]]
        for view in category.views:
            shown = Shown(view.id, each["title"], category.label, each["colour"], view.label, {})
            lines = alt_text(shown, WORDS)
            assert lines["fr"].startswith(each["title"]["fr"])
            assert each["colour"]["en"].casefold() in lines["en"].casefold()
    for label in labels:
        lines = alt_text(replace(OXFORD, view="defect:clean:1", defect=label), WORDS)
        assert set(lines) == set(LANGUAGES)
        assert all(label[language].casefold() in line.casefold() for language, line in lines.items())


def test_the_six_files_say_the_same() -> None:
    """Each language has the same patterns with the same parameters; French has its no-break space before a colon."""

    def parameters(words: AltWords) -> dict[str, set[str]]:
        patterns = {name: getattr(words, name) for name in words.__slots__ if name != "views"} | dict(words.views)
        return {
            name: {field for _, field, *_ in string.Formatter().parse(text) if field} for name, text in patterns.items()
        }

    assert all(parameters(words) == parameters(WORDS["fr"]) for words in WORDS.values())
    assert " :" not in Path(FILES["fr"]).read_text(encoding="utf-8")
