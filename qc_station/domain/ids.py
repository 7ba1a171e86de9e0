"""Ids made on the station, before anything is sent: the same id on every retry, for ever (product.md 10)."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

ENTROPY_BYTES = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(at: datetime, entropy: bytes) -> str:
    """A UUID version 7 (RFC 9562, 5.7) as text: 48 bits of Unix milliseconds of `at`, then 74 of the 80 bits of
    `entropy`.

    Raises ValueError when `entropy` is not 10 bytes or `at` has no time zone.
    """
    if len(entropy) != ENTROPY_BYTES:
        raise ValueError(f"a UUIDv7 takes {ENTROPY_BYTES} bytes of entropy, not {len(entropy)}")
    if at.tzinfo is None:
        raise ValueError("a UUIDv7 takes an aware time")
    random = int.from_bytes(entropy, "big")
    # In whole numbers: a float of seconds times a thousand may fall into the millisecond before.
    value = ((at - _EPOCH) // timedelta(milliseconds=1) & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (1 << 62) - 1
    return str(uuid.UUID(int=value))
