"""Photo sets, editions and the tray on both engines: whole round trips, versions, and what leaves the tray."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from qc_station.application.studio_port import Publication, PublicationState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import PhotoRef, TrayFrame, TrayState
from qc_station.domain.photo_set import Mark, PhotoSet, ProductShot, SetState
from qc_station.domain.picture import Backdrop, Framing, PictureMeasures
from qc_station.domain.product_sheet import Field, ProductSheet
from tests.storage import made

MEASURES = PictureMeasures(6000, 4000, 512.5, 0.001, 0.0, 61.25, Framing(0.1, 0.2, 0.1, 0.2, 0.6, False, -1.5), None)
SHOT = ProductShot(
    number=1,
    view="defect:clean:1",
    photo=PhotoRef("ab" * 32, 123),
    taken_at=made.NOW,
    operator="tb",
    origin="camera",
    name="DSC_0001.JPG",
    raw=PhotoRef("cd" * 32, 456),
    measures=replace(MEASURES, backdrop=Backdrop(91.5, 2.25, 1.0), chart=True),
    flaws=("blurred",),
    mark=Mark.REJECTED,
    reason="flou « doux »",
    likeness=12,
)
SHEET = ProductSheet(((Field.CARE, "30°"),), (("chest", 545),))


@pytest.fixture
def piece(store) -> str:
    with store() as uow:
        kept = uow.pieces.save(made.piece(1))
        uow.commit()
    return kept.id


def test_a_set_comes_back_as_it_went_in(store, piece: str) -> None:
    """Every field of shots and sheet, those that are None included."""
    whole = PhotoSet(
        piece,
        (SHOT, replace(SHOT, number=2, measures=MEASURES), ProductShot(3, "x", SHOT.photo, made.NOW, "tb", "tray")),
        SHEET,
        SetState.PUBLISHED,
        3,
    )
    with store() as uow:
        saved = uow.photo_sets.save(whole)
        uow.commit()
    with store(read_only=True) as uow:
        assert uow.photo_sets.get(piece) == saved == replace(whole, version=1)
        assert list(uow.photo_sets.all()) == [saved]
        assert uow.photo_sets.get("nobody's") is None


def test_only_the_newest_version_is_replaced(store, piece: str) -> None:
    """A stale set, and a second first one, are refused and change nothing."""
    with store() as uow:
        first = uow.photo_sets.save(PhotoSet(piece))
        second = uow.photo_sets.save(replace(first, sheet=SHEET))
        for stale in (first, PhotoSet(piece)):
            with pytest.raises(RuleBroken, match="changed_elsewhere"):
                uow.photo_sets.save(stale)
        assert uow.photo_sets.get(piece) == second


def edition(piece: str, number: int = 1, *, reference: str = "HSH111.CO0031", size: str = "40") -> Publication:
    body = json.dumps({"measurements": [{"id": "chest", "millimetres": 500 + number}]})
    return Publication(piece, number, reference, size, body, made.NOW + timedelta(seconds=number))


def test_an_edition_is_there_once(store, piece: str) -> None:
    """The same edition twice is refused; the oldest that waits goes first; what is settled waits no more."""
    with store() as uow:
        uow.publications.add(edition(piece, 2))
        uow.publications.add(edition(piece, 1))
        with pytest.raises(RuleBroken, match="changed_elsewhere"):
            uow.publications.add(edition(piece, 1))
        assert [each.edition for each in uow.publications.waiting(9)] == [1, 2]
        parked = replace(edition(piece, 1), state=PublicationState.PARKED, attempts=3, trouble="shop_refused")
        uow.publications.settle(parked)
        assert [each.edition for each in uow.publications.waiting(9)] == [2]
        assert uow.publications.latest(piece) == replace(edition(piece, 2))
        uow.commit()


def test_a_model_is_known_by_reference_and_size(store, piece: str) -> None:
    """However they were typed; another size, and the piece itself, propose nothing."""
    with store() as uow:
        uow.publications.add(edition(piece))
        assert uow.photo_sets.measured_before(" hsh111.co0031", "40", "another") == {"chest": 501}
        assert uow.photo_sets.measured_before("HSH111.CO0031", "42", "another") == {}
        assert uow.photo_sets.measured_before("HSH111.CO0031", "40", piece) == {}


def test_a_frame_leaves_the_tray_once(store) -> None:
    """Filed or thrown away it waits no more; what was ever there is known by its bytes, and counted for `verify`."""
    with store() as uow:
        for byte in ("11", "22"):
            uow.tray.add(TrayFrame(PhotoRef(byte * 32, 9), made.NOW, "camera"))
        first, second = uow.tray.waiting()
        uow.tray.settle(first.number, TrayState.THROWN_AWAY)
        with pytest.raises(RuleBroken, match="not_in_tray"):
            uow.tray.settle(first.number, TrayState.FILED)
        assert uow.tray.waiting() == (second,)
        assert uow.tray.count_waiting() == 1
        assert uow.tray.known("11" * 32)
        assert not uow.tray.known("33" * 32)
        assert len(uow.tray.frames()) == 2
        uow.commit()
