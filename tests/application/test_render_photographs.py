"""The shop's files as a use-case: what is asked is made once, what cannot be made says why, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import mirror_all, mirror_photographs
from qc_station.application.render_photographs import (
    ATTEMPTS_MAX,
    Rendered,
    RenderReport,
    ShotToRender,
    cancel_renditions,
    queue_renditions,
    render_next,
    render_waiting,
)
from qc_station.application.renditions_port import RenderProgress, RenderState, RenderTask
from qc_station.application.studio_light import keep_light, light_of
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import PhotoRef
from qc_station.domain.piece import Piece
from qc_station.domain.rendition import Balance, BalanceSource, Recipe, Treatment
from qc_station.storage.shared_folder import SharedFolder
from tests.application.day import Day, item, takeback
from tests.storage.made import piece

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Made = tuple[tuple[str, bytes, int, int], ...]


class Atelier:
    """Originals, a queue, and a pretended `derive` that counts: two files whose bytes tell original and recipe."""

    def __init__(self, day: Day, folder: Path) -> None:
        self.store, self.photos, self._folder = day.unit_of_work, day.photos, folder
        self.calls: list[str] = []
        self.refuses: dict[str, Exception] = {}
        with self.store() as uow:
            uow.takebacks.save(takeback(item(1), item(2)))
            for number in (1, 2):
                uow.pieces.save(self.piece(number))
            uow.commit()

    def piece(self, number: int) -> Piece:
        made = piece(number)
        return Piece(made.id, item(number).key, made.station, made.operator, made.opened_at)

    def photo(self, number: int) -> PhotoRef:
        file = self._folder / f"shot{number}.jpg"
        file.write_bytes(b"original %d" % number)
        return self.photos.keep(file)

    def ask(self, *numbers: int, of_piece: int = 1, view: str = "front", at_s: int = 0) -> tuple[RenderTask, ...]:
        shots = [ShotToRender(self.photo(number), view, whole=True) for number in numbers]
        with self.store() as uow:
            tasks = queue_renditions(uow, self.piece(of_piece).id, shots, NOW + timedelta(seconds=at_s))
            uow.commit()
        return tasks

    def derive(self, original: Path, recipe: Recipe) -> Made:
        content = original.read_bytes()
        self.calls.append(content.decode())
        if content.decode() in self.refuses:
            raise self.refuses[content.decode()]
        data = content + recipe.key.encode()
        return (("2000.jpg", data, 1600, 2000), ("400.jpg", data[::-1], 320, 400))

    def render(self, told: Callable[[Rendered], None] = lambda _: None) -> RenderReport:
        return render_waiting(self.store, self.photos, self.derive, told=told)

    def task(self, original: PhotoRef, of_piece: int = 1) -> RenderTask:
        with self.store(read_only=True) as uow:
            return next(each for each in uow.renditions.of_piece(self.piece(of_piece).id) if each.original == original)


@pytest.fixture
def atelier(day: Day, tmp_path: Path) -> Atelier:
    return Atelier(day, tmp_path)


def test_what_is_asked_is_made_once(atelier: Atelier) -> None:
    """Every picture is derived once; its files are kept by content; asking and working again does nothing more."""
    tasks = atelier.ask(1, 2, 3)
    progress: list[RenderProgress] = []
    assert atelier.render(lambda rendered: progress.append(rendered.progress)) == RenderReport(done=3)
    assert [(each.done, each.waiting) for each in progress] == [(1, 2), (2, 1), (3, 0)]
    atelier.ask(1, 2, 3)
    assert atelier.render() == RenderReport()
    assert len(atelier.calls) == 3
    with atelier.store(read_only=True) as uow:
        for task in tasks:
            files = uow.renditions.of(task.original.sha256, task.recipe.key)
            assert [each.name for each in files] == ["2000.jpg", "400.jpg"]
            assert all(atelier.photos.intact(each.file) for each in files)
            assert atelier.photos.intact(task.original)


def test_views_of_defects_are_details(atelier: Atelier) -> None:
    """The recipe of a defect's view never cleans, whatever the shot list says of it."""
    (front,), (defect,) = atelier.ask(1), atelier.ask(2, view="defect:clean:1")
    assert front.recipe.treatment is Treatment.WHOLE
    assert defect.recipe.treatment is Treatment.DETAIL


