"""Live pictures: decoded on a thread of their own, the newest one only, and painted without a shader."""

from __future__ import annotations

import threading

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Larger than the picture is ever drawn at the bench; a camera may send more.
_DECODED_MAX = QSize(960, 720)
_JPEG = b"\xff\xd8\xff"


class FrameDecoder(QObject):
    """A mailbox of one: a frame that comes while another is being decoded replaces the one that waits."""

    decoded = Signal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._news = threading.Condition()
        self._waiting: bytes | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="live picture", daemon=True)
        self._thread.start()

    def put(self, jpeg: bytes) -> None:
        with self._news:
            self._waiting = jpeg
            self._news.notify()

    def close(self, timeout_s: float = 2.0) -> None:
        with self._news:
            self._closed = True
            self._news.notify()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closed or self._waiting is not None)
                if self._closed:
                    return
                jpeg, self._waiting = self._waiting, None
            # Nothing but a JPEG is ever handed to a decoder; a torn one is skipped, the next is on its way.
            image = QImage.fromData(QByteArray(jpeg)) if jpeg and jpeg.startswith(_JPEG) else QImage()
            if image.isNull():
                continue
            if image.width() > _DECODED_MAX.width():
                image = image.scaled(_DECODED_MAX, Qt.AspectRatioMode.KeepAspectRatio)
            self.decoded.emit(image)


@QmlElement
class LivePicture(QQuickPaintedItem):
    """The newest frame, filling the item; what does not fit is cut evenly at the edges."""

    def __init__(self, parent: QQuickPaintedItem | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setOpaquePainting(False)

    @Slot(QImage)
    def show(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paint(self, painter: QPainter) -> None:
        if self._image.isNull():
            return
        whole = self.boundingRect()
        fit = max(whole.width() / self._image.width(), whole.height() / self._image.height())
        wide, tall = whole.width() / fit, whole.height() / fit
        part = QRectF((self._image.width() - wide) / 2, (self._image.height() - tall) / 2, wide, tall)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(whole, self._image, part)
