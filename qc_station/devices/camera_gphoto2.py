"""Real cameras, over USB or PTP/IP, by libgphoto2: the station's side. The library itself is never imported here."""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import Future
from pathlib import Path

from qc_station.application.camera_port import CameraError, CameraErrorKind, CameraFailed, DeviceId
from qc_station.devices.camera_supervised import SupervisedCamera
from qc_station.devices.gphoto2_process import GPHOTO2, Gphoto2Options, main, scan
from qc_station.devices.supervisor import BACKOFF_S, KILL_PATIENCE_S

__all__ = ["GPHOTO2", "Gphoto2Camera", "Gphoto2Directory", "Gphoto2Options"]
SCAN_PATIENCE_S = 30.0


class Gphoto2Camera(SupervisedCamera):
    def __init__(
        self,
        spool: Path,
        options: Gphoto2Options | None = None,
        *,
        backoff_s: tuple[float, ...] = BACKOFF_S,
        delete_when_kept: bool = True,
    ) -> None:
        options = options or Gphoto2Options()
        super().__init__(GPHOTO2, main, options, spool, backoff_s=backoff_s, delete_when_kept=delete_when_kept)


class Gphoto2Directory:
    """Implements `CameraDirectory`: looks from a process of its own, because looking can hang or crash as well."""

    def __init__(self, options: Gphoto2Options | None = None) -> None:
        self._options = options or Gphoto2Options()

    def scan(self) -> Future[tuple[DeviceId, ...]]:
        found: Future[tuple[DeviceId, ...]] = Future()
        found.set_running_or_notify_cancel()
        threading.Thread(target=self._scan, args=(found,), name="gphoto2-scan", daemon=True).start()
        return found

    def _scan(self, found: Future[tuple[DeviceId, ...]]) -> None:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=scan, args=(theirs, self._options), name="gphoto2-scan", daemon=True)
        process.start()
        theirs.close()
        error: CameraError | None = CameraError(CameraErrorKind.DRIVER_HUNG, retryable=True)
        devices: tuple[DeviceId, ...] = ()
        try:
            if ours.poll(SCAN_PATIENCE_S):
                devices, error = ours.recv()
        except EOFError:
            error = CameraError(CameraErrorKind.DRIVER_CRASHED, retryable=True)
        process.join(0.5)
        if process.is_alive():
            process.kill()
            process.join(KILL_PATIENCE_S)
        ours.close()
        if error is None:
            found.set_result(devices)
        else:
            found.set_exception(CameraFailed(error))
