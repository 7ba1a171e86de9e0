"""What the station asks of a camera, and what a camera tells the station. Drivers implement it in `devices/`.

Nothing here blocks: every call of `CameraPort` returns within milliseconds, from one thread of the caller's choice.
What takes time answers through a `Future`, and everything that happens is an event on one queue. A capture is a future
with a value or an error, never a shared condition. A camera that is lost comes back by itself: the caller keeps its
`CameraPort`, watches `StateChanged`, and need do nothing.

A file the camera handed over stands in the port's spool, complete, fsynced and hashed, until `release`: a station that
dies between the two finds it again at the next `open`, as an `UnsolicitedFile`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType, Protocol

from qc_station.application.failures import WorldFailure

ShotId = NewType("ShotId", str)


@dataclass(frozen=True, slots=True)
class DeviceId:
    """A camera: driver ("virtual", "gphoto2"), model and serial number name it.

    `serial` is "" until the camera was connected once. `port` ("usb:001,004", "ptpip:192.168.1.1:15740:15740") is a
    hint: a USB address changes with every replug. "" takes the first camera of the model, or the first of all.
    """

    driver: str
    model: str = ""
    serial: str = ""
    port: str = field(default="", compare=False)


class CameraErrorKind(StrEnum):
    """Stable codes: each has a sentence for the operator, saying what happened, what is kept and what to do."""

    ABSENT = "camera_absent"
    CLAIMED = "camera_claimed"
    DISCONNECTED = "camera_disconnected"
    BUSY = "camera_busy"
    TIMEOUT = "camera_timeout"
    NO_FOCUS = "camera_no_focus"
    CARD_FULL = "camera_card_full"
    BATTERY_LOW = "camera_battery_low"
    WRITE_PROTECTED = "camera_write_protected"
    UNSUPPORTED = "camera_unsupported"
    BAD_VALUE = "camera_bad_value"
    TRANSFER_FAILED = "camera_transfer_failed"
    DRIVER_CRASHED = "driver_crashed"
    DRIVER_HUNG = "driver_hung"
    DRIVER_MISSING = "driver_missing"
    DISK_FULL = "disk_full"
    CLOSED = "camera_closed"
    REFUSED = "camera_refused"


@dataclass(frozen=True, slots=True)
class CameraError:
    """Why something did not work. `by` names another program (CLAIMED); `detail` is for the log, not for the screen."""

    kind: CameraErrorKind
    retryable: bool = False
    by: str = ""
    detail: str = ""


class CameraFailed(WorldFailure):
    """The exception a future holds; `code` is the kind."""

    def __init__(self, error: CameraError) -> None:
        super().__init__(error.kind.value, retryable=error.retryable, by=error.by)
        self.error = error


class CameraState(StrEnum):
    """CLOSED: not asked for. CONNECTING: looked for (`error` says why it is not there yet). LOST: it was there."""

    CLOSED = "closed"
    CONNECTING = "connecting"
    READY = "ready"
    SHOOTING = "shooting"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What the connected camera can do; all False until it was connected once."""

    live_view: bool = False
    remote_trigger: bool = False
    body_trigger: bool = False
    settings: bool = False
    raw: bool = False
    battery: bool = False


class SettingKind(StrEnum):
    CHOICE = "choice"
    TOGGLE = "toggle"
    RANGE = "range"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the camera; `value` is None where the camera reports a value that is not among its own choices."""

    name: str
    label: str
    kind: SettingKind
    value: str | None
    choices: tuple[str, ...] = ()
    read_only: bool = False


class Applied(StrEnum):
    OK = "ok"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AppliedSetting:
    """`actual` is what the camera reads back afterwards."""

    name: str
    wanted: str
    outcome: Applied
    actual: str | None


@dataclass(frozen=True, slots=True)
class ApplyReport:
    settings: tuple[AppliedSetting, ...]

    @property
    def complete(self) -> bool:
        return all(setting.outcome is Applied.OK for setting in self.settings)


@dataclass(frozen=True, slots=True)
class ShotContext:
    """What the shot is of, fixed at the moment it was asked for; it travels with the file."""

    piece: str
    view: str = ""
    operator: str = ""
    station: str = ""


class FileRole(StrEnum):
    JPEG = "jpeg"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class CameraFile:
    """A complete file in the spool: fsynced, checked, hashed. `name` is the camera's own, a note only."""

    path: Path
    size: int
    sha256: str
    name: str
    role: FileRole
    noticed_at: datetime


