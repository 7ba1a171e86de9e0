"""What the keys of the bench ask for, in each state it can be in; asked of a bench that holds still."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qc_station.application.bench_view import NextStep, Step
from qc_station.application.commands import (
    AnswerCheck,
    CloseParcel,
    ClosePiece,
    Decide,
    MarkMissing,
    OpenItem,
    RecordTransferForm,
    Scan,
    Undo,
)
from qc_station.application.drawings import Drawings
from qc_station.application.messages import Messages
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels import keymap
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.gaze import Ask, Panel
from qc_station.viewmodels.station_port import Wiring
from tests.fakes.bench_scenes import DOSSIER, EMPTY, NOW, ROOT, SceneBench, Scenes
from tests.fakes.plain_papers import PlainPapers


class Player:
    """Presses keys at a desk and waits for the bench's answer."""

    def __init__(self, qtbot) -> None:
        self.scenes = Scenes()
        self.bench = SceneBench(EMPTY)
        self.dispatcher = Dispatcher()
        self.desk = Desk(
            Wiring(
                bench=self.bench,
                papers=PlainPapers(),
                programme=self.scenes.programme,
                messages=lambda language: Messages(language, 'internal_error = "{reference}"'),
                photo_path=lambda photo: ROOT / photo.sha256,
                drawings=Drawings(ROOT / "resources/outlines"),
                station="BANC-01",
                language="fr",
            ),
            self.dispatcher,
        )
        self.desk.now = lambda: NOW
        self.shots: list[str] = []
        self.desk.shoot = self.shots.append
        self._qtbot = qtbot
        self.dispatcher.start()

    def at(self, view) -> Player:
        self.bench.shown = view
        self.desk.refresh()
        self._qtbot.waitUntil(lambda: self.desk.view is view)
        return self

    def press(self, *keys: str) -> bool:
        meant = False
        for key in keys:
            meant = keymap.press(self.desk, key)
            self._qtbot.waitUntil(lambda: not self.desk.busy)
        return meant

    @property
    def asked(self):
        return self.bench.asked


@pytest.fixture
def player(qtbot):
    made = Player(qtbot)
    yield made
    made.dispatcher.close()


def test_a_digit_answers_that_check_conform(player: Player) -> None:
    """Wherever the cursor is: the digit on the key cap counts."""
    player.at(player.scenes.halfway()).press("7", "0")
    assert player.asked == [AnswerCheck("authentic", "conform"), AnswerCheck("outer_tag", "conform")]


def test_enter_answers_the_check_that_is_next(player: Player) -> None:
    """Enter does the next thing the bench names."""
    player.at(player.scenes.halfway()).press("enter")
    assert player.asked == [AnswerCheck("trims", "conform")]


def test_shift_digit_opens_the_defects_and_a_digit_chooses(player: Player) -> None:
    """The finding is stored at once; then its place is asked for."""
    player.at(player.scenes.halfway()).press("shift+5", "1")
    assert player.asked == [AnswerCheck("trims", "missing")]
    assert player.desk.gaze.pin is not None


def test_d_opens_the_defects_of_the_current_check(player: Player) -> None:
    """And the same key closes them again."""
    player.at(player.scenes.halfway()).press("d")
    assert player.desk.gaze.answers_of == "trims"
    player.press("d")
    assert player.desk.gaze.answers_of == ""


def test_a_check_with_one_defect_is_answered_in_one_chord(player: Player) -> None:
    """The outer tag is there or not: nothing to choose."""
    player.at(player.scenes.halfway()).press("shift+0")
    assert player.asked == [AnswerCheck("outer_tag", "attached")]


def test_a_defect_without_a_place_asks_for_none(player: Player) -> None:
    """An odour is nowhere."""
    player.at(player.scenes.halfway()).press("shift+3", "2")
    assert player.asked == [AnswerCheck("clean", "odour")]
    assert player.desk.gaze.pin is None


def test_the_pin_goes_to_a_zone_and_is_put_there(player: Player) -> None:
    """Zone, side, a nudge, Enter: the pin stands where the outline's zone is."""
    player.at(player.scenes.halfway()).press("shift+5", "1", "tab", "9", "left", "enter")
    sent = player.asked[-1]
    assert isinstance(sent, AnswerCheck)
    assert isinstance(sent.pin, Pin)
    assert sent.pin.side is Side.BACK
    assert 0.5 < sent.pin.x < 1
    assert 0 < sent.pin.y < 0.5
    assert player.desk.gaze.pin is None


