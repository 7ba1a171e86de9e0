"""A label printer behind IPP: Debian's ippeveprinter as it is, and a scripted one for what it cannot be made to do."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme
from hypothesis import example, given
from hypothesis import strategies as st

from qc_station.application.failures import WorldFailure
from qc_station.application.print_label import drain_print_queue
from qc_station.devices.ipp_wire import (
    ANSWER_BYTES_MAX,
    Group,
    IppUnreadable,
    Operation,
    Tag,
    attribute,
    read_answer,
    request,
)
from qc_station.devices.print_queue import FilePrintQueue
from qc_station.devices.printer_ipp import IppPrinter, PrinterState
from tests.simulators.ipp_printer import (
    CANCEL_JOB,
    GET_JOB,
    GET_PRINTER,
    PRINT_JOB,
    ScriptedIppPrinter,
    http,
    ipp,
    value,
    values,
)
from tests.simulators.ippeve_printer import IppevePrinter, missing_programs

ZPL, OCTETS, PDF = "application/vnd.zebra-zpl", "application/octet-stream", "application/pdf"
LABEL = b"^XA^FDQC1-7^FS" + bytes(range(256)) * 40 + b"^XZ"
SAYS_KIND = 'echo "$CONTENT_TYPE" >> "$(dirname "$0")/kinds"'
PENDING, HELD, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = range(3, 10)


# ---------------------------------------------------------------- a real printer


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., IppevePrinter]]:
    """Starts an ippeveprinter; its absence is a reason to skip, except where the gate must see everything."""
    missing = missing_programs()
    if missing and os.environ.get("CI"):
        pytest.fail(f"this gate needs {', '.join(missing)}")
    if missing or not sys.platform.startswith("linux"):
        pytest.skip(f"needs a real IPP printer: {', '.join(missing) or sys.platform}")
    running: list[IppevePrinter] = []

    def start(*formats: str, **options: object) -> IppevePrinter:
        running.append(IppevePrinter(tmp_path, *(formats or (OCTETS, ZPL)), **options))
        return running[-1]

    yield start
    for printer in running:
        printer.end()


def reach(printer: IppevePrinter, **options: object) -> IppPrinter:
    return IppPrinter("localhost", printer.port, printer.path, **options)


def test_a_real_printer_gets_the_job_byte_for_byte(start) -> None:
    """What it spooled is what was queued, once; before and after, it is ready."""
    real = start()
    printer = reach(real)
    assert printer.state() == PrinterState(ready=True, reasons=())
    printer.print(LABEL)
    assert real.documents() == [LABEL]
    assert printer.state().ready


@pytest.mark.parametrize(
    ("formats", "job", "kind"),
    [((OCTETS, ZPL), LABEL, ZPL), ((OCTETS, ZPL, PDF), b"%PDF-1.4\n", PDF)],
    ids=["zpl", "pdf"],
)
def test_a_real_printer_is_told_what_it_gets(start, tmp_path: Path, formats, job, kind) -> None:
    """ZPL by its name, a PDF as one."""
    real = start(*formats, command=SAYS_KIND)
    reach(real).print(job)
    assert (tmp_path / "kinds").read_text().split() == [kind]
    assert real.documents() == [job]


def test_a_real_printer_that_looks_into_octets(start) -> None:
    """Asked to guess what ZPL is, it does not know and refuses: said as that, and nothing is printed as words."""
    real = start(OCTETS, PDF)
    with pytest.raises(WorldFailure) as told:
        reach(real).print(LABEL)
    assert told.value.code == "printer_refused"


def test_a_job_that_a_real_printer_aborts_stays_in_the_queue(start, tmp_path: Path) -> None:
    """Its command fails: printer_stopped, both jobs kept; once it works they are printed, in order."""
    real = start(command="exit 1")
    queue = FilePrintQueue(tmp_path / "queue")
    for job in (LABEL, b"next"):
        queue.put(job)
    with pytest.raises(WorldFailure) as told:
        drain_print_queue(queue, reach(real))
    assert (told.value.code, queue.count()) == ("printer_stopped", 2)
    assert str(real.port) in str(told.value.params["printer"])
    real.command("exit 0")
    assert drain_print_queue(queue, reach(real)) == 2
    assert queue.count() == 0
    assert real.documents() == [LABEL, LABEL, b"next"]


def test_a_real_printer_out_of_paper_gives_the_job_back(start) -> None:
    """It took the job and then ran out: after the patience it is cancelled there, and so stays here."""
    real = start(command='echo "STATE: +media-empty" >&2; sleep 2')
    printer = reach(real, patience_s=0.5)
    with pytest.raises(WorldFailure) as told:
        printer.print(LABEL)
    assert told.value.code == "printer_stopped"
    assert "localhost Cancel-Job successful-ok" in real.log()
    assert printer.state().reasons == ("media-empty-warning",)


def test_a_real_printer_that_takes_its_time_keeps_the_job(start) -> None:
    """Without trouble a job past the patience is the printer's: a second copy would be one too many."""
    real = start(command="sleep 2")
    reach(real, patience_s=0.3).print(LABEL)
    assert "localhost Cancel-Job" not in real.log()


