"""The house's store as a folder on a shared disk: laid out and written as the bench's own photographs are.

The folder has to be there: one that is not is a disk that is not mounted, and to make it would fill the bench's own.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import damaged
from qc_station.domain.photo import PhotoRef
from qc_station.storage.photo_store import FilePhotoStore

_CHUNK = 1 << 20


class SharedFolder:
    """Files under one folder that several benches share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def address(self) -> str:
        return str(self._folder)

    def put(self, photo: PhotoRef, file: Path) -> None:
        """Copied aside, brought to the disk, renamed, and read back."""
        files = self._files()
        try:
            kept = files.keep(file)
        except WorldFailure as failure:
            raise _as_store(failure) from failure
        if kept.sha256 != photo.sha256:
            raise WorldFailure("file_unreadable", file=file.name)
        if not files.intact(photo):
            raise damaged(photo)

    def has(self, photo: PhotoRef) -> bool:
        return self._files().intact(photo)

    def get(self, photo: PhotoRef, into: Path) -> None:
        """Written aside, checked, renamed."""
        source = self._files().path(photo)
        aside = into.with_name(f".{into.name}.{secrets.token_hex(4)}")
        digest = hashlib.sha256()
        try:
            with source.open("rb") as stored, aside.open("wb") as copy:
                while chunk := stored.read(_CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
            if digest.hexdigest() != photo.sha256:
                raise damaged(photo)
            aside.replace(into)
        except FileNotFoundError as error:
            raise WorldFailure("store_lacks", sha256=photo.sha256) from error
        except OSError as error:
            raise _away(error) from error
        finally:
            with suppress(OSError):
                aside.unlink()

    def _files(self) -> FilePhotoStore:
        """Looked for at every call: a disk comes and goes."""
        try:
            there = self._folder.is_dir()
        except OSError as error:
            raise _away(error) from error
        if not there:
            raise WorldFailure("store_missing", retryable=True, store=str(self._folder))
        return FilePhotoStore(self._folder)


def _as_store(failure: WorldFailure) -> WorldFailure:
    if failure.code == "disk_full":
        return WorldFailure("store_full", retryable=True)
    if failure.code == "photos_unwritable":
        detail = str(failure.params.get("detail", ""))
        refused = detail in (errno.errorcode[errno.EACCES], errno.errorcode[errno.EPERM], errno.errorcode[errno.EROFS])
        return WorldFailure("store_refused" if refused else "store_unreachable", retryable=not refused, detail=detail)
    return failure


def _away(error: OSError) -> WorldFailure:
    detail = errno.errorcode.get(error.errno or 0, "")
    if error.errno in (errno.EACCES, errno.EPERM):
        return WorldFailure("store_refused", detail=detail)
    return WorldFailure("store_unreachable", retryable=True, detail=detail)
