"""Photographs are kept whole, once, by their content, whatever is handed in and whenever the process dies."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc_station.application.failures import WorldFailure
from qc_station.domain.photo import PhotoRef
from qc_station.storage import photo_store
from qc_station.storage.photo_store import ABANDONED_AFTER_S, ASIDE, FILE_BYTES_MAX, FilePhotoStore

ROOT = Path(__file__).parents[2]


@pytest.fixture
def photos(tmp_path: Path) -> FilePhotoStore:
    return FilePhotoStore(tmp_path / "photos")


def a_file(folder: Path, content: bytes = b"\xff\xd8\xff a picture \xff\xd9") -> Path:
    file = folder / "DSC_0001.JPG"
    file.write_bytes(content)
    return file


def stored(folder: Path) -> list[str]:
    """Every file of the store, those set aside included, by path."""
    return sorted(str(path.relative_to(folder / "photos")) for path in (folder / "photos").rglob("*") if path.is_file())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000))
def test_kept_by_content(photos: FilePhotoStore, tmp_path: Path, content: bytes) -> None:
    """The bytes are found under their own SHA-256, read-only, and are what was handed in."""
    photo = photos.keep(a_file(tmp_path, content))
    assert photo == PhotoRef(hashlib.sha256(content).hexdigest(), len(content))
    place = photos.path(photo)
    assert place == tmp_path / "photos" / photo.sha256[:2] / photo.sha256[2:]
    assert place.read_bytes() == content
    assert place.stat().st_mode & 0o777 == 0o440
    assert photos.intact(photo)


def test_the_same_bytes_are_one_photograph(photos: FilePhotoStore, tmp_path: Path) -> None:
    """Kept by eight threads at once and under another name, it is one file, and nothing is left aside."""
    file = a_file(tmp_path, b"x" * 300_000)
    threads = [threading.Thread(target=photos.keep, args=(file,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    photo = photos.keep(file.rename(tmp_path / "other.jpg"))
    assert stored(tmp_path) == [f"{photo.sha256[:2]}/{photo.sha256[2:]}"]
    assert photos.intact(photo)


def test_the_original_is_left_alone(photos: FilePhotoStore, tmp_path: Path) -> None:
    """Keeping copies: what was handed in stays where it was, and changing it later changes nothing kept."""
    file = a_file(tmp_path)
    photo = photos.keep(file)
    file.write_bytes(b"changed")
    assert photos.intact(photo)


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xd8\xff a pictuRe \xff\xd9", b"\xff\xd8\xff a picture \xff\xd9 and more"]
)
def test_damage_is_seen_and_healed(photos: FilePhotoStore, tmp_path: Path, damage: bytes) -> None:
    """A byte lost, changed or added is found, and keeping the picture again puts the right bytes back."""
    file = a_file(tmp_path)
    photo = photos.keep(file)
    photos.path(photo).chmod(0o640)
    photos.path(photo).write_bytes(damage)
    assert not photos.intact(photo)
    assert photos.keep(file) == photo
    assert photos.intact(photo)


def test_a_photograph_that_is_gone(photos: FilePhotoStore, tmp_path: Path) -> None:
    """One that is missing, or a folder in its place, is not intact, and that is an answer, not an error."""
    photo = photos.keep(a_file(tmp_path))
    place = photos.path(photo)
    place.unlink()
    assert not photos.intact(photo)
    place.mkdir()
    assert not photos.intact(photo)


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    """Nothing is made: the file disappeared before it was opened."""


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def itself(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("make", [folder, missing, dangling, device, itself, os.mkfifo])
def test_what_is_no_file(photos: FilePhotoStore, tmp_path: Path, make: Callable[[Path], None]) -> None:
    """A folder, a pipe nobody writes into, a device, a broken link: refused at once by name, and nothing is kept."""
    file = tmp_path / "DSC_0001.JPG"
    make(file)
    with pytest.raises(WorldFailure) as refused:
        photos.keep(file)
    assert (refused.value.code, refused.value.params) == ("file_unreadable", {"file": "DSC_0001.JPG"})
    assert stored(tmp_path) == []


@pytest.mark.parametrize("name", ["a\0b.jpg", "x" * 300, "\ud800.jpg"])
def test_a_name_no_file_has(photos: FilePhotoStore, tmp_path: Path, name: str) -> None:
    """A name the system does not take is a file that cannot be read."""
    with pytest.raises(WorldFailure) as refused:
        photos.keep(tmp_path / name)
    assert refused.value.code == "file_unreadable"


def test_a_file_that_is_too_large(photos: FilePhotoStore, tmp_path: Path) -> None:
    """Two hundred megabytes are refused before they are read."""
    file = a_file(tmp_path)
    os.truncate(file, 200 * 1024 * 1024)
    with pytest.raises(WorldFailure) as refused:
        photos.keep(file)
    assert refused.value.code == "file_too_large"
    assert refused.value.params == {"file": "DSC_0001.JPG", "most": FILE_BYTES_MAX}
    assert not (tmp_path / "photos").exists(), "nothing was begun"


def test_a_file_that_grows(photos: FilePhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that gives more than it said it had is cut off at the limit, and nothing of it is kept."""
    endless = Path("/proc/self/status")  # says that it has no bytes
    if not endless.exists():
        pytest.skip("a file of the Linux kernel")
    monkeypatch.setattr(photo_store, "FILE_BYTES_MAX", 100)
    with pytest.raises(WorldFailure) as refused:
        photos.keep(endless)
    assert refused.value.code == "file_too_large"
    assert stored(tmp_path) == []


