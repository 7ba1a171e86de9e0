"""The workshop's screen on a real workshop: states load without a warning, keys and scans do what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from qc_station.application.commands import Scan, SignIn
from qc_station.application.workshop_commands import TakeOut
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.workshop import StepResult, StepState
from tests.application.day import BADGE, PIN
from tests.ui.workshop_stage import WORKSHOP_KEY, WorkshopStage

NARROWEST = (1280, 800)


@pytest.fixture
def stage(tmp_path: Path, qapp: object) -> Iterator[WorkshopStage]:
    with WorkshopStage(tmp_path, "en") as opened:
        opened.desk.hush()
        opened.settle()
        yield opened


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from items(child)


def shown(stage: WorkshopStage) -> list[QQuickItem]:
    return [each for each in items(stage.window.contentItem()) if each.isVisible() and each.width() > 0]


def texts(stage: WorkshopStage) -> set[str]:
    return {str(each.property("text")) for each in shown(stage) if each.property("text")}


def cut_off(stage: WorkshopStage) -> list[str]:
    return [
        str(each.property("text"))
        for each in shown(stage)
        if each.property("truncated") and len(str(each.property("text"))) < 40
    ]


def state_of(stage: WorkshopStage, piece: str) -> list[tuple[str, StepState]]:
    return [(step.step, step.state) for step in stage.shop.stored(piece)[1]]


def test_the_states_are_shown_whole(stage: WorkshopStage) -> None:
    """Empty, in work, between two steps, adding, asking, unknown, in treatment: nothing short is cut off at 1280."""
    stage.resize(*NARROWEST)
    looks = (
        lambda: None,
        lambda: stage.scan(stage.pieces[2]),
        lambda: stage.key(Qt.Key.Key_Return),
        lambda: stage.key(Qt.Key.Key_A),
        lambda: stage.key(Qt.Key.Key_Escape, Qt.Key.Key_X),
        lambda: stage.scan(stage.pieces[5]),
        lambda: stage.scan(stage.coats[0]),
        lambda: stage.scan(stage.pieces[3]),
    )
    for look in looks:
        look()
        stage.desk.hush()
        stage.settle()
        assert stage.window.grabWindow().width() == NARROWEST[0]
        assert cut_off(stage) == []


def test_an_empty_table_teaches(stage: WorkshopStage) -> None:
    """What to scan, what will happen, and every station at its place with what is on its way."""
    said = texts(stage)
    assert {"Scan a piece", "What is where", "On their way", "Steaming", "Relabelling", "Type a code"} <= said
    assert "3" in said


def test_a_piece_by_scanner_alone(stage: WorkshopStage) -> None:
    """Its label four times: in, out, in, out; the screen names step, person and what is next."""
    shirt = stage.pieces[1]
    assert stage.scan(shirt) == "step_in"
    assert "In work: Ironing" in texts(stage)
    assert "✓ Iron with steam" in texts(stage)
    assert stage.scan(shirt) == "step_out"
    assert stage.scan(BenchCommandCode.NEXT.barcode) == "step_in"
    assert stage.scan(shirt) == "piece_ready"
    assert "Ready: on to the studio" in texts(stage)
    assert state_of(stage, shirt) == [("ironing", StepState.OUT), ("relabel", StepState.OUT)]


def test_a_piece_by_keys_alone(stage: WorkshopStage) -> None:
    """Enter types the code, takes in and out; digits choose the method; X, N and D ask for a reason in one line."""
    jersey = stage.pieces[2]
    stage.key(Qt.Key.Key_Return)
    assert stage.workshop.asks == "code"
    stage.type(jersey)
    assert "In work: Depilling" in texts(stage)
    stage.key(Qt.Key.Key_3)
    assert stage.shop.stored(jersey)[1][0].method == "shaver"
    stage.key(Qt.Key.Key_Return)
    stage.key(Qt.Key.Key_Down, Qt.Key.Key_X)
    stage.type("")
    assert stage.workshop.asks == "skip_reason"
    stage.type("no label today")
    assert state_of(stage, jersey)[2] == ("relabel", StepState.SKIPPED)
    stage.key(Qt.Key.Key_Return, Qt.Key.Key_D)
    stage.type("shine on the collar")
    step = stage.shop.stored(jersey)[1][1]
    assert (step.step, step.result, step.note) == ("steaming", StepResult.DAMAGED, "shine on the collar")
    QTest.keyClick(stage.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert state_of(stage, jersey)[1] == ("steaming", StepState.IN)
    stage.key(Qt.Key.Key_N)
    stage.type("steamer is broken")
    assert stage.shop.stored(jersey)[1][1].result is StepResult.NOT_POSSIBLE
    stage.desk.hush()
    stage.key(Qt.Key.Key_Escape)
    assert not stage.workshop.isOpen


def test_a_step_by_finger(stage: WorkshopStage) -> None:
    """A press on a planned step puts the cursor there, another one begins it, out of the order of the route."""
    jersey = stage.pieces[2]
    stage.scan(jersey)
    stage.key(Qt.Key.Key_Return)
    stage.workshop.point(3)
    assert "Next: Relabelling" in texts(stage)
    stage.workshop.point(3)
    stage.settle()
    assert state_of(stage, jersey)[1:] == [("steaming", StepState.PLANNED), ("relabel", StepState.IN)]


def test_what_is_forbidden_is_said_in_words(stage: WorkshopStage) -> None:
    """The leather jacket: marks with words, why it is not steamed, no steam among the steps to add."""
    stage.scan(stage.pieces[3])
    said = texts(stage)
    assert {"No steam", "No water", "No iron", "Damp cloth", "✕ Steaming: not for leather"} <= said
    stage.key(Qt.Key.Key_A)
    offered = {row.label for row in stage.workshop.choices.rows}
    assert offered == {"Spot cleaning", "Airing", "Repair", "Depilling"}
    stage.key(Qt.Key.Key_2)
    assert ("airing", StepState.PLANNED) in state_of(stage, stage.pieces[3])


def test_the_label_is_read_at_the_table(stage: WorkshopStage) -> None:
    """Unknown at first; typed with its percentages it is understood, and the steps it allows are planned."""
    coat = stage.pieces[5]
    stage.scan(coat)
    assert "! Composition unknown: read the label" in texts(stage)
    stage.key(Qt.Key.Key_O)
    stage.type("80 % wool 20 % polyamide")
    assert "80 % wool, 20 % polyamide" in texts(stage)
    assert ("ironing", StepState.PLANNED) in state_of(stage, coat)
    stage.key(Qt.Key.Key_E)
    stage.type("w0 i0")
    assert stage.workshop.symbols == "Do not wash · Do not iron"
    assert ("ironing", StepState.PLANNED) not in state_of(stage, coat)
    stage.key(Qt.Key.Key_E)
    stage.type("w99")
    notice = stage.desk.telling.notice
    assert notice is not None
    assert notice.code == "unknown_care_symbol"


def test_care_symbols_are_offered_to_a_finger(stage: WorkshopStage) -> None:
    """Nobody has to know the codes: each symbol stands above the line with its words, and writes its code there."""
    stage.scan(stage.pieces[1])
    stage.key(Qt.Key.Key_E)
    for code in ("w30", "i1"):
        button = next(each for each in shown(stage) if each.property("keyText") == code)
        assert QMetaObject.invokeMethod(button, "pressed")
        stage.settle()
    stage.key(Qt.Key.Key_Return)
    assert stage.workshop.symbols == "Wash at 30 °C · Iron at 110 °C, no steam"
    assert not [each for each in shown(stage) if each.property("keyText") == "w30"]


def test_a_refusal_names_the_fibre_in_the_language(stage: WorkshopStage) -> None:
    """The band says the step and the fibre in words, not as codes."""
    stage.scan(stage.pieces[3])
    stage.scan(stage.pieces[3])
    stage.shop.other.do(Scan(stage.pieces[3]))
    stage.desk.speak("fr")
    from_hand = stage.workshop.here.words.params({"fibre": "leather", "workshop_step": "steaming", "n": 1})
    assert from_hand == {"fibre": "cuir", "workshop_step": "Défroissage vapeur", "n": 1}
    assert stage.workshop.here.words.fibre("care_label") == "the care label"


def test_the_board_marks_what_stands_too_long(stage: WorkshopStage) -> None:
    """A colleague's pieces appear, with who has them; a day later they are marked by a count, a word and a mark."""
    stage.shop.other.scan(stage.pieces[4])
    stage.shop.other.scan(stage.pieces[6])
    stage.shop.other.do(TakeOut())
    stage.workshop.refresh()
    stage.settle()
    ironing = next(row for row in stage.workshop.stations.rows if row.key == "ironing")
    assert (ironing.count, ironing.late) == (1, 0)
    assert ironing.entries.rows[0].place.startswith("Tom Vidal · since")
    stage.shop.day.clock.wait(25 * 3600)
    stage.workshop.refresh()
    stage.settle()
    ironing = next(row for row in stage.workshop.stations.rows if row.key == "ironing")
    assert ironing.late == 1
    assert ironing.entries.rows[0].place.endswith("too long")


