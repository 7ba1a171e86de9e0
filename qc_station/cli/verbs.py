"""The headless verbs over an open station. Each prints for a person and answers the process's exit status."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from qc_station.application.adopt_epoch import adopt_epoch
from qc_station.application.drain_outbox import DrainReport, drain_once
from qc_station.application.failures import WorldFailure
from qc_station.application.forget import forget_customers
from qc_station.application.import_takebacks import import_file
from qc_station.application.ledger_port import Ledger, LedgerFailure, LedgerTrouble
from qc_station.application.messages import Messages
from qc_station.application.ports import Credential
from qc_station.application.pull_takebacks import pull_once
from qc_station.application.reconcile import reconcile_once
from qc_station.application.send_photographs import send_photographs
from qc_station.application.tell_receptions import tell_held, tell_receptions
from qc_station.application.verify import verify
from qc_station.bootstrap.late import control_sheet_pdf, label_bytes, read_barcodes_of, signature_holds
from qc_station.bootstrap.secrets import LEDGER_TOKEN
from qc_station.bootstrap.station import Station
from qc_station.cli.calibration import print_calibration
from qc_station.cli.doctor import doctor
from qc_station.cli.play import lines_of, play
from qc_station.cli.renditions import light, photo_store, render
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.carrier_code import CarrierKind, classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator, Role
from qc_station.policy.barcode_trust import trust

# Who acts when nobody is signed in: the person at the machine's command line.
COMMAND_LINE = "command-line"
PIN_LENGTHS = range(4, 13)


def run_verb(arguments: Namespace, station: Station) -> int:
    """Run the verb; a failure of the world is one sentence on stderr and status 2."""
    messages = station.messages(station.settings.language)
    try:
        return _VERBS[arguments.verb](arguments, station, messages)
    except WorldFailure as failure:
        print(messages.text(failure.code, **failure.params), file=sys.stderr)
        return 2


def _import(arguments: Namespace, station: Station, messages: Messages) -> int:
    report = import_file(arguments.file, station.unit_of_work, station.clock, COMMAND_LINE)
    print(messages.text("imported", new=report.new, changed=report.changed, unchanged=report.unchanged))
    return 0


def _play(arguments: Namespace, station: Station, messages: Messages) -> int:
    return play(lines_of(arguments.file), station.bench, messages, sys.stdout)


def _sync(_arguments: Namespace, station: Station, messages: Messages) -> int:
    ledger = station.speak_to_ledger()
    pulled, failure = _pull_all(station, ledger)
    report, settled = _drain_all(station, ledger)
    if report.failure is not None and report.failure.trouble is LedgerTrouble.SEQUENCE_CONFLICT:
        moved = adopt_epoch(station.unit_of_work, ledger, station.clock, station.signer)
        if moved:
            print(messages.text("numbered_anew", n=moved), file=sys.stderr)
            report, again = _drain_all(station, ledger)
            settled += again
    if report.failure is None and not report.counts.pending:
        rearmed = reconcile_once(station.unit_of_work, ledger, station.clock).rearmed
        if rearmed:
            print(messages.text("sent_again", n=rearmed), file=sys.stderr)
            report, again = _drain_all(station, ledger)
            settled += again
    if report.failure is None:
        while tell_receptions(station.unit_of_work, ledger):
            pass
        tell_held(station.unit_of_work, ledger, station.clock)
        _send_photographs(station, ledger, messages)
    left = report.counts
    print(messages.text("synced", pulled=pulled, settled=settled, waiting=left.waiting, held=left.held))
    failure = report.failure or failure
    if failure is not None:
        raise failure
    if left.parked or left.conflict:
        print(messages.text("sync_needs_attention", n=left.parked + left.conflict), file=sys.stderr)
        return 1
    return 0


def _send_photographs(station: Station, ledger: Ledger, messages: Messages) -> None:
    lost: set[str] = set()
    sent, more = 0, True
    while more:
        report = send_photographs(ledger, station.photos, lost)
        sent, more = sent + report.sent, report.more
    if lost:
        print(messages.text("photographs_lost", n=len(lost)), file=sys.stderr)
    if sent:
        print(messages.text("photographs_sent", n=sent))


def _drain_all(station: Station, ledger: Ledger) -> tuple[DrainReport, int]:
    """The last round, and how many reached their end in all."""
    report = drain_once(station.unit_of_work, ledger, station.clock, signer=station.signer)
    settled = sum(report.settled.values())
    # A round sends so many at the most; one that settled nothing would settle nothing again.
    while report.settled and report.counts.pending and report.failure is None:
        report = drain_once(station.unit_of_work, ledger, station.clock, signer=station.signer)
        settled += sum(report.settled.values())
    return report, settled


def _pull_all(station: Station, ledger: Ledger) -> tuple[int, LedgerFailure | None]:
    """How many declarations changed, and what ended the pulling early: what waits to be sent is sent all the same."""
    pulled, more = 0, True
    while more:
        try:
            page = pull_once(station.unit_of_work, ledger, station.clock)
        except LedgerFailure as failure:
            return pulled, failure
        pulled, more = pulled + page.changed, page.more
    return pulled, None


def _verify(_arguments: Namespace, station: Station, messages: Messages) -> int:
    report = verify(station.unit_of_work, station.photos, signature_holds)
    counts = {"entries": report.entries, "photos": report.photos, "verdicts": report.verdicts}
    for bad in report.bad:
        print(messages.text(bad.code, **bad.params), file=sys.stderr)
    if not report.sound:
        return 1
    print(messages.text("verified", departures=report.departures, **counts))
    return 0


def _forget(_arguments: Namespace, station: Station, messages: Messages) -> int:
    days = station.settings.forget_customers_after_days
    print(messages.text("customers_forgotten", n=forget_customers(station.unit_of_work, station.clock, days)))
    return 0


def _doctor(_arguments: Namespace, station: Station, messages: Messages) -> int:
    return doctor(station, messages)


def _label(arguments: Namespace, station: Station, messages: Messages) -> int:
    try:
        words = station.label_words(arguments.piece)
    except RuleBroken as refused:
        print(messages.text(refused.code, **refused.params), file=sys.stderr)
        return 2
    files = [(file, pdf) for file, pdf in ((arguments.zpl, False), (arguments.pdf, True)) if file]
    for file, pdf in files:
        _write(file, label_bytes(words, int(station.settings.printer_dpi), pdf=pdf))
        print(messages.text("label_written", piece=words.piece, file=str(file)))
    if not files:
        station.printing.put(words)
        print(messages.text("labels_printed", n=station.printing.print_waiting()))
    return 0


def _evidence(arguments: Namespace, station: Station, messages: Messages) -> int:
    try:
        pages = station.evidence(arguments.piece, redacted=arguments.customer)
    except RuleBroken as refused:
        print(messages.text(refused.code, **refused.params), file=sys.stderr)
        return 2
    _write(arguments.file, pages)
    print(messages.text("evidence_written", piece=arguments.piece.strip().upper(), file=str(arguments.file)))
    return 0


def _control_sheet(arguments: Namespace, _station: Station, messages: Messages) -> int:
    words = {code: messages.text(f"command.{code}") for code in BenchCommandCode}
    _write(
        arguments.file, control_sheet_pdf(messages.text("command.sheet"), words, messages.text("command.calibration"))
    )
    print(messages.text("sheet_written", file=str(arguments.file)))
    return 0


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise WorldFailure("file_unwritable", file=str(file), why=error.strerror or "") from error


def _read_label(arguments: Namespace, station: Station, messages: Messages) -> int:
    """Status 1 when nothing in the picture may be acted on."""
    reads = read_barcodes_of(arguments.picture)
    with station.unit_of_work(read_only=True) as uow:
        judged = trust(reads, lambda code: bool(code.parcel_key and uow.takebacks.by_parcel(code.parcel_key)))
    for each in judged:
        mark = "✓" if each.accepted else "✕"
        print(f"{mark} {each.code.shown}  {each.code.kind}  {messages.text(f'barcode.{each.reason}')}")
    if not judged:
        print(messages.text("no_barcode", file=str(arguments.picture)))
    return 0 if any(each.accepted for each in judged) else 1


def _operator(arguments: Namespace, station: Station, messages: Messages) -> int:
    badge = classify(arguments.badge)
    if badge.kind is not CarrierKind.OPERATOR_BADGE:
        print(messages.text("not_a_badge", shown=badge.shown), file=sys.stderr)
        return 2
    pin = getpass.getpass("PIN: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not (pin.isascii() and pin.isdigit() and len(pin) in PIN_LENGTHS):
        print(messages.text("pin_refused", least=PIN_LENGTHS.start, most=PIN_LENGTHS.stop - 1), file=sys.stderr)
        return 2
    with station.unit_of_work() as uow:
        known = uow.operators.by_badge(badge.text)
        operator_id = known.operator.id if known else station.new_id()
        operator = Operator(operator_id, arguments.name, Role(arguments.role), badge.text, arguments.language)
        uow.operators.save(Credential(operator, station.pins.hash(pin), 0, None))
        uow.commit()
    print(messages.text("operator_enrolled", name=operator.name, badge=operator.badge))
    return 0


def _token(_arguments: Namespace, station: Station, messages: Messages) -> int:
    token = getpass.getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline().strip()
    if not token:
        print(messages.text("token_empty"), file=sys.stderr)
        return 2
    station.secrets.put(LEDGER_TOKEN, token)
    print(messages.text("token_kept"))
    return 0


_VERBS: dict[str, Callable[[Namespace, Station, Messages], int]] = {
    "import": _import,
    "play": _play,
    "sync": _sync,
    "verify": _verify,
    "doctor": _doctor,
    "forget": _forget,
    "label": _label,
    "read-label": _read_label,
    "control-sheet": _control_sheet,
    "evidence": _evidence,
    "calibration": print_calibration,
    "render": render,
    "photo-store": photo_store,
    "light": light,
    "operator": _operator,
    "token": _token,
}