class Reason(StrEnum):
    """Why a file came that nobody is waiting for."""

    BODY_SHUTTER = "body_shutter"
    RECOVERED_FROM_CAMERA = "recovered_from_camera"
    RECOVERED_FROM_DISK = "recovered_from_disk"


@dataclass(frozen=True, slots=True)
class StateChanged:
    """`retry_in_s`: seconds to the next attempt, where one is waited for."""

    state: CameraState
    device: DeviceId
    live: bool = False
    error: CameraError | None = None
    retry_in_s: float | None = None


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """One live picture as JPEG bytes; `number` counts the frames of this camera, and skips those nobody took."""

    jpeg: bytes = field(repr=False)
    number: int


@dataclass(frozen=True, slots=True)
class ShotStarted:
    """The shutter was released."""

    shot: ShotId
    context: ShotContext


@dataclass(frozen=True, slots=True)
class FileArrived:
    shot: ShotId
    context: ShotContext
    file: CameraFile


@dataclass(frozen=True, slots=True)
class UnsolicitedFile:
    """No shot asked for it. With no piece open at `file.noticed_at` it goes to the tray, never to the last piece."""

    file: CameraFile
    reason: Reason


@dataclass(frozen=True, slots=True)
class ShotDone:
    shot: ShotId
    context: ShotContext
    files: tuple[CameraFile, ...]


@dataclass(frozen=True, slots=True)
class ShotFailed:
    """Files that arrived before the failure were announced and are kept."""

    shot: ShotId
    context: ShotContext
    error: CameraError


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent` is 0 to 100; None when the camera runs on mains or does not say."""

    percent: int | None


@dataclass(frozen=True, slots=True)
class CameraWarning:
    """Work goes on, and a person should know; `subject` is the file's or the setting's name.

    Codes: live_unsupported, live_paused, live_refused, file_left_on_camera, file_refused, preset_incomplete,
    spool_unusable.
    """

    code: str
    subject: str = ""
    error: CameraError | None = None


CameraEvent = (
    StateChanged | ShotStarted | FileArrived | UnsolicitedFile | ShotDone | ShotFailed | Battery | CameraWarning
)


@dataclass(frozen=True, slots=True)
class Capture:
    """A shot that was asked for. `files` gets the shot's files (JPEG first), or raises `CameraFailed`."""

    shot: ShotId
    context: ShotContext
    files: Future[tuple[CameraFile, ...]]


class CameraPort(Protocol):
    """One camera. Every method returns at once and none raises for the camera's sake; call them from one thread."""

    def open(self, device: DeviceId) -> None:
        """Look for the camera until it is there, and keep it: crash, hang and unplugging are repaired from now on."""
        ...

    def close(self) -> None:
        """Let it go; shots under way fail with CLOSED. May be followed by `join`, and by another `open`."""
        ...

    def join(self, timeout_s: float) -> bool:
        """Wait (the process edge and tests only) until nothing of a closed camera runs; True when so."""
        ...

    def capabilities(self) -> Capabilities: ...

    def settings(self) -> Future[tuple[Setting, ...]]: ...

    def apply(self, preset: Mapping[str, str]) -> Future[ApplyReport]:
        """Set each setting and read it back. Applied again by itself whenever the camera comes back."""
        ...

    def start_live(self, fps_max: int = 15, idle_stop_s: float = 300.0) -> None:
        """Begin the live picture, or prolong it; it stops by itself when nothing asked for the camera for so long."""
        ...

    def stop_live(self) -> None: ...

    def shoot(self, context: ShotContext) -> Capture:
        """Ask for a shot. Shots are taken one after the other; more than eight waiting are refused as BUSY."""
        ...

    def release(self, file: CameraFile) -> None:
        """The file is kept elsewhere: forget it. Only inside the spool, and harmless when it is gone."""
        ...

    def on_news(self, wake: Callable[[], None]) -> None:
        """`wake` is called, from another thread, when events or a frame wait; it must only hand the news over."""
        ...

    def take_events(self) -> tuple[CameraEvent, ...]:
        """What happened since the last call, in order."""
        ...

    def take_frame(self) -> LiveFrame | None:
        """The newest live picture, once; older ones nobody took are gone. From any thread."""
        ...


class CameraDirectory(Protocol):
    def scan(self) -> Future[tuple[DeviceId, ...]]:
        """The cameras connected now, without their serial numbers. Do not ask while one is open."""
        ...
