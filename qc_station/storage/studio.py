"""Photo sets, saved only by whoever read the newest version; editions for the shop, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, update

from qc_station.application.studio_port import Publication, PublicationState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo_set import PhotoSet
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.studio_rows import (
    measured_in,
    model_of,
    photo_set_of,
    photo_set_row,
    publication_of,
    publication_row,
)
from qc_station.storage.studio_tables import photo_set, publication
from qc_station.storage.tables import piece

_SET = select(photo_set).where(photo_set.c.piece_id == bindparam("piece_id"))
_SETS = select(photo_set).order_by(photo_set.c.piece_id)
_UPDATE = (
    update(photo_set)
    .where(photo_set.c.piece_id == bindparam("the_id"), photo_set.c.version == bindparam("read_version"))
    .returning(photo_set.c.piece_id)
)
# Through all of them, and only when a frame was found again after a crash.
_HELD = select(photo_set.c.piece_id).where(photo_set.c.body.contains(bindparam("of"))).limit(1)
_SHOT = select(piece.c.id).where(piece.c.shots.contains(bindparam("of"))).limit(1)
_LATEST = (
    select(publication)
    .where(publication.c.piece_id == bindparam("piece_id"))
    .order_by(publication.c.edition.desc())
    .limit(1)
)
_WAITING = (
    select(publication)
    .where(publication.c.state == PublicationState.WAITING.value)
    .order_by(publication.c.attempts, publication.c.published_at, publication.c.piece_id, publication.c.edition)
    .limit(bindparam("most"))
)
_MEASURED = (
    select(publication)
    .where(publication.c.model == bindparam("model"), publication.c.piece_id != bindparam("apart_from"))
    .order_by(publication.c.published_at.desc(), publication.c.piece_id)
    .limit(1)
)
_SETTLE = update(publication).where(
    publication.c.piece_id == bindparam("of"),
    publication.c.edition == bindparam("of_edition"),
    # What another bench has settled meanwhile stays settled.
    publication.c.state == PublicationState.WAITING.value,
)


class SqlPhotoSets:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, piece_id: str) -> PhotoSet | None:
        row = self._connection.execute(_SET, {"piece_id": piece_id}).first()
        return None if row is None else photo_set_of(row)

    def save(self, changed: PhotoSet) -> PhotoSet:
        stored = replace(changed, version=changed.version + 1)
        row = photo_set_row(stored)
        if changed.version == 0:
            saved = insert_unless_there(self._connection, photo_set, row)
        else:
            values = {name: value for name, value in row.items() if name != "piece_id"}
            read = {"the_id": changed.piece_id, "read_version": changed.version}
            saved = self._connection.execute(_UPDATE, read | values).first() is not None
        if not saved:
            raise RuleBroken("changed_elsewhere", piece=changed.piece_id)
        return stored

    def holds(self, sha256: str) -> bool:
        found = self._connection.execute(_HELD, {"of": sha256}).first()
        return found is not None or self._connection.execute(_SHOT, {"of": sha256}).first() is not None

    def measured_before(self, reference: str, size: str, apart_from: str) -> Mapping[str, int]:
        asked = {"model": model_of(reference, size), "apart_from": apart_from}
        row = self._connection.execute(_MEASURED, asked).first()
        return {} if row is None else measured_in(row)

    def all(self) -> Iterator[PhotoSet]:
        return (photo_set_of(row) for row in self._connection.execute(_SETS))


class SqlPublications:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, edition: Publication) -> None:
        if not insert_unless_there(self._connection, publication, publication_row(edition)):
            raise RuleBroken("changed_elsewhere", piece=edition.piece_id)

    def latest(self, piece_id: str) -> Publication | None:
        row = self._connection.execute(_LATEST, {"piece_id": piece_id}).first()
        return None if row is None else publication_of(row)

    def waiting(self, limit: int) -> tuple[Publication, ...]:
        return tuple(publication_of(row) for row in self._connection.execute(_WAITING, {"most": limit}))

    def settle(self, changed: Publication) -> None:
        values = {"state": changed.state.value, "attempts": changed.attempts, "trouble": changed.trouble}
        self._connection.execute(_SETTLE, {"of": changed.piece_id, "of_edition": changed.edition} | values)
