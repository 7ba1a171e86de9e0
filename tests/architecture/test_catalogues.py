"""Every text exists in French and in English, and says the same thing with the same parameters."""

import shutil
import string
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files_under, run_tool, tool

SOURCES = [*files_under("ui", suffix=".qml"), *files_under("qc_station/viewmodels", suffix=".py")]
CATALOGUES = files_under("resources/i18n", suffix=".ts")
WORDS = {language: ROOT / "resources" / "i18n" / f"messages.{language}.toml" for language in ("fr", "en")}
needs_catalogues = pytest.mark.skipif(not CATALOGUES, reason="there are no translation catalogues yet")
needs_words = pytest.mark.skipif(not any(file.exists() for file in WORDS.values()), reason="there are no messages yet")


def messages(catalogue: Path) -> set[tuple[str, str, str]]:
    """(context, source, state) of every entry; the state is empty when the translation is finished."""
    return {
        (context.findtext("name") or "", message.findtext("source") or "", state_of(message))
        for context in ET.parse(catalogue).iter("context")
        for message in context.iter("message")
    }


def state_of(message: ET.Element) -> str:
    translation = message.find("translation")
    return "missing" if translation is None else translation.attrib.get("type", "")


@needs_catalogues
def test_there_is_one_catalogue_a_language() -> None:
    """French and English each have a catalogue, so that plurals are right in both."""
    languages = {(ET.parse(ROOT / name).getroot().attrib.get("language") or "")[:2] for name in CATALOGUES}
    assert languages == {"fr", "en"}


@needs_catalogues
@pytest.mark.parametrize("name", CATALOGUES)
def test_no_text_is_missing_or_left_over(name: str, tmp_path: Path) -> None:
    """Reading the sources again finds exactly the texts of the catalogue, every one translated."""
    fresh = tmp_path / Path(name).name
    shutil.copy(ROOT / name, fresh)
    updated = run_tool(tool("pyside6-lupdate"), *SOURCES, "-ts", str(fresh), "-locations", "none")
    assert updated.returncode == 0, updated.stderr
    unfinished = sorted(entry for entry in messages(fresh) if entry[2])
    assert not unfinished
    assert messages(fresh) == messages(ROOT / name)


@needs_catalogues
@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_catalogue_is_of_this_source(name: str, tmp_path: Path) -> None:
    """The committed .qm is what `pyside6-lrelease -fail-on-unfinished` makes of the .ts today."""
    fresh = tmp_path / "fresh.qm"
    released = run_tool(tool("pyside6-lrelease"), "-fail-on-unfinished", str(ROOT / name), "-qm", str(fresh))
    assert released.returncode == 0, released.stdout + released.stderr
    committed = (ROOT / name).with_suffix(".qm")
    assert committed.exists()
    assert committed.read_bytes() == fresh.read_bytes()


def flat(table: dict[str, object], above: str = "") -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, value in table.items():
        name = f"{above}.{key}" if above else key
        texts |= flat(value, name) if isinstance(value, dict) else {name: str(value)}
    return texts


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@needs_words
def test_messages_match_between_languages() -> None:
    """Both files of messages have the same keys, no empty text, and the same parameters under each key."""
    french, english = (flat(tomllib.loads(file.read_text(encoding="utf-8"))) for file in WORDS.values())
    assert french.keys() == english.keys()
    assert not [key for key, text in (french | english).items() if not text.strip()]
    assert {key: parameters(text) for key, text in french.items()} == {
        key: parameters(text) for key, text in english.items()
    }
