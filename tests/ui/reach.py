"""What a screen reader finds in the window, and a finger that presses it: Qt's accessibility tree, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

Role = QAccessible.Role
PRESSED = frozenset({Role.Button, Role.CheckBox, Role.RadioButton})
EDITED = frozenset({Role.EditableText})
HELD_MS = 10


@dataclass(frozen=True, slots=True)
class Thing:
    """One node that can be seen. `whole` is its rectangle in the window, `shown` what its clips leave of it."""

    name: str
    description: str
    role: Role
    item: QQuickItem
    enabled: bool
    focusable: bool
    pressable: bool
    checkable: bool
    whole: QRectF
    shown: QRectF

    @property
    def acts(self) -> bool:
        """Somebody can press it or type in it."""
        return self.enabled and (self.role in PRESSED or self.role in EDITED or self.pressable)

    def __str__(self) -> str:
        return f"{self.role.name} {self.name!r}"


def things(window: QQuickWindow) -> list[Thing]:
    """Every node of the tree that can be seen, in the tree's order."""
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    view = QRectF(0, 0, window.width(), window.height())
    return [thing for node in _below(root) if (thing := _thing(node, view)) is not None]


def named(window: QQuickWindow, name: str) -> Thing:
    """What somebody can act on that is called so, or begins so when nothing is called exactly so.

    Of two with one name the first: tests/ui/test_accessibility.py sees to it that they are the same twice.
    """
    acting = [thing for thing in things(window) if thing.enabled and thing.shown.isValid()]
    exactly = [thing for thing in acting if thing.name == name]
    found = exactly[:1] or [each for each in acting if each.name.startswith(name)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} things are called {name!r} among {[str(thing) for thing in acting]}")
    return found[0]


class Finger:
    """Touches the glass, and nothing else."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self._device: QPointingDevice = QTest.createTouchDevice()
        self.taps = 0

    def tap(self, name: str, across: float = 0.5, down: float = 0.5) -> None:
        """Press what is called `name`, in its middle unless told otherwise."""
        shown = named(self._window, name).shown
        self.touch(QPointF(shown.x() + shown.width() * across, shown.y() + shown.height() * down))

    def touch(self, at: QPointF) -> None:
        self.taps += 1
        point = QPoint(round(at.x()), round(at.y()))
        QTest.touchEvent(self._window, self._device, False).press(0, point, self._window).commit()
        QTest.qWait(HELD_MS)
        QTest.touchEvent(self._window, self._device, False).release(0, point, self._window).commit()
        QTest.qWait(HELD_MS)

    def drag(self, name: str, by: float) -> None:
        """Push what is called `name` up (negative) or down by so many pixels, to see what lies beyond."""
        at = named(self._window, name).shown.center().toPoint()
        QTest.touchEvent(self._window, self._device, False).press(0, at, self._window).commit()
        for step in range(1, 11):
            QTest.qWait(HELD_MS)
            moved = QPoint(at.x(), round(at.y() + by * step / 10))
            QTest.touchEvent(self._window, self._device, False).move(0, moved, self._window).commit()
        QTest.qWait(20 * HELD_MS)  # held still: nothing goes on rolling
        moved = QPoint(at.x(), round(at.y() + by))
        QTest.touchEvent(self._window, self._device, False).release(0, moved, self._window).commit()
        QTest.qWait(20 * HELD_MS)


def press_by_reader(thing: Thing) -> bool:
    """The press action, as a screen reader asks for it; False when the thing has none."""
    node = QAccessible.queryAccessibleInterface(thing.item)
    actions = node.actionInterface() if node is not None else None
    if actions is None or QAccessibleActionInterface.pressAction() not in actions.actionNames():
        return False
    actions.doAction(QAccessibleActionInterface.pressAction())
    return True


def _below(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for at in range(node.childCount()):
        child = node.child(at)
        if child is not None:
            yield child
            yield from _below(child)


def _thing(node: QAccessibleInterface, view: QRectF) -> Thing | None:
    item, state = node.object(), node.state()
    if not isinstance(item, QQuickItem) or state.invisible or not item.isVisible():
        return None
    whole = _placed(item)
    actions = node.actionInterface()
    names = actions.actionNames() if actions is not None else []
    return Thing(
        name=node.text(QAccessible.Text.Name),
        description=node.text(QAccessible.Text.Description),
        role=node.role(),
        item=item,
        enabled=not state.disabled,
        focusable=item.activeFocusOnTab(),
        pressable=QAccessibleActionInterface.pressAction() in names,
        checkable=bool(state.checkable),
        whole=whole,
        shown=_clipped(item, whole.intersected(view)),
    )


def _placed(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _clipped(item: QQuickItem, rect: QRectF) -> QRectF:
    # Never item.window() nor item.nextItemInFocusChain(): PySide 6.12 takes what they return for its own, and frees it.
    above = item.parentItem()
    while above is not None:
        if above.clip():
            rect = rect.intersected(_placed(above))
        above = above.parentItem()
    return rect
