"""The verbs of what does not go as declared: damaged boxes, undeclared and swapped pieces, refused ones."""

from __future__ import annotations

from qc_station.application.commands import Dispose, RecordCondition, SetAsideUndeclared
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.piece import DispositionState
from qc_station.viewmodels import verbs
from qc_station.viewmodels.desk import Desk


def tell_damage(desk: Desk) -> None:
    """The box is damaged; told again, it is not."""
    parcel = desk.view.parcel if desk.view else None
    if parcel is not None:
        damaged = parcel.condition is ParcelCondition.DAMAGED
        desk.act(RecordCondition(ParcelCondition.INTACT if damaged else ParcelCondition.DAMAGED))


def set_aside_undeclared(desk: Desk) -> None:
    desk.act(SetAsideUndeclared())


def set_aside_swapped(desk: Desk) -> None:
    """Another piece lies in the place of the item under the cursor."""
    card = verbs.item_at_gaze(desk)
    if card is not None:
        desk.act(SetAsideUndeclared(card.item.key.line, card.item.key.dossier))


def dispositions(desk: Desk) -> tuple[DispositionState, ...]:
    return desk.piece.dispositions if desk.piece is not None and not desk.piece.blind else ()


def dispose(desk: Desk, position: int) -> None:
    offered = dispositions(desk)
    if 0 <= position < len(offered):
        desk.act(Dispose(offered[position]))
