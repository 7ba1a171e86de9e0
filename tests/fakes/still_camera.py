"""A camera that says one thing and shows one picture: enough for a screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

from qc_station.application.camera_port import (
    ApplyReport,
    CameraEvent,
    CameraFile,
    Capabilities,
    Capture,
    DeviceId,
    LiveFrame,
    Setting,
    ShotContext,
    ShotId,
    StateChanged,
)

SAMPLES = Path(__file__).resolve().parents[2] / "resources/samples"


class StillCamera:
    """`say` puts an event on its queue; `asked` lists the shots it was asked for."""

    def __init__(self, state: StateChanged, picture: str = "shirt") -> None:
        self.asked: list[ShotContext] = []
        self.released: list[CameraFile] = []
        self._state = state
        self._picture = next(iter(sorted(SAMPLES.rglob(f"*{picture}*.jpg"))), None)
        self._events: list[CameraEvent] = []
        self._frame: LiveFrame | None = None
        self._wake: Callable[[], None] = lambda: None

    def open(self, device: DeviceId) -> None:
        if self._state.live and self._picture is not None:
            self._frame = LiveFrame(self._picture.read_bytes(), 1)
        self.say(self._state)

    def say(self, event: CameraEvent) -> None:
        self._events.append(event)
        self._wake()

    def send_frame(self) -> None:
        """One more live picture, where the camera has one."""
        if self._state.live and self._picture is not None:
            self._frame = LiveFrame(self._picture.read_bytes(), 2)
            self._wake()

    def close(self) -> None:
        pass

    def join(self, timeout_s: float) -> bool:
        return True

    def capabilities(self) -> Capabilities:
        return Capabilities(live_view=True, remote_trigger=True)

    def settings(self) -> Future[tuple[Setting, ...]]:
        return Future()

    def apply(self, preset: Mapping[str, str]) -> Future[ApplyReport]:
        return Future()

    def start_live(self, fps_max: int = 15, idle_stop_s: float = 300.0) -> None:
        pass

    def stop_live(self) -> None:
        pass

    def shoot(self, context: ShotContext) -> Capture:
        self.asked.append(context)
        return Capture(ShotId(str(len(self.asked))), context, Future())

    def release(self, file: CameraFile) -> None:
        self.released.append(file)

    def on_news(self, wake: Callable[[], None]) -> None:
        self._wake = wake

    def take_events(self) -> tuple[CameraEvent, ...]:
        events, self._events = tuple(self._events), []
        return events

    def take_frame(self) -> LiveFrame | None:
        frame, self._frame = self._frame, None
        return frame
