"""The four sounds: small, of the promised format, and told apart by pitch and by rhythm."""

import wave
from itertools import pairwise

import numpy as np
import pytest

from tools.make_sounds import MELODIES, SOUNDS, wav

NAMES = {"accept", "pass", "attention", "error"}


def samples(name: str) -> np.ndarray:
    with wave.open(str(SOUNDS / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22_050)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float) / 32768


def pitch_hz(name: str) -> float:
    heard = samples(name)
    return float(np.fft.rfftfreq(heard.size, 1 / 22_050)[np.abs(np.fft.rfft(heard)).argmax()])


def bursts(name: str) -> int:
    """How often the ear hears a beginning: 10 ms windows that rise out of quiet."""
    heard = samples(name)
    windows = heard[: heard.size // 220 * 220].reshape(-1, 220)
    loud = np.abs(windows).max(axis=1) > 0.05
    return int((np.diff(loud.astype(int)) == 1).sum() + loud[0])


def test_there_are_four_small_sounds() -> None:
    """Exactly the four answers the bench gives, each under 40 kB and under a second."""
    assert {path.stem for path in SOUNDS.glob("*.wav")} == NAMES == set(MELODIES)
    for name in NAMES:
        assert (SOUNDS / f"{name}.wav").stat().st_size < 40_000
        assert samples(name).size < 22_050


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_sound_neither_clicks_nor_clips(name: str) -> None:
    """It begins and ends in silence and keeps clear of full scale."""
    heard = samples(name)
    assert abs(heard[0]) < 0.01
    assert abs(heard[-1]) < 0.02
    assert 0.6 < np.abs(heard).max() < 0.75


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_script_writes_the_same_sound_again(name: str) -> None:
    """The file is what the script makes."""
    assert (SOUNDS / f"{name}.wav").read_bytes() == wav(MELODIES[name])


def test_no_two_sounds_can_be_confused() -> None:
    """The loudest pitches lie at least a third apart, and the failure is both the lowest and the longest."""
    pitches = sorted(pitch_hz(name) for name in NAMES)
    assert all(high / low > 1.25 for low, high in pairwise(pitches))
    assert pitch_hz("error") == pitches[0]
    assert max(NAMES, key=lambda name: samples(name).size) == "error"
    assert {name: bursts(name) for name in NAMES} == {"accept": 1, "pass": 1, "attention": 3, "error": 2}
