"""What happens between the scan, the shutter, the verdict and a word: each frame is where it belongs, once."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.deliver_publication import deliver_publications
from qc_station.application.ports import Credential
from qc_station.application.render_photographs import cancel_renditions, render_waiting
from qc_station.application.studio import Studio
from qc_station.application.studio_port import Publication, PublicationState
from qc_station.application.studio_ports import StudioPorts
from qc_station.application.studio_view import StudioStep
from qc_station.bootstrap.alt_texts import shipped_alt_words
from qc_station.domain.operator import Operator, Role
from qc_station.domain.photo_set import Mark
from qc_station.domain.product_sheet import Field
from qc_station.storage.publication_folder import PublicationFolder
from tests.application.day import EXPERT, PIN
from tests.application.studio_day import BLURRED, GOOD, StudioDay
from tests.application.test_publication import two_files

RECONDITIONER = Operator("ic", "Inès Caron", Role.RECONDITIONER, "QC-BADGE-IC-0005")


@pytest.fixture
def day(tmp_path, store, clock) -> StudioDay:
    day = StudioDay(tmp_path, store, clock)
    day.put_on_set()
    return day


def marks(day: StudioDay, view: str) -> list[tuple[Mark, str]]:
    seen = day.on_set.view(view)
    return [(each.shot.mark, each.shot.reason) for each in seen.shots] if seen is not None else []


def test_a_frame_found_again_after_a_crash_is_there_once(day: StudioDay) -> None:
    """Filed, then the station died before the camera's spool forgot it: neither door puts it into the tray as well."""
    file = day.picture()
    photo = day.photos.keep(file)
    day.act(studio.FileFrame(photo, day.clock.now(), day.piece, "front"))
    day.act(studio.FileFrame(photo, day.clock.now(), origin="recovered_from_disk", to_tray=True))
    day.do(commands.KeepPhotograph(file, origin="recovered_from_disk", to_tray=True))
    assert day.seen.tray == ()
    evidence = day.folder / "shot1.jpg"
    day.do(commands.KeepPhotograph(evidence, origin="recovered_from_disk", to_tray=True))
    assert day.seen.tray == ()


def test_whoever_keeps_before_the_verdict_says_why(day: StudioDay) -> None:
    """Without a reason it is refused; with one it stays kept whatever the verdict is."""
    said = day.frame("front", day.piece).notice.params
    assert day.not_done(studio.KeepShot(1)) == "flawed_needs_reason"
    day.act(studio.KeepShot(1, "pressé"))
    day.act(studio.RecordMeasures(day.piece, str(said["sha256"]), BLURRED))
    assert marks(day, "front") == [(Mark.KEPT, "pressé")]


def test_a_verdict_of_another_piece_leaves_the_aim(day: StudioDay) -> None:
    """The next piece lies on the set already, aimed at its back, when the verdict of the one before comes."""
    first = day.piece
    said = day.frame("back", first).notice.params
    day.do(commands.SignOut())
    day.do(commands.SignIn(EXPERT.badge, PIN))
    other = day.accepted(2)
    day.put_on_set(other)
    day.act(studio.Aim("back"))
    day.act(studio.RecordMeasures(first, str(said["sha256"]), GOOD))
    assert day.on_set.aim == "back"


def test_undoing_the_sheet_leaves_a_shot_kept_meanwhile(day: StudioDay) -> None:
    """The verdict came between the act and its undo."""
    said = day.frame("front", day.piece).notice.params
    day.measured(chest="54")
    day.act(studio.RecordMeasures(day.piece, str(said["sha256"]), GOOD))
    day.act(studio.UndoAtStudio())
    assert marks(day, "front") == [(Mark.KEPT, "")]
    assert day.on_set.sheet.measures[0].millimetres is None


def test_nobody_takes_back_what_another_studio_wrote(day: StudioDay) -> None:
    """The second studio completed the sheet: the first one's undo is refused, and nothing of it is gone."""
    day.measured(chest="54")
    other = Studio(StudioPorts(day.ports, lambda: day.bench.operator, shipped_alt_words))
    other.perform(studio.ScanPiece(day.piece))
    assert other.perform(studio.WriteMeasure("length", "76")).ok
    assert day.not_done(studio.UndoAtStudio()) == "changed_elsewhere"
    assert [each.millimetres for each in day.on_set.sheet.measures] == [540, 760]


def test_a_piece_put_back_on_the_set_has_nothing_to_take_back(day: StudioDay) -> None:
    """What was done before it was put aside stands."""
    day.measured(chest="54")
    day.act(studio.PutPieceAside())
    day.put_on_set()
    assert day.not_done(studio.UndoAtStudio()) == "nothing_to_undo"


def test_throwing_a_frame_away_is_not_undone_by_something_else(day: StudioDay) -> None:
    """U after it says that there is nothing, instead of taking back an act before."""
    day.shot("front")
    day.act(studio.RejectShot(1, "pli"))
    day.frame(origin="recovered_from_disk", to_tray=True)
    day.act(studio.ThrowFromTray(day.seen.tray[0].number))
    assert day.not_done(studio.UndoAtStudio()) == "nothing_to_undo"
    assert marks(day, "front") == [(Mark.REJECTED, "pli")]


