"""Short runs of the two kill commands; the full ones are `python -m tests.faults.kill_station` and `…kill_ledger`."""

from __future__ import annotations

from pathlib import Path

from tests.faults import kill_ledger, kill_station

STATION_KILLS, LEDGER_KILLS = 10, 3


def test_a_station_killed_again_and_again_loses_nothing_and_pays_nobody_twice(tmp_path: Path) -> None:
    """Ten deaths of `play` and `sync --once` at seeded moments: each life finds what the last one answered, both
    programs' own examinations are clean after each, and the sum of the credits is what the programme page owes."""
    report = kill_station.run(tmp_path, STATION_KILLS, seed=2)
    assert report.complaints == []
    assert report.kills.total() == STATION_KILLS
    assert report.checked == STATION_KILLS + 1
    assert report.minor == report.accepted_minor


def test_a_ledger_killed_again_and_again_pays_every_piece_once(database_url: str, tmp_path: Path) -> None:
    """Deaths before, in and after a delivery of two benches, one of them after the work was done and before the answer
    came: everything decided is answered in the end, each item has one first decision, and the books are in order."""
    report = kill_ledger.run(tmp_path, LEDGER_KILLS, seed=2, database_url=database_url)
    assert report.complaints == []
    assert report.kills.total() == LEDGER_KILLS
    assert report.decisions == report.outcomes.total() > 0
    assert report.broken > 0
