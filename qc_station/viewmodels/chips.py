"""The state chips: ledger, camera, scanner and, where one is set, printer.

Each with what its state means and what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.label_port import PrinterStatus
from qc_station.application.ledger_port import LedgerState, LedgerStatus
from qc_station.application.scanner_port import SerialState
from qc_station.viewmodels.camera_words import Device
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.words import filled, tr


@dataclass(frozen=True, slots=True)
class Chip:
    """A device or service: its state in a word, `brief` where room is short; in the panel what it means."""

    key: str
    text: str
    brief: str
    level: str
    title: str
    detail: str
    advice: str


def chips(desk: Desk, camera: Device) -> list[Chip]:
    shown = [_ledger_chip(desk.ledger, desk), _camera_chip(camera), _scanner_chip(desk.scanner)]
    return [*shown, _printer_chip(desk.printer)] if desk.printer is not None else shown


def _ledger_chip(status: LedgerStatus | None, desk: Desk) -> Chip:
    title = tr("Ledger")
    if status is None:
        return Chip("ledger", tr("Ledger…"), title, "busy", title, tr("Not asked yet."), "")
    words = desk.words
    since = filled(tr("Since {time}."), time=words.moment(status.since, desk.now()))
    if status.state is LedgerState.UP_TO_DATE:
        return Chip(
            "ledger",
            tr("Ledger up to date"),
            title,
            "good",
            title,
            filled(tr("Every decision has arrived. {since}"), since=since),
            "",
        )
    if status.state is LedgerState.WAITING:
        text = tr("Ledger · %n waiting", None, status.waiting)
        return Chip(
            "ledger",
            text,
            text,
            "busy",
            title,
            tr("%n decision(s) on their way to the ledger.", None, status.waiting),
            tr("Nothing to do: they leave by themselves."),
        )
    if status.state is LedgerState.OFFLINE:
        text = filled(tr("Offline since {time}"), time=words.moment(status.since, desk.now()))
        kept = tr("%n decision(s) kept here.", None, status.waiting)
        return Chip(
            "ledger",
            text,
            tr("Offline"),
            "attention",
            title,
            f"{text}. {kept}",
            tr("Go on working: everything is kept and leaves by itself once the ledger answers."),
        )
    reason = words.messages.text(f"ledger_{status.trouble}") if status.trouble else ""
    attention = tr("%n decision(s) need somebody's attention.", None, status.attention) if status.attention else ""
    detail = " ".join(part for part in (reason, attention) if part)
    return Chip(
        "ledger",
        tr("Ledger: needs attention"),
        tr("Ledger: needs attention"),
        "trouble",
        title,
        detail,
        tr("Tell the lead. Nothing is lost, and inspecting can go on."),
    )


def _camera_chip(shown: Device) -> Chip:
    detail = shown.headline or filled(tr("{name} is ready."), name=shown.name)
    return Chip("camera", shown.chip, shown.brief, shown.level, tr("Camera"), detail, shown.advice)


def _scanner_chip(state: SerialState | None) -> Chip:
    """A wedge cannot be asked whether it is there; the chip says how to try it. A serial one tells."""
    name = tr("Scanner")
    anyway = tr("Ctrl F types a code by hand.")
    if state is SerialState.LOOKING:
        text = tr("Scanner unplugged")
        detail = tr("Nothing answers at the scanner's port.")
        return Chip("scanner", text, text, "attention", name, detail, f"{tr('Check its cable.')} {anyway}")
    if state is SerialState.REFUSED:
        text = tr("Scanner not permitted")
        detail = tr("The system does not let this session open the scanner's port.")
        advice = tr("An administrator adds this user to the group that owns the port (often dialout).")
        return Chip("scanner", text, text, "attention", name, detail, f"{advice} {anyway}")
    if state is SerialState.CONNECTED:
        detail = tr("It is connected by its own line and is heard on every screen.")
    else:
        detail = tr("It types like a keyboard and is heard on every screen.")
    advice = tr("Scan any label to try it: the band on top answers. Ctrl F types a code by hand.")
    return Chip("scanner", name, name, "good", name, detail, advice)


def _printer_chip(status: PrinterStatus) -> Chip:
    """A label waits here until the printer took it; a printer in trouble holds no piece back."""
    title = tr("Printer")
    kept = tr("%n label(s) waiting.", None, status.waiting) if status.waiting else ""
    if not status.asked:
        return Chip("printer", tr("Printer…"), title, "busy", title, tr("Not asked yet."), kept)
    if status.trouble:
        text, detail, advice = _printer_trouble(status.trouble)
        last = tr("Labels wait and leave by themselves; go on inspecting.")
        said = f"{detail} {kept}".strip()
        return Chip("printer", text, text, "attention", title, said, f"{advice} {last}")
    if status.waiting:
        text = tr("Printer · %n waiting", None, status.waiting)
        return Chip("printer", text, text, "busy", title, kept, tr("Nothing to do: they are on their way."))
    detail = tr("It is ready. A label leaves by itself once a piece is accepted.")
    return Chip("printer", title, title, "good", title, detail, tr("P prints the label of a decided piece again."))


def _printer_trouble(trouble: str) -> tuple[str, str, str]:
    """What the chip says, what it means, what to do."""
    if trouble == "printer_offline":
        advice = tr("Check that it is switched on and connected.")
        return tr("Printer offline"), tr("The label printer does not answer."), advice
    if trouble == "printer_no_paper":
        return tr("Out of labels"), tr("The printer has no labels left."), tr("Put in a roll and close the cover.")
    if trouble == "printer_cover_open":
        return tr("Printer open"), tr("The printer's head or cover is open."), tr("Close it until it clicks.")
    if trouble == "printer_stopped":
        advice = tr("Check labels, ribbon and cover, then press its pause key.")
        return tr("Printer stopped"), tr("The printer has stopped."), advice
    detail = tr("What answers at the printer's address takes no labels.")
    return tr("Printer refuses"), detail, tr("The lead checks its address in the settings.")
