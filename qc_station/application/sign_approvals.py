"""What leaves the station is chained and signed in the transaction that gives it its place.

So an approval that was changed in the database afterwards no longer fits its signature, and the ledger refuses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qc_station.application.ports import Signer, UnitOfWork
from qc_station.domain.approval import Departure, Link
from qc_station.domain.approval_chain import approval_bytes, signed_message
from qc_station.domain.chain import GENESIS, link

# Public key, message, signature.
SignatureCheck = Callable[[str, bytes, str], bool]


def none_holds(_public: str, _message: bytes, _signature: str, /) -> bool:
    """Of a station that signs nothing: any signature it finds is a stranger's."""
    return False


def sign(released: Sequence[Departure], uow: UnitOfWork, signer: Signer) -> None:
    """Carry the chain of their epoch on over these, which have their numbers and stand in their order."""
    if not released or released[0].epoch is None:
        return
    head = uow.outbox.head(released[0].epoch) or GENESIS
    for departure in released:
        assert departure.epoch is not None
        assert departure.seq is not None
        hash_ = link(head, approval_bytes(departure.approval, departure.epoch, departure.seq))
        made = Link(head, hash_, signer.sign(signed_message(hash_)), signer.public)
        uow.outbox.link(replace(departure, link=made))
        head = hash_


def chain_faults(departures: Sequence[Departure], holds: SignatureCheck) -> Iterator[Departure]:
    """Departures whose link or signature does not hold, in the order of their places."""
    numbered = [each for each in departures if each.link and each.epoch is not None and each.seq is not None]
    before = (0, 0, "")
    for departure in sorted(numbered, key=lambda each: (each.epoch, each.seq)):
        made, epoch, seq = departure.link, departure.epoch, departure.seq
        assert made is not None
        assert epoch is not None
        assert seq is not None
        follows = before[:2] != (epoch, seq - 1) or made.prev == before[2]
        content = link(made.prev, approval_bytes(departure.approval, epoch, seq)) == made.hash
        if not (follows and content and holds(made.signed_by, signed_message(made.hash), made.signature)):
            yield departure
        before = (epoch, seq, made.hash)
