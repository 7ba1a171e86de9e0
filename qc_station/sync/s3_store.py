"""The house's store as a bucket of anything that speaks S3 (AWS, OVH, Scaleway, MinIO …), by boto3.

An object's key is its SHA-256. The hash goes with the upload, so that the server refuses bytes that changed on the way,
and is asked for again afterwards; a server that keeps no checksums is asked for the bytes. No exception of boto3 leaves
this module, and no key ever stands in one of ours.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]  # its types are a package as large as itself
from botocore.client import Config  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError  # type: ignore[import-untyped]

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import damaged
from qc_station.domain.photo import PhotoRef

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 5.0, 60.0
# Of one call; the errand itself comes again.
ATTEMPTS = 3
_CHUNK = 1 << 20
_REFUSED = frozenset(
    {"AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "401", "403"}
)
_MISSING = frozenset({"NoSuchBucket"})
_LACKS = frozenset({"NoSuchKey", "404", "NotFound"})
_FULL = frozenset({"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "507"})
_CHANGED = frozenset({"BadDigest", "XAmzContentSHA256Mismatch", "InvalidDigest", "XAmzContentChecksumMismatch"})


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where and as whom. `prefix` is empty or a path without slashes at its ends; the key never shows in a repr."""

    name: str
    prefix: str
    endpoint: str
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)


class S3Store:
    def __init__(self, bucket: Bucket, *, read_timeout_s: float = READ_TIMEOUT_S, attempts: int = ATTEMPTS) -> None:
        self._bucket = bucket
        # A session of its own: neither the environment nor ~/.aws has a say here.
        session = boto3.session.Session(
            aws_access_key_id=bucket.access_key or "none", aws_secret_access_key=bucket.secret_key or "none"
        )
        self._client: Any = session.client(
            "s3",
            endpoint_url=bucket.endpoint or None,
            region_name=bucket.region,
            config=Config(
                connect_timeout=CONNECT_TIMEOUT_S,
                read_timeout=read_timeout_s,
                retries={"total_max_attempts": attempts, "mode": "standard"},
                s3={"addressing_style": "path"},
                # Ours is SHA-256; the CRC32 boto3 would add is one more thing that old servers do not know.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                proxies={},
            ),
        )

        self._client.meta.events.register("before-call.s3", _stay)

    @property
    def address(self) -> str:
        return f"{self._bucket.endpoint} s3://{self._bucket.name}/{self._bucket.prefix}".strip()

    def put(self, photo: PhotoRef, file: Path) -> None:
        try:
            source = file.open("rb")
        except OSError as error:
            raise WorldFailure("file_unreadable", file=file.name) from error
        with source:
            if not _is(source, photo):
                raise WorldFailure("file_unreadable", file=file.name)
            with self._speaking(photo):
                self._client.put_object(
                    Bucket=self._bucket.name,
                    Key=self._key(photo),
                    Body=source,
                    ContentLength=photo.size,
                    ChecksumSHA256=_base64(photo),
                    ContentType="application/octet-stream",
                )
        if not self.has(photo):
            raise damaged(photo)

    def has(self, photo: PhotoRef) -> bool:
        try:
            with self._speaking(photo):
                head = self._client.head_object(Bucket=self._bucket.name, Key=self._key(photo), ChecksumMode="ENABLED")
        except WorldFailure as failure:
            if failure.code == "store_lacks":
                self._ask_for_bucket(photo)
                return False
            raise
        if head.get("ContentLength") != photo.size:
            return False
        vouched = head.get("ChecksumSHA256")
        return vouched == _base64(photo) if vouched else self._digest(photo) == photo.sha256

    def get(self, photo: PhotoRef, into: Path) -> None:
        """Written aside, checked, renamed."""
        aside = into.with_name(f".{into.name}.{secrets.token_hex(4)}")
        digest = hashlib.sha256()
        try:
            with aside.open("wb") as copy:
                for chunk in self._chunks(photo):
                    digest.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
            if digest.hexdigest() != photo.sha256:
                raise damaged(photo)
            aside.replace(into)
        except OSError as error:
            raise WorldFailure("file_unwritable", file=str(into), why=error.strerror or "") from error
        finally:
            with suppress(OSError):
                aside.unlink()

    def _digest(self, photo: PhotoRef) -> str:
        digest = hashlib.sha256()
        for chunk in self._chunks(photo):
            digest.update(chunk)
        return digest.hexdigest()

    def _chunks(self, photo: PhotoRef) -> Iterator[bytes]:
        with self._speaking(photo):
            body = self._client.get_object(Bucket=self._bucket.name, Key=self._key(photo))["Body"]
            with body:
                yield from body.iter_chunks(_CHUNK)

    def _ask_for_bucket(self, photo: PhotoRef) -> None:
        """A HEAD has no body: an absent object and an absent bucket look the same in it."""
        with self._speaking(photo, bucket_asked=True):
            self._client.head_bucket(Bucket=self._bucket.name)

    def _key(self, photo: PhotoRef) -> str:
        key = f"{photo.sha256[:2]}/{photo.sha256[2:]}"
        return f"{self._bucket.prefix}/{key}" if self._bucket.prefix else key

    @contextmanager
    def _speaking(self, photo: PhotoRef, *, bucket_asked: bool = False) -> Iterator[None]:
        """Raises WorldFailure for whatever boto3 does."""
        try:
            yield
        except ClientError as error:
            raise self._said(error, photo, bucket_asked=bucket_asked) from error
        except NoCredentialsError as error:
            raise WorldFailure("store_refused", detail="no_keys") from error
        except BotoCoreError as error:
            raise WorldFailure("store_unreachable", retryable=True, detail=type(error).__name__) from error

    def _said(self, error: ClientError, photo: PhotoRef, *, bucket_asked: bool) -> WorldFailure:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _MISSING or (bucket_asked and code in _LACKS):
            return WorldFailure("store_missing", retryable=True, store=self._bucket.name)
        if code in _LACKS:
            return WorldFailure("store_lacks", sha256=photo.sha256)
        if code in _CHANGED:
            return damaged(photo)
        if code in _FULL or status == 507:
            return WorldFailure("store_full", retryable=True)
        if code in _REFUSED or status in (401, 403):
            return WorldFailure("store_refused", detail=code)
        return WorldFailure("store_unreachable", retryable=True, detail=code or str(status))


def _stay(params: dict[str, Any], **_: object) -> None:
    """Say that a redirection was followed already: botocore 1.44 asks a server that redirects where to go, and then
    asks again, for ever. Region and address are settings here.
    """
    params["context"].setdefault("s3_redirect", {})["redirected"] = True


def _is(source: BufferedReader, photo: PhotoRef) -> bool:
    """The file is those bytes; read to its end and wound back."""
    found = hashlib.file_digest(source, "sha256").hexdigest()
    size = source.tell()
    source.seek(0)
    return (found, size) == (photo.sha256, photo.size)


def _base64(photo: PhotoRef) -> str:
    return base64.b64encode(bytes.fromhex(photo.sha256)).decode("ascii")
