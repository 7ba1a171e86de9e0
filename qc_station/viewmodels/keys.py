"""Keys by the name the screens use: digits by their place on the keyboard, letters by the symbol the layout gives them.

On a French keyboard the number row types `&é"'(-è_çà`, so a digit is recognised by its scan code, never by its
text; the numeric pad counts with and without NumLock. The same names stand in the key map that `?` shows.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_ALT, _PAD = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier

# The key "1" of the number row: evdev 2 + 8 on X11 and Wayland, make code 2 on Windows; macOS has its own order.
_ROW_START = {"win32": 2}.get(sys.platform, 10)
_MAC_ROW = {18: "1", 19: "2", 20: "3", 21: "4", 23: "5", 22: "6", 26: "7", 28: "8", 25: "9", 29: "0"}

_PAD_WITHOUT_NUMLOCK = {
    Qt.Key.Key_Insert: "0",
    Qt.Key.Key_End: "1",
    Qt.Key.Key_Down: "2",
    Qt.Key.Key_PageDown: "3",
    Qt.Key.Key_Left: "4",
    Qt.Key.Key_Clear: "5",
    Qt.Key.Key_Right: "6",
    Qt.Key.Key_Home: "7",
    Qt.Key.Key_Up: "8",
    Qt.Key.Key_PageUp: "9",
}
_NAMED = {
    Qt.Key.Key_Return: "enter",
    Qt.Key.Key_Enter: "enter",
    Qt.Key.Key_Space: "space",
    Qt.Key.Key_Escape: "escape",
    Qt.Key.Key_Tab: "tab",
    Qt.Key.Key_Backtab: "tab",
    Qt.Key.Key_Backspace: "backspace",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_PageUp: "pageup",
    Qt.Key.Key_PageDown: "pagedown",
} | {Qt.Key(Qt.Key.Key_F1.value + at): f"f{at + 1}" for at in range(12)}


def key_name(key: int, modifiers: int, scan_code: int, text: str) -> str:
    """`3`, `shift+3`, `ctrl+z`, `f1`, `?`, `enter`…; empty for a key that no screen knows."""
    held = Qt.KeyboardModifier(modifiers)
    digit = _digit(key, held, scan_code)
    if digit and not held & (_CTRL | _ALT):
        return f"shift+{digit}" if held & _SHIFT and not held & _PAD else digit
    if text == "?":
        return "?"
    name = _named(key)
    if not name:
        return ""
    prefix = ("ctrl+" if held & _CTRL else "") + ("alt+" if held & _ALT else "")
    return prefix + ("shift+" if prefix and held & _SHIFT else "") + name


def _digit(key: int, held: Qt.KeyboardModifier, scan_code: int) -> str:
    if held & _PAD:
        if Qt.Key.Key_0.value <= key <= Qt.Key.Key_9.value:
            return chr(key)
        return _PAD_WITHOUT_NUMLOCK.get(Qt.Key(key), "") if key in _PAD_WITHOUT_NUMLOCK else ""
    if sys.platform == "darwin":
        return _MAC_ROW.get(scan_code, "")
    if _ROW_START <= scan_code < _ROW_START + 10:
        return "1234567890"[scan_code - _ROW_START]
    # No scan code: an input method or a remote desktop. The symbol is all there is.
    return chr(key) if scan_code == 0 and Qt.Key.Key_0.value <= key <= Qt.Key.Key_9.value else ""


def _named(key: int) -> str:
    if Qt.Key.Key_A.value <= key <= Qt.Key.Key_Z.value:
        return chr(key).lower()
    return next((name for known, name in _NAMED.items() if known.value == key), "")
