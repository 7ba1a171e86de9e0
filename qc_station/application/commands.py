"""What a person asks for: imperative, frozen, without Qt, SQL or HTTP. One class per verb of the bench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qc_station.domain.checklist import Pin
from qc_station.domain.grade import Grade
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling

CONFORM = "conform"


@dataclass(frozen=True, slots=True)
class SignIn:
    """`badge` as scanned or typed; empty means the badge scanned just before."""

    badge: str
    pin: str


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
class KeepPhotograph:
    """File a picture under a piece. No `view`: the next one wanted.

    `piece` is the one the shutter opened for. Without it: the piece that was on the table at `noticed_at` (now, when
    None);
    with none there, or with `to_tray`, the tray.
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
class MarkMissing:
    line: int
    dossier: str | None = None


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
    | KeepPhotograph
    | Decide
    | MarkMissing
    | Undo
    | ClosePiece
    | CloseParcel
)
