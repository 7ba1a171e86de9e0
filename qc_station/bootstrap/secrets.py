"""Secrets of this station: the ledger token and the PIN pepper. In the system's keyring; else in a file only we can
read.

A keyring that writes plain text (`keyrings.alt`) or does nothing is refused: the file with its rights is then the
better place,
and `degraded` lets `qc-station doctor` say so. Source: ledger.md, trap 11.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import keyring
from keyring.errors import KeyringError

SERVICE = "qc-station"
LEDGER_TOKEN = "ledger-token"  # noqa: S105 (the name of a secret, not one)
PIN_PEPPER = "pin-pepper"
TRUSTED_BACKENDS = ("keyring.backends.SecretService", "keyring.backends.Windows", "keyring.backends.macOS")
_ENVIRONMENT = {LEDGER_TOKEN: "QC_STATION_LEDGER_TOKEN"}


class SecretStore:
    """Named secrets of one station folder. The folder's path keeps two stations of one machine apart in the keyring."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self._folder = home / "secrets"
        self._environment = environment
        backend = type(keyring.get_keyring())
        self._keyring = backend.__module__.startswith(TRUSTED_BACKENDS)
        self._prefix = str(home)

    @property
    def degraded(self) -> bool:
        """Secrets lie in files (mode 0600) because this machine offers no trustworthy keyring."""
        return not self._keyring

    def get(self, name: str) -> str | None:
        """The environment wins, for services and tests; then the keyring; then the file."""
        given = self._environment.get(_ENVIRONMENT.get(name, ""))
        if given:
            return given
        if self._keyring:
            with contextlib.suppress(KeyringError):
                found = keyring.get_password(SERVICE, f"{self._prefix}:{name}")
                if found is not None:
                    return found
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def put(self, name: str, value: str) -> None:
        if self._keyring:
            with contextlib.suppress(KeyringError):
                keyring.set_password(SERVICE, f"{self._prefix}:{name}", value)
                return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = self._folder / f".{name}.{secrets.token_hex(4)}"
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._folder / name)

    def pepper(self) -> bytes:
        """Made at the first call; without it no PIN of this station can be checked."""
        known = self.get(PIN_PEPPER)
        if known is None:
            known = secrets.token_hex(32)
            self.put(PIN_PEPPER, known)
        return bytes.fromhex(known)
