"""The studio: one door for the window, the command line and the tests, like the bench's.

Not thread-safe on purpose: it belongs to the bench's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qc_station.application import studio_commands as commands
from qc_station.application.compose_studio import compose_studio
from qc_station.application.failures import WorldFailure
from qc_station.application.fill_sheet import write_field, write_measure
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.application.publish_piece import publish_piece
from qc_station.application.review_shots import (
    file_from_tray,
    keep_shot,
    reject_shot,
    throw_from_tray,
    undo_at_studio,
)
from qc_station.application.shoot_piece import (
    aim,
    file_frame,
    put_piece_aside,
    record_likeness,
    record_measures,
    scan_piece,
)
from qc_station.application.studio_ports import ActedAtStudio, StudioPorts, StudioSession
from qc_station.application.studio_view import StudioView
from qc_station.domain.errors import RuleBroken

_USE_CASES: dict[type, Callable[[Any, StudioSession, StudioPorts], ActedAtStudio]] = {
    commands.ScanPiece: scan_piece,
    commands.PutPieceAside: put_piece_aside,
    commands.Aim: aim,
    commands.FileFrame: file_frame,
    commands.RecordMeasures: record_measures,
    commands.RecordLikeness: record_likeness,
    commands.KeepShot: keep_shot,
    commands.RejectShot: reject_shot,
    commands.WriteField: write_field,
    commands.WriteMeasure: write_measure,
    commands.Publish: publish_piece,
    commands.FileFromTray: file_from_tray,
    commands.ThrowFromTray: throw_from_tray,
    commands.UndoAtStudio: undo_at_studio,
}


class Studio:
    """One set and what lies on it."""

    def __init__(self, ports: StudioPorts) -> None:
        self._ports = ports
        self._session = StudioSession()
        self._notice: Notice | None = None

    def perform(self, command: commands.StudioCommand) -> Outcome:
        """Do what was asked, or say why not. A refusal by the rules or by the world changes nothing; our own bugs
        propagate.
        """
        try:
            acted = _USE_CASES[type(command)](command, self._session, self._ports)
        except (RuleBroken, WorldFailure) as refused:
            self._notice = Notice(refused.code, Tone.ERROR, refused.params)
            return Outcome(ok=False, notice=self._notice)
        self._session, self._notice = acted.session, acted.notice
        return Outcome(ok=True, notice=acted.notice, changed=acted.changed)

    def view(self) -> StudioView:
        return compose_studio(self._session, self._notice, self._ports)
