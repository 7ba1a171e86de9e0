"""A piece's label, from the signature to the printer, in a wired station; and again from the command line."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from qc_station.application import commands
from qc_station.application.label_port import PrinterStatus
from qc_station.application.ports import Credential
from qc_station.application.settings import SettingRefused
from qc_station.application.verify import verify
from qc_station.bootstrap.station import Station, open_home
from qc_station.cli import doctor
from qc_station.cli.arguments import parser
from qc_station.cli.verbs import run_verb
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, EXPERT, PARCEL, PIN, takeback
from tests.simulators.ipp_printer import ScriptedIppPrinter


def host_status(*, paper_out: int = 0, paused: int = 0, head_up: int = 0, ribbon_out: int = 0) -> bytes:
    """What a ZPL printer answers to ~HS."""
    first = f"030,{paper_out},{paused},1245,000,0,0,0,000,0,0,0"
    second = f"000,0,{head_up},{ribbon_out},0,2,4,0,00000000,1,000"
    return b"".join(b"\x02" + line.encode() + b"\x03\r\n" for line in (first, second, "1234,0"))


class Listener:
    """A printer on loopback that keeps what it was sent, and answers how it is with `says`."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.says = host_status()
        self.heard = threading.Condition()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
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
                    if job == b"~HS":
                        line.sendall(self.says)
                        job = b""
                        break
            if not job:
                continue
            with self.heard:
                self.jobs.append(job)
                self.heard.notify_all()

    def wait_for(self, count: int) -> list[bytes]:
        with self.heard:
            assert self.heard.wait_for(lambda: len(self.jobs) >= count, 20)
            return list(self.jobs)

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join()


@pytest.fixture
def printer() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def sign_one(station: Station) -> str:
    """A clean piece, accepted; its id."""
    with station.unit_of_work() as uow:
        uow.operators.save(Credential(EXPERT, station.pins.hash(PIN), 0, None))
        uow.takebacks.save(takeback())
        uow.commit()
    bench = station.bench
    for command in (
        commands.SignIn(BADGE, PIN),
        commands.Scan(PARCEL),
        commands.RecordTransferForm(TransferForm.SIGNED),
        commands.OpenItem(1),
        *(commands.AnswerCheck(check, commands.CONFORM) for check in CHECKS),
        commands.Decide(Ruling.ACCEPTED),
    ):
        assert bench.perform(command).ok
    piece = bench.view().piece
    assert piece is not None
    return piece.id


def test_an_accepted_piece_is_labelled_by_itself(tmp_path: Path, printer: Listener) -> None:
    """One label with its id and its grade, for the resolution of the printer; none for the pieces still open."""
    with open_home(tmp_path, {}, printer=printer.address, printer_dpi="300") as station:
        station.printing.start()
        piece = sign_one(station)
        (label,) = printer.wait_for(1)
        assert piece.encode() in label
        assert b"Excellent" in label
        assert b"^PW1205" in label


@pytest.mark.parametrize(("language", "said"), [("fr", b"d_C3_A9clar_C3_A9"), ("en", b"Undeclared")])
def test_whatever_leaves_the_table_is_labelled(tmp_path: Path, printer: Listener, language: str, said: bytes) -> None:
    """An undeclared piece and one set aside for a lead are found again by their label, which says what they are."""
    with open_home(tmp_path, {}, printer=printer.address, language=language) as station:
        sign_one(station)
        for command in (commands.SetAsideUndeclared(), commands.ClosePiece(), commands.OpenItem(2)):
            assert station.bench.perform(command).ok
        assert station.bench.perform(commands.Decide(Ruling.REVIEW, note="doute")).ok
        assert station.printing.print_waiting() == 3
        _, undeclared, review = printer.wait_for(3)
        assert said in undeclared
        assert review != undeclared


