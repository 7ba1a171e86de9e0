"""A scanner on a serial line, played over a pseudo-terminal pair with the real pyserial."""

from __future__ import annotations

import os
import queue
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.scanner_port import DEBOUNCE_S, Debounce, SerialState
from qc_station.devices.scanner_serial import HALF_CODE_S, LENGTH_MAX, CodeCutter, SerialScanner

WAIT_S = 10.0


class Line:
    """Our end of the pair, reached under a path that can be unplugged and plugged in again as udev would."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "usb-scanner"
        self.plug()

    def plug(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path.symlink_to(os.ttyname(self._theirs))

    def send(self, data: bytes) -> None:
        os.write(self._ours, data)

    def unplug(self) -> None:
        self.path.unlink()
        os.close(self._theirs)
        os.close(self._ours)


class Ear:
    def __init__(self, line: Line) -> None:
        self.codes: queue.Queue[str] = queue.Queue()
        self.drops: queue.Queue[str] = queue.Queue()
        self.states: queue.Queue[SerialState] = queue.Queue()
        self.scanner = SerialScanner(str(line.path), self.codes.put, self.drops.put, self.states.put, (0.01,))

    def listen(self) -> Ear:
        self.scanner.start()
        return self

    def next(self) -> str:
        return self.codes.get(timeout=WAIT_S)

    def state(self) -> SerialState:
        return self.states.get(timeout=WAIT_S)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    made = Line(tmp_path)
    yield made
    if made.path.is_symlink():
        made.unplug()


@pytest.fixture
def ear(line: Line) -> Iterator[Ear]:
    made = Ear(line)
    yield made
    made.scanner.stop()


def test_codes_arrive_as_they_were_sent(line: Line, ear: Ear) -> None:
    """AIM identifier, GS and blanks included, whichever end the scanner is set to; several in one packet too."""
    ear.listen()
    assert ear.state() is SerialState.CONNECTED
    line.send(b"]C19V20524752032\r")
    assert ear.next() == "]C19V20524752032"
    line.send(b"]d20104006381333931\x1d10A1\r\nQC1-AB\t8R 4120 7731 902\n")
    assert [ear.next(), ear.next(), ear.next()] == ["]d20104006381333931\x1d10A1", "QC1-AB", "8R 4120 7731 902"]
    assert ear.codes.empty()


def test_rubbish_and_floods_end_nothing(line: Line, ear: Ear) -> None:
    """Bytes of every value, and a code without an end: the flood is dropped whole, and the next code is heard."""
    ear.listen()
    ear.state()
    line.send(bytes(range(256)) + b"\r")
    for _ in range(3):
        ear.next()
    for _ in range(LENGTH_MAX // 512 + 2):
        line.send(b"A" * 512)
    line.send(b"\r")
    assert ear.drops.get(timeout=WAIT_S) == "scan_too_long"
    line.send(b"9V20524752032\r")
    assert ear.next() == "9V20524752032"


def test_half_a_code_is_never_joined_to_the_next(line: Line, ear: Ear) -> None:
    """What lost its end is dropped with its reason; the next scan is whole."""
    ear.listen()
    ear.state()
    line.send(b"9V2052")
    assert ear.drops.get(timeout=HALF_CODE_S + WAIT_S) == "scan_cut_short"
    line.send(b"6A15602676300\r")
    assert ear.next() == "6A15602676300"


def test_unplugged_and_back(line: Line, ear: Ear) -> None:
    """The state is told once each way, and the scanner is heard again without anybody's help."""
    ear.listen()
    assert ear.state() is SerialState.CONNECTED
    line.unplug()
    assert ear.state() is SerialState.LOOKING
    line.plug()
    assert ear.state() is SerialState.CONNECTED
    line.send(b"9V20524752032\r")
    assert ear.next() == "9V20524752032"


def test_a_port_that_may_not_be_opened(line: Line, ear: Ear, monkeypatch) -> None:
    """Permission denied is told apart from unplugged: what to do is another thing. Root may open anything, so the
    refusal itself is played; the error is the one pyserial raises.
    """

    def denied(*_: object, **__: object) -> None:
        raise serial.SerialException(13, "could not open port: Permission denied")

    monkeypatch.setattr(serial, "Serial", denied)
    ear.listen()
    assert ear.state() is SerialState.REFUSED


def test_stopping_ends_the_thread(line: Line, ear: Ear) -> None:
    """Connected or not, nothing is left running."""
    ear.listen()
    ear.state()
    ear.scanner.stop()
    assert not any(thread.name == "serial-scanner" for thread in threading.enumerate())


@given(
    st.lists(st.binary(min_size=1, max_size=60).map(lambda code: bytes(b for b in code if b not in b"\r\n\t"))),
    st.data(),
)
def test_cutting_does_not_depend_on_the_packets(codes: list[bytes], data: st.DataObject) -> None:
    """However the bytes are cut into packets, the same codes come out, in order, and nothing else."""
    sent = b"".join(code + b"\r" for code in codes)
    cutter, heard = CodeCutter(), []
    while sent:
        size = data.draw(st.integers(1, len(sent)))
        heard += cutter.feed(sent[:size])
        sent = sent[size:]
    assert heard == [code.decode("latin-1") for code in codes if code]
    assert not cutter.half


def test_one_label_read_by_two_scanners_is_one_scan() -> None:
    """The same code within the time, from any source, is a repetition; another code or a later one is not."""
    debounce = Debounce()
    assert not debounce.repeated("A", 10.0)
    assert debounce.repeated("A", 10.0 + DEBOUNCE_S - 0.01)
    assert not debounce.repeated("B", 11.6)
    assert not debounce.repeated("A", 11.7)
    assert not debounce.repeated("A", 11.7 + DEBOUNCE_S)
