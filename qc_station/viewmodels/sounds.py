"""Four short sounds, one per tone. Without QtMultimedia, a device or the files: silence, and nothing else."""

from __future__ import annotations

import logging
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from qc_station.application.outcome import Tone

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect

_log = logging.getLogger(__name__)


class Sounds(QObject):
    """`fetch` after the first frame, on the thread that loads everything late; then `load` on the window's own."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._effects: dict[str, QSoundEffect] = {}
        self._multimedia: ModuleType | None = None

    def fetch(self) -> None:
        """Load QtMultimedia, which takes longer than the window does. Any thread."""
        try:
            from PySide6 import QtMultimedia  # noqa: PLC0415 optional, and slow to load
        except ImportError as missing:  # libpulse0 is absent on a plain Debian
            _log.info("sounds_absent", extra={"reason": str(missing)})
            return
        self._multimedia = QtMultimedia

    def load(self) -> None:
        """Make the sounds ready, when `fetch` found what they need."""
        if self._multimedia is None:
            return
        if not self._multimedia.QMediaDevices.audioOutputs():
            _log.info("sounds_absent", extra={"reason": "no audio output"})
            return
        for tone in Tone:
            file = self._folder / f"{tone}.wav"
            if file.is_file():
                effect = self._multimedia.QSoundEffect(self)
                effect.setSource(QUrl.fromLocalFile(str(file)))
                self._effects[str(tone)] = effect

    def play(self, tone: str) -> None:
        effect = self._effects.get(tone)
        if effect is not None:
            effect.play()
