"""Where a refused piece goes, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qc_station.domain.piece import DispositionState
from qc_station.viewmodels.words import tr


@dataclass(frozen=True, slots=True)
class DispositionRow:
    """One way out for a refused piece; `cap` is its digit."""

    key: str
    cap: str
    label: str


def disposition_rows(offered: Sequence[DispositionState]) -> list[DispositionRow]:
    return [DispositionRow(str(to), str(at), disposition_words(to)) for at, to in enumerate(offered, start=1)]


def disposition_words(disposition: DispositionState) -> str:
    """Empty while nobody has chosen."""
    return {
        DispositionState.RETURN: tr("Return to the customer"),
        DispositionState.DONATE: tr("Donate"),
        DispositionState.RECYCLE: tr("Recycle"),
    }.get(disposition, "")
