"""Keys are known by their place or their symbol, whichever an operator means."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt

from qc_station.viewmodels.keys import key_name

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
ROW = 2 if sys.platform == "win32" else 10
needs_row = pytest.mark.skipif(sys.platform == "darwin", reason="macOS numbers its keys otherwise")


@needs_row
@pytest.mark.parametrize(("place", "typed"), list(enumerate("&é\"'(-è_çà")))
def test_the_number_row_of_a_french_keyboard_gives_digits(place: int, typed: str) -> None:
    """Whatever the layout types there, the first key of the row is 1 and the tenth is 0."""
    assert key_name(ord(typed.upper()), NONE.value, ROW + place, typed) == "1234567890"[place]


@needs_row
def test_shift_and_a_digit_key_is_the_defect_key() -> None:
    """On AZERTY shift types the digit itself; it is still shift and that key."""
    assert key_name(Qt.Key.Key_3.value, SHIFT.value, ROW + 2, "3") == "shift+3"


@pytest.mark.parametrize(
    ("key", "digit"),
    [
        (Qt.Key.Key_7, "7"),
        (Qt.Key.Key_Home, "7"),
        (Qt.Key.Key_Insert, "0"),
        (Qt.Key.Key_Clear, "5"),
        (Qt.Key.Key_Down, "2"),
    ],
)
def test_the_pad_counts_with_and_without_numlock(key: Qt.Key, digit: str) -> None:
    """Without NumLock the pad sends Home, End and their like; they are digits all the same."""
    assert key_name(key.value, PAD.value, 79, "") == digit


def test_arrows_of_the_main_block_stay_arrows() -> None:
    """Down without the pad's mark steers, it does not answer check 2."""
    assert key_name(Qt.Key.Key_Down.value, NONE.value, 116, "") == "down"


def test_letters_go_by_symbol_and_question_mark_by_text() -> None:
    """D is the key that types d; `?` is wherever the layout has it."""
    assert key_name(Qt.Key.Key_D.value, NONE.value, 40, "d") == "d"
    assert key_name(Qt.Key.Key_Question.value, SHIFT.value, 58, "?") == "?"
    assert key_name(Qt.Key.Key_Z.value, CTRL.value, 25, "\x1a") == "ctrl+z"
    assert key_name(Qt.Key.Key_L.value, (CTRL | SHIFT).value, 46, "\x0c") == "ctrl+shift+l"


def test_without_a_scan_code_the_symbol_counts() -> None:
    """An input method or a remote desktop sends no scan code."""
    assert key_name(Qt.Key.Key_4.value, NONE.value, 0, "4") == "4"


def test_a_key_no_screen_knows_has_no_name() -> None:
    """Volume keys and their like mean nothing here."""
    assert not key_name(Qt.Key.Key_VolumeUp.value, NONE.value, 123, "")
