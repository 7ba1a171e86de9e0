"""The camera column: the live picture, the shutter, the views wanted of the piece and their photographs."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.camera_port import (
    Battery,
    CameraEvent,
    CameraFile,
    CameraPort,
    CameraState,
    CameraWarning,
    Capture,
    FileArrived,
    FileRole,
    ShotContext,
    ShotFailed,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.application.take_in_frames import filing
from qc_station.viewmodels import reentry, verbs
from qc_station.viewmodels.camera_words import (
    Device,
    ShotRow,
    Shutter,
    device_words,
    shot_row,
    shutter_words,
    view_label,
    wanted_shots,
)
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.frames import FrameDecoder, LiveImage
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.station_port import SecondCamera

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LIVE_FPS_MAX = 15
LIVE_IDLE_S = 300.0
# While one shot is being taken the next is asked for already: the camera takes them one after the other.
# Warnings a person has to hear of; of the others the picture itself tells.
_TOLD = frozenset({"preset_incomplete", "file_refused", "file_left_on_camera", "spool_unusable"})
_SHOOTS = (CameraState.READY, CameraState.SHOOTING)

_log = logging.getLogger(__name__)


@QmlElement
class CameraViewModel(QObject):
    changed = Signal()
    # A live picture was drawn: the camera works.
    drawn = Signal()
    _news = Signal()
    _framed = Signal(object)

    def __init__(self, desk: Desk, second: SecondCamera | None = None) -> None:
        """`second`: the other camera of the studio's set, which the bench's own verbs leave alone."""
        super().__init__(desk)
        self._desk, wiring = desk, desk.wiring
        self._make = second.make if second else wiring.camera
        self._wanted = second.device if second else wiring.camera_device
        self._live_decoder = second.live_decoder if second else wiring.live_decoder
        self._port: CameraPort | None = None
        self._last = StateChanged(CameraState.CLOSED, self._wanted) if self._wanted else None
        self._device, self._shutter, self._earlier = Device(), Shutter(), reentry.Earlier()
        self._shots = Rows(ShotRow, self)
        # Whoever else looks at the frames.
        self.see: Callable[[bytes], None] = lambda _jpeg: None
        # Another workplace takes the files that arrive, where it is open: True when it did.
        self.taken_by: Callable[[FileArrived | UnsolicitedFile], bool] = lambda _event: False
        self.fps_max = LIVE_FPS_MAX
        self._watched, self._unseen = second is None, b""
        self._decoder: FrameDecoder | None = None
        self._pictures: list[QObject] = []
        self._last_image: LiveImage | None = None
        self._charge: int | None = None
        self._has_frame = False
        self._waiting = 0
        self._stopped = False
        self._news.connect(self._take_news, Qt.ConnectionType.QueuedConnection)
        self._framed.connect(self._look_at, Qt.ConnectionType.QueuedConnection)
        desk.changed.connect(self._show)
        if second is None:
            desk.shoot = self.shootView

    def start(self) -> None:
        """Look for the camera, and listen to it."""
        if self._make is not None:
            self._port = self._make()
        if self._port is not None and self._wanted is not None:
            if self._live_decoder is not None:
                self._decoder = FrameDecoder(self._live_decoder, self)
                self._decoder.decoded.connect(self._draw)
            self._port.on_news(self._wake)
            self._port.open(self._wanted)
            if self._watched:
                self._prolong()

    def stop(self) -> None:
        """Hear no more; the port belongs to the station, which closes it."""
        self._stopped = True
        if self._decoder is not None:
            self._decoder.close()
            self._decoder = None

    @property
    def device(self) -> Device:
        return self._device

    @property
    def port(self) -> CameraPort | None:
        return self._port

    @property
    def charge(self) -> int | None:
        """The battery's per cent, where the camera tells."""
        return self._charge

    @property
    def taking(self) -> bool:
        """A shot was asked for and is not there yet."""
        return self._waiting > 0

    @property
    def watched(self) -> bool:
        return self._watched

    def watch(self, *, watched: bool) -> None:
        """Nobody looks at a picture that is not watched: it need not move, and is not decoded, but for the first; the
        last one is, once somebody looks again.
        """
        before, self._watched = self._watched, watched
        if watched and not before:
            self._prolong()
        if watched and self._unseen and self._decoder is not None:
            self._decoder.put(self._unseen)
            self._unseen = b""

    @property
    def tilt_deg(self) -> float | None:
        """Of what the newest live picture shows, where the decoder was asked to look for it."""
        return self._last_image.raster.tilt_deg if self._last_image is not None else None

    @property
    def decoder(self) -> FrameDecoder | None:
        return self._decoder

    @Property(str, notify=changed)
    def level(self) -> str:
        return self._device.level

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._device.name

    @Property(str, notify=changed)
    def chip(self) -> str:
        return self._device.chip

    @Property(str, notify=changed)
    def headline(self) -> str:
        return self._device.headline

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._device.advice

    @Property(bool, notify=changed)
    def live(self) -> bool:
        return self._device.live

    @Property(bool, notify=changed)
    def canShoot(self) -> bool:
        return self._shutter.can_shoot

    @Property(str, notify=changed)
    def shootText(self) -> str:
        return self._shutter.text

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._shutter.progress

    @Property(bool, notify=changed)
    def urgent(self) -> bool:
        return self._shutter.urgent

    @Property(int, notify=changed)
    def wantedRow(self) -> int:
        return self._shutter.wanted_row

    @Property(bool, notify=changed)
    def compares(self) -> bool:
        """The piece came back from the shop, and there is a picture of how it was shown."""
        return self._earlier.view != ""

    @Property(str, notify=changed)
    def earlierLabel(self) -> str:
        return self._earlier.label

    @Property(QUrl, notify=changed)
    def earlierSource(self) -> QUrl:
        return self._earlier.source

    @Property(str, notify=changed)
    def earlierPins(self) -> str:
        return self._earlier.pins

    @Slot()
    def nextEarlier(self) -> None:
        reentry.step_picture(self._desk, verbs.wanted_view(self._desk))

    @Property(QObject, constant=True)
    def shots(self) -> Rows:
        return self._shots

    @Slot(QObject)
    def attach(self, picture: QObject) -> None:
        """A LivePicture wants the frames; until it is destroyed."""
        self._pictures.append(picture)
        picture.destroyed.connect(lambda: self._detach(picture))
        if self._last_image is not None:
            picture.show(self._last_image)  # type: ignore[attr-defined]  # QML hands in a LivePicture as a QObject

    @Slot()
    def shoot(self) -> None:
        verbs.photograph(self._desk)

    @Slot(str)
    def shootView(self, view: str) -> None:
        """Release the shutter for `view` of what is in hand: the shot belongs to it from now on."""
        subject = verbs.shot_subject(self._desk)
        if subject and view:
            self.release_shutter(subject, view)

    def release_shutter(self, subject: str, view: str) -> Capture | None:
        """A shot of `view` of `subject`, whichever workplace it is for; a camera that is not ready says so."""
        desk = self._desk
        if self._port is None or self._last is None or self._last.state not in _SHOOTS:
            desk.tell(Notice("camera_not_ready", Tone.ERROR))
            return None
        if not self._port.capabilities().remote_trigger:
            desk.tell(Notice("shutter_on_camera", Tone.ATTENTION))
            return None
        operator = desk.view.operator.id if desk.view and desk.view.operator else ""
        self._waiting += 1
        self._prolong()
        capture = self._port.shoot(ShotContext(subject, view, operator, desk.wiring.station))
        self._show()
        return capture

    def let_go(self, file: CameraFile) -> None:
        """The file is kept elsewhere."""
        if self._port is not None:
            self._port.release(file)

    def _wake(self) -> None:
        """Called from the camera's threads, which may outlive the window. A frame goes straight to its decoder: it need
        not wait for whatever the window is just doing.
        """
        if self._stopped:
            return
        port, decoder = self._port, self._decoder
        frame = port.take_frame() if port is not None and decoder is not None else None
        if frame is not None and decoder is not None:
            if self._watched or not self._has_frame:
                decoder.put(frame.jpeg)
            else:
                self._unseen = frame.jpeg
            self._framed.emit(frame.jpeg)
        self._news.emit()

    @Slot()
    def _take_news(self) -> None:
        if self._port is None:
            return
        for event in self._port.take_events():
            self._hear(event)

    @Slot(object)
    def _look_at(self, jpeg: bytes) -> None:
        self.see(jpeg)

    def _hear(self, event: CameraEvent) -> None:
        if isinstance(event, StateChanged):
            self._has_frame = self._has_frame and event.live
            if (
                event.state is CameraState.READY
                and not event.live
                and self._watched
                and self._last
                and self._last.state is not event.state
            ):
                self._prolong()
            self._last = event
        elif isinstance(event, FileArrived | UnsolicitedFile):
            self._waiting -= isinstance(event, FileArrived) and self._waiting > 0
            self._keep(event)
        elif isinstance(event, Battery):
            self._charge = event.percent
        elif isinstance(event, CameraWarning) and event.code in _TOLD:
            self._desk.tell(Notice(event.code, Tone.ATTENTION, {"subject": event.subject}))
        elif isinstance(event, ShotFailed):
            self._waiting = max(0, self._waiting - 1)
            self._desk.tell(Notice(event.error.kind.value, Tone.ERROR, {"by": event.error.by}))
        self._show()

    def wake(self) -> None:
        """Let the live picture move, where there is a camera."""
        self._prolong()

    def _prolong(self) -> None:
        if self._port is not None:
            self._port.start_live(self.fps_max, LIVE_IDLE_S)

    def _keep(self, event: FileArrived | UnsolicitedFile) -> None:
        """File it where it belongs; the camera's spool may forget it only once it is kept."""
        if self.taken_by(event):
            return
        if event.file.role is not FileRole.JPEG:
            _log.info("raw_left_in_spool", extra={"file": event.file.name})
            return

        def kept(outcome: Outcome) -> None:
            if outcome.ok and self._port is not None:
                self._port.release(event.file)

        self._desk.act(filing(event), kept)

    def _detach(self, picture: QObject) -> None:
        if picture in self._pictures:
            self._pictures.remove(picture)

    @Slot(object)
    def _draw(self, image: LiveImage) -> None:
        self._last_image = image
        for picture in self._pictures:
            picture.show(image)  # type: ignore[attr-defined]  # see attach
        self.drawn.emit()
        if not self._has_frame:
            self._has_frame = True
            self._show()

    @Slot()
    def _show(self) -> None:
        desk, piece = self._desk, self._desk.piece
        wanted = verbs.wanted_view(desk)
        self._shots.show([shot_row(shot, wanted, desk, piece) for shot in wanted_shots(desk)])
        device = device_words(self._last, moving=self._has_frame)
        shutter = shutter_words(desk, piece, wanted, self._waiting)
        beside = reentry.earlier(desk, wanted, view_label(wanted, desk, piece))
        if (device, shutter, beside) != (self._device, self._shutter, self._earlier):
            self._device, self._shutter, self._earlier = device, shutter, beside
            self.changed.emit()
