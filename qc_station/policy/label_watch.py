"""What the camera may say of the labels in its picture, and when it says it again.

A code that stays in the picture is told once, and again only after it was out of it for a while. Codes seen in one
picture count as one label: which of two is meant cannot be told from a picture. A camera is not pointed at anything, so
a badge on somebody's coat signs nobody in and a control sheet on the table gives no orders: both are for the hand
scanner. Source of what may be acted on: barcodes.md 1.7, in `barcode_trust`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qc_station.domain.carrier_code import CarrierCode, CarrierKind
from qc_station.policy.barcode_trust import Read, trust

# A hand that reaches over the label, or a few frames out of focus, is no departure.
OUT_OF_SIGHT_S = 2.0
_FOR_THE_HAND = frozenset({CarrierKind.COMMAND, CarrierKind.OPERATOR_BADGE})


def names_a_parcel(reads: Iterable[Read]) -> bool:
    """Whether one of them is vouched for by its own check: nothing a slower pass finds would be believed more."""
    return any(each.accepted and each.reason == "checked" for each in trust(reads))


class LabelWatch:
    """One camera's; `at_s` are seconds of one clock that only goes forward."""

    def __init__(self) -> None:
        self._in_sight: dict[str, float] = {}

    def look(
        self, reads: Iterable[Read], at_s: float, known: Callable[[CarrierCode], bool] = lambda _code: False
    ) -> CarrierCode | None:
        """The code to act on, once for a label that comes into sight; None otherwise."""
        believed = [each.code for each in trust(reads, known) if each.accepted and each.code.kind not in _FOR_THE_HAND]
        self._in_sight = {text: seen for text, seen in self._in_sight.items() if at_s - seen < OUT_OF_SIGHT_S}
        new = not any(code.text in self._in_sight for code in believed)
        self._in_sight |= {code.text: at_s for code in believed}
        return believed[0] if believed and new else None
