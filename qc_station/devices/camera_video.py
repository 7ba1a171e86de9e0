"""Webcams and network cameras (V4L2, RTSP, MJPEG over HTTP): the station's side. OpenCV is never imported here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qc_station.application.camera_port import CameraState, DeviceId
from qc_station.devices.camera_supervised import SupervisedCamera
from qc_station.devices.supervisor import BACKOFF_S
from qc_station.devices.video_address import shown
from qc_station.devices.video_process import VIDEO, VideoOptions, main

__all__ = ["VIDEO", "VideoCamera", "VideoOptions"]


class VideoCamera(SupervisedCamera):
    """The address may come with the options, or as the port of the device it is opened with."""

    def __init__(
        self, spool: Path, options: VideoOptions | None = None, *, backoff_s: tuple[float, ...] = BACKOFF_S
    ) -> None:
        self._video = options or VideoOptions()
        super().__init__(VIDEO, main, self._video, spool, backoff_s=backoff_s)

    def open(self, device: DeviceId) -> None:
        """As the port says, and by nothing else; what is told of the device from now on holds no password."""
        address = device.port or self._video.address
        with self._lock:
            if self._state is CameraState.CLOSED:
                self._options = replace(self._video, address=address)
            super().open(replace(device, serial="", port=shown(address)))
