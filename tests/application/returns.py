"""A published piece on the bench, as a sold one that its buyer sent back."""

from __future__ import annotations

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.bench_view import PieceView, ReentryView
from qc_station.domain.reentry import Reentry
from tests.application.day import EXPERT, PIN
from tests.application.studio_day import StudioDay

A_DAY_S = 86_400


def publish(day: StudioDay) -> None:
    """The photographer shoots and publishes the piece, whatever is still missing of it."""
    day.put_on_set()
    day.whole_set()
    if any(each.millimetres is None for each in day.on_set.sheet.measures):
        day.measured()
    day.act(studio.Publish())


def at_the_bench(day: StudioDay, badge: str = EXPERT.badge) -> str:
    """The expert scans the label of the piece; what the bench says."""
    day.do(commands.SignOut())
    day.do(commands.SignIn(badge, PIN))
    return day.do(commands.Scan(day.piece)).notice.code


def came_back(day: StudioDay) -> None:
    at_the_bench(day)
    day.do(commands.BeginReentry())


def in_hand(day: StudioDay) -> PieceView:
    piece = day.bench.view().piece
    assert piece is not None
    return piece


def anew(day: StudioDay) -> ReentryView:
    reentry = in_hand(day).reentry
    assert reentry is not None
    return reentry


def kept(day: StudioDay) -> tuple[Reentry, ...]:
    with day.unit_of_work(read_only=True) as uow:
        return uow.reentries.of_piece(day.piece)
