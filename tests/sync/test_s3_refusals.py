"""What an S3 server may answer besides yes: each has one name here, and no key is ever told."""

from __future__ import annotations

import hashlib
import logging
import time
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.domain.photo import PhotoRef
from qc_station.sync.s3_store import Bucket, S3Store
from tests.simulators import scripted_s3
from tests.simulators.scripted_s3 import ScriptedS3, problem

KEY, SECRET = "AKIDEXAMPLE", "the-secret-nobody-may-read"  # gitleaks:allow (of a test)
CONTENT = b"a picture" * 20_000
PHOTO = PhotoRef(hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "picture").write_bytes(CONTENT)
    return tmp_path / "picture"


def store(server: ScriptedS3, attempts: int = 1) -> S3Store:
    return S3Store(Bucket("photos", "", server.url, "eu-west-3", KEY, SECRET), read_timeout_s=0.5, attempts=attempts)


@pytest.mark.parametrize(
    ("answer", "code", "retryable"),
    [
        (problem(403, "InvalidAccessKeyId"), "store_refused", False),
        (problem(403, "SignatureDoesNotMatch"), "store_refused", False),
        (problem(403, "AccessDenied"), "store_refused", False),
        (problem(404, "NoSuchBucket"), "store_missing", True),
        (problem(400, "BadDigest"), "store_damaged", True),
        (problem(400, "XAmzContentSHA256Mismatch"), "store_damaged", True),
        (problem(507, "InsufficientStorage"), "store_full", True),
        (problem(500, "InternalError"), "store_unreachable", True),
        (problem(503, "SlowDown"), "store_unreachable", True),
        (problem(301, "PermanentRedirect"), "store_unreachable", True),
        (scripted_s3.garbage, "store_unreachable", True),
        (scripted_s3.hang_up, "store_unreachable", True),
    ],
)
def test_each_refusal_has_its_name(
    answer: scripted_s3.Answer, code: str, retryable: bool, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What a server says to an upload becomes one code, retryable or not, and neither it nor the log holds the key."""
    caplog.set_level(logging.DEBUG)
    with ScriptedS3(answer) as server, pytest.raises(WorldFailure) as failed:
        store(server).put(PHOTO, file)
    assert (failed.value.code, failed.value.retryable) == (code, retryable)
    assert SECRET not in f"{failed.value}{caplog.text}"


def test_a_refusal_without_a_body_is_one_too(file: Path) -> None:
    """A HEAD that is forbidden has only its status to say so."""
    with ScriptedS3(problem(403, "")) as server, pytest.raises(WorldFailure) as failed:
        store(server).has(PHOTO)
    assert failed.value.code == "store_refused"


def test_a_silent_server_is_left_in_time(file: Path) -> None:
    """A server that takes the call and says nothing is unreachable after the read timeout, as often as is allowed."""
    with ScriptedS3(lambda _: None) as server:
        server.answer = server.fall_silent
        began = time.monotonic()
        with pytest.raises(WorldFailure) as failed:
            store(server, attempts=2).put(PHOTO, file)
        assert time.monotonic() - began < 8
        assert failed.value.code == "store_unreachable"
        assert server.calls == 2


def test_a_passing_trouble_is_tried_again_within_the_call(file: Path) -> None:
    """A 503 is repeated a few times and no more."""
    with ScriptedS3(problem(503, "SlowDown")) as server:
        with pytest.raises(WorldFailure):
            store(server, attempts=3).put(PHOTO, file)
        assert server.calls == 3


def test_half_a_body_is_no_file(tmp_path: Path) -> None:
    """A download that breaks off leaves nothing under the name that was asked for."""
    with ScriptedS3(scripted_s3.half(CONTENT)) as server, pytest.raises(WorldFailure) as failed:
        store(server).get(PHOTO, tmp_path / "back")
    assert failed.value.code in {"store_unreachable", "store_damaged"}
    assert not list(tmp_path.iterdir())


def test_the_hash_goes_with_the_upload(file: Path) -> None:
    """The server is told the SHA-256 of what it gets, so that it can refuse bytes that changed on the way."""
    with ScriptedS3(problem(500, "InternalError")) as server:
        with pytest.raises(WorldFailure):
            store(server).put(PHOTO, file)
        (sent,) = server.headers
    assert len(sent["x-amz-checksum-sha256"]) == 44
    assert sent["Content-Length"] == str(PHOTO.size)


def test_a_store_shows_no_key() -> None:
    """Neither the bucket's repr nor the store's address holds a key."""
    bucket = Bucket("photos", "qc", "https://s3.example", "eu-west-3", KEY, SECRET)
    assert SECRET not in repr(bucket)
    assert KEY not in repr(bucket)
    assert S3Store(bucket).address == "https://s3.example s3://photos/qc"
