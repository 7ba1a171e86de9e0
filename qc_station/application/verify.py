"""Does what is stored still tell one story? The log's chain, the photographs' hashes, the outbox against the
verdicts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from qc_station.application.decide import decision_body
from qc_station.application.failures import WorldFailure
from qc_station.application.ports import LogEntry, PhotoStore, UnitOfWork, UnitOfWorkFactory
from qc_station.application.sign_approvals import SignatureCheck, chain_faults, none_holds
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.chain import GENESIS, canonical_fact, link
from qc_station.domain.piece import Piece
from qc_station.domain.verdict import Ruling


@dataclass(frozen=True, slots=True)
class BadLink:
    """The first thing that does not fit: a code, and where."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How much was read, and the first bad link of each kind."""

    entries: int
    photos: int
    verdicts: int
    departures: int
    bad: tuple[BadLink, ...]

    @property
    def sound(self) -> bool:
        return not self.bad


def verify(unit_of_work: UnitOfWorkFactory, photos: PhotoStore, holds: SignatureCheck = none_holds) -> VerifyReport:
    """Read everything this station recorded, in one transaction. A record nobody can read ends it: the bad link."""
    try:
        return _examined(unit_of_work, photos, holds)
    except WorldFailure as failure:
        if failure.code != "record_unreadable":
            raise
        return VerifyReport(0, 0, 0, 0, (BadLink(failure.code, failure.params),))


def _examined(unit_of_work: UnitOfWorkFactory, photos: PhotoStore, holds: SignatureCheck) -> VerifyReport:
    with unit_of_work(read_only=True) as uow:
        entries = tuple(uow.log.entries())
        decided = {piece.id: piece for piece in uow.pieces.decided()}
        departures = tuple(uow.outbox.all())
        kept = {shot.photo for piece in uow.pieces.all() for shot in piece.shots}
        kept |= {shot.photo for box in uow.parcels.all() for shot in box.shots}
        kept |= {shot.photo for stray in uow.undeclared.all() for shot in stray.shots}
        kept |= {shot.photo for each in uow.reentries.all() for shot in each.shots}
        kept |= {frame.photo for frame in uow.tray.frames()}
        kept |= {
            photo for each in uow.photo_sets.all() for shot in each.shots for photo in (shot.photo, shot.raw) if photo
        }
        checks = (
            _chain(entries),
            (BadLink("photo_altered", {"photo": photo.sha256}) for photo in kept if not photos.intact(photo)),
            _outbox(departures, decided),
            _verdicts(decided, departures, uow),
            _signed(entries, decided, uow.station),
            _programmes(decided, uow),
            _sequence(departures, entries),
            _signatures(departures, holds),
        )
        first = tuple(bad for check in checks if (bad := next(check, None)))
    return VerifyReport(len(entries), len(kept), len(decided), len(departures), first)


def _chain(entries: tuple[LogEntry, ...]) -> Iterator[BadLink]:
    previous, expected = GENESIS, 1
    for entry in entries:
        where = {"seq": entry.seq}
        if entry.seq != expected:
            yield BadLink("log_entry_missing", {"seq": expected})
        if entry.prev_hash != previous or entry.hash != link(entry.prev_hash, entry.canonical):
            yield BadLink("log_chain_broken", where)
        if entry.canonical != canonical_fact(entry.fact, entry.station):
            yield BadLink("log_entry_altered", where)
        previous, expected = entry.hash, entry.seq + 1


def _outbox(departures: tuple[Departure, ...], decided: Mapping[str, Piece]) -> Iterator[BadLink]:
    for departure in departures:
        approval = departure.approval
        piece = decided.get(approval.piece)
        verdict = piece.verdict if piece else None
        told = (approval.ruling, approval.grade, approval.claimed, approval.reasons, approval.programme)
        if verdict is None:
            yield BadLink("approval_without_verdict", {"approval": approval.id, "piece": approval.piece})
        elif told != (verdict.ruling, verdict.grade, verdict.amount, verdict.reasons, verdict.programme):
            yield BadLink("approval_differs_from_verdict", {"approval": approval.id, "piece": approval.piece})


def _verdicts(decided: Mapping[str, Piece], departures: tuple[Departure, ...], uow: UnitOfWork) -> Iterator[BadLink]:
    sent = {departure.approval.piece for departure in departures}
    for piece in decided.values():
        if piece.verdict is None:
            yield BadLink("decision_without_verdict", {"piece": piece.id})
            continue
        if piece.verdict.ruling is not Ruling.REVIEW and piece.verdict.station == uow.station and piece.id not in sent:
            yield BadLink("verdict_without_approval", {"piece": piece.id})


def _signed(entries: tuple[LogEntry, ...], decided: Mapping[str, Piece], station: str) -> Iterator[BadLink]:
    """What the chain says was signed last: verdict and approval could be rewritten together, the chain could not."""
    signed = {entry.fact.subject: entry.fact.body for entry in entries if entry.fact.kind == "piece_decided"}
    for piece in decided.values():
        verdict = piece.verdict
        if verdict is None or verdict.station != station:
            continue
        said = decision_body(piece, verdict)
        if said != {name: signed.get(piece.id, {}).get(name) for name in said}:
            yield BadLink("verdict_differs_from_log", {"piece": piece.id})


def _programmes(decided: Mapping[str, Piece], uow: UnitOfWork) -> Iterator[BadLink]:
    for piece_id, verdict in ((piece.id, piece.verdict) for piece in decided.values() if piece.verdict):
        sha256 = verdict.programme.sha256
        rules = uow.programmes.get(sha256)
        if rules is None:
            yield BadLink("programme_lost", {"piece": piece_id, "sha256": sha256})
        elif hashlib.sha256(rules.encode()).hexdigest() != sha256:
            yield BadLink("programme_altered", {"piece": piece_id, "sha256": sha256})


def _left(entries: tuple[LogEntry, ...]) -> Iterator[tuple[int, int]]:
    """Places that were left for another epoch: no holes."""
    for entry in entries:
        moved = entry.fact.body.get("moved") if entry.fact.kind == "epoch_adopted" else None
        for place in moved if isinstance(moved, list) else ():
            match place:
                case [int(epoch), int(seq)]:
                    yield epoch, seq


def _signatures(departures: tuple[Departure, ...], holds: SignatureCheck) -> Iterator[BadLink]:
    for departure in chain_faults(departures, holds):
        approval = departure.approval
        yield BadLink("approval_signature_wrong", {"approval": approval.id, "piece": approval.piece})


def _sequence(departures: tuple[Departure, ...], entries: tuple[LogEntry, ...]) -> Iterator[BadLink]:
    released = {(each.epoch or 0, each.seq or 0) for each in departures if each.state is not OutboxState.DRAFT}
    numbers = sorted(released | set(_left(entries)))
    for (epoch, seq), (next_epoch, next_seq) in pairwise(numbers):
        if epoch == next_epoch and next_seq != seq + 1:
            yield BadLink("sequence_hole", {"epoch": epoch, "seq": seq + 1})
