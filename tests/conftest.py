"""What every test lives under: its own home, a pinned place and time, no screen, and nothing that passes unnoticed.

A test fails when a warning or an error is logged that it did not announce (`@pytest.mark.expects_log`), when Qt warns,
when Python warns, when a slot, a thread or a finaliser raises, and when a thread or a child process outlives it.

This file is also loaded by the run in which Qt cannot be imported (tests/architecture/test_core_without_qt.py), so Qt
is named only inside the fixture that hands it out.
"""

import gc
import logging
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog

# Before anything imports Qt. The caller's own choice (a test under Xvfb, a graphics card) wins.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
# The warehouse's clock, which is not UTC: a time that forgot its zone is an hour wrong here, and is seen.
os.environ["TZ"] = "Europe/Paris"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
if hasattr(time, "tzset"):
    time.tzset()

hypothesis.settings.register_profile("here", deadline=None, database=None)
hypothesis.settings.register_profile("ci", parent=hypothesis.settings.get_profile("here"), derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

PATIENCE_S = 5.0
# Python's own, kept for the next child of the `spawn` and `forkserver` methods.
LONG_LIVED = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


@pytest.fixture(scope="session", autouse=True)
def _logs_go_through_logging() -> None:
    """Structlog hands its events to `logging`, where the tests watch; the program does so too, with its own format."""
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.stdlib.render_to_log_kwargs],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the home of whoever runs it, nor inherits a setting of a bench."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    home.chmod(0o700)
    for name in [name for name in os.environ if name.startswith(("QC_STATION_", "VOUCHER_LEDGER_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("QC_STATION_HOME", str(home / "station"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home


class _Watch(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning nobody announced fails the test; so does an announced one that never came."""
    patterns = [pattern for mark in request.node.iter_markers("expects_log") for pattern in mark.args]
    root, watch = logging.getLogger(), _Watch()
    root.addHandler(watch)
    try:
        yield
    finally:
        root.removeHandler(watch)
    unexpected = [line for line in watch.lines if not any(re.search(pattern, line) for pattern in patterns)]
    silent = [pattern for pattern in patterns if not any(re.search(pattern, line) for line in watch.lines)]
    if unexpected:
        pytest.fail("logged, and not expected:\n  " + "\n  ".join(unexpected), pytrace=False)
    if silent and not getattr(request.node, "failed", False):
        pytest.fail("expected in the log, and never logged:\n  " + "\n  ".join(silent), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that failed already is not told that its log is missing as well."""
    report = yield
    if report.when != "teardown" and not report.passed:
        item.failed = True
    return report


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Every thread and child process a test starts has ended when it ends."""
    threads, children = _threads(), _children()
    yield
    deadline = time.monotonic() + PATIENCE_S
    while (left := _left(threads, children)) and time.monotonic() < deadline:
        time.sleep(0.01)
    if left:
        pytest.fail("still running after the test:\n  " + "\n  ".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def _qt_objects_end_on_their_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test of Qt leaves in circles is freed here, on the thread it belongs to.

    Left to chance, the collector frees it while it runs on some later test's worker thread; a timer that is destroyed
    there still fires here, and the process is gone.
    """
    yield
    if "qapp" in request.fixturenames:
        gc.collect()


def _left(threads: set[threading.Thread], children: set[int]) -> list[str]:
    strays = [f"thread {thread.name}" for thread in _threads() - threads]
    return strays + [f"process {child}: {line}" for child in _children() - children if (line := _command(child))]


def _threads() -> set[threading.Thread]:
    # A dummy stands for a thread Python did not start (one of Qt's); whoever started it has to end it.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


def _children() -> set[int]:
    """Process ids of our children, where /proc tells (Linux); elsewhere the check is silent.

    Asked of every process there is: not every kernel keeps the list of /proc/self/task/*/children.
    """
    found: set[int] = set()
    for entry in os.listdir("/proc") if os.path.isdir("/proc/self") else ():  # noqa: PTH208, PTH112 twice a test
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as stat:  # noqa: PTH123
                    # After the name, which may hold anything but ends with the last bracket: state, then the parent.
                    parent = stat.read().rpartition(b")")[2].split()[1]
            except (FileNotFoundError, ProcessLookupError):  # it ended while we looked
                continue
            if int(parent) == os.getpid():
                found.add(int(entry))
    return found


def _command(child: int) -> str:
    """The child's command line; empty when it is gone, was only not waited for yet, or is Python's own."""
    try:
        line = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return "" if any(name in line for name in LONG_LIVED) else line


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The program is a QGuiApplication, so its tests have no widgets to lean on."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 this file is loaded where Qt must not be

    return QGuiApplication
