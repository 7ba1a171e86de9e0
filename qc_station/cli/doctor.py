"""`qc-station doctor`: what is connected, what is missing, what to do. Asks, changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qc_station import __version__
from qc_station.application.failures import WorldFailure
from qc_station.application.ledger_port import LedgerFailure
from qc_station.application.messages import Messages
from qc_station.bootstrap.secrets import LEDGER_TOKEN
from qc_station.bootstrap.settings_file import FILE_NAME, settings_template
from qc_station.bootstrap.station import Station

FREE_BYTES_MIN = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report: whether it will do, and in words what was found and what to do."""

    well: bool
    words: str


def doctor(station: Station, messages: Messages) -> int:
    """Print the findings; 0 when a day can be worked, 1 when something is missing."""
    findings = [*_storage(station, messages), *_ledger(station, messages), *_people(station, messages)]
    findings += [*_camera(station, messages), *_printer(station, messages), *_secrets(station, messages)]
    print(f"qc-station {__version__}")
    for finding in findings:
        print(f"  {'✓' if finding.well else '✕'} {finding.words}")
    print(f"\n{messages.text('doctor_settings', file=str(station.home / FILE_NAME))}\n\n{settings_template()}")
    return 0 if all(finding.well for finding in findings) else 1


def _storage(station: Station, messages: Messages) -> Iterator[Finding]:
    try:
        with station.unit_of_work(read_only=True) as uow:
            yield Finding(well=True, words=messages.text("doctor_takebacks", n=uow.takebacks.count()))
    except WorldFailure as failure:
        yield Finding(well=False, words=messages.text(failure.code, **failure.params))
    free = shutil.disk_usage(_existing(station.home)).free
    code = "doctor_disk" if free >= FREE_BYTES_MIN else "doctor_disk_short"
    words = messages.text(code, gigabytes=f"{free / 1e9:.1f}", folder=str(station.home))
    yield Finding(well=free >= FREE_BYTES_MIN, words=words)


def _ledger(station: Station, messages: Messages) -> Iterator[Finding]:
    try:
        station.speak_to_ledger().pull(None)
        yield Finding(well=True, words=messages.text("doctor_ledger_well", url=station.settings.ledger_url))
    except LedgerFailure as failure:
        yield Finding(well=False, words=messages.text(failure.code, **failure.params))


def _people(station: Station, messages: Messages) -> Iterator[Finding]:
    with station.unit_of_work(read_only=True) as uow:
        count = uow.operators.count()
    code = "doctor_people" if count else "doctor_nobody"
    yield Finding(well=bool(count), words=messages.text(code, n=count))


def _camera(station: Station, messages: Messages) -> Iterator[Finding]:
    if station.settings.camera == "none":
        yield Finding(well=True, words=messages.text("doctor_camera_none"))
        return
    try:
        found = station.look_for_cameras()
    except WorldFailure as failure:
        yield Finding(well=False, words=messages.text(failure.code, **failure.params))
        return
    names = ", ".join(device.model or device.driver for device in found)
    code = "doctor_camera_found" if found else "camera_absent"
    yield Finding(well=bool(found), words=messages.text(code, names=names))


def _printer(station: Station, messages: Messages) -> Iterator[Finding]:
    if not station.printing.ready:
        return
    try:
        station.printing.check()
        yield Finding(well=True, words=messages.text("doctor_printer_well", printer=station.settings.printer))
    except WorldFailure as failure:
        yield Finding(well=False, words=messages.text(failure.code, **failure.params))
    waiting = station.printing.queue.count()
    if waiting:
        yield Finding(well=True, words=messages.text("doctor_printer_waiting", n=waiting))


def _secrets(station: Station, messages: Messages) -> Iterator[Finding]:
    if station.settings.ledger_url and station.secrets.get(LEDGER_TOKEN) is None:
        yield Finding(well=False, words=messages.text("doctor_no_token"))
        return
    code = "doctor_secrets_file" if station.secrets.degraded else "doctor_secrets_keyring"
    yield Finding(well=True, words=messages.text(code))


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())
