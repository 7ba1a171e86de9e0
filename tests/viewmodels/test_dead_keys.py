"""What a person types with a dead key reaches the line of typing as a letter with its accent, and nothing is lost."""

from __future__ import annotations

import os
import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from qc_station.viewmodels.dead_keys import DeadKeys, ask_for_no_input_method

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CIRCUMFLEX, DIAERESIS = Qt.Key.Key_Dead_Circumflex, Qt.Key.Key_Dead_Diaeresis


def key(code: int, text: str = "", kind: QEvent.Type = QEvent.Type.KeyPress) -> QKeyEvent:
    return QKeyEvent(kind, code, NONE, 34, 0x5E, 0, text)


def letter(text: str) -> QKeyEvent:
    return key(ord(text.upper()), text)


def typed(*events: QKeyEvent) -> str:
    keys = DeadKeys()
    return "".join(keys.joined(event).text() for event in events)


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ((key(CIRCUMFLEX), letter("e")), "ê"),
        ((key(DIAERESIS), key(Qt.Key.Key_Shift), letter("I")), "Ï"),
        ((key(CIRCUMFLEX), letter(" ")), "^"),
        ((key(CIRCUMFLEX), letter("t"), letter("e")), "^te"),
        ((key(CIRCUMFLEX), key(CIRCUMFLEX), letter("o")), "^ô"),
        ((key(CIRCUMFLEX), key(Qt.Key.Key_Return, "\r"), letter("e")), "\re"),
        ((letter("e"), key(0x20AC, "€")), "e€"),
    ],
    ids=["letter", "capital", "alone", "not taken", "twice", "given up", "no dead key"],
)
def test_an_accent_joins_the_letter_behind_it(events: tuple[QKeyEvent, ...], text: str) -> None:
    """Joined where the letter takes it, typed by itself where it does not."""
    assert typed(*events) == text


def test_a_joined_key_keeps_its_place_and_a_release_passes() -> None:
    """Only the text changes; releases and keys without an accent are the very same event."""
    keys, release, plain = DeadKeys(), key(CIRCUMFLEX, "", QEvent.Type.KeyRelease), letter("e")
    assert keys.joined(release) is release
    assert keys.joined(plain) is plain
    keys.joined(key(CIRCUMFLEX))
    joined = keys.joined(plain)
    assert (joined.key(), joined.nativeScanCode(), joined.nativeVirtualKey()) == (Qt.Key.Key_E, 34, 0x5E)


def test_an_accent_does_not_follow_the_focus() -> None:
    """A dead key pressed in one window changes no letter of the next."""
    keys = DeadKeys()
    keys.joined(key(CIRCUMFLEX))
    keys.forget()
    assert keys.joined(letter("e")).text() == "e"


def test_no_input_method_stands_before_the_key_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the desktop session says (Ubuntu sets ibus), on Linux; elsewhere nothing is touched."""
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    monkeypatch.setenv("QT_IM_MODULES", "wayland;ibus")
    monkeypatch.setattr(sys, "platform", "win32")
    ask_for_no_input_method()
    assert os.environ["QT_IM_MODULE"] == "ibus"
    monkeypatch.setattr(sys, "platform", "linux")
    ask_for_no_input_method()
    assert (os.environ["QT_IM_MODULE"], os.environ["QT_IM_MODULES"]) == ("none", "none")