def test_a_name_that_a_real_printer_does_not_have(start) -> None:
    """Refused, with its status; nothing is sent."""
    real = start()
    with pytest.raises(WorldFailure) as told:
        IppPrinter("localhost", real.port, "/printers/nobody").print(LABEL)
    assert (told.value.code, told.value.params["why"]) == ("printer_refused", "IPP 0x0406")
    assert real.documents() == []


def test_a_real_printer_behind_tls(start, tmp_path: Path, monkeypatch) -> None:
    """Printed with a certificate this machine trusts; with another, said, and nothing is sent."""
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    keys = tmp_path / "keys"
    keys.mkdir()
    issued.private_key_pem.write_to_path(keys / "localhost.key")
    for pem in issued.cert_chain_pems:
        pem.write_to_path(keys / "localhost.crt", append=True)
    real = start(keys=keys)
    with pytest.raises(WorldFailure) as told:
        reach(real, secure=True).print(LABEL)
    assert (told.value.code, real.documents()) == ("printer_untrusted", [])
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv(ssl.get_default_verify_paths().openssl_cafile_env, str(tmp_path / "authority.pem"))
    reach(real, secure=True).print(LABEL)
    assert real.documents() == [LABEL]


# ---------------------------------------------------------------- a printer that does as it is told


@pytest.fixture
def scripted() -> Iterator[ScriptedIppPrinter]:
    made = ScriptedIppPrinter()
    yield made
    made.close()


def near(printer: ScriptedIppPrinter, **options: object) -> IppPrinter:
    return IppPrinter("127.0.0.1", printer.port, "/printers/labels", **options)


def refusal(printer: IppPrinter) -> str:
    with pytest.raises(WorldFailure) as told:
        printer.print(LABEL)
    assert told.value.retryable
    return told.value.code


