"""Where a refused piece goes, and how far the treatment of another is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qc_station.domain.piece import DispositionState, TreatmentState
from qc_station.viewmodels.words import tr


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way on for a refused piece, or one in treatment; `cap` is its digit."""

    key: str
    cap: str
    label: str


def way_rows(offered: Sequence[DispositionState | TreatmentState]) -> list[WayRow]:
    return [WayRow(str(to), str(at), _words(to)) for at, to in enumerate(offered, start=1)]


def _words(to: DispositionState | TreatmentState) -> str:
    if isinstance(to, DispositionState):
        return disposition_words(to)
    return tr("Treatment begun") if to is TreatmentState.IN_PROGRESS else tr("Treated: inspect again")


def disposition_words(disposition: DispositionState) -> str:
    """Empty while nobody has chosen."""
    return {
        DispositionState.RETURN: tr("Return to the customer"),
        DispositionState.DONATE: tr("Donate"),
        DispositionState.RECYCLE: tr("Recycle"),
    }.get(disposition, "")
