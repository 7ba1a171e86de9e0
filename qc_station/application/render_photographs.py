"""Make the shop's files: asked for in the transaction that wants them, made one picture at a time, kept once.

Nothing is claimed. A picture is made outside any transaction, its files are kept by content, and one transaction says
that it is done and which files those are. Whoever dies before that leaves a task that waits and files that the next
attempt, being the same bytes, finds there already; whoever comes second to the end changes nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import PhotoStore, UnitOfWork, UnitOfWorkFactory
from qc_station.application.renditions_port import Derive, RenderProgress, RenderState, RenderTask
from qc_station.application.studio_light import light_of
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Recipe, Region, Rendition, Template, treatment_of

# A picture that ends the process each time it is looked at is given up after so many; a bench that is switched off in
# the middle of a picture that often in a row is not likely.
ATTEMPTS_MAX = 8
# Of the picture itself: to try again changes nothing.
_FOR_GOOD = frozenset({"not_a_picture", "file_too_large"})
CRASHED = "render_crashed"
MISSING = "original_missing"


@dataclass(frozen=True, slots=True)
class ShotToRender:
    """A kept shot: its view, whether that shows the whole garment, and the places of pinned defects in the picture."""

    photo: PhotoRef
    view: str
    whole: bool
    protected: tuple[Region, ...] = ()
    may_stay_plain: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """How the attempt at a task ended. `trouble` is empty when it is done (or was cancelled meanwhile)."""

    task: RenderTask
    state: RenderState
    trouble: str = ""
    progress: RenderProgress = field(default_factory=RenderProgress)


@dataclass(frozen=True, slots=True)
class RenderReport:
    done: int = 0
    refused: int = 0
    postponed: int = 0


def queue_renditions(
    uow: UnitOfWork,
    piece_id: str,
    shots: Sequence[ShotToRender],
    now: datetime,
    *,
    template: Template | None = None,
) -> tuple[RenderTask, ...]:
    """Ask for the files of these shots, in the caller's transaction, under the light this studio has now. What is made
    or waits already is not asked twice.

    The tasks, in the order of the shots, name the files they will make (`uow.renditions.of`).
    """
    balance = light_of(uow)
    tasks = tuple(
        RenderTask(
            original=shot.photo,
            recipe=Recipe(
                treatment=treatment_of(shot.view, whole=shot.whole),
                template=template or Template(),
                balance=balance,
                protected=shot.protected,
                may_stay_plain=shot.may_stay_plain,
            ),
            piece_id=piece_id,
            asked_at=now,
        )
        for shot in shots
    )
    uow.renditions.ask(tasks)
    return tasks


def cancel_renditions(unit_of_work: UnitOfWorkFactory, piece_id: str) -> int:
    """What waits of the piece waits no more; what is made stays. The picture in hand is finished and thrown away."""
    with unit_of_work() as uow:
        cancelled = uow.renditions.cancel(piece_id)
        uow.commit()
    return cancelled


def render_next(
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    derive: Derive,
    after: RenderTask | None = None,
    piece_id: str = "",
) -> Rendered | None:
    """Make the files of the oldest task that waits behind `after`; None when there is none.

    Raises WorldFailure for what stops every task alike ("disk_full", "photos_unwritable", "database_lost").
    """
    with unit_of_work() as uow:
        task = uow.renditions.next_waiting(after, piece_id)
        if task is None:
            return None
        if task.attempts >= ATTEMPTS_MAX:
            uow.renditions.refused(task, CRASHED)
            return _settled(uow, Rendered(task, RenderState.REFUSED, CRASHED))
        uow.renditions.begun(task)
        uow.commit()
    try:
        made = _made(task, photos, derive)
    except RuleBroken as refused:
        return _refused(unit_of_work, task, refused.code)
    except WorldFailure as failure:
        if failure.code in _FOR_GOOD:
            return _refused(unit_of_work, task, failure.code)
        return _postponed(unit_of_work, task, failure.code)
    try:
        kept = _kept(made, photos)
    except WorldFailure as failure:
        _postponed(unit_of_work, task, failure.code)
        raise
    with unit_of_work() as uow:
        done = uow.renditions.done(task, kept)
        return _settled(uow, Rendered(task, RenderState.DONE if done else RenderState.CANCELLED))


def render_waiting(
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    derive: Derive,
    *,
    going_on: Callable[[], bool] = lambda: True,
    told: Callable[[Rendered], None] = lambda _: None,
    piece_id: str = "",
) -> RenderReport:
    """Once through all that waits, oldest first, while `going_on`; `told` hears of each. Raises as `render_next`."""
    counted = dict.fromkeys(RenderState, 0)
    last: RenderTask | None = None
    while going_on():
        rendered = render_next(unit_of_work, photos, derive, last, piece_id)
        if rendered is None:
            break
        last = rendered.task
        counted[rendered.state] += 1
        told(rendered)
    return RenderReport(counted[RenderState.DONE], counted[RenderState.REFUSED], counted[RenderState.WAITING])


def _made(task: RenderTask, photos: PhotoStore, derive: Derive) -> tuple[tuple[str, bytes, int, int], ...]:
    if not photos.intact(task.original):
        # On a bench that shares its database the original may lie at another one, which will find the task.
        raise WorldFailure(MISSING, sha256=task.original.sha256)
    return derive(photos.path(task.original), task.recipe)


def _kept(made: Sequence[tuple[str, bytes, int, int]], photos: PhotoStore) -> tuple[Rendition, ...]:
    kept = []
    with tempfile.TemporaryDirectory(prefix="renditions-") as folder:
        for name, data, width, height in made:
            file = Path(folder) / name
            try:
                file.write_bytes(data)
            except OSError as error:
                raise WorldFailure("disk_full", retryable=True) from error
            kept.append(Rendition(name, photos.keep(file), width, height))
    return tuple(kept)


def _refused(unit_of_work: UnitOfWorkFactory, task: RenderTask, code: str) -> Rendered:
    with unit_of_work() as uow:
        uow.renditions.refused(task, code)
        return _settled(uow, Rendered(task, RenderState.REFUSED, code))


def _postponed(unit_of_work: UnitOfWorkFactory, task: RenderTask, code: str) -> Rendered:
    with unit_of_work() as uow:
        uow.renditions.postponed(task, code)
        return _settled(uow, Rendered(task, RenderState.WAITING, code))


def _settled(uow: UnitOfWork, rendered: Rendered) -> Rendered:
    told = replace(rendered, progress=uow.renditions.progress())
    uow.commit()
    return told
