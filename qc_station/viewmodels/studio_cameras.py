"""The cameras of the studio's set: one, or two that share the views; what is shown is the one of the view aimed at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from qc_station.application.picture_port import LiveLook
from qc_station.viewmodels.camera import LIVE_FPS_MAX, CameraViewModel
from qc_station.viewmodels.frames import LiveImage

STUDIO_FPS_MAX = 30


class _Glass(QObject):
    """Stands before the pictures for one camera, and lets its live picture through while it is the one looked at."""

    def __init__(self, camera: CameraViewModel, pictures: list[QObject]) -> None:
        super().__init__(camera)
        self._pictures = pictures
        self.clear = False
        self._last: LiveImage | None = None
        camera.attach(self)

    def show(self, image: LiveImage) -> None:
        self._last = image
        if self.clear:
            self.show_again()

    def show_again(self, picture: QObject | None = None) -> None:
        for each in self._pictures if picture is None else [picture]:
            if self._last is not None:
                each.show(self._last)  # type: ignore[attr-defined]  # QML hands in a LivePicture as a QObject


class StudioCameras(QObject):
    """`changed` when one of them has news, `drawn` with each live picture of the one looked at."""

    changed = Signal()
    drawn = Signal()

    def __init__(self, first: CameraViewModel, second: CameraViewModel | None, views: frozenset[str]) -> None:
        super().__init__(first)
        self._views = views if second is not None else frozenset()
        self.all = (first,) if second is None else (first, second)
        self._pictures: list[QObject] = []
        self._glasses = {camera: _Glass(camera, self._pictures) for camera in self.all}
        self._looked_at = first
        self._glasses[first].clear = True
        for camera in self.all:
            camera.changed.connect(self.changed)
            camera.drawn.connect(partial(self._told, camera))

    @property
    def aimed(self) -> CameraViewModel:
        """The camera of the view that was aimed at last."""
        return self._looked_at

    def of(self, view: str) -> CameraViewModel:
        return self.all[-1] if view in self._views else self.all[0]

    def aim(self, view: str) -> None:
        """Look through the camera of this view."""
        camera = self.of(view)
        if camera is not self._looked_at:
            self._glasses[self._looked_at].clear = False
            self._looked_at = camera
            self._glasses[camera].clear = True
            self._glasses[camera].show_again()
            self._watch()
            self.changed.emit()

    def attach(self, picture: QObject) -> None:
        """A LivePicture wants the frames; until it is destroyed."""
        self._pictures.append(picture)
        picture.destroyed.connect(lambda: self._pictures.remove(picture))
        self._glasses[self._looked_at].show_again(picture)

    def enter(self) -> None:
        self._watch()
        for camera in self.all:
            camera.fps_max = STUDIO_FPS_MAX
            camera.wake()

    def leave(self) -> None:
        """The bench looks through the first one."""
        for camera in self.all:
            camera.fps_max = LIVE_FPS_MAX
            camera.watch(watched=camera is self.all[0])
        self.look(LiveLook())

    def look(self, look: LiveLook) -> None:
        for camera in self.all:
            if camera.decoder is not None:
                camera.decoder.look = look

    def _watch(self) -> None:
        for camera in self.all:
            camera.watch(watched=camera is self._looked_at)

    @Slot()
    def _told(self, camera: CameraViewModel) -> None:
        if camera is self._looked_at:
            self.drawn.emit()
