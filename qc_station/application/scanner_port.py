"""What the station asks of a scanner that types like a keyboard. `devices/` implements it; a key filter feeds it.

The reader decides for each key whether a person or a scanner pressed it. It never looks at a clock: the time comes with
the key, in seconds of any monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Protocol

from qc_station.domain.carrier_code import CarrierKind, classify
from qc_station.policy.barcode_trust import Read

DEBOUNCE_S = 1.5
# A command is scanned several times on purpose (conform, conform, …); the trigger alone does not repeat this fast.
COMMAND_DEBOUNCE_S = 0.3


class Debounce:
    """The same code twice within 1.5 s is one scan, whichever scanners read it (barcodes.md 3.3: a hand scanner that
    repeats, a wedge and a serial cable on one device). One for all sources; belongs to the GUI thread.
    """

    def __init__(self) -> None:
        self._last: tuple[str, float] = ("", float("-inf"))

    def repeated(self, text: str, at_s: float) -> bool:
        """Whether it was heard just before; remembers it either way. `at_s`: seconds of the monotonic clock."""
        before, self._last = self._last, (text, at_s)
        command = classify(text).kind is CarrierKind.COMMAND
        return before[0] == text and at_s - before[1] < (COMMAND_DEBOUNCE_S if command else DEBOUNCE_S)


class CodeReader(Protocol):
    """The codes in one JPEG frame of the bench camera; called on one thread."""

    def read(self, jpeg: bytes) -> tuple[Read, ...]: ...


class SerialState(StrEnum):
    """`looking`: no such device, or it was unplugged. `refused`: the system does not let this user open it."""

    LOOKING = auto()
    CONNECTED = auto()
    REFUSED = auto()


class Modifiers(Flag):
    NONE = 0
    SHIFT = auto()
    CONTROL = auto()
    ALT = auto()
    META = auto()


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """One key pressed or released.

    `scan_code` is the key's place on the keyboard as the window system counts it (0: not told); `text` is what the
    layout makes of it, used only without a scan code. `key` is the window system's symbol, only compared between press
    and release. `only_modifies`: Shift, Ctrl, Caps Lock and their like. `token` is the caller's own: it comes back in a
    replay.
    """

    scan_code: int
    key: int
    text: str
    modifiers: Modifiers
    pressed: bool
    at_s: float
    auto_repeat: bool = False
    only_modifies: bool = False
    token: object = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do now.

    First give the keys of `replay` back to whoever has the focus, in order. Then: `swallow` says that the stroke just
    judged must not go on by itself (it is held, among the replayed, or part of a scan). `scans` are complete texts, as
    scanned. `dropped` is a code (scan_too_long, scan_repeated) when a burst ended and was not worth a scan.
    """

    swallow: bool = False
    replay: tuple[KeyStroke, ...] = ()
    scans: tuple[str, ...] = ()
    dropped: str | None = None


class WedgeScanner(Protocol):
    def key(self, stroke: KeyStroke) -> Verdict:
        """Judge one stroke."""
        ...

    def idle(self, now_s: float) -> Verdict:
        """Judge the silence. Call it at `due_s`."""
        ...

    def due_s(self) -> float | None:
        """When `idle` must be called if no key comes before; None when nothing is held."""
        ...

    def forget(self) -> Verdict:
        """The focus went elsewhere: give back what is held, begin anew."""
        ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """What one scan of the calibration code told of a scanner.

    `read` is what the station made of it as it was set, `exact_before` whether that was the code; `exact_after`: with
    what was learnt it is. `suffix`: "enter", "tab" or empty. `pace_ms` a key, on average. `learnt` is what the setting
    `scanner_calibration` keeps, empty where nothing could be learnt; `trouble` says why, or what else is wrong: a code
    of calibration_not_the_code | calibration_contradicts | calibration_no_places | calibration_too_slow, or empty.
    """

    read: str
    exact_before: bool
    exact_after: bool
    suffix: str
    pace_ms: float
    learnt: str = ""
    trouble: str = ""
