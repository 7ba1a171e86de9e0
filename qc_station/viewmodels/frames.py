"""Live pictures: decoded on a thread of their own, the newest one only, and painted without a shader or a copy."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickPaintedItem

from qc_station.application.picture_port import LiveDecoder, LiveLook, LiveRaster
from qc_station.viewmodels.mailbox import Mailbox

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class LiveImage:
    """A picture and the pixels it shows: they live as long as it does."""

    image: QImage
    raster: LiveRaster

    @classmethod
    def of(cls, raster: LiveRaster) -> LiveImage:
        image = QImage(raster.pixels, raster.width, raster.height, raster.width * 4, QImage.Format.Format_RGB32)
        return cls(image, raster)


class FrameDecoder(QObject):
    """`put` every frame of a camera; the newest ones come back decoded, as a `LiveImage`."""

    decoded = Signal(object)

    def __init__(self, decode: LiveDecoder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decode_jpeg = decode
        self.look = LiveLook()
        self._frames = Mailbox("live picture", self._decode)
        self._frames.start()

    def put(self, jpeg: bytes) -> None:
        self._frames.put(jpeg)

    def close(self) -> None:
        self._frames.close()

    def _decode(self, jpeg: bytes) -> None:
        raster = self._decode_jpeg(jpeg, self.look)
        if raster is not None:
            self.decoded.emit(LiveImage.of(raster))


@QmlElement
class LivePicture(QQuickPaintedItem):
    """The newest frame, filling the item; what does not fit is cut evenly at the edges.

    `whole`: all of the frame is shown instead, with room beside it. `loupe`: a pixel of the frame is a pixel of the
    screen, around `centre` (0..1 of the frame).
    """

    wholeChanged = Signal()
    loupeChanged = Signal()
    centreChanged = Signal()
    # How the frame lies in the item, for what is drawn over it.
    shownChanged = Signal()

    def __init__(self, parent: QQuickPaintedItem | None = None) -> None:
        super().__init__(parent)
        self._live: LiveImage | None = None
        self._whole = self._loupe = False
        self._centre = QPointF(0.5, 0.5)
        self._shown = QRectF()
        self.setOpaquePainting(False)
        self.widthChanged.connect(self._lay_out)
        self.heightChanged.connect(self._lay_out)

    @Property(bool, notify=wholeChanged)
    def whole(self) -> bool:
        return self._whole

    @whole.setter  # type: ignore[no-redef]  # a Qt property and its setter share a name
    def whole(self, whole: bool) -> None:
        self._whole = whole
        self._lay_out()
        self.wholeChanged.emit()

    @Property(bool, notify=loupeChanged)
    def loupe(self) -> bool:
        return self._loupe

    @loupe.setter  # type: ignore[no-redef]
    def loupe(self, loupe: bool) -> None:
        self._loupe = loupe
        self.update()
        self.loupeChanged.emit()

    @Property(QPointF, notify=centreChanged)
    def centre(self) -> QPointF:
        return self._centre

    @centre.setter  # type: ignore[no-redef]
    def centre(self, centre: QPointF) -> None:
        self._centre = centre
        self.update()
        self.centreChanged.emit()

    @Property(QRectF, notify=shownChanged)
    def shown(self) -> QRectF:
        """The rectangle of the item the frame is drawn into, in its coordinates."""
        return self._shown

    def show(self, live: LiveImage) -> None:
        first = self._live is None or self._live.image.size() != live.image.size()
        self._live = live
        if first:
            self._lay_out()
        self.update()

    @Slot()
    def _lay_out(self) -> None:
        item = self.boundingRect()
        shown = item
        if self._live is not None and self._whole and not item.isEmpty():
            image = self._live.image
            fit = min(item.width() / image.width(), item.height() / image.height())
            wide, tall = image.width() * fit, image.height() * fit
            shown = QRectF((item.width() - wide) / 2, (item.height() - tall) / 2, wide, tall)
        if shown != self._shown:
            self._shown = shown
            self.shownChanged.emit()

    def paint(self, painter: QPainter) -> None:
        if self._live is None:
            return
        image, item = self._live.image, self.boundingRect()
        if self._loupe:
            wide, tall = min(item.width(), image.width()), min(item.height(), image.height())
            left = min(max(0.0, self._centre.x() * image.width() - wide / 2), image.width() - wide)
            top = min(max(0.0, self._centre.y() * image.height() - tall / 2), image.height() - tall)
            painter.drawImage(QRectF(0, 0, wide, tall), image, QRectF(left, top, wide, tall))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._whole:
            painter.drawImage(self._shown, image)
            return
        fit = max(item.width() / image.width(), item.height() / image.height())
        wide, tall = item.width() / fit, item.height() / fit
        part = QRectF((image.width() - wide) / 2, (image.height() - tall) / 2, wide, tall)
        painter.drawImage(item, image, part)