def test_a_label_waits_for_its_printer_across_days(tmp_path: Path, printer: Listener) -> None:
    """Signed while the printer is off, the label is printed when the station starts again with the printer on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = f"127.0.0.1:{door.getsockname()[1]}"
    with open_home(tmp_path, {}, printer=nobody) as station:
        station.printing.start()
        piece = sign_one(station)
        assert station.printing.queue.count() == 1
    with open_home(tmp_path, {}, printer=printer.address) as station:
        station.printing.start()
        assert piece.encode() in printer.wait_for(1)[0]


def test_the_command_line_prints_again_and_writes_files(tmp_path: Path, printer: Listener, capsys) -> None:
    """`label PIECE` reprints; --zpl and --pdf write; an unknown piece is said by name with status 2."""
    with open_home(tmp_path, {}, printer=printer.address, language="en") as station:
        piece = sign_one(station)
        station.printing.print_waiting()
        assert run_verb(parser().parse_args(["label", piece.lower()]), station) == 0
        assert printer.wait_for(2)[0] == printer.jobs[1]
        written = tmp_path / "label.pdf"
        zpl = tmp_path / "label.zpl"
        assert run_verb(parser().parse_args(["label", piece, "--pdf", str(written), "--zpl", str(zpl)]), station) == 0
        assert written.read_bytes().startswith(b"%PDF")
        assert zpl.read_bytes() == printer.jobs[1]
        assert run_verb(parser().parse_args(["label", "QC1-0"]), station) == 2
        assert "QC1-0" in capsys.readouterr().err
        nowhere = tmp_path / "none" / "label.pdf"
        assert run_verb(parser().parse_args(["label", piece, "--pdf", str(nowhere)]), station) == 2


def test_without_a_printer_nothing_is_queued(tmp_path: Path, capsys) -> None:
    """No printer set: signing queues nothing, and asking for a label says what is missing."""
    with open_home(tmp_path, {}, language="en") as station:
        piece = sign_one(station)
        assert station.printing.queue.count() == 0
        assert run_verb(parser().parse_args(["label", piece]), station) == 2
        assert "No printer" in capsys.readouterr().err


def test_a_label_reaches_a_printer_behind_ipp(tmp_path: Path) -> None:
    """The same settings, another address: the accepted piece's label is taken by the queue it names."""
    printer = ScriptedIppPrinter()
    try:
        with open_home(tmp_path, {}, printer=f"ipp://127.0.0.1:{printer.port}/printers/Labels%202") as station:
            piece = sign_one(station)
            assert station.printing.print_waiting() == 1
            (label,) = printer.taken
            assert piece.encode() in label
            assert b"POST /printers/Labels%202 HTTP" in printer.heads[0]
    finally:
        printer.close()


def test_closing_does_not_wait_for_a_job_at_the_printer(tmp_path: Path) -> None:
    """A label that waits in the printer's own queue is printed there; the station ends without it."""
    printer = ScriptedIppPrinter()
    printer.job_states = [3]
    try:
        with open_home(tmp_path, {}, printer=f"ipp://127.0.0.1:{printer.port}/printers/Labels") as station:
            station.printing.start()
            sign_one(station)
            with printer.heard:
                assert printer.heard.wait_for(lambda: 0x0009 in printer.asked, 20)
            began = time.monotonic()
        assert time.monotonic() - began < 10
        assert station.printing.queue.count() == 0
    finally:
        printer.close()


@pytest.mark.parametrize(
    "address", ["host", "host:", "ipp://host/printers/A", "ipps://h.example:1/ipp/print", "ipp://[::1]:631/printers/A"]
)
def test_an_address_of_a_printer(tmp_path: Path, address: str) -> None:
    """Each of these is one; nobody is asked before there is a label."""
    with open_home(tmp_path, {}, printer=address) as station:
        assert station.printing.ready


@pytest.mark.parametrize(
    "address",
    [
        *(
            ":9100",
            "host:0",
            "host:99999",
            "host:9x",
            "http://host/printers/A",
            "ipp:host",
            "ipp://host",
            "ipp://host/",
        ),
        *("ipp://me:secret@host/printers/A", "ipp://host:0/printers/A", "ipp://host:65536/printers/A"),
        *("ipp:///printers/A", "ipp://host/printers/A B", "ipp://host/printers/A?x", "ipp://host/printers/é"),
        *(f"ipp://{'h' * 64}/printers/A", "ipp://[::1/printers/A"),
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    """By the setting's name, before anything is opened."""
    with pytest.raises(SettingRefused) as refused:
        open_home(tmp_path, {}, printer=address)
    assert refused.value.params["name"] == "printer"


def test_a_photographed_label_is_read_and_judged(tmp_path: Path, capsys) -> None:
    """The verb says what counts and why; a picture without a code, and no picture, are said with their status."""
    drawn = Image.fromarray(
        np.asarray(zxingcpp.create_barcode(PARCEL, zxingcpp.BarcodeFormat.Code128).to_image(scale=4))
    )
    drawn.save(tmp_path / "label.png")
    Image.new("L", (200, 200), 200).save(tmp_path / "blank.png")
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    with open_home(tmp_path / "home", {}, language="en") as station:
        assert run_verb(parser().parse_args(["read-label", str(tmp_path / "label.png")]), station) == 0
        told = capsys.readouterr().out
        assert PARCEL in told.replace(" ", "")
        assert "check digit right" in told
        assert run_verb(parser().parse_args(["read-label", str(tmp_path / "blank.png")]), station) == 1
        assert run_verb(parser().parse_args(["read-label", str(tmp_path / "broken.jpg")]), station) == 2
        assert "broken.jpg" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "trouble"),
    [
        ({}, ""),
        ({"paper_out": 1}, "printer_no_paper"),
        ({"head_up": 1, "paper_out": 1}, "printer_cover_open"),
        ({"paused": 1}, "printer_stopped"),
        ({"ribbon_out": 1}, "printer_stopped"),
    ],
)
def test_the_printer_says_what_is_wrong_with_it(tmp_path: Path, printer: Listener, flags, trouble: str) -> None:
    """A raw printer's host status reaches the window's chip as a code, and the command line's doctor as words."""
    printer.says = host_status(**flags)
    told: list[PrinterStatus] = []
    heard = threading.Event()

    def hear(status: PrinterStatus) -> None:
        told.append(status)
        heard.set()

    with open_home(tmp_path, {}, printer=printer.address) as station:
        assert station.printing.status == PrinterStatus(asked=False)
        station.printing.start(hear)
        assert heard.wait(20)
        assert told == [PrinterStatus(0, trouble)]
        findings = list(doctor._printer(station, station.messages("en")))
        assert [finding.well for finding in findings] == [not trouble]