def test_escape_leaves_the_finding_without_a_place(player: Player) -> None:
    """What was found stays found; nothing more is sent."""
    player.at(player.scenes.halfway()).press("shift+5", "1", "escape")
    assert player.asked == [AnswerCheck("trims", "missing")]
    assert player.desk.gaze.pin is None


def test_steering_makes_enter_answer_that_check(player: Player) -> None:
    """Down, Down, Enter: the check under the cursor, not the next one."""
    player.at(player.scenes.halfway()).press("down", "down", "enter")
    assert player.asked == [AnswerCheck("authentic", "conform")]


def test_enter_signs_what_is_proposed(player: Player) -> None:
    """A refusal that stands is signed although checks are open; grade and ruling are the rules' own."""
    player.at(player.scenes.refused()).press("enter")
    player.at(player.scenes.very_good()).press("enter")
    assert player.asked == [Decide(Ruling.REFUSED), Decide(Ruling.ACCEPTED, Grade.VERY_GOOD)]


def test_enter_photographs_the_defect_that_waits(player: Player) -> None:
    """So does Space, of the same view."""
    player.at(player.scenes.photo_wanted()).press("enter", "space")
    assert player.shots == ["defect:clean:1", "defect:clean:1"]


def test_space_photographs_the_first_wanted_view(player: Player) -> None:
    """Front and back are there: the label is next."""
    player.at(player.scenes.halfway()).press("space")
    assert player.shots == ["label"]


def test_lowering_asks_why_and_offers_the_next_grade(player: Player) -> None:
    """Only grades below the one found, and never without a reason."""
    view = player.scenes.bench(player.scenes.piece(player.scenes.all_conform()))
    player.at(view).press("l")
    assert (player.desk.gaze.ask, player.desk.gaze.lower_to) == (Ask.LOWER, Grade.VERY_GOOD)
    assert player.asked == []


def test_nothing_can_be_lowered_when_it_is_refused(player: Player) -> None:
    """The key means nothing there."""
    player.at(player.scenes.refused()).press("l")
    assert player.desk.gaze.ask is Ask.NONE


def test_form_digits_record_the_form(player: Player) -> None:
    """1 signed, 2 not signed, 3 missing; Enter is the first."""
    for key, state in (
        ("1", TransferForm.SIGNED),
        ("2", TransferForm.UNSIGNED),
        ("3", TransferForm.MISSING),
        ("enter", TransferForm.SIGNED),
    ):
        player.at(player.scenes.just_scanned()).press(key)
        assert player.asked[-1] == RecordTransferForm(state, DOSSIER)


def test_escape_puts_the_form_off_and_enter_asks_again(player: Player) -> None:
    """The question waits; no key is dead meanwhile."""
    player.at(player.scenes.just_scanned()).press("escape", "3")
    assert player.asked == [OpenItem(3, DOSSIER)]
    player.press("enter")
    assert player.desk.gaze.panel is Panel.FORM


def test_the_cursor_chooses_the_item(player: Player) -> None:
    """Down to a card, Enter opens it, M says that it is not there."""
    view = player.scenes.bench(None, step=NextStep(Step.OPEN_ITEM, f"{DOSSIER}/2"))
    player.at(view).press("down", "m", "enter")
    assert player.asked == [MarkMissing(3, DOSSIER), OpenItem(3, DOSSIER)]


def test_page_keys_take_the_neighbour_in_hand(player: Player) -> None:
    """From piece to piece without a detour."""
    player.at(player.scenes.halfway()).press("pagedown")
    assert player.asked == [OpenItem(3, DOSSIER)]


def test_escape_goes_back_one_step_at_a_time(player: Player) -> None:
    """Panel, open answers, then the piece, then the parcel; never two at once."""
    player.at(player.scenes.halfway()).press("d", "e", "escape")
    assert player.desk.gaze.answers_of == "trims"
    player.press("escape")
    assert player.asked == []
    player.press("escape")
    assert player.asked == [ClosePiece()]
    player.at(player.scenes.complete()).press("escape")
    assert player.asked[-1] == CloseParcel()


