"""The wedge reader, in simulated time: every scanner is heard, nobody's typing is taken for one, no key is lost."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.scanner_port import KeyStroke, Modifiers
from qc_station.devices.scanner_virtual import scan_strokes
from qc_station.devices.scanner_wedge import LENGTH_MAX, WedgeReader
from qc_station.devices.us_keyboard import UsKeyboard

LINUX = UsKeyboard("linux")
NASTY = "9V20524752032 %]C1ab-_/:(AZWMq)"
LABEL = "9V20524752032"
PRINTABLE = "".join(chr(code) for code in range(32, 127))


class Bench:
    """Feeds strokes to a reader as a key filter does, silence included, and keeps what comes out in order."""

    def __init__(self):
        self.reader = WedgeReader(LINUX)
        self.scans, self.dropped, self.passed = [], [], []

    def feed(self, strokes):
        for stroke in strokes:
            self.rest(stroke.at_s)
            verdict = self.reader.key(stroke)
            self._out(verdict)
            if not verdict.swallow:
                self.passed.append(stroke)
        return self

    def rest(self, until_s=float("inf")):
        """Nothing happens until then: the timer runs out when it is due."""
        while (due := self.reader.due_s()) is not None and due < until_s:
            self._out(self.reader.idle(due))
        return self

    def _out(self, verdict):
        self.passed += verdict.replay
        self.scans += verdict.scans
        self.dropped += [verdict.dropped] if verdict.dropped else []

    @property
    def typed(self):
        return "".join(LINUX.character(s) or s.text for s in self.passed if s.pressed)


def typing(text, gaps_s, start_s=10.0, down_s=0.08):
    """A person: each key pressed `gap` after the one before, released `down_s` later, perhaps behind the next."""
    at_s, strokes = start_s, []
    for character, gap_s in zip(text, gaps_s, strict=True):
        at_s += gap_s
        strokes += [LINUX.stroke(character, at_s, pressed=True), LINUX.stroke(character, at_s + down_s, pressed=False)]
    return sorted(strokes, key=lambda stroke: stroke.at_s)


@pytest.mark.parametrize("key_s", [0.0, 0.001, 0.008, 0.016, 0.035, 0.050], ids="{}s".format)
def test_every_scanner_speed_is_heard_exactly(key_s):
    """From an instant USB scanner to a Bluetooth one at 50 ms a key: the exact text, and not one key to the screens."""
    bench = Bench().feed(scan_strokes(NASTY, 10.0, key_s=key_s)).rest()
    assert bench.scans == [NASTY]
    assert bench.passed == []


@given(st.lists(st.floats(0.02, 0.05), min_size=14, max_size=14))
def test_a_jittering_bluetooth_scanner_is_heard(gaps_s):
    """Gaps that vary between 20 and 50 ms change nothing."""
    bench = Bench().feed(typing(LABEL + "\r", gaps_s, down_s=0.01)).rest()
    assert bench.scans == [LABEL]
    assert bench.passed == []


@given(st.text(PRINTABLE, min_size=6, max_size=200))
def test_every_printable_text_comes_through_exactly(text):
    """The scan is what was sent, spaces at its ends included."""
    assert Bench().feed(scan_strokes(text, 10.0)).scans == [text]


def test_separators_and_aim_identifier_are_kept():
    """GS, sent as Ctrl+], arrives as the separator it is."""
    assert Bench().feed(scan_strokes("]C10012345\x1d21AB", 10.0)).scans == ["]C10012345\x1d21AB"]


@pytest.mark.parametrize("suffix", ["\r", "\t", "", "\r\r"])
def test_any_suffix_ends_a_scan_and_presses_no_button(suffix):
    """Enter, Tab, two Enters, or nothing behind a code we know: one scan, and no key goes on."""
    bench = Bench().feed(scan_strokes(LABEL, 10.0, suffix=suffix)).rest()
    assert bench.scans == [LABEL]
    assert bench.passed == []


def test_a_late_enter_still_belongs_to_the_scan():
    """Enter a fifth of a second after the code, when silence has ended the scan already, presses no button."""
    late = [LINUX.stroke("\r", 10.3, pressed=True), LINUX.stroke("\r", 10.31, pressed=False)]
    bench = Bench().feed([*scan_strokes(LABEL, 10.0, suffix=""), *late]).rest()
    assert bench.scans == [LABEL]
    assert bench.passed == []


def test_a_second_later_enter_is_the_operators():
    """The next Enter after a scan goes on to the screen."""
    enter = [LINUX.stroke("\r", 11.5, pressed=True), LINUX.stroke("\r", 11.6, pressed=False)]
    assert Bench().feed([*scan_strokes(LABEL, 10.0), *enter]).rest().passed == enter


def test_an_unknown_text_without_suffix_is_typing():
    """Without Enter only a code we know counts as a scan; the keys are given back."""
    bench = Bench().feed(scan_strokes("hello world", 10.0, suffix="")).rest()
    assert (bench.scans, bench.typed) == ([], "hello world")


@given(
    st.text(PRINTABLE + "\r\t", min_size=1, max_size=60),
    st.floats(60, 120),
    st.randoms(use_true_random=False),
)
def test_nobodys_typing_becomes_a_scan(text, wpm, chance):
    """At 60 to 120 words a minute, each key between 0.62 and 2.5 times the mean: no scan, and every key in order."""
    mean_s = 12 / wpm
    strokes = typing(text, [mean_s * chance.uniform(0.62, 2.5) for _ in text])
    bench = Bench().feed(strokes).rest()
    assert bench.scans == []
    assert [s for s in bench.passed if s.pressed] == [s for s in strokes if s.pressed]


def test_a_day_of_fast_typing_brings_no_scan():
    """Five thousand words at 120 a minute by the log-normal model of typing, each with Enter: not one scan."""
    chance, bench, at_s = random.Random(7), Bench(), 10.0
    for _ in range(5_000):
        word = "".join(chance.choices("etaoinshrdlu0123456789", k=chance.randint(6, 12))) + "\r"
        gaps_s = [0.1 * chance.lognormvariate(-0.06, 0.35) for _ in word]
        bench.feed(typing(word, gaps_s, at_s))
        at_s += sum(gaps_s) + 0.2
    assert bench.rest().scans == []


@given(st.lists(st.tuples(st.sampled_from(PRINTABLE), st.floats(0.0, 0.3)), min_size=1, max_size=80))
def test_no_press_is_lost_doubled_or_reordered(keys):
    """Whatever the rhythm: every press goes on in its order, or is part of a scan."""
    strokes = typing([character for character, _ in keys], [gap for _, gap in keys])
    bench = Bench().feed(strokes).rest()
    passed = [s for s in bench.passed if s.pressed]
    assert passed == [s for s in strokes if s.pressed and s in passed]
    assert len(passed) + sum(map(len, bench.scans)) == len(keys)


@given(st.lists(st.tuples(st.sampled_from("abc1"), st.floats(0.0, 0.3)), min_size=1, max_size=40))
def test_a_release_follows_its_press(keys):
    """A key whose press reached a screen is released there too, and never before it."""
    strokes = typing([character for character, _ in keys], [gap for _, gap in keys])
    bench = Bench().feed(strokes).rest()
    down = set()
    for stroke in bench.passed:
        if stroke.pressed:
            down.add(stroke.scan_code)
        else:
            assert stroke.scan_code in down


def test_a_single_key_is_held_sixty_milliseconds_at_most():
    """One digit that answers a check goes on 60 ms later; in the middle of a word keys are not held at all."""
    reader = WedgeReader(LINUX)
    first = LINUX.stroke("3", 10.0, pressed=True)
    assert reader.key(first).swallow
    assert reader.due_s() == pytest.approx(10.06)
    assert reader.idle(10.059).replay == ()
    assert reader.idle(10.06).replay == (first,)
    assert not reader.key(LINUX.stroke("4", 10.09, pressed=True)).swallow


def test_a_pin_typed_quickly_is_no_scan():
    """Four digits and Enter, however quick, are too short for a label."""
    bench = Bench().feed(scan_strokes("4711", 10.0)).rest()
    assert (bench.scans, bench.typed) == ([], "4711\r")


def test_a_held_key_repeats_for_its_screen():
    """Auto-repeat, which is as fast as a scanner, is a person leaning on a key."""
    held = [LINUX.stroke("a", 10.0, pressed=True)]
    held += [KeyStroke(38, 97, "a", Modifiers.NONE, True, 10.3 + n * 0.03, auto_repeat=True) for n in range(30)]
    held += [KeyStroke(38, 97, "a", Modifiers.NONE, False, 12.0)]
    bench = Bench().feed(held).rest()
    assert bench.passed == held


def test_shortcuts_are_not_held():
    """Ctrl+Z, Alt+F4 and Escape go on at once, and give back what was held before them."""
    for stroke in (
        KeyStroke(52, 90, "\x1a", Modifiers.CONTROL, True, 10.03),
        KeyStroke(70, 0, "", Modifiers.ALT, True, 10.03),
        KeyStroke(9, 0, "\x1b", Modifiers.NONE, True, 10.03),
    ):
        reader, digit = WedgeReader(LINUX), LINUX.stroke("1", 10.0, pressed=True)
        reader.key(digit)
        verdict = reader.key(stroke)
        if verdict.swallow:  # Ctrl+letter inside a burst may be a separator; it is given back when the burst is none
            verdict = reader.idle(11.0)
        assert verdict.replay[0] == digit
        assert not WedgeReader(LINUX).key(stroke).swallow


def test_the_same_code_twice_within_a_second_and_a_half_is_one_scan():
    """A trigger held too long scans twice; the second counts once the debounce is over."""
    bench = Bench()
    for start_s in (10.0, 10.9, 13.0):
        bench.feed(scan_strokes(LABEL, start_s)).rest(start_s + 0.5)
    assert (bench.scans, bench.dropped, bench.passed) == ([LABEL, LABEL], ["scan_repeated"], [])


def test_two_codes_in_quick_succession_are_two_scans():
    """Half a second between two labels is enough."""
    bench = Bench().feed(scan_strokes(LABEL, 10.0)).feed(scan_strokes("RB123456785GB", 10.4)).rest()
    assert bench.scans == [LABEL, "RB123456785GB"]


@pytest.mark.parametrize("length", [LENGTH_MAX, LENGTH_MAX + 1, 50_000])
def test_a_scan_without_end_is_bounded(length):
    """Up to 4096 characters are a scan; above, the burst is dropped with a code, and nothing of it is kept or typed."""
    bench = Bench().feed(scan_strokes("A1" * (length // 2) + "A" * (length % 2), 10.0)).rest()
    if length <= LENGTH_MAX:
        assert [len(text) for text in bench.scans] == [length]
    else:
        assert (bench.scans, bench.dropped) == ([], ["scan_too_long"])
    assert bench.passed == []


def test_a_change_of_focus_gives_back_what_is_held():
    """Another window: what was held is not lost, and nothing of it starts a scan there."""
    bench = Bench().feed(list(scan_strokes(LABEL, 10.0))[:8])
    bench._out(bench.reader.forget())
    assert bench.typed == LABEL[:4]
    assert bench.reader.due_s() is None


def test_without_scan_codes_the_text_is_read():
    """A window system that tells no places (offscreen, remote desktop) still scans, by the layout's own text."""
    strokes = [KeyStroke(0, ord(s.text), s.text, s.modifiers, s.pressed, s.at_s) for s in scan_strokes(LABEL, 10.0)]
    assert Bench().feed(strokes).scans == [LABEL]


