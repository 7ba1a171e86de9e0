"""A short run of `python -m tests.faults.kill_render`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import kill_render


@pytest.mark.expects_log("rendering_died")
def test_a_killed_batch_is_finished_and_nothing_made_twice(tmp_path: Path) -> None:
    """Render processes die at any moment: each picture ends done once, none is begun again, originals are untouched."""
    report = kill_render.run(tmp_path, pieces=4, shots=6, kills=5, seed=3)
    assert not report.complaints
    assert report.kills == 5
