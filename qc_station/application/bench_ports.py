"""The ports a bench works with, and the answer every one of its use-cases gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qc_station.application.label_port import Labels
from qc_station.application.outcome import Notice, Tone, Topic
from qc_station.application.ports import (
    Clock,
    Entropy,
    PhotoStore,
    PictureReader,
    PinHasher,
    UnitOfWork,
    UnitOfWorkFactory,
    WorkingCalendar,
)
from qc_station.application.session import Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.ids import ENTROPY_BYTES, uuid7
from qc_station.domain.operator import Operator
from qc_station.domain.piece import Piece
from qc_station.domain.takeback import DeclaredItem, ItemKey, TakeBack
from qc_station.policy.programme import Programme


@dataclass(frozen=True, slots=True)
class BenchPorts:
    """What one bench is wired to. `station` is its name in every fact; `programmes` the rules by programme id.

    `second_look_percent` of the decided pieces, in 0..100, are offered blind to a second expert. `labels`: None where
    nothing can be printed.
    """

    station: str
    programmes: Mapping[str, Programme]
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    entropy: Entropy
    photos: PhotoStore
    pictures: PictureReader
    pins: PinHasher
    calendar: WorkingCalendar
    second_look_percent: float = 0.0
    labels: Labels | None = None

    def new_id(self) -> str:
        return uuid7(self.clock.now(), self.entropy.bytes(ENTROPY_BYTES))

    def programme_of(self, takeback: TakeBack) -> Programme:
        programme = self.programmes.get(takeback.programme)
        if programme is None:
            raise RuleBroken("unknown_programme", programme=takeback.programme, dossier=takeback.dossier)
        return programme

    def fact(self, kind: str, operator: Operator, subject: str, **body: object) -> Fact:
        return Fact(kind, self.clock.now(), operator.id, subject, body)


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act leads to: the next session, what to tell the operator, and what changed."""

    session: Session
    notice: Notice
    changed: frozenset[Topic] = field(default_factory=frozenset)


def say(code: str, tone: Tone = Tone.PASS, **params: object) -> Notice:
    return Notice(code, tone, params)


def expert(session: Session) -> Operator:
    """The person at the bench; raises RuleBroken("sign_in_first") or RuleBroken("not_for_this_role")."""
    if session.operator is None:
        raise RuleBroken("sign_in_first")
    if not session.operator.may_inspect:
        raise RuleBroken("not_for_this_role", role=str(session.operator.role))
    return session.operator


def open_parcel(session: Session, uow: UnitOfWork) -> tuple[TakeBack, ...]:
    """The dossiers of the parcel on the table; raises RuleBroken("scan_a_parcel_first")."""
    if not session.parcel:
        raise RuleBroken("scan_a_parcel_first")
    return uow.takebacks.by_parcel(session.parcel)


def declared_item(
    session: Session,
    uow: UnitOfWork,
    line: int,
    dossier: str | None,
) -> tuple[TakeBack, DeclaredItem]:
    """The item a line of the open parcel means; raises RuleBroken("no_such_line") or RuleBroken("which_dossier")."""
    candidates = [
        (takeback, item)
        for takeback in open_parcel(session, uow)
        if dossier is None or takeback.dossier == dossier
        for item in takeback.items
        if item.key.line == line and item.parcel_code == session.parcel
    ]
    if not candidates:
        raise RuleBroken("no_such_line", line=line)
    if len(candidates) > 1:
        raise RuleBroken("which_dossier", line=line, dossiers=", ".join(each.dossier for each, _ in candidates))
    return candidates[0]


def piece_in_hand(session: Session, uow: UnitOfWork) -> tuple[Piece, DeclaredItem, TakeBack]:
    """The open piece with what was declared of it; raises RuleBroken("open_an_item_first" | "second_look_first" |
    "reentry_first").

    During a second look and a re-entry the piece is only looked at: nothing of it may change.
    """
    if session.blind is not None:
        raise RuleBroken("second_look_first")
    if session.reentry:
        raise RuleBroken("reentry_first")
    piece = uow.pieces.get(session.piece_id) if session.piece_id else None
    if piece is None:
        raise RuleBroken("open_an_item_first")
    takeback, item = declaration_of(piece.key, uow)
    return piece, item, takeback


def declaration_of(key: ItemKey, uow: UnitOfWork) -> tuple[TakeBack, DeclaredItem]:
    """The declaration behind a stored piece; raises RuleBroken("declaration_gone") when the line is no longer
    declared.
    """
    takeback = uow.takebacks.get(key.dossier)
    item = takeback.item(key.line) if takeback else None
    if takeback is None or item is None:
        raise RuleBroken("declaration_gone", dossier=key.dossier, line=key.line)
    return takeback, item
