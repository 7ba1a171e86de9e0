"""What moves in a folder, by the operating system's notices or, on a network share, by looking again and again.

A notice is only a reason to look. Which ones come differs: a file moved in from elsewhere is created and never closed,
a slow copy over a network is created and then silent, and a queue that overflows drops what it holds.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from watchdog.events import DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

# A share tells the kernel nothing of what other machines write. (FUSE: sshfs, rclone and their like.)
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ncpfs", "afs", "ceph", "davfs", "vboxsf", "virtiofs", "prl_fs"}
)
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4
_READING = frozenset({"opened", "closed_no_write"})


class FolderWatch(FileSystemEventHandler):
    """Watches `root` and, from `follow` on, folders in it. Filled by watchdog's threads, emptied by one other."""

    def __init__(self, root: Path, *, polling: bool, poll_every_s: float) -> None:
        """Raises OSError when the folder cannot be watched."""
        self._root = root
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._touched: dict[str, None] = {}  # in the order of the notices
        self._moved_away: set[str] = set()
        self._folders_changed = self._removed = False
        self._followed: dict[str, ObservedWatch] = {}
        looking = PollingObserver(timeout=poll_every_s)
        try:
            self._observer = self._started(looking if polling else Observer())
        except OSError:
            if polling:
                raise
            self._observer = self._started(looking)  # the system's watches are all taken

    def _started(self, observer: BaseObserver) -> BaseObserver:
        observer.schedule(self, str(self._root), recursive=False)
        observer.start()
        return observer

    def follow(self, names: tuple[str, ...]) -> None:
        """Watch these folders in it, and no others any more; what cannot be watched is found by listing."""
        with self._lock:
            stale = set(self._followed) & self._moved_away
            self._moved_away.clear()
        for gone in stale | set(self._followed) - set(names):
            self._observer.unschedule(self._followed.pop(gone))
        for name in set(names) - set(self._followed):
            try:
                self._followed[name] = self._observer.schedule(self, str(self._root / name), recursive=False)
            except OSError:
                continue

    def take(self) -> tuple[tuple[str, ...], bool]:
        """The names that something happened to, in order, and whether folders came or went."""
        with self._lock:
            taken = tuple(self._touched), self._folders_changed
            self._touched.clear()
            self._folders_changed = False
            self._news.clear()
        return taken

    def wait(self, seconds: float) -> None:
        self._news.wait(seconds)

    @property
    def removed(self) -> bool:
        """The folder itself is gone, even if another of its name is there by now."""
        return self._removed

    def stop(self) -> None:
        self._observer.stop()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Called by watchdog's threads; a file that is only read (by us) is no news."""
        if event.event_type in _READING:
            return
        with self._lock:
            names = [self._name(path) for path in (event.src_path, event.dest_path) if path]
            if isinstance(event, DirCreatedEvent | DirMovedEvent | DirDeletedEvent):
                self._folders_changed = True
                if not isinstance(event, DirCreatedEvent):
                    self._moved_away.add(names[0])
                    self._removed |= names[0] == "."
            elif not event.is_directory:
                self._touched |= dict.fromkeys(names)
        self._news.set()

    def _name(self, path: bytes | str) -> str:
        """Relative to the folder, which is "."; what lies elsewhere has a name no photograph has."""
        place = Path(os.fsdecode(path))
        return place.relative_to(self._root).as_posix() if place.is_relative_to(self._root) else ""


def mount_point(path: Path) -> Path:
    """Where the file system begins that holds this folder."""
    return next((place for place in (path, *path.parents) if os.path.ismount(place)), Path(path.anchor))


def is_network(path: Path) -> bool:
    """The folder is another machine's: the system's notices do not tell what happens in it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 Windows only

        drive = path.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    place = os.fsencode(mount_point(path))
    try:
        lines = [line.split() for line in _MOUNTS.read_bytes().splitlines()]
    except OSError:
        return False
    kinds = [os.fsdecode(line[2]) for line in lines if len(line) > 2 and _unescaped(line[1]) == place]
    return bool(kinds) and (kinds[-1] in _NETWORK or kinds[-1].startswith("fuse."))


def _unescaped(mounted: bytes) -> bytes:
    """The kernel writes blanks and their like in octal."""
    for octal, sign in ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\")):
        mounted = mounted.replace(octal, sign)
    return mounted
