"""Approvals on their way to the ledger. An approval gets its number in the transaction that releases it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from qc_station.application.outbox_port import OutboxCounts
from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.errors import RuleBroken
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.rows import departure_of, departure_row, link_row
from qc_station.storage.tables import departure, station

WALK_ROWS = 500
_DRAFT = departure.c.state == OutboxState.DRAFT.value
_PENDING = departure.c.state == OutboxState.PENDING.value
_OURS = departure.c.station == bindparam("station")

_BY_ID = select(departure).where(departure.c.id == bindparam("id"))
_OF_PIECE = select(departure).where(departure.c.piece_id == bindparam("piece"))
_OF_DOSSIER = select(departure).where(departure.c.dossier == bindparam("dossier")).order_by(departure.c.line)
_REMOVE = delete(departure).where(departure.c.id == bindparam("id"), _DRAFT).returning(departure.c.id)
_HOLD = update(departure).where(departure.c.id == bindparam("the_id"), _DRAFT).values(held=bindparam("is_held"))
# Another station may hold or take back one of these in the same moment: the rows are locked before they are numbered.
_DUE = (
    select(departure.c.id)
    .where(_OURS, _DRAFT, departure.c.held.is_(False), departure.c.release_at <= bindparam("now"))
    .order_by(departure.c.release_at, departure.c.id)
    .limit(bindparam("most"))
    .with_for_update()
)
_NUMBERS = (
    update(station)
    .where(station.c.name == bindparam("station"))
    .values(released=station.c.released + bindparam("count"))
    .returning(station.c.epoch, station.c.released)
)
_RELEASE = (
    update(departure)
    .where(departure.c.id == bindparam("the_id"))
    .values(state=OutboxState.PENDING.value, epoch=bindparam("its_epoch"), seq=bindparam("its_seq"))
)
_HELD = (
    select(departure)
    .where(_OURS, _DRAFT, departure.c.held)
    .order_by(departure.c.release_at, departure.c.id)
    .limit(bindparam("most"))
)
_LINK = (
    update(departure)
    .where(departure.c.id == bindparam("the_id"))
    .values({name: bindparam(f"its_{name}") for name in ("prev_hash", "hash", "signature", "signed_by")})
)
_HEAD = (
    select(departure.c.hash)
    .where(_OURS, departure.c.epoch == bindparam("epoch"), departure.c.hash.is_not(None))
    .order_by(departure.c.seq.desc())
    .limit(1)
)
_SIGNERS = select(departure.c.signed_by).where(_OURS, departure.c.signed_by.is_not(None)).distinct()
_FIRST_SIGNED = (
    select(departure.c.epoch, departure.c.seq)
    .where(_OURS, departure.c.signed_by == bindparam("public"))
    .order_by(departure.c.epoch, departure.c.seq)
    .limit(1)
)
_NEW_EPOCH = (
    update(station)
    .where(station.c.name == bindparam("station"), station.c.epoch < bindparam("new_epoch"))
    .values(epoch=bindparam("new_epoch"), released=0)
)
_TO_MOVE = (
    select(departure.c.id)
    .where(_OURS, _PENDING, departure.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(departure.c.epoch, departure.c.seq)
    .with_for_update()
)
_MOVE = (
    update(departure)
    .where(departure.c.id == bindparam("the_id"))
    .values(
        epoch=bindparam("its_epoch"), seq=bindparam("its_seq"), prev_hash=None, hash=None, signature=None,
        signed_by=None,
    )
)  # fmt: skip
_NUMBERED = (
    select(departure)
    .where(_OURS, departure.c.epoch == bindparam("epoch"), departure.c.seq > bindparam("after"))
    .order_by(departure.c.seq)
)
_WAITING = (
    select(departure).where(_OURS, _PENDING).order_by(departure.c.epoch, departure.c.seq).limit(bindparam("most"))
)
_SETTLE = (
    update(departure)
    .where(departure.c.id == bindparam("the_id"), _PENDING)
    .values(
        state=bindparam("end"),
        answer_code=bindparam("code"),
        answer_detail=bindparam("detail"),
        answered_at=bindparam("at"),
    )
    .returning(departure.c.id)
)
# What the ledger answered with when it made this the item's decision (policy/retry.py).
_TAKEN = (departure.c.state == OutboxState.ACKED.value) & departure.c.answer_code.in_(("credited", "refused"))
_TAKEN_UPTO = select(departure.c.epoch, func.max(departure.c.seq)).where(_OURS, _TAKEN).group_by(departure.c.epoch)
_REARM = (
    update(departure)
    .where(
        departure.c.station == bindparam("our_station"),
        _TAKEN,
        departure.c.epoch == bindparam("its_epoch"),
        departure.c.seq.in_(bindparam("seqs", expanding=True)),
    )
    .values(state=OutboxState.PENDING.value, answer_code="", answer_detail="", answered_at=None)
    .returning(departure.c.id)
)
_ATTEMPT = (
    update(departure)
    .where(departure.c.id.in_(bindparam("ids", expanding=True)))
    .values(attempts=departure.c.attempts + 1)
)
_COUNTS = select(departure.c.state, departure.c.held, func.count()).where(_OURS).group_by(
    departure.c.state, departure.c.held
)  # fmt: skip
_ALL = select(departure).where(_OURS).order_by(departure.c.epoch, departure.c.seq, departure.c.id)


class SqlOutbox:
    """`get`, `of_piece` and `of_dossier` see every bench of the database; all else is about ours."""

    def __init__(self, connection: Connection, our_station: str) -> None:
        self._connection = connection
        self._station = our_station

    def put(self, leaving: Departure) -> None:
        if not insert_unless_there(self._connection, departure, departure_row(leaving, self._station)):
            approval = leaving.approval
            raise RuleBroken(
                "already_decided", piece=approval.piece, dossier=approval.key.dossier, line=approval.key.line
            )

    def get(self, approval_id: str) -> Departure | None:
        return self._one(_BY_ID, id=approval_id)

    def of_piece(self, piece_id: str) -> Departure | None:
        return self._one(_OF_PIECE, piece=piece_id)

    def of_dossier(self, dossier: str) -> tuple[Departure, ...]:
        return self._many(_OF_DOSSIER, dossier=dossier)

    def remove_draft(self, approval_id: str) -> bool:
        return self._connection.execute(_REMOVE, {"id": approval_id}).first() is not None

    def hold(self, approval_id: str, *, held: bool) -> None:
        self._connection.execute(_HOLD, {"the_id": approval_id, "is_held": held})

    def release_due(self, now: datetime, limit: int) -> tuple[Departure, ...]:
        due = {"station": self._station, "now": now, "most": limit}
        ids = self._connection.execute(_DUE, due).scalars().all()
        if not ids:
            return ()
        numbers = {"station": self._station, "count": len(ids)}
        epoch, last = self._connection.execute(_NUMBERS, numbers).one()
        before = last - len(ids)
        released = [
            {"the_id": each, "its_epoch": epoch, "its_seq": seq} for seq, each in enumerate(ids, before + 1)
        ]  # fmt: skip
        self._connection.execute(_RELEASE, released)
        return self._many(_NUMBERED, station=self._station, epoch=epoch, after=before)

    def held(self, limit: int) -> tuple[Departure, ...]:
        return self._many(_HELD, station=self._station, most=limit)

    def head(self, epoch: int) -> str | None:
        found = self._connection.execute(_HEAD, {"station": self._station, "epoch": epoch})
        return found.scalar_one_or_none()

    def link(self, leaving: Departure) -> None:
        row = {f"its_{name}": value for name, value in link_row(leaving.link).items()}
        self._connection.execute(_LINK, row | {"the_id": leaving.approval.id})

    def signers(self) -> tuple[StationKey, ...]:
        found = []
        for public in self._connection.execute(_SIGNERS, {"station": self._station}).scalars().all():
            first = self._connection.execute(_FIRST_SIGNED, {"station": self._station, "public": public}).one()
            found.append(StationKey(public, first.epoch, first.seq))
        return tuple(sorted(found, key=lambda key: (key.epoch, key.seq)))

    def renumber(self, approval_ids: Sequence[str], epoch: int) -> tuple[Departure, ...]:
        self._connection.execute(_NEW_EPOCH, {"station": self._station, "new_epoch": epoch})
        moved = {"station": self._station, "ids": list(approval_ids)}
        ids = self._connection.execute(_TO_MOVE, moved).scalars().all()
        numbers = {"station": self._station, "count": len(ids)}
        current, last = self._connection.execute(_NUMBERS, numbers).one()
        before = last - len(ids)
        rows = [{"the_id": each, "its_epoch": current, "its_seq": seq} for seq, each in enumerate(ids, before + 1)]
        if rows:
            self._connection.execute(_MOVE, rows)
        return self._many(_NUMBERED, station=self._station, epoch=current, after=before)

    def pending(self, limit: int) -> tuple[Departure, ...]:
        return self._many(_WAITING, station=self._station, most=limit)

    def settle(self, approval_id: str, state: OutboxState, *, code: str, detail: str, at: datetime) -> None:
        """Raises RuleBroken("changed_elsewhere") when it is not pending: somebody else heard the answer first."""
        if state in (OutboxState.DRAFT, OutboxState.PENDING):
            raise ValueError(f"{state} is not an end")
        answer = {"the_id": approval_id, "end": state.value, "code": code, "detail": detail, "at": at}
        if self._connection.execute(_SETTLE, answer).first() is None:
            raise RuleBroken("changed_elsewhere", approval=approval_id)

    def count_attempt(self, approval_ids: Sequence[str]) -> None:
        self._connection.execute(_ATTEMPT, {"ids": list(approval_ids)})

    def settled_upto(self) -> dict[int, int]:
        rows = self._connection.execute(_TAKEN_UPTO, {"station": self._station})
        return {int(epoch): int(seq) for epoch, seq in rows}

    def rearm(self, epoch: int, seqs: Sequence[int]) -> tuple[str, ...]:
        asked = {"our_station": self._station, "its_epoch": epoch, "seqs": list(seqs)}
        return tuple(self._connection.execute(_REARM, asked).scalars())

    def counts(self) -> OutboxCounts:
        found = {
            (OutboxState(state), bool(held)): int(count)
            for state, held, count in self._connection.execute(_COUNTS, {"station": self._station})
        }
        draft, held = found.pop((OutboxState.DRAFT, False), 0), found.pop((OutboxState.DRAFT, True), 0)
        ends = {state: found.get((state, False), 0) + found.get((state, True), 0) for state in OutboxState}
        return OutboxCounts(
            draft=draft,
            held=held,
            pending=ends[OutboxState.PENDING],
            acked=ends[OutboxState.ACKED],
            parked=ends[OutboxState.PARKED],
            conflict=ends[OutboxState.CONFLICT],
        )

    def all(self) -> Iterator[Departure]:
        rows = self._connection.execute(_ALL, {"station": self._station}, execution_options={"yield_per": WALK_ROWS})
        for row in rows:
            yield departure_of(row)

    def _one(self, statement: Select[tuple[object, ...]], **parameters: object) -> Departure | None:
        row = self._connection.execute(statement, parameters).first()
        return None if row is None else departure_of(row)

    def _many(self, statement: Select[tuple[object, ...]], **parameters: object) -> tuple[Departure, ...]:
        return tuple(departure_of(row) for row in self._connection.execute(statement, parameters))
