"""A batch of pieces is rendered while the render process is killed (kill -9) at moments a seed chooses.

    python -m tests.faults.kill_render --pieces 200 --shots 6 --kills 60 --seed 1

Afterwards: every task is done once, by one set of files that are what their hashes say; no picture that was done at the
moment of a death was ever begun again; the originals are bit for bit what they were.

Every life of the process writes a line at the beginning of each picture into a journal of its own, brought to the disk
before the work begins: a kill leaves it true.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing.connection import Connection as Link
from pathlib import Path

import cv2
import numpy as np

from qc_station.application.render_photographs import ShotToRender, queue_renditions
from qc_station.application.renditions_port import Derive, RenderState
from qc_station.bootstrap import rendering
from qc_station.bootstrap.rendering import Rendering, RenderSite
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Recipe
from qc_station.storage.open_station import open_station
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage.made import piece, takeback

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
VIEWS = ("front", "back", "label", "collar", "fabric", "defect:clean:1")
WHOLE = ("front", "back")
# Between the first word of a life and its death, in seconds: well into a picture, between two, or while it starts.
LIFE_S_MAX = 1.2
PATIENCE_S = 3600.0


@dataclass(slots=True)
class Report:
    seed: int
    tasks: int = 0
    kills: int = 0
    begun: int = 0
    files: int = 0
    seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"kill_render seed {self.seed}: {self.tasks} tasks, {self.kills} x kill -9, {self.begun} pictures begun "
            f"({self.begun - self.tasks} more than tasks), {self.files} files kept, {self.seconds:.0f} s; "
            f"{len(self.complaints)} complaints"
        )


def journaled_process(link: Link, site: RenderSite) -> None:
    """The product's render process; the beginning of each picture is on the disk before the picture is begun."""
    journal = site.photos.parent / "journal"
    journal.mkdir(exist_ok=True)
    made_by = rendering.picture_deriver

    def told(*, alone: bool = False) -> Derive:
        return partial(_told, journal / f"{os.getpid()}-{time.monotonic_ns()}", made_by(alone=alone))

    rendering.picture_deriver = told  # type: ignore[assignment]  # a process of its own
    rendering.render_process(link, site)


def _told(journal: Path, derive: Derive, original: Path, recipe: Recipe) -> tuple[tuple[str, bytes, int, int], ...]:
    with journal.open("a", encoding="ascii") as file:
        file.write(f"{original.parent.name}{original.name} {recipe.key}\n")
        file.flush()
        os.fsync(file.fileno())
    return derive(original, recipe)


