"""What the ledger refuses, and why: one class per stable code, which is also the last part of the problem's `type`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a request breaks. `field` is its path (`items[2].offer.new`), `rule` a stable code, `says` prose."""

    field: str
    rule: str
    says: str


class Refusal(Exception):
    """The world asked for something the ledger does not do. `detail` is for the person who reads the log."""

    code: ClassVar[str]

    def __init__(self, detail: str, breaches: Sequence[Breach] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.breaches = tuple(breaches)


class InvalidRequest(Refusal):
    code = "invalid-request"


class Unauthorized(Refusal):
    code = "unauthorized"


class Forbidden(Refusal):
    code = "forbidden"


class NotFound(Refusal):
    code = "not-found"


class KeyReuse(Refusal):
    """An approval id that is known with other content: a bench made two different decisions under one id."""

    code = "key-reuse"


class SequenceConflict(Refusal):
    """The bench's sequence number is taken by another approval: it was restored from an old copy, or runs twice."""

    code = "station-sequence-conflict"


class SignatureRefused(Refusal):
    """An approval without its station's signature, or with one that is of another content."""

    code = "signature-refused"


class ChainBroken(Refusal):
    """An approval that does not follow the one before it in its station's chain."""

    code = "chain-broken"


class StationKeyUnknown(Refusal):
    """Signed, and the books have no key of this station: it introduces itself and sends again."""

    code = "station-key-unknown"


class StationKeyDiffers(Refusal):
    """The books know this station by another key, which is still in force."""

    code = "station-key-differs"


class TakebackConflict(Refusal):
    code = "takeback-conflict"


class AlreadyReceived(Refusal):
    """Too late to call a take-back off."""

    code = "already-received"


class InsufficientBalance(Refusal):
    """There is less money than was asked for. Nothing moved."""

    code = "insufficient-balance"


class UnknownVoucher(Refusal):
    """No voucher has this code. Each such answer counts: see TooManyGuesses."""

    code = "unknown-voucher"


class VoucherNotUsable(Refusal):
    """Before its first day, or after its last."""

    code = "voucher-not-usable"


class NetworkRefused(Refusal):
    """A sales point whose network takes no vouchers."""

    code = "network-refused"


class TooManyGuesses(Refusal):
    """This till named too many codes that do not exist. It is heard again after a while."""

    code = "too-many-guesses"


class HoldEnded(Refusal):
    """A hold is captured or voided once; this one was, or it ran out."""

    code = "hold-ended"


class OrderKnown(Refusal):
    """This sales point has used this voucher for this order before, under another key."""

    code = "order-known"


class RefundExceeds(Refusal):
    """More than was captured and not refunded yet."""

    code = "refund-exceeds"


class NotCredited(Refusal):
    """There is no credit to reverse."""

    code = "not-credited"


class SecondPersonNeeded(Refusal):
    code = "second-person-needed"


class AlreadyAnswered(Refusal):
    code = "already-answered"


class AlreadyExists(Refusal):
    """An administrator's request for something that is there already."""

    code = "already-exists"


class Unavailable(Refusal):
    """The books cannot be written or read now. Nothing was done, or it cannot be told: send the same request again."""

    code = "unavailable"
