"""Which hand is at work: a finger, or keys and mouse. A finger gets keys on the screen for a line to type."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputDevice, QPointerEvent

_TOUCHED = frozenset({QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
_FINGER = QInputDevice.DeviceType.TouchScreen


class Hand(QObject):
    """Watches `window`; `felt(True)` once a finger was lifted, `felt(False)` at a key of a person or the mouse.

    Told only after the event was delivered: what appears then must not move a button away from under the finger.
    """

    felt = Signal(bool)
    _noticed = Signal(bool)

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._finger = False
        self._noticed.connect(self.felt, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHED:
            self._see(finger=True)
        elif kind == QEvent.Type.KeyPress:
            self._see(finger=False)
        elif kind == QEvent.Type.MouseButtonPress and isinstance(event, QPointerEvent):
            # A touch that nothing took comes again as a mouse, from the same device.
            self._see(finger=event.deviceType() == _FINGER)
        return False

    def _see(self, *, finger: bool) -> None:
        if finger != self._finger:
            self._finger = finger
            self._noticed.emit(finger)
