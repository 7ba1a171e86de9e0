"""Which decided pieces are looked at twice: a settable share, chosen by the piece's id and by nobody."""

from __future__ import annotations

import hashlib

_SPAN = 1 << 32


def chosen(piece_id: str, percent: float) -> bool:
    """Whether that piece is among the `percent` (0..100) to be looked at again; the same on every bench, for ever.

    The choice hangs on a hash of the id, so that no expert can foresee it from the garment or the hour, and raising
    the share only adds pieces.
    """
    drawn = int.from_bytes(hashlib.sha256(f"second look {piece_id}".encode()).digest()[:4], "big")
    return drawn < percent / 100 * _SPAN
