"""What a person asks for: imperative, frozen, without Qt, SQL or HTTP. One class per verb of the bench."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from qc_station.domain.checklist import Pin
from qc_station.domain.grade import Grade
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.piece import DispositionState, TreatmentState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.takeback import ItemKey, TransferForm
from qc_station.domain.verdict import Ruling

CONFORM = "conform"


@dataclass(frozen=True, slots=True)
class SignIn:
    """`badge` as scanned or typed; empty means the badge scanned just before."""

    badge: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignOut:
    pass


@dataclass(frozen=True, slots=True)
class Lock:
    """Nobody was seen at the bench for a while: the table stays laid out, behind the PIN."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Whatever the scanner read, as it came."""

    code: str


@dataclass(frozen=True, slots=True)
class RecordTransferForm:
    """`dossier` may be left out when the parcel holds one dossier."""

    state: TransferForm
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Take a declared item in hand. `dossier` may be left out when the line says enough."""

    line: int
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """`value` is "conform" or the id of one of the check's answers."""

    check: str
    value: str
    pin: Pin | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFollowUp:
    """A further question about a finding: a choice's id, or the fact as it really is; empty withdraws the answer."""

    check: str
    number: int
    question: str
    value: str


@dataclass(frozen=True, slots=True)
class KeepPhotograph:
    """File a picture under a piece. No `view`: the next one wanted.

    `piece` is what the shutter opened for: a piece, one nobody declared, or a parcel (`parcel_subject`). Without it:
    the piece that was on the table at `noticed_at` (now, when None); with none there, or with `to_tray`, the tray.
    """

    file: Path
    view: str | None = None
    piece: str | None = None
    origin: str = "file"
    noticed_at: datetime | None = None
    to_tray: bool = False


@dataclass(frozen=True, slots=True)
class Decide:
    """Sign a verdict. `note` says why when a grade is lowered or a review asked for; `without_photos` why none could
    be taken.
    """

    choice: Ruling
    grade: Grade | None = None
    note: str = ""
    without_photos: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who answers for a lead's act, and why: badge as scanned or typed, PIN, one line of reason."""

    badge: str
    pin: str = field(repr=False)
    reason: str


@dataclass(frozen=True, slots=True)
class Overrule:
    """A lead signs for the piece in hand what the rules, or the expert, did not. Both verdicts are kept.

    `grade` goes with an acceptance, `refused_for` (a reason of the programme) with a refusal.
    """

    lead: Lead
    choice: Ruling
    grade: Grade | None = None
    refused_for: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """A lead lets the held credit of the piece in hand go although its transfer form is not there, signed."""

    lead: Lead


@dataclass(frozen=True, slots=True)
class ReverseCredit:
    """A lead wants the credit of the piece in hand back, which the ledger has confirmed."""

    lead: Lead


@dataclass(frozen=True, slots=True)
class Dispose:
    """Where the refused piece in hand goes: one of the programme's dispositions. It stands."""

    to: DispositionState


@dataclass(frozen=True, slots=True)
class RecordTreatment:
    """What the workshop says of the piece in hand: IN_PROGRESS, then DONE."""

    state: TreatmentState


@dataclass(frozen=True, slots=True)
class BeginReentry:
    """The published piece in hand came back from the shop. `lead`: who lets it in although it is late."""

    lead: Lead | None = None


@dataclass(frozen=True, slots=True)
class EndReentry:
    """What becomes of the piece that came back. `grade` goes with CHANGED, and with a `note` when it is lower than what
    was found.
    """

    outcome: ReentryOutcome
    grade: Grade | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenFound:
    """Put a parcel on the table that was found by name, dossier or reference because its label does not scan."""

    dossier: str
    parcel_code: str


@dataclass(frozen=True, slots=True)
class RecordCondition:
    """What the box on the table looks like."""

    condition: ParcelCondition


@dataclass(frozen=True, slots=True)
class SetAsideUndeclared:
    """There is a piece in the parcel that nobody declared: it gets an id and goes to quarantine.

    `line`: the declared item it lies in the place of, which is then missing (`dossier` as in OpenItem).
    """

    line: int | None = None
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class SettleUndeclared:
    """A lead says what an undeclared piece is: the declared item `key`, or, with None, one that goes back. `piece`: its
    id, when it is not in hand.
    """

    lead: Lead
    key: ItemKey | None = None
    piece: str = ""


@dataclass(frozen=True, slots=True)
class MarkMissing:
    line: int
    dossier: str | None = None


@dataclass(frozen=True, slots=True)
class PrintLabel:
    """The label of the decided piece in hand, again."""


@dataclass(frozen=True, slots=True)
class Undo:
    pass


@dataclass(frozen=True, slots=True)
class ClosePiece:
    """Put the piece aside undecided; what was answered is kept."""


@dataclass(frozen=True, slots=True)
class CloseParcel:
    pass


BenchCommand = (
    SignIn
    | SignOut
    | Lock
    | Scan
    | RecordTransferForm
    | OpenItem
    | AnswerCheck
    | AnswerFollowUp
    | KeepPhotograph
    | Decide
    | Overrule
    | ReleaseHold
    | ReverseCredit
    | Dispose
    | RecordTreatment
    | BeginReentry
    | EndReentry
    | OpenFound
    | RecordCondition
    | SetAsideUndeclared
    | SettleUndeclared
    | MarkMissing
    | PrintLabel
    | Undo
    | ClosePiece
    | CloseParcel
)
