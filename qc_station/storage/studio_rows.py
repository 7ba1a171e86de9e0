"""Photo sets and publications as rows and back, like `rows.py`."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from qc_station.application.studio_port import Publication, PublicationState
from qc_station.domain.photo import PhotoRef
from qc_station.domain.photo_set import Mark, PhotoSet, ProductShot, SetState
from qc_station.domain.picture import Backdrop, Framing, PictureMeasures
from qc_station.domain.product_sheet import Field, ProductSheet
from qc_station.storage.columns import written_instant
from qc_station.storage.documents import Document, to_json
from qc_station.storage.rows import reading


def photo_set_row(photo_set: PhotoSet) -> Document:
    body = {
        "edition": photo_set.edition,
        "shots": [_shot_document(shot) for shot in photo_set.shots],
        "texts": [[field, text] for field, text in photo_set.sheet.texts],
        "millimetres": [[measure, value] for measure, value in photo_set.sheet.millimetres],
    }
    return {
        "piece_id": photo_set.piece_id,
        "state": photo_set.state.value,
        "body": to_json(body),
        "version": photo_set.version,
    }


@reading
def photo_set_of(row: Row[Any]) -> PhotoSet:
    body = json.loads(row.body)
    return PhotoSet(
        piece_id=row.piece_id,
        shots=tuple(_shot_of(each) for each in body["shots"]),
        sheet=ProductSheet(
            tuple((Field(field), text) for field, text in body["texts"]),
            tuple((measure, int(value)) for measure, value in body["millimetres"]),
        ),
        state=SetState(row.state),
        edition=body["edition"],
        version=row.version,
    )


def model_of(reference: str, size: str) -> str:
    """One model in one size, however it was typed."""
    return " ".join(f"{reference} / {size}".upper().split())


@reading
def measured_in(row: Row[Any]) -> dict[str, int]:
    """The measurements of a published sheet, in millimetres."""
    return {str(each["id"]): int(each["millimetres"]) for each in json.loads(row.body)["measurements"]}


def publication_row(publication: Publication) -> Document:
    return {
        "model": model_of(publication.reference, publication.size),
        "piece_id": publication.piece_id,
        "edition": publication.edition,
        "body": publication.body,
        "state": publication.state.value,
        "attempts": publication.attempts,
        "trouble": publication.trouble,
        "published_at": publication.published_at,
    }


@reading
def publication_of(row: Row[Any]) -> Publication:
    return Publication(
        piece_id=row.piece_id,
        edition=row.edition,
        reference=row.model.rpartition(" / ")[0],
        size=row.model.rpartition(" / ")[2],
        body=row.body,
        published_at=row.published_at,
        state=PublicationState(row.state),
        attempts=row.attempts,
        trouble=row.trouble,
    )


def _shot_document(shot: ProductShot) -> Document:
    return {
        "number": shot.number,
        "view": shot.view,
        "photo": _photo_document(shot.photo),
        "taken_at": written_instant(shot.taken_at),
        "operator": shot.operator,
        "origin": shot.origin,
        "name": shot.name,
        "raw": None if shot.raw is None else _photo_document(shot.raw),
        "measures": None if shot.measures is None else asdict(shot.measures),
        "flaws": list(shot.flaws),
        "mark": shot.mark.value,
        "reason": shot.reason,
        "likeness": shot.likeness,
    }


def _shot_of(document: Document) -> ProductShot:
    return ProductShot(
        number=document["number"],
        view=document["view"],
        photo=PhotoRef(*document["photo"]),
        taken_at=datetime.fromisoformat(document["taken_at"]),
        operator=document["operator"],
        origin=document["origin"],
        name=document["name"],
        raw=None if document["raw"] is None else PhotoRef(*document["raw"]),
        measures=None if document["measures"] is None else _measures_of(document["measures"]),
        flaws=tuple(document["flaws"]),
        mark=Mark(document["mark"]),
        reason=document["reason"],
        likeness=document["likeness"],
    )


def _photo_document(photo: PhotoRef) -> list[object]:
    return [photo.sha256, photo.size]


def _measures_of(document: Document) -> PictureMeasures:
    framing, backdrop = document["framing"], document["backdrop"]
    parts = {
        "framing": None if framing is None else Framing(**framing),
        "backdrop": None if backdrop is None else Backdrop(**backdrop),
    }
    return PictureMeasures(**(dict(document) | parts))
