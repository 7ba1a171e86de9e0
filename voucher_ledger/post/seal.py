"""A seal on mails that hold a link or a code, while they wait. Fernet of `cryptography`: AES-128-CBC with an HMAC."""

from __future__ import annotations

import hashlib

from cryptography.fernet import Fernet


class FernetSeal:
    """`key` is 32 bytes in URL-safe base64. Without one it lasts as long as this process: what another process sealed
    is then given up, and its customer asks again. Raises ValueError for a key that is none.
    """

    def __init__(self, key: str | None = None) -> None:
        chosen = key.encode() if key else Fernet.generate_key()
        self._fernet = Fernet(chosen)
        self.name = hashlib.sha256(chosen).hexdigest()[:16]

    def close(self, message: bytes) -> bytes:
        return self._fernet.encrypt(message)

    def open(self, sealed: bytes) -> bytes:
        return self._fernet.decrypt(sealed)
