"""Read the store and lay out the studio: the one query behind every face, and the next thing to do."""

from __future__ import annotations

from qc_station.application.fill_sheet import sheet_of
from qc_station.application.outcome import Notice
from qc_station.application.ports import UnitOfWork
from qc_station.application.publish_piece import in_the_way, view_label
from qc_station.application.shoot_piece import EXTRA_VIEW, aimed_at
from qc_station.application.studio_port import PublicationState
from qc_station.application.studio_ports import OnTable, StudioPorts, StudioSession, on_table
from qc_station.application.studio_view import (
    NextStudioStep,
    ShotView,
    StudioPiece,
    StudioStep,
    StudioView,
    ViewOfPiece,
)
from qc_station.domain.photo_set import ProductShot, SetState
from qc_station.policy.picture_quality import judge_picture
from qc_station.policy.shot_list import Hindrance, Obstacle

# What stands in the way and is no business of the photographer's.
_ELSEWHERE = (Obstacle.NOT_ACCEPTED, Obstacle.IN_WORKSHOP, Obstacle.SECOND_INSPECTION)


def compose_studio(session: StudioSession, notice: Notice | None, ports: StudioPorts) -> StudioView:
    operator = ports.operator()
    with ports.bench.unit_of_work(read_only=True) as uow:
        tray = uow.tray.waiting()
        if operator is None:
            return StudioView(None, None, NextStudioStep(StudioStep.SIGN_IN), tray, notice=notice)
        if not session.piece_id or uow.pieces.get(session.piece_id) is None:
            return StudioView(operator, None, NextStudioStep(StudioStep.SCAN_PIECE), tray, notice=notice)
        table = on_table(session.piece_id, uow, ports)
        piece = _piece(table, session, uow)
    undo = bool(session.history)
    return StudioView(operator, piece, next_at_studio(piece), tray, undo, notice, table.programme.id)


def _piece(table: OnTable, session: StudioSession, uow: UnitOfWork) -> StudioPiece:
    sheet = sheet_of(table, uow)
    return StudioPiece(
        id=table.piece.id,
        item=table.item,
        grade=table.shown.grade,
        views=_views(table),
        aim=aimed_at(table, session),
        sheet=sheet,
        hindrances=in_the_way(table, sheet, uow),
        state=table.photo_set.state,
        edition=table.photo_set.edition,
        publication=uow.publications.latest(table.piece.id),
    )


def _views(table: OnTable) -> tuple[ViewOfPiece, ...]:
    views = [
        ViewOfPiece(
            view=each.view,
            label=view_label(each.view, table),
            whole=each.whole,
            defect=each.finding is not None,
            shots=tuple(_judged(shot, table, whole=each.whole) for shot in table.photo_set.of_view(each.view)),
            evidence=shown.photo if (shown := table.evidence(each.view)) else None,
        )
        for each in table.wanted
    ]
    extra = table.photo_set.of_view(EXTRA_VIEW)
    if extra:
        shots = tuple(_judged(shot, table, whole=False) for shot in extra)
        views.append(ViewOfPiece(EXTRA_VIEW, {}, whole=False, defect=False, shots=shots))
    return tuple(views)


def _judged(shot: ProductShot, table: OnTable, *, whole: bool) -> ShotView:
    if shot.measures is None:
        return ShotView(shot, None)
    return ShotView(shot, judge_picture(shot.measures, table.programme.quality_of(table.item.category), whole=whole))


def next_at_studio(piece: StudioPiece) -> NextStudioStep:
    """A shot that was looked at and waits for a person's word, then what is missing in the order of the list, then out
    to the shop.
    """
    aimed = piece.view(piece.aim)
    wanted = aimed is not None and aimed.kept is None and aimed.view != EXTRA_VIEW
    flawed = aimed.open if aimed is not None and wanted else None
    if flawed is not None and flawed.verdict is not None:
        return NextStudioStep(StudioStep.JUDGE, piece.aim, flawed.shot.number)
    stuck = piece.publication is not None and piece.publication.state is PublicationState.PARKED
    if piece.state is SetState.PUBLISHED and not stuck:
        return NextStudioStep(StudioStep.NEXT_PIECE)
    if any(each.obstacle is Obstacle.VIEW_MISSING for each in piece.hindrances):
        return NextStudioStep(StudioStep.SHOOT, piece.aim)
    return _to_the_shop(piece.hindrances[0]) if piece.hindrances else NextStudioStep(StudioStep.PUBLISH)


def _to_the_shop(first: Hindrance) -> NextStudioStep:
    """Every view is there: what the sheet still lacks, or what waits for somebody else."""
    if first.obstacle in _ELSEWHERE:
        return NextStudioStep(StudioStep.WAIT, str(first.obstacle))
    if first.obstacle is Obstacle.COMPOSITION_MISSING:
        return NextStudioStep(StudioStep.COMPOSITION)
    return NextStudioStep(StudioStep.MEASURE, first.what)
