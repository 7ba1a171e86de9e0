"""A signed-off edition goes out once its files are made: to the folder, to the shop, or to both, sheet last.

Nothing is half published: a target takes the files first, each verified by its hash, and the sheet as the last thing;
an edition that was taken before is the same edition again. The world's failures are tried again, oldest edition first
and the others not held up; what the shop refuses, or what cannot be made, is parked, with its reason on the screen.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import PhotoStore, UnitOfWorkFactory
from qc_station.application.renditions_port import RenderState, Renditions
from qc_station.application.studio_port import Publication, PublicationState
from qc_station.domain.rendition import Rendition

AT_ONCE = 20
CANCELLED = "files_cancelled"
SHEET_NAME = "sheet.json"
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file of an edition, by the name it has beside its sheet."""

    name: str
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An edition whole. `sheet` is `sheet.json` to the byte: the same for the same edition, whoever delivers it."""

    piece_id: str
    edition: int
    sheet: bytes
    files: tuple[OutgoingFile, ...]


class PublicationTarget(Protocol):
    def deliver(self, outgoing: Outgoing) -> None:
        """Take all of it, or nothing that anybody sees; taken before is taken.

        Raises WorldFailure; one that is not retryable is for a person.
        """
        ...


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """`unready`: their files are still being made."""

    delivered: int = 0
    unready: int = 0
    parked: int = 0
    postponed: int = 0


def deliver_publications(
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    targets: Sequence[PublicationTarget],
) -> DeliveryReport:
    """Once through the editions that wait. With no target nothing is delivered and everything waits."""
    if not targets:
        return DeliveryReport()
    counted = dict.fromkeys(("delivered", "unready", "parked", "postponed"), 0)
    with unit_of_work(read_only=True) as uow:
        waiting = uow.publications.waiting(AT_ONCE)
    for publication in waiting:
        counted[_deliver(publication, unit_of_work, photos, targets)] += 1
    return DeliveryReport(**counted)


def _deliver(
    publication: Publication,
    unit_of_work: UnitOfWorkFactory,
    photos: PhotoStore,
    targets: Sequence[PublicationTarget],
) -> str:
    with unit_of_work(read_only=True) as uow:
        body = json.loads(publication.body)
        refused = _refused(publication.piece_id, body, uow.renditions)
        files = _files(body, uow.renditions) if not refused else None
    if refused:
        return _settle(publication, PublicationState.PARKED, refused, unit_of_work)
    if files is None:
        _settle(publication, PublicationState.WAITING, publication.trouble, unit_of_work)
        return "unready"
    outgoing = _outgoing(publication, body, files, photos)
    try:
        for target in targets:
            target.deliver(outgoing)
    except WorldFailure as failure:
        if failure.code != publication.trouble:
            _log.warning("publication_postponed", extra={"piece": publication.piece_id, "code": failure.code})
        state = PublicationState.WAITING if failure.retryable else PublicationState.PARKED
        return _settle(publication, state, failure.code, unit_of_work)
    return _settle(publication, PublicationState.DONE, "", unit_of_work)


def _settle(publication: Publication, state: PublicationState, code: str, unit_of_work: UnitOfWorkFactory) -> str:
    with unit_of_work() as uow:
        uow.publications.settle(replace(publication, state=state, attempts=publication.attempts + 1, trouble=code))
        uow.commit()
    return {
        PublicationState.DONE: "delivered",
        PublicationState.PARKED: "parked",
        PublicationState.WAITING: "postponed",
    }[state]


def _refused(piece_id: str, body: Mapping[str, Any], renditions: Renditions) -> str:
    """The code of the first picture whose files cannot be made, or are not to be; empty when there is none."""
    wanted = {(photo["original"]["sha256"], photo["recipe"]) for photo in body["photos"]}
    stopped = (
        CANCELLED if task.state is RenderState.CANCELLED else task.trouble
        for task in renditions.of_piece(piece_id)
        if task.state in (RenderState.REFUSED, RenderState.CANCELLED)
        and (task.original.sha256, task.recipe.key) in wanted
    )
    return next(stopped, "")


def _files(body: Mapping[str, Any], renditions: Renditions) -> tuple[tuple[Rendition, ...], ...] | None:
    """The files of every photograph, in their order; None while one has none."""
    made = tuple(renditions.of(photo["original"]["sha256"], photo["recipe"]) for photo in body["photos"])
    return made if all(made) else None


def _outgoing(
    publication: Publication,
    body: dict[str, Any],
    made: tuple[tuple[Rendition, ...], ...],
    photos: PhotoStore,
) -> Outgoing:
    files = []
    for at, (photo, renditions) in enumerate(zip(body["photos"], made, strict=True), start=1):
        stem = f"{at:02}-{photo['view'].replace(':', '-')}"
        photo["files"] = [
            {
                "name": f"{stem}-{each.name}",
                "type": _TYPES[each.name.rpartition(".")[2]],
                "sha256": each.file.sha256,
                "size": each.file.size,
                "width": each.width,
                "height": each.height,
            }
            for each in renditions
        ]
        files += [
            OutgoingFile(f"{stem}-{each.name}", photos.path(each.file), each.file.sha256, each.file.size)
            for each in renditions
        ]
    sheet = json.dumps(body, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
    return Outgoing(publication.piece_id, publication.edition, sheet, tuple(files))
