"""The ledger as an operator runs it: `python -m voucher_ledger` in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

COMMAND = (sys.executable, "-W", "error", "-m", "voucher_ledger")


def run(*arguments: str, url: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    where = [] if url is None else ["--database-url", url]
    return subprocess.run(
        [*COMMAND, *arguments, *where],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        cwd=Path(__file__).parents[2],
    )


def said(*arguments: str, url: str | None = None) -> Any:
    """What a command says with --json."""
    done = run(*arguments, "--json", url=url)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@dataclass
class Serving:
    """A running `serve`, on a port of its own choice."""

    url: str
    arguments: tuple[str, ...] = ()
    port: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Not a pipe: nobody reads it meanwhile, and a full one would block the ledger.
        self.log = tempfile.TemporaryFile("w+")  # noqa: SIM115 closed when the process has ended
        self.process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--database-url", self.url, *self.arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=os.environ | self.environment,
            cwd=Path(__file__).parents[2],
        )
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        if not first:
            self.process.communicate()
            raise AssertionError(f"serve did not start: {self._logged()}")
        ready = json.loads(first)
        assert ready["pid"] == self.process.pid
        self.port = ready["port"]

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """kill -9, in the middle of whatever it is doing."""
        self.process.kill()
        self.process.communicate()
        self.log.close()

    def stop(self) -> tuple[int, list[dict[str, Any]]]:
        """SIGTERM; the exit status and the lines of the log."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        return self.process.returncode, [json.loads(line) for line in self._logged().splitlines()]

    def _logged(self) -> str:
        with self.log:
            self.log.seek(0)
            return self.log.read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
