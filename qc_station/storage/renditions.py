"""The queue of what is to be made for the shop, and what was made of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    or_,
    select,
    update,
)

from qc_station.application.renditions_port import PieceFiles, RenderProgress, RenderState, RenderTask
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import Rendition, recipe_of
from qc_station.storage.documents import to_json
from qc_station.storage.inserts import insert_or_replace, insert_unless_there
from qc_station.storage.rows import reading
from qc_station.storage.studio_tables import render_task, rendition
from qc_station.storage.tables import bookmark

_MIRRORED = "mirrored:"
_task, _made = render_task.c, rendition.c
_SAME = (_task.original == bindparam("the_original"), _task.recipe == bindparam("the_recipe"))
# The original of a picture that was refused belongs to the piece as well.
_ENDS = (RenderState.DONE.value, RenderState.REFUSED.value)
_WAITS = _task.state == RenderState.WAITING.value
_OLDEST = (_task.asked_at, _task.original, _task.recipe)
# A picture that ends the process stands in nobody's way: what was begun and never ended goes behind the others.
_ORDER = (_task.attempts, *_OLDEST)


def _behind(*columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Row values compared in their order, spelt out."""
    first, *rest = columns
    mine = bindparam(f"after_{first.key}", type_=first.type)
    return or_(first > mine, and_(first == mine, _behind(*rest))) if rest else first > mine


_BEHIND = _behind(*_ORDER)
_OF_PIECE = _task.piece_id == bindparam("piece_id")
_WAITING = select(render_task).where(_WAITS).order_by(*_ORDER).limit(1)
_NEXT: dict[tuple[bool, bool], Select[Any]] = {
    (False, False): _WAITING,
    (True, False): _WAITING.where(_BEHIND),
    (False, True): _WAITING.where(_OF_PIECE),
    (True, True): _WAITING.where(_BEHIND, _OF_PIECE),
}
_PIECE = select(render_task).where(_OF_PIECE).order_by(*_OLDEST)
_BEGUN = update(render_task).where(*_SAME, _WAITS).values(attempts=_task.attempts + 1)
_POSTPONED = update(render_task).where(*_SAME, _WAITS).values(attempts=0, trouble=bindparam("why"))
_ENDED = (
    update(render_task)
    .where(*_SAME, _WAITS)
    .values(state=bindparam("end"), attempts=0, trouble=bindparam("why"))
    .returning(_task.original)
)
_AGAIN = (
    update(render_task)
    .where(*_SAME, _task.state.in_((RenderState.REFUSED.value, RenderState.CANCELLED.value)))
    .values(
        state=RenderState.WAITING.value,
        attempts=0,
        trouble="",
        asked_at=bindparam("at"),
        piece_id=bindparam("the_piece"),
    )
    .returning(_task.original)
)
_CANCEL = (
    update(render_task)
    .where(_task.piece_id == bindparam("the_piece"), _WAITS)
    .values(state=RenderState.CANCELLED.value)
    .returning(_task.original)
)
_FILES = (
    select(rendition)
    .where(_made.original == bindparam("original"), _made.recipe == bindparam("recipe"))
    .order_by(_made.name)
)
_COUNTS = select(_task.state, func.count()).group_by(_task.state)
_COUNTS_OF_PIECE = _COUNTS.where(_OF_PIECE)
_HAVE = func.count()
_UNMIRRORED = (
    select(_task.piece_id, _HAVE.label("made"))
    .select_from(render_task.outerjoin(bookmark, bookmark.c.name == bindparam("prefix", type_=Text) + _task.piece_id))
    .where(_task.state.in_(_ENDS), _task.piece_id > bindparam("after"))
    .group_by(_task.piece_id, bookmark.c.value)
    .having(or_(bookmark.c.value.is_(None), bookmark.c.value != bindparam("store", type_=Text) + cast(_HAVE, Text)))
    .order_by(_task.piece_id)
    .limit(bindparam("at_most"))
)
_FILES_OF_PIECE = (
    select(_made.sha256, _made.size)
    .join(render_task, and_(_made.original == _task.original, _made.recipe == _task.recipe))
    .where(_OF_PIECE, _task.state == RenderState.DONE.value)
)


