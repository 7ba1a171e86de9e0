"""The checks of tests/conftest.py catch what they are there for: each is tried on a small test that breaks its rule."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]

# One module, one run. Offence → what the report must say of it; a quiet test says nothing and passes.
MODULE = """
import gc, logging, os, pathlib, subprocess, threading, time, warnings
import pytest, structlog
import tests.conftest
from PySide6.QtCore import QTimer, qWarning

tests.conftest.PATIENCE_S = 0.1

def test_unexpected_warning(): logging.getLogger("x").warning("odd one")
def test_unexpected_structlog_event(): structlog.get_logger().error("odd event")
@pytest.mark.expects_log("odd")
def test_announced_warning_that_never_came(): pass
def test_stray_thread(): threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
def test_thread_that_raises():
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
def test_stray_process(): test_stray_process.child = subprocess.Popen(["sleep", "9"])
def test_python_warning(): warnings.warn("odd warning")
def test_file_left_open():
    open(__file__)
    gc.collect()
def test_qt_warning(): qWarning("odd Qt")
def test_slot_that_raises(qtbot):
    QTimer.singleShot(0, lambda: {}["odd slot"])
    qtbot.wait(50)

@pytest.mark.expects_log("odd")
def test_fine_when_announced(): logging.getLogger("x").warning("odd")
def test_fine_in_its_own_home(): assert os.environ["QC_STATION_HOME"].startswith(str(pathlib.Path.home()))
def test_fine_with_a_thread_that_ends():
    thread = threading.Thread(target=time.sleep, args=(0.01,))
    thread.start()
"""
NAMED = {
    "unexpected_warning": "WARNING x: odd one",
    "unexpected_structlog_event": "odd event",
    "announced_warning_that_never_came": "never logged",
    "stray_thread": "still running",
    "thread_that_raises": "ZeroDivisionError",
    "stray_process": "process",
    "python_warning": "odd warning",
    "file_left_open": "unclosed file",
    "qt_warning": "odd Qt",
    "slot_that_raises": "odd slot",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the run said of each test of MODULE: empty when it passed."""
    folder = tmp_path_factory.mktemp("offences")
    (folder / "test_offence.py").write_text(MODULE)
    options = [f"--rootdir={ROOT}", f"-c{ROOT / 'pyproject.toml'}", "-ptests.conftest", "-pno:randomly"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-pno:cacheprovider", "--junitxml=report.xml", str(folder)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    said: dict[str, str] = {}
    for case in ET.parse(folder / "report.xml").iter("testcase"):
        name = case.attrib["name"].removeprefix("test_")
        said[name] = said.get(name, "") + "".join(f"{part.attrib.get('message')}\n{part.text}" for part in case)
    return said


@pytest.mark.parametrize("offence", NAMED)
def test_an_offence_fails(offence: str, reports: dict[str, str]) -> None:
    """A test that leaves a trace of trouble fails, and the report names the trouble."""
    assert NAMED[offence] in reports[offence]


def test_what_is_announced_or_tidy_passes(reports: dict[str, str]) -> None:
    """An announced warning, a home of its own, a thread that ends: none of it fails a test."""
    fine = {name: said for name, said in reports.items() if name.startswith("fine")}
    assert len(fine) == 3
    assert not any(fine.values())
