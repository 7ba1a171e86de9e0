"""Who stands at the bench, and what their role allows (product.md 12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Product.md 12."""

    EXPERT = "expert"
    PHOTOGRAPHER = "photographer"
    RECONDITIONER = "reconditioner"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


MAY_INSPECT = frozenset({Role.EXPERT, Role.LEAD, Role.ADMINISTRATOR})
MAY_PHOTOGRAPH = frozenset({Role.PHOTOGRAPHER, Role.EXPERT, Role.LEAD, Role.ADMINISTRATOR})
MAY_RECONDITION = frozenset({Role.RECONDITIONER, Role.LEAD})
# An administrator looks after machines and people; what a customer is paid is a lead's word.
MAY_OVERRULE = frozenset({Role.LEAD})


@dataclass(frozen=True, slots=True)
class Operator:
    """A person who may sign in; `id` is what every recorded act carries."""

    id: str
    name: str
    role: Role
    badge: str
    language: str = "fr"

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @property
    def may_inspect(self) -> bool:
        return self.role in MAY_INSPECT

    @property
    def may_photograph(self) -> bool:
        return self.role in MAY_PHOTOGRAPH

    @property
    def may_recondition(self) -> bool:
        return self.role in MAY_RECONDITION

    @property
    def may_overrule(self) -> bool:
        return self.role in MAY_OVERRULE
