"""A decision as a bench delivers it. Its id was made and stored by the bench before it was first sent; it never
changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from voucher_ledger.domain.chain import Link
from voucher_ledger.domain.errors import Breach
from voucher_ledger.domain.fingerprint import spell
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import Decision, ItemKey


@dataclass(frozen=True, slots=True)
class ProgrammeRef:
    """The rules the bench judged by, so that the verdict can be replayed."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Approval:
    """`claimed` is what the bench showed the expert; it is compared with the accepted offer, never paid. `link` is its
    place in the station's chain, where that has one.
    """

    id: str
    epoch: int
    seq: int
    dossier: str
    line: int
    piece: str
    decision: Decision
    grade: Grade | None
    reasons: tuple[str, ...]
    claimed: Money | None
    programme: ProgrammeRef
    operator: str
    occurred_at: datetime
    evidence: tuple[str, ...]
    link: Link | None = None

    @property
    def key(self) -> ItemKey:
        return ItemKey(self.dossier, self.line)

    def body(self) -> str:
        """The canonical spelling that is stored, hashed, chained and compared: `canonical` of all but the link, written
        out, as it is made for every decision (tests/contract holds it to that).
        """
        programme = self.programme
        spelled = {
            "id": self.id,
            "epoch": self.epoch,
            "seq": self.seq,
            "dossier": self.dossier,
            "line": self.line,
            "piece": self.piece,
            "decision": self.decision,
            "reasons": self.reasons,
            "programme": {"id": programme.id, "version": programme.version, "sha256": programme.sha256},
            "operator": self.operator,
            "occurred_at": self.occurred_at.isoformat(),
            "evidence": self.evidence,
        }
        if self.grade is not None:
            spelled["grade"] = self.grade
        if self.claimed is not None:
            spelled["claimed"] = {"minor": self.claimed.minor, "currency": self.claimed.currency}
        return spell(spelled)

    def breaches(self) -> Iterator[Breach]:
        """An acceptance says what it grants, a refusal says why; neither borrows from the other."""
        if self.decision is Decision.ACCEPTED:
            if self.grade is None:
                yield Breach("grade", "required", "an accepted piece has a grade")
            if self.claimed is None:
                yield Breach("claimed", "required", "an accepted piece has the amount shown to the expert")
            return
        if self.grade is not None:
            yield Breach("grade", "null", "a refused piece has no grade")
        if self.claimed is not None:
            yield Breach("claimed", "null", "a refused piece has no amount")
        if not self.reasons:
            yield Breach("reasons", "not_empty", "the customer is told why a piece is refused")
