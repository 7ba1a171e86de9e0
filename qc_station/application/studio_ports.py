"""Who stands at the studio, what lies on its table, and the answer every one of its use-cases gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from qc_station.application.alt_text import AltWords
from qc_station.application.bench_ports import BenchPorts, declaration_of
from qc_station.application.outcome import Notice, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.returned import Shown, last_changed, shown_of
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.photo import Shot
from qc_station.domain.photo_set import PhotoSet
from qc_station.domain.piece import Piece
from qc_station.domain.reentry import Reentry
from qc_station.domain.takeback import DeclaredItem
from qc_station.policy.programme import Programme
from qc_station.policy.shot_list import WantedView, shot_list

HISTORY_MAX = 100
TABLE_CHANGES_MAX = 50


@dataclass(frozen=True, slots=True)
class StudioPorts:
    """`bench` is what every workplace of the station is wired to; `operator` says who is signed in at it; `alt` has the
    patterns of the shop's alternative texts, by language.
    """

    bench: BenchPorts
    operator: Callable[[], Operator | None]
    alt: Callable[[], Mapping[str, AltWords]]


@dataclass(frozen=True, slots=True)
class StudioSession:
    """What lies on the studio's table. `aim`: the view a person chose to shoot next, empty for the next one missing.

    `table` remembers from when on which piece lay there. `history`: the set as it stood before and after each act on
    the piece that lies there.
    """

    piece_id: str = ""
    aim: str = ""
    table: tuple[tuple[datetime, str], ...] = ()
    history: tuple[tuple[PhotoSet, PhotoSet], ...] = ()

    def with_piece(self, piece_id: str, at: datetime) -> StudioSession:
        table = (*self.table, (at, piece_id))[-TABLE_CHANGES_MAX:]
        return replace(self, piece_id=piece_id, aim="", table=table, history=())

    def piece_at(self, moment: datetime) -> str:
        return next((piece for since, piece in reversed(self.table) if since <= moment), "")

    def with_done(self, before: PhotoSet, after: PhotoSet) -> StudioSession:
        return replace(self, history=(*self.history, (before, after))[-HISTORY_MAX:])


@dataclass(frozen=True, slots=True)
class ActedAtStudio:
    session: StudioSession
    notice: Notice
    changed: frozenset[Topic] = field(default_factory=lambda: frozenset({Topic.STUDIO}))


@dataclass(frozen=True, slots=True)
class OnTable:
    """The piece on the table with all that is known of it. `shown`: the inspection the shop shows, which is that of a
    re-entry once the piece has come back changed; `changed`: that re-entry.
    """

    piece: Piece
    item: DeclaredItem
    programme: Programme
    photo_set: PhotoSet
    shown: Shown
    changed: Reentry | None = None

    @property
    def wanted(self) -> tuple[WantedView, ...]:
        return shot_list(replace(self.piece, answers=self.shown.answers), self.item.category, self.programme)

    def evidence(self, view: str) -> Shot | None:
        """The bench's picture of a view, of the inspection that counts first."""
        return (self.changed.shot(view) if self.changed else None) or self.piece.shot(view)

    def whole(self, view: str) -> bool:
        return any(each.whole for each in self.wanted if each.view == view)


def photographer(ports: StudioPorts) -> Operator:
    """Raises RuleBroken("sign_in_first" | "not_for_this_role")."""
    operator = ports.operator()
    if operator is None:
        raise RuleBroken("sign_in_first")
    if not operator.may_photograph:
        raise RuleBroken("not_for_this_role", role=str(operator.role))
    return operator


def on_table(piece_id: str, uow: UnitOfWork, ports: StudioPorts) -> OnTable:
    """Raises RuleBroken("scan_a_piece_first" | "declaration_gone" | "unknown_programme")."""
    piece = uow.pieces.get(piece_id) if piece_id else None
    if piece is None:
        raise RuleBroken("scan_a_piece_first")
    takeback, item = declaration_of(piece.key, uow)
    programme = ports.bench.programme_of(takeback)
    reentries = uow.reentries.of_piece(piece.id)
    kept = uow.photo_sets.get(piece.id) or PhotoSet(piece.id)
    return OnTable(piece, item, programme, kept, shown_of(piece, reentries), last_changed(reentries))
