"""An edition goes out whole: to a folder and to a shop over real HTTP, whatever happens on the way."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import jsonschema_rs
import pytest

from qc_station.application import studio_commands as studio
from qc_station.application.deliver_publication import DeliveryReport, deliver_publications
from qc_station.application.failures import WorldFailure
from qc_station.application.render_photographs import render_waiting
from qc_station.application.studio_port import Publication, PublicationState
from qc_station.domain.errors import RuleBroken
from qc_station.storage.publication_folder import PublicationFolder
from qc_station.sync.shop_client import ShopClient
from tests.application.day import ROOT
from tests.application.studio_day import SHIRT_VIEWS, StudioDay
from tests.simulators.shop_server import ShopServer

TOKEN = "shop-token-of-the-tests"
SCHEMA = jsonschema_rs.validator_for(json.loads((ROOT / "docs/sheet.schema.json").read_text("utf-8")))


def two_files(original: Path, recipe) -> tuple[tuple[str, bytes, int, int], ...]:
    """As the real renderer answers, without its pixels."""
    data = original.read_bytes()
    return (("400.jpg", b"\xff\xd8\xff" + data, 400, 300), ("400.webp", b"RIFF" + data, 400, 300))


@pytest.fixture
def day(tmp_path, store, clock) -> StudioDay:
    """A shirt that was published, whose files are still to be made."""
    day = StudioDay(tmp_path, store, clock)
    day.put_on_set()
    day.whole_set()
    day.measured()
    day.act(studio.Publish())
    return day


def deliver(day: StudioDay, *targets) -> DeliveryReport:
    return deliver_publications(day.unit_of_work, day.photos, targets)


def rendered(day: StudioDay) -> None:
    render_waiting(day.unit_of_work, day.photos, two_files)


def latest(day: StudioDay) -> Publication:
    with day.unit_of_work(read_only=True) as uow:
        found = uow.publications.latest(day.piece)
    assert found is not None
    return found


def test_nothing_leaves_before_its_files_are_made(day: StudioDay) -> None:
    """The edition waits, and no target is bothered."""
    assert deliver(day, PublicationFolder(day.folder / "out")) == DeliveryReport(unready=1)
    assert not (day.folder / "out").exists()


def test_a_folder_holds_the_whole_edition(day: StudioDay) -> None:
    """Sheet and photographs by the names and hashes the sheet says, and the sheet as its schema wants it."""
    rendered(day)
    assert deliver(day, PublicationFolder(day.folder / "out")) == DeliveryReport(delivered=1)
    place = day.folder / "out" / day.piece / "001"
    sheet = json.loads((place / "sheet.json").read_text("utf-8"))
    SCHEMA.validate(sheet)
    files = [file for photo in sheet["photos"] for file in photo["files"]]
    assert len(files) == 2 * len(SHIRT_VIEWS)
    assert {file.name for file in place.iterdir()} == {"sheet.json", *(file["name"] for file in files)}
    for file in files:
        assert hashlib.sha256((place / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    assert latest(day).state is PublicationState.DONE
    assert [path.name for path in (day.folder / "out").iterdir()] == [day.piece]


@pytest.mark.expects_log("publication_postponed")
def test_delivered_again_it_is_the_same(day: StudioDay, tmp_path: Path) -> None:
    """A crash between delivery and its record delivers again: the same bytes in the same place."""
    rendered(day)
    folder = PublicationFolder(day.folder / "out")
    with ShopServer() as shop:
        gone = shop.url
    assert deliver(day, folder, ShopClient(gone, TOKEN)).postponed == 1
    place = day.folder / "out" / day.piece / "001"
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in place.iterdir()}
    assert deliver(day, folder).delivered == 1
    assert {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in place.iterdir()} == before


def test_the_shop_gets_files_first_and_the_sheet_last(day: StudioDay) -> None:
    """Every file with its hash and the token; an edition is there when its sheet is."""
    rendered(day)
    with ShopServer() as shop:
        assert deliver(day, ShopClient(shop.url, TOKEN)).delivered == 1
        assert shop.order[-1] == f"/intake/pieces/{day.piece}/editions/1/sheet.json"
        assert len(shop.order) == 2 * len(SHIRT_VIEWS) + 1
        assert shop.tokens == {f"Bearer {TOKEN}"}
        assert shop.wrong_digests == 0
        SCHEMA.validate(json.loads(shop.took[shop.order[-1]]))


@pytest.mark.parametrize(
    ("status", "code", "state"),
    [
        (500, "shop_busy", PublicationState.WAITING),
        (503, "shop_busy", PublicationState.WAITING),
        (429, "shop_busy", PublicationState.WAITING),
        (401, "shop_unauthorised", PublicationState.WAITING),
        (302, "shop_not_configured", PublicationState.WAITING),
        (404, "shop_not_configured", PublicationState.WAITING),
        (409, "shop_refused", PublicationState.PARKED),
        (422, "shop_refused", PublicationState.PARKED),
    ],
)
@pytest.mark.expects_log("publication_postponed")
def test_what_a_shop_may_answer(day: StudioDay, status: int, code: str, state: PublicationState) -> None:
    """What passes is tried again and then delivered; what the shop refuses for good is parked, with its code."""
    rendered(day)
    with ShopServer() as shop:
        shop.answers = [201, status]
        deliver(day, ShopClient(shop.url, TOKEN))
        assert (latest(day).state, latest(day).trouble) == (state, code)
        again = deliver(day, ShopClient(shop.url, TOKEN))
    assert again.delivered == (state is PublicationState.WAITING)


@pytest.mark.expects_log("publication_postponed")
def test_a_shop_that_is_away_gets_it_later(day: StudioDay) -> None:
    """Nobody listens: the edition waits, and goes out when somebody does."""
    rendered(day)
    with ShopServer() as shop:
        gone = shop.url
    assert deliver(day, ShopClient(gone, TOKEN)).postponed == 1
    assert latest(day).trouble == "shop_unreachable"
    with ShopServer() as shop:
        assert deliver(day, ShopClient(shop.url, TOKEN)).delivered == 1


@pytest.mark.parametrize(
    "url", ["http://shop.example/intake", "ftp://shop", "shop", "", "https://", "https://[shop.example/x"]
)
def test_nothing_is_sent_in_the_clear(url: str) -> None:
    """An address that is none, or not encrypted beyond this machine, is refused before anything is said."""
    with pytest.raises(WorldFailure, match="shop_not_configured"):
        ShopClient(url, TOKEN)


@pytest.mark.expects_log("publication_postponed")
def test_a_full_disk_leaves_no_half(day: StudioDay, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun is taken away again, and the next try is whole."""
    rendered(day)
    real, left = Path.open, [3]

    def filling(self: Path, mode: str = "r", *args, **kwargs):
        if mode == "wb" and "out" in self.parts:
            left[0] -= 1
            if left[0] == 0:
                raise OSError(errno.ENOSPC, "full")
        return real(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", filling)
    assert deliver(day, PublicationFolder(day.folder / "out")).postponed == 1
    assert latest(day).trouble == "disk_full"
    assert list((day.folder / "out").iterdir()) == []
    assert deliver(day, PublicationFolder(day.folder / "out")).delivered == 1


@pytest.mark.expects_log("publication_postponed")
def test_an_altered_file_does_not_go_out(day: StudioDay) -> None:
    """Somebody changed a rendition on the disk: it is parked for a person, and no folder appears."""
    rendered(day)
    with day.unit_of_work(read_only=True) as uow:
        photo = json.loads(latest(day).body)["photos"][0]
        made = uow.renditions.of(photo["original"]["sha256"], photo["recipe"])
    path = day.photos.path(made[0].file)
    path.chmod(0o640)
    path.write_bytes(b"other bytes")
    deliver(day, PublicationFolder(day.folder / "out"))
    assert (latest(day).state, latest(day).trouble) == (PublicationState.PARKED, "photo_altered")
    assert list((day.folder / "out").iterdir()) == []


def test_a_picture_that_cannot_be_made_parks_its_edition(day: StudioDay) -> None:
    """The reason is the picture's, and a view shot again makes an edition that goes out."""

    def refuses(original: Path, recipe):
        raise RuleBroken("retouch_over_defect")

    render_waiting(day.unit_of_work, day.photos, refuses)
    assert deliver(day, PublicationFolder(day.folder / "out")).parked == 1
    assert latest(day).trouble == "retouch_over_defect"
    day.put_on_set()
    for number, view in enumerate(SHIRT_VIEWS, start=1):
        day.shot(view)
        day.act(studio.KeepShot(number + len(SHIRT_VIEWS)))
    day.act(studio.Publish())
    rendered(day)
    assert deliver(day, PublicationFolder(day.folder / "out")).delivered == 1
    assert latest(day).edition == 2
