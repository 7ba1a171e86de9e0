"""Photographs that another program writes into a folder: the station's side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qc_station.application.camera_port import DeviceId
from qc_station.devices.camera_supervised import SupervisedCamera
from qc_station.devices.driver import Connected
from qc_station.devices.hotfolder_process import HOTFOLDER, HotFolderOptions, main
from qc_station.devices.supervisor import BACKOFF_S

__all__ = ["HOTFOLDER", "HotFolderCamera", "HotFolderOptions"]
# A large photograph of a slow share is read between two signs of life.
IDLE_PATIENCE_S = 30.0


class HotFolderCamera(SupervisedCamera):
    """The folder is the port of the device it is opened with."""

    def __init__(
        self,
        spool: Path,
        options: HotFolderOptions | None = None,
        *,
        backoff_s: tuple[float, ...] = BACKOFF_S,
        delete_when_kept: bool = False,
    ) -> None:
        super().__init__(
            HOTFOLDER,
            main,
            options or HotFolderOptions(),
            spool,
            backoff_s=backoff_s,
            delete_when_kept=delete_when_kept,
            idle_patience_s=IDLE_PATIENCE_S,
        )

    def open(self, device: DeviceId) -> None:
        """A folder has no serial number; where one is asked for, it means another camera of this bench."""
        super().open(replace(device, serial=""))

    def _connected_now(self, word: Connected) -> None:
        """A share that comes back half-filled has not lost the rest: what was seen in it once stays seen."""
        before = set() if word.connection.other_card else self._card.seen or set()
        super()._connected_now(word)
        self._card.seen = before | (self._card.seen or set())
