"""The photographs of a folder that another program writes into, told apart from everything else in it.

Names come from outside, and so does what they stand for: a link that leads elsewhere, a pipe that never ends, a file
that changes while it is read. Only a plain file of the folder itself, or of a folder in it, is a photograph.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from qc_station.devices.jpeg import is_complete_jpeg, scan_of
from qc_station.devices.spool import role_of

FOLDERS_MAX = 50
_CHUNK = 1 << 20
_VANISHED = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ESTALE})


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file's state: the same after a rename, another after any write."""

    device: int
    inode: int
    size: int
    mtime_ns: int


def is_photograph_name(name: str) -> bool:
    """By its last part: not hidden, not one of the usual temporary names, and with the ending of a picture."""
    last = name.rpartition("/")[2]
    return not last.startswith((".", "~")) and role_of(last) is not None


def stamp_of(path: Path, bytes_max: int) -> Stamp | None:
    """None for what is no photograph: gone, a link, a pipe, a folder, hidden, empty, or larger than any."""
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    hidden = getattr(found, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    if hidden or not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= bytes_max:
        return None
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def photographs(root: Path, bytes_max: int) -> dict[str, Stamp]:
    """Every photograph of the folder and of the folders in it, by name ("DSC_1.JPG", "Monday/DSC_2.JPG").

    Raises OSError when the folder cannot be listed.
    """
    found = _photographs_in(root, "", bytes_max)
    for name in subfolders(root):
        try:
            found |= _photographs_in(root / name, f"{name}/", bytes_max)
        except OSError:
            continue  # removed, or not for us
    return found


def subfolders(root: Path) -> tuple[str, ...]:
    """The plain folders in it, at most FOLDERS_MAX. Raises OSError."""
    with os.scandir(root) as entries:
        names = [entry.name for entry in entries if entry.name[0] != "." and entry.is_dir(follow_symlinks=False)]
    return tuple(sorted(names)[-FOLDERS_MAX:])  # folders are named by the day, as a rule: the newest


def _photographs_in(folder: Path, prefix: str, bytes_max: int) -> dict[str, Stamp]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if is_photograph_name(entry.name)]
    stamps = {prefix + name: stamp_of(folder / name, bytes_max) for name in names}
    return {name: stamp for name, stamp in stamps.items() if stamp is not None}


def read_photograph(path: Path, bytes_max: int) -> bytes | None:
    """Its bytes; None when it is gone or no plain file any more.

    Raises OSError when it cannot be read now (its writer holds it, or a right is missing).
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError as error:
        if error.errno in _VANISHED:
            return None
        raise
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        data = bytearray()
        while chunk := file.read(_CHUNK):
            data += chunk
            if len(data) > bytes_max:
                return None
        return bytes(data)


def picture_of(data: bytes) -> str:
    """SHA-256 of what was photographed: of a JPEG without its metadata, which a program may write anew at any time."""
    return hashlib.sha256(scan_of(data) if is_complete_jpeg(data) else data).hexdigest()
