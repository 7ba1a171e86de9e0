"""The studio through its door: whose frame it is, what is kept, what goes out."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.studio_view import StudioStep
from qc_station.application.verify import verify
from qc_station.domain.photo_set import Mark, SetState
from qc_station.domain.piece import PhotosState
from qc_station.domain.piece_id import make_piece_id
from qc_station.domain.product_sheet import Field, Source
from qc_station.domain.workshop import Purpose, Visit, WorkshopStep
from tests.application.day import EXPERT, PIN
from tests.application.studio_day import BLURRED, SHIRT_VIEWS, StudioDay, composed


@pytest.fixture
def day(tmp_path, store, clock) -> StudioDay:
    return StudioDay(tmp_path, store, clock)


def test_the_shot_list_is_the_categorys_then_the_defects(tmp_path, store, clock) -> None:
    """A worn shirt asks for its six views and for the place that shows the wear, with the bench's pictures beside."""
    day = StudioDay(tmp_path, store, clock, wear=True)
    day.put_on_set()
    views = day.on_set.views
    assert [each.view for each in views] == [*SHIRT_VIEWS, "defect:pilling:1"]
    assert [each.view for each in views if each.whole] == ["front", "back"]
    assert [each.view for each in views if each.defect] == ["defect:pilling:1"]
    assert {each.view for each in views if each.evidence} == {"front", "back", "label", "defect:pilling:1"}


def test_only_what_was_accepted_is_shot(day: StudioDay) -> None:
    """A parcel's label, an unknown piece and an undecided one are refused, and the set stays as it was."""
    assert day.not_done(studio.ScanPiece("9V20524752032")) == "scan_a_piece_label"
    assert day.not_done(studio.ScanPiece(make_piece_id(7))) == "unknown_piece"
    day.do(commands.SignOut())
    day.at_the_bench()
    day.do(commands.OpenItem(2))
    undecided = day.bench.view().piece
    assert undecided is not None
    day.put_on_set()
    assert day.not_done(studio.ScanPiece(undecided.id)) == "not_for_the_shop"
    assert day.on_set.id == day.piece


def test_nobody_shoots_unseen(day: StudioDay) -> None:
    """Without a person at the station nothing is scanned, kept or published."""
    day.do(commands.SignOut())
    assert day.not_done(studio.ScanPiece(day.piece)) == "sign_in_first"
    assert day.seen.next.step is StudioStep.SIGN_IN


def test_a_good_shot_is_kept_and_the_aim_moves_on(day: StudioDay) -> None:
    """Six good shots make a set without a word from the photographer; the axis of the piece follows."""
    day.put_on_set()
    aims = []
    while day.on_set.aim != "extra":
        aims.append(day.on_set.aim)
        day.shot()
    assert aims == list(SHIRT_VIEWS)
    with day.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(day.piece)
    assert piece is not None
    assert piece.axes.photos is PhotosState.COMPLETE


def test_a_frame_belongs_to_the_piece_the_shutter_opened_for(day: StudioDay) -> None:
    """The file may arrive when the next piece lies on the set already: it is still of the one before."""
    other = _another_piece(day)
    day.put_on_set()
    opened = day.clock.now()
    day.clock.wait(1)
    day.put_on_set(other)
    day.frame("front", day.piece)
    day.frame(at=opened, origin="body_shutter")
    with day.unit_of_work(read_only=True) as uow:
        first, second = uow.photo_sets.get(day.piece), uow.photo_sets.get(other)
    assert first is not None
    assert [shot.view for shot in first.shots] == ["front", "front"]
    assert second is None


def test_a_frame_with_no_piece_goes_to_the_tray(day: StudioDay) -> None:
    """Taken before any scan, or found again after a crash: never guessed onto a piece; filed or thrown away by hand."""
    before = day.clock.now() - timedelta(minutes=1)
    day.put_on_set()
    day.frame(at=before, origin="body_shutter")
    day.frame(origin="recovered_from_disk", to_tray=True)
    assert [frame.origin for frame in day.seen.tray] == ["body_shutter", "recovered_from_disk"]
    one, two = day.seen.tray
    day.act(studio.FileFromTray(one.number, "collar"))
    day.act(studio.ThrowFromTray(two.number))
    assert day.seen.tray == ()
    assert day.not_done(studio.FileFromTray(two.number)) == "not_in_tray"
    view = day.on_set.view("collar")
    assert view is not None
    assert [each.shot.photo for each in view.shots] == [one.photo]
    assert verify(day.unit_of_work, day.photos).sound


def test_the_same_frame_twice_is_one_shot(day: StudioDay) -> None:
    """A file found again after a crash between filing and release changes nothing."""
    day.put_on_set()
    photo = day.photos.keep(day.picture())
    for _ in range(2):
        day.act(studio.FileFrame(photo, day.clock.now(), day.piece, "front"))
    view = day.on_set.view("front")
    assert view is not None
    assert len(view.shots) == 1