class Run:
    def __init__(self, folder: Path, pieces: int, shots: int, kills: int, seed: int) -> None:
        self._folder, self._kills = folder, kills
        self._chance = random.Random(seed)
        self.report = Report(seed, tasks=pieces * shots)
        self._url = f"sqlite:///{(folder / 'station.db').as_posix()}"
        self._photos = FilePhotoStore(folder / "photos")
        self._store = open_station(self._url, "BENCH-01")
        self._originals = self._ask(pieces, shots, seed)
        # What was done at each death, and how many lines each journal had then.
        self._done_at_death: list[tuple[set[tuple[str, str]], dict[str, int]]] = []

    def go(self) -> Report:
        began = time.monotonic()
        site = RenderSite(self._folder / "photos", self._url, "BENCH-01")
        worker = Rendering(self._store, site, body=journaled_process, backoff_s=(0.02,))
        worker.start()
        try:
            self._kill_now_and_then(worker)
            self._wait_for_the_end(worker)
        finally:
            worker.stop()
        self._reckon()
        self._store.close()
        self.report.seconds = time.monotonic() - began
        return self.report

    def _kill_now_and_then(self, worker: Rendering) -> None:
        while self.report.kills < self._kills and self._waiting():
            pid, lines = self._a_life(worker), self._lines()
            if pid is None:
                continue
            # Half of them by the clock from the start of the process, half soon after a picture was begun.
            if self._chance.random() < 0.5:
                self._until(lambda lines=lines: self._lines() != lines, LIFE_S_MAX)
                time.sleep(self._chance.uniform(0, 0.4))
            else:
                time.sleep(self._chance.uniform(0, LIFE_S_MAX))
            if worker.pid != pid:
                continue
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
            self.report.kills += 1
            self._until(lambda pid=pid: worker.pid != pid, 10)
            self._done_at_death.append((self._done(), self._lines()))

    def _a_life(self, worker: Rendering) -> int | None:
        self._until(lambda: worker.pid is not None, 10)
        return worker.pid

    def _until(self, holds: object, patience_s: float) -> None:
        deadline = time.monotonic() + patience_s
        assert callable(holds)
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.005)

    def _wait_for_the_end(self, worker: Rendering) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while self._waiting() and time.monotonic() < deadline:
            worker.wake()
            time.sleep(0.05)

    def _waiting(self) -> int:
        with self._store(read_only=True) as uow:
            return uow.renditions.progress().waiting

    def _done(self) -> set[tuple[str, str]]:
        with self._store(read_only=True) as uow:
            return {
                (task.original.sha256, task.recipe.key)
                for piece_id in self._originals
                for task in uow.renditions.of_piece(piece_id)
                if task.state is RenderState.DONE
            }

    def _lines(self) -> dict[str, int]:
        return {file.name: len(lines) for file, lines in self._journals()}

    def _journals(self) -> list[tuple[Path, list[str]]]:
        folder = self._folder / "journal"
        files = sorted(folder.iterdir()) if folder.is_dir() else []
        return [(file, file.read_text(encoding="ascii").splitlines()) for file in files]

    def _ask(self, pieces: int, shots: int, seed: int) -> dict[str, tuple[PhotoRef, ...]]:
        """Pieces, their pictures kept, and their files asked for."""
        asked: dict[str, tuple[PhotoRef, ...]] = {}
        chance = np.random.default_rng(seed)
        picture = self._folder / "shot.jpg"
        for first in range(0, pieces, 20):
            with self._store() as uow:
                for number in range(first, min(first + 20, pieces)):
                    uow.takebacks.save(takeback(number + 1, lines=1))
                    made = piece(number + 1, dossier=number + 1, line=1)
                    uow.pieces.save(made)
                    kept = []
                    for view in range(shots):
                        draw(picture, chance)
                        kept.append(
                            ShotToRender(
                                self._photos.keep(picture), VIEWS[view % len(VIEWS)], VIEWS[view % len(VIEWS)] in WHOLE
                            )
                        )
                    queue_renditions(uow, made.id, kept, NOW + timedelta(seconds=number))
                    asked[made.id] = tuple(shot.photo for shot in kept)
                uow.commit()
        return asked

    def _reckon(self) -> None:
        say = self.report.complaints.append
        for photo in (photo for photos in self._originals.values() for photo in photos):
            if not self._photos.intact(photo):
                say(f"original {photo.sha256} is not what it was")
        self._reckon_tasks(self._store)
        journals = self._journals()
        self.report.begun = sum(len(lines) for _, lines in journals)
        for done, lines_then in self._done_at_death:
            for file, lines in journals:
                for line in lines[lines_then.get(file.name, 0) :]:
                    original, recipe = line.split()
                    if (original, recipe) in done:
                        say(f"{original} was done and begun again")
        if self.report.begun > self.report.tasks + self.report.kills:
            say(f"{self.report.begun} pictures begun for {self.report.tasks} tasks and {self.report.kills} deaths")

    def _reckon_tasks(self, store: SqlUnitOfWorkFactory) -> None:
        say = self.report.complaints.append
        with store(read_only=True) as uow:
            progress = uow.renditions.progress()
            if (progress.done, progress.asked) != (self.report.tasks, self.report.tasks):
                say(f"{progress} of {self.report.tasks} tasks")
            for piece_id in self._originals:
                for task in uow.renditions.of_piece(piece_id):
                    files = uow.renditions.of(task.original.sha256, task.recipe.key)
                    if [each.name for each in files] != sorted(output.name for output in task.recipe.outputs):
                        say(f"{task.original.sha256} has files {[each.name for each in files]}")
                    self.report.files += len(files)
                    for each in files:
                        if not self._photos.intact(each.file):
                            say(f"{each.name} of {task.original.sha256} is damaged")


def draw(file: Path, chance: np.random.Generator) -> None:
    """A garment of some colour on a backdrop, 320 by 400: each picture its own."""
    picture = np.full((400, 320, 3), 208, np.uint8)
    colour = tuple(int(value) for value in chance.integers(20, 150, 3))
    left, top = int(chance.integers(70, 90)), int(chance.integers(60, 80))
    cv2.rectangle(picture, (left, top), (left + 150, top + 260), colour, cv2.FILLED)
    noise = chance.normal(0, 2, picture.shape)
    assert cv2.imwrite(str(file), np.clip(picture + noise, 0, 255).astype(np.uint8))


def run(folder: Path, pieces: int, shots: int, kills: int, seed: int) -> Report:
    return Run(folder, pieces, shots, kills, seed).go()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=200)
    parser.add_argument("--shots", type=int, default=6)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="render-kills-") as folder:
        report = run(Path(folder), arguments.pieces, arguments.shots, arguments.kills, arguments.seed)
    print(report)
    print("\n".join(report.complaints[:50]), file=sys.stderr)
    return 1 if report.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
