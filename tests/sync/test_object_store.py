"""The house's store for photographs: one suite for a shared folder and for S3, and the bad days of each.

S3 is moto's server, over HTTP, in a process of its own.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import ObjectStore
from qc_station.domain.photo import PhotoRef
from qc_station.storage.shared_folder import SharedFolder
from qc_station.sync.s3_store import Bucket, S3Store
from tests.simulators.moto_server import KEY, SECRET, MotoServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MotoServer]:
    served = MotoServer(tmp_path_factory.mktemp("moto"))
    served.start()
    served.make_bucket()
    yield served
    served.kill()


def bucket(url: str, name: str = "photos", prefix: str = "qc/a") -> Bucket:
    return Bucket(name, prefix, url, "eu-west-3", KEY, SECRET)


def s3(url: str, name: str = "photos", prefix: str = "qc/a") -> S3Store:
    return S3Store(bucket(url, name, prefix), read_timeout_s=2, attempts=1)


# `server` is named so that it is started before the watch on child processes begins.
@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, server: MotoServer) -> ObjectStore:
    if request.param == "s3":
        return s3(server.url, prefix=tmp_path.name)
    (tmp_path / "shared").mkdir()
    return SharedFolder(tmp_path / "shared")


def picture(folder: Path, content: bytes = b"a picture" * 1000) -> tuple[PhotoRef, Path]:
    file = folder / hashlib.sha256(content).hexdigest()[:8]
    file.write_bytes(content)
    return PhotoRef(hashlib.sha256(content).hexdigest(), len(content)), file


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(WorldFailure) as failed:
        call()
    assert SECRET not in f"{failed.value}{failed.value.params}"
    return failed.value.code


def test_what_was_put_is_there_and_comes_back(store: ObjectStore, tmp_path: Path) -> None:
    """A file that was sent is there by its hash and size, and comes back to the byte; putting it again is nothing."""
    photo, file = picture(tmp_path)
    assert not store.has(photo)
    store.put(photo, file)
    store.put(photo, file)
    assert store.has(photo)
    store.get(photo, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == file.read_bytes()


def test_what_was_never_put_is_said_to_be_lacking(store: ObjectStore, tmp_path: Path) -> None:
    """To fetch what is not there has a name of its own and leaves no half file."""
    photo, _ = picture(tmp_path)
    assert code_of(lambda: store.get(photo, tmp_path / "back")) == "store_lacks"
    assert not list(tmp_path.glob("*back*"))


def test_other_bytes_than_the_hash_are_not_sent(store: ObjectStore, tmp_path: Path) -> None:
    """A file that is not the photograph any more, or is gone, is never put in its place."""
    photo, file = picture(tmp_path)
    file.write_bytes(b"somebody else")
    assert code_of(lambda: store.put(photo, file)) == "file_unreadable"
    file.unlink()
    assert code_of(lambda: store.put(photo, file)) == "file_unreadable"
    assert not store.has(photo)


def test_an_empty_file_is_a_file(store: ObjectStore, tmp_path: Path) -> None:
    """No byte at all is kept and found like any other content."""
    photo, file = picture(tmp_path, b"")
    store.put(photo, file)
    assert store.has(photo)


def test_damage_in_a_folder_is_seen_and_mended(tmp_path: Path) -> None:
    """A byte changed on the shared disk: the file counts as absent, does not come back, and is replaced by the next
    put.
    """
    (tmp_path / "shared").mkdir()
    store = SharedFolder(tmp_path / "shared")
    photo, file = picture(tmp_path)
    store.put(photo, file)
    stored = next(each for each in (tmp_path / "shared").rglob("*") if each.is_file())
    stored.chmod(0o600)
    stored.write_bytes(b"b" + stored.read_bytes()[1:])
    assert not store.has(photo)
    assert code_of(lambda: store.get(photo, tmp_path / "back")) == "store_damaged"
    store.put(photo, file)
    assert store.has(photo)


def test_damage_in_a_bucket_is_seen_and_mended(server: MotoServer, tmp_path: Path) -> None:
    """Other bytes of the same length under the key, with a checksum of their own or with none: seen, and replaced."""
    store, client = s3(server.url, prefix="damage"), server.client()
    photo, file = picture(tmp_path)
    key = f"damage/{photo.sha256[:2]}/{photo.sha256[2:]}"
    for checksum in ({"ChecksumAlgorithm": "SHA256"}, {}):
        store.put(photo, file)
        client.put_object(Bucket="photos", Key=key, Body=b"b" + file.read_bytes()[1:], **checksum)
        assert not store.has(photo)
        assert code_of(lambda: store.get(photo, tmp_path / "back")) == "store_damaged"
    store.put(photo, file)
    assert store.has(photo)
    client.close()


def test_a_server_without_checksums_is_asked_for_the_bytes(server: MotoServer, tmp_path: Path) -> None:
    """Where the server vouches for no hash, the right bytes are found by reading them."""
    store, client = s3(server.url, prefix="plain"), server.client()
    photo, file = picture(tmp_path)
    client.put_object(Bucket="photos", Key=f"plain/{photo.sha256[:2]}/{photo.sha256[2:]}", Body=file.read_bytes())
    assert store.has(photo)
    client.close()


def test_a_disk_that_is_not_mounted_is_not_made(tmp_path: Path) -> None:
    """The folder is never created: an absent one is said to be missing, and comes into use when it is there again."""
    store = SharedFolder(tmp_path / "not-mounted")
    photo, file = picture(tmp_path)
    for call in (lambda: store.put(photo, file), lambda: store.has(photo), lambda: store.get(photo, tmp_path / "b")):
        assert code_of(call) == "store_missing"
    assert not (tmp_path / "not-mounted").exists()
    (tmp_path / "not-mounted").mkdir()
    store.put(photo, file)
    assert store.has(photo)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_written_refuses(tmp_path: Path) -> None:
    """Rights that are missing are a refusal, not a network."""
    (tmp_path / "shared").mkdir(mode=0o500)
    photo, file = picture(tmp_path)
    assert code_of(lambda: SharedFolder(tmp_path / "shared").put(photo, file)) == "store_refused"


def test_a_bucket_that_is_not_there_is_missing(server: MotoServer, tmp_path: Path) -> None:
    """An absent bucket is not taken for an absent object."""
    store = s3(server.url, "no-such-bucket")
    photo, file = picture(tmp_path)
    for call in (lambda: store.put(photo, file), lambda: store.has(photo), lambda: store.get(photo, tmp_path / "b")):
        assert code_of(call) == "store_missing"


def test_a_server_that_dies_is_unreachable_and_its_return_is_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Killed between two files: the second is told as unreachable, in bounded time; once back, sending goes on."""
    caplog.set_level(logging.DEBUG)
    served = MotoServer(tmp_path)
    served.start()
    try:
        served.make_bucket()
        store = S3Store(bucket(served.url), read_timeout_s=2, attempts=2)
        (first, one), (second, two) = picture(tmp_path, b"one"), picture(tmp_path, b"two")
        store.put(first, one)
        served.kill()
        began = time.monotonic()
        for call in (lambda: store.put(second, two), lambda: store.has(first), lambda: store.get(first, two)):
            assert code_of(call) == "store_unreachable"
        assert time.monotonic() - began < 15
        assert two.read_bytes() == b"two"
        served.start()
        served.make_bucket()
        store.put(second, two)
        assert store.has(second)
    finally:
        served.kill()
    assert SECRET not in caplog.text
