"""Who is at this bench and what is on the table. Frozen: each act answers with the next session, or with none at all.

Nothing here is the record: pieces, verdicts and photos are stored by the act that makes them. A station that loses its
session loses a table laid out, never work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum, auto

from qc_station.domain.checklist import Answer
from qc_station.domain.operator import Operator
from qc_station.domain.parcel import ParcelRecord
from qc_station.domain.photo_set import PhotoSet
from qc_station.domain.piece import Piece
from qc_station.domain.reentry import Reentry
from qc_station.domain.takeback import Reception
from qc_station.domain.undeclared import UndeclaredPiece

HISTORY_MAX = 200
TABLE_CHANGES_MAX = 50


class Act(StrEnum):
    """Acts that can be taken back, by the name the undo key shows."""

    ANSWER = auto()
    PHOTOGRAPH = auto()
    DECISION = auto()
    MISSING = auto()
    TRANSFER_FORM = auto()
    CONDITION = auto()
    UNDECLARED = auto()
    TREATMENT = auto()
    REENTRY = auto()


@dataclass(frozen=True, slots=True)
class Done:
    """An act that can be taken back, with what stood before it. `before` of a piece is None when the act made it; so is
    that of a re-entry when the act began it. `set_before`: the photo set that the end of a re-entry opened again.
    """

    act: Act
    subject: str
    piece_before: Piece | None = None
    reception_before: Reception | None = None
    parcel_before: ParcelRecord | None = None
    undeclared_before: UndeclaredPiece | None = None
    reentry_before: Reentry | None = None
    set_before: PhotoSet | None = None

    @property
    def of_reentry(self) -> bool:
        return self.act is Act.REENTRY or self.reentry_before is not None


@dataclass(frozen=True, slots=True)
class Session:
    """`parcel` is the code under which its dossiers are looked up; `shown` how the label reads; `badge` one scanned
    before the PIN.

    `piece_id` may be that of an undeclared piece. `blind`: the answers of a second look at the piece in hand, which
    shows nothing of the first. `reentry`: the piece in hand came back from the shop and is inspected anew. `table`
    remembers from when on which piece was in hand: a frame belongs to the piece of its own moment, not of its arrival.
    """

    operator: Operator | None = None
    badge: str = ""
    parcel: str = ""
    shown: str = ""
    piece_id: str = ""
    history: tuple[Done, ...] = ()
    table: tuple[tuple[datetime, str], ...] = ()
    blind: tuple[Answer, ...] | None = None
    reentry: bool = False

    def laid_out(self, at: datetime) -> Session:
        """Note the piece in hand from `at` on."""
        return replace(self, table=(*self.table, (at, self.piece_id))[-TABLE_CHANGES_MAX:])

    def piece_at(self, moment: datetime) -> str:
        """The id of the piece in hand at `moment`, empty for none."""
        return next((piece for since, piece in reversed(self.table) if since <= moment), "")

    def with_done(self, done: Done) -> Session:
        return replace(self, history=(*self.history, done)[-HISTORY_MAX:])

    def without_parcel(self) -> Session:
        return replace(self, parcel="", shown="", piece_id="", blind=None, reentry=False)

    def with_piece(self, piece_id: str) -> Session:
        """That piece in hand, none when empty; a second look at the one before is over, a re-entry put aside."""
        return replace(self, piece_id=piece_id, blind=None, reentry=False)
