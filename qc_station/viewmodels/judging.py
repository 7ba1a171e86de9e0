"""Pictures kept and looked at on a thread of their own, first in first out: neither the disk nor the studio's gates
ever hold up a key.
"""

from __future__ import annotations

import logging
import queue
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qc_station.application.failures import WorldFailure
from qc_station.application.judge_photograph import stored_and_seen
from qc_station.application.picture_port import PictureJudge
from qc_station.application.ports import PhotoStore
from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is known of a picture now: that its bytes are `kept`, its measures (a quick look's, then the whole), how
    alike another is, or why it cannot be kept (`lost`) or measured (`refused`).
    """

    sha256: str
    kept: PhotoRef | None = None
    measures: PictureMeasures | None = None
    likeness: int | None = None
    lost: WorldFailure | None = None
    refused: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    sha256: str
    file: Path
    keep: bool = False
    look: bool = True
    beside: Path | None = None
    piece: str = ""


class Judging(QObject):
    """Its verbs return at once; `looked` brings each answer, from another thread."""

    looked = Signal(object)

    def __init__(self, judge: PictureJudge | None, photos: PhotoStore, parent: QObject | None = None) -> None:
        """With no `judge` pictures are kept, and nothing is said of them."""
        super().__init__(parent)
        self._judge, self._photos = judge, photos
        self._wishes: queue.SimpleQueue[_Wish | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="judging", daemon=True)
        self._thread.start()

    def keep(self, sha256: str, file: Path, *, look: bool = True) -> None:
        """Bring the bytes to the store; beside that the quick verdict, then the full one."""
        self._wishes.put(_Wish(sha256, file, keep=True, look=look))

    def look_at(self, sha256: str, file: Path) -> None:
        self._wishes.put(_Wish(sha256, file))

    def compare(self, piece: str, sha256: str, file: Path, beside: Path) -> None:
        """How much of `beside` is found again in `file`, a shot of `piece`."""
        self._wishes.put(_Wish(sha256, file, look=False, beside=beside, piece=piece))

    def close(self, timeout_s: float = 5.0) -> None:
        """What waits is dropped: a frame stays in the camera's spool, a shot is looked at again when its piece is."""
        self._closed = True
        self._wishes.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while (wish := self._wishes.get()) is not None and not self._closed:
            safe: list[PhotoRef] = []
            try:
                self._fulfil(wish, safe)
            except WorldFailure as failure:
                if wish.beside is not None:  # the bench's picture, perhaps: then there is nothing to compare with
                    _log.info("not_compared", extra={"photo": wish.sha256, "code": failure.code})
                    continue
                lost = failure if wish.keep and not safe else None
                self._say(Looked(wish.sha256, lost=lost, refused=failure.code))
            except Exception:  # noqa: BLE001 our bug: logged whole, the next picture is looked at
                _log.exception("judging_failed", extra={"photo": wish.sha256})
                self._say(Looked(wish.sha256, refused="internal_error"))

    def _fulfil(self, wish: _Wish, safe: list[PhotoRef]) -> None:
        """`safe` gets the photograph once its bytes are: what fails after that has lost nothing."""

        def told(photo: PhotoRef) -> None:
            safe.append(photo)
            self._say(Looked(wish.sha256, kept=photo))

        if wish.keep:
            stored_and_seen(wish.file, self._photos, partial(self._look, wish), told)
        else:
            self._look(wish, wish.file)

    def _look(self, wish: _Wish, file: Path) -> None:
        if self._judge is None:
            return
        if wish.look:
            self._say(Looked(wish.sha256, measures=self._judge.quick(file)))
            self._say(Looked(wish.sha256, measures=self._judge.full(file)))
        if wish.beside is not None:
            self._say(Looked(wish.sha256, likeness=self._judge.likeness(wish.beside, file), piece=wish.piece))

    def _say(self, looked: Looked) -> None:
        if not self._closed:
            self.looked.emit(looked)
