"""What becomes of a delivered decision.

The order of the questions, and the first that answers wins:

1. Is its id known? Same content: the first answer again. Other content, or another bench: key reuse.
2. Is its place (epoch, seq) taken, or of an epoch nobody opened? Sequence conflict, nothing is stored. Nor is what
   does not carry on its station's chain.
3. Is the item declared, in that programme, and not called off? Otherwise it is kept as *rejected*.
4. Was the item decided before? The same result is a *duplicate*, another a *conflict* that a person resolves.
5. A refusal is now the item's first decision: *refused*.
6. Does the offer buy that grade, was this very piece never paid before, does the bench show the amount the offer says?
   Then, and only then, it is *credited*.

Nothing here keeps a piece from being paid twice: the unique keys of the store do. This decides what is answered, on a
picture of the books; had it been wrong, the keys would refuse the transaction and it would be asked again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.chain import GENESIS, Link, SigningKey, link_hash
from voucher_ledger.domain.errors import ChainBroken, KeyReuse, SequenceConflict, SignatureRefused
from voucher_ledger.domain.fingerprint import sha256_hex
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import Decision, ItemKey, PricedItem


class Outcome(StrEnum):
    CREDITED = "credited"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    AMOUNT_MISMATCH = "amount_mismatch"
    REJECTED = "rejected"


FIRST_DECISIONS = (Outcome.CREDITED, Outcome.REFUSED)


class Reason(StrEnum):
    """Why a decision was kept without effect."""

    UNKNOWN_ITEM = "unknown-item"
    OTHER_PROGRAMME = "other-programme"
    CALLED_OFF = "called-off"
    NO_PRICE = "no-price"
    PIECE_ALREADY_USED = "piece-already-used"
    CLAIMED_DIFFERS = "claimed-differs"


@dataclass(frozen=True, slots=True)
class Winner:
    """The decision that was first."""

    approval: str
    station: str
    decision: Decision
    grade: Grade | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """The ledger's answer. `amount` is what was paid, or for an amount mismatch what would have been."""

    id: str
    outcome: Outcome
    reason: Reason | None = None
    transfer: str | None = None
    amount: Money | None = None
    balance_after: Money | None = None
    winner: Winner | None = None
    replayed: bool = False

    @property
    def review(self) -> str | None:
        """The kind of the task somebody has to look at: the customer waits for money that was not moved."""
        if self.outcome in (Outcome.CONFLICT, Outcome.AMOUNT_MISMATCH):
            return str(self.outcome)
        return "piece_reuse" if self.reason is Reason.PIECE_ALREADY_USED else None


