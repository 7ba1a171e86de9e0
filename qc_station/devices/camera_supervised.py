"""The camera port over a driver process: every real and virtual camera is this class with another process body."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

from qc_station.application.camera_port import (
    Applied,
    ApplyReport,
    Battery,
    CameraError,
    CameraErrorKind,
    CameraEvent,
    CameraFailed,
    CameraFile,
    CameraState,
    CameraWarning,
    Capabilities,
    Capture,
    DeviceId,
    FileArrived,
    FileRole,
    LiveFrame,
    Reason,
    Setting,
    ShotContext,
    ShotDone,
    ShotFailed,
    ShotId,
    ShotStarted,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.devices.driver import (
    Apply,
    Arrived,
    BatteryRead,
    Connected,
    Done,
    Failed,
    Frame,
    Launch,
    LeftOnCamera,
    LiveIs,
    NotThere,
    PresetApplied,
    ReadSettings,
    SettingsRead,
    Shoot,
    Started,
    StartLive,
    StopLive,
    Warned,
    Word,
)
from qc_station.devices.event_queue import EventQueue
from qc_station.devices.spool import Spool
from qc_station.devices.supervisor import BACKOFF_S, Body, Supervisor

WAITING_SHOTS_MAX = 8
IDLE_PATIENCE_S = 5.0
_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class _Pending:
    capture: Capture
    files: list[CameraFile] = field(default_factory=list)


@dataclass(slots=True)
class _Card:
    """What is known of the files on the camera's card, across driver processes."""

    seen: set[str] | None = None
    kept: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True, eq=False)
class _Session:
    """From one `open` to its `close`: what a process of an earlier session still says changes nothing any more."""

    camera: SupervisedCamera

    def arguments(self) -> tuple[object, ...]:
        return self.camera._arguments()  # noqa: SLF001 the two are one

    def hear(self, word: Word) -> None:
        self.camera._hear(self, word)  # noqa: SLF001

    def ended(self, error: CameraError, retry_in_s: float | None) -> None:
        self.camera._ended(self, error, retry_in_s)  # noqa: SLF001


