"""The chain over what this station tells the ledger: each approval's hash covers the one before, and is signed.

hash = SHA-256(previous hash as 64 hexadecimal ASCII bytes ‖ canonical bytes of the approval); the first of an epoch
follows 64 zeros. Canonical: JSON with sorted keys, no spaces, ASCII, nothing that is null: the very bytes the ledger
makes of what it is sent (tests/contract holds both to them). Source: ledger.md 7.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC

from qc_station.domain.approval import Approval

# What a signature of a station's key says; a signature of anything else is none of an approval.
_SIGNED = b"qc-station approval\n"


@dataclass(frozen=True, slots=True)
class StationKey:
    """The public half, hexadecimal, and the place from which on the station signs with it."""

    public: str
    epoch: int
    seq: int


def approval_bytes(approval: Approval, epoch: int, seq: int) -> bytes:
    """What is chained of an approval in its place."""
    programme = approval.programme
    document = {
        "id": approval.id,
        "epoch": epoch,
        "seq": seq,
        "dossier": approval.key.dossier,
        "line": approval.key.line,
        "piece": approval.piece,
        "decision": approval.ruling.value,
        "grade": approval.grade.value if approval.grade else None,
        "reasons": list(approval.reasons),
        "claimed": (
            {"minor": approval.claimed.minor, "currency": approval.claimed.currency} if approval.claimed else None
        ),
        "programme": {"id": programme.id, "version": programme.version, "sha256": programme.sha256},
        "operator": approval.operator,
        "occurred_at": approval.occurred_at.astimezone(UTC).isoformat(),
        "evidence": list(approval.evidence),
    }
    given = {name: value for name, value in document.items() if value is not None}
    return json.dumps(given, sort_keys=True, separators=(",", ":")).encode("ascii")


def signed_message(hash_: str) -> bytes:
    return _SIGNED + hash_.encode("ascii")
