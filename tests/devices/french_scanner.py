"""A scanner set to a French keyboard, as some come out of their box: which keys it presses for a text."""

from __future__ import annotations

from collections.abc import Iterator

from qc_station.application.scanner_port import KeyStroke, Modifiers
from qc_station.devices.us_keyboard import PLATFORMS

# The AZERTY keyboard of France by place, plain and with Shift; independent of the product's table of US keys.
_ROWS = {
    2: ("&é\"'(-è_çà)=", "1234567890°+"),
    16: ("azertyuiop^$", "AZERTYUIOP¨£"),
    30: ("qsdfghjklmù", "QSDFGHJKLM%"),
    43: ("*wxcvbn,;:!", "µWXCVBN?./§"),
}
KEYS = {
    character: (first + nth, shift)
    for first, pair in _ROWS.items()
    for shift, row in enumerate(pair)
    for nth, character in enumerate(row)
}
ENTER, TAB = 28, 15


def french_strokes(
    text: str, platform: str, *, key_s: float = 0.012, suffix: int | None = ENTER, start_s: float = 0.0
) -> Iterator[KeyStroke]:
    """Press and release of each key as that window system numbers them. The text is a French station's own."""
    keys = [(character, *KEYS[character]) for character in text]
    keys += [] if suffix is None else [("\r", suffix, 0)]
    for nth, (character, place, shift) in enumerate(keys):
        at_s = start_s + nth * key_s
        held = Modifiers.SHIFT if shift else Modifiers.NONE
        code = PLATFORMS[platform].scan_code(place)
        yield KeyStroke(code, ord(character), character, held, pressed=True, at_s=at_s)
        yield KeyStroke(code, ord(character), character, held, pressed=False, at_s=at_s + key_s / 2)
