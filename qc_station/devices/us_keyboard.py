"""What a US keyboard types at each place: a keyboard-wedge scanner is a US keyboard, whatever layout the station has.

Decoding the place of the key instead of the symbol gives the exact text on a French, Belgian, German, Spanish or
Italian station, and with Caps Lock on. Linux counts the places as the first PC keyboard did ("set 1"); X11 and Wayland
add 8.
"""

from __future__ import annotations

import sys

from qc_station.application.scanner_port import KeyStroke, Modifiers

# X11: measured; Wayland hands over the same numbers. Windows' make codes are set 1 by its documentation, untested here.
# macOS has an order of its own: there the text is used.
_OFFSETS = {"linux": 8, "win32": 0}
_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
    55: ("*", "*"),
    71: ("789-456+1230.", "789-456+1230."),
    98: ("/", "/"),
}
_PLACES = {
    first + nth: (plain, shifted)
    for first, (row, shifted_row) in _ROWS.items()
    for nth, (plain, shifted) in enumerate(zip(row, shifted_row, strict=True))
}
_ENDS = frozenset({28, 96, 15})  # Enter, Enter of the keypad, Tab
_KEYS = {
    character: (place, modifiers)
    for place, pair in reversed(_PLACES.items())
    for character, modifiers in zip(pair, (Modifiers.NONE, Modifiers.SHIFT), strict=True)
    if place < 55 or place == 57
} | {"\r": (28, Modifiers.NONE), "\t": (15, Modifiers.NONE)}


class UsKeyboard:
    """Reads strokes by their place, and by their text only when the window system does not tell the place."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._offset = _OFFSETS.get(platform)

    def ends(self, stroke: KeyStroke) -> bool:
        """Enter or Tab: what a scanner puts behind its text."""
        if stroke.modifiers & ~Modifiers.SHIFT:
            return False
        place = self._place(stroke)
        return stroke.text in {"\r", "\n", "\t"} if place is None else place in _ENDS

    def character(self, stroke: KeyStroke) -> str | None:
        """The character a scanner meant, control characters included (Ctrl+] is GS, the separator); None: no such."""
        if stroke.modifiers & (Modifiers.ALT | Modifiers.META):
            return None
        place = self._place(stroke)
        if place is None:
            return stroke.text if len(stroke.text) == 1 else None
        if place not in _PLACES:
            return None
        character = _PLACES[place][Modifiers.SHIFT in stroke.modifiers]
        if Modifiers.CONTROL not in stroke.modifiers:
            return character
        control = character.upper()
        return chr(ord(control) & 0x1F) if "@" <= control <= "_" else None

    def stroke(self, character: str, at_s: float, *, pressed: bool) -> KeyStroke:
        """How a scanner presses (or releases) the key of `character`. Raises ValueError for what it cannot type."""
        place, modifiers = _KEYS.get(character) or _control_key(character)
        scan_code = 0 if self._offset is None else place + self._offset
        return KeyStroke(scan_code, ord(character), character, modifiers, pressed, at_s)

    def _place(self, stroke: KeyStroke) -> int | None:
        return None if self._offset is None or stroke.scan_code == 0 else stroke.scan_code - self._offset


def _control_key(character: str) -> tuple[int, Modifiers]:
    """Control characters are typed with Ctrl and the key of the letter 64 places further on: GS is Ctrl+]."""
    key = _KEYS.get(chr(ord(character) + 64).lower()) if ord(character) < 32 else None
    if key is None:
        raise ValueError(f"no key types {character!r}")
    return key[0], key[1] | Modifiers.CONTROL
