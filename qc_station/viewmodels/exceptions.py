"""The verbs of what does not go as declared: damaged boxes, undeclared and swapped pieces, refused and treated ones."""

from __future__ import annotations

from qc_station.application.commands import Dispose, RecordCondition, RecordTreatment, SetAsideUndeclared
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.piece import DispositionState, TreatmentState
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


def ways(desk: Desk) -> tuple[DispositionState | TreatmentState, ...]:
    """Where the piece in hand may go now: out, once its refusal has left, or on in its treatment."""
    piece = desk.piece
    return () if piece is None or piece.blind else (*piece.dispositions, *piece.treatments)


def go_way(desk: Desk, position: int) -> None:
    offered = ways(desk)
    if 0 <= position < len(offered):
        to = offered[position]
        desk.act(Dispose(to) if isinstance(to, DispositionState) else RecordTreatment(to))