class SupervisedCamera:
    """Implements `CameraPort`. `body` runs in the driver process with (link, launch, options)."""

    def __init__(
        self,
        name: str,
        body: Body,
        options: object,
        spool: Path,
        *,
        backoff_s: tuple[float, ...] = BACKOFF_S,
        delete_when_kept: bool = True,
        idle_patience_s: float = IDLE_PATIENCE_S,
    ) -> None:
        self._name, self._body, self._options = name, body, options
        self._folder, self._spool = spool, Spool(spool)
        self._backoff_s, self._delete_when_kept, self._idle_patience_s = backoff_s, delete_when_kept, idle_patience_s
        self._queue = EventQueue()
        self._lock = threading.RLock()
        self._supervisor: Supervisor | None = None
        self._device = DeviceId(name)
        self._state, self._live, self._capabilities = CameraState.CLOSED, False, Capabilities()
        self._pending: dict[ShotId, _Pending] = {}
        self._questions: dict[int, Future[object]] = {}
        self._told: StateChanged | None = None
        self._preset: dict[str, str] = {}
        self._live_wanted: StartLive | None = None
        self._card = _Card()
        self._announced: set[Path] = set()
        self._session: _Session | None = None
        self._shots = self._tickets = self._frames = 0

    # ------------------------------------------------------------ CameraPort

    def open(self, device: DeviceId) -> None:
        with self._lock:
            if self._state is not CameraState.CLOSED:
                return
            self._session = _Session(self)
            before = self._supervisor
            self._supervisor = Supervisor(self._name, self._body, self._session, self._backoff_s)
            self._device, self._card = device, _Card()
            self._become(CameraState.CONNECTING)
            self._supervisor.start(after=before)

    def close(self) -> None:
        with self._lock:
            if self._state is CameraState.CLOSED or self._supervisor is None:
                return
            self._supervisor.stop()
            self._session = None
            self._live_wanted = None
            self._preset = {}
            self._disappoint(CameraError(CameraErrorKind.CLOSED))
            self._become(CameraState.CLOSED)

    def join(self, timeout_s: float) -> bool:
        return self._supervisor is None or self._supervisor.join(timeout_s)

    def capabilities(self) -> Capabilities:
        return self._capabilities

    @property
    def driver_pid(self) -> int | None:
        """Process id of the driver, for `doctor` and fault tests."""
        return self._supervisor.pid if self._supervisor else None

    def settings(self) -> Future[tuple[Setting, ...]]:
        return self._ask(Future[tuple[Setting, ...]](), ReadSettings)

    def apply(self, preset: Mapping[str, str]) -> Future[ApplyReport]:
        wanted = dict(preset)
        with self._lock:
            self._preset |= wanted
        return self._ask(Future[ApplyReport](), lambda ticket: Apply(ticket, wanted))

    def start_live(self, fps_max: int = 15, idle_stop_s: float = 300.0) -> None:
        with self._lock:
            self._live_wanted = StartLive(fps_max, idle_stop_s)
            if self._connected and self._supervisor:
                self._supervisor.tell(self._live_wanted)

    def stop_live(self) -> None:
        with self._lock:
            self._live_wanted = None
            self._queue.show(None)
            if self._connected and self._supervisor:
                self._supervisor.tell(StopLive())

    def shoot(self, context: ShotContext) -> Capture:
        with self._lock:
            capture = Capture(ShotId(uuid.uuid4().hex), context, Future())
            capture.files.set_running_or_notify_cancel()
            if not self._connected or not self._supervisor:
                closed = self._state is CameraState.CLOSED
                self._fail(capture, CameraError(CameraErrorKind.CLOSED if closed else CameraErrorKind.ABSENT))
            elif len(self._pending) >= WAITING_SHOTS_MAX:
                self._fail(capture, CameraError(CameraErrorKind.BUSY, retryable=True))
            else:
                self._shots += 1
                self._pending[capture.shot] = _Pending(capture)
                self._supervisor.tell(Shoot(capture.shot, context, self._shots))
            return capture

    def release(self, file: CameraFile) -> None:
        self._spool.release(file.path)
        with self._lock:
            self._announced.discard(file.path)

    def on_news(self, wake: Callable[[], None]) -> None:
        self._queue.on_news(wake)

    def take_events(self) -> tuple[CameraEvent, ...]:
        return self._queue.take_events()

    def take_frame(self) -> LiveFrame | None:
        return self._queue.take_frame()

    # ------------------------------------------------------------ called by the supervisor's thread

    def _arguments(self) -> tuple[object, ...]:
        self._announce_orphans()
        with self._lock:
            seen = None if self._card.seen is None else frozenset(self._card.seen)
            kept = frozenset(self._card.kept)
            launch = Launch(
                self._device,
                str(self._folder),
                seen,
                kept,
                self._backoff_s,
                self._delete_when_kept,
                self._idle_patience_s,
            )
        return launch, self._options

    def _ended(self, session: _Session, error: CameraError, retry_in_s: float | None) -> None:
        with self._lock:
            if session is self._session:
                self._disappoint(error)
                was_there = self._connected or self._state is CameraState.LOST
                self._become(CameraState.LOST if was_there else CameraState.CONNECTING, error, retry_in_s)

    def _disappoint(self, error: CameraError) -> None:
        """Whoever waits for something of a process that is gone is told."""
        self._live = False
        self._queue.show(None)
        for pending in list(self._pending.values()):
            self._fail(pending.capture, error)
        self._pending.clear()
        for question in self._questions.values():
            question.set_exception(CameraFailed(error))
        self._questions.clear()

    def _hear(self, session: _Session, word: Word) -> None:
        with self._lock:
            if isinstance(word, Arrived):
                self._arrived(word)
            elif session is self._session:
                self._hear_shot(word)

    def _hear_shot(self, word: Word) -> None:
        match word:
            case LeftOnCamera(on_camera, settled):
                if settled and self._card.seen is not None:
                    self._card.seen.add(on_camera)
            case Started(shot):
                self._queue.put(ShotStarted(shot, self._pending[shot].capture.context))
                self._become(CameraState.SHOOTING)
            case Done(shot):
                self._done(shot)
            case Failed(shot, error):
                self._fail(self._pending.pop(shot).capture, error)
                self._settle()
            case SettingsRead(ticket, answer) | PresetApplied(ticket, answer):
                self._answered(ticket, answer)
            case _:
                self._hear_state(word)

    def _hear_state(self, word: Word) -> None:
        match word:
            case NotThere(error, retry_in_s):
                state = CameraState.LOST if self._state is CameraState.LOST else CameraState.CONNECTING
                self._become(state, error, retry_in_s)
            case Connected():
                self._connected_now(word)
            case Frame(jpeg):
                self._frames += 1
                self._queue.show(LiveFrame(jpeg, self._frames))
            case LiveIs(on, supported):
                self._live_is(on=on, supported=supported)
            case BatteryRead(percent):
                self._queue.put(Battery(percent))
            case Warned(code, subject, warned):
                self._queue.put(CameraWarning(code, subject, warned))

    # ------------------------------------------------------------ what the words mean

    @property
    def _connected(self) -> bool:
        return self._state in {CameraState.READY, CameraState.SHOOTING}

    def _connected_now(self, word: Connected) -> None:
        self._device = word.connection.device
        self._capabilities = word.connection.capabilities
        self._card.seen = set(word.on_card)
        self._become(CameraState.READY)
        if self._supervisor is None:
            return
        if self._preset:
            self._supervisor.tell(Apply(0, dict(self._preset)))
        if self._live_wanted:
            self._supervisor.tell(self._live_wanted)

    def _live_is(self, *, on: bool, supported: bool) -> None:
        self._live = on
        if not on:
            self._queue.show(None)
            self._live_wanted = None
        if not supported:
            self._capabilities = replace(self._capabilities, live_view=False)
        self._become(self._state)

    def _arrived(self, word: Arrived) -> None:
        self._announced.add(word.file.path)
        self._card.kept.add((word.on_camera, word.file.sha256))
        pending = self._pending.get(word.shot) if word.shot else None
        if pending is None:
            self._queue.put(UnsolicitedFile(word.file, word.reason or Reason.RECOVERED_FROM_CAMERA))
            return
        pending.files.append(word.file)
        self._queue.put(FileArrived(pending.capture.shot, pending.capture.context, word.file))

    def _done(self, shot: ShotId) -> None:
        pending = self._pending.pop(shot)
        files = tuple(sorted(pending.files, key=lambda file: file.role is not FileRole.JPEG))
        self._queue.put(ShotDone(shot, pending.capture.context, files))
        pending.capture.files.set_result(files)
        self._settle()

    def _settle(self) -> None:
        if self._connected and not self._pending:
            self._become(CameraState.READY)

    def _fail(self, capture: Capture, error: CameraError) -> None:
        self._queue.put(ShotFailed(capture.shot, capture.context, error))
        capture.files.set_exception(CameraFailed(error))

    def _ask(self, question: Future[_Answer], order: Callable[[int], ReadSettings | Apply]) -> Future[_Answer]:
        question.set_running_or_notify_cancel()
        with self._lock:
            if not self._connected or not self._supervisor:
                question.set_exception(CameraFailed(CameraError(CameraErrorKind.ABSENT)))
            else:
                self._tickets += 1
                self._questions[self._tickets] = cast("Future[object]", question)
                self._supervisor.tell(order(self._tickets))
        return question

    def _answered(self, ticket: int, answer: object) -> None:
        question = self._questions.pop(ticket, None)
        if isinstance(answer, ApplyReport) and not answer.complete:
            names = ", ".join(setting.name for setting in answer.settings if setting.outcome is not Applied.OK)
            self._queue.put(CameraWarning("preset_incomplete", names))
        if question is not None and isinstance(answer, CameraError):
            question.set_exception(CameraFailed(answer))
        elif question is not None:
            question.set_result(answer)

    def _become(self, state: CameraState, error: CameraError | None = None, retry_in_s: float | None = None) -> None:
        changed = StateChanged(state, self._device, self._live, error, retry_in_s)
        self._state = state
        if changed != self._told:
            self._told = changed
            self._queue.put(changed)

    def _announce_orphans(self) -> None:
        """Files a process kept and could not announce any more, of this run or an earlier one."""
        try:
            files = [self._spool.found(path) for path in self._spool.prepare() if path not in self._announced]
        except OSError as error:
            refused = CameraError(CameraErrorKind.DISK_FULL, detail=str(error))
            self._queue.put(CameraWarning("spool_unusable", str(self._folder), refused))
            return
        with self._lock:
            for file in files:
                self._announced.add(file.path)
                self._card.kept.add(("", file.sha256))
                self._queue.put(UnsolicitedFile(file, Reason.RECOVERED_FROM_DISK))
