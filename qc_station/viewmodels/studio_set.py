"""The studio's table as the window sees it: the last snapshot, where the photographer looks, and the way to act.

Frames that arrive while the studio is open are filed here, looked at on the judging thread, and what they measure is
recorded: in any order, each once. A file is let go by the camera's spool only when it is filed and looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from qc_station.application.camera_port import FileArrived, FileRole, Reason, ShotId, UnsolicitedFile
from qc_station.application.outcome import Notice, Outcome, Tone, Topic
from qc_station.application.studio_commands import (
    FileFrame,
    RecordLikeness,
    RecordMeasures,
    ScanPiece,
    StudioCommand,
)
from qc_station.application.studio_view import STUDIO_EMPTY, ShotView, StudioPiece, StudioStep, StudioView, ViewOfPiece
from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.judging import Judging, Looked
from qc_station.viewmodels.studio_cameras import StudioCameras


class Over(StrEnum):
    """What lies over the studio's picture."""

    NONE = auto()
    TRAY = auto()


class Asks(StrEnum):
    """What is being typed, in one line at the bottom."""

    NONE = auto()
    CODE = auto()
    KEEP_REASON = auto()
    COMPOSITION = auto()
    CARE = auto()
    MEASURE = auto()


WAKE_EVERY_S = 60.0
# What may be over by the next try: somebody else saved the same piece, the database was away, the disk was full.
_PASSES = ("changed_elsewhere", "database_lost", "disk_full")
FILING_TRIES, FILE_AGAIN_MS = 5, 400
# What is typed for the next step.
_TYPED = {StudioStep.MEASURE: Asks.MEASURE, StudioStep.COMPOSITION: Asks.COMPOSITION}


@dataclass(frozen=True, slots=True)
class StudioGaze:
    """Where the photographer looks. `view`: the view whose shots are shown, empty for the one aimed at; `shot`: the
    number of the one on the screen, 0 for the live picture. `beside`: the picture it is compared with.
    """

    view: str = ""
    shot: int = 0
    beside: bool = False
    zoomed: bool = False
    grid: bool = True
    template: bool = True
    clipping: bool = False
    peaking: bool = False
    level: bool = False
    over: Over = Over.NONE
    row: int = 0
    asks: Asks = Asks.NONE
    measure: str = ""


@dataclass(slots=True)
class _Frame:
    """A frame on its way: filed under `piece` (empty: in the tray), looked at, and let go by the camera's spool."""

    piece: str = ""
    filed: bool = False
    arrived: FileArrived | UnsolicitedFile | None = None
    camera: CameraViewModel | None = None
    looked: bool = False
    recording: bool = False
    tries: int = 0
    measures: PictureMeasures | None = None


