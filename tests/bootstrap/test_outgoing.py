"""A whole way in a wired station: shot, published, its files made in a process, delivered as a folder and mirrored."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pytest
from PIL import Image

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.outcome import Topic
from qc_station.application.ports import Credential
from qc_station.application.studio_port import PublicationState
from qc_station.bootstrap.station import Station, open_home
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, EXPERT, PARCEL, PIN, ROOT
from tests.application.studio_day import SHIRT_VIEWS, composed
from tests.ui.studio_window import STILLS

PATIENCE_S = 60.0
SCHEMA = jsonschema_rs.validator_for(json.loads((ROOT / "docs/sheet.schema.json").read_text("utf-8")))


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    (tmp_path / "share").mkdir()
    with open_home(tmp_path / "home", {}, photo_store=str(tmp_path / "share")) as opened:
        yield opened


def frame(folder: Path, number: int) -> Path:
    """A small picture of a shirt, unlike any other by its last bytes."""
    file = folder / f"{number}.jpg"
    with Image.open(STILLS[number % 2]) as picture:
        picture.resize((600, 450)).save(file, quality=88)
    file.write_bytes(file.read_bytes() + b"\xff\xfe%d\xff\xd9" % number)
    return file


def accepted(station: Station, folder: Path) -> str:
    with station.unit_of_work() as uow:
        uow.operators.save(Credential(EXPERT, station.pins.hash(PIN), 0, None))
        uow.takebacks.save(composed())
        uow.commit()
    bench = station.bench
    done = [
        bench.perform(command)
        for command in (
            commands.SignIn(BADGE, PIN),
            commands.Scan(PARCEL),
            commands.OpenItem(1),
            *(commands.AnswerCheck(check, commands.CONFORM) for check in CHECKS),
            *(
                commands.KeepPhotograph(frame(folder, 100 + at), view)
                for at, view in enumerate(("front", "back", "label"))
            ),
        )
    ]
    assert all(outcome.ok for outcome in done), [outcome.notice for outcome in done if not outcome.ok]
    piece = bench.view().piece
    assert piece is not None
    outcome = bench.perform(commands.Decide(Ruling.ACCEPTED))
    assert outcome.ok, outcome.notice
    return piece.id


def published(station: Station, piece: str, folder: Path) -> None:
    """Shot by the real judge's word, or kept with a reason where it finds fault with a drawing."""
    door = station.studio
    assert door.perform(studio.ScanPiece(piece)).ok
    for number, view in enumerate(SHIRT_VIEWS):
        photo = station.photos.keep(frame(folder, number))
        filed = door.perform(studio.FileFrame(photo, station.clock.now(), piece, view))
        measures = station.judge.full(station.photos.path(photo))
        assert door.perform(studio.RecordMeasures(piece, photo.sha256, measures)).ok, filed.notice
        seen = door.view().piece
        shown = seen.view(view) if seen else None
        if shown is not None and shown.kept is None:
            assert door.perform(studio.KeepShot(number + 1, "dessin")).ok
    for measure, text in (("chest", "54"), ("length", "76")):
        assert door.perform(studio.WriteMeasure(measure, text)).ok
    outcome = door.perform(studio.Publish())
    assert outcome.ok, outcome.notice


def test_a_piece_goes_out_to_the_shop(station: Station, tmp_path: Path) -> None:
    """Files of every view in two formats and three sizes, the sheet as its schema wants it, originals untouched."""
    (tmp_path / "frames").mkdir()
    piece = accepted(station, tmp_path / "frames")
    told: list[frozenset[Topic]] = []
    station.start_outgoing(told.append)
    published(station, piece, tmp_path / "frames")
    place = station.home / "published" / piece / "001"
    until = time.monotonic() + PATIENCE_S
    while not told and time.monotonic() < until:
        time.sleep(0.05)
    assert told == [frozenset({Topic.PUBLICATION})]
    sheet = json.loads((place / "sheet.json").read_text("utf-8"))
    SCHEMA.validate(sheet)
    assert [photo["view"] for photo in sheet["photos"]] == list(SHIRT_VIEWS)
    assert all(set(photo["alt"]) == {"fr", "en", "de", "it", "es", "nl"} for photo in sheet["photos"])
    for photo in sheet["photos"]:
        for file in photo["files"]:
            with Image.open(place / file["name"]) as picture:
                assert picture.size == (file["width"], file["height"])
                assert picture.info.get("icc_profile")
    with station.unit_of_work(read_only=True) as uow:
        latest = uow.publications.latest(piece)
        shots = uow.photo_sets.get(piece)
    assert latest is not None
    assert latest.state is PublicationState.DONE
    assert shots is not None
    assert all(station.photos.intact(shot.photo) for shot in shots.shots)
