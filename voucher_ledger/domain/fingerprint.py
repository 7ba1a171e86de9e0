"""One spelling per content, so that "the same request again" can be told from "another request under the same name".

Keys sorted, no spaces, ASCII, absent and null alike. The last point lets a later version add an optional field without
turning the honest retry of an older client into a conflict.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def canonical(content: DataclassInstance) -> str:
    """The one JSON spelling of `content`."""
    return json.dumps(
        _without_none(dataclasses.asdict(content)), sort_keys=True, separators=(",", ":"), default=_instant
    )


def sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _without_none(value: Any) -> Any:  # noqa: ANN401 any JSON value
    if isinstance(value, dict):
        return {key: _without_none(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [_without_none(part) for part in value]
    return value


def _instant(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical spelling")