def test_an_expert_is_told_whose_place_it_is(stage: WorkshopStage) -> None:
    """Another badge at the table: whoever may not work here sees no board, and how to go on."""
    stage.scan(BADGE)
    assert stage.shell.screen == "sign_in"
    assert stage.shop.table.bench.perform(SignIn("", PIN)).ok
    stage.desk.refresh()
    stage.settle(lambda: stage.shell.screen == "workshop" and not stage.workshop.allowed)
    assert "The workshop is for reconditioners" in texts(stage)
    assert "What is where" not in texts(stage)


def test_the_keys_are_on_the_controls_and_in_the_help(stage: WorkshopStage) -> None:
    """Each key of the table is shown on a control or named by `?`."""
    stage.scan(stage.pieces[2])
    caps = {str(each.property("keyText")) for each in shown(stage) if each.property("keyText")}
    assert {"N", "D", "A", "O", "E", "Ctrl Z", "Enter", "1", "2", "3"} <= caps
    helped = {cap for _, cap, _ in stage.workshop.help_lines()}
    assert caps - {"1", "2", "3"} <= helped
    stage.key(Qt.Key.Key_F1)
    assert stage.shell.screen == "bench"
    stage.shell.workplace(WORKSHOP_KEY)
    stage.settle()
    assert stage.shell.screen == "workshop"
