"""What a person did to the ledger itself, outside the money: who may speak to it, what was taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Whose act it is while nobody is there to be named: the demonstration, a test.
SETUP = "setup"


class ActKind(StrEnum):
    STATION_ADDED = "station_added"
    STATION_REVOKED = "station_revoked"
    STATION_ROTATED = "station_rotated"
    EPOCH_OPENED = "epoch_opened"
    KEY_INTRODUCED = "key_introduced"
    KEY_FORGOTTEN = "key_forgotten"
    RELEASE_ASKED = "release_asked"
    TOKEN_ADDED = "token_added"  # noqa: S105 a name, no secret
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 a name, no secret
    SALES_POINT_ADDED = "sales_point_added"
    LINK_MADE = "link_made"
    MAIL_RETRIED = "mail_retried"
    REPUBLISHED = "republished"
    EXPORTED = "exported"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Act:
    """`about` is the name or number of what it was done to; never a secret, an address or a person's name."""

    at: datetime
    actor: str
    kind: ActKind
    about: str
