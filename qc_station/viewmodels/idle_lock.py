"""Nobody at the bench for a while: it locks by itself. A key, a scan (keys too), a touch, the mouse is somebody."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from qc_station.application.commands import Lock
from qc_station.viewmodels.desk import Desk

_SOMEBODY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)


class IdleLock(QObject):
    """Watches `window`; after `idle_ms` without anybody it locks a bench somebody is signed in at. 0: never."""

    def __init__(self, desk: Desk, window: QObject, idle_ms: int) -> None:
        super().__init__(window)
        self._desk = desk
        self._timer = QTimer(self, singleShot=True, interval=idle_ms)
        self._timer.timeout.connect(self._lock)
        if idle_ms:
            window.installEventFilter(self)
            self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SOMEBODY:
            self._timer.start()
        return False

    def _lock(self) -> None:
        view = self._desk.view
        if view is not None and view.operator is not None:
            self._desk.act(Lock())
        self._timer.start()
