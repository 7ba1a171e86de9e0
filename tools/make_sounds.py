"""Write the four answers to a scan, `resources/sounds/*.wav`: `python -m tools.make_sounds`. Standard library only.

They differ in pitch *and* in rhythm: told apart in a noisy hall, and by an ear that hears high notes badly.
16 bits, mono, 22.05 kHz.
"""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

SOUNDS = Path(__file__).resolve().parents[1] / "resources" / "sounds"
RATE_HZ = 22_050
PEAK = 0.7
_ATTACK_S, _RELEASE_S = 0.006, 0.03


@dataclass(frozen=True, slots=True)
class Note:
    """A tone of `hz` (0 is silence) for `seconds`; `harmonics` are the strengths of its multiples, from the first."""

    hz: float
    seconds: float
    harmonics: tuple[float, ...] = (1.0, 0.25, 0.08)


_DULL = (1.0, 0.0, 0.45, 0.0, 0.25)
"""Odd multiples only: a hollow tone, for what must not be taken for a success."""

MELODIES: dict[str, tuple[Note, ...]] = {
    # Heard and understood: two rising notes.
    "accept": (Note(880, 0.07), Note(1318.5, 0.16)),
    # One step done, go on: a single soft tick.
    "pass": (Note(1046.5, 0.06, (1.0, 0.1)),),
    # Look at the screen: the same middle note three times.
    "attention": (Note(659.3, 0.09), Note(0, 0.06), Note(659.3, 0.09), Note(0, 0.06), Note(659.3, 0.13)),
    # It failed: two long falling low notes.
    "error": (Note(311.1, 0.2, _DULL), Note(0, 0.03), Note(207.7, 0.36, _DULL)),
}


def _sample(note: Note, index: int, count: int) -> float:
    """One sample of `note`, -1 to 1, eased in and out so that it does not click."""
    if not note.hz:
        return 0.0
    at, left = index / RATE_HZ, (count - index) / RATE_HZ
    ease = min(1.0, at / _ATTACK_S, left / _RELEASE_S)
    decay = math.exp(-1.6 * index / count)
    tone = sum(s * math.sin(2 * math.pi * note.hz * (n + 1) * at) for n, s in enumerate(note.harmonics))
    return ease * decay * tone / sum(note.harmonics)


def wav(melody: tuple[Note, ...]) -> bytes:
    """The bytes of a WAV file."""
    waves: list[float] = []
    for note in melody:
        count = round(note.seconds * RATE_HZ)
        waves.extend(_sample(note, index, count) for index in range(count))
    loudest = max(abs(value) for value in waves)
    # Rounded twice: another machine's sine may differ in the last bit.
    samples = array.array("h", (round(round(value / loudest, 9) * PEAK * 32767) for value in waves))
    if sys.byteorder == "big":
        samples.byteswap()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(samples.tobytes())
    return buffer.getvalue()


def main() -> None:
    SOUNDS.mkdir(parents=True, exist_ok=True)
    for name, melody in MELODIES.items():
        (SOUNDS / f"{name}.wav").write_bytes(wav(melody))


if __name__ == "__main__":
    main()
