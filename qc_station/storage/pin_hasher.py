"""PINs: argon2id over an HMAC with the station's pepper, without which not even a million tries find a six-digit PIN.

Parameters: OWASP's m = 19 MiB, t = 2, p = 1 (about 25 ms). The pepper is not in the database: it comes from the
system's keyring.
"""

from __future__ import annotations

import hashlib
import hmac

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

PEPPER_BYTES_MIN = 16


class Argon2PinHasher:
    def __init__(self, pepper: bytes) -> None:
        if len(pepper) < PEPPER_BYTES_MIN:
            raise ValueError(f"a pepper has {PEPPER_BYTES_MIN} bytes at least")
        self._pepper = pepper
        self._argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

    def hash(self, pin: str) -> str:
        return self._argon2.hash(self._peppered(pin))

    def matches(self, pin_hash: str, pin: str) -> bool:
        try:
            return self._argon2.verify(pin_hash, self._peppered(pin))
        except (VerificationError, InvalidHashError):
            return False

    def _peppered(self, pin: str) -> bytes:
        return hmac.digest(self._pepper, pin.encode("utf-8", errors="surrogatepass"), hashlib.sha256)
