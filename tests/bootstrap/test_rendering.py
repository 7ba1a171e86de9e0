"""Rendering and mirroring in a wired station: processes, threads, and the verbs of the command line."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection as Link
from pathlib import Path

import numpy as np
import pytest

from qc_station.application.render_photographs import ShotToRender, queue_renditions
from qc_station.application.renditions_port import RenderProgress
from qc_station.application.settings import SettingRefused
from qc_station.application.studio_light import light_of
from qc_station.bootstrap.mirroring import object_store_of
from qc_station.bootstrap.rendering import Rendering, RenderSite, Stopped
from qc_station.bootstrap.station import Station, open_home
from qc_station.cli.arguments import parser
from qc_station.cli.verbs import run_verb
from qc_station.domain.photo import PhotoRef
from qc_station.domain.rendition import BalanceSource
from qc_station.sync.s3_store import S3Store
from tests.storage.made import NOW, piece, takeback
from tests.vision.studio_scenes import chart_scene, garment, written

PATIENCE_S = 40.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def station(home: Path, tmp_path: Path) -> Iterator[Station]:
    (tmp_path / "shared").mkdir()
    with open_home(home, {}, language="en", photo_store=str(tmp_path / "shared")) as opened:
        yield opened


def ask(station: Station, folder: Path, count: int = 3) -> tuple[PhotoRef, ...]:
    """A piece with so many pictures whose files are wanted."""
    with station.unit_of_work() as uow:
        uow.takebacks.save(takeback())
        uow.pieces.save(piece())
        kept = tuple(
            station.photos.keep(written(garment(number, size=(300, 400)), folder / f"{number}.jpg"))
            for number in range(count)
        )
        queue_renditions(uow, piece().id, [ShotToRender(each, "front", whole=True) for each in kept], NOW)
        uow.commit()
    return kept


def waited(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def progress(station: Station) -> RenderProgress:
    with station.unit_of_work(read_only=True) as uow:
        return uow.renditions.progress()


def run(station: Station, *words: str) -> int:
    return run_verb(parser().parse_args(words), station)


def test_a_process_makes_what_waits(station: Station, tmp_path: Path) -> None:
    """Woken, the station makes the files in another process, tells each, and leaves no process behind."""
    kept = ask(station, tmp_path)
    heard: list[RenderProgress] = []
    station.rendering.start(heard.append)
    assert waited(lambda: progress(station).done == 3)
    assert waited(lambda: station.rendering.pid is None)
    assert [each.done for each in heard][-1] == 3
    assert all(station.photos.intact(each) for each in kept)


@pytest.mark.expects_log("rendering_died")
def test_a_killed_process_is_followed_by_another(station: Station, tmp_path: Path) -> None:
    """Kill -9 on the render process: the station notices, begins another, and every picture is made."""
    ask(station, tmp_path)
    site = RenderSite(station.home / "photos", f"sqlite:///{(station.home / 'station.db').as_posix()}", "BENCH-01")
    worker = Rendering(station.unit_of_work, site, backoff_s=(0.05,))
    worker.start()
    try:
        assert waited(lambda: worker.pid is not None)
        os.kill(worker.pid or 0, signal.SIGKILL)
        assert waited(lambda: progress(station).done == 3)
    finally:
        worker.stop()


def test_stopping_leaves_what_waits(station: Station, tmp_path: Path) -> None:
    """Stopped while it works, it ends in time, and the next start goes on."""
    ask(station, tmp_path)
    station.rendering.start()
    assert waited(lambda: station.rendering.pid is not None)
    began = time.monotonic()
    station.rendering.stop()
    assert time.monotonic() - began < 11
    assert station.rendering.pid is None
    assert progress(station).waiting + progress(station).done == 3


def stopped_by_the_world(link: Link, _site: RenderSite) -> None:
    link.send(Stopped("disk_full"))
    link.close()


@pytest.mark.expects_log("rendering_stopped")
def test_what_stops_the_process_is_told(station: Station, tmp_path: Path) -> None:
    """A full disk ends the process with a word, not with a death."""
    ask(station, tmp_path, 1)
    worker = Rendering(station.unit_of_work, RenderSite(tmp_path, "", ""), body=stopped_by_the_world, backoff_s=(60.0,))
    heard: list[RenderProgress] = []
    worker.start(heard.append)
    assert waited(lambda: bool(heard) and worker.pid is not None)
    assert waited(lambda: worker.pid is None)
    worker.stop()
    assert progress(station).waiting == 1


def test_the_verb_works_the_queue(station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`render` says a line a picture and the sum; again there is nothing to do; an unknown piece is a refusal."""
    ask(station, tmp_path)
    assert run(station, "render", "--all") == 0
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 4
    assert told[0].startswith("1 of 3: piece QC1-")
    assert told[-1] == "Pictures made for the shop: 3; refused: 0; waiting: 0."
    assert run(station, "render", "--piece", piece().id) == 0
    assert run(station, "render", "--piece", "QC1-NOBODY") == 2
    assert run(station, "render", "--cancel") == 2


