"""Real key events of a real X server: a US scanner on stations with nine keyboard layouts, and people who type.

The window takes text, as the sign-in line does, so that an input method would show itself.
"""

import contextlib
import json
import os
import queue
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from qc_station.application.scanner_port import Modifiers
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.domain.bench_codes import CALIBRATION_CODE
from tests.devices.french_scanner import KEYS

LABEL = "9V20524752032"
# Every character a scanner can type, and its separator.
ALPHABET = "".join(map(chr, range(33, 127))) + " 5"
GS1 = "]C1 0034\x1dqA"
ROOT = Path(__file__).parents[2]
PATIENCE_S = 20
SHIFT, CONTROL, CAPS_LOCK, END = "50", "37", "66", "67"  # X key codes; F1 marks an end
NEEDED = ("Xvfb", "xdotool", "setxkbmap")
# Layout and variant, and what it types at two places that tell it from the others: a scanner's `\\` and `q`.
LAYOUTS = {
    "us": ("us", "", "\\q"),
    "fr": ("fr", "", "*a"),
    "de": ("de", "", "#q"),
    "be": ("be", "", "µa"),
    "it": ("it", "", "ùq"),
    "es": ("es", "", "çq"),
    "gb": ("gb", "", "#q"),
    "ch(fr)": ("ch", "fr", "$q"),
    "nl": ("nl", "", "<q"),
}


