"""The parcel bar, the cards of its declared items, and the question about its transfer form."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.bench_view import BenchView, DossierView, ItemState, ItemView, ParcelView
from qc_station.domain.checklist import Side
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.takeback import TransferForm
from qc_station.domain.undeclared import UndeclaredPiece
from qc_station.viewmodels import exceptions, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Panel, asks_for_form
from qc_station.viewmodels.labels import label_text
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.swatches import swatch
from qc_station.viewmodels.words import Words, filled, tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

SOON_DAYS = 5
# Cards without an amount: nothing is paid, or not by this bench.
_UNPAID = frozenset({ItemState.REFUSED, ItemState.MISSING, ItemState.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A declared item. `level`: calm, current, good, bad or attention; its mark and word say the same."""

    key: str
    dossier: str
    title: str
    detail: str
    mark: str
    stateText: str
    level: str
    amount: str
    outline: str
    details: str
    wide: float
    swatch: str
    inHand: bool
    atCursor: bool


@dataclass(frozen=True, slots=True)
class ParcelState:
    is_open: bool = False
    code: str = ""
    carrier: str = ""
    dossier: str = ""
    person: str = ""
    form: str = ""
    form_level: str = "calm"
    due: str = ""
    due_short: str = ""
    due_level: str = "calm"
    progress: str = ""
    asks_form: bool = False
    form_dossier: str = ""
    form_person: str = ""
    choosing: bool = False
    can_mark_missing: bool = False
    cursor_row: int = -1
    condition: str = ""
    damaged: bool = False
    quarantined: str = ""
    undeclared: str = ""
    undeclared_text: str = ""


@QmlElement
class ParcelViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._state = ParcelState()
        self._cards = Rows(ItemCard, self)
        desk.changed.connect(self._show)

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        return self._state.is_open

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._state.code

    @Property(str, notify=changed)
    def carrier(self) -> str:
        return self._state.carrier

    @Property(str, notify=changed)
    def dossier(self) -> str:
        return self._state.dossier

    @Property(str, notify=changed)
    def person(self) -> str:
        return self._state.person

    @Property(str, notify=changed)
    def form(self) -> str:
        return self._state.form

    @Property(str, notify=changed)
    def formLevel(self) -> str:
        return self._state.form_level

    @Property(str, notify=changed)
    def due(self) -> str:
        return self._state.due

    @Property(str, notify=changed)
    def dueShort(self) -> str:
        return self._state.due_short

    @Property(str, notify=changed)
    def dueLevel(self) -> str:
        return self._state.due_level

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._state.progress

    @Property(bool, notify=changed)
    def asksForm(self) -> bool:
        return self._state.asks_form

    @Property(str, notify=changed)
    def formDossier(self) -> str:
        return self._state.form_dossier

    @Property(str, notify=changed)
    def formPerson(self) -> str:
        return self._state.form_person

    @Property(bool, notify=changed)
    def choosing(self) -> bool:
        """No piece in hand and more than one card to choose from."""
        return self._state.choosing

    @Property(bool, notify=changed)
    def canMarkMissing(self) -> bool:
        return self._state.can_mark_missing

    @Property(int, notify=changed)
    def cursorRow(self) -> int:
        return self._state.cursor_row

    @Property(str, notify=changed)
    def condition(self) -> str:
        """What was said of the box."""
        return self._state.condition

    @Property(bool, notify=changed)
    def damaged(self) -> bool:
        return self._state.damaged

    @Property(str, notify=changed)
    def quarantined(self) -> str:
        """How many pieces of this parcel nobody declared; empty for none."""
        return self._state.quarantined

    @Property(str, notify=changed)
    def undeclared(self) -> str:
        """The id of the undeclared piece in hand; empty when none is."""
        return self._state.undeclared

    @Property(str, notify=changed)
    def undeclaredText(self) -> str:
        return self._state.undeclared_text

    @Property(QObject, constant=True)
    def cards(self) -> Rows:
        return self._cards

    @Slot(str)
    def open(self, key: str) -> None:
        self._desk.look(item=key)
        verbs.open_item(self._desk, verbs.item_at_gaze(self._desk))

    @Slot(int)
    def step(self, by: int) -> None:
        """The cursor to the card before or after: what the arrows do."""
        verbs.step_item(self._desk, by)

    @Slot()
    def markMissing(self) -> None:
        verbs.mark_missing(self._desk)

    @Slot()
    def tellDamage(self) -> None:
        exceptions.tell_damage(self._desk)

    @Slot()
    def setAsideUndeclared(self) -> None:
        exceptions.set_aside_undeclared(self._desk)

    @Slot()
    def setAsideSwapped(self) -> None:
        exceptions.set_aside_swapped(self._desk)

    @Slot(int)
    def recordForm(self, position: int) -> None:
        verbs.record_form(self._desk, position)

    @Slot()
    def askForm(self) -> None:
        verbs.open_panel(Panel.FORM)(self._desk)

    @Slot()
    def _show(self) -> None:
        desk = self._desk
        parcel = desk.view.parcel if desk.view else None
        cards = [_card(item, desk) for item in parcel.items] if parcel else []
        self._cards.show(cards)
        state = _state(desk.view, parcel, desk) if desk.view and parcel else ParcelState()
        if state != self._state:
            self._state = state
            self.changed.emit()


