"""Debian's `ippeveprinter` as a process of a test: a real IPP printer that runs a command for each job.

It will not start without a D-Bus, even when told to advertise nothing (`-r off`), so it gets one of its own with nobody
else on it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# Debian keeps it where only root looks.
WHERE = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
NEEDED = ("ippeveprinter", "dbus-daemon")
PATIENCE_S = 20
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>
"""


def missing_programs() -> list[str]:
    return [name for name in NEEDED if shutil.which(name, path=WHERE) is None]


class IppevePrinter:
    """Runs from the start to `end`. `command` is the body of a shell script that gets the document as $1.

    `keys` is a folder with localhost.crt and localhost.key, for TLS.
    """

    path = "/ipp/print"

    def __init__(self, folder: Path, *formats: str, command: str = "exit 0", keys: Path | None = None) -> None:
        self._folder = folder
        self._spool = folder / "spool"
        self._spool.mkdir()
        self.command(command)
        # A Unix socket's path is short, and the folder of a test is not.
        self._short = tempfile.TemporaryDirectory(prefix="bus")
        config = folder / "bus.conf"
        config.write_text(BUS.format(folder=self._short.name))
        self._bus = subprocess.Popen(
            [self._program("dbus-daemon"), f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        address = self._bus.stdout.readline().strip()
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.port = door.getsockname()[1]
        options = ["-r", "off", "-n", "localhost", "-p", str(self.port), "-d", str(self._spool), "-k"]
        options += ["-c", str(folder / "command"), "-f", ",".join(formats)] + (["-K", str(keys)] if keys else [])
        with (folder / "printer.log").open("wb") as log:
            self._printer = subprocess.Popen(
                [self._program("ippeveprinter"), "-vv", *options, "Labels"],
                env=os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": address},
                stdout=log,
                stderr=log,
            )
        self._await_it()

    def command(self, script: str) -> None:
        """What is done with the next documents."""
        aside = self._folder / "command.new"
        aside.write_text(f"#!/bin/sh\n{script}\n")
        aside.chmod(0o755)
        aside.rename(self._folder / "command")

    def documents(self) -> list[bytes]:
        """What it was sent, in order; a .prn is what a command said."""
        kept = [file for file in self._spool.iterdir() if file.suffix != ".prn"]
        return [file.read_bytes() for file in sorted(kept, key=lambda file: int(file.name.partition("-")[0]))]

    def log(self) -> str:
        return (self._folder / "printer.log").read_text(errors="replace")

    def end(self) -> None:
        for process in (self._printer, self._bus):
            process.terminate()
            process.wait(PATIENCE_S)
        self._bus.stdout.close()
        self._short.cleanup()

    def _program(self, name: str) -> str:
        return shutil.which(name, path=WHERE)

    def _await_it(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and self._printer.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        said = self.log()
        self.end()
        raise AssertionError(f"ippeveprinter does not listen ({self._printer.returncode}): {said}")
