"""A scanner without hardware: the strokes a keyboard wedge would type, at its speed. For training, and for tests."""

from __future__ import annotations

from collections.abc import Iterator

from qc_station.application.scanner_port import KeyStroke
from qc_station.devices.us_keyboard import UsKeyboard

KEY_S = 0.008


def scan_strokes(
    code: str,
    start_s: float,
    *,
    key_s: float = KEY_S,
    suffix: str = "\r",
    keyboard: UsKeyboard | None = None,
) -> Iterator[KeyStroke]:
    """A press and a release for each character, `key_s` apart. Raises ValueError for a character no US key types."""
    types = keyboard or UsKeyboard()
    for nth, character in enumerate(code + suffix):
        at_s = start_s + nth * key_s
        yield types.stroke(character, at_s, pressed=True)
        yield types.stroke(character, at_s + key_s / 2, pressed=False)
