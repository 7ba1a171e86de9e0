"""The programs as processes, each over a folder of its own: the ledger, and a bench's command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import requests

from voucher_ledger.application import access
from voucher_ledger.bootstrap import SystemClock, opened
from voucher_ledger.domain.station import Scope
from voucher_ledger.storage.engine import database_url
from voucher_ledger.storage.store import SqlStore

ROOT = Path(__file__).parents[2]
START_TIMEOUT_S = 60.0
VERB_TIMEOUT_S = 120.0
CALL_TIMEOUT_S = 30.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a child needs and nothing of whoever runs the tests: no home, no keyring, no setting of a bench."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/Paris",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **more,
    }


def with_grace(folder: Path, grace_s: int) -> Path:
    """A copy of the program whose programme file has another undo grace; run it with this folder as working directory.

    The grace is a rule of the programme, so it is no setting: whoever wants another one has another programme file.
    """
    shutil.copytree(ROOT / "qc_station", folder / "qc_station")
    for name in ("programmes", "i18n"):
        shutil.copytree(ROOT / "resources" / name, folder / "resources" / name)
    for file in (folder / "resources" / "programmes").glob("*.toml"):
        rules = file.read_text(encoding="utf-8")
        assert "undo_grace_s = 10\n" in rules
        file.write_text(rules.replace("undo_grace_s = 10\n", f"undo_grace_s = {grace_s}\n"), encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class BenchHome:
    """A bench as its command line sees it. `program`: the folder `qc_station` is run from."""

    folder: Path
    name: str
    program: Path = ROOT
    ledger_url: str = ""
    token: str = ""
    database_url: str = ""
    pepper: str = ""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.folder / 'station.db').as_posix()}"

    def run(self, *verb: str, said: str = "") -> subprocess.CompletedProcess[str]:
        """One verb, to its end."""
        process = self.start(*verb)
        out, err = process.communicate(said, timeout=VERB_TIMEOUT_S)
        return subprocess.CompletedProcess(verb, process.returncode, out, err)

    def start(self, *verb: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "qc_station", *verb],
            cwd=self.program,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run_bytes(self, *verb: str, said: bytes) -> subprocess.CompletedProcess[bytes]:
        """One verb that is told bytes, whatever they are, where Python is strict about them (as under fr_FR.UTF-8)."""
        return subprocess.run(
            [sys.executable, "-m", "qc_station", *verb],
            cwd=self.program,
            env=self._environment() | {"PYTHONIOENCODING": "utf-8:strict"},
            input=said,
            capture_output=True,
            check=False,
            timeout=VERB_TIMEOUT_S,
        )

    def _environment(self) -> dict[str, str]:
        given = {
            "QC_STATION_HOME": str(self.folder),
            "QC_STATION_STATION": self.name,
            "QC_STATION_LEDGER_URL": self.ledger_url,
            "QC_STATION_LEDGER_TOKEN": self.token,
            "QC_STATION_DATABASE_URL": self.database_url,
            "QC_STATION_PIN_PEPPER": self.pepper,
        }
        return environment(self.folder.parent, **{name: value for name, value in given.items() if value})


def done(ended: subprocess.CompletedProcess[str]) -> str:
    """What it said, when it ended well; fails with its last words otherwise."""
    assert ended.returncode == 0, (
        f"{ended.args}: status {ended.returncode}\n{ended.stdout[-2000:]}\n{ended.stderr[-4000:]}"
    )
    return ended.stdout


class LedgerProcess:
    """`voucher-ledger serve` on a port it keeps over its lives. `module`: a mutant stands in for the program."""

    def __init__(self, folder: Path, database: str = "", module: tuple[str, ...] = ("voucher_ledger",)) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._module = folder, module
        self.database_url = database or f"sqlite:///{(folder / 'ledger.db').as_posix()}"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._http = requests.Session()
        self._http.trust_env = False
        with self._books(migrate_first=True) as books:
            clock = SystemClock()
            _, self.shop = access.add_token("shop", frozenset({Scope.TAKEBACKS_WRITE}), books, clock)
            _, self.finance = access.add_token("finance", frozenset({Scope.FINANCE}), books, clock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers. Raises RuntimeError with its last words."""
        ready = self._folder / "ready.json"
        ready.unlink(missing_ok=True)
        serve = ["serve", "--port", str(self.port), "--ready-file", str(ready), "--database-url", self.database_url]
        with (self._folder / "ledger.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self._module, *serve],
                cwd=ROOT,
                env=environment(self._folder),
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not ready.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.last_words())
            time.sleep(0.01)
        self.port = int(json.loads(ready.read_text(encoding="utf-8"))["port"])

    def last_words(self) -> str:
        return (self._folder / "ledger.log").read_text(encoding="utf-8", errors="replace")[-3000:]

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone; what it had open is closed by the system."""
        self._http.close()
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()

    stop = kill

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def add_station(self, name: str) -> str:
        """The new station's token."""
        with self._books() as books:
            return access.add_station(name, books, SystemClock())[1]

    def _books(self, *, migrate_first: bool = False) -> AbstractContextManager[SqlStore]:
        """Opened here for what `voucher-ledger station add` does: a process each would take a second each."""
        return opened(database_url(self.database_url), migrate_first=migrate_first)

    def run(self, *verb: str) -> subprocess.CompletedProcess[str]:
        return self.finish(self.begin(*verb))

    def begin(self, *verb: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "voucher_ledger", *verb, "--database-url", self.database_url],
            cwd=ROOT,
            env=environment(self._folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    @staticmethod
    def finish(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
        out, err = process.communicate(timeout=VERB_TIMEOUT_S)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def declare(self, document: Mapping[str, object]) -> None:
        """As the shop does it."""
        answer = self._call("POST", "/v1/takebacks", self.shop, json=document)
        assert answer.status_code in (requests.codes.created, requests.codes.ok), answer.text

    def get(self, path: str, token: str = "") -> Any:
        answer = self._call("GET", path, token or self.finance)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def _call(self, method: str, path: str, token: str, **given: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return self._http.request(method, self.url + path, headers=headers, timeout=CALL_TIMEOUT_S, **given)
