"""The studio under faults, a short run of `python -m tests.faults.studio_shots`: no frame is lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.devices.camera_virtual import VirtualFault
from tests.faults.studio_shots import run


@pytest.mark.expects_log("driver_crashed")
def test_every_frame_taken_is_kept_or_in_the_tray(tmp_path: Path, qapp: object) -> None:
    """Whatever the camera does: journal and store hold the same frames, each once, and their bytes are whole."""
    faults = (
        (VirtualFault.SLOW, 0.2),
        (VirtualFault.TORN_FILE, 0.0),
        (VirtualFault.CRASH, 0.0),
        (VirtualFault.NO_FOCUS, 0.0),
    )
    found = run(20, 3, tmp_path, faults=faults)
    assert found.exposed >= 20
    assert (found.lost, found.doubled, found.unknown, found.complaints) == (0, 0, 0, [])
    assert found.kept + found.trayed == found.exposed
    assert len(found.answers_ms) > 20