class SqlRenditions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, tasks: Sequence[RenderTask]) -> int:
        return sum(self._asked(task) for task in tasks)

    def _asked(self, task: RenderTask) -> bool:
        row = {
            "original": task.original.sha256,
            "recipe": task.recipe.key,
            "piece_id": task.piece_id,
            "body": to_json({"size": task.original.size, "recipe": task.recipe.canonical}),
            "state": RenderState.WAITING.value,
            "asked_at": task.asked_at,
        }
        if insert_unless_there(self._connection, render_task, row):
            return True
        again = {**_same(task), "at": task.asked_at, "the_piece": task.piece_id}
        return self._connection.execute(_AGAIN, again).first() is not None

    def next_waiting(self, after: RenderTask | None = None, piece_id: str = "") -> RenderTask | None:
        place: dict[str, object] = {"piece_id": piece_id} if piece_id else {}
        if after is not None:
            place |= {
                "after_attempts": after.attempts,
                "after_asked_at": after.asked_at,
                "after_original": after.original.sha256,
                "after_recipe": after.recipe.key,
            }
        row = self._connection.execute(_NEXT[after is not None, bool(piece_id)], place).first()
        return None if row is None else _task_of(row)

    def begun(self, task: RenderTask) -> None:
        self._connection.execute(_BEGUN, _same(task))

    def postponed(self, task: RenderTask, trouble: str) -> None:
        self._connection.execute(_POSTPONED, {**_same(task), "why": trouble})

    def done(self, task: RenderTask, renditions: Sequence[Rendition]) -> bool:
        if not self._ended(task, RenderState.DONE, ""):
            return False
        named = {"original": task.original.sha256, "recipe": task.recipe.key}
        rows = [
            {
                **named,
                "name": made.name,
                "sha256": made.file.sha256,
                "size": made.file.size,
                "width": made.width,
                "height": made.height,
            }
            for made in renditions
        ]
        self._connection.execute(insert(rendition), rows)
        return True

    def refused(self, task: RenderTask, code: str) -> None:
        self._ended(task, RenderState.REFUSED, code)

    def _ended(self, task: RenderTask, end: RenderState, why: str) -> bool:
        ended = {**_same(task), "end": end.value, "why": why}
        return self._connection.execute(_ENDED, ended).first() is not None

    def cancel(self, piece_id: str) -> int:
        return len(self._connection.execute(_CANCEL, {"the_piece": piece_id}).all())

    def of_piece(self, piece_id: str) -> tuple[RenderTask, ...]:
        return tuple(_task_of(row) for row in self._connection.execute(_PIECE, {"piece_id": piece_id}))

    def of(self, original: str, recipe: str) -> tuple[Rendition, ...]:
        rows = self._connection.execute(_FILES, {"original": original, "recipe": recipe})
        return tuple(_rendition_of(row) for row in rows)

    def progress(self, piece_id: str = "") -> RenderProgress:
        if piece_id:
            counted = self._connection.execute(_COUNTS_OF_PIECE, {"piece_id": piece_id})
        else:
            counted = self._connection.execute(_COUNTS)
        return RenderProgress(**{str(state): int(count) for state, count in counted})

    def unmirrored(self, store: str, after: str, limit: int) -> tuple[PieceFiles, ...]:
        asked = {"prefix": _MIRRORED, "store": f"{store}:", "after": after, "at_most": limit}
        rows = self._connection.execute(_UNMIRRORED, asked).all()
        return tuple(PieceFiles(row.piece_id, row.made, self._files(row.piece_id)) for row in rows)

    def mirrored(self, store: str, piece: PieceFiles) -> None:
        insert_or_replace(
            self._connection, bookmark, {"name": _MIRRORED + piece.piece_id, "value": f"{store}:{piece.made}"}
        )

    def _files(self, piece_id: str) -> tuple[PhotoRef, ...]:
        """Originals first, each file once."""
        tasks = [task for task in self.of_piece(piece_id) if task.state in _ENDS]
        made = self._connection.execute(_FILES_OF_PIECE, {"piece_id": piece_id})
        files = [task.original for task in tasks] + [PhotoRef(row.sha256, row.size) for row in made]
        return tuple({file.sha256: file for file in files}.values())


def _same(task: RenderTask) -> dict[str, object]:
    return {"the_original": task.original.sha256, "the_recipe": task.recipe.key}


@reading
def _task_of(row: Row[Any]) -> RenderTask:
    body = json.loads(row.body)
    return RenderTask(
        original=PhotoRef(row.original, body["size"]),
        recipe=recipe_of(body["recipe"]),
        piece_id=row.piece_id,
        asked_at=row.asked_at,
        state=RenderState(row.state),
        attempts=row.attempts,
        trouble=row.trouble,
    )


@reading
def _rendition_of(row: Row[Any]) -> Rendition:
    return Rendition(row.name, PhotoRef(row.sha256, row.size), row.width, row.height)