def test_a_printer_that_says_nothing_of_itself_is_ready(tmp_path: Path, printer: Listener) -> None:
    """Not every printer on 9100 knows the question; one that takes the line is taken as it is."""
    printer.says = b"?"
    with open_home(tmp_path, {}, printer=printer.address) as station:
        station.printing.check()


def test_what_waits_for_an_absent_printer_is_told(tmp_path: Path) -> None:
    """The chip counts the labels that wait, and says that nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        nobody = f"127.0.0.1:{door.getsockname()[1]}"
    told: list[PrinterStatus] = []
    heard = threading.Event()

    def hear(status: PrinterStatus) -> None:
        told.append(status)
        if status == PrinterStatus(1, "printer_offline"):
            heard.set()

    with open_home(tmp_path, {}, printer=nobody) as station:
        station.printing.start(hear)
        sign_one(station)
        assert heard.wait(20)


def labelled(station: Station) -> tuple[str, list[str]]:
    """Where the label of the only decided item stands, as its card says; and what the log holds of labels."""
    view = station.bench.view()
    assert view.parcel is not None
    with station.unit_of_work(read_only=True) as uow:
        facts = [entry.fact.kind for entry in uow.log.entries() if entry.fact.kind.startswith("label_")]
    return str(view.parcel.items[0].label), facts


def test_the_scan_back_says_that_the_label_is_on_the_piece(tmp_path: Path, printer: Listener) -> None:
    """The first scan of a printed label confirms it and leaves the table; the second one opens the piece."""
    with open_home(tmp_path, {}, printer=printer.address) as station:
        piece = sign_one(station)
        assert labelled(station) == ("queued", ["label_queued"])
        assert station.bench.perform(commands.OpenItem(2)).ok
        other = station.bench.view().piece
        said = station.bench.perform(commands.Scan(piece))
        assert (said.notice.code, said.notice.params["line"]) == ("label_on_piece", 1)
        assert labelled(station) == ("on_piece", ["label_queued", "label_confirmed"])
        assert station.bench.view().piece == other
        assert station.bench.perform(commands.Scan(piece)).notice.code == "already_inspected"
        assert labelled(station)[1] == ["label_queued", "label_confirmed"]


def test_a_label_is_of_its_verdict(tmp_path: Path, printer: Listener) -> None:
    """Taken back and signed again, the piece has a new label to confirm; printing again asks for the scan again."""
    with open_home(tmp_path, {}, printer=printer.address) as station:
        piece = sign_one(station)
        bench = station.bench
        assert bench.perform(commands.PrintLabel()).notice.code == "label_queued"
        assert bench.perform(commands.Scan(piece)).notice.code == "label_on_piece"
        assert bench.perform(commands.Undo()).ok
        assert bench.perform(commands.PrintLabel()).notice.code == "not_decided_yet"
        assert labelled(station)[0] == "none"
        assert bench.perform(commands.Decide(Ruling.ACCEPTED)).ok
        assert labelled(station)[0] == "queued"
        assert verify(station.unit_of_work, station.photos).sound


def test_printing_again_without_a_printer_is_said(tmp_path: Path) -> None:
    """The key changes nothing, and says what is missing."""
    with open_home(tmp_path, {}) as station:
        sign_one(station)
        assert station.bench.perform(commands.PrintLabel()).notice.code == "no_printer"
        assert labelled(station) == ("none", [])
