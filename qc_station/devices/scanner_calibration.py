"""Learns from one known barcode which key of this scanner means which character.

A scanner set to another country's keyboard presses other keys than a US one: on a French keyboard `1` is Shift and the
key of `1`, `A` is where `Q` stands. The calibration code holds every capital letter, every digit and our symbols, so
one scan of it tells all of them; small letters stand on the same key as their capitals, without Shift. A key that
would stand for two characters, or a text of another length, teaches nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

from qc_station.application.scanner_port import Calibration, KeyStroke, Modifiers, Verdict
from qc_station.devices.scanner_wedge import AVERAGE_S_MAX, GAP_S_MAX, LENGTH_MIN
from qc_station.devices.us_keyboard import Learnt, UsKeyboard
from qc_station.domain.bench_codes import CALIBRATION_CODE

# A slow scanner is to be measured, not missed: far above the gap that ends a scan in a working day.
SILENCE_S = 0.6
# "]C1" and its like, which some scanners put in front.
_AIM_LENGTH = 3


def calibrate(strokes: Sequence[KeyStroke], keyboard: UsKeyboard) -> Calibration:
    """What these presses, in order and without modifiers of their own, tell; `keyboard` is the one in use so far."""
    suffix = keyboard.suffix(strokes[-1]) if strokes else ""
    keys = [stroke for stroke in strokes if not keyboard.suffix(stroke)]
    read = "".join(keyboard.character(stroke) or "" for stroke in keys)
    pace_ms = (keys[-1].at_s - keys[0].at_s) * 1000 / max(1, len(keys) - 1) if keys else 0.0
    exact = read.endswith(CALIBRATION_CODE) and len(read) - len(CALIBRATION_CODE) in (0, _AIM_LENGTH)
    told = Calibration(read, exact, exact, suffix, pace_ms)
    if len(keys) - len(CALIBRATION_CODE) not in (0, _AIM_LENGTH):
        return replace(told, exact_after=False, trouble="calibration_not_the_code")
    body = keys[-len(CALIBRATION_CODE) :]
    places = [keyboard.place(stroke) for stroke in body]
    if None in places:
        return replace(told, trouble="" if exact else "calibration_no_places")
    learnt: dict[tuple[int, bool], str] = {}
    for place, stroke, character in zip(places, body, CALIBRATION_CODE, strict=True):
        assert place is not None
        if learnt.setdefault((place, Modifiers.SHIFT in stroke.modifiers), character) != character:
            return replace(told, exact_after=False, trouble="calibration_contradicts")
    if len(learnt) != len(set(CALIBRATION_CODE)):
        return replace(told, exact_after=False, trouble="calibration_contradicts")
    slow = pace_ms > AVERAGE_S_MAX * 1000 or _widest_gap_s(keys) > GAP_S_MAX
    return replace(
        told,
        exact_after=True,
        learnt=_written(learnt | _small_letters(learnt), suffix, pace_ms),
        trouble="calibration_too_slow" if slow else "",
    )


def learnt_of(setting: str) -> Learnt:
    """The keys of a kept calibration; none where there is none, or where something else wrote there."""
    keys: dict[tuple[int, bool], str] = {}
    for entry in setting.split()[2:]:
        where, found, character = entry.partition("=")
        place = where.removesuffix("s")
        if not found or len(character) != 1 or not place.isdecimal():
            return {}
        keys[int(place), where.endswith("s")] = character
    return keys


class CalibrationReader:
    """Implements `WedgeScanner` while a scanner is calibrated: whatever is typed in a row is taken as one scan.

    What is too short to be one, a person's key, is given back after the silence. `done` hears of each scan.
    """

    def __init__(self, keyboard: UsKeyboard, done: Callable[[Calibration], None]) -> None:
        self._keyboard, self._done = keyboard, done
        self._presses: list[KeyStroke] = []
        self._held: list[KeyStroke] = []

    def key(self, stroke: KeyStroke) -> Verdict:
        if stroke.only_modifies:
            return Verdict()
        if not stroke.pressed:
            held = any(each.scan_code == stroke.scan_code for each in self._held if each.pressed)
            if held:
                self._held.append(stroke)
            return Verdict(swallow=held)
        if self._ends_nothing(stroke) or self._is_a_command(stroke):
            return Verdict()
        self._presses.append(stroke)
        self._held.append(stroke)
        return Verdict(swallow=True)

    def idle(self, now_s: float) -> Verdict:
        due_s = self.due_s()
        if due_s is None or now_s < due_s:
            return Verdict()
        presses, held = self._presses, self._held
        self._presses, self._held = [], []
        if len(presses) < LENGTH_MIN:
            return Verdict(replay=tuple(held))
        self._done(calibrate(presses, self._keyboard))
        return Verdict()

    def due_s(self) -> float | None:
        return self._presses[-1].at_s + SILENCE_S if self._presses else None

    def forget(self) -> Verdict:
        held, self._presses, self._held = self._held, [], []
        return Verdict(replay=tuple(held))

    def _ends_nothing(self, stroke: KeyStroke) -> bool:
        """Enter or Tab with nothing in front of it is a person's."""
        return not self._presses and self._keyboard.ends(stroke)

    def _is_a_command(self, stroke: KeyStroke) -> bool:
        """Esc, an arrow, F9: a key that types nothing, and is no dead key of the row of digits either."""
        typed = stroke.text.strip() and stroke.text.isprintable()
        return not typed and self._keyboard.character(stroke) is None and not self._keyboard.ends(stroke)


def _widest_gap_s(keys: Sequence[KeyStroke]) -> float:
    return max((after.at_s - before.at_s for before, after in itertools.pairwise(keys)), default=0.0)


def _small_letters(learnt: Learnt) -> dict[tuple[int, bool], str]:
    return {
        (place, False): character.lower()
        for (place, shift), character in learnt.items()
        if shift and character.isalpha() and (place, False) not in learnt
    }


def _written(learnt: Learnt, suffix: str, pace_ms: float) -> str:
    keys = " ".join(
        f"{place}{'s' if shift else ''}={character}" for (place, shift), character in sorted(learnt.items())
    )
    return f"{pace_ms:.0f}ms {suffix or 'none'} {keys}"
