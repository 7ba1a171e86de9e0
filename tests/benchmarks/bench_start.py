"""How long until the window is ready to scan, beside a bare PySide6 QML window: `python -m
tests.benchmarks.bench_start`.

Both are whole processes, started in turn; the clock runs from the command to the line they print. The bare one
imports Qt, loads one
text in a Window and draws it. Ours is `qc-station demo --smoke` on a demonstration folder laid out before, and has
two lines: *first frame*, the sign-in screen with the scanner heard (a badge scanned now is kept and answered), and
*first answer*, the database opened and the first snapshot read, so that a scan is answered at once. Budget: the first
frame within 3 bare windows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

BUDGET = 3.0
BARE = """
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
application = QGuiApplication([])
engine = QQmlApplicationEngine()
engine.loadData(b'import QtQuick; Window { visible: true; width: 1280; height: 800; Text { text: "scan" } }')
window = engine.rootObjects()[0]
window.frameSwapped.connect(lambda: (print("first frame", flush=True), application.quit()))
application.exec()
"""
OURS = [sys.executable, "-m", "qc_station", "demo", "--smoke"]


def lines_of(command: list[str], home: str) -> dict[str, float]:
    """Seconds from the start of the process to each line it prints, by the line's first two words."""
    environment = os.environ | {"QC_STATION_HOME": home, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    heard = {}
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            heard[" ".join(line.split()[:2])] = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return heard


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    bare_command = [sys.executable, "-c", BARE]
    with tempfile.TemporaryDirectory() as home:
        lines_of(bare_command, home), lines_of(OURS, home)
        pairs = [(lines_of(bare_command, home)["first frame"], lines_of(OURS, home)) for _ in range(runs)]
    print(f"load average {os.getloadavg()[0]:.1f}, medians of {runs} pairs")
    print(f"{'bare QML window':28}{statistics.median(bare for bare, _ in pairs) * 1000:7.0f} ms")
    ratios = {}
    for what in ("first frame", "first answer"):
        ratios[what] = statistics.median(ours[what] / bare for bare, ours in pairs)
        took_ms = statistics.median(ours[what] for _, ours in pairs) * 1000
        print(f"{'qc-station, ' + what:28}{took_ms:7.0f} ms   {ratios[what]:.2f} times the bare window")
    for what, ratio in ratios.items():
        print(f"{what} within {BUDGET:.1f} times: {'met' if ratio <= BUDGET else 'NOT met'}")
    return 0 if ratios["first frame"] <= BUDGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
