"""The driver process of a hot folder: a folder that another program, as the maker's own, writes photographs into.

That program owns its files. What stood in the folder before us stays unread; each photograph that is new, and has
rested, and is whole, is offered once: a rename, a copy and metadata that is written anew are not another photograph.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection as Link
from pathlib import Path, PurePosixPath

from qc_station.application.camera_port import (
    Applied,
    AppliedSetting,
    CameraErrorKind,
    Capabilities,
    DeviceId,
    FileRole,
    Setting,
)
from qc_station.devices.driver import Connection, DriverFault, Heard, Launch, OnCamera
from qc_station.devices.driver_loop import serve
from qc_station.devices.hotfolder_entries import (
    Stamp,
    is_photograph_name,
    photographs,
    picture_of,
    read_photograph,
    stamp_of,
    subfolders,
)
from qc_station.devices.hotfolder_watch import FolderWatch, is_network, mount_point
from qc_station.devices.jpeg import is_complete_jpeg
from qc_station.devices.spool import role_of

HOTFOLDER = "hotfolder"
SETTLE_LOCAL_S = 0.5
SETTLE_POLLING_S = 2.0
PAIR_WAIT_S = 3.0
# Notices can be lost; then a listing finds what they did not tell.
LIST_EVERY_S = 5.0
CHECK_EVERY_S = 0.5
# Reading a heap of files that are none of ours must not look like a hang.
JUDGE_S = 1.0
BYTES_MAX = 300_000_000


@dataclass(frozen=True, slots=True)
class HotFolderOptions:
    """`polling`: look again and again instead of waiting for notices; None: where the folder is a network share.

    `settle_s`: how long size and time of a file must rest; None: 0.5 s, or 2 s when polling. `torn_s`: how long a JPEG
    that rests and is not whole is waited for before it is named to the operator.
    """

    polling: bool | None = None
    settle_s: float | None = None
    poll_every_s: float = 1.0
    torn_s: float = 30.0
    bytes_max: int = BYTES_MAX


@dataclass(slots=True)
class _Waiting:
    """A file that may be a new photograph, and since when it rests."""

    stamp: Stamp
    since_s: float


def main(link: Link, launch: Launch, options: HotFolderOptions) -> None:
    serve(link, HotFolderDriver(options, launch.seen, launch.kept), launch)


class HotFolderDriver:
    def __init__(
        self, options: HotFolderOptions, seen: frozenset[str] | None, kept: frozenset[tuple[str, str]]
    ) -> None:
        self._options, self._seen = options, seen
        self._kept_names = frozenset(name for name, _ in kept)
        self._kept = {sha256 for _, sha256 in kept}
        self._root = Path()
        self._identity = (0, 0)
        self._settle_s = SETTLE_LOCAL_S
        self._watch: FolderWatch | None = None
        # Names that stood here before us, whatever becomes of them; and the state in which each other was judged last.
        self._left: set[str] = set()
        self._judged: dict[str, Stamp] = {}
        # States and contents that need no second look under another name.
        self._settled: set[Stamp] = set()
        self._offered: set[str] = set()
        self._waiting: dict[str, _Waiting] = {}
        self._torn: dict[str, float] = {}
        self._in_hand: dict[str, bytes] = {}
        self._listed_s = self._checked_s = 0.0

    # ------------------------------------------------------------ connection

    def connect(self, device: DeviceId) -> Connection:
        """`device.port` is the folder, `device.serial` the file system it was on: an empty mount point is not it."""
        try:
            root = Path(device.port).resolve(strict=True)
            found = root.stat()
            mounted = mount_point(root)
            before = Path(device.serial) if device.serial else mounted
            if not device.port or not root.is_dir() or len(mounted.parts) < len(before.parts):
                raise DriverFault.of(CameraErrorKind.ABSENT, f"no such folder: {device.port!r}", retryable=True)
            polling = is_network(root) if self._options.polling is None else self._options.polling
            folders = subfolders(root)
            watch = FolderWatch(root, polling=polling, poll_every_s=self._options.poll_every_s)
            watch.follow(folders)
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise DriverFault.of(CameraErrorKind.ABSENT, f"{device.port!r}: {reason}", retryable=True) from error
        self._root, self._watch, self._identity = root, watch, (found.st_dev, found.st_ino)
        usual_s = SETTLE_POLLING_S if polling else SETTLE_LOCAL_S
        self._settle_s = usual_s if self._options.settle_s is None else self._options.settle_s
        connected = DeviceId(HOTFOLDER, device.model or root.name or str(root), str(mounted), device.port)
        other = self._seen is not None and mounted != before
        self._seen = None if other else self._seen
        return Connection(connected, Capabilities(body_trigger=True, raw=True), other_card=other)

    def disconnect(self) -> None:
        if self._watch is not None:
            self._watch.stop()

    # ------------------------------------------------------------ what it has not

    def settings(self) -> tuple[Setting, ...]:
        return ()

    def apply(self, name: str, wanted: str) -> AppliedSetting:
        return AppliedSetting(name, wanted, Applied.UNSUPPORTED, None)

    def battery(self) -> int | None:
        return None

    def pair_expected(self) -> bool:
        return False

    def trigger(self, number: int) -> None:
        del number
        raise DriverFault.of(CameraErrorKind.UNSUPPORTED, "a folder has no shutter")

    def live_frame(self) -> bytes:
        raise DriverFault.of(CameraErrorKind.UNSUPPORTED, "a folder has no live picture")

    def end_live(self) -> None:
        """There is none."""

    def provoke(self, fault: str, seconds: float) -> None:
        """A real folder misbehaves by itself."""

    # ------------------------------------------------------------ files

    def files(self) -> tuple[OnCamera, ...]:
        """What stands here and rests. A file that is being written just now is not there yet: it will be heard of."""
        before = self._list()
        if before:
            time.sleep(self._settle_s)
        now = self._list()
        rested = {name: stamp for name, stamp in now.items() if before.get(name) == stamp}
        old = rested.keys() if self._seen is None else rested.keys() & self._seen
        self._left = set(old if self._seen is None else self._seen) - self._kept_names
        for name in old:
            self._settled.add(rested[name])
            self._judged[name] = rested[name]
        for name in now.keys() - rested.keys():
            self._notice(name, time.monotonic())
        missed = [name for name, stamp in rested.items() if name not in old and self._is_new(name, stamp)]
        self._in_hand.clear()
        return tuple(OnCamera(name) for name in (*old, *missed))

    def poll(self, wait_s: float) -> Heard:
        """The next photograph, a RAW with its JPEG, if one is ready; else silence of `wait_s` at most."""
        now = time.monotonic()
        self._in_hand.clear()
        if now - self._checked_s > CHECK_EVERY_S:
            self._checked_s = now
            self._check()
        touched, folders_changed = self._watched.take()
        if folders_changed or now - self._listed_s > LIST_EVERY_S:
            for name in self._list():
                self._notice(name, now)
        for name in touched:
            self._notice(name, now)
        ready = next(self._photographs(now), ()) or self._given_up(now)
        if not ready:
            self._watched.wait(wait_s)
        return Heard(tuple(OnCamera(name) for name in ready))

    def size(self, file: OnCamera) -> int | None:
        stamp = stamp_of(self._root / file.name, self._options.bytes_max)
        return stamp.size if stamp else None

    def fetch(self, file: OnCamera) -> bytes:
        """The very bytes that were found whole; read anew where they were judged too long ago to be in hand."""
        if file.name in self._in_hand:
            return self._in_hand[file.name]
        try:
            data = read_photograph(self._root / file.name, self._options.bytes_max)
        except OSError as error:
            raise DriverFault.of(CameraErrorKind.TRANSFER_FAILED, str(error.strerror)) from error
        if data is None:
            raise DriverFault.of(CameraErrorKind.TRANSFER_FAILED, "it is gone")
        return data

    def delete(self, file: OnCamera) -> None:
        try:
            (self._root / file.name).unlink(missing_ok=True)
        except OSError as error:
            raise DriverFault.of(CameraErrorKind.WRITE_PROTECTED, str(error.strerror)) from error

    # ------------------------------------------------------------ looking

    @property
    def _watched(self) -> FolderWatch:
        if self._watch is None:
            raise DriverFault.of(CameraErrorKind.ABSENT, "not connected")
        return self._watch

    def _list(self) -> dict[str, Stamp]:
        self._listed_s = time.monotonic()
        try:
            self._watched.follow(subfolders(self._root))
            return photographs(self._root, self._options.bytes_max)
        except OSError as error:
            raise _gone(error.strerror) from error

    def _check(self) -> None:
        """Raises DriverFault, lost, when the folder is not the one that was connected."""
        try:
            found = self._root.stat()
        except OSError as error:
            raise _gone(error.strerror) from error
        if self._watched.removed or (found.st_dev, found.st_ino) != self._identity:
            raise _gone("another folder stands in its place")

    def _notice(self, name: str, now_s: float) -> None:
        """Something happened to this name: begin, or begin anew, to wait until it rests."""
        if name in self._left or not is_photograph_name(name) or len(PurePosixPath(name).parts) > 2:
            return
        stamp = stamp_of(self._root / name, self._options.bytes_max)
        if stamp is None or stamp != self._judged.get(name):
            self._torn.pop(name, None)
        if stamp is None or stamp == self._judged.get(name):
            self._waiting.pop(name, None)
        elif name not in self._waiting or self._waiting[name].stamp != stamp:
            self._waiting[name] = _Waiting(stamp, now_s)

    # ------------------------------------------------------------ judging

    def _photographs(self, now_s: float) -> Iterator[tuple[str, ...]]:
        """Each new photograph among the files that rest, JPEG first, for as long as there is time to read."""
        for name in sorted(self._waiting, key=self._turn):
            if time.monotonic() - now_s > JUDGE_S:
                return
            if not self._rests(name, now_s):
                continue
            pair = [other for other in self._waiting if other != name and _are_pair(name, other)]
            if any(not self._rests(other, now_s) for other in pair) and self._rested_s(name, now_s) < PAIR_WAIT_S:
                continue
            together = sorted([name, *pair], key=lambda each: role_of(each) is not FileRole.JPEG)
            new = [each for each in together if self._rests(each, now_s) and self._judge(each)]
            if new:
                yield tuple(new)

    def _given_up(self, now_s: float) -> tuple[str, ...]:
        """A file that stays torn is handed out once, to be refused by name; whole at last, it is offered as any."""
        for name, since_s in self._torn.items():
            if now_s - since_s > self._options.torn_s:
                del self._torn[name]
                return (name,)
        return ()

    def _turn(self, name: str) -> tuple[float, int]:
        """Who was heard of first; of one batch, what was written first."""
        waiting = self._waiting[name]
        return waiting.since_s, waiting.stamp.mtime_ns

    def _rested_s(self, name: str, now_s: float) -> float:
        """How long it rests beyond what is asked; negative when it does not yet."""
        waiting = self._waiting.get(name)
        return -1.0 if waiting is None else now_s - waiting.since_s - self._settle_s

    def _rests(self, name: str, now_s: float) -> bool:
        return self._rested_s(name, now_s) >= 0

    def _judge(self, name: str) -> bool:
        """A file whose time has come: True when it is a new photograph, whole and unchanged; its bytes are in hand."""
        waiting = self._waiting.pop(name)
        stamp = stamp_of(self._root / name, self._options.bytes_max)
        if stamp is not None and stamp != waiting.stamp:
            self._waiting[name] = _Waiting(stamp, time.monotonic())
            return False
        return stamp is not None and self._is_new(name, stamp)

    def _is_new(self, name: str, stamp: Stamp) -> bool:
        self._judged[name] = stamp
        if stamp in self._settled:
            return False  # renamed
        path = self._root / name
        try:
            data = read_photograph(path, self._options.bytes_max)
        except OSError:
            data = None
        if data is None or stamp_of(path, self._options.bytes_max) != stamp:
            del self._judged[name]
            self._notice(name, time.monotonic())
            return False
        if role_of(name) is FileRole.JPEG and not is_complete_jpeg(data):
            self._torn[name] = time.monotonic()
            return False  # until it changes
        picture = picture_of(data)
        known = picture in self._offered or hashlib.sha256(data).hexdigest() in self._kept
        self._settled.add(stamp)
        self._offered.add(picture)
        if not known:
            self._in_hand[name] = data
        return not known


def _are_pair(name: str, other: str) -> bool:
    """RAW and JPEG of one exposure: one stem, in one folder."""
    same = PurePosixPath(name).with_suffix("") == PurePosixPath(other).with_suffix("")
    return same and role_of(name) is not role_of(other)


def _gone(why: str | None) -> DriverFault:
    return DriverFault.of(CameraErrorKind.DISCONNECTED, why or "the folder is gone", lost=True, retryable=True)
