"""The key filter in an offscreen window: what a screen gets to see, and what it never sees."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest

from qc_station.application.scanner_port import Modifiers
from qc_station.devices.scanner_virtual import scan_strokes
from qc_station.devices.scanner_wedge import WedgeReader
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.viewmodels.key_filter import KeyClock, KeyFilter

LABEL = "9V20524752032"
NASTY = LABEL + " %]C1ab-_/:(AZWMq)"
AZERTY = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


class Screen(QWindow):
    """Writes down the keys that reach it, as (press?, scan code, text)."""

    def __init__(self):
        super().__init__()
        self.keys = []

    def keyPressEvent(self, event):
        self.keys.append((True, event.nativeScanCode(), event.text()))

    def keyReleaseEvent(self, event):
        self.keys.append((False, event.nativeScanCode(), event.text()))

    @property
    def typed(self):
        return "".join(text for pressed, _, text in self.keys if pressed)


@pytest.fixture
def screen(qapp):
    window = Screen()
    window.show()
    window.requestActivate()
    assert QTest.qWaitForWindowActive(window)
    yield window
    window.close()
    window.deleteLater()
    QCoreApplication.processEvents()


@pytest.fixture
def keys(qapp, screen):
    made = KeyFilter(WedgeReader(UsKeyboard("linux")))
    made.start(qapp)
    yield made
    made.watch(None)
    qapp.focusWindowChanged.disconnect(made.watch)


def heard(signal):
    """What a signal carried, in a list that grows."""
    texts = []
    signal.connect(texts.append)
    return texts


class Time:
    """The window system's clock, in milliseconds since its own beginning."""

    def __init__(self):
        self.ms = 1000

    def send(self, window, stroke, text=None):
        held = Qt.KeyboardModifier.NoModifier
        for ours, qt in ((Modifiers.SHIFT, "Shift"), (Modifiers.CONTROL, "Control")):
            held |= getattr(Qt.KeyboardModifier, f"{qt}Modifier") if ours in stroke.modifiers else held
        kind = QEvent.Type.KeyPress if stroke.pressed else QEvent.Type.KeyRelease
        event = QKeyEvent(kind, stroke.key, held, stroke.scan_code, 0, 0, text or stroke.text, False, 1)
        event.setTimestamp(self.ms + round(stroke.at_s * 1000))
        QCoreApplication.sendEvent(window, event)


def scan(window, code, time, texts=None, **how):
    for stroke in scan_strokes(code, 0.0, keyboard=UsKeyboard("linux"), **how):
        time.send(window, stroke, (texts or {}).get(stroke.text))
    time.ms += 5000


def test_a_scan_is_heard_and_no_key_of_it_reaches_the_screen(screen, keys):
    """One signal with the exact text, whatever the layout made of its keys; Enter presses nothing."""
    scans = heard(keys.scanned)
    scan(screen, NASTY, Time(), AZERTY)
    assert scans == [NASTY]
    assert screen.keys == []


def test_held_keys_reach_the_screen_as_they_were(screen, keys, qtbot):
    """A digit typed by a person arrives by itself a moment later: press and release, scan code and text unchanged."""
    time = Time()
    for pressed in (True, False):
        time.send(screen, UsKeyboard("linux").stroke("1", 0.0, pressed=pressed), "&")
    assert screen.keys == []
    qtbot.waitUntil(lambda: len(screen.keys) == 2)
    assert screen.keys == [(True, 10, "&"), (False, 10, "&")]


def test_a_short_burst_and_its_enter_arrive_in_order(screen, keys):
    """Too short for a code: the digits come first, then Enter, each once."""
    scans = heard(keys.scanned)
    scan(screen, "471", Time())
    assert screen.typed == "471\r"
    assert scans == []


def test_a_code_without_suffix_is_heard_after_silence(screen, keys, qtbot):
    """The timer ends a burst that no Enter ended."""
    scans = heard(keys.scanned)
    scan(screen, LABEL, Time(), suffix="")
    qtbot.waitUntil(lambda: scans == [LABEL])
    assert screen.keys == []


def test_a_repeated_scan_is_told_as_such(screen, keys):
    """A trigger held too long: one scan, one code for the log."""
    scans, dropped, time = heard(keys.scanned), heard(keys.dropped), Time()
    scan(screen, LABEL, time)
    time.ms -= 4500
    scan(screen, LABEL, time)
    assert (scans, dropped) == ([LABEL], ["scan_repeated"])


def test_a_scan_survives_a_busy_window(screen, keys):
    """Keys pressed at a person's pace that arrive all at once, after the window was busy, are still a person's."""
    scans = heard(keys.scanned)
    scan(screen, LABEL, Time(), key_s=0.2)
    assert scans == []
    assert screen.typed == LABEL + "\r"


def test_real_key_events_of_the_platform_are_judged(screen, keys):
    """Without scan codes (offscreen) the text decides: a quick row of keys is a scan, other events pass untouched."""
    scans = heard(keys.scanned)
    for character in LABEL:
        QTest.keyClick(screen, character)
    QTest.keyClick(screen, Qt.Key.Key_Return)
    assert scans == [LABEL]
    where = QPointF(1, 1)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(screen, move)
    assert screen.keys == []


def test_the_filter_follows_the_focus(screen, keys):
    """Another window of the application is heard as well, and what was held goes to the one it was meant for."""
    scans, time = heard(keys.scanned), Time()
    time.send(screen, UsKeyboard("linux").stroke("1", 0.0, pressed=True))
    other = Screen()
    keys.watch(other)
    assert screen.typed == "1"
    time.ms += 5000
    scan(other, LABEL, time)
    assert (scans, other.keys) == ([LABEL], [])
    keys.watch(QGuiApplication.focusWindow())
    other.deleteLater()


def test_hostile_scans_leave_the_filter_alive(screen, keys):
    """Endless, empty and strange bursts: each is heard, given back or dropped; the next label is read."""
    scans, time = heard(keys.scanned), Time()
    for code in ("'; DROP TABLE piece;--", "%s%n%x{0}", "]C1" * 50, "A" * 5000, "\x1d" * 20, "~" * 300):
        scan(screen, code, time, key_s=0.002)
    scan(screen, LABEL, time)
    assert scans[-1] == LABEL


def test_the_time_of_a_key_is_the_time_it_was_pressed():
    """Late arrival does not move a key; no time at all is the time of arrival; a clock that begins anew is followed."""
    clock = KeyClock()
    assert clock.at_s(5_000, 100.0) == 100.0
    assert clock.at_s(5_200, 101.5) == pytest.approx(100.2)
    assert clock.at_s(0, 102.0) == 102.0
    clock.at_s(2**32 - 1, 5_000_000.0)
    assert clock.at_s(50, 5_000_001.0) > 4_999_999.0
