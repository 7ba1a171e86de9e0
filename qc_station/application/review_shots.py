"""Keep, reject, take back: a person's word on the shots of the piece on the table, and on frames in the tray."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import say
from qc_station.application.outcome import Tone, Topic
from qc_station.application.shoot_piece import Taken, add_shot, aimed_at, mark_fact, save_set
from qc_station.application.studio_commands import (
    FileFromTray,
    KeepShot,
    RejectShot,
    ThrowFromTray,
    UndoAtStudio,
)
from qc_station.application.studio_ports import ActedAtStudio, StudioPorts, StudioSession, on_table, photographer
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import TrayFrame, TrayState
from qc_station.domain.photo_set import Mark, PhotoSet, ProductShot, SetState

_SEEN = frozenset({Topic.TRAY, Topic.STUDIO})


def keep_shot(command: KeepShot, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("scan_a_piece_first" | "no_such_shot" | "flawed_needs_reason" | "reason_too_long")."""
    photographer(ports)
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        kept = table.photo_set.keep(command.number, command.reason)
        shot = kept.shot(command.number)
        save_set(kept, table, uow)
        uow.log.append(mark_fact("shot_kept", shot, table, shot.reason, ports))
        uow.commit()
    looked = replace(session, aim="" if session.aim == shot.view else session.aim).with_done(table.photo_set, kept)
    return ActedAtStudio(looked, say("shot_kept", Tone.ACCEPT, view=shot.view))


def reject_shot(command: RejectShot, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Rejected, and its view is aimed at again. The reason of a flawed one is its flaw, where nobody gives another.

    Raises RuleBroken("scan_a_piece_first" | "no_such_shot" | "reason_too_long").
    """
    photographer(ports)
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        shot = table.photo_set.shot(command.number)
        rejected = table.photo_set.reject(command.number, command.reason or ", ".join(shot.flaws))
        save_set(rejected, table, uow)
        said = rejected.shot(command.number)
        uow.log.append(mark_fact("shot_rejected", said, table, said.reason, ports))
        uow.commit()
    again = replace(session, aim=shot.view).with_done(table.photo_set, rejected)
    return ActedAtStudio(again, say("shot_rejected", Tone.ATTENTION, view=shot.view))


def undo_at_studio(_command: UndoAtStudio, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Take back what the last act at this set changed, and nothing else: neither shots taken since, nor what somebody
    did at another studio.

    Raises RuleBroken("nothing_to_undo" | "changed_elsewhere").
    """
    operator = photographer(ports)
    if not session.history:
        raise RuleBroken("nothing_to_undo")
    before, after = session.history[-1]
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        save_set(_taken_back(table.photo_set, before, after), table, uow)
        uow.log.append(ports.bench.fact("studio_undone", operator, table.piece.id))
        uow.commit()
    return ActedAtStudio(replace(session, history=session.history[:-1]), say("studio_undone"))


def _taken_back(now: PhotoSet, before: PhotoSet, after: PhotoSet) -> PhotoSet:
    """Raises RuleBroken("changed_elsewhere") where what the act changed is no longer as the act left it."""
    was, left = {shot.number: shot for shot in before.shots}, {shot.number: shot for shot in after.shots}
    changed = {number for number, shot in left.items() if number in was and _word(was[number]) != _word(shot)}
    moved_on = any(_word(now.shot(number)) != _word(left[number]) for number in changed)
    written = before.sheet != after.sheet
    if moved_on or (written and now.sheet != after.sheet):
        raise RuleBroken("changed_elsewhere", piece=now.piece_id)
    back = {number: replace(now.shot(number), mark=was[number].mark, reason=was[number].reason) for number in changed}
    # A shot kept since must not show the same view as one that is kept again.
    again = {shot.view for shot in back.values() if shot.mark is Mark.KEPT}
    shots = tuple(
        back.get(shot.number)
        or (replace(shot, mark=Mark.OPEN) if shot.mark is Mark.KEPT and shot.view in again else shot)
        for shot in now.shots
    )
    return replace(now, shots=shots, sheet=before.sheet if written else now.sheet, state=SetState.EDITING)


def _word(shot: ProductShot) -> tuple[Mark, str]:
    """What a person said of it."""
    return shot.mark, shot.reason


def file_from_tray(command: FileFromTray, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("scan_a_piece_first" | "not_in_tray" | "unknown_view")."""
    operator = photographer(ports)
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        frame = _waiting(command.number, uow.tray.waiting())
        view = command.view or aimed_at(table, session)
        if table.photo_set.of_photo(frame.photo.sha256) is None:
            shot = add_shot(table, frame.photo, view, Taken("tray"), uow, ports)
            view = shot.view
        uow.tray.settle(frame.number, TrayState.FILED)
        body = {"to": str(TrayState.FILED), "piece": table.piece.id}
        uow.log.append(ports.bench.fact("tray_frame_settled", operator, frame.photo.sha256, **body))
        uow.commit()
    said = say("shot_filed", view=view, piece=table.piece.id, sha256=frame.photo.sha256)
    return ActedAtStudio(session, said, _SEEN)


def throw_from_tray(command: ThrowFromTray, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("not_in_tray")."""
    operator = photographer(ports)
    with ports.bench.unit_of_work() as uow:
        frame = _waiting(command.number, uow.tray.waiting())
        uow.tray.settle(frame.number, TrayState.THROWN_AWAY)
        body = {"to": str(TrayState.THROWN_AWAY)}
        uow.log.append(ports.bench.fact("tray_frame_settled", operator, frame.photo.sha256, **body))
        uow.commit()
    # It cannot be taken back, and U is not to take back something else in its place.
    return ActedAtStudio(replace(session, history=()), say("frame_thrown_away"), _SEEN)


def _waiting(number: int, frames: tuple[TrayFrame, ...]) -> TrayFrame:
    found = next((frame for frame in frames if frame.number == number), None)
    if found is None:
        raise RuleBroken("not_in_tray", number=number)
    return found
