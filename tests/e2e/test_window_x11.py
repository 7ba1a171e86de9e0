"""The demonstration as a person starts it: `qc-station demo` on a real X server, real key events, and a polite end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc_station.storage.open_station import open_station

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60.0
NEEDED = ("Xvfb", "xdotool")


@pytest.fixture
def display() -> Iterator[str]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"this gate needs {', '.join(missing)}")
    if missing:
        pytest.skip(f"needs an X server and its tools: {', '.join(missing)}")
    command = ["Xvfb", "-displayfd", "1", "-noreset", "-nolisten", "tcp", "-screen", "0", "1440x900x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        yield f":{server.stdout.readline().strip()}"
        server.terminate()


def until(done: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            pytest.fail(f"never came: {what}")
        time.sleep(0.1)


def facts(home: Path) -> list[str]:
    """The kinds of fact the demonstration's station has recorded."""
    database = home / "demonstration" / "station.db"
    if not database.exists():
        return []
    unit_of_work = open_station(f"sqlite:///{database}", "DEMO-01")
    try:
        with unit_of_work(read_only=True) as uow:
            return [entry.fact.kind for entry in uow.log.entries()]
    finally:
        unit_of_work.close()


def test_a_person_signs_in_on_a_real_screen_and_nothing_is_left_running(display: str, tmp_path: Path) -> None:
    """With a renderer that draws on its own thread the bench still begins after the frame; SIGTERM ends it all."""
    place = {"DISPLAY": display, "QC_STATION_HOME": str(tmp_path), "QT_QPA_PLATFORM": "xcb"}
    environment = os.environ | place
    environment.pop("QT_QUICK_BACKEND", None)

    def keys(*command: str) -> str:
        answer = subprocess.run(["xdotool", *command], env=environment, capture_output=True, text=True, check=False)
        return answer.stdout.strip()

    with (tmp_path / "said").open("w+") as said:
        station = subprocess.Popen([sys.executable, "-m", "qc_station", "demo"], cwd=ROOT, env=environment, stderr=said)
        try:
            until(lambda: "takebacks_imported" in facts(tmp_path), "the demonstration laid out behind the first frame")
            keys("windowfocus", keys("search", "--name", "QC Station").split()[0])
            time.sleep(1.0)  # X hands over the focus in its own time
            keys("type", "--delay", "4", "QC-BADGE-LM-0001")
            keys("key", "Return")
            time.sleep(1.0)  # an Enter right after a scan belongs to the scanner
            keys("key", "--delay", "150", "4", "7", "1", "1", "Return")
            until(lambda: "signed_in" in facts(tmp_path), "the sign-in")
        finally:
            station.send_signal(signal.SIGTERM)
            status = station.wait(PATIENCE_S)
        said.seek(0)
        assert (status, said.read()) == (0, "")
