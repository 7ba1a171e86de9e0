"""A demonstration day: a ledger beside the station on SQLite, 200 declared take-backs, badges to sign in with, a
virtual camera.

It lives in a folder of its own, never among a bench's data. The station knows the declarations at once (they are
imported), while
the ledger starts and hears of them in the background; the station begins to send only when the ledger knows every item.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qc_station.application.ports import Credential, PinHasher, UnitOfWorkFactory
from qc_station.bootstrap.secrets import LEDGER_TOKEN, SecretStore
from qc_station.domain.operator import Operator, Role

START_TIMEOUT_S = 30.0
CALL_TIMEOUT_S = 10.0
STATION = "DEMO-01"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Badge:
    """A person of the demonstration, as the sign-in screen teaches it."""

    name: str
    badge: str
    pin: str
    role: Role
    language: str


def read_badges(samples: Path) -> tuple[Badge, ...]:
    document = json.loads((samples / "operators.json").read_text(encoding="utf-8"))
    return tuple(
        Badge(each["name"], each["badge"], each["pin"], Role(each["role"]), each.get("language", "fr"))
        for each in document["operators"]
    )


def enrol(badges: tuple[Badge, ...], unit_of_work: UnitOfWorkFactory, pins: PinHasher) -> None:
    """Let the demonstration's people sign in; who is known already keeps what they have."""
    with unit_of_work() as uow:
        for badge in badges:
            if uow.operators.by_badge(badge.badge) is None:
                operator = Operator(badge.badge.lower(), badge.name, badge.role, badge.badge, badge.language)
                uow.operators.save(Credential(operator, pins.hash(badge.pin), 0, None))
        uow.commit()


class DemonstrationLedger:
    """The ledger process of one demonstration folder: started on a free port, then always on that port again."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "ledger"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None
        if not self._noted("port"):
            self._note("port", _free_port())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._noted('port')}"

    def start(self) -> None:
        """Start it unless it answers already. Raises RuntimeError with the ledger's last words when it does not come
        up.
        """
        if self.answers():
            return
        ready = self._folder / "ready.json"
        ready.unlink(missing_ok=True)
        command = [*self._ledger("serve"), "--port", str(self._noted("port")), "--ready-file", str(ready)]
        with (self._folder / "ledger.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
        deadline = time.monotonic() + START_TIMEOUT_S
        while not ready.exists() or not ready.read_text(encoding="utf-8").strip():
            if self._process.poll() is not None or time.monotonic() > deadline:
                words = (self._folder / "ledger.log").read_text(encoding="utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"the demonstration's ledger did not start: {words}")
            time.sleep(0.02)
        self._note("pid", int(json.loads(ready.read_text(encoding="utf-8"))["pid"]))

    def stop(self) -> None:
        """Stop it, whoever started it."""
        pid = self._noted("pid")
        if pid and self.answers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(CALL_TIMEOUT_S)
            self._process = None

    def answers(self) -> bool:
        """Somebody listens on its port."""
        try:
            socket.create_connection(("127.0.0.1", self._noted("port")), timeout=CALL_TIMEOUT_S).close()
        except OSError:
            return False
        return True

    def enrol_station(self, secrets: SecretStore) -> None:
        """Make the station's token, once."""
        if secrets.get(LEDGER_TOKEN) is None:
            secrets.put(LEDGER_TOKEN, self._issue("station", "add", STATION))

    def declare(self, takebacks: Path) -> int:
        """Tell the ledger every declaration, as the shop would, once. Returns how many were new. Raises OSError."""
        done = self._folder / "declared"
        if done.exists():
            return 0
        # Slow to load, needed once, and never before the window stands.
        from qc_station.bootstrap.demonstration_shop import declare  # noqa: PLC0415

        new = declare(takebacks, self.url, self._issue("token", "add", "--scope", "takebacks:write", "--name", "shop"))
        done.touch()
        return new

    def _issue(self, *arguments: str) -> str:
        answer = subprocess.run([*self._ledger(*arguments), "--json"], check=True, capture_output=True, text=True)
        return str(json.loads(answer.stdout)["token"])

    def _ledger(self, *verb: str) -> list[str]:
        url = f"sqlite:///{(self._folder / 'ledger.db').as_posix()}"
        return [sys.executable, "-m", "voucher_ledger", *verb, "--database-url", url]

    def _noted(self, name: str) -> int:
        try:
            return int((self._folder / name).read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0

    def _note(self, name: str, value: int) -> None:
        (self._folder / name).write_text(str(value), encoding="ascii")


def _free_port() -> int:
    """A port nobody listens on now; the station has to know the ledger's address before the ledger is up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class DemonstrationDay:
    """Brings the ledger up in the background, then calls `ready` on that thread."""

    def __init__(self, ledger: DemonstrationLedger, takebacks: Path, secrets: SecretStore) -> None:
        self._ledger, self._takebacks, self._secrets = ledger, takebacks, secrets
        self._thread: threading.Thread | None = None

    def begin(self, ready: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=self._bring_up, args=(ready,), name="demonstration")
        self._thread.start()

    def _bring_up(self, ready: Callable[[], None]) -> None:
        try:
            self._ledger.start()
            self._ledger.enrol_station(self._secrets)
            new = self._ledger.declare(self._takebacks)
        except (RuntimeError, OSError, subprocess.SubprocessError):
            # The station works on without it: that is what it is built for.
            _log.exception("demonstration_ledger_failed")
            return
        _log.info("demonstration_ledger_ready", extra={"url": self._ledger.url, "new": new})
        ready()

    def end(self) -> None:
        if self._thread is not None:
            self._thread.join()
        self._ledger.stop()
