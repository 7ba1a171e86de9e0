"""What the serial scanner's thread reads becomes a scan in the window's own thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.application.scanner_port import Debounce, SerialState
from qc_station.viewmodels.camera_words import Device
from qc_station.viewmodels.chips import chips
from qc_station.viewmodels.serial_ear import SerialEar
from tests.application.day import PARCEL
from tests.viewmodels.keyed_bench import KeyedBench


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(tmp_path, qtbot)
    made.way_out()
    yield made
    made.close()


def from_a_thread(act) -> None:
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()


def test_a_code_from_the_scanners_thread_opens_the_parcel(bench: KeyedBench, qtbot) -> None:
    """The same door as the wedge: heard, answered, on the table."""
    ear = SerialEar(bench.desk, Debounce())
    from_a_thread(lambda: ear.hear(f"]C1{PARCEL}"))
    qtbot.waitUntil(lambda: bench.desk.view is not None and bench.desk.view.parcel is not None)
    bench.settle()


def test_the_same_label_by_wedge_and_wire_is_one_scan(bench: KeyedBench, qtbot) -> None:
    """What the wedge just read is not acted on again when the wire brings it a moment later."""
    scanned: list[str] = []
    bench.desk.scan = scanned.append
    debounce = Debounce()
    ear = SerialEar(bench.desk, debounce)
    assert not debounce.repeated("9V99999999990", time.monotonic())  # the wedge was first
    from_a_thread(lambda: [ear.hear("9V99999999990"), ear.hear("6A15602676300")])
    qtbot.waitUntil(lambda: scanned == ["6A15602676300"])


@pytest.mark.parametrize(
    ("state", "level"),
    [(SerialState.CONNECTED, "good"), (SerialState.LOOKING, "attention"), (SerialState.REFUSED, "attention")],
)
def test_the_chip_says_where_the_scanner_stands(bench: KeyedBench, qtbot, state: SerialState, level: str) -> None:
    """Unplugged and not permitted each say what to do; neither stops the work."""
    ear = SerialEar(bench.desk, Debounce())
    from_a_thread(lambda: ear.show(state))
    qtbot.waitUntil(lambda: bench.desk.scanner is state)
    chip = next(each for each in chips(bench.desk, Device()) if each.key == "scanner")
    assert chip.level == level
    assert chip.advice
