"""Photographs by their content: `photos/ab/cdef…` holds the bytes whose SHA-256 is `abcdef…`, once, read-only.

A file is copied aside in the same file system, brought to the disk, then renamed: at every moment the place of a hash
holds all of its bytes or nothing. What is handed in is hostile: a folder, a pipe that never ends, a file that grows
or goes away.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qc_station.application.failures import WorldFailure
from qc_station.domain.photo import PhotoRef

FILE_BYTES_MAX = 120 * 1024 * 1024
ASIDE = "aside"
# A copy that old was left by a process that died; a living one takes seconds.
ABANDONED_AFTER_S = 24 * 3600
_CHUNK = 1 << 20
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class FilePhotoStore:
    """The photographs under one folder, shared by every process of the station."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sweep()

    def keep(self, file: Path) -> PhotoRef:
        """Copy a file in. The same bytes again are the same photograph, and a damaged copy is replaced by a good one.

        Raises WorldFailure("file_unreadable" | "file_too_large" | "disk_full" | "photos_unwritable").
        """
        with _opened(file) as source, _writing(self._folder):
            aside_folder = self._folder / ASIDE
            aside_folder.mkdir(parents=True, exist_ok=True, mode=0o750)
            aside = aside_folder / secrets.token_hex(16)
            try:
                photo = _copy(source, aside, file.name)
                self._put(aside, photo)
            finally:
                _remove(aside)
        return photo

    def path(self, photo: PhotoRef) -> Path:
        return self._folder / photo.sha256[:2] / photo.sha256[2:]

    def intact(self, photo: PhotoRef) -> bool:
        try:
            with self.path(photo).open("rb") as file:
                return (
                    os.fstat(file.fileno()).st_size == photo.size
                    and hashlib.file_digest(file, "sha256").hexdigest() == photo.sha256
                )
        except OSError:
            return False

    def _put(self, aside: Path, photo: PhotoRef) -> None:
        if self.intact(photo):
            return
        place = self.path(photo)
        place.parent.mkdir(exist_ok=True, mode=0o750)
        if os.name == "nt":  # which replaces no read-only file
            _remove(place)
        aside.replace(place)
        # A rename is kept when the folder is; a new folder when its own folder is.
        for folder in (place.parent, self._folder):
            _sync_folder(folder)

    def _sweep(self) -> None:
        with suppress(OSError):
            for left in (self._folder / ASIDE).iterdir():
                if time.time() - left.stat().st_mtime > ABANDONED_AFTER_S:
                    _remove(left)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """Only a plain file, opened without waiting for whoever might write into a pipe."""
    try:
        descriptor = os.open(file, _READ)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte in it
        raise WorldFailure("file_unreadable", file=file.name) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise WorldFailure("file_unreadable", file=file.name)
        if status.st_size > FILE_BYTES_MAX:
            raise _too_large(file.name)
        with os.fdopen(descriptor, "rb", closefd=False) as source:
            yield source
    finally:
        os.close(descriptor)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise WorldFailure("disk_full", retryable=True) from error
        detail = errno.errorcode.get(error.errno or 0, "")
        raise WorldFailure("photos_unwritable", folder=str(folder), detail=detail) from error


def _copy(source: BinaryIO, aside: Path, name: str) -> PhotoRef:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(aside, _WRITE, 0o600), "wb") as copy:
        for chunk in _chunks(source, name):
            size += len(chunk)
            if size > FILE_BYTES_MAX:  # it grew since it was looked at
                raise _too_large(name)
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        aside.chmod(0o440)  # whatever the umask; nobody needs to write it again
        os.fsync(copy.fileno())
    return PhotoRef(digest.hexdigest(), size)


def _chunks(source: BinaryIO, name: str) -> Iterator[bytes]:
    while True:
        try:
            chunk = source.read(_CHUNK)
        except OSError as error:
            raise WorldFailure("file_unreadable", file=name) from error
        if not chunk:
            return
        yield chunk


def _too_large(name: str) -> WorldFailure:
    return WorldFailure("file_too_large", file=name, most=FILE_BYTES_MAX)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # has no such thing
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(file: Path) -> None:
    with suppress(FileNotFoundError):
        if os.name == "nt":
            file.chmod(stat.S_IWRITE)
        file.unlink()