def test_a_failure_is_answered_before_anything_closes(player: Player) -> None:
    """Escape first takes the band away."""
    player.at(player.scenes.halfway())
    player.desk.tell(Notice("unknown_parcel", Tone.ERROR))
    player.press("escape")
    assert player.asked == []
    assert player.desk.telling.notice is None


def test_a_scan_is_one_action_from_anywhere(player: Player, qtbot) -> None:
    """With answers open, a reason half typed or a panel up, the scan alone counts and is heard at once."""
    player.at(player.scenes.halfway()).press("d", "e")
    player.desk.scan("8R41207731902")
    assert player.desk.telling.heard == "8R41207731902"
    assert (player.desk.gaze.answers_of, player.desk.gaze.panel) == ("", Panel.NONE)
    qtbot.waitUntil(lambda: not player.desk.busy)
    assert player.asked == [Scan("8R41207731902")]


def test_keys_pressed_ahead_of_the_answer_wait_their_turn(player: Player, qtbot) -> None:
    """Enter, Enter: the second one means what the screen shows after the first."""
    refused, signed = player.scenes.refused(), player.scenes.accepted()
    player.at(refused)

    def sign(_command: object) -> Outcome:
        player.bench.shown = signed
        return Outcome(ok=True, notice=Notice("piece_refused", Tone.PASS))

    player.bench.answers[Decide] = sign
    for _ in range(2):
        player.desk.in_turn(lambda: keymap.press(player.desk, "enter"))
    qtbot.waitUntil(lambda: len(player.asked) == 2 and not player.desk.busy)
    assert player.asked == [Decide(Ruling.REFUSED), OpenItem(3, DOSSIER)]


def test_undo_is_one_chord_everywhere(player: Player) -> None:
    """At a piece, at the cards, at an empty table."""
    for view in (player.scenes.halfway(), player.scenes.complete(), EMPTY):
        player.at(view).press("ctrl+z")
    assert player.asked == [Undo(), Undo(), Undo()]


def test_when_the_window_for_undo_is_over_the_bench_is_asked_again(player: Player, qtbot) -> None:
    """The draft has left by then, and the screen must say so."""
    view = player.scenes.accepted()
    player.at(view)
    player.desk.now = lambda: NOW + timedelta(seconds=60)
    player.bench.shown = replace(view, can_undo="")
    qtbot.waitUntil(lambda: player.desk.view is not None and player.desk.view.can_undo == "")


@pytest.mark.expects_log("internal_error")
def test_a_bug_is_told_with_its_number_and_the_next_key_works(player: Player, qtbot) -> None:
    """No traceback on the screen."""
    player.at(player.scenes.halfway())
    player.bench.answers[Undo] = lambda _command: {}["bug"]
    player.desk.in_turn(lambda: keymap.press(player.desk, "ctrl+z"))
    qtbot.waitUntil(lambda: player.desk.telling.notice is not None)
    assert player.desk.telling.notice == Notice("internal_error", Tone.ERROR, {"reference": "001"})
    player.press("7")
    assert player.asked[-1] == AnswerCheck("authentic", "conform")


def test_every_line_of_the_help_is_a_key_that_works_here(player: Player) -> None:
    """What `?` shows and what the keys do come from one table."""
    for view in (player.scenes.halfway(), player.scenes.complete(), player.scenes.just_scanned(), EMPTY):
        player.at(view)
        lines = keymap.help_lines(player.desk)
        assert lines
        assert {where for where, _, _ in lines} <= set(keymap.owners(player.desk))
        assert all(cap and says for _, cap, says in lines)


def test_no_key_means_two_things_in_one_state() -> None:
    """Within one owner of keys a key stands once."""
    for where in {binding.where for binding in keymap.BINDINGS}:
        keys = [key for binding in keymap.BINDINGS if binding.where == where for key in binding.keys]
        assert len(keys) == len(set(keys)), where


def test_the_cursor_goes_on_below_and_comes_round(player: Player) -> None:
    """After the last check it returns to the first one that was left out."""
    view = player.scenes.bench(player.scenes.piece(player.scenes.conform("brand_label", "wear")))
    player.at(view).press("9")
    assert player.desk.gaze.check == "outer_tag"
    player.press("0")
    assert player.desk.gaze.check == "inner_labels"
