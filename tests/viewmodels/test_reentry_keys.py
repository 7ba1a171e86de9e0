"""A piece that came back from the shop, by key: begun, compared, ended; how it was stands beside how it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application.bench_view import Step
from qc_station.application.commands import KeepPhotograph
from qc_station.application.studio_port import Publication
from qc_station.domain.grade import Grade
from qc_station.domain.photo_set import Mark, PhotoSet, ProductShot, SetState
from qc_station.domain.piece import DispositionState, PhotosState
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.viewmodels import keymap, lead_acts, reentry, verbs
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.gaze import Ask, Panel
from qc_station.viewmodels.piece import PieceViewModel
from qc_station.viewmodels.verdict import VerdictViewModel
from tests.application.day import LEAD, PIN
from tests.viewmodels.keyed_bench import KeyedBench

PILLED = ("shift+8", "1", "5", "enter")
ALL_BUT_PILLING = "123456790"


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    """The first item: light pilling on the front, Very good, signed, gone and published; its label is to be scanned."""
    made = KeyedBench(tmp_path, qtbot)
    made.press("1", "1", *PILLED)
    made.press(*ALL_BUT_PILLING, "space", "space", "space", "space", "enter")
    publish(made)
    made.way_out()
    yield made
    made.close()


def publish(bench: KeyedBench) -> None:
    """As the studio would: two pictures of its own, the rest are the bench's."""
    assert bench.desk.piece is not None
    bench.day.clock.wait(60)
    now = bench.day.clock.now()
    with bench.unit_of_work() as uow:
        uow.outbox.release_due(now, 10)
        piece = uow.pieces.get(bench.desk.piece.id)
        assert piece is not None
        uow.pieces.save(replace(piece, axes=replace(piece.axes, photos=PhotosState.PUBLISHED)))
        shots = tuple(
            ProductShot(at, view, bench.day.photos.keep(bench.day.picture()), now, "tb", "camera", mark=Mark.KEPT)
            for at, view in enumerate(("front", "collar"), start=1)
        )
        uow.photo_sets.save(PhotoSet(piece.id, shots, state=SetState.PUBLISHED, edition=1))
        photos = [
            {"view": shot.view, "original": {"sha256": shot.photo.sha256, "size": shot.photo.size}} for shot in shots
        ]
        body = json.dumps({"photos": photos, "measurements": []})
        uow.publications.add(Publication(piece.id, 1, "HSH111.CO0001", "40", body, now))
        uow.commit()


def label(bench: KeyedBench) -> str:
    with bench.unit_of_work(read_only=True) as uow:
        return next(piece.id for piece in uow.pieces.decided())


def last(bench: KeyedBench) -> Reentry:
    with bench.unit_of_work(read_only=True) as uow:
        return uow.reentries.of_piece(label(bench))[-1]


def came_back(bench: KeyedBench) -> None:
    assert bench.scan(label(bench)) == "reentry_possible"
    bench.press("b")


def as_it_was(bench: KeyedBench) -> None:
    bench.press(*PILLED, *ALL_BUT_PILLING)


def test_the_label_a_key_the_checks_and_enter(bench: KeyedBench) -> None:
    """B begins at the first check, a clean piece costs one key a check, Enter sends it back as it is."""
    came_back(bench)
    assert keymap.owners(bench.desk) == ("reentry", "piece", "bench")
    assert bench.desk.gaze.check == "brand_label"
    as_it_was(bench)
    bench.press("enter")
    assert last(bench).outcome is ReentryOutcome.AS_PUBLISHED
    assert bench.desk.piece is not None
    assert bench.desk.piece.verdict is not None
    assert keymap.owners(bench.desk) == ("returned", "piece", "bench")


def test_the_earlier_picture_is_beside_the_live_one(bench: KeyedBench) -> None:
    """Of the view aimed at; V shows the others, one after the other; nothing is shown beside any other piece."""
    camera = CameraViewModel(bench.desk)
    bench.scan(label(bench))
    assert not camera.compares
    bench.press("b")
    assert (camera.compares, camera.earlierLabel, camera.earlierPins) == (True, "Face", "8")
    assert bench.desk.view is not None
    front = camera.earlierSource
    assert front.isLocalFile()
    seen = []
    for _ in range(5):
        bench.press("v")
        seen.append(bench.desk.gaze.earlier)
    assert seen == ["collar", "label", "back", "defect:pilling:1", "front"]
    camera.nextEarlier()
    assert bench.desk.gaze.earlier == "collar"
    bench.press("escape", "escape")
    assert not camera.compares


def test_what_was_found_before_stands_in_its_row(bench: KeyedBench) -> None:
    """The check that had a finding says which; the others say what is looked for."""
    piece = PieceViewModel(bench.desk)
    came_back(bench)
    hints = {row.key: row.hint for row in piece.checks.rows}
    assert "before: Léger" in hints["pilling"]
    assert "before" not in hints["wear"]
    assert [(row.key, row.side, row.was) for row in piece.pins.rows] == [("was defect:pilling:1", "front", True)]
    assert piece.banner.startswith("Back from the shop")