def _state(view: BenchView, parcel: ParcelView, desk: Desk) -> ParcelState:
    words = desk.words
    here = _dossier_at(parcel, desk)
    asked = asks_for_form(view, desk.gaze)
    person = next((each for each in parcel.dossiers if each.dossier == asked), here)
    card = verbs.item_at_gaze(desk)
    form, form_level = _form(here)
    due, due_short, due_level = _due(here, words)
    return ParcelState(
        is_open=True,
        code=spaced(parcel.shown),
        carrier=carrier_name(parcel.carrier),
        dossier=here.dossier,
        person=words.customer(here.customer),
        form=form,
        form_level=form_level,
        due=due,
        due_short=due_short,
        due_level=due_level,
        progress=f"{parcel.done} / {len(parcel.items)}",
        asks_form=bool(asked),
        form_dossier=asked,
        form_person=words.customer(person.customer),
        choosing=view.piece is None and view.undeclared is None and len(parcel.items) > 1,
        can_mark_missing=view.piece is None
        and view.undeclared is None
        and card is not None
        and card.state is ItemState.TO_INSPECT,
        condition=_condition(parcel.condition),
        damaged=parcel.condition is ParcelCondition.DAMAGED,
        quarantined=tr("%n undeclared piece(s)", None, len(parcel.undeclared)) if parcel.undeclared else "",
        undeclared=view.undeclared.id if view.undeclared else "",
        undeclared_text=_undeclared(view.undeclared, words) if view.undeclared else "",
        cursor_row=next((at for at, item in enumerate(parcel.items) if str(item.item.key) == desk.gaze.item), -1),
    )


def _dossier_at(parcel: ParcelView, desk: Desk) -> DossierView:
    """A parcel may hold several dossiers: the bar shows the one of the piece or card looked at."""
    key = str(desk.piece.key) if desk.piece else desk.gaze.item
    return next((each for each in parcel.dossiers if key.startswith(each.dossier + "/")), parcel.dossiers[0])


def spaced(code: str) -> str:
    """A 13-character label as it is printed: 8R 4120 7731 9… Other codes stay as they are."""
    if len(code) == 13 and code[2:].isdigit():
        return " ".join((code[:2], code[2:6], code[6:10], code[10:]))
    return code


def carrier_name(carrier: str) -> str:
    names = {"dpd": "DPD", "gls": "GLS", "dhl": "DHL", "s10": "S10", "sscc": "SSCC"}
    return names.get(carrier, carrier.replace("_", " ").title())


def _condition(condition: ParcelCondition) -> str:
    return {
        ParcelCondition.UNKNOWN: tr("State of the box not recorded"),
        ParcelCondition.INTACT: tr("Box intact"),
        ParcelCondition.DAMAGED: tr("Box damaged"),
    }[condition]


