"""Benches inside this process: the real store, rules, outbox and client; only the window is missing, and the grace."""

from __future__ import annotations

import io
import json
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from qc_station.application.bench import Bench
from qc_station.application.bench_ports import BenchPorts
from qc_station.application.drain_outbox import drain_once
from qc_station.application.import_takebacks import import_file
from qc_station.application.ledger_port import Ledger
from qc_station.application.messages import Messages
from qc_station.application.ports import Credential
from qc_station.application.verify import VerifyReport, verify
from qc_station.bootstrap.late import LateHolidays, LatePictureReader
from qc_station.bootstrap.world import SystemClock, SystemEntropy
from qc_station.cli.play import play
from qc_station.domain.operator import Operator, Role
from qc_station.policy.programme import Programme
from qc_station.policy.programme_file import load_programme
from qc_station.storage.open_station import open_station
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.sync.ledger_client import LedgerClient
from tests.faults.dossiers import Dossier
from tests.faults.expert import BADGE, NAME, PIN
from tests.faults.processes import ROOT

# How many approvals go in one call: few, so that there are many calls to break.
CALL_MAX = 7
PAUSE_S = 0.02
# After a call that failed; a bench at work waits longer.
AFTER_FAILURE_S = 0.15


class SeededEntropy:
    """The same ids again for the same seed, so that what went wrong once goes wrong again."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def bytes(self, count: int) -> bytes:
        return self._chance.randbytes(count)


class PlainPins:
    """Argon2 is slow on purpose, and not what is looked at here."""

    def hash(self, pin: str) -> str:
        return f"plain:{pin}"

    def matches(self, pin_hash: str, pin: str) -> bool:
        return pin_hash == f"plain:{pin}"


def programme() -> Programme:
    """The shipped one, without its undo grace."""
    file = ROOT / "resources" / "programmes" / "ami-for-ever.toml"
    rules = file.read_text(encoding="utf-8")
    assert "undo_grace_s = 10\n" in rules
    return load_programme(rules.replace("undo_grace_s = 10\n", "undo_grace_s = 0\n"), file.name)


def messages(language: str) -> Messages:
    file = ROOT / "resources" / "i18n" / f"messages.{language}.toml"
    return Messages(language, file.read_text(encoding="utf-8"))


class LocalBench:
    """A bench over a folder, or over a database that it shares. Used by one thread; `sender` may be another."""

    def __init__(self, folder: Path, name: str, database_url: str = "", *, seed: int | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name = folder, name
        self.clock = SystemClock()
        self.store = open_station(database_url or f"sqlite:///{(folder / 'station.db').as_posix()}", name)
        self.photos = FilePhotoStore(folder / "photos")
        rules = programme()
        self.ports = BenchPorts(
            station=name,
            programmes={rules.id: rules},
            unit_of_work=self.store,
            clock=self.clock,
            entropy=SystemEntropy() if seed is None else SeededEntropy(seed),
            photos=self.photos,
            pictures=LatePictureReader(),
            pins=PlainPins(),
            calendar=LateHolidays(),
        )
        self.bench = Bench(self.ports)
        self.messages = messages("fr")
        with self.store() as uow:
            operator = Operator(f"{name}-lm", NAME, Role.EXPERT, BADGE)
            if uow.operators.by_badge(BADGE) is None:
                uow.operators.save(Credential(operator, PlainPins().hash(PIN), 0, None))
            uow.commit()

    def know(self, dossiers: Sequence[Dossier]) -> None:
        file = self.folder / "takebacks.json"
        file.write_text(json.dumps([dossier.document() for dossier in dossiers]), encoding="utf-8")
        import_file(file, self.store, self.clock, "test")

    def do(self, command: Mapping[str, object]) -> dict[str, object]:
        """One line of `play`, and its outcome; an Expert can work here as in a process."""
        out = io.StringIO()
        play([json.dumps(command)], self.bench, self.messages, out)
        outcome: dict[str, object] = json.loads(out.getvalue())
        return outcome

    def verify(self) -> VerifyReport:
        return verify(self.store, self.photos)

    def close(self) -> None:
        self.store.close()


class Sender:
    """Sends what a bench decides, over and over, until it is stopped; as the sync thread does, without its waiting."""

    def __init__(self, bench: LocalBench, url: str, token: str, mutant: Callable[[Ledger], Ledger] | None) -> None:
        self._bench = bench
        self._client = LedgerClient(url, token, bench.clock)
        self._ledger: Ledger = mutant(self._client) if mutant else self._client
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"sender {bench.name}")
        self.rounds = self.failures = 0
        self.bug: BaseException | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._client.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                report = drain_once(self._bench.store, self._ledger, self._bench.clock, limit=CALL_MAX)
            except BaseException as bug:  # noqa: BLE001 (told by whoever started it)
                self.bug = bug
                return
            self.rounds += 1
            self.failures += report.failure is not None
            if report.failure is not None:
                self._stopping.wait(AFTER_FAILURE_S)
            elif not report.sent:
                self._stopping.wait(PAUSE_S)
