"""Every scene through Qt's accessibility tree: names, roles, press actions, sizes, and nothing on top of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.ui.reach import EDITED, PRESSED, Role, Thing, press_by_reader, things
from tests.ui.stage import Stage, scenes

SCENES = scenes()
NARROWEST = (1280, 800)
FINGER = 44
# Two targets may share the few pixels that the smaller one was given beyond what is drawn of it.
PADDING = 12
TABS = 40


@pytest.fixture(autouse=True)
def _somebody_listens() -> Iterator[None]:
    """A screen reader is there: names and states are kept up to date."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_can_be_read_and_hit(name: str) -> None:
    """In both languages: a name and a fitting role for each control, 44 pixels, no overlap, no doubtful double."""
    with Stage(SCENES[name], "fr") as stage:
        stage.resize(*NARROWEST)
        names = {}
        for language in ("fr", "en"):
            stage.main.speak(language)
            stage.settle()
            stage.window.grabWindow()  # what changed its words is laid out when it is drawn
            seen = things(stage.window)
            acting = [thing for thing in seen if thing.acts]
            assert acting, "nothing can be done here"
            wrong = [*nameless(acting), *odd_roles(acting), *without_action(acting), *too_small(acting)]
            wrong += [*overlapping(acting), *twice(acting)]
            assert not wrong, f"{language}: " + "\n".join(wrong)
            names[language] = [thing.name for thing in acting]
        assert len(names["fr"]) == len(names["en"])
        assert names["fr"] != names["en"], "nothing was translated"
        assert unseen_with_focus(stage) == []


def nameless(acting: list[Thing]) -> list[str]:
    return [f"no name: {each.role.name} at {each.whole}" for each in acting if not each.name.strip()]


def odd_roles(acting: list[Thing]) -> list[str]:
    """An answer that stands or does not is a box; what only acts is a button; a line is a line."""
    wrong = [f"checkable, yet no box: {each}" for each in acting if each.checkable and each.role is Role.Button]
    return wrong + [f"what is it? {each}" for each in acting if each.role not in PRESSED | EDITED]


def without_action(acting: list[Thing]) -> list[str]:
    return [f"cannot be pressed by a reader: {each}" for each in acting if each.role in PRESSED and not each.pressable]


def too_small(acting: list[Thing]) -> list[str]:
    def small(each: Thing) -> bool:
        return each.shown.isValid() and min(each.item.width(), each.item.height()) < FINGER

    return [
        f"smaller than a finger: {each} {each.item.width():.0f}×{each.item.height():.0f}"
        for each in acting
        if each.role in PRESSED and small(each)
    ]


def overlapping(acting: list[Thing]) -> list[str]:
    wrong = []
    for at, one in enumerate(acting):
        for other in acting[at + 1 :]:
            common = one.shown.intersected(other.shown)
            if common.isValid() and min(common.width(), common.height()) > PADDING:
                wrong.append(f"one lies on the other: {one}, {other}")
    return wrong


def twice(acting: list[Thing]) -> list[str]:
    """Two alike are told apart by what stands with them, or are the same thing twice: Esc and the button of a sheet."""
    by_name = defaultdict(list)
    for each in acting:
        by_name[each.name, each.description].append(each)
    return [f"{len(alike)} are called {name}" for (name, _), alike in by_name.items() if len(alike) > 1]


def unseen_with_focus(stage: Stage) -> list[str]:
    """Tab reaches nothing that is not on the screen."""
    wrong = []
    for _ in range(TABS):
        QTest.keyClick(stage.window, Qt.Key.Key_Tab)
        item = stage.window.activeFocusItem()
        if item is not None and not (item.isVisible() and item.isEnabled()):
            wrong.append(f"Tab reaches what is not there: {item}")
    QTest.keyClick(stage.window, Qt.Key.Key_Backtab)
    return wrong


def test_a_reader_presses_what_a_finger_presses() -> None:
    """The press action does the thing itself: an item opened by a screen reader is asked of the bench."""
    with Stage(SCENES["choosing"], "fr") as stage:
        (card,) = (thing for thing in things(stage.window) if thing.name.startswith("Chemise oxford"))
        assert press_by_reader(card)
        stage.settle(lambda: bool(stage.bench.asked))
        assert [type(command).__name__ for command in stage.bench.asked] == ["OpenItem"]


@pytest.mark.parametrize("name", ["keys", "status", "why", "find", "queue", "lead"])
def test_under_a_sheet_nothing_acts(name: str) -> None:
    """What lies under a sheet can neither be pressed nor reached by Tab; the sheet names itself as a dialogue."""
    with Stage(SCENES[name], "fr") as stage:
        seen = things(stage.window)
        (sheet,) = (thing for thing in seen if thing.role is Role.Dialog)
        assert sheet.name
        outside = [
            str(thing)
            for thing in seen
            if thing.acts and thing.shown.isValid() and not sheet.whole.intersects(thing.whole)
        ]
        assert outside == []