def _undeclared(piece: UndeclaredPiece, words: Words) -> str:
    """Where it stands: to be photographed, waiting, or settled by a lead."""
    if piece.end is not None:
        when = words.moment(piece.end.at)
        if piece.end.key is None:
            return filled(tr("A lead sent it back ({time}): {reason}"), time=when, reason=piece.end.reason)
        return filled(tr("A lead linked it to {key} ({time})."), key=piece.end.key, time=when)
    if not piece.shots:
        return tr("Photograph it (Space), stick its label on it, then Enter puts it in quarantine.")
    return tr("It waits for a lead. O: a lead links it to a declared item, or sends it back.")


def _form(dossier: DossierView) -> tuple[str, str]:
    return {
        TransferForm.UNKNOWN: (tr("To be recorded"), "attention"),
        TransferForm.SIGNED: (tr("Present, signed"), "good"),
        TransferForm.UNSIGNED: (tr("Not signed · credit held"), "bad"),
        TransferForm.MISSING: (tr("Missing · credit held"), "bad"),
    }[dossier.transfer_form]


def _due(dossier: DossierView, words: Words) -> tuple[str, str, str]:
    """The deadline as a sentence, as a few words for a narrow window, and how it looks."""
    left = dossier.days_left
    if left < 0:
        late = tr("Overdue by %n working day(s)", None, -left)
        return late, tr("Late: %n working day(s)", None, -left), "late"
    if left == 0:
        return tr("Credit due today"), tr("Due today"), "soon"
    if left <= SOON_DAYS:
        return tr("Credit due in %n working day(s)", None, left), tr("Due: %n working day(s)", None, left), "soon"
    day = words.day(dossier.due_on)
    return filled(tr("Credit due on {day}"), day=day), filled(tr("Due on {day}"), day=day), "calm"


def _card(view: ItemView, desk: Desk) -> ItemCard:
    words, item = desk.words, view.item
    category = words.programme.categories.get(item.category)
    drawing = desk.wiring.drawings.of(category.outline if category else "", Side.FRONT)
    mark, state, level = _item_state(view, words)
    in_hand = desk.piece is not None and desk.piece.key == item.key
    return ItemCard(
        key=str(item.key),
        dossier=item.key.dossier,
        title=words.pick(item.title),
        detail=" · ".join(
            part for part in (label_text(view.label), item.reference, item.size, words.pick(item.colour)) if part
        ),
        mark=mark,
        stateText=state,
        level=level,
        amount="" if view.state in _UNPAID else words.short_money(view.shown_amount),
        outline=drawing.outline,
        details=drawing.details,
        wide=drawing.wide,
        swatch=swatch(item.colour),
        inHand=in_hand,
        atCursor=str(item.key) == desk.gaze.item,
    )


def _item_state(view: ItemView, words: Words) -> tuple[str, str, str]:
    if view.state is ItemState.ACCEPTED:
        return "✓", words.grade(view.grade) or tr("Accepted"), "good"
    if view.state is ItemState.ELSEWHERE and view.elsewhere and view.elsewhere.reversed:
        return "!", filled(tr("Credit taken back, {station}"), station=view.elsewhere.station), "attention"
    if view.state is ItemState.ELSEWHERE and view.elsewhere:
        return "!", filled(tr("Decided at {station}"), station=view.elsewhere.station), "attention"
    return {
        ItemState.TO_INSPECT: ("○", tr("To inspect"), "calm"),
        ItemState.STARTED: ("◐", tr("Started"), "calm"),
        ItemState.IN_HAND: ("●", tr("In hand"), "current"),
        ItemState.REFUSED: ("✕", tr("Refused"), "bad"),
        ItemState.REVIEW: ("!", tr("To be reviewed"), "attention"),
        ItemState.MISSING: ("✕", tr("Missing"), "bad"),
        ItemState.TREATMENT: ("!", tr("In treatment"), "attention"),
    }.get(view.state, ("○", tr("To inspect"), "calm"))