@pytest.mark.parametrize(
    ("platform", "scan_code", "text"), [("linux", 10, "1"), ("win32", 2, "1"), ("darwin", 18, "&"), ("linux", 0, "&")]
)
def test_places_are_counted_per_window_system(platform, scan_code, text):
    """The key 1 is place 10 on X11 and place 2 on Windows; elsewhere the text is what there is."""
    assert UsKeyboard(platform).character(KeyStroke(scan_code, 0, "&", Modifiers.NONE, True, 0)) == text


@given(
    st.lists(
        st.builds(
            KeyStroke,
            scan_code=st.integers(-5, 300),
            key=st.integers(0, 2**25),
            text=st.text(max_size=3),
            modifiers=st.sampled_from(list(Modifiers)),
            pressed=st.booleans(),
            at_s=st.floats(0, 5),
            auto_repeat=st.booleans(),
            only_modifies=st.booleans(),
        ),
        max_size=60,
    )
)
def test_no_stroke_whatever_breaks_the_reader(strokes):
    """Impossible scan codes, texts of three characters, time running backwards: an answer, never an error."""
    Bench().feed(strokes).rest()


def test_what_no_key_types_is_refused_by_the_virtual_scanner():
    """A scan sheet cannot hold what a US keyboard has no key for."""
    with pytest.raises(ValueError, match="no key types"):
        list(scan_strokes("é", 0.0))
