"""The look is held by one file: every colour, size and duration is a token, and every pair of colours can be read."""

from __future__ import annotations

import re

import pytest

from tests.fakes.bench_scenes import ROOT

UI = ROOT / "ui"
THEME = UI / "QcStation/Theme/Theme.qml"
SCREENS = [file for file in sorted(UI.rglob("*.qml")) if file != THEME]
TOKENS = dict(re.findall(r'readonly property color (\w+): "(#\w+)"', THEME.read_text(encoding="utf-8")))

# Text on its ground, as the screens use them.
PAIRS = [
    *[(text, ground) for text in ("ink", "secondary", "tertiary") for ground in ("paper", "card", "wash")],
    *[(text, ground) for text in ("conform", "defect") for ground in ("card", "paper", "wash")],
    ("conform", "conformWash"),
    ("secondary", "conformWash"),
    ("defect", "defectWash"),
    ("secondary", "defectWash"),
    ("pictureText", "picture"),
    ("pictureText", "defectWash"),
    ("ink", "attention"),
    ("ink", "attentionWash"),
    ("onColour", "conform"),
    ("onColour", "defect"),
    *[(text, "night") for text in ("nightText", "nightSecondary", "nightTertiary")],
    *[(text, "nightRaised") for text in ("nightText", "nightSecondary", "nightTertiary")],
    *[
        (text, ground)
        for text in ("nightText", "nightSecondary", "nightTertiary")
        for ground in ("studioPaper", "studioCard", "studioWash")
    ],
    *[
        (text, ground)
        for text in ("studioConform", "studioDefect", "attention")
        for ground in ("studioPaper", "studioCard")
    ],
    ("ink", "nightText"),
    ("ink", "line"),
    ("secondary", "line"),
]


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of `#RRGGBB`."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_pair_in_use_can_be_read(text: str, ground: str) -> None:
    """At least 4.5:1, for small text too."""
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_every_text_colour_in_use_is_in_a_measured_pair() -> None:
    """A new colour for text comes with its pair above."""
    used = set()
    for file in SCREENS:
        for expression in re.findall(r"\b(?:color|ink): (.+)", file.read_text(encoding="utf-8")):
            used |= set(re.findall(r"Theme\.(\w+)", expression)) & TOKENS.keys()
    measured = {name for pair in PAIRS for name in pair}
    strokes = {"garmentLine", "veil", "nightLine", "defectLine", "conformLine", "studioLine", "guide", "backdrop"}
    assert used - measured - strokes == set()


@pytest.mark.parametrize("file", SCREENS, ids=lambda file: file.stem)
def test_no_screen_has_a_colour_size_or_duration_of_its_own(file) -> None:
    """A literal would escape the theme, the scale and this test."""
    text = re.sub(r"//.*", "", file.read_text(encoding="utf-8"))
    assert not re.findall(r'"#[0-9A-Fa-f]{3,8}"', text)
    sized = re.findall(
        r"\b(?:width|height|spacing|\w*[mM]argins?|\w+Margin|radius|duration|pixelSize|size|border\.width"
        r"|implicitWidth|implicitHeight|\w*[pP]adding): (\d+)\b",
        text,
    )
    # The window's first size stands in Main.qml: it is the design's, not a part's.
    assert {int(number) for number in sized} - {0} - ({1440, 900} if file.name == "Main.qml" else set()) == set()


def test_the_two_meanings_stay_apart_for_every_kind_of_sight() -> None:
    """Blue and vermillion differ in lightness too, so they differ without any hue."""
    assert contrast(TOKENS["conformWash"], TOKENS["conform"]) > 4.5
    assert TOKENS["conform"] == "#0A5C8F"
    assert TOKENS["defect"] == "#B53A0A"