def test_a_flawed_shot_waits_for_a_word(day: StudioDay) -> None:
    """It is neither kept nor lost; kept all the same it needs a reason, and the reason stays."""
    day.put_on_set()
    day.shot("front", BLURRED)
    step = day.seen.next
    assert (step.step, step.target) == (StudioStep.JUDGE, "front")
    assert day.not_done(studio.KeepShot(step.number)) == "flawed_needs_reason"
    day.act(studio.KeepShot(step.number, "matière duveteuse"))
    view = day.on_set.view("front")
    assert view is not None
    assert view.kept is not None
    assert view.kept.shot.reason == "matière duveteuse"
    assert day.on_set.aim == "back"


def test_a_rejected_shot_is_shot_again(day: StudioDay) -> None:
    """The view is aimed at again, the rejected frame stays with its reason, and the next good one is kept."""
    day.put_on_set()
    day.shot("front")
    day.shot("back")
    day.act(studio.RejectShot(1, "pli à la manche"))
    assert day.on_set.aim == "front"
    day.shot()
    view = day.on_set.view("front")
    assert view is not None
    assert [(each.shot.mark, each.shot.reason) for each in view.shots] == [
        (Mark.REJECTED, "pli à la manche"),
        (Mark.KEPT, ""),
    ]
    assert day.on_set.aim == "label"


def test_one_shot_shows_a_view(day: StudioDay) -> None:
    """A second good shot waits; kept, it takes the place of the first, which is open again."""
    day.put_on_set()
    day.shot("front")
    day.shot("front")
    day.act(studio.KeepShot(2))
    view = day.on_set.view("front")
    assert view is not None
    assert [each.shot.mark for each in view.shots] == [Mark.OPEN, Mark.KEPT]


def test_the_last_act_can_be_taken_back(day: StudioDay) -> None:
    """Marks and sheet stand as before it; no shot is lost by that."""
    day.put_on_set()
    day.shot("front")
    day.act(studio.RejectShot(1))
    day.measured(chest="54")
    day.act(studio.UndoAtStudio())
    assert [each.millimetres for each in day.on_set.sheet.measures] == [None, None]
    day.act(studio.UndoAtStudio())
    view = day.on_set.view("front")
    assert view is not None
    assert view.kept is not None
    assert day.not_done(studio.UndoAtStudio()) == "nothing_to_undo"


def test_a_picture_unlike_the_benchs_is_said(day: StudioDay) -> None:
    """A proposal: the shot stays as it was, and somebody is told."""
    day.put_on_set()
    sha256 = day.shot("front")
    said = day.act(studio.RecordLikeness(day.piece, sha256, 7)).notice
    assert said.code == "looks_like_another_piece"
    view = day.on_set.view("front")
    assert view is not None
    assert view.kept is not None
    assert day.act(studio.RecordLikeness(day.piece, sha256, 60)).notice.code == "looks_like_this_piece"


def test_raw_and_jpeg_are_one_shot(day: StudioDay) -> None:
    """The RAW file joins the picture the camera named alike; one that has none waits in the tray."""
    day.put_on_set()
    day.frame("front", day.piece, name="DSC_0001.JPG")
    day.frame("front", day.piece, name="DSC_0001.NEF", raw=True)
    day.frame("front", day.piece, name="DSC_0002.NEF", raw=True)
    view = day.on_set.view("front")
    assert view is not None
    assert [each.shot.raw is not None for each in view.shots] == [True]
    assert len(day.seen.tray) == 1


def test_nothing_goes_out_before_it_is_whole(day: StudioDay) -> None:
    """The obstacles are named one by one, in the order they are mended; then it is published, once."""
    day.put_on_set()
    assert day.not_done(studio.Publish()) == "not_publishable"
    day.whole_set()
    assert (day.seen.next.step, day.seen.next.target) == (StudioStep.MEASURE, "chest")
    day.measured()
    assert day.seen.next.step is StudioStep.PUBLISH
    day.act(studio.Publish())
    assert day.seen.piece is None
    day.put_on_set()
    assert (day.on_set.state, day.on_set.edition) == (SetState.PUBLISHED, 1)
    assert day.not_done(studio.Publish()) == "published_already"
    with day.unit_of_work(read_only=True) as uow:
        piece, waiting = uow.pieces.get(day.piece), uow.publications.waiting(9)
    assert piece is not None
    assert piece.axes.photos is PhotosState.PUBLISHED
    sheet = json.loads(waiting[0].body)
    assert [photo["view"] for photo in sheet["photos"]] == list(SHIRT_VIEWS)
    assert sheet["measurements"][0]["millimetres"] == 540
    assert verify(day.unit_of_work, day.photos).sound


