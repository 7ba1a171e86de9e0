"""The label of the piece in hand: the key that prints it again, and in words where it is."""

from __future__ import annotations

from qc_station.application.commands import PrintLabel
from qc_station.application.print_label import LabelState
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.words import tr


def print_again(desk: Desk) -> None:
    """Only a decided piece has a label; one looked at for the second time shows nothing of its decision."""
    if desk.piece is not None and desk.piece.verdict is not None and not desk.piece.blind:
        desk.act(PrintLabel())


def label_text(state: LabelState) -> str:
    """Empty where no label was made."""
    if state is LabelState.NONE:
        return ""
    return tr("label on the piece") if state is LabelState.ON_PIECE else tr("label sent")
