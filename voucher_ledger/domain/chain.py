"""A station's own chain over what it delivers, so that nobody between its signature and the books can have changed it.

hash = SHA-256(previous hash as 64 hexadecimal ASCII bytes ‖ canonical body of the approval); the first of an epoch
follows 64 zeros. The station signs each hash with Ed25519 (RFC 8032). Places may arrive in any order and some never do
(a decision a person parked), so a link is held against the neighbours that are there. Source: ledger.md 7.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

GENESIS = "0" * 64
# What a signature of this key says; a signature of anything else is none of an approval.
_SIGNED = b"qc-station approval\n"

# Public key, message, signature; keys and signatures in hexadecimal.
SignatureCheck = Callable[[str, bytes, str], bool]


def none_holds(_public: str, _message: bytes, _signature: str, /) -> bool:
    """Of a ledger that checks no signatures: one that knows no station's key either."""
    return False


@dataclass(frozen=True, slots=True)
class Link:
    """Hexadecimal, lower case."""

    prev: str
    hash: str
    signature: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Signs what its station numbers from a place on, up to the place of the next key. `ended`: another may follow."""

    public: str
    epoch: int
    seq: int
    ended: bool = False


def link_hash(prev: str, body: str) -> str:
    return hashlib.sha256(prev.encode("ascii") + body.encode()).hexdigest()


def signed_message(hash_: str) -> bytes:
    return _SIGNED + hash_.encode("ascii")


def key_at(keys: Iterable[SigningKey], epoch: int, seq: int) -> SigningKey | None:
    """The key that signs a place; None before the first. `keys` stand in the order of their places."""
    found = None
    for key in keys:
        if (key.epoch, key.seq) <= (epoch, seq):
            found = key
    return found
