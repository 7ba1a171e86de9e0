"""The pins on the garment's outline: where something was found, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.bench_view import FindingView, PieceView
from qc_station.policy.programme import Check, Consequence
from qc_station.viewmodels.words import Words


@dataclass(frozen=True, slots=True)
class PinRow:
    """`was`: found before the piece came back from the shop; drawn hollow."""

    key: str
    side: str
    across: float
    down: float
    label: str
    gentle: bool
    was: bool = False


def pin_rows(piece: PieceView, words: Words) -> list[PinRow]:
    """Those of before lie below."""
    earlier = piece.reentry.earlier_checks if piece.reentry else ()
    rows = []
    for check, was in (*((each, True) for each in earlier), *((each, False) for each in piece.checks)):
        known = words.programme.check(check.id)
        for each in check.findings:
            pin = each.finding.pin
            if pin is not None and known is not None:
                key = f"was {each.view}" if was else each.view
                rows.append(PinRow(key, str(pin.side), pin.x, pin.y, known.key, gentle(each, known), was))
    return rows


def gentle(view: FindingView, known: Check) -> bool:
    """The finding limits the grade or corrects the sheet; it neither refuses nor stops the piece."""
    rule = known.rule(view.finding.kind)
    return rule is not None and rule.consequence in (Consequence.NONE, Consequence.LIMIT, Consequence.CORRECT_SHEET)