@contextlib.contextmanager
def x_server():
    """An X server of our own; its absence is a reason to skip, except where the gate must see everything."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"this gate needs {', '.join(missing)}")
    if missing or not sys.platform.startswith("linux"):
        pytest.skip(f"needs an X server and its tools: {', '.join(missing) or sys.platform}")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", "640x480x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait(PATIENCE_S)
    server.stdout.close()


@pytest.fixture(scope="module")
def display():
    with x_server() as made:
        yield made


@pytest.fixture
def another_display():
    """For a second window: on one display it would take the focus from the first for good."""
    with x_server() as made:
        yield made


class Station:
    """The window program on this display, and hands at the keyboard."""

    def __init__(self, display, *arguments):
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.viewmodels.key_window", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._heard = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        window = self.hear("shown")["window"]
        self._run("xdotool", "windowfocus", str(window))
        while not self.hear("focus")["here"]:
            pass

    def _read(self):
        for line in self.program.stdout:
            self._heard.put(json.loads(line))

    def _run(self, *command):
        subprocess.run(command, env=self.environment, check=True, timeout=PATIENCE_S)

    def lay_out(self, layout, variant=""):
        self._run("setxkbmap", "-layout", layout, "-variant", variant)

    def press(self, *arguments):
        self._run("xdotool", *arguments)

    def hear(self, *kinds):
        """The next thing of one of these kinds."""
        while (said := self._heard.get(timeout=PATIENCE_S))["what"] not in kinds:
            pass
        return said

    def until_end(self, *arguments):
        """Press these keys, then the mark; everything heard before it."""
        self.press(*arguments, "key", END)
        heard = []
        while (said := self.hear("scan", "press", "dropped")) != {"what": "press", "name": "f1", "text": ""}:
            heard.append(said)
        return heard

    def types(self, *codes):
        """What a person types with these keys, one at a time."""
        heard = self.until_end(*(part for code in codes for part in ("key", "--delay", "160", code)))
        assert [said for said in heard if said["what"] != "press"] == []
        return "".join(said["text"] for said in heard)

    def scan(self, text, key_ms=2):
        """Every key as a US scanner presses it, all in one go; a stalled machine is given another try."""
        for _ in range(5):
            time.sleep(0.15)  # a burst begins after a pause
            heard = self.until_end(*keys(text + "\r", lambda: key_ms))
            if any(said["what"] == "scan" for said in heard):
                assert [said for said in heard if said.get("text")] == [{"what": "scan", "text": text}]
                return text
        pytest.fail(f"not heard as one scan: {heard}")

    def end(self):
        self.program.stdin.close()
        assert self.program.wait(PATIENCE_S) == 0
        self._reader.join()
        self.program.stdout.close()


def keys(text, next_ms):
    """The places of these characters on a US keyboard, as arguments of xdotool; `next_ms` is asked key by key."""
    arguments = []
    for character in text:
        stroke = UsKeyboard("linux").stroke(character, 0.0, pressed=True)
        held = [SHIFT] * (Modifiers.SHIFT in stroke.modifiers) + [CONTROL] * (Modifiers.CONTROL in stroke.modifiers)
        arguments += [part for key in held for part in ("keydown", "--delay", "0", key)]
        arguments += ["key", "--delay", str(next_ms()), str(stroke.scan_code)]
        arguments += [part for key in held for part in ("keyup", "--delay", "0", key)]
    return arguments


def french_keys(text, key_ms=8):
    """The places of these characters on a French keyboard, and Enter."""
    arguments = []
    for character in text:
        place, shift = KEYS[character]
        arguments += ["keydown", "--delay", "0", SHIFT] if shift else []
        arguments += ["key", "--delay", str(key_ms), str(place + 8)]
        arguments += ["keyup", "--delay", "0", SHIFT] if shift else []
    return [*arguments, "key", "36"]


@pytest.fixture(scope="module")
def station(display):
    made = Station(display)
    yield made
    made.end()


@pytest.fixture(params=LAYOUTS)
def laid_out(request, station):
    """The station with a layout that is really in force."""
    layout, variant, told = LAYOUTS[request.param]
    station.lay_out(layout, variant)
    assert station.types("51", "24") == told
    return station


@pytest.fixture(params=["caps off", "caps on"])
def caps(request, laid_out):
    """Caps Lock really on, or off, for a test."""
    if request.param == "caps on":
        laid_out.press("key", CAPS_LOCK)
    assert laid_out.types("24").isupper() == (request.param == "caps on")
    yield laid_out
    if request.param == "caps on":
        laid_out.press("key", CAPS_LOCK)


def test_a_scan_arrives_exactly_on_any_layout(caps):
    """Every character and the separator of a US scanner, on nine layouts, with and without Caps Lock."""
    assert caps.scan(ALPHABET) == ALPHABET
    assert caps.scan(GS1) == GS1


@pytest.mark.parametrize("key_ms", [7, 16, 35, 50])
def test_a_burst_at_any_scanners_pace_is_one_scan(station, key_ms):
    """Cable and Bluetooth, 7 to 50 ms a key: one scan, and no key of it reaches the screen."""
    station.lay_out("fr")
    text = f"{LABEL}{key_ms}"
    began = time.monotonic()
    assert station.scan(text, key_ms) == text
    assert time.monotonic() - began > len(text) * key_ms / 1000


@pytest.mark.parametrize("words_a_minute", [60, 90, 120])
@pytest.mark.parametrize("uneven", [False, True], ids=["even", "uneven"])
def test_typing_is_never_a_scan(station, words_a_minute, uneven):
    """A parcel number at 60 to 120 words a minute, even or as fingers do: every key reaches the screen, in order."""
    station.lay_out("us")
    fingers = random.Random(words_a_minute)

    def next_ms():
        even_ms = 12_000 // words_a_minute  # five letters and a fifth of a minute
        return round(even_ms * fingers.lognormvariate(0, 0.25)) if uneven else even_ms

    heard = station.until_end(*keys(LABEL + "\r", next_ms))
    assert [said for said in heard if said["what"] != "press"] == []
    assert "".join(said["text"] for said in heard) == LABEL + "\r"


def test_an_accent_typed_by_a_person_is_joined(station):
    """The dead key ^ of a French keyboard, then e: the line of typing gets ê, though no input method is asked."""
    station.lay_out("fr")
    assert station.types("34", "26") == "ê"


def test_a_digit_key_is_a_digit_after_its_short_hold(station):
    """The key 1 reaches the screen as the answer 1, though a French layout types & there."""
    station.lay_out("fr")
    heard = station.until_end("key", "--delay", "160", "10")
    # A Caps Lock put back by the test before may arrive only now: it has neither name nor text.
    assert [said for said in heard if said["name"] or said["text"]] == [{"what": "press", "name": "1", "text": "&"}]


@pytest.mark.parametrize("layout", ["fr", "us", "de"])
def test_a_french_scanner_is_exact_after_its_calibration(another_display, layout):
    """Its digits are the station's symbols and its A the station's Q; one scan of the code, and every text is exact."""
    station = Station(another_display, "--calibrate")
    try:
        station.lay_out(layout)
        for _ in range(5):
            time.sleep(0.8)
            station.press(*french_keys(CALIBRATION_CODE))
            told = station.hear("calibrated")
            if told["exact_after"]:
                break
        assert (told["exact_before"], told["exact_after"], told["suffix"]) == (False, True, "enter")
        for text in (LABEL, "QC1-4T7KM2QX9A-7", "QC-CMD-CONFORM-T"):
            for _ in range(5):
                time.sleep(0.15)
                heard = station.until_end(*french_keys(text, key_ms=2))
                if any(said["what"] == "scan" for said in heard):
                    break
            assert [said for said in heard if said.get("text")] == [{"what": "scan", "text": text}]
    finally:
        station.end()
