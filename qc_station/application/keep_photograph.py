"""A picture belongs to the piece that was scanned when the shutter opened; with no piece open it goes to the tray."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.answer_check import with_axes
from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, say
from qc_station.application.commands import KeepPhotograph
from qc_station.application.evidence import wanted_views
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.returned import as_inspected
from qc_station.application.session import Act, Done, Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.parcel import OPENING_VIEW, ParcelRecord, parcel_of_subject
from qc_station.domain.photo import PhotoRef, Shot, TrayFrame
from qc_station.domain.piece import PhotosState, Piece
from qc_station.domain.undeclared import UNDECLARED_VIEW, QuarantineState
from qc_station.policy.programme import Programme

EXTRA_VIEW = "extra"


def keep_photograph(command: KeepPhotograph, session: Session, ports: BenchPorts) -> Acted:
    """Store the bytes, then file them. Raises WorldFailure("not_a_picture" | "disk_full" …),
    RuleBroken("unknown_view").

    The bytes are kept before anything else is asked: a frame whose piece turns out to be gone is in the tray, not lost.
    """
    ports.pictures.read(command.file)
    photo = ports.photos.keep(command.file)
    piece_id = _piece_of(command, session)
    with ports.unit_of_work() as uow:
        other = _of_other(piece_id, command, photo, session, uow, ports)
        if other is not None:
            return other
        before = uow.pieces.get(piece_id) if piece_id else None
        if before is not None and before.axes.photos is PhotosState.PUBLISHED:
            return _of_reentry(before, command, photo, session, uow, ports)
        if before is None or ((before.decided or before.in_treatment) and command.view is None):
            return _to_tray(command, photo, session, uow, ports)
        takeback, item = declaration_of(before.key, uow)
        programme = ports.programme_of(takeback)
        view = _view(command, before, item.category, programme)
        operator = session.operator.id if session.operator else before.operator
        shot = Shot(view, photo, ports.clock.now(), operator)
        piece = uow.pieces.save(with_axes(replace(before, shots=(*before.shots, shot)), item.category, programme))
        body = {"sha256": photo.sha256, "size": photo.size, "view": view, "origin": command.origin}
        uow.log.append(Fact("photo_kept", shot.taken_at, operator, piece.id, body))
        uow.commit()
    done = session.with_done(Done(Act.PHOTOGRAPH, piece.id, piece_before=before))
    return Acted(done, say("photo_kept", Tone.PASS, view=view), frozenset({Topic.PIECE}))


def _of_other(
    subject: str,
    command: KeepPhotograph,
    photo: PhotoRef,
    session: Session,
    uow: UnitOfWork,
    ports: BenchPorts,
) -> Acted | None:
    """A picture of a parcel, or of a piece nobody declared; None when the subject is neither."""
    operator = session.operator.id if session.operator else ""
    code = parcel_of_subject(subject)
    if code:
        view = command.view or OPENING_VIEW
        shot = Shot(view, photo, ports.clock.now(), operator)
        box = uow.parcels.get(code) or ParcelRecord(code)
        uow.parcels.save(replace(box, shots=(*box.shots, shot)))
        done = Done(Act.PHOTOGRAPH, subject, parcel_before=box)
    else:
        stray = uow.undeclared.get(subject) if subject else None
        if stray is None or stray.state is not QuarantineState.WAITING:
            return None
        shot = Shot(UNDECLARED_VIEW, photo, ports.clock.now(), operator or stray.operator)
        uow.undeclared.save(replace(stray, shots=(*stray.shots, shot)))
        done = Done(Act.PHOTOGRAPH, subject, undeclared_before=stray)
    body = {"sha256": photo.sha256, "size": photo.size, "view": shot.view, "origin": command.origin}
    uow.log.append(Fact("photo_kept", shot.taken_at, shot.operator, code or subject, body))
    uow.commit()
    seen = frozenset({Topic.PIECE, Topic.PARCEL})
    return Acted(session.with_done(done), say("photo_kept", Tone.PASS, view=shot.view), seen)


def _of_reentry(
    piece: Piece, command: KeepPhotograph, photo: PhotoRef, session: Session, uow: UnitOfWork, ports: BenchPorts
) -> Acted:
    """A picture of a published piece is its re-entry's, also when that ended while the shutter was open."""
    reentries = uow.reentries.of_piece(piece.id)
    before = reentries[-1] if reentries else None
    if before is None or (before.outcome is not None and command.view is None):
        return _to_tray(command, photo, session, uow, ports)
    takeback, item = declaration_of(piece.key, uow)
    view = _view(command, as_inspected(piece, before), item.category, ports.programme_of(takeback))
    operator = session.operator.id if session.operator else before.operator
    shot = Shot(view, photo, ports.clock.now(), operator)
    uow.reentries.save(replace(before, shots=(*before.shots, shot)))
    body = {"sha256": photo.sha256, "size": photo.size, "view": view, "origin": command.origin}
    uow.log.append(Fact("photo_kept", shot.taken_at, operator, piece.id, {**body, "reentry": before.number}))
    uow.commit()
    done = session if before.outcome else session.with_done(Done(Act.PHOTOGRAPH, piece.id, reentry_before=before))
    return Acted(done, say("photo_kept", Tone.PASS, view=view), frozenset({Topic.PIECE}))


def _piece_of(command: KeepPhotograph, session: Session) -> str:
    if command.to_tray:
        return ""
    if command.piece or command.noticed_at is None:
        return command.piece or session.piece_id
    return session.piece_at(command.noticed_at)


def _view(command: KeepPhotograph, piece: Piece, category: str, programme: Programme) -> str:
    wanted = wanted_views(piece, category, programme)
    if command.view is None:
        return next((view for view in wanted if piece.shot(view) is None), EXTRA_VIEW)
    if command.view not in (*wanted, EXTRA_VIEW):
        if command.piece:  # the camera's shot came while its finding was withdrawn: the picture is kept all the same
            return EXTRA_VIEW
        raise RuleBroken("unknown_view", view=command.view[:40])
    return command.view


def _to_tray(
    command: KeepPhotograph,
    photo: PhotoRef,
    session: Session,
    uow: UnitOfWork,
    ports: BenchPorts,
) -> Acted:
    # A frame found again after a crash may have been filed before it: it is there once.
    again = command.to_tray and (uow.tray.known(photo.sha256) or uow.photo_sets.holds(photo.sha256))
    if again:
        return Acted(session, say("frame_known"))
    now, operator = ports.clock.now(), session.operator.id if session.operator else ""
    uow.tray.add(TrayFrame(photo, now, command.origin))
    uow.log.append(Fact("frame_trayed", now, operator, photo.sha256, {"size": photo.size, "origin": command.origin}))
    uow.commit()
    return Acted(session, say("frame_trayed", Tone.ATTENTION), frozenset({Topic.TRAY}))
