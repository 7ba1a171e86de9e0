"""Real key events of a real X server: a US scanner on a French and a US station."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qc_station.application.scanner_port import Modifiers
from qc_station.devices.us_keyboard import UsKeyboard

NASTY = "9V20524752032 %]C1ab-_/:(AZWMq)"
ROOT = Path(__file__).parents[2]
PATIENCE_S = 20
SHIFT, CONTROL = "50", "37"  # X key codes of the left Shift and Control
NEEDED = ("Xvfb", "xdotool", "setxkbmap")


@pytest.fixture(scope="module")
def display():
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


class Station:
    """The window program on this display, and hands at the keyboard."""

    def __init__(self, display, layout):
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        self._run("setxkbmap", layout)
        self.program = subprocess.Popen(
            [sys.executable, "-m", "tests.viewmodels.key_window"],
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

    def press(self, *arguments):
        self._run("xdotool", *arguments)

    def hear(self, *kinds):
        """The next thing of one of these kinds."""
        while (said := self._heard.get(timeout=PATIENCE_S))["what"] not in kinds:
            pass
        return said

    def scan(self, text):
        """Every key as a US scanner presses it, all in one go; a stalled machine is given another try."""
        arguments = []
        for character in text + "\r":
            stroke = UsKeyboard("linux").stroke(character, 0.0, pressed=True)
            held = [SHIFT] * (Modifiers.SHIFT in stroke.modifiers) + [CONTROL] * (Modifiers.CONTROL in stroke.modifiers)
            arguments += [part for key in held for part in ("keydown", key)]
            arguments += ["key", "--delay", "2", str(stroke.scan_code)]
            arguments += [part for key in held for part in ("keyup", key)]
        for _ in range(3):
            self.press(*arguments)
            self.press("key", "67")  # F1 marks the end: no scan comes behind it
            said = self.hear("scan", "press")
            while said["what"] == "press" and said["name"] != "f1":
                said = self.hear("scan", "press")
            if said["what"] == "scan":
                assert self.hear("press", "scan")["name"] in {"", "f1"}
                return said["text"]
        pytest.fail("no scan was heard")

    def end(self):
        self.program.stdin.close()
        assert self.program.wait(PATIENCE_S) == 0
        self._reader.join()
        self.program.stdout.close()


@pytest.fixture(params=["us", "fr"])
def station(request, display):
    made = Station(display, request.param)
    yield made
    made.end()


def test_a_scan_arrives_exactly_on_any_layout(station):
    """Letters, digits, brackets and separators of a US scanner, on AZERTY as on QWERTY, with Caps Lock on as well."""
    assert station.scan(NASTY) == NASTY
    station.press("key", "66")  # Caps Lock
    assert station.scan("]C1 0034\x1dqA") == "]C1 0034\x1dqA"
    station.press("key", "66")


def test_a_digit_key_is_a_digit_after_its_short_hold(station):
    """The key 1 reaches the screen as the answer 1, though a French layout types & there."""
    station.press("key", "10")
    said = station.hear("press")
    while said["name"] == "":
        said = station.hear("press")
    assert said["name"] == "1"