def test_the_verb_says_why_not(station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture with no garment is refused with its sentence and status 1; what waits can be taken out."""
    with station.unit_of_work() as uow:
        uow.takebacks.save(takeback())
        uow.pieces.save(piece())
        wall = station.photos.keep(written(np.full((200, 200, 3), 190, np.uint8), tmp_path / "wall.jpg"))
        queue_renditions(uow, piece().id, [ShotToRender(wall, "front", whole=True)], NOW)
        uow.commit()
    assert run(station, "render") == 1
    assert "No garment stands out" in capsys.readouterr().err
    ask_again = [ShotToRender(wall, "front", whole=True)]
    with station.unit_of_work() as uow:
        queue_renditions(uow, piece().id, ask_again, NOW)
        uow.commit()
    assert run(station, "render", "--piece", piece().id, "--cancel") == 0
    assert "1 picture taken out of the queue." in capsys.readouterr().out
    assert progress(station).cancelled == 1


def test_the_verb_brings_photographs_to_the_store(
    station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`photo-store` sends originals and renditions to the folder that is set, and then finds nothing left."""
    (original,) = ask(station, tmp_path, 1)
    run(station, "render")
    assert run(station, "photo-store") == 0
    assert "whole pieces: 1; files sent: 7" in capsys.readouterr().out.lower()
    stored = tmp_path / "shared" / original.sha256[:2] / original.sha256[2:]
    assert stored.read_bytes() == station.photo_path(original).read_bytes()
    assert run(station, "photo-store") == 0
    assert "files sent: 0" in capsys.readouterr().out


@pytest.mark.expects_log("mirror_trouble")
def test_the_thread_goes_on_when_the_disk_is_back(station: Station, tmp_path: Path) -> None:
    """With the shared disk away nothing is lost; once it is there again the files follow by themselves."""
    (original,) = ask(station, tmp_path, 1)
    run(station, "render")
    (tmp_path / "shared").rename(tmp_path / "unplugged")
    station.mirroring.start()
    assert waited(lambda: station.mirroring.trouble == "store_missing")
    (tmp_path / "unplugged").rename(tmp_path / "shared")
    station.mirroring.wake()
    assert waited((tmp_path / "shared" / original.sha256[:2] / original.sha256[2:]).exists)
    assert waited(lambda: station.mirroring.trouble == "")


def test_the_light_is_measured_by_a_verb(station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`light` keeps what a chart or a grey card says, refuses a picture without one, and forgets."""
    file = written(chart_scene(1).cast, tmp_path / "chart.jpg")
    wall = written(np.full((200, 300, 3), (90, 110, 120), np.uint8), tmp_path / "wall.jpg")

    def light() -> BalanceSource | None:
        with station.unit_of_work(read_only=True) as uow:
            found = light_of(uow)
        return found.source if found else None

    assert run(station, "light", str(file)) == 0
    assert light() is BalanceSource.CHART
    assert run(station, "light", str(wall)) == 1
    assert run(station, "light", str(wall), "--grey", "0.9,0.9,0.5,0.5") == 2
    assert run(station, "light", str(wall), "--grey", "nonsense") == 2
    assert light() is BalanceSource.CHART
    assert run(station, "light", str(wall), "--grey", "0.25,0.25,0.5,0.5") == 0
    assert light() is BalanceSource.GREY
    assert run(station, "light", "--forget") == 0
    assert light() is None
    assert "No colour chart recognised" in capsys.readouterr().err


def test_the_key_is_read_from_standard_input(
    station: Station, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both halves are kept as secrets and never printed; half a key is refused."""
    monkeypatch.setattr("sys.stdin", io.StringIO("AKID\n"))
    assert run(station, "photo-store", "--keys") == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("AKID\nhush-hush\n"))
    assert run(station, "photo-store", "--keys") == 0
    said = capsys.readouterr()
    assert "hush-hush" not in said.out + said.err
    assert station.secrets.get("photo-store-secret") == "hush-hush"


def test_settings_choose_the_store(home: Path) -> None:
    """Empty is none, a path a folder, s3:// a bucket; what is neither, or plain http to elsewhere, is refused."""
    with open_home(home, {}) as plain:
        assert object_store_of(plain.settings, plain.secrets) is None
    keys = {"QC_STATION_PHOTO_STORE_KEY": "AKID", "QC_STATION_PHOTO_STORE_SECRET": "hush"}
    with open_home(home, keys, photo_store="s3://photos/qc/", photo_store_url="https://s3.example") as bucket:
        store = object_store_of(bucket.settings, bucket.secrets)
        assert isinstance(store, S3Store)
        assert store.address == "https://s3.example s3://photos/qc"
    for wrong in ({"photo_store": "photos"}, {"photo_store": "s3://"}):
        with open_home(home, {}, **wrong) as refused, pytest.raises(SettingRefused):
            object_store_of(refused.settings, refused.secrets)
    with (
        open_home(home, {}, photo_store="s3://photos", photo_store_url="http://s3.example") as refused,
        pytest.raises(SettingRefused),
    ):
        object_store_of(refused.settings, refused.secrets)


def test_no_picture_is_needed_to_open_a_station(station: Station) -> None:
    """A queue that is empty begins no process."""
    station.rendering.start()
    time.sleep(0.3)
    assert station.rendering.pid is None
