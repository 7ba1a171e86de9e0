"""The thread that brings signed-off editions to the shop: to a folder, over HTTP, or both. It decides nothing.

It is woken by a publication and by every picture that is made; what failed by the world's fault is tried again, slower
each time.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from qc_station.application.deliver_publication import PublicationTarget, deliver_publications
from qc_station.application.failures import WorldFailure
from qc_station.application.outcome import Topic
from qc_station.application.ports import PhotoStore, UnitOfWorkFactory
from qc_station.application.settings import Settings
from qc_station.bootstrap.secrets import SHOP_TOKEN, SecretStore
from qc_station.policy.retry import delay_s
from qc_station.storage.publication_folder import PublicationFolder

EVERY_S = 60.0
STOP_S = 5.0
_log = logging.getLogger(__name__)


def publication_targets(settings: Settings, secrets: SecretStore, home: Path) -> tuple[PublicationTarget, ...]:
    """The folder always, the shop where its address is set. Raises WorldFailure("shop_not_configured")."""
    folder = PublicationFolder(Path(settings.publish_folder) if settings.publish_folder else home / "published")
    if not settings.shop_url:
        return (folder,)
    # requests takes a tenth of a second to load, and most benches publish to a folder.
    from qc_station.sync.shop_client import ShopClient  # noqa: PLC0415

    ca = Path(settings.shop_ca) if settings.shop_ca else None
    return (folder, ShopClient(settings.shop_url, secrets.get(SHOP_TOKEN) or "", ca))


class Delivering:
    """`targets` is asked on the thread, at its first use; `on_changed` is called there when an edition has moved."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        photos: PhotoStore,
        targets: Callable[[], Sequence[PublicationTarget]],
    ) -> None:
        self._unit_of_work, self._photos, self._targets = unit_of_work, photos, targets
        self._on_changed: Callable[[frozenset[Topic]], None] = lambda _: None
        self._awake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._failures = 0
        self._last = ""

    def start(self, on_changed: Callable[[frozenset[Topic]], None] = lambda _: None) -> None:
        """Begin with what waits from before. Not after `stop`."""
        if self._thread is None and not self._stopping.is_set():
            self._on_changed = on_changed
            self._thread = threading.Thread(target=self._work, name="delivering", daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """An edition was signed off, or one of its pictures is made."""
        self._awake.set()

    def stop(self) -> None:
        """Ask it to end, and wait a little: what it was at is begun again at the next start."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(STOP_S)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            self._awake.wait(self.round())

    def round(self) -> float:
        """Once through the editions that wait; after how many seconds the next round is due."""
        try:
            report = deliver_publications(self._unit_of_work, self._photos, self._targets())
        except WorldFailure as failure:
            if failure.code != self._last:
                _log.warning("delivery_trouble", extra={"code": failure.code, "params": failure.params})
            self._last = failure.code
            return self._later()
        except Exception:  # noqa: BLE001 our bug: logged whole, the thread lives on and tries again
            _log.exception("delivery_failed")
            return self._later()
        self._last = ""
        if report.delivered or report.parked:
            self._on_changed(frozenset({Topic.PUBLICATION}))
        if report.postponed:
            return self._later()
        self._failures = 0
        return EVERY_S

    def _later(self) -> float:
        self._failures += 1
        return delay_s(self._failures - 1, random.random(), None)  # noqa: S311 (spreads benches, guards nothing)
