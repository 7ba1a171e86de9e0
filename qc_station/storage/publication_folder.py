"""Editions for the shop as folders: `PIECE/EDITION/sheet.json` and the photographs beside it.

Made aside and renamed whole: whoever reads the folder finds all of an edition or nothing of it. On a share as on a
disk.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path

from qc_station.application.deliver_publication import SHEET_NAME, Outgoing, OutgoingFile
from qc_station.application.failures import WorldFailure

_FULL = (errno.ENOSPC, errno.EDQUOT)


class PublicationFolder:
    """Implements `PublicationTarget`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, outgoing: Outgoing) -> None:
        """Raises WorldFailure("disk_full" | "folder_unwritable" | "photo_altered")."""
        place = self._folder / outgoing.piece_id / f"{outgoing.edition:03}"
        aside = self._folder / f".{outgoing.piece_id}-{outgoing.edition:03}.part"
        try:
            if self._there(place, outgoing):
                return
            shutil.rmtree(aside, ignore_errors=True)
            aside.mkdir(parents=True)
            for file in outgoing.files:
                _copy(file, aside / file.name)
            _write(aside / SHEET_NAME, outgoing.sheet)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(place, ignore_errors=True)  # torn by something else than us
            aside.replace(place)
        except OSError as error:
            if error.errno in _FULL:
                raise WorldFailure("disk_full", retryable=True) from error
            raise WorldFailure("folder_unwritable", retryable=True, folder=str(self._folder)) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def _there(self, place: Path, outgoing: Outgoing) -> bool:
        """That very edition, whole."""
        with suppress(FileNotFoundError):
            same = (place / SHEET_NAME).read_bytes() == outgoing.sheet
            return same and all((place / file.name).stat().st_size == file.size for file in outgoing.files)
        return False


def _copy(file: OutgoingFile, to: Path) -> None:
    try:
        data = file.path.read_bytes()
    except FileNotFoundError as error:  # on a shared database it may lie at another bench, which delivers it
        raise WorldFailure("rendition_elsewhere", retryable=True, photo=file.sha256) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise WorldFailure("photo_altered", photo=file.sha256)
    _write(to, data)


def _write(to: Path, data: bytes) -> None:
    with to.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
