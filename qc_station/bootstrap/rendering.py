"""The shop's files are made in a process of their own: a picture takes a second or two of a whole core.

One process works the queue from its oldest task to its end, and is gone. A thread here begins it when something waits,
hears of each picture, and begins another when one died: at most the picture in hand is made again. One process at a
time; two benches that share a database may make the same picture, and the second finds it done.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection as Link
from multiprocessing.process import BaseProcess
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import UnitOfWorkFactory
from qc_station.application.render_photographs import Rendered, RenderReport, render_waiting
from qc_station.application.renditions_port import Derive, RenderProgress, RenderState
from qc_station.bootstrap.late import LateStore
from qc_station.domain.rendition import Balance, Region
from qc_station.storage.photo_store import FilePhotoStore

# Longer than any picture takes: one that is silent for so long hangs inside a library.
PATIENCE_S = 180.0
BACKOFF_S = (1.0, 2.0, 5.0, 15.0, 60.0)
# For tasks that wait for something: an original at another bench, room on the disk.
AGAIN_EVERY_S = 60.0
STOP_S = 5.0
_KILL_S = 5.0
_NICENESS = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RenderSite:
    """All a render process has to know: plain data, as it goes over a pipe and never onto a command line."""

    photos: Path
    database_url: str
    station: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The world stopped the process: the code of a WorldFailure."""

    code: str


Word = Rendered | RenderReport | Stopped
Body = Callable[[Link, RenderSite], None]


def picture_deriver(*, alone: bool = False) -> Derive:
    """Makes the files of a picture. `alone`: this process does nothing else, and leaves the other cores to whoever
    does.
    """
    # OpenCV, which the window that begins this process may do without.
    from qc_station.vision.derive import derive, leave_room  # noqa: PLC0415

    if alone:
        leave_room()
    return derive


def light_in(picture: Path, card: Region | None) -> Balance | None:
    """The light of a set-up, from a picture of its chart or of a grey card that lies at `card`; None where it cannot be
    told. Raises WorldFailure for what is no picture.
    """
    from qc_station.vision.colour import balance_of  # noqa: PLC0415
    from qc_station.vision.shop_picture import shop_picture  # noqa: PLC0415

    return balance_of(shop_picture(picture), card)


def render_process(link: Link, site: RenderSite) -> None:
    """The body of the process. It tells every picture's end, then what it did or why it stopped; a word from the other
    end, or the other end's death, ends it after the picture in hand.
    """
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    store = LateStore(site.database_url, site.station)
    told = Teller(link)
    try:
        report = render_waiting(
            store,
            FilePhotoStore(site.photos),
            picture_deriver(alone=True),
            going_on=lambda: not told.deaf and not link.poll(),
            told=told,
        )
        told(report)
    except WorldFailure as failure:
        told(Stopped(failure.code))
    finally:
        store.close()
        link.close()


class Teller:
    """Says a word; `deaf` once nobody is there to hear it."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self.deaf = False

    def __call__(self, word: Word) -> None:
        try:
            self._link.send(word)
        except OSError:
            self.deaf = True


class Rendering:
    """The thread that keeps the queue worked. `on_progress` is called on it, after every picture."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        site: RenderSite,
        *,
        body: Body = render_process,
        backoff_s: tuple[float, ...] = BACKOFF_S,
    ) -> None:
        self._unit_of_work, self._site, self._body, self._backoff_s = unit_of_work, site, body, backoff_s
        self._on_progress: Callable[[RenderProgress], None] = lambda _: None
        self._awake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the one that works now."""
        process = self._process
        return process.pid if process is not None else None

    def start(self, on_progress: Callable[[RenderProgress], None] = lambda _: None) -> None:
        """Begin with what waits from before. Not after `stop`."""
        if self._thread is None and not self._stopping.is_set():
            self._on_progress = on_progress
            self._thread = threading.Thread(target=self._work, name="rendering", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Something new waits."""
        self._awake.set()

    def stop(self) -> None:
        """End after the picture in hand, or without it where that takes too long; nothing is lost by it."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(STOP_S + _KILL_S)

    # ------------------------------------------------------------ the thread

    def _work(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._awake.clear()
            wait_s: float | None = None
            try:
                waiting = self._waiting()
                if waiting:
                    well = self._one_process()
                    failures = 0 if well else failures + 1
                    wait_s = AGAIN_EVERY_S if well else self._backoff_s[min(failures, len(self._backoff_s)) - 1]
            except WorldFailure as failure:
                _log.error("rendering_cannot_go_on", extra={"code": failure.code, "params": failure.params})
                wait_s = AGAIN_EVERY_S
            self._awake.wait(wait_s)

    def _waiting(self) -> int:
        with self._unit_of_work(read_only=True) as uow:
            progress = uow.renditions.progress()
        self._on_progress(progress)
        return progress.waiting

    def _one_process(self) -> bool:
        """From birth to burial; False when it died, hung or was stopped by the world."""
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=self._body, args=(theirs, self._site), name="rendering", daemon=True)
        process.start()
        theirs.close()
        self._process = process
        try:
            return self._attend(ours, process)
        finally:
            self._process = None
            ours.close()
            process.join(_KILL_S)
            if process.is_alive():
                process.kill()
                process.join(_KILL_S)
            process.close()

    def _attend(self, link: Link, process: BaseProcess) -> bool:
        heard_s = time.monotonic()
        while time.monotonic() - heard_s < (STOP_S if self._stopping.is_set() else PATIENCE_S):
            if self._stopping.is_set():
                _say_stop(link)
            if not link.poll(0.2):
                continue
            try:
                word: Word = link.recv()
            except (EOFError, OSError):
                process.join(_KILL_S)
                _log.warning("rendering_died", extra={"exit_code": process.exitcode})
                return False
            heard_s = time.monotonic()
            match word:
                case Rendered():
                    self._heard(word)
                case Stopped(code):
                    _log.error("rendering_stopped", extra={"code": code})
                    return False
                case RenderReport():
                    return True
        if not self._stopping.is_set():
            _log.warning("rendering_hung", extra={"pid": process.pid})
        process.kill()
        return self._stopping.is_set()

    def _heard(self, rendered: Rendered) -> None:
        if rendered.state is not RenderState.DONE and rendered.trouble != rendered.task.trouble:
            facts = {"original": rendered.task.original.sha256, "piece": rendered.task.piece_id}
            _log.warning("not_rendered", extra={**facts, "code": rendered.trouble})
        self._on_progress(rendered.progress)


def _say_stop(link: Link) -> None:
    try:
        link.send(None)
    except OSError:
        return  # it has ended; its last words are read next
