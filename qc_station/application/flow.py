"""The next thing to do, decided without a screen: the face only shows the named step, and Enter does it."""

from __future__ import annotations

from qc_station.application.bench_view import ItemState, NextStep, ParcelView, PieceView, Step
from qc_station.domain.operator import Operator
from qc_station.domain.takeback import TransferForm
from qc_station.domain.undeclared import UNDECLARED_VIEW, UndeclaredPiece

_OPEN = (ItemState.IN_HAND, ItemState.STARTED, ItemState.TO_INSPECT)


def next_step(
    operator: Operator | None,
    parcel: ParcelView | None,
    piece: PieceView | None,
    undeclared: UndeclaredPiece | None = None,
) -> NextStep:
    """In the order an expert works: sign in, parcel, damage, form, item, checks, photos, signature, next item."""
    if operator is None:
        return NextStep(Step.SIGN_IN)
    if parcel is None:
        return NextStep(Step.SCAN_PARCEL)
    if piece is not None and piece.open:
        return _at_the_piece(piece)
    if undeclared is not None:
        shown = undeclared.shots or undeclared.end
        return NextStep(Step.QUARANTINE) if shown else NextStep(Step.PHOTOGRAPH, UNDECLARED_VIEW)
    return _at_the_parcel(parcel, piece)


def _at_the_parcel(parcel: ParcelView, piece: PieceView | None) -> NextStep:
    unshown = next((shot.view for shot in parcel.shots if shot.required and shot.photo is None), None)
    if unshown is not None and piece is None:
        return NextStep(Step.PHOTOGRAPH, unshown)
    unrecorded = [each.dossier for each in parcel.dossiers if each.transfer_form is TransferForm.UNKNOWN]
    if unrecorded:
        return NextStep(Step.RECORD_TRANSFER_FORM, unrecorded[0])
    for state in _OPEN:
        waiting = next((item for item in parcel.items if item.state is state), None)
        if waiting is not None:
            return NextStep(Step.OPEN_ITEM, str(waiting.item.key))
    return NextStep(Step.NEXT_PARCEL)


def _at_the_piece(piece: PieceView) -> NextStep:
    unshown = next((shot.view for shot in piece.shots if shot.required and shot.photo is None), None)
    # An old objection to what a lead has bought all the same settles nothing of what came back from the shop.
    unsettled = piece.reentry is not None and not piece.reentry.outcomes
    if piece.judgement.ruling is None or unsettled:
        return NextStep(Step.ANSWER_CHECK, piece.judgement.unanswered[0])
    # What came back from the shop is nobody's evidence: its defects may be photographed, they need not.
    if unshown is not None and piece.reentry is None:
        return NextStep(Step.PHOTOGRAPH, unshown)
    return NextStep(Step.SIGN, str(piece.judgement.ruling))
