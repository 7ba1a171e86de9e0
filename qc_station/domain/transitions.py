"""The legal moves of a piece, axis by axis. Anything not in the table is an error with a stable code.

A piece is *expected* because a customer declared it. It is *received* when somebody opens its line with the garment in
hand, or *missing* when a person says so; a missing piece that turns up later is received after all. Its *identity* is
unverified until check 7 is answered. A *decision* can be taken back (undo) until it leaves the station, which is why
accepted, refused and needs-review all lead back to undecided; a reversal after that is a credit's move, not a
decision's. A piece that needs review is decided by a lead. *Treatment* runs forward only, and ends in a second
inspection: until that has been, a piece sent to treatment cannot be refused. *Photos* follow the kept shots in both
directions until the set is published. *Credit* is held while the transfer form is not signed, queued when it may leave,
sent while the answer is unknown, and ends confirmed or rejected; only a confirmed credit can be reversed, and a
rejected one may be queued again by a lead. A refused piece is on *hold* until somebody chooses where it goes.

Source: product.md 4. Device state is not here: no hardware fault moves a piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from enum import StrEnum

from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import (
    Axes,
    CreditState,
    DecisionState,
    DispositionState,
    IdentityState,
    PhotosState,
    ReceptionState,
    TreatmentState,
)

_Moves = Mapping[StrEnum, AbstractSet[StrEnum]]

_RECEPTION: _Moves = {
    ReceptionState.EXPECTED: {ReceptionState.RECEIVED, ReceptionState.MISSING},
    ReceptionState.RECEIVED: {ReceptionState.EXPECTED},
    ReceptionState.MISSING: {ReceptionState.EXPECTED, ReceptionState.RECEIVED},
}
_IDENTITY: _Moves = {
    IdentityState.UNVERIFIED: {
        IdentityState.MATCHES,
        IdentityState.CORRECTED,
        IdentityState.NOT_DECLARED,
        IdentityState.WRONG_BRAND,
    },
    IdentityState.MATCHES: {IdentityState.UNVERIFIED, IdentityState.CORRECTED, IdentityState.WRONG_BRAND},
    IdentityState.CORRECTED: {IdentityState.UNVERIFIED, IdentityState.MATCHES, IdentityState.WRONG_BRAND},
    IdentityState.NOT_DECLARED: {IdentityState.UNVERIFIED, IdentityState.MATCHES, IdentityState.CORRECTED},
    IdentityState.WRONG_BRAND: {IdentityState.UNVERIFIED, IdentityState.MATCHES, IdentityState.CORRECTED},
}
_DECISION: _Moves = {
    DecisionState.UNDECIDED: {DecisionState.ACCEPTED, DecisionState.REFUSED, DecisionState.NEEDS_REVIEW},
    DecisionState.ACCEPTED: {DecisionState.UNDECIDED},
    DecisionState.REFUSED: {DecisionState.UNDECIDED},
    DecisionState.NEEDS_REVIEW: {DecisionState.UNDECIDED, DecisionState.ACCEPTED, DecisionState.REFUSED},
}
_TREATMENT: _Moves = {
    TreatmentState.NONE: {TreatmentState.NEEDED},
    TreatmentState.NEEDED: {TreatmentState.NONE, TreatmentState.IN_PROGRESS},
    TreatmentState.IN_PROGRESS: {TreatmentState.DONE},
    TreatmentState.DONE: {TreatmentState.REINSPECTED},
    TreatmentState.REINSPECTED: {TreatmentState.NEEDED},
}
_UNTREATED = frozenset({TreatmentState.NEEDED, TreatmentState.IN_PROGRESS, TreatmentState.DONE})
_PHOTOS: _Moves = {
    PhotosState.NONE: {PhotosState.PARTIAL, PhotosState.COMPLETE},
    PhotosState.PARTIAL: {PhotosState.NONE, PhotosState.COMPLETE},
    PhotosState.COMPLETE: {PhotosState.NONE, PhotosState.PARTIAL, PhotosState.PUBLISHED},
    PhotosState.PUBLISHED: frozenset(),
}
_CREDIT: _Moves = {
    CreditState.NONE: {CreditState.HELD, CreditState.QUEUED},
    CreditState.HELD: {CreditState.NONE, CreditState.QUEUED},
    CreditState.QUEUED: {CreditState.NONE, CreditState.HELD, CreditState.SENT},
    CreditState.SENT: {CreditState.CONFIRMED, CreditState.REJECTED},
    CreditState.CONFIRMED: {CreditState.REVERSED},
    CreditState.REJECTED: {CreditState.QUEUED},
    CreditState.REVERSED: frozenset(),
}
_DISPOSITION: _Moves = {
    DispositionState.NONE: {DispositionState.HOLD},
    DispositionState.HOLD: {
        DispositionState.NONE,
        DispositionState.RETURN,
        DispositionState.DONATE,
        DispositionState.RECYCLE,
    },
    DispositionState.RETURN: frozenset(),
    DispositionState.DONATE: frozenset(),
    DispositionState.RECYCLE: frozenset(),
}

LEGAL_MOVES: Mapping[str, Mapping[StrEnum, AbstractSet[StrEnum]]] = {
    "reception": _RECEPTION,
    "identity": _IDENTITY,
    "decision": _DECISION,
    "treatment": _TREATMENT,
    "photos": _PHOTOS,
    "credit": _CREDIT,
    "disposition": _DISPOSITION,
}


def move(axes: Axes, **to: StrEnum) -> Axes:
    """Move along the named axes; standing still is always legal.

    Raises RuleBroken("illegal_move") naming the axis, where the piece stands and where it was asked to go;
    RuleBroken("treatment_first") for a refusal before the second inspection.
    """
    for axis, target in to.items():
        here: StrEnum = getattr(axes, axis)
        if target is not here and target not in LEGAL_MOVES[axis][here]:
            raise RuleBroken("illegal_move", axis=axis, here=str(here), target=str(target))
    moved: Axes = replace(axes, **to)  # type: ignore[arg-type]  # keys and values were just checked against the table
    if moved.decision is DecisionState.REFUSED and moved.treatment in _UNTREATED:
        raise RuleBroken("treatment_first")
    return moved
