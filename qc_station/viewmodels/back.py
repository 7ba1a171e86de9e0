"""Esc, and the button that does the same for a finger: one step back, never more."""

from __future__ import annotations

from collections.abc import Callable

from qc_station.application.commands import CloseParcel, ClosePiece
from qc_station.viewmodels import follow_up, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Ask, Panel, asks_for_form


def step_back(desk: Desk) -> None:
    step = _step(desk)
    if step is not None:
        step()


def can_step_back(desk: Desk) -> bool:
    return _step(desk) is not None


def _step(desk: Desk) -> Callable[[], object] | None:
    gaze, view = desk.gaze, desk.view
    nearest: tuple[tuple[bool, Callable[[], object]], ...] = (
        (gaze.panel is not Panel.NONE, lambda: desk.look(panel=Panel.NONE, typed="", form_of="")),
        (gaze.follow is not None, lambda: follow_up.end(desk)),
        (gaze.ask is not Ask.NONE, lambda: desk.look(ask=Ask.NONE, lower_to=None)),
        (gaze.pin is not None, lambda: verbs.skip_pin(desk)),
        (gaze.answers_of != "", lambda: desk.look(answers_of="")),
        (desk.telling.notice is not None, desk.hush),
    )
    step = next((step for there, step in nearest if there), None)
    if step is not None or view is None or view.parcel is None:
        return step
    if view.piece is not None or view.undeclared is not None:
        return lambda: desk.act(ClosePiece())
    if asks_for_form(view, gaze):
        return lambda: desk.look(form_put_off=True)
    return lambda: desk.act(CloseParcel())
