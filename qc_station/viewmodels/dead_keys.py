"""Accents typed with a dead key (^, then e), put together behind the key filter instead of before it.

An input method takes dead keys before any window sees them, as soon as a line of typing has the focus. The place of a
scanner's `]` is such a key on a French-speaking Swiss keyboard, `[` on a French one, `'` on a Dutch one: a badge
scanned into the sign-in line lost its first character, a GS1 code its separators. So no input method is asked for, and
what it did for a person is done here, once the key filter knows that a person typed.
"""

from __future__ import annotations

import os
import sys
import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

# The accent as a combining mark, and as it stands alone (before a space, or a letter that does not take it).
_ACCENTS = {
    Qt.Key.Key_Dead_Grave.value: ("\u0300", "`"),
    Qt.Key.Key_Dead_Acute.value: ("\u0301", "´"),
    Qt.Key.Key_Dead_Circumflex.value: ("\u0302", "^"),
    Qt.Key.Key_Dead_Tilde.value: ("\u0303", "~"),
    Qt.Key.Key_Dead_Macron.value: ("\u0304", "¯"),
    Qt.Key.Key_Dead_Breve.value: ("\u0306", "˘"),
    Qt.Key.Key_Dead_Abovedot.value: ("\u0307", "˙"),
    Qt.Key.Key_Dead_Diaeresis.value: ("\u0308", "¨"),
    Qt.Key.Key_Dead_Abovering.value: ("\u030a", "°"),
    Qt.Key.Key_Dead_Doubleacute.value: ("\u030b", "˝"),
    Qt.Key.Key_Dead_Caron.value: ("\u030c", "ˇ"),
    Qt.Key.Key_Dead_Cedilla.value: ("\u0327", "¸"),
    Qt.Key.Key_Dead_Ogonek.value: ("\u0328", "˛"),
}


def ask_for_no_input_method() -> None:
    """Call it before the application is made. Elsewhere than on Linux the system joins accents before Qt."""
    if sys.platform.startswith("linux"):
        os.environ["QT_IM_MODULES"] = os.environ["QT_IM_MODULE"] = "none"


class DeadKeys:
    """Remembers the dead key that waits for its letter."""

    def __init__(self) -> None:
        self._waiting: tuple[str, str] | None = None

    def forget(self) -> None:
        self._waiting = None

    def joined(self, event: QKeyEvent) -> QKeyEvent:
        """The same event, or one with the accent in its text."""
        if event.type() != QEvent.Type.KeyPress:
            return event
        waiting, accent = self._waiting, _ACCENTS.get(event.key())
        if accent and not event.text():
            self._waiting = accent
            return _with_text(event, waiting[1]) if waiting else event
        if not event.text():  # Shift on the way to a capital letter; an arrow
            return event
        self._waiting = None
        if waiting is None or not event.text().isprintable():
            return event
        return _with_text(event, _join(waiting, event.text()))


def _join(accent: tuple[str, str], text: str) -> str:
    if text == " ":
        return accent[1]
    joined = unicodedata.normalize("NFC", text + accent[0])
    return joined if len(joined) == 1 else accent[1] + text


def _with_text(event: QKeyEvent, text: str) -> QKeyEvent:
    made = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        text,
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made
