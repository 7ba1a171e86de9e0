"""The hash chain of the event log: each entry's hash covers the one before, so a change anywhere shows everywhere
after.

hash = SHA-256(previous hash as 64 hexadecimal ASCII bytes ‖ canonical bytes of the fact). Canonical: JSON with sorted
keys, no spaces, UTF-8, integers and strings only (RFC 8785 in that subset). Source: ledger.md 7.
"""

from __future__ import annotations

import hashlib
import json

from qc_station.domain.facts import Fact

GENESIS = "0" * 64


def canonical_fact(fact: Fact, station: str) -> bytes:
    """The bytes that are hashed and stored. Raises TypeError for a body holding a float, which has no canonical
    form.
    """
    document = {
        "kind": fact.kind,
        "at": fact.at.isoformat(timespec="microseconds"),
        "operator": fact.operator,
        "station": station,
        "subject": fact.subject,
        "body": _without_floats(dict(fact.body)),
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    # A lone surrogate from a keyboard or a file cannot be encoded; it is kept visibly rather than lost.
    return text.encode("utf-8", errors="backslashreplace")


def link(prev_hash: str, canonical: bytes) -> str:
    """The hash of an entry, hexadecimal lower case."""
    return hashlib.sha256(prev_hash.encode("ascii") + canonical).hexdigest()


def _without_floats(value: object) -> object:
    if isinstance(value, float):
        raise TypeError("a fact holds no float: write it as text")
    if isinstance(value, dict):
        return {str(key): _without_floats(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_floats(each) for each in value]
    return value