def test_the_bar_proposes_and_offers_the_other_ends(bench: KeyedBench) -> None:
    """Checks left, then the proposal on Enter, and beside it the ends for a finger, which do what their keys do."""
    bar = VerdictViewModel(bench.desk)
    bench.scan(label(bench))
    assert [row.cap for row in bar.dispositions.rows] == ["B"]
    bar.dispose(0)
    bench.settle()
    assert (bar.caption, bar.level) == ("Back from the shop", "calm")
    as_it_was(bench)
    assert (bar.nextText, bar.canReview) == ("Back to the shop as it is", False)
    assert [row.cap for row in bar.dispositions.rows] == ["A", "X"]
    bench.press("shift+9", "1")
    if bench.desk.gaze.pin is not None:
        bench.press("enter")
    assert "Show it anew" in bar.nextText
    bar.dispose(0)
    bench.settle()
    assert last(bench).outcome is ReentryOutcome.WORKSHOP


@pytest.mark.parametrize(("key", "refused"), [("b", "reentry_differs"), ("c", ""), ("a", ""), ("x", "")])
def test_each_end_has_its_key(bench: KeyedBench, key: str, refused: str) -> None:
    """An end that is not open says why; the others are taken, and Ctrl+Z takes them back."""
    came_back(bench)
    as_it_was(bench)
    bench.press("shift+9", "1", "enter", key)
    if refused:
        assert bench.desk.telling.notice is not None
        assert bench.desk.telling.notice.code == refused
        return
    assert reentry.KEY_OF[last(bench).outcome] == key
    bench.press("ctrl+z")
    assert last(bench).outcome is None
    assert bench.desk.piece is not None
    assert bench.desk.piece.reentry is not None


def test_withdrawn_it_is_disposed_of_by_a_digit(bench: KeyedBench) -> None:
    """The ways that are left to what the house has paid for."""
    came_back(bench)
    as_it_was(bench)
    bench.press("x", "1")
    assert bench.desk.piece is not None
    assert bench.desk.piece.axes.disposition is DispositionState.DONATE


def test_a_grade_is_lowered_with_a_reason(tmp_path: Path, qtbot) -> None:
    """L asks why; what is signed is a change of what the shop shows, and no verdict."""
    made = KeyedBench(tmp_path, qtbot)
    try:
        made.press("1", "1", *"1234567890", "enter")
        publish(made)
        made.way_out()
        came_back(made)
        made.press(*"1234567890", "l")
        assert made.desk.gaze.ask is Ask.LOWER
        verbs.give_reason(made.desk, "tissu assoupli")
        made.settle()
        ended = last(made)
        assert (ended.outcome, ended.grade, ended.note) == (ReentryOutcome.CHANGED, Grade.VERY_GOOD, "tissu assoupli")
        assert made.desk.piece is not None
        assert made.desk.piece.verdict is not None
        assert made.desk.piece.verdict.grade is Grade.EXCELLENT
    finally:
        made.close()


def test_late_a_lead_is_asked(bench: KeyedBench) -> None:
    """B opens the lead's panel; reason, badge and PIN, and the inspection begins at its first check."""
    bench.day.clock.wait(20 * 86_400)
    assert bench.scan(label(bench)) == "reentry_late"
    bench.press("b")
    assert bench.desk.gaze.panel is Panel.LEAD
    at = next(at for at, each in enumerate(lead_acts.options(bench.desk)) if each.key == "reentry")
    bench.press(*["down"] * at, "enter")
    lead_acts.give_reason(bench.desk, "grève du transporteur")
    bench.scan(LEAD.badge)
    bench.press(*PIN, "enter")
    assert last(bench).lead == LEAD.id
    assert (bench.desk.gaze.panel, bench.desk.gaze.check) == (Panel.NONE, "brand_label")
    assert lead_acts.options(bench.desk) == ()


def test_no_other_verb_touches_it(bench: KeyedBench) -> None:
    """No review, no lead, no label, no photo waived; Space photographs, and Esc leaves it to be gone on with."""
    came_back(bench)
    bench.press("r", "o", "i", "n", "space")
    assert bench.desk.gaze.ask is Ask.NONE
    assert [shot.view for shot in last(bench).shots] == ["front"]
    as_it_was(bench)
    assert bench.desk.view is not None
    assert bench.desk.view.next.step is Step.SIGN
    bench.act(KeepPhotograph(bench.day.picture(), "defect:pilling:1"))
    bench.way_out()
    bench.sign_in_and_scan()
    assert bench.scan(label(bench)) == "reentry_resumed"
    assert bench.desk.piece is not None
    assert all(check.answered for check in bench.desk.piece.checks)