def test_a_published_set_that_changes_is_another_edition(day: StudioDay) -> None:
    """A shot kept after the publication makes the second edition; the first stays what it was."""
    _published(day)
    day.put_on_set()
    day.shot("front")
    day.act(studio.KeepShot(7))
    day.act(studio.Publish())
    with day.unit_of_work(read_only=True) as uow:
        editions = uow.publications.waiting(9)
    assert [each.edition for each in editions] == [1, 2]
    assert editions[0].body != editions[1].body


def test_a_defect_without_its_shot_stands_in_the_way(tmp_path, store, clock) -> None:
    """Honest condition: what the verdict found is shown, or the piece does not go out."""
    day = StudioDay(tmp_path, store, clock, wear=True)
    day.put_on_set()
    for _ in SHIRT_VIEWS:
        day.shot()
    day.measured()
    assert [(each.obstacle, each.what) for each in day.on_set.hindrances] == [("view_missing", "defect:pilling:1")]
    day.shot()
    day.act(studio.Publish())
    with day.unit_of_work(read_only=True) as uow:
        sheet = json.loads(uow.publications.waiting(1)[0].body)
    assert sheet["defects"][0]["place"] == {"side": "front", "x": 0.5, "y": 0.25}


def test_what_a_person_wrote_wins_over_what_is_proposed(day: StudioDay) -> None:
    """The declared composition is proposed; a written one stands; withdrawn, the proposal stands again."""
    day.put_on_set()
    assert (day.on_set.sheet.composition.source, day.on_set.sheet.composition.text[:4]) == (Source.DECLARED, "98 %")
    day.act(studio.WriteField(Field.COMPOSITION, " 100 %  coton "))
    assert day.on_set.sheet.composition.text == "100 % coton"
    day.act(studio.WriteField(Field.COMPOSITION, ""))
    assert day.on_set.sheet.composition.source is Source.DECLARED


def test_a_model_is_measured_once(day: StudioDay) -> None:
    """Another piece of the same reference and size proposes the measurements of the one published before."""
    other = _another_piece(day)
    _published(day)
    with day.unit_of_work() as uow:
        known = uow.takebacks.get("R-2026-018834")
        assert known is not None
        first = known.items[0]
        same = composed()
        items = tuple(
            each if each.key.line != 2 else type(each)(**{**_fields(each), "reference": first.reference})
            for each in same.items
        )
        uow.takebacks.save(type(known)(**{**_fields(known), "items": items}))
        uow.commit()
    day.put_on_set(other)
    assert [(each.millimetres, each.source) for each in day.on_set.sheet.measures] == [
        (540, Source.CATALOGUE),
        (760, Source.CATALOGUE),
    ]


@pytest.mark.parametrize("text", ["", "abc", "0", "-3", "9999", "1e3", "54 in", "５４"])
def test_a_measure_that_is_none_is_refused(day: StudioDay, text: str) -> None:
    """Bad input names itself, and nothing is written."""
    day.put_on_set()
    assert day.not_done(studio.WriteMeasure("chest", text)) in ("not_centimetres", "measure_out_of_range")
    assert day.on_set.sheet.measures[0].millimetres is None


def test_two_studios_do_not_overwrite_each_other(day: StudioDay) -> None:
    """A set that was saved by somebody else since it was read is refused, and reads anew the next time."""
    day.put_on_set()
    with day.unit_of_work(read_only=True) as uow:
        stale = uow.photo_sets.get(day.piece)
    assert stale is None
    day.shot("front")
    with day.unit_of_work(read_only=True) as uow:
        stale = uow.photo_sets.get(day.piece)
    assert stale is not None
    day.shot("back")
    with day.unit_of_work() as uow, pytest.raises(Exception, match="changed_elsewhere"):
        uow.photo_sets.save(stale)


def test_an_unfinished_workshop_route_holds_the_piece(day: StudioDay) -> None:
    """A piece with a step still open in the workshop is not published, and the screen says why."""
    day.put_on_set()
    day.whole_set()
    day.measured()
    with day.unit_of_work() as uow:
        planned = Visit(day.clock.now(), "lm", "BENCH-01")
        uow.workshop.add(WorkshopStep(day.piece, 1, "ironing", Purpose.FINISHING, 1, planned))
        uow.commit()
    assert (day.seen.next.step, day.seen.next.target) == (StudioStep.WAIT, "in_workshop")
    assert day.not_done(studio.Publish()) == "not_publishable"


def _another_piece(day: StudioDay) -> str:
    day.do(commands.SignOut())
    day.do(commands.SignIn(EXPERT.badge, PIN))
    other = day.accepted(2)
    day.do(commands.SignOut())
    day.do(commands.SignIn("QC-BADGE-TB-0002", PIN))
    return other


def _published(day: StudioDay) -> None:
    day.put_on_set()
    day.whole_set()
    day.measured()
    day.act(studio.Publish())


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]
