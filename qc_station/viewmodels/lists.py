"""The verbs of a panel with a list: search a parcel, see what waits for a lead, go there."""

from __future__ import annotations

from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.destinations import found_destination, waiting_destination
from qc_station.viewmodels.gaze import Panel


def open_search(desk: Desk, typed: str = "") -> None:
    desk.destinations = ()
    desk.look(panel=Panel.CODE, typed=typed, row=0, lead=None)


def search(desk: Desk, text: str) -> None:
    """Ask for what was typed so far. Answers come back in the order of the questions, so the newest stands."""

    def answered(found: object) -> None:
        assert isinstance(found, tuple)
        if desk.gaze.panel is Panel.CODE:
            desk.destinations = tuple(found_destination(each, desk.words) for each in found)
            desk.look(row=0)

    desk.ask(lambda: desk.wiring.bench.find(text), answered)


def open_queue(desk: Desk) -> None:
    """What waits for a lead; asked again it closes."""
    if desk.gaze.panel is Panel.QUEUE:
        desk.look(panel=Panel.NONE)
        return

    def answered(found: object) -> None:
        assert isinstance(found, tuple)
        desk.destinations = tuple(waiting_destination(each, desk.words, desk.wiring.programmes) for each in found)
        desk.look(panel=Panel.QUEUE, row=0, lead=None)

    desk.ask(desk.wiring.bench.waiting, answered)


def step_row(desk: Desk, by: int) -> None:
    last = len(desk.destinations) - 1
    desk.look(row=max(0, min(last, desk.gaze.row + by)))


def go(desk: Desk, key: str = "") -> bool:
    """Open the line with that key, or the one under the cursor; False when there is none."""
    at = next((at for at, each in enumerate(desk.destinations) if each.key == key), desk.gaze.row)
    if not 0 <= at < len(desk.destinations):
        return False
    command = desk.destinations[at].command
    desk.look(panel=Panel.NONE, typed="")
    desk.act(command)
    return True
