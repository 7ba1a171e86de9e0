"""From a camera's event to the bench: which piece a file belongs to was settled when the shutter opened."""

from __future__ import annotations

from qc_station.application.camera_port import FileArrived, Reason, UnsolicitedFile
from qc_station.application.commands import KeepPhotograph


def filing(event: FileArrived | UnsolicitedFile) -> KeepPhotograph:
    """The command that files the event's picture.

    A shot we asked for carries its piece. The body's shutter means the piece on the table at that moment. A file
    found again
    after a crash says nothing of its piece any more: the tray, never a guess.
    """
    if isinstance(event, FileArrived):
        context = event.context
        return KeepPhotograph(
            event.file.path,
            view=context.view or None,
            piece=context.piece or None,
            origin="camera",
            noticed_at=event.file.noticed_at,
            to_tray=not context.piece,
        )
    return KeepPhotograph(
        event.file.path,
        origin=str(event.reason),
        noticed_at=event.file.noticed_at,
        to_tray=event.reason is not Reason.BODY_SHUTTER,
    )
