"""A store in memory for the sync's own tests: all of a transaction or nothing, and it can die at a commit."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.ports import LogEntry
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.piece import Piece
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.takeback import TakeBack


class Killed(BaseException):
    """The process dies here: nothing catches it."""


class StoppedClock:
    """Time stands still until a test moves it."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_s(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Contents:
    takebacks: dict[str, TakeBack] = field(default_factory=dict)
    pieces: dict[str, Piece] = field(default_factory=dict)
    departures: dict[str, Departure] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)
    reversals: dict[str, Reversal] = field(default_factory=dict)
    seq: int = 0
    epoch: int = 1


class MemoryStore:
    """`before_commit` and `after_commit` are called around each commit; whatever they raise leaves the commit undone
    or done."""

    station = "BANC-01"

    def __init__(self) -> None:
        self.kept = Contents()
        self.before_commit: Callable[[], None] = lambda: None
        self.after_commit: Callable[[], None] = lambda: None

    def __call__(self, *, read_only: bool = False) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self, read_only)


class MemoryUnitOfWork:
    def __init__(self, store: MemoryStore, read_only: bool) -> None:
        self._store, self._read_only = store, read_only
        self.station = store.station

    def __enter__(self):
        kept = self._store.kept
        # Values are frozen, so copying the containers is a copy of everything.
        self._now = Contents(**{name: copy.copy(value) for name, value in vars(kept).items()})
        self.takebacks, self.pieces = _TakeBacks(self._now), _Pieces(self._now)
        self.outbox, self.log, self.bookmarks = _Outbox(self._now), _Log(self._now), _Bookmarks(self._now)
        self.reversals, self.receptions = _Reversals(self._now), _Receptions(self._now)
        return self

    def __exit__(self, kind, error, trace, /):
        return None

    def commit(self) -> None:
        assert not self._read_only
        self._store.before_commit()
        self._store.kept = self._now
        self._store.after_commit()


class _Part:
    def __init__(self, now: Contents) -> None:
        self.now = now


class _TakeBacks(_Part):
    def save(self, takeback):
        changed = self.now.takebacks.get(takeback.dossier) != takeback
        self.now.takebacks[takeback.dossier] = takeback
        return changed

    def get(self, dossier):
        return self.now.takebacks.get(dossier)

    def by_parcel(self, code):
        found = (each for each in self.now.takebacks.values() if any(parcel.code == code for parcel in each.parcels))
        return tuple(sorted(found, key=lambda each: each.dossier))

    def count(self):
        return len(self.now.takebacks)


class _Pieces(_Part):
    def get(self, piece_id):
        return self.now.pieces.get(piece_id)

    def of(self, dossiers):
        return tuple(piece for piece in self.now.pieces.values() if piece.key.dossier in dossiers)

    def save(self, piece):
        known = self.now.pieces.get(piece.id)
        if (known.version if known else 0) != piece.version:
            raise RuleBroken("changed_elsewhere")
        self.now.pieces[piece.id] = replace(piece, version=piece.version + 1)
        return self.now.pieces[piece.id]


class _Outbox(_Part):
    def put(self, departure):
        self.now.departures[departure.approval.id] = departure

    def get(self, approval_id):
        return self.now.departures.get(approval_id)

    def release_due(self, now, limit):
        due = [each for each in self.all() if each.state is OutboxState.DRAFT and not each.held]
        due = sorted((each for each in due if each.release_at <= now), key=lambda each: each.release_at)[:limit]
        for each in due:
            self.now.seq += 1
            state = OutboxState.PENDING
            self._set(each.approval.id, state=state, epoch=self.now.epoch, seq=self.now.seq)
        return tuple(self.now.departures[each.approval.id] for each in due)

    def pending(self, limit):
        found = [each for each in self.all() if each.state is OutboxState.PENDING]
        return tuple(sorted(found, key=lambda each: (each.epoch, each.seq))[:limit])

    def settle(self, approval_id, state, *, code, detail, at):
        assert self.now.departures[approval_id].state is OutboxState.PENDING, "settled twice"
        self._set(approval_id, state=state, answer_code=code, answer_detail=detail, answered_at=at)

    def count_attempt(self, approval_ids):
        for approval_id in approval_ids:
            self._set(approval_id, attempts=self.now.departures[approval_id].attempts + 1)

    def counts(self):
        states = [each.state for each in self.all()]
        held = sum(each.held for each in self.all() if each.state is OutboxState.DRAFT)
        counts = {state.value: states.count(state) for state in OutboxState}
        return OutboxCounts(**(counts | {"draft": counts["draft"] - held}), held=held)

    def all(self):
        return iter(tuple(self.now.departures.values()))

    def _set(self, approval_id, **parts):
        self.now.departures[approval_id] = replace(self.now.departures[approval_id], **parts)


class _Receptions(_Part):
    """Nothing has arrived here."""

    def get(self, dossier):
        return None


class _Log(_Part):
    def append(self, fact):
        self.now.facts.append(fact)
        return LogEntry(len(self.now.facts), "BANC-01", fact, b"", "", "")


class _Bookmarks(_Part):
    def get(self, name):
        return self.now.bookmarks.get(name)

    def put(self, name, value):
        self.now.bookmarks[name] = value

    def several(self, names):
        return {name: self.now.bookmarks[name] for name in names if name in self.now.bookmarks}


class _Reversals(_Part):
    def of_piece(self, piece_id):
        return self.now.reversals.get(piece_id)

    def asked(self):
        return tuple(each for each in self.now.reversals.values() if each.state is ReversalState.ASKED)

    def save(self, reversal):
        self.now.reversals[reversal.piece] = reversal
