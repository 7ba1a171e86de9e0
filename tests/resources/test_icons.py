"""The icons are ours, drawable by Qt, and what the script writes."""

import re

import pytest
from PIL import Image
from PySide6.QtSvg import QSvgRenderer

from tools.draw_icons import ICONS, STROKES, files

NAMES = {"scan", "camera", "ledger", "printer", "warning", "check", "cross", "undo", "person", "search", "parcel"}


def test_every_icon_of_the_bench_exists() -> None:
    """The eleven icons, the programme's own, and nothing else."""
    assert set(STROKES) == NAMES
    assert {path.name for path in ICONS.iterdir()} == set(files()) | {"qc-station-256.png"}


@pytest.mark.parametrize("name", sorted(files()))
def test_the_file_is_what_the_script_writes_and_qt_draws_it(name: str) -> None:
    """Byte for byte; on a 24-pixel grid, with no text, picture or address in it."""
    text = (ICONS / name).read_text(encoding="utf-8")
    assert text == files()[name]
    assert QSvgRenderer(str(ICONS / name)).isValid()
    assert not re.search(r"<text|<image|href|url\(", text)
    assert ('viewBox="0 0 24 24"' in text) == (name != "qc-station.svg")


def test_the_programme_icon_is_square_and_see_through_at_its_corners() -> None:
    """256 × 256, rounded: a window manager lays it on any ground."""
    with Image.open(ICONS / "qc-station-256.png") as icon:
        assert icon.size == (256, 256)
        assert icon.mode == "RGBA"
        assert icon.getpixel((1, 1))[3] == 0
        assert icon.getpixel((128, 20)) == (0x16, 0x15, 0x13, 255)
