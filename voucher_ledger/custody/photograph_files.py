"""Photographs in a folder: `ab/cdef…` holds the bytes whose SHA-256 is `abcdef…`, whole, read-only, once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from voucher_ledger.domain.errors import Unavailable

ASIDE = "aside"


class FilePhotographs:
    """The folder is made at its first use. Several ledgers of the same books share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextlib.contextmanager
    def arrive(self) -> Iterator[_Arrival]:
        aside = self._folder / ASIDE / secrets.token_hex(16)
        try:
            aside.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            file = os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError as error:
            raise _unwritable(error) from error
        try:
            with file:
                yield _Arrival(file, aside, self._folder)
        finally:
            aside.unlink(missing_ok=True)

    def file(self, sha256: str) -> Path | None:
        place = self._folder / sha256[:2] / sha256[2:]
        return place if place.is_file() else None

    def intact(self, sha256: str) -> bool:
        place = self.file(sha256)
        if place is None:
            return False
        with place.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256


class _Arrival:
    def __init__(self, file: BinaryIO, aside: Path, folder: Path) -> None:
        self._file, self._aside, self._folder = file, aside, folder
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, part: bytes) -> None:
        try:
            self._file.write(part)
        except OSError as error:
            raise _unwritable(error) from error
        self._digest.update(part)
        self.size += len(part)

    def settle(self) -> None:
        place = self._folder / self.sha256[:2] / self.sha256[2:]
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._aside.chmod(0o440)
            place.parent.mkdir(exist_ok=True, mode=0o750)
            self._aside.replace(place)
            # A rename is kept when its folder is, a new folder when the one above is.
            for folder in (place.parent, self._folder):
                _sync(folder)
        except OSError as error:
            raise _unwritable(error) from error


def _sync(folder: Path) -> None:
    if os.name == "nt":  # has no such thing
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(error: OSError) -> Unavailable:
    return Unavailable(f"photographs cannot be kept: {error.strerror}")
