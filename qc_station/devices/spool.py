"""The folder where a camera's files stand between the camera and the photo store.

A name without `.part` is a promise: the file is complete, fsynced, and was checked as it stands on the disk. Whoever
finds one after a crash may keep it as it is.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from qc_station.application.camera_port import CameraErrorKind, CameraFile, FileRole, ShotContext
from qc_station.devices.driver import DriverFault
from qc_station.devices.jpeg import is_complete_jpeg
from qc_station.domain.carrier_code import printable

PART = ".part"
JPEG_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe"})
_RAW_SUFFIXES = frozenset({".nef", ".nrw", ".cr2", ".cr3", ".arw", ".raf", ".rw2", ".orf", ".dng", ".pef"})
_UNSAFE = re.compile(r"[^0-9A-Za-z-]+")
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT})


def role_of(name: str) -> FileRole | None:
    """What a file of the camera is, by its ending; None for films, sounds and the camera's own notes."""
    suffix = Path(name).suffix.lower()
    if suffix in JPEG_SUFFIXES:
        return FileRole.JPEG
    return FileRole.RAW if suffix in _RAW_SUFFIXES else None


class Spool:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self) -> tuple[Path, ...]:
        """Make the folder, drop torn files (the camera still has them), and return the whole ones found, oldest first.

        Raises OSError when the disk refuses.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for torn in self._folder.glob(f"*{PART}"):
            torn.unlink(missing_ok=True)
        return self.whole()

    def whole(self) -> tuple[Path, ...]:
        """The complete files that nobody released yet; names begin with the time, so they sort by it."""
        return tuple(
            sorted(p for p in self._folder.glob("*") if role_of(p.name) and p.is_file() and not p.is_symlink())
        )

    def keep(self, data: bytes, camera_name: str, context: ShotContext | None, noticed_at: datetime) -> CameraFile:
        """Write, fsync, read back, check, hash, rename.

        Raises DriverFault: DISK_FULL, TRANSFER_FAILED (torn bytes), UNSUPPORTED (not a picture).
        """
        role = role_of(camera_name)
        if role is None:
            raise DriverFault.of(CameraErrorKind.UNSUPPORTED, f"not a picture: {camera_name[-80:]!r}")
        target = self._folder / self._name(camera_name, context, noticed_at)
        part = target.with_name(target.name + PART)
        try:
            stored = _written(part, data)
            if not _whole(stored, role):
                part.unlink()
                raise DriverFault.of(CameraErrorKind.TRANSFER_FAILED, f"{len(stored)} bytes, no whole picture")
            part.rename(target)
            _sync_folder(self._folder)
        except OSError as error:
            kind = CameraErrorKind.DISK_FULL if error.errno in _DISK else CameraErrorKind.TRANSFER_FAILED
            raise DriverFault.of(kind, str(error)) from error
        note = printable(camera_name.rpartition("/")[2])
        return CameraFile(target, len(stored), hashlib.sha256(stored).hexdigest(), note, role, noticed_at)

    def found(self, path: Path) -> CameraFile:
        """Describe a whole file that an earlier process kept. Raises OSError."""
        data = path.read_bytes()
        at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        role = role_of(path.name) or FileRole.RAW
        return CameraFile(path, len(data), hashlib.sha256(data).hexdigest(), path.name, role, at)

    def release(self, path: Path) -> None:
        """Forget a file; anything outside the folder is left alone."""
        if path.parent == self._folder and role_of(path.name):
            path.unlink(missing_ok=True)

    def _name(self, camera_name: str, context: ShotContext | None, noticed_at: datetime) -> str:
        """Our own name: time, piece, view, and the camera's number only as a note, for its counter wraps."""
        parts = [noticed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")]
        parts += [context.piece, context.view] if context else ["free"]
        parts.append(Path(camera_name).stem)
        stem = "_".join(_UNSAFE.sub("-", part)[:40] for part in parts if part)
        suffix = Path(camera_name).suffix.lower()
        name, nth = stem + suffix, 1
        while (self._folder / name).exists():
            nth += 1
            name = f"{stem}-{nth}{suffix}"
        return name


def _written(part: Path, data: bytes) -> bytes:
    """What stands on the disk after the write; the memory's copy proves nothing."""
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return part.read_bytes()


def _whole(data: bytes, role: FileRole) -> bool:
    return is_complete_jpeg(data) if role is FileRole.JPEG else len(data) > 0


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
