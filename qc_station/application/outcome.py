"""What a use-case answers: what was said, what changed, and whether the rules or the world said no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto


class Topic(StrEnum):
    """What changed, so that whoever shows it asks again."""

    SESSION = auto()
    PARCEL = auto()
    PIECE = auto()
    OUTBOX = auto()
    TRAY = auto()
    TAKEBACKS = auto()
    STUDIO = auto()
    PUBLICATION = auto()


class Tone(StrEnum):
    """How a notice sounds and looks."""

    ACCEPT = auto()
    PASS = auto()
    ATTENTION = auto()
    ERROR = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the operator: a code with its parameters, never prose."""

    code: str
    tone: Tone
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """`ok` is False when a rule or the world refused; the notice then says which, and nothing was changed."""

    ok: bool
    notice: Notice
    changed: frozenset[Topic] = frozenset()
