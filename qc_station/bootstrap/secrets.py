"""Secrets of this station: the ledger token, the PIN pepper, the signing key, the photo store's key. In the system's
keyring; else in a file only we can read.

A keyring that writes plain text (`keyrings.alt`) or does nothing is refused: the file with its rights is then the
better place,
and `degraded` lets `qc-station doctor` say so. Source: ledger.md, trap 11.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

from qc_station.application.settings import SettingRefused

SERVICE = "qc-station"
LEDGER_TOKEN = "ledger-token"  # noqa: S105 (the name of a secret, not one)
SHOP_TOKEN = "shop-token"  # noqa: S105 (likewise)
PIN_PEPPER = "pin-pepper"
SIGNING_KEY = "signing-key"
PHOTO_STORE_KEY, PHOTO_STORE_SECRET = "photo-store-key", "photo-store-secret"
TRUSTED_BACKENDS = ("keyring.backends.SecretService", "keyring.backends.Windows", "keyring.backends.macOS")
# Benches that share a database share the pepper: without it, who is enrolled at one could not sign in at another.
_ENVIRONMENT = {
    LEDGER_TOKEN: "QC_STATION_LEDGER_TOKEN",
    PIN_PEPPER: "QC_STATION_PIN_PEPPER",
    SHOP_TOKEN: "QC_STATION_SHOP_TOKEN",
    PHOTO_STORE_KEY: "QC_STATION_PHOTO_STORE_KEY",
    PHOTO_STORE_SECRET: "QC_STATION_PHOTO_STORE_SECRET",
}
PEPPER_BYTES_MIN = 16
SEED_BYTES = 32


class Keyring(Protocol):
    """What we use of the system's keyring."""

    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, value: str) -> None: ...


def trusted_keyring() -> Keyring | None:
    """The system's keyring when it is a real one; None where there is none, or one that would write plain text."""
    # Its back ends are looked up among all installed packages: too slow for every start.
    import keyring  # noqa: PLC0415

    backend = keyring.get_keyring()
    return backend if type(backend).__module__.startswith(TRUSTED_BACKENDS) else None


class SecretStore:
    """Named secrets of one station folder. The folder's path keeps two stations of one machine apart in the keyring."""

    def __init__(self, home: Path, environment: Mapping[str, str]) -> None:
        self._folder = home / "secrets"
        self._environment = environment
        self._prefix = str(home)

    @cached_property
    def _keyring(self) -> Keyring | None:
        return trusted_keyring()

    @property
    def degraded(self) -> bool:
        """Secrets lie in files (mode 0600) because this machine offers no trustworthy keyring."""
        return self._keyring is None

    def get(self, name: str) -> str | None:
        """The environment wins, for services and tests; then the file, where there is one; then the keyring."""
        given = self._environment.get(_ENVIRONMENT.get(name, ""))
        if given:
            return given
        with contextlib.suppress(FileNotFoundError):
            return (self._folder / name).read_text(encoding="utf-8")
        return self._keyring.get_password(SERVICE, f"{self._prefix}:{name}") if self._keyring else None

    def put(self, name: str, value: str) -> None:
        if self._keyring:
            self._keyring.set_password(SERVICE, f"{self._prefix}:{name}", value)
            (self._folder / name).unlink(missing_ok=True)
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
        """Made at the first call; without it no PIN of this station can be checked. Raises SettingRefused."""
        return self._made_once(PIN_PEPPER, range(PEPPER_BYTES_MIN, 1024))

    def signing_seed(self) -> bytes:
        """The private half of the key by which the ledger knows this station; made at the first call. Raises
        SettingRefused.
        """
        return self._made_once(SIGNING_KEY, range(SEED_BYTES, SEED_BYTES + 1))

    def _made_once(self, name: str, lengths: range) -> bytes:
        known = self.get(name)
        if known is None:
            known = secrets.token_hex(SEED_BYTES)
            self.put(name, known)
        try:
            made = bytes.fromhex(known)
        except ValueError:
            made = b""
        if len(made) not in lengths:
            raise SettingRefused("bad_setting", name=name, wanted=f"{2 * lengths.start}+ × 0…9 a…f", got="…")
        return made
