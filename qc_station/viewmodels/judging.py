"""Pictures looked at on a thread of their own, first in first out: the studio's gates never hold up a key."""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qc_station.application.failures import WorldFailure
from qc_station.application.picture_port import PictureJudge
from qc_station.domain.picture import PictureMeasures

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found: measures (a quick look's, then the whole), a likeness, or (`refused`) why there is nothing."""

    sha256: str
    measures: PictureMeasures | None = None
    likeness: int | None = None
    refused: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    sha256: str
    file: Path
    beside: Path | None = None
    piece: str = ""


class Judging(QObject):
    """`look_at` and `compare` return at once; `looked` brings each answer, from another thread."""

    looked = Signal(object)

    def __init__(self, judge: PictureJudge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self._wishes: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)
        self._thread.start()

    def look_at(self, sha256: str, file: Path) -> None:
        """The quick verdict first, then the full one."""
        self._wishes.put(_Wish(sha256, file))

    def compare(self, piece: str, sha256: str, file: Path, beside: Path) -> None:
        """How much of `beside` is found again in `file`, a shot of `piece`."""
        self._wishes.put(_Wish(sha256, file, beside, piece))

    def close(self, timeout_s: float = 5.0) -> None:
        """What waits is dropped: it is looked at again when its piece is."""
        self._closed = True
        self._wishes.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (wish := self._wishes.get()) is not None and not self._closed:
            try:
                self._fulfil(wish)
            except WorldFailure as failure:
                self._say(Looked(wish.sha256, refused=failure.code))
            except Exception:  # noqa: BLE001 our bug: logged whole, the next picture is looked at
                _log.exception("judging_failed", extra={"photo": wish.sha256})
                self._say(Looked(wish.sha256, refused="internal_error"))

    def _fulfil(self, wish: _Wish) -> None:
        if wish.beside is not None:
            self._say(Looked(wish.sha256, likeness=self._judge.likeness(wish.beside, wish.file), piece=wish.piece))
            return
        self._say(Looked(wish.sha256, self._judge.quick(wish.file)))
        self._say(Looked(wish.sha256, self._judge.full(wish.file)))

    def _say(self, looked: Looked) -> None:
        if not self._closed:
            self.looked.emit(looked)
