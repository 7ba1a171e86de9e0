"""Live pictures: decoded on a thread of their own, the newest one only, and painted without a shader."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

from qc_station.viewmodels.mailbox import Mailbox

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Larger than the picture is ever drawn at the bench; a camera may send more.
_DECODED_MAX = QSize(960, 720)
_JPEG = b"\xff\xd8\xff"


class FrameDecoder(QObject):
    """`put` every frame of a camera; the newest ones come back decoded."""

    decoded = Signal(QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames = Mailbox("live picture", self._decode)
        self._frames.start()

    def put(self, jpeg: bytes) -> None:
        self._frames.put(jpeg)

    def close(self) -> None:
        self._frames.close()

    def _decode(self, jpeg: bytes) -> None:
        # Nothing but a JPEG is ever handed to a decoder; a torn one is skipped, the next is on its way.
        image = QImage.fromData(QByteArray(jpeg)) if jpeg.startswith(_JPEG) else QImage()
        if image.isNull():
            return
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