@pytest.mark.parametrize(
    ("about", "reasons", "code"),
    [
        ({"reasons": ["media-empty"]}, ("media-empty",), "printer_no_paper"),
        (
            {"reasons": ["media-low-warning", "cover-open-error"]},
            ("media-low-warning", "cover-open-error"),
            "printer_cover_open",
        ),
        ({"reasons": ["offline"]}, ("offline",), "printer_offline"),
        ({"state": 5, "reasons": ["none"]}, (), "printer_stopped"),
    ],
    ids=["paper", "cover", "offline", "stopped"],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(scripted, tmp_path: Path, about, reasons, code) -> None:
    """It says so itself, and is believed: the code tells why, the queue keeps the job, and prints once it is well."""
    queue = FilePrintQueue(tmp_path)
    queue.put(LABEL)
    well = dict(scripted.about)
    scripted.about |= about
    assert near(scripted).state() == PrinterState(ready=False, reasons=reasons)
    with pytest.raises(WorldFailure) as told:
        drain_print_queue(queue, near(scripted))
    assert (told.value.code, queue.count()) == (code, 1)
    assert set(scripted.asked) == {GET_PRINTER}
    scripted.about = well
    assert drain_print_queue(queue, near(scripted)) == 1
    assert scripted.taken == [LABEL]


def test_a_warning_holds_nothing_back(scripted) -> None:
    """CUPS repeats for hours what it saw while it last printed; waiting for it to take that back would never end."""
    scripted.about |= {"reasons": ["media-empty-warning", "offline-report", "connecting-to-device"]}
    assert near(scripted).state().ready
    near(scripted).print(LABEL)
    assert scripted.taken == [LABEL]


@pytest.mark.parametrize(
    ("formats", "kind"),
    [
        ([OCTETS, ZPL, "application/vnd.cups-raw"], ZPL),
        ([OCTETS, "application/vnd.cups-raw", PDF], "application/vnd.cups-raw"),
        ([OCTETS, PDF], OCTETS),
        ([], OCTETS),
    ],
    ids=["zpl", "cups", "octets", "silent"],
)
def test_commands_go_by_the_plainest_name(scripted, formats: list[str], kind: str) -> None:
    """As ZPL; or, at CUPS, as raw data, which no filter looks into; as octets only where neither is known."""
    scripted.about |= {"formats": formats}
    near(scripted).print(LABEL)
    assert value(0x49, "document-format", kind.encode()) + b"\x03" + LABEL in scripted.requests[1]


def test_a_request_is_what_the_standard_says(scripted) -> None:
    """The bytes of RFC 8010, 3.1: version, operation, number, the three attributes that come first, then the others."""
    near(scripted).state()
    uri = f"ipp://127.0.0.1:{scripted.port}/printers/labels"
    first = value(0x47, "attributes-charset", b"utf-8") + value(0x48, "attributes-natural-language", b"en")
    wanted = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported"]
    asked = value(0x45, "printer-uri", uri.encode()) + values(0x44, "requested-attributes", wanted)
    assert scripted.requests == [struct.pack(">HHI", 0x0101, GET_PRINTER, 1) + b"\x01" + first + asked + b"\x03"]


@pytest.mark.parametrize("end", [CANCELED, ABORTED])
def test_a_job_the_printer_drops_is_kept(scripted, end: int) -> None:
    """Followed through its states to an end that is no label."""
    scripted.job_states = [PENDING, PROCESSING, end]
    assert refusal(near(scripted, pause=lambda _: False)) == "printer_stopped"
    assert scripted.asked.count(GET_JOB) == 3


def test_a_job_is_followed_to_its_end(scripted) -> None:
    """Waiting, held, at work, stopped for a moment, done: printed, and asked no more."""
    scripted.job_states = [PENDING, HELD, PROCESSING, STOPPED, COMPLETED]
    near(scripted, pause=lambda _: False).print(LABEL)
    assert scripted.asked == [GET_PRINTER, PRINT_JOB, *[GET_JOB] * 5]


def test_a_job_that_stays_stopped_is_taken_back(scripted) -> None:
    """Either the printer has it or we have it: cancelled there, kept here; where it will not let go, it is its own."""
    scripted.job_states = [STOPPED]
    assert refusal(near(scripted, patience_s=0)) == "printer_stopped"
    assert scripted.asked[-1] == CANCEL_JOB
    scripted.statuses = {CANCEL_JOB: 0x0404}
    near(scripted, patience_s=0).print(LABEL)


def test_the_end_of_the_day_ends_the_waiting(scripted) -> None:
    """Whoever closes the station does not wait for a printer; what waits there without trouble is printed there."""
    scripted.job_states = [PENDING]
    began = time.monotonic()
    near(scripted, pause=lambda _: True).print(LABEL)
    assert time.monotonic() - began < 5
    assert CANCEL_JOB not in scripted.asked


@pytest.mark.parametrize(("status", "code"), [(0x0406, None), (0x0501, None), (0x0507, "printer_stopped")])
def test_a_printer_that_does_not_tell_of_jobs(scripted, status: int, code: str | None) -> None:
    """Forgotten, or never told: taken is printed. One that is only busy is asked until the patience ends."""
    scripted.statuses = {GET_JOB: status}
    near(scripted, patience_s=0).print(LABEL)
    assert scripted.taken == [LABEL]
    assert (scripted.asked.count(GET_PRINTER) == 2) is (code is not None)


@pytest.mark.parametrize(
    ("operation", "status", "code"),
    [
        (GET_PRINTER, 0x0403, "printer_refused"),
        (PRINT_JOB, 0x040A, "printer_refused"),
        (PRINT_JOB, 0x0506, "printer_stopped"),
        (PRINT_JOB, 0x0507, "printer_stopped"),
    ],
    ids=["forbidden", "format", "not accepting", "busy"],
)
def test_what_a_printer_refuses(scripted, operation: int, status: int, code: str) -> None:
    """What passes by itself is a printer that stopped; what does not is said as a refusal."""
    scripted.statuses = {operation: status}
    assert refusal(near(scripted)) == code
    assert scripted.taken == []


@pytest.mark.parametrize(("operation", "code"), [(GET_PRINTER, "printer_offline"), (PRINT_JOB, "printer_stopped")])
@pytest.mark.parametrize("sent", [0, 20, 130])
def test_a_printer_that_hangs_up(scripted, operation: int, code: str, sent: int) -> None:
    """Before it answers, in the head and in the body of its answer: it is gone, or it stopped with our label."""
    scripted.hang_up = {operation: sent}
    assert refusal(near(scripted)) == code


def test_a_line_lost_while_a_job_is_followed(scripted) -> None:
    """A moment's loss is waited out; one that lasts is said."""
    scripted.hang_up = {GET_JOB: 0}
    waited = []

    def pause(seconds: float) -> bool:
        waited.append(seconds)
        if len(waited) == 2:
            scripted.hang_up = {}
        return False

    near(scripted, pause=pause).print(LABEL)
    assert len(waited) == 2
    scripted.hang_up = {GET_JOB: 0}
    assert refusal(near(scripted, patience_s=0)) == "printer_offline"


def test_a_printer_that_is_silent_is_given_up() -> None:
    """Connected, and never an answer: an end after the time allowed."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        silent = IppPrinter("127.0.0.1", door.getsockname()[1], "/ipp/print", answer_s=0.2)
        assert refusal(silent) == "printer_offline"


def test_a_printer_that_drips_is_given_up() -> None:
    """One byte every now and then keeps nobody waiting beyond the time for the whole answer."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def drip() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                try:
                    for byte in http(b"x" * 1000):
                        line.sendall(bytes((byte,)))
                        time.sleep(0.05)
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        began = time.monotonic()
        assert refusal(IppPrinter("127.0.0.1", door.getsockname()[1], "/ipp/print", answer_s=0.5)) == "printer_offline"
        assert time.monotonic() - began < 5
        thread.join()


GARBAGE = {
    "no HTTP": b"220 printer ready\r\n\r\n",
    "no IPP": http(b"<html>router</html>", "text/html"),
    "garbage": http(b"\x01\x01\x00\x00\xff\xff\xff"),
    "another's answer": http(ipp(77)),
    "nothing said": http(ipp(1)),
    "empty": http(b""),
    "oversize": http(ipp(1) + b"\0" * ANSWER_BYTES_MAX),
    "announced oversize": b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 999999999999999\r\n\r\n"
    + b"\0" * (ANSWER_BYTES_MAX + 10),
    "endless head": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
    "endless line": b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000,
    "endless continue": b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000,
    "negative chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/ipp\r\n\r\n-5\r\n",
    "chunk of all": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/ipp\r\n\r\n-1\r\n"
    + b"\0" * 200_000,
}


@pytest.mark.parametrize("said", GARBAGE)
def test_what_is_no_answer_of_a_printer(scripted, said: str) -> None:
    """A router's page, a wrong port, or malice: printer_unreadable, within the bound, and nothing is sent."""
    scripted.raw = {GET_PRINTER: GARBAGE[said]}
    assert refusal(near(scripted)) == "printer_unreadable"
    assert scripted.taken == []


def test_a_printer_without_tls_where_tls_is_set(scripted) -> None:
    """Something answers, and it is no TLS; an HTTP status that is no success is said by its number."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def greet() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        plain = IppPrinter("127.0.0.1", door.getsockname()[1], "/ipp/print", secure=True)
        assert refusal(plain) == "printer_unreadable"
        thread.join()
    scripted.raw = {GET_PRINTER: http(b"", "text/html", "426 Upgrade Required")}
    with pytest.raises(WorldFailure) as told:
        near(scripted).state()
    assert (told.value.code, told.value.params["why"]) == ("printer_refused", "HTTP 426")


# ---------------------------------------------------------------- every byte


def read_all(raw: bytes) -> None:
    """Everything the printer asks of an answer."""
    answer = read_answer(raw, 1)
    for group in Group:
        for name in ("printer-state", "job-id", "a"):
            for read in (answer.number, answer.flag, answer.words):
                with contextlib.suppress(IppUnreadable):
                    read(group, name)


TAGS = st.sampled_from([0x10, 0x13, 0x21, 0x22, 0x23, 0x34, 0x35, 0x37, 0x41, 0x42, 0x44, 0x49, 0x4A, 0x7F])
FIELDS = st.builds(value, TAGS, st.sampled_from(["", "printer-state", "job-id", "a"]), st.binary(max_size=5))
PIECES = st.one_of(
    FIELDS, st.sampled_from([b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x0f"]), st.binary(max_size=3)
)
HEADS = struct.pack(">HHI", 0x0101, 0, 1)


@given(st.one_of(st.binary(), st.lists(PIECES).map(lambda pieces: HEADS + b"".join(pieces))))
@example(HEADS + b"\x04" + value(0x34, "a", b"") * 2000)
@example(HEADS + b"\x04" + value(0x34, "a", b"") + value(0x34, "", b"") * 5000 + b"\x03")
@example(HEADS + b"\x04\x23\xff\xff")
def test_no_bytes_do_more_than_fail_the_reading(raw: bytes) -> None:
    """Random bytes, and random pieces of a right answer, are read or refused, and nothing else ever happens."""
    with contextlib.suppress(IppUnreadable):
        read_all(raw)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(-(2**31), 2**31 - 1)), unique_by=lambda x: x[0])
)
def test_what_we_write_we_read(numbers: list[tuple[str, int]]) -> None:
    """A group of integers comes back as it went, with its order of no matter."""
    sent = request(Operation.GET_JOB_ATTRIBUTES, 5, "ipp://h/p", [attribute(Tag.INTEGER, *pair) for pair in numbers])
    read = read_answer(sent, 5)
    assert {name: read.number(Group.OPERATION, name) for name, _ in numbers} == dict(numbers)


def test_collections_are_stepped_over() -> None:
    """An attribute behind nested collections, and an additional value that is one, are found all the same."""
    member = value(0x4A, "", b"x") + value(0x34, "", b"") + value(0x4A, "", b"y") + value(0x21, "", b"\0\0\0\1")
    nested = member + value(0x37, "", b"") + value(0x37, "", b"")
    raw = ipp(
        1, b"\x04", value(0x34, "media-col", b""), nested, value(0x34, "", b""), nested, value(0x23, "n", b"\0\0\0\3")
    )
    assert read_answer(raw, 1).number(Group.PRINTER, "n") == 3


@given(answer=st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(http)))
def test_no_bytes_on_the_line_do_more_than_fail_the_print(answer: bytes) -> None:
    """Whatever comes from the network ends as a failure of the world, by name."""
    scripted = ScriptedIppPrinter()
    try:
        scripted.raw = {GET_PRINTER: answer or b"\n"}
        with pytest.raises(WorldFailure):
            near(scripted).state()
    finally:
        scripted.close()
