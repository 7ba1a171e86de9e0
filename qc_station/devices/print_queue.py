"""Print jobs as files: written aside, fsynced, renamed. What a kill leaves is whole jobs and rubbish told apart."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from qc_station.application.failures import WorldFailure


class FilePrintQueue:
    """Implements `PrintQueue` over one folder; names sort by the time a job was put."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._last_ns = 0

    def put(self, job: bytes) -> None:
        with self._lock:
            self._last_ns = max(time.time_ns(), self._last_ns + 1)
            name = f"{self._last_ns:020}-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside = self._folder / f"{name}.part"
            with aside.open("xb") as file:
                file.write(job)
                file.flush()
                os.fsync(file.fileno())
            aside.rename(self._folder / f"{name}.job")
        except OSError as error:
            raise WorldFailure("disk_full", path=str(self._folder)) from error

    def first(self) -> tuple[str, bytes] | None:
        jobs = self._jobs()
        return (jobs[0].name, jobs[0].read_bytes()) if jobs else None

    def remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)

    def count(self) -> int:
        return len(self._jobs())

    def _jobs(self) -> list[Path]:
        return sorted(self._folder.glob("*.job")) if self._folder.is_dir() else []
