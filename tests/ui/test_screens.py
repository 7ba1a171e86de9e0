"""Every state of the window loads without a warning, in both languages, and nothing on it is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from qc_station.application.commands import AnswerCheck, Decide, Scan
from qc_station.application.outcome import Notice, Tone
from qc_station.domain.verdict import Ruling
from tests.ui.stage import Stage, scenes

SCENES = scenes()
NARROWEST = (1280, 800)


def items(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from items(child)


def visible(item: QQuickItem) -> bool:
    return item.isVisible() and item.width() > 0 and item.height() > 0


def cut_off(root: QQuickItem) -> list[str]:
    """Texts that do not fit where they stand, but for whole sentences: those stand in full in the panel `E`."""
    return [
        str(item.property("text"))
        for item in items(root)
        if visible(item) and item.property("truncated") and len(str(item.property("text"))) < 40
    ]


@pytest.mark.parametrize("name", SCENES)
def test_a_state_is_shown_whole(name: str) -> None:
    """No QML warning (pytest-qt fails on one), and no short text cut off at the narrowest size in either language."""
    with Stage(SCENES[name], "fr") as stage:
        stage.resize(*NARROWEST)
        for language in ("fr", "en"):
            stage.main.speak(language)
            stage.settle()
            assert stage.window.grabWindow().width() == NARROWEST[0]
            assert cut_off(stage.window.contentItem()) == [], language


def test_the_language_switches_live() -> None:
    """Ctrl+Shift+L: every text, those of QML and those of Python, without a restart."""
    with Stage(SCENES["refused"], "fr") as stage:
        before = texts(stage)
        QTest.keyClick(
            stage.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        stage.settle(lambda: stage.main.desk.words.language == "en")
        after = texts(stage)
    assert {"Articles déclarés", "Refuser l’article", "Douchette"} <= before
    assert {"Declared items", "Refuse the item", "Scanner"} <= after
    assert not {"Articles déclarés", "Refuser l’article", "Douchette"} & after


def texts(stage: Stage) -> set[str]:
    return {
        str(item.property("text"))
        for item in items(stage.window.contentItem())
        if visible(item) and item.property("text")
    }


def test_keys_reach_the_bench_through_the_window() -> None:
    """A real key in the real window: a digit, then Enter."""
    with Stage(SCENES["refused"], "fr") as stage:
        QTest.keyClick(stage.window, Qt.Key.Key_6)
        stage.settle(lambda: not stage.main.desk.busy)
        QTest.keyClick(stage.window, Qt.Key.Key_Return)
        stage.settle(lambda: len(stage.bench.asked) == 2)
        assert stage.bench.asked == [AnswerCheck("unaltered", "conform"), Decide(Ruling.REFUSED)]


def test_a_key_held_down_signs_once() -> None:
    """Auto-repeat steers, and does nothing else."""
    with Stage(SCENES["refused"], "fr") as stage:
        for repeated in (False, True, True):
            stage.main.shell.press(Qt.Key.Key_Return.value, 0, 36, "\r", repeated)
        stage.settle(lambda: not stage.main.desk.busy)
        assert stage.bench.asked == [Decide(Ruling.REFUSED)]


def test_a_code_can_be_typed_where_nothing_lies_on_the_table() -> None:
    """The first letter opens the line; Enter sends it as a scan; the keys then work again."""
    with Stage(SCENES["empty"], "fr") as stage:
        for letter in "8R4120":
            QTest.keyClick(stage.window, letter)
        stage.settle(lambda: stage.main.shell.panel == "code")
        QTest.keyClick(stage.window, Qt.Key.Key_Return)
        stage.settle(lambda: bool(stage.bench.asked))
        assert stage.bench.asked == [Scan("8R4120")]
        assert stage.main.shell.panel == "none"
        QTest.keyClick(stage.window, Qt.Key.Key_Question)
        stage.settle(lambda: stage.main.shell.panel == "keys")


def test_what_is_typed_outlives_other_news() -> None:
    """A device that changes its state while somebody types takes none of the letters away."""
    with Stage(SCENES["empty"], "fr") as stage:
        for letter in "8R41":
            QTest.keyClick(stage.window, letter)
        stage.settle(lambda: stage.main.shell.panel == "code")
        stage.main.desk.tell(Notice("camera_not_ready", Tone.ERROR))
        stage.settle()
        QTest.keyClick(stage.window, "2")
        QTest.keyClick(stage.window, Qt.Key.Key_Return)
        stage.settle(lambda: bool(stage.bench.asked))
        assert stage.bench.asked == [Scan("8R412")]


def test_enter_in_a_line_is_the_lines_alone() -> None:
    """A reason sent with Enter signs, and does not open the next item as well."""
    with Stage(SCENES["reason"], "fr") as stage:
        for letter in "doute":
            QTest.keyClick(stage.window, letter)
        QTest.keyClick(stage.window, Qt.Key.Key_Return)
        stage.settle(lambda: bool(stage.bench.asked) and not stage.main.desk.busy)
        stage.settle()
        assert stage.bench.asked == [Decide(Ruling.REVIEW, note="doute", without_photos="doute")]


def test_the_pin_is_never_on_the_screen() -> None:
    """Dots only; the digits stay out of QML."""
    with Stage(SCENES["pin"], "fr") as stage:
        assert "12" not in "".join(text for text in texts(stage) if len(text) > 1)
        assert stage.main.sign_in.typed == 2


def test_targets_can_be_hit_with_a_glove() -> None:
    """Everything that can be pressed is at least 44 px high and wide."""
    with Stage(SCENES["refused"], "fr") as stage:
        stage.resize(*NARROWEST)
        small = [
            item.property("name")
            for item in items(stage.window.contentItem())
            if visible(item) and pressable(item) and min(item.width(), item.height()) < 44
        ]
    assert small == []


def pressable(item: QQuickItem) -> bool:
    return item.property("hint") is not None and item.property("dark") is not None and item.isEnabled()


def test_controls_have_a_name_for_a_screen_reader() -> None:
    """Whatever can be pressed says what it does."""
    with Stage(SCENES["refused"], "fr") as stage:
        nameless = []
        for item in items(stage.window.contentItem()):
            if visible(item) and item.activeFocusOnTab():
                reader = QAccessible.queryAccessibleInterface(item)
                if reader is not None and not reader.text(QAccessible.Text.Name):
                    nameless.append(item)
        assert not nameless


def test_the_focus_ring_shows_where_tab_went() -> None:
    """Three pixels of ink around what Tab reached; Esc gives the keys back to the bench."""
    with Stage(SCENES["refused"], "fr") as stage:
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        stage.settle()
        reached = stage.window.activeFocusItem()
        assert reached is not None
        assert rings(stage) == 1
        QTest.keyClick(stage.window, Qt.Key.Key_Escape)
        stage.settle()
        assert rings(stage) == 0
        assert stage.bench.asked == []


def rings(stage: Stage) -> int:
    shown = (item for item in items(stage.window.contentItem()) if visible(item))
    return sum("FocusRing" in item.metaObject().className() for item in shown)


def test_view_models_keep_the_shape_of_their_class() -> None:
    """A slot without its decorator gives an object a meta-object of its own; QML uses it after it is freed, and one day
    "press is not a function"."""
    with Stage(SCENES["refused"], "fr") as stage:
        main = stage.main
        for model in (main.shell, main.sign_in, main.parcel, main.piece, main.verdict, main.camera):
            assert model.metaObject().methodCount() == type(model).staticMetaObject.methodCount()


def test_the_customers_sentence_is_in_the_customers_language() -> None:
    """Behind E, whatever the bench speaks: what a German customer will read; nothing for a clean piece."""
    refused = SCENES["why-refused"]
    parcel = refused.view.parcel
    assert parcel is not None
    german = replace(parcel.dossiers[0], customer=replace(parcel.dossiers[0].customer, language="de"))
    view = replace(refused.view, parcel=replace(parcel, dossiers=(german, *parcel.dossiers[1:])))
    with Stage(replace(refused, view=view), "fr") as stage:
        told = stage.main.desk.words.programme.reasons["incomplete"].customer["de"]
        assert told in texts(stage)
        assert "CE QUE LE CLIENT LIRA · DE" in {text.upper() for text in texts(stage)}
    with Stage(SCENES["why"], "fr") as stage:
        assert not any("lira" in text for text in texts(stage))
