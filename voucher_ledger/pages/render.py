"""Pages from templates and words. Everything that is put into one is escaped; a word that is missing is a bug."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

HERE = Path(__file__).parent
LANGUAGES = {"fr": "Français", "en": "English", "de": "Deutsch", "it": "Italiano", "es": "Español", "nl": "Nederlands"}
DEFAULT = "en"


@cache
def words(language: str) -> SimpleNamespace:
    """Every sentence of the pages in a language; English for one the pages do not have."""
    known = language if language in LANGUAGES else DEFAULT
    return SimpleNamespace(**tomllib.loads((HERE / "words" / f"{known}.toml").read_text(encoding="utf-8")))


@cache
def templates(folder: str) -> Environment:
    """The templates of a folder here. What is put into HTML is escaped, plain text stays as it is."""
    return Environment(
        loader=FileSystemLoader(HERE / folder),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, language: str, **given: object) -> str:
    """The HTML of a page. `notice` and `error` are sentences shown above its content."""
    shown = language if language in LANGUAGES else DEFAULT
    whole = {"notice": "", "error": ""} | given
    return (
        templates("templates")
        .get_template(f"{template}.html")
        .render(w=words(shown), language=shown, languages=tuple(LANGUAGES.items()), **whole)
    )


@cache
def style() -> str:
    return (HERE / "style.css").read_text(encoding="utf-8")
