"""What has to be shot of a piece for the shop, and what still stands between it and the shop (product.md 8 and 9).

The views are the category's, all of them, then one for every defect that the listing must show: the defects of the
verdict that was signed. Nothing is published that a rule or a person would have to take back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from qc_station.domain.checklist import Finding, view_of
from qc_station.domain.photo_set import PhotoSet, missing_views
from qc_station.domain.piece import DecisionState, DispositionState, Piece, TreatmentState
from qc_station.policy.programme import Programme

_INSPECTED = frozenset({TreatmentState.NONE, TreatmentState.REINSPECTED})


class Obstacle(StrEnum):
    """Why a piece cannot be published, in the order in which it is mended."""

    NOT_ACCEPTED = auto()
    IN_WORKSHOP = auto()
    SECOND_INSPECTION = auto()
    VIEW_MISSING = auto()
    COMPOSITION_MISSING = auto()
    MEASURE_MISSING = auto()


@dataclass(frozen=True, slots=True)
class Hindrance:
    """`what` names the view or the measure; empty where the obstacle says it all."""

    obstacle: Obstacle
    what: str = ""


@dataclass(frozen=True, slots=True)
class WantedView:
    """`whole`: it shows the whole garment, so framing and backdrop count. `finding`: the defect it has to show."""

    view: str
    whole: bool
    finding: Finding | None = None
    check: str = ""


def shot_list(piece: Piece, category: str, programme: Programme) -> tuple[WantedView, ...]:
    """The views of the category in the programme's order, then the defects of the piece in the order of the checks."""
    known = programme.categories.get(category)
    views = tuple(WantedView(view.id, view.whole) for view in known.views) if known else ()
    return (*views, *_defects(piece, programme))


def _defects(piece: Piece, programme: Programme) -> tuple[WantedView, ...]:
    wanted = []
    for answer in piece.answers:
        check = programme.check(answer.check)
        for finding in answer.findings:
            rule = check.rule(finding.kind) if check else None
            if rule is not None and rule.pin:
                wanted.append(
                    WantedView(view_of(answer.check, finding.number), whole=False, finding=finding, check=answer.check)
                )
    return tuple(wanted)


def may_be_shot(piece: Piece) -> bool:
    """Only what the house has bought, and not withdrawn, is shot for the shop."""
    return piece.axes.decision is DecisionState.ACCEPTED and piece.axes.disposition is DispositionState.NONE


def hindrances(
    piece: Piece,
    photo_set: PhotoSet,
    wanted: tuple[WantedView, ...],
    measured: Mapping[str, int | None],
    *,
    composition: str,
    workshop_done: bool,
) -> tuple[Hindrance, ...]:
    """All that stands in the way of publishing; empty for a piece that may go out.

    `measured` holds every measure the category asks for, in millimetres, None where there is none.
    """
    found = []
    if not may_be_shot(piece):
        found.append(Hindrance(Obstacle.NOT_ACCEPTED))
    if not workshop_done:
        found.append(Hindrance(Obstacle.IN_WORKSHOP))
    if piece.axes.treatment not in _INSPECTED:
        found.append(Hindrance(Obstacle.SECOND_INSPECTION))
    found += [
        Hindrance(Obstacle.VIEW_MISSING, view) for view in missing_views(photo_set, (each.view for each in wanted))
    ]
    if not composition:
        found.append(Hindrance(Obstacle.COMPOSITION_MISSING))
    found += [Hindrance(Obstacle.MEASURE_MISSING, measure) for measure, value in measured.items() if value is None]
    return tuple(found)
