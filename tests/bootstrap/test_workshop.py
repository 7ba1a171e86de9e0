"""The workshop of a wired station: there from the start, its file of treatments read when somebody needs it."""

from __future__ import annotations

from pathlib import Path

from qc_station.application.workshop_view import WorkshopStepTo
from qc_station.bootstrap.station import open_home
from qc_station.bootstrap.workshop import shipped_care


def test_a_station_has_a_workshop(tmp_path: Path) -> None:
    """Nobody is signed in: it shows nothing, and has read nothing."""
    shipped_care.cache_clear()
    with open_home(tmp_path / "home", {}) as station:
        view = station.workshop.view()
    assert (view.operator, view.board, view.next.to) == (None, (), WorkshopStepTo.SIGN_IN)
    assert shipped_care.cache_info().currsize == 0


def test_the_shipped_file_is_in_order() -> None:
    """What is shipped can be read, from wherever the program finds its resources."""
    assert "cotton" in shipped_care().fibres
