"""A scanner that types like a keyboard, told from a person by its speed alone. Pure: the time comes with each key.

The burst rule (measured against Odoo, onScan.js and a model of typing): no gap above 100 ms, 60 ms a key on average,
six characters or more, ended by Enter or Tab, or by 120 ms of silence where the text is a code we know. It takes every
scanner up to 50 ms a key (Bluetooth) and leaves people alone. While a burst is possible its keys are held; they are
given back, in order, as soon as it is not: after 60 ms for a single key. A burst begins after a pause only, so the
middle of a typed word is never held, and a scan that lost its beginning is never taken for a shorter one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from qc_station.application.scanner_port import Debounce, KeyStroke, Modifiers, Verdict
from qc_station.devices.us_keyboard import UsKeyboard
from qc_station.domain.carrier_code import CarrierKind, classify

GAP_S_MAX = 0.100
AVERAGE_S_MAX = 0.060
LENGTH_MIN = 6
SILENCE_S = 0.120
LENGTH_MAX = 4096
SUFFIX_S = 0.300
# Milliseconds of the window system are rounded; a gap of exactly the limit must not depend on that.
_ROUNDING_S = 0.0005


@dataclass(slots=True)
class _Burst:
    """Strokes held back (presses and releases), and the text they would make."""

    began_s: float
    last_s: float
    characters: int = 0
    text: list[str] = field(default_factory=list)
    strokes: list[KeyStroke] = field(default_factory=list)

    @property
    def quick(self) -> bool:
        """As fast as a scanner, so far."""
        return self.last_s - self.began_s <= AVERAGE_S_MAX * (self.characters - 1) + _ROUNDING_S

    @property
    def due_s(self) -> float:
        """When silence ends it."""
        if self.characters >= LENGTH_MIN:
            return self.last_s + SILENCE_S
        return self.last_s + (AVERAGE_S_MAX if self.characters == 1 else GAP_S_MAX)


class WedgeReader:
    """Implements `WedgeScanner`."""

    def __init__(self, keyboard: UsKeyboard | None = None, debounce: Debounce | None = None) -> None:
        self._keyboard = keyboard or UsKeyboard()
        self._burst: _Burst | None = None
        self._typed_s = float("-inf")
        self._ended_s = float("-inf")
        self._debounce = debounce or Debounce()
        self._releases: set[tuple[int, int]] = set()

    def key(self, stroke: KeyStroke) -> Verdict:
        if not stroke.pressed:
            return self._release(stroke)
        if stroke.only_modifies:
            return Verdict()
        burst, before = self._burst, Verdict()
        if burst:
            suffix = burst.characters >= LENGTH_MIN and self._keyboard.ends(stroke)
            gap_s_max = SILENCE_S if suffix else GAP_S_MAX + _ROUNDING_S
            late = stroke.at_s >= burst.due_s or stroke.at_s - burst.last_s > gap_s_max
            before = self._silence(burst) if late else before
        return _both(before, self._press(stroke))

    def idle(self, now_s: float) -> Verdict:
        burst = self._burst
        return Verdict() if burst is None or now_s < burst.due_s else self._silence(burst)

    def _silence(self, burst: _Burst) -> Verdict:
        known = classify("".join(burst.text)).kind is not CarrierKind.UNKNOWN
        if burst.characters > LENGTH_MAX or (burst.characters >= LENGTH_MIN and known):
            return self._end(burst)
        return self._give_back()

    def due_s(self) -> float | None:
        return self._burst.due_s if self._burst else None

    def forget(self) -> Verdict:
        self._releases.clear()
        return self._give_back()

    # ------------------------------------------------------------ presses

    def _press(self, stroke: KeyStroke) -> Verdict:
        burst = self._burst
        if burst and burst.characters >= LENGTH_MIN and self._keyboard.ends(stroke):
            self._releases.add(_key(stroke))
            return self._end(burst)
        if burst is None and stroke.at_s - self._ended_s < SUFFIX_S and self._keyboard.ends(stroke):
            self._releases.add(_key(stroke))  # a late or second Enter of the scan must press no button
            return Verdict(swallow=True)
        character = None if stroke.auto_repeat else self._keyboard.character(stroke)
        begins = burst is None
        if character is None or (begins and not self._may_begin(stroke, character)):
            if character or stroke.auto_repeat:
                self._typed_s = stroke.at_s
            return self._give_back()
        if burst is None:
            burst = self._burst = _Burst(stroke.at_s, stroke.at_s)
        return self._hold(burst, stroke, character)

    def _may_begin(self, stroke: KeyStroke, character: str) -> bool:
        """After a pause, and not with a shortcut."""
        return (
            stroke.at_s - self._typed_s > GAP_S_MAX and Modifiers.CONTROL not in stroke.modifiers and character >= " "
        )

    def _hold(self, burst: _Burst, stroke: KeyStroke, character: str) -> Verdict:
        burst.characters += 1
        burst.last_s = stroke.at_s
        if burst.characters <= LENGTH_MAX:
            burst.text.append(character)
            burst.strokes.append(stroke)
        else:
            # Nobody types four thousand characters at this speed: nothing is given back any more, and nothing kept.
            self._releases.update(_key(held) for held in burst.strokes)
            self._releases.add(_key(stroke))
            burst.text.clear()
            burst.strokes.clear()
        if burst.quick:
            return Verdict(swallow=True)
        return replace(self._give_back(), swallow=True)

    # ------------------------------------------------------------ releases

    def _release(self, stroke: KeyStroke) -> Verdict:
        """The release goes where its press went: held, swallowed, or on."""
        if stroke.only_modifies:
            return Verdict()
        if self._burst and any(_key(held) == _key(stroke) for held in reversed(self._burst.strokes) if held.pressed):
            self._burst.strokes.append(stroke)
            return Verdict(swallow=True)
        swallow = _key(stroke) in self._releases
        self._releases.discard(_key(stroke))
        return Verdict(swallow=swallow)

    # ------------------------------------------------------------ ends

    def _end(self, burst: _Burst) -> Verdict:
        self._burst = None
        self._ended_s = burst.last_s
        down = {_key(held): held.pressed for held in burst.strokes}
        self._releases.update(key for key, pressed in down.items() if pressed)
        if burst.characters > LENGTH_MAX:
            return Verdict(swallow=True, dropped="scan_too_long")
        text = "".join(burst.text)
        if self._debounce.repeated(text, burst.last_s):
            return Verdict(swallow=True, dropped="scan_repeated")
        return Verdict(swallow=True, scans=(text,))

    def _give_back(self) -> Verdict:
        burst, self._burst = self._burst, None
        if burst is None:
            return Verdict()
        self._typed_s = max(self._typed_s, burst.last_s)
        return Verdict(replay=tuple(burst.strokes))


def _key(stroke: KeyStroke) -> tuple[int, int]:
    """Which key it is: its place where told, else its symbol (which Shift may change between press and release)."""
    return (stroke.scan_code, 0) if stroke.scan_code else (0, stroke.key)


def _both(first: Verdict, second: Verdict) -> Verdict:
    """Silence judged late, together with the key that broke it."""
    return Verdict(
        second.swallow,
        first.replay + second.replay,
        first.scans + second.scans,
        first.dropped or second.dropped,
    )