def test_a_death_before_the_end_costs_one_picture(atelier: Atelier) -> None:
    """A process that dies while deriving leaves a task that waits; the next one makes it, and only it, again."""
    atelier.ask(1)
    atelier.ask(2, at_s=1)

    def dies(_original: Path, _recipe: Recipe) -> Made:
        raise KeyboardInterrupt  # as near as a test comes to a kill: no handler of ours sees it

    with pytest.raises(KeyboardInterrupt):
        render_next(atelier.store, atelier.photos, dies)
    assert atelier.task(atelier.photo(1)).attempts == 1
    assert atelier.render() == RenderReport(done=2)
    assert sorted(atelier.calls) == ["original 1", "original 2"]


def test_a_picture_that_kills_is_given_up(atelier: Atelier) -> None:
    """After so many beginnings without an end the picture is refused by name, and the others are made."""
    (poison,), _ = atelier.ask(1), atelier.ask(2, at_s=1)
    with atelier.store() as uow:
        for _ in range(ATTEMPTS_MAX):
            uow.renditions.begun(poison)
        uow.commit()
    assert atelier.render() == RenderReport(done=1, refused=1)
    assert atelier.task(poison.original).trouble == "render_crashed"
    assert atelier.calls == ["original 2"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RuleBroken("retouch_over_defect"), "retouch_over_defect"),
        (RuleBroken("no_subject"), "no_subject"),
        (WorldFailure("not_a_picture", file="x"), "not_a_picture"),
    ],
)
def test_a_refusal_is_kept_with_its_reason(error: Exception, code: str, atelier: Atelier) -> None:
    """A picture the recipe may not be followed on is refused once, with the code; asked again it is tried again."""
    atelier.refuses["original 1"] = error
    (task,) = atelier.ask(1)
    heard: list[Rendered] = []
    assert atelier.render(heard.append) == RenderReport(refused=1)
    assert [(each.state, each.trouble) for each in heard] == [(RenderState.REFUSED, code)]
    assert atelier.task(task.original).trouble == code
    assert atelier.render() == RenderReport()
    atelier.refuses.clear()
    atelier.ask(1)
    assert atelier.render() == RenderReport(done=1)


def test_a_missing_original_waits(atelier: Atelier) -> None:
    """An original that lies at another bench, or is damaged here, keeps its task waiting and hinders no other."""
    (gone,), (other,) = atelier.ask(1), atelier.ask(2, at_s=1)
    place = atelier.photos.path(gone.original)
    content = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"original X")
    assert atelier.render() == RenderReport(done=1, postponed=1)
    assert atelier.task(gone.original).trouble == "original_missing"
    assert atelier.task(other.original).state is RenderState.DONE
    place.write_bytes(content)
    assert atelier.render() == RenderReport(done=1)