@dataclass(frozen=True, slots=True)
class Bench:
    """The station whose token came with the request. `epoch` is the highest it may number in; `keys` are what it signs
    with, in the order of their places.
    """

    id: int
    name: str
    epoch: int
    keys: tuple[SigningKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An approval in the books: who delivered it, the hash of its content, its first answer."""

    station_id: int
    body_sha256: str
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class Entry:
    """A settlement to be written, with what it was decided on."""

    approval: Approval
    body: str
    body_sha256: str
    item: PricedItem | None
    settlement: Settlement


@dataclass(slots=True)
class Picture:
    """The books as far as a batch is concerned, read under its locks; it follows the batch while that is settled."""

    items: Mapping[ItemKey, PricedItem]
    balances: dict[int, int]
    known: dict[str, Known]
    seats: dict[tuple[int, int], str]
    firsts: dict[ItemKey, Winner]
    paid_pieces: dict[str, Winner]
    links: dict[tuple[int, int], Link] = field(default_factory=dict)
    called_off: frozenset[ItemKey] = frozenset()
    entries: list[Entry] = field(default_factory=list)


def transfer_id(approval_id: str) -> str:
    """The credit's id follows from the approval's, so that a transaction that is tried again names the same credit."""
    return str(uuid.uuid5(uuid.UUID(approval_id), "piece_credit"))


def settle(approval: Approval, bench: Bench, picture: Picture) -> Settlement:
    """Answer one approval and enter it into the picture.

    Raises KeyReuse, SequenceConflict, SignatureRefused, ChainBroken.
    """
    body = approval.body()
    body_sha256 = sha256_hex(body)
    known = picture.known.get(approval.id)
    if known is not None:
        if (known.station_id, known.body_sha256) != (bench.id, body_sha256):
            raise KeyReuse(f"approval {approval.id} is known with other content")
        return replace(known.settlement, replayed=True)
    seat = (approval.epoch, approval.seq)
    if approval.epoch > bench.epoch:
        raise SequenceConflict(f"epoch {approval.epoch} was never opened for this station")
    if seat in picture.seats:
        raise SequenceConflict(f"place {seat} is held by approval {picture.seats[seat]}")
    _chain(approval, body, picture)
    item = picture.items.get(approval.key)
    settlement = _judge(approval, item, picture)
    picture.seats[seat] = approval.id
    picture.known[approval.id] = Known(bench.id, body_sha256, settlement)
    picture.entries.append(Entry(approval, body, body_sha256, item, settlement))
    if settlement.outcome in FIRST_DECISIONS:
        won = Winner(approval.id, bench.name, approval.decision, approval.grade, approval.occurred_at)
        picture.firsts[approval.key] = won
        if settlement.outcome is Outcome.CREDITED:
            picture.paid_pieces[approval.piece] = won
    return settlement


def _chain(approval: Approval, body: str, picture: Picture) -> None:
    link = approval.link
    if link is None:
        return
    if link_hash(link.prev, body) != link.hash:
        raise SignatureRefused("what was signed is not what was sent")
    epoch, seq = approval.epoch, approval.seq
    before, after = picture.links.get((epoch, seq - 1)), picture.links.get((epoch, seq + 1))
    if before is not None and link.prev != before.hash:
        raise ChainBroken(f"place {(epoch, seq)} does not follow the one before it")
    if seq == 1 and link.prev != GENESIS:
        raise ChainBroken(f"place {(epoch, seq)} is where its chain begins")
    if after is not None and after.prev != link.hash:
        raise ChainBroken(f"place {(epoch, seq + 1)} does not follow {(epoch, seq)}")
    picture.links[epoch, seq] = link


def _judge(approval: Approval, item: PricedItem | None, picture: Picture) -> Settlement:  # noqa: PLR0911 the essay above, in order
    if item is None:
        return Settlement(approval.id, Outcome.REJECTED, Reason.UNKNOWN_ITEM)
    if item.programme != approval.programme.id:
        return Settlement(approval.id, Outcome.REJECTED, Reason.OTHER_PROGRAMME)
    if item.key in picture.called_off:
        return Settlement(approval.id, Outcome.REJECTED, Reason.CALLED_OFF)
    first = picture.firsts.get(item.key)
    if first is not None:
        same = (first.decision, first.grade) == (approval.decision, approval.grade)
        return Settlement(approval.id, Outcome.DUPLICATE if same else Outcome.CONFLICT, winner=first)
    if approval.grade is None:
        return Settlement(approval.id, Outcome.REFUSED)
    price = item.price(approval.grade)
    if price is None:
        return Settlement(approval.id, Outcome.REJECTED, Reason.NO_PRICE)
    payee = picture.paid_pieces.get(approval.piece)
    if payee is not None:
        return Settlement(approval.id, Outcome.REJECTED, Reason.PIECE_ALREADY_USED, winner=payee)
    if approval.claimed != price:
        return Settlement(approval.id, Outcome.AMOUNT_MISMATCH, Reason.CLAIMED_DIFFERS, amount=price)
    return _credit(approval, item, price, picture)


def _credit(approval: Approval, item: PricedItem, price: Money, picture: Picture) -> Settlement:
    picture.balances[item.account_id] += price.minor
    balance = Money(picture.balances[item.account_id], price.currency)
    return Settlement(
        approval.id, Outcome.CREDITED, transfer=transfer_id(approval.id), amount=price, balance_after=balance
    )
