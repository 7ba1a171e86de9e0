"""The garment outlines: every category, drawable by QML, zones on the garment, and what the script draws."""

import json
import re
from pathlib import Path

import cv2
import numpy as np
import pytest

from tools import garments
from tools.draw_garments import OUTLINES, text_of
from tools.garments.pen import Garment
from tools.raster import flatten

CATEGORIES = {
    *("shirt", "tshirt", "knitwear", "sweatshirt", "jacket", "coat", "trousers", "jeans", "shorts", "skirt", "dress"),
    *("shoes", "bag", "cap", "scarf", "belt"),
}
NUMBERS = {"M": 2, "L": 2, "C": 6, "Q": 4, "Z": 0}
SIDES = [(category, side) for category in sorted(CATEGORIES) for side in ("front", "back")]


def read(category: str) -> dict:
    return json.loads((OUTLINES / f"{category}.json").read_text(encoding="utf-8"))


def test_every_category_has_its_outline() -> None:
    """The files are the sixteen categories of the wire, no more and no fewer, and each names its own."""
    assert sorted(path.stem for path in OUTLINES.glob("*.json")) == sorted(CATEGORIES)
    assert all(read(category)["category"] == category for category in CATEGORIES)


@pytest.mark.parametrize("garment", garments.ALL, ids=lambda garment: garment.category)
def test_the_file_is_what_the_script_draws(garment: Garment) -> None:
    """Running the script again writes the same bytes."""
    assert (OUTLINES / f"{garment.category}.json").read_text(encoding="utf-8") == text_of(garment)


@pytest.mark.parametrize(("category", "side"), SIDES)
def test_paths_are_absolute_and_inside_the_unit_box(category: str, side: str) -> None:
    """Only M L C Q Z, each with its count of numbers, all within 0..1, as the UI expects them."""
    drawing = read(category)[side]
    assert drawing["silhouette"].startswith("M")
    assert drawing["silhouette"].endswith("Z")
    assert len(drawing["details"]) >= 4
    for path in (drawing["silhouette"], *drawing["details"]):
        for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
            values = [float(number) for number in re.split(r"[ ,]+", numbers.strip()) if number]
            assert len(values) == NUMBERS[command], (command, numbers)
            assert all(0 <= value <= 1 for value in values), (command, numbers)


@pytest.mark.parametrize(("category", "side"), SIDES)
def test_a_pin_set_by_key_lands_on_the_garment(category: str, side: str) -> None:
    """The middle of every zone lies on the silhouette, wherever the zone's edges reach."""
    drawing = read(category)[side]
    shapes = [line.astype(np.float32).reshape(-1, 1, 2) for line in flatten(drawing["silhouette"])]
    for zone in drawing["zones"]:
        middle = (zone["x"] + zone["w"] / 2, zone["y"] + zone["h"] / 2)
        assert any(cv2.pointPolygonTest(shape, middle, measureDist=False) > 0 for shape in shapes), zone


@pytest.mark.parametrize(("category", "side"), SIDES)
def test_zones_lie_as_the_keypad_lies(category: str, side: str) -> None:
    """At most nine zones, distinct in key, id and name, none over another, each where its key is on the keypad."""
    zones = read(category)[side]["zones"]
    assert 6 <= len(zones) <= 9
    for field in (lambda z: z["key"], lambda z: z["id"], lambda z: z["label"]["fr"], lambda z: z["label"]["en"]):
        assert len({field(zone) for zone in zones}) == len(zones)
    by_key = {zone["key"]: zone for zone in zones}
    assert set(by_key) <= set("123456789")
    for zone in zones:
        assert zone["w"] > 0.03
        assert zone["h"] > 0.03
        assert 0 <= zone["x"] <= zone["x"] + zone["w"] <= 1.0001
        assert 0 <= zone["y"] <= zone["y"] + zone["h"] <= 1
        for other in zones:
            assert other is zone or not overlap(zone, other), (zone, other)
    for line, vertical in [(keys, False) for keys in ("789", "456", "123")] + [
        (k, True) for k in ("741", "852", "963")
    ]:
        middles = [middle(by_key[key], vertical=vertical) for key in line if key in by_key]
        assert middles == sorted(middles)


def middle(zone: dict, *, vertical: bool) -> float:
    return zone["y"] + zone["h"] / 2 if vertical else zone["x"] + zone["w"] / 2


def overlap(a: dict, b: dict) -> bool:
    slack = 1e-6
    apart_x = a["x"] + a["w"] <= b["x"] + slack or b["x"] + b["w"] <= a["x"] + slack
    apart_y = a["y"] + a["h"] <= b["y"] + slack or b["y"] + b["h"] <= a["y"] + slack
    return not (apart_x or apart_y)


def test_the_pen_refuses_what_qml_might_draw_otherwise() -> None:
    """A relative or an unknown command is refused when the drawing is made, not seen missing on the screen."""
    with pytest.raises(ValueError, match="not a path"):
        flatten("M 0 0 l 1 1")


def test_the_outlines_are_small_enough_to_read_at_start() -> None:
    """All sixteen together stay under 200 kB."""
    assert sum(path.stat().st_size for path in Path(OUTLINES).glob("*.json")) < 200_000