def test_a_full_disk_stops_the_work_and_forgets_nothing(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the files: the work stops, the task waits with the reason, and is done when there is room."""
    (task,), _ = atelier.ask(1), atelier.ask(2, at_s=1)

    def full(_file: Path) -> PhotoRef:
        raise WorldFailure("disk_full", retryable=True)

    with monkeypatch.context() as patched:
        patched.setattr(atelier.photos, "keep", full)
        with pytest.raises(WorldFailure):
            atelier.render()
    assert atelier.calls == ["original 1"]
    assert atelier.task(task.original).trouble == "disk_full"
    assert atelier.render() == RenderReport(done=2)


def test_cancelling_stops_what_waits(atelier: Atelier) -> None:
    """A piece's waiting pictures are taken out of the queue; one in hand comes too late to count."""
    atelier.ask(1, 2)
    atelier.ask(3, of_piece=2)
    first = atelier.piece(1).id

    def cancelled_meanwhile(original: Path, recipe: Recipe) -> Made:
        cancel_renditions(atelier.store, first)
        return atelier.derive(original, recipe)

    rendered = render_next(atelier.store, atelier.photos, cancelled_meanwhile, None, first)
    assert rendered is not None
    assert rendered.state is RenderState.CANCELLED
    assert atelier.render() == RenderReport(done=1)
    with atelier.store(read_only=True) as uow:
        assert uow.renditions.progress(first) == RenderProgress(cancelled=2)


def test_it_stops_between_two_pictures(atelier: Atelier) -> None:
    """Whoever says stop is heard before the next picture."""
    atelier.ask(1, 2, 3)
    report = render_waiting(atelier.store, atelier.photos, atelier.derive, going_on=lambda: len(atelier.calls) < 2)
    assert report == RenderReport(done=2)


def test_the_light_of_the_studio_is_kept(atelier: Atelier) -> None:
    """What was measured is in force until it is measured again or forgotten, and is part of the recipe's key."""
    warm = Balance(BalanceSource.CHART, (1.1, 0.01, 0, 0, 1, 0, 0, 0, 1.4))
    for light in (None, warm, None):
        with atelier.store() as uow:
            keep_light(uow, light)
            uow.commit()
        with atelier.store(read_only=True) as uow:
            assert light_of(uow) == light
        (task,) = atelier.ask(1)
        assert task.recipe.balance == light
    with atelier.store() as uow:
        uow.bookmarks.put(f"light:{uow.station}", '{"source": "chart"}')
        uow.commit()
    with atelier.store(read_only=True) as uow, pytest.raises(WorldFailure) as failed:
        light_of(uow)
    assert failed.value.code == "record_unreadable"


# ---------------------------------------------------------------- and then to the house's store


class Breaking(SharedFolder):
    """A store that breaks down after so many files."""

    def __init__(self, folder: Path, after: int) -> None:
        super().__init__(folder)
        self.left = after
        self.puts: list[str] = []

    def put(self, photo: PhotoRef, file: Path) -> None:
        if not self.left:
            raise WorldFailure("store_unreachable", retryable=True)
        self.left -= 1
        self.puts.append(photo.sha256)
        super().put(photo, file)


def test_a_store_that_comes_and_goes_gets_each_file_once(atelier: Atelier, tmp_path: Path) -> None:
    """Cut off again and again, the errand goes on where it was: every file is sent once, then nothing is left."""
    (tmp_path / "shared").mkdir()
    atelier.ask(1, 2)
    atelier.ask(3, of_piece=2)
    atelier.render()
    store = Breaking(tmp_path / "shared", 0)
    for _ in range(9):
        with pytest.raises(WorldFailure):
            mirror_all(atelier.store, atelier.photos, store)
        store.left = 1
    assert mirror_all(atelier.store, atelier.photos, store).lost == 0
    assert len(store.puts) == len(set(store.puts)) == 9
    assert mirror_photographs(atelier.store, atelier.photos, store).known == 0
    assert all(store.has(task.original) for task in (atelier.task(atelier.photo(number)) for number in (1, 2)))


@pytest.mark.expects_log("photograph_lost")
def test_a_lost_file_is_told_and_the_rest_is_sent(atelier: Atelier, tmp_path: Path) -> None:
    """A file that is neither here nor there is reported each time; the piece is not called whole until it is there."""
    (tmp_path / "shared").mkdir()
    (task,) = atelier.ask(1)
    atelier.render()
    place = atelier.photos.path(task.original)
    content = place.read_bytes()
    place.chmod(0o600)
    place.write_bytes(b"damaged")
    store = SharedFolder(tmp_path / "shared")
    report = mirror_all(atelier.store, atelier.photos, store)
    assert (report.pieces, report.sent, report.lost) == (0, 2, 1)
    place.write_bytes(content)
    report = mirror_all(atelier.store, atelier.photos, store)
    assert (report.pieces, report.sent, report.known, report.lost) == (1, 1, 2, 0)
