"""Take back an act of a re-entry: an answer, a photograph, its end, or that it was begun."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Act, Done
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo_set import PhotoSet
from qc_station.domain.piece import DispositionState, Piece
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.domain.transitions import move


def take_back_reentry(done: Done, uow: UnitOfWork) -> None:
    """Raises RuleBroken("nothing_to_undo" | "reentry_gone_on" | "changed_elsewhere")."""
    piece, reentries = uow.pieces.get(done.subject), uow.reentries.of_piece(done.subject)
    last = reentries[-1] if reentries else None
    if piece is None or last is None:
        raise RuleBroken("nothing_to_undo")
    before = done.reentry_before
    if before is None:
        if last.outcome is not None or last.answers or last.shots:
            raise RuleBroken("reentry_gone_on")
        uow.reentries.remove(last)
        return
    if last.number != before.number:
        raise RuleBroken("reentry_gone_on")
    if done.act is Act.REENTRY:
        _reopen(piece, last, done, uow)
        # A photograph that came after the end stays with it.
        uow.reentries.save(replace(before, shots=last.shots, version=last.version))
    elif last.outcome is not None:
        raise RuleBroken("reentry_gone_on")
    elif done.act is Act.PHOTOGRAPH:
        uow.reentries.save(replace(last, shots=before.shots))
    else:
        uow.reentries.save(replace(last, answers=before.answers))


def _reopen(piece: Piece, last: Reentry, done: Done, uow: UnitOfWork) -> None:
    """What its end has led to, as long as nobody has gone on from there."""
    if last.outcome is ReentryOutcome.WITHDRAWN:
        if piece.axes.disposition is not DispositionState.HOLD:
            raise RuleBroken("reentry_gone_on")
        uow.pieces.save(replace(piece, axes=move(piece.axes, disposition=DispositionState.NONE)))
    if last.outcome is ReentryOutcome.WORKSHOP and any(step.since >= last.at for step in uow.workshop.of(piece.id)):
        raise RuleBroken("reentry_gone_on")
    if done.set_before is not None:
        _set_back(done.set_before, uow)


def _set_back(before: PhotoSet, uow: UnitOfWork) -> None:
    now = uow.photo_sets.get(before.piece_id)
    if now is None or now.version != before.version + 1:
        raise RuleBroken("reentry_gone_on")
    uow.photo_sets.save(replace(before, version=now.version))
