"""A label printer, and the queue that outlives it; the printers are real listeners on loopback.

What holds whatever the printer speaks is tried on TCP 9100 and on IPP.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import LabelPrinter
from qc_station.application.print_label import drain_print_queue
from qc_station.devices.print_queue import FilePrintQueue
from qc_station.devices.printer_ipp import IppPrinter
from qc_station.devices.printer_raw import RawPrinter
from tests.simulators.ipp_printer import ScriptedIppPrinter

BIG = b"^XA" + b"A" * 4_000_000 + b"^XZ"


class Printer:
    """Takes jobs until it is told to stop after so many bytes, as one that runs out of paper and is switched off."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.stop_after: int | None = None
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line:
                job = b""
                while part := line.recv(65536):
                    job += part
                    if self.stop_after is not None and len(job) >= self.stop_after:
                        # Reset, not a polite end: power is gone.
                        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        break
                else:
                    self.taken.append(job)

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join()


def raw(port: int) -> LabelPrinter:
    return RawPrinter("127.0.0.1", port)


def ipp(port: int) -> LabelPrinter:
    return IppPrinter("127.0.0.1", port, "/printers/labels")


Speech = Callable[[int], LabelPrinter]
SPOKEN = {"raw": (Printer, raw), "ipp": (ScriptedIppPrinter, ipp)}


@pytest.fixture(params=SPOKEN)
def spoken(request: pytest.FixtureRequest) -> Iterator[tuple[Printer | ScriptedIppPrinter, Speech]]:
    """A printer, and how to reach one of its kind at a port."""
    kind, speech = SPOKEN[request.param]
    made = kind()
    yield made, speech
    made.close()


def test_a_job_arrives_whole(spoken) -> None:
    """Every byte, once."""
    printer, speech = spoken
    speech(printer.port).print(BIG)
    assert printer.taken == [BIG]


def test_a_printer_that_is_off(spoken, tmp_path: Path) -> None:
    """Said; the jobs stay, in order, and are printed once it is there."""
    printer, speech = spoken
    queue = FilePrintQueue(tmp_path / "queue")
    for job in (b"one", b"two", b"three"):
        queue.put(job)
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = door.getsockname()[1]
    with pytest.raises(WorldFailure) as told:
        drain_print_queue(queue, speech(nobody))
    assert (told.value.code, queue.count()) == ("printer_offline", 3)
    assert drain_print_queue(FilePrintQueue(tmp_path / "queue"), speech(printer.port)) == 3
    assert printer.taken == [b"one", b"two", b"three"]
    assert queue.count() == 0


def test_a_printer_that_stops_in_the_middle(spoken, tmp_path: Path) -> None:
    """The label it was at is not lost: it is sent again, whole, and then the rest."""
    printer, speech = spoken
    queue = FilePrintQueue(tmp_path)
    queue.put(BIG)
    queue.put(b"next")
    printer.stop_after = 100_000
    with pytest.raises(WorldFailure) as told:
        drain_print_queue(queue, speech(printer.port))
    assert (told.value.code, queue.count()) == ("printer_stopped", 2)
    printer.stop_after = None
    assert drain_print_queue(queue, speech(printer.port)) == 2
    assert printer.taken == [BIG, b"next"]


def test_a_printer_that_takes_nothing_is_given_up(tmp_path: Path) -> None:
    """Connected and silent, its buffers full: an end after the time allowed, and the job stays."""
    queue = FilePrintQueue(tmp_path)
    queue.put(BIG * 4)
    with socket.create_server(("127.0.0.1", 0)) as door, pytest.raises(WorldFailure) as told:
        drain_print_queue(queue, RawPrinter("127.0.0.1", door.getsockname()[1], send_s=0.2))
    assert told.value.code == "printer_stopped"
    assert queue.count() == 1


def test_what_a_kill_leaves_half_written_is_no_job(tmp_path: Path) -> None:
    """Only whole jobs are printed; a queue is read as it lies on the disk."""
    queue = FilePrintQueue(tmp_path)
    queue.put(b"whole")
    (tmp_path / "00000000000000000001-1.part").write_bytes(b"^XA half")
    again = FilePrintQueue(tmp_path)
    assert again.count() == 1
    first = again.first()
    assert first is not None
    assert first[1] == b"whole"


def test_a_queue_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """A file stands where the folder should: the world's failure, with its place."""
    (tmp_path / "queue").write_text("in the way")
    with pytest.raises(WorldFailure) as told:
        FilePrintQueue(tmp_path / "queue").put(b"job")
    assert told.value.code == "disk_full"
