"""The thread that brings photographs to the house's store, where one is set; it decides nothing and remembers nothing.

A thread of its own, beside the one that speaks with the ledger: a bench may have either without the other, and a
decision never waits for a picture.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from qc_station.application.failures import WorldFailure
from qc_station.application.photo_mirror import ObjectStore, mirror_photographs
from qc_station.application.ports import PhotoStore, UnitOfWorkFactory
from qc_station.application.settings import SettingRefused, Settings
from qc_station.bootstrap.secrets import PHOTO_STORE_KEY, PHOTO_STORE_SECRET, SecretStore
from qc_station.policy.retry import delay_s
from qc_station.storage.shared_folder import SharedFolder

EVERY_S = 60.0
STOP_S = 5.0
_S3 = "s3://"
# Where photographs and signatures may go without encryption.
_HERE = ("localhost", "127.0.0.1", "::1")
_log = logging.getLogger(__name__)


def object_store_of(settings: Settings, secrets: SecretStore) -> ObjectStore | None:
    """The store the settings name; None when photographs stay here. Nothing is asked of it yet.

    Raises SettingRefused("bad_setting").
    """
    place = settings.photo_store.strip()
    if not place:
        return None
    if not place.startswith(_S3):
        folder = Path(place)
        if not folder.is_absolute():
            raise SettingRefused(
                "bad_setting", name="photo_store", wanted="/folder | s3://bucket/prefix", got=place[:40]
            )
        return SharedFolder(folder)
    name, _, prefix = place.removeprefix(_S3).partition("/")
    if not name:
        raise SettingRefused("bad_setting", name="photo_store", wanted="s3://bucket/prefix", got=place[:40])
    server = urlsplit(settings.photo_store_url)
    if settings.photo_store_url and server.scheme != "https" and server.hostname not in _HERE:
        raise SettingRefused(
            "bad_setting", name="photo_store_url", wanted="https://…", got=settings.photo_store_url[:40]
        )
    # boto3 takes half a second to load.
    from qc_station.sync.s3_store import Bucket, S3Store  # noqa: PLC0415

    return S3Store(
        Bucket(
            name=name,
            prefix=prefix.strip("/"),
            endpoint=settings.photo_store_url,
            region=settings.photo_store_region,
            access_key=secrets.get(PHOTO_STORE_KEY) or "",
            secret_key=secrets.get(PHOTO_STORE_SECRET) or "",
        )
    )


class Mirroring:
    """`store` is asked for on the thread, at its first use: it may be slow to load."""

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, photos: PhotoStore, store: Callable[[], ObjectStore | None]
    ) -> None:
        self._unit_of_work, self._photos, self._store = unit_of_work, photos, store
        self._awake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._last = ""

    @property
    def trouble(self) -> str:
        """The code of what stands against it now; empty while all is well."""
        return self._last

    def start(self) -> None:
        if self._thread is None and not self._stopping.is_set():
            self._thread = threading.Thread(target=self._work, name="photo-mirror", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """There may be something to send."""
        self._awake.set()

    def stop(self) -> None:
        """Ask it to end, and wait a little: a call that hangs ends with the process, and nothing is lost by it."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(STOP_S)

    def _work(self) -> None:
        try:
            store = self._store()
        except SettingRefused as refused:
            self._last = refused.code
            _log.error("photo_store_refused", extra={"code": refused.code, "params": refused.params})
            return
        if store is None:
            return
        while not self._stopping.is_set():
            self._awake.clear()
            self._awake.wait(self.round(store))

    def round(self, store: ObjectStore) -> float:
        """Once through what is not there; after how many seconds the next one is due. Never raises WorldFailure."""
        after, more = "", True
        try:
            while more and not self._stopping.is_set():
                report = mirror_photographs(
                    self._unit_of_work, self._photos, store, after, going_on=lambda: not self._stopping.is_set()
                )
                after, more = report.last, report.more
        except WorldFailure as failure:
            if failure.code != self._last:
                _log.warning("mirror_trouble", extra={"code": failure.code, "params": failure.params})
            self._last = failure.code
            self._failures += 1
            return delay_s(self._failures - 1, random.random(), None)  # noqa: S311 (spreads benches, guards nothing)
        self._last, self._failures = "", 0
        return EVERY_S
