"""What all view-models of the window share: the bench's last snapshot, the gaze, the voice, the way to act.

Every act goes to the bench on the dispatcher's thread; its snapshot comes back here, and `changed` lets each view-model
lay out its own part again. No rule lives here: what may be done, and what is next, is the bench's word.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from qc_station.application.bench_view import BenchView, PieceView
from qc_station.application.commands import BenchCommand, Scan
from qc_station.application.label_port import PrinterStatus
from qc_station.application.ledger_port import LedgerStatus
from qc_station.application.outcome import Notice, Outcome, Tone, Topic
from qc_station.application.scan import FORM_SCANNED
from qc_station.application.scanner_port import SerialState
from qc_station.domain.bench_codes import CALIBRATION_CODE, TEST_CODE
from qc_station.domain.bench_command import BenchCommandCode, command_of
from qc_station.domain.carrier_code import CarrierKind, classify, printable
from qc_station.viewmodels.destinations import Destination
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.gaze import Gaze, Panel, after
from qc_station.viewmodels.station_port import Wiring
from qc_station.viewmodels.words import Words

# Said by a sound and by the row that changes; a band would only be in the way.
_QUIET = frozenset(
    {
        "check_answered",
        "follow_up_answered",
        "photo_kept",
        "piece_opened",
        "piece_put_aside",
        "parcel_closed",
        "signed_out",
        "transfer_form_signed",
        "transfer_form_unsigned",
        "transfer_form_missing",
        "marked_missing",
        "enter_pin",
        "parcel_intact",
        "undeclared_sent_back",
        "aimed",
        "shot_filed",
        "raw_filed",
        "frame_known",
        "shot_kept",
        "shot_good",
        "shot_rejected",
        "looks_like_this_piece",
        "sheet_completed",
    },
)
TICK_MS = 500
# Codes that try the bench itself, and what is said when they come out right.
_OF_THE_BENCH = {CALIBRATION_CODE: "calibration_exact", TEST_CODE: "test_label_read"}


@dataclass(frozen=True, slots=True)
class Telling:
    """What the band says: a notice, or a code just `heard` not answered yet. `serial` tells two alike apart."""

    notice: Notice | None = None
    heard: str = ""
    serial: int = 0

    @property
    def stays(self) -> bool:
        """A failure stays on screen until it is answered."""
        return self.notice is not None and self.notice.tone in (Tone.ERROR, Tone.ATTENTION)


class PaperOnScreen(Protocol):
    """The panel that shows a paper; its keys are in the one table of keys."""

    def open(self) -> None: ...

    def turn(self, by: int) -> None: ...

    def scroll(self, by: float) -> None: ...

    def swap(self) -> None: ...

    def put_on_paper(self) -> None: ...


class Desk(QObject):
    """One per window. `told` carries the tone of an answer, for the sounds."""

    changed = Signal()
    ticked = Signal()
    told = Signal(str)
    # Something changed behind the window's back, and which topics.
    moved = Signal(object)
    _ledger_said = Signal(object)
    _printer_said = Signal(object)
    _topics_changed = Signal(object)

    def __init__(self, wiring: Wiring, dispatcher: Dispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wiring = wiring
        self.view: BenchView | None = None
        self.gaze = Gaze()
        self.telling = Telling()
        self.ledger: LedgerStatus | None = wiring.ledger
        self.printer: PrinterStatus | None = wiring.printer
        self.scanner: SerialState | None = None
        self.words = Words(wiring.language, wiring.messages(wiring.language), wiring.programme)
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.shoot: Callable[[str], None] = lambda _view: None
        # Where scans go that are no badge and no command while another workplace than the bench is open.
        self.elsewhere: Callable[[str], None] | None = None
        # The PIN of a lead's act while it is typed: never in the gaze, which is shown and compared.
        self.secret = ""
        # What a panel's list offers, in its order.
        self.destinations: tuple[Destination, ...] = ()
        self.paper: PaperOnScreen | None = None
        self.obey: Callable[[BenchCommandCode], None] = lambda _command: None
        # The settings screen's keys, by name.
        self.tune: Callable[[str], None] = lambda _key: None
        self._dispatcher = dispatcher
        self._awaited = 0
        self._later: deque[Callable[[], object]] = deque()
        dispatcher.crashed.connect(self._crashed)
        self._closed = False
        self._ledger_said.connect(self._show_ledger, Qt.ConnectionType.QueuedConnection)
        self._printer_said.connect(self._show_printer, Qt.ConnectionType.QueuedConnection)
        self._topics_changed.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        self._topics_changed.connect(self.moved, Qt.ConnectionType.QueuedConnection)
        self._clock = QTimer(self, interval=TICK_MS)
        self._clock.timeout.connect(self._tick)

    def show_first(self, view: BenchView) -> None:
        """What the window shows until the bench has answered for the first time."""
        self.view = view
        self.changed.emit()

    @property
    def piece(self) -> PieceView | None:
        return self.view.piece if self.view else None

    @property
    def busy(self) -> bool:
        """An answer of the bench is on its way."""
        return self._awaited > 0

    @property
    def _signed_in(self) -> bool:
        return self.view is not None and self.view.operator is not None

    def look(self, **parts: object) -> None:
        """Move the gaze; nothing is asked of the bench."""
        self.gaze = replace(self.gaze, **parts)  # type: ignore[arg-type]  # names are checked by replace
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Another language from now on."""
        self.words = Words(language, self.wiring.messages(language), self.words.programme)
        self.changed.emit()

    def act(self, command: BenchCommand, then: Callable[[Outcome], None] | None = None) -> None:
        """Ask the bench. What it says is shown, heard, and handed to `then`."""
        bench = self.wiring.bench

        def work() -> object:
            return bench.perform(command), bench.view()

        def answered(value: object) -> None:
            assert isinstance(value, tuple)
            outcome, view = value
            self._show(view, outcome.notice)
            if then is not None:
                then(outcome)

        self.ask(work, answered)

    def ask(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Something only the bench's thread can answer; keys pressed meanwhile wait for it."""
        self._awaited += 1

        def answered(value: object) -> None:
            self._awaited -= 1
            then(value)
            while self._later and not self.busy:
                self._later.popleft()()

        self._dispatcher.submit(work, answered)

    def ask_aside(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """The same for what nobody pressed a key for: no key waits for it."""
        self._dispatcher.submit(work, then)

    def in_turn(self, act: Callable[[], object]) -> None:
        """Do `act` now, or once the bench has answered: a key means what the screen will show when its turn comes."""
        if self.busy or self._later:
            self._later.append(act)
        else:
            act()

    def scan(self, code: str) -> None:
        """One scan is one action, from anywhere: heard at once, answered as soon as the bench has."""
        known = classify(code)
        if self.gaze.panel is Panel.LEAD and known.kind is CarrierKind.OPERATOR_BADGE:
            self.in_turn(lambda: self._badge_of_lead(known.text))
            return
        if known.text in _OF_THE_BENCH:
            self.tell(Notice(_OF_THE_BENCH[known.text], Tone.ACCEPT))
            return
        command = command_of(known.text)
        if command is not None and self.view is not None and self.view.operator is not None:
            self.in_turn(lambda: self.obey(command))
            return
        if self.elsewhere is not None and known.kind is not CarrierKind.OPERATOR_BADGE and self._signed_in:
            elsewhere = self.elsewhere
            self.in_turn(lambda: elsewhere(code))
            return
        self.telling = Telling(heard=printable(code), serial=self.telling.serial + 1)
        self.gaze = Gaze(check=self.gaze.check, item=self.gaze.item, form_put_off=self.gaze.form_put_off)
        self.changed.emit()
        self.act(Scan(code), self._ask_for_signature)

    def _badge_of_lead(self, badge: str) -> None:
        """A badge scanned for a lead's act signs nobody in."""
        if self.gaze.lead is not None:
            self.look(lead=replace(self.gaze.lead, badge=badge))

    def _ask_for_signature(self, outcome: Outcome) -> None:
        if outcome.notice.code == FORM_SCANNED:
            self.look(panel=Panel.FORM, form_of=str(outcome.notice.params["dossier"]))

    @Slot(str)
    def turn_away(self, code: str) -> None:
        """A read that was not taken, and why. Of a label read twice the first answer stays."""
        if code != "scan_repeated":
            self.tell(Notice(code, Tone.ERROR))
        elif not self.telling.stays:
            self.tell(Notice(code, Tone.PASS))

    @Slot(object)
    def refresh(self, _topics: object = None) -> None:
        """Something changed behind the bench's back: the ledger answered, another bench decided."""
        self._dispatcher.submit(self.wiring.bench.view, self._seen)

    def hear_ledger(self, status: LedgerStatus) -> None:
        """For the thread that speaks to the ledger, which may outlive the window."""
        if not self._closed:
            self._ledger_said.emit(status)

    def hear_printer(self, status: PrinterStatus) -> None:
        """For whichever thread noticed something about the label printer."""
        if not self._closed:
            self._printer_said.emit(status)

    def hear_change(self, topics: frozenset[Topic]) -> None:
        """For the same thread: something it stored is shown here."""
        if not self._closed:
            self._topics_changed.emit(topics)

    def close(self) -> None:
        self._closed = True

    def tell(self, notice: Notice) -> None:
        """Say something the bench did not say: a camera lost, a bug of ours."""
        shown = None if notice.code in _QUIET else notice
        self.telling = Telling(shown, serial=self.telling.serial + 1)
        self.told.emit(str(notice.tone))
        self.changed.emit()

    def tell_aside(self, notice: Notice) -> None:
        """Say something nobody pressed a key for: a calm word never covers one that waits for an answer."""
        if not (self.telling.stays and notice.tone in (Tone.ACCEPT, Tone.PASS)):
            self.tell(notice)

    def hush(self) -> None:
        """The operator has read it."""
        self.telling = Telling(serial=self.telling.serial + 1)
        self.changed.emit()

    def show_scanner(self, state: SerialState) -> None:
        """Where the serial scanner stands; None, where a keyboard wedge is all there is."""
        self.scanner = state
        self.changed.emit()

    @Slot(object)
    def _show_ledger(self, status: object) -> None:
        assert isinstance(status, LedgerStatus)
        self.ledger = status
        self.changed.emit()

    @Slot(object)
    def _show_printer(self, status: object) -> None:
        assert isinstance(status, PrinterStatus)
        self.printer = status
        self.changed.emit()

    def _seen(self, view: object) -> None:
        assert isinstance(view, BenchView)
        self._show(view, None)

    def _show(self, view: BenchView, notice: Notice | None) -> None:
        self.gaze = after(self.gaze, self.view, view)
        self.view = view
        self._speak_for(view.programme)
        running = view.piece is not None and view.piece.undo_until is not None
        if running != self._clock.isActive():
            self._clock.start() if running else self._clock.stop()
        if notice is None:
            self.changed.emit()
        else:
            self.tell(notice)

    def _speak_for(self, programme_id: str) -> None:
        """Checks, grades and sentences are those of the brand on the table."""
        programme = self.wiring.programmes.get(programme_id, self.wiring.programme)
        if programme is not self.words.programme:
            self.words = replace(self.words, programme=programme)

    @Slot()
    def _tick(self) -> None:
        """The undo window runs; once it is over the bench is asked what became of the verdict."""
        until = self.piece.undo_until if self.piece else None
        if until is not None and self.now() > until:
            self.refresh()
        self.ticked.emit()

    @Slot(str)
    def _crashed(self, reference: str) -> None:
        self._awaited = 0
        self._later.clear()
        self.tell(Notice("internal_error", Tone.ERROR, {"reference": reference}))
