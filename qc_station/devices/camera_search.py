"""Looking for a camera that no list names: the one the settings name is opened, and let go again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory

from qc_station.application.camera_port import (
    CameraError,
    CameraErrorKind,
    CameraFailed,
    CameraPort,
    CameraState,
    DeviceId,
    StateChanged,
)

SEARCH_PATIENCE_S = 20.0
CLOSE_PATIENCE_S = 10.0


class OpeningDirectory:
    """Implements `CameraDirectory`. `make` gives a camera for a spool of its own, as it would be used."""

    def __init__(self, make: Callable[[Path], CameraPort | None], device: DeviceId) -> None:
        self._make, self._device = make, device

    def scan(self) -> Future[tuple[DeviceId, ...]]:
        found: Future[tuple[DeviceId, ...]] = Future()
        found.set_running_or_notify_cancel()
        threading.Thread(target=self._scan, args=(found,), name="camera-search", daemon=True).start()
        return found

    def _scan(self, found: Future[tuple[DeviceId, ...]]) -> None:
        with TemporaryDirectory(prefix="qc-search-") as spool:
            camera = self._make(Path(spool))
            if camera is None:
                found.set_result(())
                return
            state = _first_state(camera, self._device)
            camera.close()
            camera.join(CLOSE_PATIENCE_S)
        if state is None:
            found.set_exception(CameraFailed(CameraError(CameraErrorKind.DRIVER_HUNG, retryable=True)))
        elif state.error is None:
            found.set_result((state.device,))
        elif state.error.kind is CameraErrorKind.ABSENT:
            found.set_result(())
        else:
            found.set_exception(CameraFailed(state.error))


def _first_state(camera: CameraPort, device: DeviceId) -> StateChanged | None:
    """Ready, or why it is not; None when neither came in time."""
    news, until_s = threading.Event(), time.monotonic() + SEARCH_PATIENCE_S
    camera.on_news(news.set)
    camera.open(device)
    while news.wait(max(0.0, until_s - time.monotonic())):
        news.clear()
        for event in camera.take_events():
            if isinstance(event, StateChanged) and (event.state is CameraState.READY or event.error is not None):
                return event
    return None
