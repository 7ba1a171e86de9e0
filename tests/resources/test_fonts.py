"""The typeface shipped with the program: four weights, its licence, tabular figures, the characters of the screens."""

import struct
from pathlib import Path

import pytest
from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
WRITTEN = "éèêëàâùûüçîïôœÉÀÇŒ’«»“”–—…€·●○✓×→↵\u00a0\u202fñßäöáíóúìòĳ0123456789"


def tables(path: Path) -> dict[str, bytes]:
    """The tables of an OpenType file by tag."""
    data = path.read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        found[tag.decode()] = data[offset : offset + length]
    return found


def features(substitutions: bytes) -> set[str]:
    """The feature tags of a GSUB table."""
    (offset,) = struct.unpack_from(">H", substitutions, 6)
    (count,) = struct.unpack_from(">H", substitutions, offset)
    return {substitutions[offset + 2 + 6 * i : offset + 6 + 6 * i].decode() for i in range(count)}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_weight_has_tabular_figures(weight: str) -> None:
    """A static OpenType file of its weight, with the feature `tnum`."""
    found = tables(FONTS / f"Inter-{weight}.otf")
    assert "tnum" in features(found["GSUB"])
    assert struct.unpack_from(">H", found["OS/2"], 4) == (WEIGHTS[weight],)
    assert "fvar" not in found


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_weight_draws_what_the_screens_write(weight: str) -> None:
    """No character of the French and English screens, nor of a customer's city, falls back to another typeface."""
    font = ImageFont.truetype(str(FONTS / f"Inter-{weight}.otf"), 40)
    missing = bytes(font.getmask("\U000f1234"))
    drawn = {character: bytes(font.getmask(character)) for character in WRITTEN if not character.isspace()}
    assert [character for character, mask in drawn.items() if mask == missing] == []
    assert bytes(font.getmask("\u2715")) == missing, "Inter has learnt ✕: the README of the fonts says otherwise"


def test_the_licence_travels_with_the_fonts() -> None:
    """The Open Font Licence asks for its text and its copyright line beside every copy."""
    text = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "The Inter Project Authors" in text
    assert {path.stem for path in FONTS.glob("*.otf")} == {f"Inter-{weight}" for weight in WEIGHTS}
