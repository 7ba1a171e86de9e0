"""What a bench shows, whole, in codes and amounts: one snapshot for the window, the command line and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.outcome import Notice
from qc_station.application.print_label import LabelState
from qc_station.domain.checklist import Finding
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.operator import Operator
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.photo import PhotoRef
from qc_station.domain.piece import Axes, DispositionState, TreatmentState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.reversal import ReversalState
from qc_station.domain.takeback import Customer, DeclaredItem, ItemKey, SettledElsewhere, TransferForm
from qc_station.domain.undeclared import UndeclaredPiece
from qc_station.domain.verdict import Judgement, Verdict
from qc_station.policy.eligibility import Ineligible


class ItemState(StrEnum):
    """Where a declared item stands, as its card says it."""

    TO_INSPECT = auto()
    STARTED = auto()
    IN_HAND = auto()
    ACCEPTED = auto()
    REFUSED = auto()
    REVIEW = auto()
    MISSING = auto()
    TREATMENT = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class ItemView:
    """A declared item's card. `shown_amount`: what its verdict pays, else the offer of its declared grade."""

    item: DeclaredItem
    state: ItemState
    piece_id: str | None
    grade: Grade | None
    shown_amount: Money | None
    elsewhere: SettledElsewhere | None
    ineligible: tuple[Ineligible, ...]
    label: LabelState = LabelState.NONE


@dataclass(frozen=True, slots=True)
class DossierView:
    """One take-back of the parcel; `days_left` counts working days to `due_on` and is negative when overdue."""

    dossier: str
    customer: Customer
    transfer_form: TransferForm
    received_at: datetime
    due_on: date
    days_left: int
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class WantedShot:
    """A view to photograph: `required` ones are the defects', asked for before the verdict is signed."""

    view: str
    photo: PhotoRef | None
    required: bool


@dataclass(frozen=True, slots=True)
class ParcelView:
    """`shown` is the code as people read it; `carrier` a code such as `colissimo`. `shots`: views of the box itself.

    `undeclared`: pieces found in it that nobody declared.
    """

    code: str
    shown: str
    carrier: str
    dossiers: tuple[DossierView, ...]
    condition: ParcelCondition = ParcelCondition.UNKNOWN
    shots: tuple[WantedShot, ...] = ()
    undeclared: tuple[UndeclaredPiece, ...] = ()

    @property
    def items(self) -> tuple[ItemView, ...]:
        return tuple(item for dossier in self.dossiers for item in dossier.items)

    @property
    def done(self) -> int:
        """Items that need no more work here."""
        open_states = {ItemState.TO_INSPECT, ItemState.STARTED, ItemState.IN_HAND}
        return sum(item.state not in open_states for item in self.items)


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding and the photo that shows it; `wants_photo` when the programme asks for one and none is kept yet."""

    finding: Finding
    view: str
    photo: PhotoRef | None
    wants_photo: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check's row: unanswered, conform, or the findings made under it."""

    id: str
    answered: bool
    findings: tuple[FindingView, ...]

    @property
    def conform(self) -> bool:
        return self.answered and not self.findings


class ReentryOffer(StrEnum):
    """Whether the piece in hand may be inspected as one that came back from the shop. LATE: with a lead's word."""

    NONE = auto()
    NOW = auto()
    LATE = auto()


@dataclass(frozen=True, slots=True)
class EarlierPicture:
    """What the shop, or else the bench, showed of a view before."""

    view: str
    photo: PhotoRef


@dataclass(frozen=True, slots=True)
class ReentryView:
    """A re-entry under way. `earlier`: pictures by view; `earlier_checks`: what the shop shows was found;
    `grade`: what it shows the piece as; `outcomes`: the ends that are open now, the proposed one first.
    """

    number: int
    earlier: tuple[EarlierPicture, ...]
    earlier_checks: tuple[CheckView, ...]
    grade: Grade | None
    outcomes: tuple[ReentryOutcome, ...]


@dataclass(frozen=True, slots=True)
class PieceView:
    """The piece in hand. `undo_until`: the signed verdict can be taken back until then; None once it has left or none
    is signed. `blind`: a second look, which shows nothing of the first inspection. `dispositions`: where a refused
    piece whose refusal has left may go now. `treatments`: what the workshop may record of a piece it has; empty
    otherwise. `reversal`: how far taking its credit back is; `reversible`: a lead may ask for that now.
    `reentry`: it came back from the shop and is inspected anew; `reentry_offer`: it may be.
    """

    id: str
    key: ItemKey
    item: DeclaredItem
    axes: Axes
    checks: tuple[CheckView, ...]
    judgement: Judgement
    verdict: Verdict | None
    shots: tuple[WantedShot, ...]
    undo_until: datetime | None
    inspected_by: str
    ledger_answer: str
    blind: bool = False
    dispositions: tuple[DispositionState, ...] = ()
    treatments: tuple[TreatmentState, ...] = ()
    label: LabelState = LabelState.NONE
    reversal: ReversalState | None = None
    reversible: bool = False
    reentry: ReentryView | None = None
    reentry_offer: ReentryOffer = ReentryOffer.NONE

    @property
    def open(self) -> bool:
        """Still being inspected: neither decided nor with the workshop."""
        return self.verdict is None and not self.treatments


class Step(StrEnum):
    """The next thing to do; Enter does it."""

    SIGN_IN = auto()
    SCAN_PARCEL = auto()
    RECORD_TRANSFER_FORM = auto()
    OPEN_ITEM = auto()
    ANSWER_CHECK = auto()
    PHOTOGRAPH = auto()
    SIGN = auto()
    QUARANTINE = auto()
    NEXT_PARCEL = auto()


@dataclass(frozen=True, slots=True)
class NextStep:
    """`target` names the check, the view or the item (`dossier/line`) the step is about."""

    step: Step
    target: str = ""


@dataclass(frozen=True, slots=True)
class BenchView:
    """Everything on the bench's screen. `badge` is the one scanned while nobody is signed in.

    `undeclared`: the piece in hand, when nobody declared it. `quarantine`: those that wait for a lead, while a parcel
    is open and nothing is in hand. `waiting`: how much waits for a lead. `programme`: id of
    the rules of the piece in hand, else of the parcel's first dossier; empty with an empty table.
    """

    operator: Operator | None
    badge: str
    parcel: ParcelView | None
    piece: PieceView | None
    next: NextStep
    outbox: OutboxCounts
    tray: int
    can_undo: str
    notice: Notice | None
    programme: str = ""
    undeclared: UndeclaredPiece | None = None
    waiting: int = 0
    quarantine: tuple[UndeclaredPiece, ...] = ()


# How every bench begins, before anything was read: what the window draws while the database opens.
NOBODY_YET = BenchView(None, "", None, None, NextStep(Step.SIGN_IN), OutboxCounts(), 0, "", None)
