"""A part of an ordered list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """`cursor` is opaque; `more` says whether the next part is there already."""

    items: tuple[Item, ...]
    cursor: str
    more: bool