def test_a_frame_is_credited_to_who_released_the_shutter(day: StudioDay) -> None:
    """It arrives when they have left; of one nobody asked for, nobody is said to have taken it."""
    day.do(commands.SignOut())
    day.frame("front", day.piece, operator="tb")
    day.frame(origin="body_shutter")
    with day.unit_of_work(read_only=True) as uow:
        kept = uow.photo_sets.get(day.piece)
    assert kept is not None
    assert [shot.operator for shot in kept.shots] == ["tb", ""]


def test_who_may_not_photograph_shoots_into_the_tray(day: StudioDay) -> None:
    """A reconditioner signs in with a piece still on the set: its shutter files nothing under it."""
    with day.unit_of_work() as uow:
        uow.operators.save(Credential(RECONDITIONER, f"plain:{PIN}", 0, None))
        uow.commit()
    day.do(commands.SignOut())
    day.do(commands.SignIn(RECONDITIONER.badge, PIN))
    day.frame(origin="body_shutter")
    assert day.not_done(studio.Aim("back")) == "not_for_this_role"
    assert len(day.seen.tray) == 1


def test_a_raw_file_joins_the_shot_it_was_taken_with(day: StudioDay) -> None:
    """The camera began to count anew: a RAW asked for the back never joins a front of the same name."""
    day.frame("front", day.piece, name="DSC_0001.JPG")
    day.frame("back", day.piece, name="DSC_0001.NEF", raw=True)
    assert len(day.seen.tray) == 1
    day.frame("back", day.piece, name="DSC_0001.JPG")
    day.frame("back", day.piece, name="DSC_0001.NEF", raw=True)
    back = day.on_set.view("back")
    assert back is not None
    assert back.shots[0].shot.raw is not None


def test_one_more_shot_does_not_hold_up_the_publication(day: StudioDay) -> None:
    """A good extra shot waits for nobody's word."""
    day.whole_set()
    day.measured()
    day.shot("extra")
    assert day.seen.next.step is StudioStep.PUBLISH


@pytest.mark.parametrize(("typed", "stored"), [("coton\u00a0bio\n2\u202f% élasthanne", "coton bio 2 % élasthanne")])
def test_unseen_spaces_keep_words_apart(day: StudioDay, typed: str, stored: str) -> None:
    """Pasted texts have line ends and no-break spaces; so have measurements."""
    day.act(studio.WriteField(Field.COMPOSITION, typed))
    assert day.on_set.sheet.composition.text == stored
    day.act(studio.WriteMeasure("chest", "54\u00a0cm"))
    assert day.on_set.sheet.measures[0].millimetres == 540


def published(day: StudioDay) -> None:
    day.whole_set()
    day.measured()
    day.act(studio.Publish())


def latest(day: StudioDay) -> Publication:
    with day.unit_of_work(read_only=True) as uow:
        found = uow.publications.latest(day.piece)
    assert found is not None
    return found


def test_editions_that_cannot_go_out_hold_up_no_other(day: StudioDay) -> None:
    """Forty older ones whose files are never made: ours goes out within as many rounds as they fill."""
    published(day)
    ours = latest(day)
    unmade = re.sub(r'"recipe":"[0-9a-f]{64}"', f'"recipe":"{"ff" * 32}"', ours.body)
    long_ago = ours.published_at.replace(year=2020)
    with day.unit_of_work() as uow:
        for number in range(2, 42):
            uow.publications.add(replace(ours, edition=number, body=unmade, published_at=long_ago))
        uow.commit()
    render_waiting(day.unit_of_work, day.photos, two_files)
    folder = PublicationFolder(day.folder / "out")
    reports = [deliver_publications(day.unit_of_work, day.photos, [folder]) for _ in range(3)]
    assert sum(report.delivered for report in reports) == 1
    assert (day.folder / "out" / day.piece / "001" / "sheet.json").exists()


def test_a_stuck_edition_can_be_signed_off_again(day: StudioDay) -> None:
    """Its files could not be made, or were cancelled: the screen offers to publish, and the next edition goes out."""
    published(day)
    cancel_renditions(day.unit_of_work, day.piece)
    folder = PublicationFolder(day.folder / "out")
    assert deliver_publications(day.unit_of_work, day.photos, [folder]).parked == 1
    assert latest(day).trouble == "files_cancelled"
    day.put_on_set()
    assert day.seen.next.step is StudioStep.PUBLISH
    day.act(studio.Publish())
    render_waiting(day.unit_of_work, day.photos, two_files)
    assert deliver_publications(day.unit_of_work, day.photos, [folder]).delivered == 1
    assert (latest(day).edition, latest(day).state) == (2, PublicationState.DONE)


def test_what_one_bench_delivered_another_does_not_set_back(day: StudioDay) -> None:
    """Its failure, told later, changes nothing."""
    published(day)
    waiting = latest(day)
    with day.unit_of_work() as uow:
        uow.publications.settle(replace(waiting, state=PublicationState.DONE))
        uow.publications.settle(replace(waiting, state=PublicationState.PARKED, trouble="shop_refused"))
        uow.commit()
    assert latest(day).state is PublicationState.DONE
