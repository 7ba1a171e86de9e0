"""The virtual camera: for demonstration and training, chosen by name, never a silent stand-in for a real one.

It runs behind the same supervisor, in a driver process of its own, as a real camera does: what a trainee sees when its
cable is "pulled" is what will be seen at the bench.
"""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from qc_station.application.camera_port import DeviceId
from qc_station.devices.camera_supervised import IDLE_PATIENCE_S, SupervisedCamera
from qc_station.devices.driver import Provoke
from qc_station.devices.supervisor import BACKOFF_S
from qc_station.devices.virtual_process import MODEL, VIRTUAL, VirtualFault, VirtualOptions, main

__all__ = ["VIRTUAL", "VirtualCamera", "VirtualDirectory", "VirtualFault", "VirtualOptions"]


class VirtualCamera(SupervisedCamera):
    def __init__(
        self,
        options: VirtualOptions,
        spool: Path,
        *,
        backoff_s: tuple[float, ...] = BACKOFF_S,
        idle_patience_s: float = IDLE_PATIENCE_S,
    ) -> None:
        super().__init__(VIRTUAL, main, options, spool, backoff_s=backoff_s, idle_patience_s=idle_patience_s)

    def provoke(self, fault: VirtualFault, seconds: float = 0.0) -> None:
        """Misbehave now: BODY_SHUTTER, DISCONNECT, HANG and CRASH at once, the others at the next shot or transfer."""
        if self._supervisor is not None:
            self._supervisor.tell(Provoke(fault.value, seconds))


class VirtualDirectory:
    """Implements `CameraDirectory`: there is always one."""

    def scan(self) -> Future[tuple[DeviceId, ...]]:
        found: Future[tuple[DeviceId, ...]] = Future()
        found.set_result((DeviceId(VIRTUAL, MODEL),))
        return found
