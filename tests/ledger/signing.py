"""A station that signs, as the wire has it: each document follows the one it signed before."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.ledger.made import as_approval
from voucher_ledger.domain.chain import GENESIS, link_hash, signed_message


class SigningStation:
    def __init__(self, seed: int = 1) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = self._key.public_key().public_bytes_raw().hex()
        self.head = GENESIS

    def introduction(self, epoch: int = 1, seq: int = 1) -> dict[str, Any]:
        return {"public": self.public, "epoch": epoch, "seq": seq}

    def sign(self, document: dict[str, Any], prev: str | None = None) -> dict[str, Any]:
        """With its chain; `prev` given is what it claims to follow."""
        prev = self.head if prev is None else prev
        made = link_hash(prev, as_approval(document).body())
        self.head = made
        signature = self._key.sign(signed_message(made)).hex()
        return document | {"chain": {"prev": prev, "hash": made, "signature": signature}}