def test_a_full_disk(photos: FilePhotoStore, tmp_path: Path) -> None:
    """When the system has no room for the bytes, that is said and nothing is left behind; with room it works."""
    file = a_file(tmp_path, b"x" * 500_000)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(WorldFailure) as refused:
            photos.keep(file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (refused.value.code, refused.value.retryable) == ("disk_full", True)
    assert stored(tmp_path) == []
    assert photos.intact(photos.keep(file))


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "photos_unwritable")])
def test_a_disk_that_fails_at_the_last_moment(
    photos: FilePhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """What could not be brought to the disk is not kept, even when every byte seemed written."""

    def fails(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(WorldFailure) as refused:
        photos.keep(a_file(tmp_path))
    assert refused.value.code == code
    assert stored(tmp_path) == []


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Where a file stands in place of the store, the operator is told which folder."""
    (tmp_path / "photos").write_text("not a folder")
    with pytest.raises(WorldFailure) as refused:
        FilePhotoStore(tmp_path / "photos").keep(a_file(tmp_path))
    assert refused.value.code == "photos_unwritable"
    assert refused.value.params["folder"] == str(tmp_path / "photos")


def test_on_the_disk_before_in_its_place(
    photos: FilePhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes are brought to the disk, then renamed, then the folders are: a power cut leaves no place half filled."""
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        done.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112 a descriptor
        fsync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    photos.keep(a_file(tmp_path))
    assert done == ["file", "rename", "folder", "folder"]


DIES = """
import os, signal, sys
from pathlib import Path
from qc_station.storage.photo_store import FilePhotoStore
os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
FilePhotoStore(Path(sys.argv[1])).keep(Path(sys.argv[2]))
"""


def test_kill_9_in_the_middle(tmp_path: Path) -> None:
    """A process killed while it copies leaves no photograph; what it left aside is swept away a day later."""
    file = a_file(tmp_path)
    command = [sys.executable, "-c", DIES, str(tmp_path / "photos"), str(file)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    (left,) = stored(tmp_path)
    assert left.startswith(ASIDE)
    FilePhotoStore(tmp_path / "photos")
    assert stored(tmp_path) == [left], "another process may be writing it"
    yesterday = time.time() - ABANDONED_AFTER_S - 1
    os.utime(tmp_path / "photos" / left, (yesterday, yesterday))
    photos = FilePhotoStore(tmp_path / "photos")
    assert stored(tmp_path) == []
    assert photos.intact(photos.keep(file))
