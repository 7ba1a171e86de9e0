"""One spelling per content, so that "the same request again" can be told from "another request under the same name".

Keys sorted, no spaces, ASCII, absent and null alike. The last point lets a later version add an optional field without
turning the honest retry of an older client into a conflict.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def canonical(content: DataclassInstance) -> str:
    """The one JSON spelling of `content`."""
    return _ENCODER.encode(content)


def spell(document: dict[str, object]) -> str:
    """The same spelling of what is a plain document already, nothing null in it."""
    return _PLAIN.encode(document)


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(kind))


def _spelled(value: Any) -> Any:  # noqa: ANN401 any part of a content
    """What JSON has no word for. `dataclasses.asdict` would copy every part of it, which took a third of a batch."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        given = ((name, getattr(value, name)) for name in _names(type(value)))
        return {name: _without_none(part) for name, part in given if part is not None}
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


def _without_none(part: Any) -> Any:  # noqa: ANN401 any part of a content
    if isinstance(part, dict):
        return {key: _without_none(inner) for key, inner in part.items() if inner is not None}
    return part


_PLAIN = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_spelled)
