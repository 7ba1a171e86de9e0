"""The live picture inside the driver process: paced, paused for a shot, stopped when nobody asks for it any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc_station.application.camera_port import CameraErrorKind
from qc_station.devices.driver import Driver, DriverFault, Frame, LiveIs, Warned, Word
from qc_station.devices.jpeg import is_jpeg

FRAME_BYTES_MAX = 8_000_000
REFUSALS_MAX = 5
REFUSAL_PAUSE_S = 0.5
# A source of just that rate is not quite even; a frame a little early is shown, and the pace is kept all the same.
EARLY = 0.3


@dataclass(slots=True)
class LiveView:
    driver: Driver
    say: Callable[[Word], None]
    _period_s: float = 0.0
    _next_s: float = 0.0
    _idle_stop_s: float = 0.0
    _until_s: float = 0.0
    _wanted: bool = False
    _running: bool = False
    _refusals: int = 0

    def start(self, fps_max: int, idle_stop_s: float, now_s: float) -> None:
        self._period_s = 1 / max(1, fps_max)
        self._idle_stop_s = idle_stop_s
        self._until_s = now_s + idle_stop_s
        self._refusals = 0
        if not self._wanted:
            self._wanted = True
            self._next_s = now_s
            self.say(LiveIs(on=True))

    def stop(self, *, supported: bool = True) -> None:
        if self._wanted:
            self._wanted = False
            self._end()
            self.say(LiveIs(on=False, supported=supported))

    def pause(self, now_s: float) -> None:
        """For a shot: many bodies refuse it with the mirror up. The next `show` begins again."""
        self._until_s = now_s + self._idle_stop_s
        self._end()

    def show(self, now_s: float) -> None:
        """One picture, if one is due."""
        if not self._wanted or now_s < self._next_s - self._period_s * EARLY:
            return
        if now_s > self._until_s:
            self.stop()
            self.say(Warned("live_paused"))  # spares the sensor and the battery
            return
        try:
            jpeg = self.driver.live_frame()
        except DriverFault as fault:
            self._next_s = max(self._next_s + self._period_s, now_s)
            self._refused(fault, now_s)
            return
        if not jpeg:  # nothing new to show: the next frame is not to wait for its turn
            return
        self._next_s = max(self._next_s + self._period_s, now_s)
        self._running = True
        self._refusals = 0
        if is_jpeg(jpeg) and len(jpeg) <= FRAME_BYTES_MAX:
            self.say(Frame(jpeg))

    def _refused(self, fault: DriverFault, now_s: float) -> None:
        if fault.lost:
            raise fault
        self._refusals += 1
        self._next_s = now_s + REFUSAL_PAUSE_S
        if fault.error.kind is CameraErrorKind.UNSUPPORTED:
            self.stop(supported=False)
            self.say(Warned("live_unsupported", error=fault.error))
        elif self._refusals >= REFUSALS_MAX:
            self.stop()
            self.say(Warned("live_refused", error=fault.error))

    def _end(self) -> None:
        if self._running:
            self._running = False
            self.driver.end_live()
