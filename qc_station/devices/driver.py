"""A camera driver, as it lives inside its own process, and the words that process and the station exchange.

A driver is plain blocking code that one thread calls, one method after the other; `driver_loop` is that thread.
A driver raises only `DriverFault`: foreign exceptions end in it. `lost` says that this connection is of no more use;
the process then ends and a new one connects, because libgphoto2 does not survive a second `init` in one process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from qc_station.application.camera_port import (
    AppliedSetting,
    ApplyReport,
    CameraError,
    CameraErrorKind,
    CameraFile,
    Capabilities,
    DeviceId,
    Reason,
    Setting,
    ShotContext,
    ShotId,
)


class DriverFault(Exception):
    """The camera did not do what it was asked; `lost`: and the connection is gone."""

    def __init__(self, error: CameraError, *, lost: bool = False) -> None:
        super().__init__(error.kind.value, error.detail)
        self.error = error
        self.lost = lost

    @classmethod
    def of(cls, kind: CameraErrorKind, detail: str = "", *, lost: bool = False, retryable: bool = False) -> DriverFault:
        return cls(CameraError(kind, retryable=retryable, detail=detail), lost=lost)


@dataclass(frozen=True, slots=True)
class OnCamera:
    """A file on the camera: `name` is unique there ("/store_00010001/DCIM/100D750_/DSC_0001.JPG")."""

    name: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What one poll brought: new files, the end of a capture, a changed battery."""

    files: tuple[OnCamera, ...] = ()
    capture_complete: bool = False
    battery_changed: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """`other_card`: not the card of the connection before; what is on it was there before us."""

    device: DeviceId
    capabilities: Capabilities
    other_card: bool = False


class Driver(Protocol):
    """`disconnect`, `battery`, `pair_expected`, `size`, `end_live` and `provoke` raise only for a lost connection."""

    def connect(self, device: DeviceId) -> Connection: ...

    def disconnect(self) -> None: ...

    def settings(self) -> tuple[Setting, ...]: ...

    def apply(self, name: str, wanted: str) -> AppliedSetting: ...

    def battery(self) -> int | None: ...

    def pair_expected(self) -> bool:
        """A shot yields a second file (RAW + JPEG)."""
        ...

    def trigger(self, number: int) -> None:
        """Release the shutter; `number` counts the shots of this camera. What comes of it is heard by `poll`."""
        ...

    def poll(self, wait_s: float) -> Heard: ...

    def files(self) -> tuple[OnCamera, ...]: ...

    def size(self, file: OnCamera) -> int | None:
        """Bytes, where the camera tells before the transfer."""
        ...

    def fetch(self, file: OnCamera) -> bytes: ...

    def delete(self, file: OnCamera) -> None: ...

    def live_frame(self) -> bytes:
        """One JPEG; starts the live picture when it is off."""
        ...

    def end_live(self) -> None: ...

    def provoke(self, fault: str, seconds: float) -> None:
        """Drivers for demonstration misbehave on demand; the others do nothing."""
        ...


# ---------------------------------------------------------------- station → driver process


@dataclass(frozen=True, slots=True)
class Launch:
    """What a fresh driver process is told.

    `seen` are the files on the card that are none of ours, by name; None at the first connection: then all that is on
    the card was there before us. `kept` are (camera name, sha256) of files kept already, should the card offer them
    again; the name is "" where the process died before it told. `idle_patience_s`: how long the process may be silent
    when it has nothing to do.
    """

    device: DeviceId
    spool: str
    seen: frozenset[str] | None
    kept: frozenset[tuple[str, str]]
    retry_s: tuple[float, ...]
    delete_when_kept: bool
    idle_patience_s: float


@dataclass(frozen=True, slots=True)
class Shoot:
    shot: ShotId
    context: ShotContext
    number: int


@dataclass(frozen=True, slots=True)
class ReadSettings:
    ticket: int


@dataclass(frozen=True, slots=True)
class Apply:
    ticket: int
    preset: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StartLive:
    fps_max: int
    idle_stop_s: float


@dataclass(frozen=True, slots=True)
class StopLive:
    pass


@dataclass(frozen=True, slots=True)
class Provoke:
    fault: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Quit:
    pass


Order = Shoot | ReadSettings | Apply | StartLive | StopLive | Provoke | Quit

# ---------------------------------------------------------------- driver process → station


@dataclass(frozen=True, slots=True)
class Beat:
    """Alive, and `patience_s` until the next word at the latest; after that the process hangs."""

    patience_s: float


@dataclass(frozen=True, slots=True)
class NotThere:
    error: CameraError
    retry_in_s: float


@dataclass(frozen=True, slots=True)
class Connected:
    connection: Connection
    on_card: frozenset[str]


@dataclass(frozen=True, slots=True)
class Frame:
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LiveIs:
    """The live picture began, ended, or (`supported` False) will never come."""

    on: bool
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Started:
    shot: ShotId


@dataclass(frozen=True, slots=True)
class Arrived:
    """A kept file; for a shot, or (`reason`) for nobody. `on_camera` is its full name there."""

    file: CameraFile
    on_camera: str
    shot: ShotId | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class LeftOnCamera:
    """A file that stays on the card; `settled`: and is not to be fetched again."""

    on_camera: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Done:
    shot: ShotId


@dataclass(frozen=True, slots=True)
class Failed:
    shot: ShotId
    error: CameraError


@dataclass(frozen=True, slots=True)
class SettingsRead:
    ticket: int
    settings: tuple[Setting, ...] | CameraError


@dataclass(frozen=True, slots=True)
class PresetApplied:
    ticket: int
    report: ApplyReport | CameraError


@dataclass(frozen=True, slots=True)
class BatteryRead:
    percent: int | None


@dataclass(frozen=True, slots=True)
class Warned:
    code: str
    subject: str = ""
    error: CameraError | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Last word of a process whose connection is gone."""

    error: CameraError


@dataclass(frozen=True, slots=True)
class Bug:
    """Last word of a process that failed by our own fault."""

    trace: str


Word = (
    Beat
    | NotThere
    | Connected
    | Frame
    | LiveIs
    | Started
    | Arrived
    | LeftOnCamera
    | Done
    | Failed
    | SettingsRead
    | PresetApplied
    | BatteryRead
    | Warned
    | Lost
    | Bug
)
