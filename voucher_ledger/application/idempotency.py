"""The same request again is the same act: each is known by who asked and under which key, for ever.

Two requests under one key at once both do their work; the second to commit meets the unique key, is tried again by the
store, and finds the first. A refusal is not remembered: what was refused today may be asked again tomorrow.
"""

from __future__ import annotations

from voucher_ledger.application.ports import Books
from voucher_ledger.domain.errors import KeyReuse


def done_before(books: Books, actor: str, key: str, body_sha256: str) -> str | None:
    """The id of what this key made; None when it is new. Raises KeyReuse when it made something else."""
    known = books.keys.find(actor, key)
    if known is None:
        return None
    if known.body_sha256 != body_sha256:
        raise KeyReuse(f"the key {key} was used for another request")
    return known.made
