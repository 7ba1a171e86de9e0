"""A scanner is learnt from one barcode, under the key numbers of X11, Wayland and Windows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qc_station.application.scanner_port import Calibration, KeyStroke
from qc_station.devices.scanner_calibration import SILENCE_S, CalibrationReader, calibrate, learnt_of
from qc_station.devices.scanner_virtual import scan_strokes
from qc_station.devices.scanner_wedge import WedgeReader
from qc_station.devices.us_keyboard import PLATFORMS, UsKeyboard
from qc_station.domain.bench_codes import CALIBRATION_CODE
from qc_station.domain.bench_command import BenchCommandCode
from tests.devices.french_scanner import TAB, french_strokes

WINDOW_SYSTEMS = ("xcb", "wayland", "windows")
# What a wedge types of each kind of code; no symbol in them that the calibration does not hold.
CODES = ("8R41207731902", "QC1-4T7KM2QX9A-7", "QC-BADGE-LM-0001", *(code.barcode for code in BenchCommandCode))


def presses(strokes: Iterable[KeyStroke]) -> list[KeyStroke]:
    return [stroke for stroke in strokes if stroke.pressed]


def read(reader: WedgeReader, strokes: Iterable[KeyStroke]) -> list[str]:
    return [text for stroke in strokes for text in reader.key(stroke).scans]


@pytest.mark.parametrize("platform", WINDOW_SYSTEMS)
def test_a_french_scanner_is_exact_once_it_is_calibrated(platform: str) -> None:
    """Before, its digits are symbols and its A is a Q; after one scan every code of the bench comes out exactly."""
    before = calibrate(presses(french_strokes(CALIBRATION_CODE, platform)), UsKeyboard(platform))
    assert (before.exact_before, before.exact_after, before.trouble) == (False, True, "")
    assert (before.suffix, round(before.pace_ms)) == ("enter", 12)
    reader = WedgeReader(UsKeyboard(platform, learnt_of(before.learnt)))
    for nth, code in enumerate(CODES):
        assert read(reader, french_strokes(code, platform, start_s=10.0 * nth)) == [code]


@pytest.mark.parametrize("platform", WINDOW_SYSTEMS)
def test_a_us_scanner_is_exact_before_and_after(platform: str) -> None:
    """The scanner as it comes: the text was right, and what is learnt changes nothing of it, small letters included."""
    keyboard = UsKeyboard(platform)
    told = calibrate(presses(scan_strokes(CALIBRATION_CODE, 0.0, keyboard=keyboard)), keyboard)
    assert (told.exact_before, told.exact_after, told.trouble) == (True, True, "")
    learnt = UsKeyboard(platform, learnt_of(told.learnt))
    for code in (*CODES, "]C1 0034\x1dqA", "]d2QC1-4T7KM2QX9A-7"):
        assert read(WedgeReader(learnt), scan_strokes(code, 0.0, keyboard=keyboard)) == [code]


@pytest.mark.parametrize(
    ("platform", "enter", "slash"), [("xcb", 104, 106), ("wayland", 104, 106), ("windows", 0x11C, 0x135)]
)
def test_the_keys_of_the_keypad_have_their_numbers(platform: str, enter: int, slash: int) -> None:
    """Enter and the slash of the keypad: 96 and 98 plus 8 on X11 and Wayland, bit 8 of 28 and 53 on Windows."""
    assert (PLATFORMS[platform].place(enter), PLATFORMS[platform].place(slash)) == (96, 98)
    assert (PLATFORMS[platform].scan_code(96), PLATFORMS[platform].scan_code(98)) == (enter, slash)


def test_what_is_kept_reads_back() -> None:
    """The setting is one line of printable text, whatever the scanner; anything else found there teaches nothing."""
    told = calibrate(presses(french_strokes(CALIBRATION_CODE, "xcb", suffix=TAB)), UsKeyboard("xcb"))
    assert told.suffix == "tab"
    assert told.learnt.startswith("12ms tab ")
    assert told.learnt.isprintable()
    learnt = learnt_of(told.learnt)
    assert learnt[2, True] == "1"
    assert learnt[16, True] == "A"
    assert learnt[16, False] == "a"
    for damaged in ("", "12ms", "12ms tab 2s", "12ms tab x=1", "12ms tab 2s=12"):
        assert learnt_of(damaged) == {}


def test_an_identifier_in_front_is_no_part_of_the_code() -> None:
    """A scanner that says which symbology it read (]C1) is learnt all the same."""
    keyboard = UsKeyboard("xcb")
    told = calibrate(presses(scan_strokes("]C1" + CALIBRATION_CODE, 0.0, keyboard=keyboard)), keyboard)
    assert (told.exact_before, told.exact_after, told.trouble) == (True, True, "")


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("8R41207731902", "calibration_not_the_code"),
        (CALIBRATION_CODE[:-1], "calibration_not_the_code"),
        (CALIBRATION_CODE[1:] + "Q", "calibration_contradicts"),
        (CALIBRATION_CODE.replace("Z", "Y"), "calibration_contradicts"),
    ],
    ids=["another", "cut", "shifted", "doubled"],
)
def test_a_wrong_or_damaged_read_teaches_nothing(text: str, trouble: str) -> None:
    """A key that would stand for two characters, or another code, is told from the right one."""
    keyboard = UsKeyboard("xcb")
    told = calibrate(presses(scan_strokes(text, 0.0, keyboard=keyboard)), keyboard)
    assert (told.trouble, told.learnt, told.exact_after) == (trouble, "", False)


def test_a_slow_scanner_is_told_so() -> None:
    """Above 60 ms a key it would be taken for a person; it is measured, not missed."""
    keyboard = UsKeyboard("xcb")
    told = calibrate(presses(scan_strokes(CALIBRATION_CODE, 0.0, key_s=0.09, keyboard=keyboard)), keyboard)
    assert (told.trouble, round(told.pace_ms)) == ("calibration_too_slow", 90)


def test_without_places_the_text_is_all_there_is() -> None:
    """A window system that does not number keys: exact by its text, or not to be helped."""
    keyboard = UsKeyboard("darwin")
    right = calibrate(presses(scan_strokes(CALIBRATION_CODE, 0.0, keyboard=keyboard)), keyboard)
    assert (right.exact_before, right.learnt, right.trouble) == (True, "", "")
    wrong = calibrate(presses(scan_strokes(CALIBRATION_CODE.replace("A", "q"), 0.0, keyboard=keyboard)), keyboard)
    assert (wrong.exact_before, wrong.trouble) == (False, "calibration_no_places")


def test_a_persons_keys_are_given_back_while_calibrating() -> None:
    """A single key goes on after the silence, Enter and Esc at once; the scan is held, whatever it types."""
    told: list[Calibration] = []
    keyboard = UsKeyboard("xcb")
    reader = CalibrationReader(keyboard, told.append)
    one = [keyboard.stroke("3", 0.0, pressed=True), keyboard.stroke("3", 0.01, pressed=False)]
    assert [reader.key(stroke).swallow for stroke in one] == [True, True]
    assert list(reader.idle(SILENCE_S).replay) == one
    assert not reader.key(keyboard.stroke("\r", 2.0, pressed=True)).swallow
    for stroke in french_strokes(CALIBRATION_CODE, "xcb", start_s=5.0):
        assert reader.key(stroke).swallow
    due_s = reader.due_s()
    assert due_s is not None
    reader.idle(due_s)
    assert [each.exact_after for each in told] == [True]
    assert reader.due_s() is None
