"""What a US keyboard types at each place: a keyboard-wedge scanner is a US keyboard, whatever layout the station has.

Decoding the place of the key instead of the symbol gives the exact text on a French, Belgian, German, Spanish or
Italian station, and with Caps Lock on. A scanner set to another country's keyboard is told by its calibration
(scanner_calibration.py); `UsKeyboard` then asks what was learnt first.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from qc_station.application.scanner_port import KeyStroke, Modifiers


@dataclass(frozen=True, slots=True)
class PlaceNumbers:
    """How a window system numbers the places of keys: Linux's own number plus `offset`, and some `apart`."""

    offset: int
    apart: Mapping[int, int] = field(default_factory=dict)

    def place(self, scan_code: int) -> int:
        """Linux's number of the place (input-event-codes.h), whose first 83 are those of the first PC ("set 1")."""
        return self.apart.get(scan_code, scan_code - self.offset)

    def scan_code(self, place: int) -> int:
        return next((code for code, known in self.apart.items() if known == place), place + self.offset)


# By Qt's platform plugin, and by the system where no plugin is named. X11: measured; Wayland's compositors send Linux's
# number and Qt adds the 8 of X11; Windows hands over set 1, with bit 8 for the keys that came later (Enter and the
# slash of the keypad), by its documentation, untested here. macOS has an order of its own: there the text is used.
_X11 = PlaceNumbers(8)
_WINDOWS = PlaceNumbers(0, MappingProxyType({0x11C: 96, 0x135: 98}))
PLATFORMS: Mapping[str, PlaceNumbers] = MappingProxyType(
    {"xcb": _X11, "wayland": _X11, "linux": _X11, "windows": _WINDOWS, "win32": _WINDOWS}
)
# Qt's platforms without numbers of their own: what is fed to them counts as the system does.
_WITHOUT_OWN = frozenset({"offscreen", "minimal", "vnc", "eglfs", "linuxfb"})
# Of a key that was learnt: its place, and whether Shift is held.
Learnt = Mapping[tuple[int, bool], str]
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
_TAB = 15
_KEYS = {
    character: (place, modifiers)
    for place, pair in reversed(_PLACES.items())
    for character, modifiers in zip(pair, (Modifiers.NONE, Modifiers.SHIFT), strict=True)
    if place < 55 or place == 57
} | {"\r": (28, Modifiers.NONE), "\t": (15, Modifiers.NONE)}


class UsKeyboard:
    """Reads strokes by their place, and by their text only when the window system does not tell the place.

    `learnt` comes first; then, where it says that the scanner is no US keyboard, what the layout makes of the key.
    """

    def __init__(self, platform: str = sys.platform, learnt: Learnt = MappingProxyType({})) -> None:
        self._numbers = PLATFORMS.get(platform, PLATFORMS.get(sys.platform) if platform in _WITHOUT_OWN else None)
        self._learnt = dict(learnt)
        self._foreign = any(_US.get(key) != character for key, character in self._learnt.items())

    def ends(self, stroke: KeyStroke) -> bool:
        """Enter or Tab: what a scanner puts behind its text."""
        return bool(self.suffix(stroke))

    def suffix(self, stroke: KeyStroke) -> str:
        """`enter`, `tab`, or empty for any other key."""
        if stroke.modifiers & ~Modifiers.SHIFT:
            return ""
        place = self.place(stroke)
        if place is None:
            return {"\r": "enter", "\n": "enter", "\t": "tab"}.get(stroke.text, "")
        return ("tab" if place == _TAB else "enter") if place in _ENDS else ""

    def character(self, stroke: KeyStroke) -> str | None:
        """The character a scanner meant, control characters included (Ctrl+] is GS, the separator); None: no such."""
        if stroke.modifiers & (Modifiers.ALT | Modifiers.META):
            return None
        place = self.place(stroke)
        if place is None:
            return stroke.text if len(stroke.text) == 1 else None
        shift = Modifiers.SHIFT in stroke.modifiers
        if Modifiers.CONTROL not in stroke.modifiers and self._foreign:
            known = self._learnt.get((place, shift))
            if known is not None or stroke.text.isprintable():
                return known or (stroke.text if len(stroke.text) == 1 else None)
        if place not in _PLACES:
            return None
        character = _PLACES[place][shift]
        if Modifiers.CONTROL not in stroke.modifiers:
            return character
        control = character.upper()
        return chr(ord(control) & 0x1F) if "@" <= control <= "_" else None

    def stroke(self, character: str, at_s: float, *, pressed: bool) -> KeyStroke:
        """How a scanner presses (or releases) the key of `character`. Raises ValueError for what it cannot type."""
        place, modifiers = _KEYS.get(character) or _control_key(character)
        scan_code = 0 if self._numbers is None else self._numbers.scan_code(place)
        return KeyStroke(scan_code, ord(character), character, modifiers, pressed, at_s)

    def place(self, stroke: KeyStroke) -> int | None:
        """Linux's number of the key's place; None where the window system does not tell."""
        return None if self._numbers is None or stroke.scan_code == 0 else self._numbers.place(stroke.scan_code)


_US: Learnt = {
    (place, shift): pair[shift] for place, pair in _PLACES.items() for shift in (False, True) if place in _PLACES
}


def _control_key(character: str) -> tuple[int, Modifiers]:
    """Control characters are typed with Ctrl and the key of the letter 64 places further on: GS is Ctrl+]."""
    key = _KEYS.get(chr(ord(character) + 64).lower()) if ord(character) < 32 else None
    if key is None:
        raise ValueError(f"no key types {character!r}")
    return key[0], key[1] | Modifiers.CONTROL
