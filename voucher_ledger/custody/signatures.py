"""Ed25519 signatures of the stations (RFC 8032), by `cryptography`."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_key = lru_cache(maxsize=256)(lambda public: Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)))


def signature_holds(public: str, message: bytes, signature: str, /) -> bool:
    """Whether the holder of that key signed this; keys and signatures are hexadecimal."""
    try:
        _key(public).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True
