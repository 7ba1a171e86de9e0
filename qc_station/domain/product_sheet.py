"""The sheet of a piece for the shop (product.md 9). The customer writes nothing: what can be read is proposed, a person
confirms by publishing, and what a person wrote is never replaced by a proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from qc_station.domain.errors import RuleBroken

TEXT_LENGTH_MAX = 200
MILLIMETRES_MAX = 5000


class Field(StrEnum):
    """What a person may write of a sheet, in the order of the screen. The rest is the declaration's, corrected by the
    inspection.
    """

    COMPOSITION = "composition"
    CARE = "care"


class Source(StrEnum):
    """Where a value comes from: the customer's declaration, the inspection, a piece of the same reference and size
    measured before, or a person at the studio.
    """

    DECLARED = "declared"
    INSPECTED = "inspected"
    CATALOGUE = "catalogue"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ProductSheet:
    """What persons wrote: texts by field, measurements in millimetres by the programme's name of the measure."""

    texts: tuple[tuple[Field, str], ...] = ()
    millimetres: tuple[tuple[str, int], ...] = ()

    def text(self, field: Field) -> str:
        """Empty where nobody wrote one."""
        return dict(self.texts).get(field, "")

    def measured(self, measure: str) -> int | None:
        return dict(self.millimetres).get(measure)

    def with_text(self, field: Field, text: str) -> ProductSheet:
        """An empty text withdraws what was written. Raises RuleBroken("text_too_long")."""
        # Line ends and no-break spaces keep words apart as spaces do.
        said = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
        if len(said) > TEXT_LENGTH_MAX:
            raise RuleBroken("text_too_long", length=len(said), most=TEXT_LENGTH_MAX)
        others = tuple(pair for pair in self.texts if pair[0] is not field)
        return replace(self, texts=(*others, (field, said)) if said else others)

    def with_measure(self, measure: str, millimetres: int) -> ProductSheet:
        """Raises RuleBroken("measure_out_of_range")."""
        if not 0 < millimetres <= MILLIMETRES_MAX:
            raise RuleBroken("measure_out_of_range", most=MILLIMETRES_MAX // 10)
        others = tuple(pair for pair in self.millimetres if pair[0] != measure)
        return replace(self, millimetres=(*others, (measure, millimetres)))