class StudioSet(QObject):
    """One per window; `changed` lets the view-model lay out its part again."""

    changed = Signal()
    # From the camera's thread: its settings may be others now.
    preset_applied = Signal()

    def __init__(self, desk: Desk, cameras: StudioCameras) -> None:
        super().__init__(desk)
        self.desk, self.cameras = desk, cameras
        self.view: StudioView = STUDIO_EMPTY
        self.gaze = StudioGaze()
        self.open = False
        # The quick verdict of the newest frame, before the full one is there.
        self.quick: tuple[str, PictureMeasures] | None = None
        # The number of the shot that was taken last in this sitting: what a word without a picture is about.
        self.newest = 0
        self._frames: dict[str, _Frame] = {}
        self._asked: set[ShotId] = set()
        self._unreadable: set[str] = set()
        self._presets: dict[CameraViewModel, Mapping[str, str]] = {}
        self._judging: Judging | None = None
        self._woken_s = 0.0
        for camera in cameras.all:
            camera.taken_by = partial(self.take, camera)
        desk.moved.connect(self._moved)

    # ------------------------------------------------------------ acting and looking

    @property
    def piece(self) -> StudioPiece | None:
        return self.view.piece

    @property
    def frames_under_way(self) -> bool:
        """A frame was taken and is not filed, looked at and recorded yet."""
        return bool(self._frames)

    @property
    def shown_view(self) -> ViewOfPiece | None:
        """The view whose shots the screen shows."""
        piece = self.piece
        return piece.view(self.gaze.view or piece.aim) if piece is not None else None

    @property
    def shown_shot(self) -> ShotView | None:
        view = self.shown_view
        shots = view.shots if view is not None else ()
        return next((each for each in shots if each.shot.number == self.gaze.shot), None)

    def look(self, **parts: object) -> None:
        self.gaze = replace(self.gaze, **parts)  # type: ignore[arg-type]  # names are checked by replace
        self.changed.emit()

    def act(self, command: StudioCommand, then: Callable[[Outcome], None] | None = None) -> None:
        """Ask the studio; what it says is shown, heard, and handed to `then`. Keys pressed meanwhile wait for it."""
        self.desk.ask(*self._asked_of_studio(command, then, self.desk.tell))

    def _later(self, command: StudioCommand, then: Callable[[Outcome], None] | None = None) -> None:
        """What nobody pressed a key for: no key waits for it."""
        self.desk.ask_aside(*self._asked_of_studio(command, then, self.desk.tell_aside))

    def _asked_of_studio(
        self, command: StudioCommand, then: Callable[[Outcome], None] | None, tell: Callable[[Notice], None]
    ) -> tuple[Callable[[], object], Callable[[object], None]]:
        studio = self.desk.wiring.studio
        assert studio is not None

        def work() -> object:
            return studio.perform(command), studio.view()

        def answered(value: object) -> None:
            assert isinstance(value, tuple)
            outcome, view = value
            self._show(view)
            tell(outcome.notice)
            if then is not None:
                then(outcome)

        return work, answered

    def scan(self, code: str) -> None:
        gaze, self.newest = self.gaze, 0
        self.wake()
        self.gaze = StudioGaze(grid=gaze.grid, template=gaze.template, level=gaze.level)
        self.act(ScanPiece(code))

    def wake(self) -> None:
        """Somebody works here: the live picture does not fall asleep."""
        now_s = time.monotonic()
        if now_s - self._woken_s > WAKE_EVERY_S:
            self._woken_s = now_s
            for camera in self.cameras.all:
                camera.wake()

    def refresh(self) -> None:
        """Ask for the snapshot again: something changed behind the window's back."""
        studio = self.desk.wiring.studio
        if studio is not None:
            self.desk.ask(studio.view, self._seen)

    @Slot(object)
    def _moved(self, topics: object) -> None:
        if self.open and isinstance(topics, frozenset) and topics & {Topic.STUDIO, Topic.PUBLICATION, Topic.PIECE}:
            self.refresh()

    def _seen(self, view: object) -> None:
        assert isinstance(view, StudioView)
        self._show(view)

    def _show(self, view: StudioView) -> None:
        before, self.view = self.view, view
        if view.piece is None or before.piece is None or view.piece.id != before.piece.id:
            self.quick, self.newest = None, 0
            self._set_camera_up()
            self.gaze = replace(self.gaze, view="", shot=0, beside=False, zoomed=False, asks=Asks.NONE)
        if view.piece is not None:
            self.cameras.aim(view.piece.aim)
        self.gaze = replace(self.gaze, row=max(0, min(self.gaze.row, len(view.tray) - 1)))
        self._look_at_what_waits()
        self._follow_next(before.next.step)
        self.changed.emit()

    def _set_camera_up(self) -> None:
        """The preset of this category; the port reads it back, and applies it again whenever the camera comes back."""
        piece = self.view.piece
        preset = self.desk.wiring.presets(piece.item.category) if piece is not None else {}
        for camera in self.cameras.all:
            if camera.port is not None and preset and preset != self._presets.get(camera):
                self._presets[camera] = preset
                camera.port.apply(preset).add_done_callback(lambda _: self.preset_applied.emit())

    def _follow_next(self, before: StudioStep) -> None:
        """The shot that waits for a person's word comes on the screen by itself; once the last view is shot, the line
        opens for what the sheet still lacks.
        """
        if self.gaze.asks is not Asks.NONE:  # somebody is typing: what the line asks for stays
            return
        piece, step = self.view.piece, self.view.next
        if piece is not None and step.number and self.gaze.shot != step.number:
            self.gaze = replace(self.gaze, view=piece.aim, shot=step.number, zoomed=False)
        if before in (StudioStep.SHOOT, StudioStep.JUDGE) and step.step in _TYPED:
            self.gaze = replace(self.gaze, asks=_TYPED[step.step], measure=step.target)

    # ------------------------------------------------------------ frames

    def shoot(self) -> None:
        """Release the shutter: the frame belongs to this piece and this view from now on."""
        piece, operator = self.piece, self.view.operator
        if piece is None:
            self.desk.tell(Notice("scan_a_piece_first", Tone.ERROR))
            return
        if operator is None or not operator.may_photograph:
            self.desk.tell(Notice("not_for_this_role", Tone.ERROR, {"role": str(operator.role) if operator else ""}))
            return
        capture = self.cameras.of(piece.aim).release_shutter(piece.id, piece.aim)
        if capture is not None:
            self._asked.add(capture.shot)
        self.look(view="", shot=0, beside=False, zoomed=False)

    def take(self, camera: CameraViewModel, event: FileArrived | UnsolicitedFile) -> bool:
        """A file arrived; True when it is the studio's: the shot was asked for here, or nobody asked and it is open."""
        mine = event.shot in self._asked if isinstance(event, FileArrived) else self.open
        if not mine:
            return False
        file, look = event.file, event.file.role is FileRole.JPEG and self.desk.wiring.judge is not None
        self._frames[file.sha256] = _Frame(arrived=event, camera=camera, looked=not look)
        self._judge().keep(file.sha256, file.path, look=look)
        return True

    def _file(self, sha256: str, frame: _Frame, photo: PhotoRef) -> None:
        """The bytes are safe: now they are filed where the shutter opened for."""
        if frame.arrived is not None:
            command = _filing(frame.arrived, photo)
            self._later(command, lambda outcome: self._filed(sha256, frame, photo, outcome))

    def _filed(self, sha256: str, frame: _Frame, photo: PhotoRef, outcome: Outcome) -> None:
        if outcome.ok:
            frame.filed, frame.piece = True, str(outcome.notice.params.get("piece", ""))
            self._settle(sha256, frame)
        elif outcome.notice.code in _PASSES and frame.tries < FILING_TRIES:
            frame.tries += 1
            QTimer.singleShot(FILE_AGAIN_MS * frame.tries, self, lambda: self._file(sha256, frame, photo))
        else:  # it stays in the spool, and is found again at the next start
            self._frames.pop(sha256, None)

    def _look_at_what_waits(self) -> None:
        """Shots of the piece nobody looked at yet: filed before a crash, or from the tray."""
        piece = self.view.piece
        if piece is None or self.desk.wiring.judge is None:
            return
        for shot in (each.shot for view in piece.views for each in view.shots if each.verdict is None):
            sha256 = shot.photo.sha256
            if sha256 not in self._unreadable and sha256 not in self._frames:
                self._frames[sha256] = _Frame(piece=piece.id, filed=True)
                self._judge().look_at(sha256, self.desk.wiring.photo_path(shot.photo))

    def _judge(self) -> Judging:
        if self._judging is None:
            assert self.desk.wiring.photos is not None
            self._judging = Judging(self.desk.wiring.judge, self.desk.wiring.photos, self)
            self._judging.looked.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        return self._judging

    @Slot(object)
    def _hear(self, looked: Looked) -> None:
        frame = self._frames.get(looked.sha256)
        if looked.likeness is not None:
            self._later(RecordLikeness(looked.piece, looked.sha256, looked.likeness))
        elif looked.kept is not None and frame is not None:
            self._file(looked.sha256, frame, looked.kept)
        elif looked.lost is not None:
            self._frames.pop(looked.sha256, None)
            self.desk.tell(Notice(looked.lost.code, Tone.ERROR, looked.lost.params))
        elif looked.refused:
            self._unreadable.add(looked.sha256)
            self.desk.tell(Notice("shot_unreadable", Tone.ERROR, {"why": looked.refused}))
        elif looked.measures is not None and not looked.measures.full:
            self.quick = (looked.sha256, looked.measures)
            self.changed.emit()
            return
        if frame is not None and (looked.refused or looked.measures is not None):
            frame.looked, frame.measures = True, looked.measures
            self._settle(looked.sha256, frame)

    def _settle(self, sha256: str, frame: _Frame) -> None:
        """Filed and looked at, whichever came last: the spool may forget it, and what it measures is recorded."""
        if not frame.filed or not frame.looked:
            return
        if frame.arrived is not None:
            if frame.camera is not None:
                frame.camera.let_go(frame.arrived.file)
            frame.arrived = None
        if frame.piece and frame.measures is not None:
            measures, frame.measures, frame.recording = frame.measures, None, True
            self._later(RecordMeasures(frame.piece, sha256, measures), lambda _: self._recorded(sha256))
        elif not frame.recording:
            self._frames.pop(sha256, None)

    def _recorded(self, sha256: str) -> None:
        """A whole view is now held against the bench's picture of the same side."""
        self._frames.pop(sha256, None)
        judging, path, piece = self._judge(), self.desk.wiring.photo_path, self.view.piece
        for view in piece.views if piece is not None else ():
            shot = next((each.shot for each in view.shots if each.shot.photo.sha256 == sha256), None)
            if shot is not None:
                self.newest = shot.number
            if shot is not None and view.whole and view.evidence is not None and piece is not None:
                judging.compare(piece.id, sha256, path(shot.photo), path(view.evidence))

    def close(self) -> None:
        if self._judging is not None:
            self._judging.close()


def _filing(event: FileArrived | UnsolicitedFile, photo: PhotoRef) -> FileFrame:
    """Which piece a file belongs to was settled when the shutter opened."""
    file, raw = event.file, event.file.role is FileRole.RAW
    if isinstance(event, FileArrived):
        asked = event.context
        return FileFrame(photo, file.noticed_at, asked.piece, asked.view, file.name, raw=raw, operator=asked.operator)
    return FileFrame(
        photo,
        file.noticed_at,
        name=file.name,
        origin=str(event.reason),
        raw=raw,
        to_tray=event.reason is not Reason.BODY_SHUTTER,
    )
