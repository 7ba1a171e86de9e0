"""From the label's scan to the frames of a piece: a frame belongs to the piece and view the shutter opened for.

The bytes are kept and filed before anything is asked of the picture; what it is worth is said a moment later
(`RecordMeasures`). A picture within the limits of its category is kept by itself, unless its view has one; any other
waits for a person. Source: product.md 8.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

from qc_station.application.bench_ports import say
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.studio_commands import (
    Aim,
    FileFrame,
    PutPieceAside,
    RecordLikeness,
    RecordMeasures,
    ScanPiece,
)
from qc_station.application.studio_ports import (
    ActedAtStudio,
    OnTable,
    StudioPorts,
    StudioSession,
    on_table,
    photographer,
)
from qc_station.domain.carrier_code import CarrierKind, Checked, classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.photo import PhotoRef, TrayFrame
from qc_station.domain.photo_set import Mark, PhotoSet, ProductShot, missing_views
from qc_station.domain.piece import PhotosState
from qc_station.domain.transitions import move
from qc_station.policy.picture_quality import judge_picture
from qc_station.policy.shot_list import may_be_shot

EXTRA_VIEW = "extra"
# Below it two pictures show different garments, above it nobody is told anything. Source: vision.md 5 (different ones
# 0 to 15, the same one 49 to 82): a proposal, with both pictures side by side.
STRANGER_BELOW = 16
_TRAYED = frozenset({Topic.TRAY, Topic.STUDIO})


def scan_piece(command: ScanPiece, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("sign_in_first" | "not_for_this_role" | "scan_a_piece_label" | "suspect_code" |
    "unknown_piece" | "not_for_the_shop").

    Whatever is refused leaves the table as it was.
    """
    photographer(ports)
    code = classify(command.code)
    if code.kind is not CarrierKind.PIECE:
        raise RuleBroken("scan_a_piece_label", shown=code.shown)
    if code.checked is Checked.SUSPECT:
        raise RuleBroken("suspect_code", shown=code.shown, expected=code.expected or "", got=code.got or "")
    with ports.bench.unit_of_work(read_only=True) as uow:
        if uow.pieces.get(code.text) is None:
            raise RuleBroken("unknown_piece", shown=code.shown)
        table = on_table(code.text, uow, ports)
    if not may_be_shot(table.piece):
        raise RuleBroken("not_for_the_shop", piece=table.piece.id)
    opened = session.with_piece(table.piece.id, ports.bench.clock.now())
    left = len(missing(table))
    said = say("piece_on_set", Tone.ACCEPT, n=left) if left else say("piece_shot_already", Tone.ACCEPT)
    return ActedAtStudio(opened, said)


def put_piece_aside(_command: PutPieceAside, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    return ActedAtStudio(session.with_piece("", ports.bench.clock.now()), say("piece_put_aside"))


def aim(command: Aim, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("sign_in_first" | "not_for_this_role" | "scan_a_piece_first" | "unknown_view")."""
    photographer(ports)
    with ports.bench.unit_of_work(read_only=True) as uow:
        table = on_table(session.piece_id, uow, ports)
    if command.view not in ("", EXTRA_VIEW, *(each.view for each in table.wanted)):
        raise RuleBroken("unknown_view", view=command.view[:40])
    return ActedAtStudio(replace(session, aim=command.view), say("aimed", view=command.view))


def missing(table: OnTable) -> tuple[str, ...]:
    return missing_views(table.photo_set, (each.view for each in table.wanted))


def aimed_at(table: OnTable, session: StudioSession) -> str:
    """The view the next shot is of: the one chosen, else the first missing one, else one more."""
    return session.aim or next(iter(missing(table)), EXTRA_VIEW)


def file_frame(command: FileFrame, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """File a kept frame under piece and view, or in the tray."""
    photo = command.photo
    with ports.bench.unit_of_work() as uow:
        here = ports.operator()
        stranger = not command.piece and here is not None and not here.may_photograph
        away = command.to_tray or stranger
        piece_id = "" if away else command.piece or session.piece_at(command.noticed_at)
        known = uow.pieces.get(piece_id) if piece_id else None
        if known is None or not may_be_shot(known):
            return _to_tray(photo, command, session, uow, ports)
        table = on_table(piece_id, uow, ports)
        if command.raw:
            return _raw(photo, command, table, session, uow, ports)
        if table.photo_set.of_photo(photo.sha256) is not None:  # found again after a crash between filing and release
            return ActedAtStudio(session, say("frame_known"))
        view = command.view or aimed_at(table, session)
        shot = add_shot(table, photo, view, Taken(command.origin, command.name, command.operator), uow, ports)
        uow.commit()
    return ActedAtStudio(session, say("shot_filed", view=shot.view, piece=piece_id, sha256=photo.sha256))


@dataclass(frozen=True, slots=True)
class Taken:
    """How a frame came: from where, its name there, and who released the shutter (empty: whoever is here)."""

    origin: str
    name: str = ""
    operator: str = ""


def add_shot(
    table: OnTable,
    photo: PhotoRef,
    view: str,
    taken: Taken,
    uow: UnitOfWork,
    ports: StudioPorts,
) -> ProductShot:
    operator = ports.operator()
    who = taken.operator or (operator.id if operator else "")
    shown = view if view == EXTRA_VIEW or any(each.view == view for each in table.wanted) else EXTRA_VIEW
    before = table.photo_set
    shot = ProductShot(before.next_number, shown, photo, ports.bench.clock.now(), who, taken.origin, name=taken.name)
    save_set(before.with_shot(shot), table, uow)
    body = {"sha256": photo.sha256, "size": photo.size, "view": shown, "origin": taken.origin, "number": shot.number}
    uow.log.append(Fact("shot_filed", shot.taken_at, who, table.piece.id, body))
    return shot


def _raw(
    photo: PhotoRef,
    command: FileFrame,
    table: OnTable,
    session: StudioSession,
    uow: UnitOfWork,
    ports: StudioPorts,
) -> ActedAtStudio:
    """A RAW file joins the picture the camera named alike; without one it goes to the tray."""
    stem = PurePath(command.name).stem
    asked = command.view
    of = next(
        (
            shot
            for shot in reversed(table.photo_set.shots)
            if stem and PurePath(shot.name).stem == stem and asked in ("", shot.view)
        ),
        None,
    )
    if of is None or of.raw not in (None, photo):
        return _to_tray(photo, command, session, uow, ports)
    save_set(table.photo_set.changed(replace(of, raw=photo)), table, uow)
    body = {"sha256": photo.sha256, "size": photo.size, "number": of.number}
    uow.log.append(Fact("raw_filed", ports.bench.clock.now(), of.operator, table.piece.id, body))
    uow.commit()
    return ActedAtStudio(session, say("raw_filed"))


def _to_tray(
    photo: PhotoRef,
    command: FileFrame,
    session: StudioSession,
    uow: UnitOfWork,
    ports: StudioPorts,
) -> ActedAtStudio:
    operator, now = ports.operator(), ports.bench.clock.now()
    if uow.tray.known(photo.sha256) or uow.photo_sets.holds(photo.sha256):  # found again after a crash
        return ActedAtStudio(session, say("frame_known"))
    uow.tray.add(TrayFrame(photo, now, command.origin))
    body = {"size": photo.size, "origin": command.origin}
    uow.log.append(Fact("frame_trayed", now, operator.id if operator else "", photo.sha256, body))
    uow.commit()
    return ActedAtStudio(session, say("frame_trayed", Tone.ATTENTION), _TRAYED)


def record_measures(command: RecordMeasures, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """What a picture measures stands beside it, and within the limits it is kept.

    The piece need not lie on the table any more. Raises RuleBroken("no_such_shot") when the frame is none of it.
    """
    with ports.bench.unit_of_work() as uow:
        table = on_table(command.piece, uow, ports)
        shot = table.photo_set.of_photo(command.sha256)
        if shot is None:
            raise RuleBroken("no_such_shot", number=0)
        verdict = judge_picture(
            command.measures, table.programme.quality_of(table.item.category), whole=table.whole(shot.view)
        )
        flaws = tuple(str(judged.flaw) for judged in verdict.gates if judged.flaw is not None)
        # Kept before anybody knew: a word that was given for it stands, without one it waits for one now.
        hasty = shot.mark is Mark.KEPT and bool(flaws) and not shot.reason
        mark = Mark.OPEN if hasty else shot.mark
        judged_shot = replace(shot, measures=command.measures, flaws=flaws, mark=mark)
        changed = table.photo_set.changed(judged_shot)
        unclaimed = shot.view != EXTRA_VIEW and changed.kept(shot.view) is None
        kept = shot.mark is Mark.OPEN and not flaws and unclaimed
        if kept:
            changed = changed.keep(shot.number)
            uow.log.append(mark_fact("shot_kept", replace(judged_shot, mark=Mark.KEPT), table, "", ports))
        save_set(changed, table, uow)
        uow.commit()
    if flaws:
        return ActedAtStudio(session, say("shot_flawed", Tone.ATTENTION, view=shot.view, flaw=flaws[0]))
    mine = command.piece == session.piece_id
    again = replace(session, aim="") if kept and mine and session.aim == shot.view else session
    return ActedAtStudio(again, say("shot_kept" if kept else "shot_good", Tone.ACCEPT, view=shot.view))


def record_likeness(command: RecordLikeness, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Too little alike, and somebody is told: a proposal, with both pictures beside each other. Nothing is blocked.

    Raises RuleBroken("no_such_shot").
    """
    with ports.bench.unit_of_work() as uow:
        table = on_table(command.piece, uow, ports)
        shot = table.photo_set.of_photo(command.sha256)
        if shot is None:
            raise RuleBroken("no_such_shot", number=0)
        save_set(table.photo_set.changed(replace(shot, likeness=command.found)), table, uow)
        uow.commit()
    if command.found < STRANGER_BELOW:
        return ActedAtStudio(session, say("looks_like_another_piece", Tone.ATTENTION, view=shot.view))
    return ActedAtStudio(session, say("looks_like_this_piece"))


def mark_fact(kind: str, shot: ProductShot, table: OnTable, reason: str, ports: StudioPorts) -> Fact:
    """A person, or the limits, said something of a shot."""
    operator = ports.operator()
    who = operator.id if operator else shot.operator
    body = {"sha256": shot.photo.sha256, "view": shot.view, "number": shot.number, "reason": reason}
    return Fact(kind, ports.bench.clock.now(), who, table.piece.id, {**body, "flaws": list(shot.flaws)})


def save_set(changed: PhotoSet, table: OnTable, uow: UnitOfWork) -> PhotoSet:
    """Store the set, and let the piece's photos axis follow it."""
    saved = uow.photo_sets.save(changed)
    gone = missing_views(changed, (each.view for each in table.wanted))
    state = PhotosState.COMPLETE if not gone else PhotosState.PARTIAL
    if table.piece.axes.photos is PhotosState.PUBLISHED or table.piece.axes.photos is state:
        return saved
    uow.pieces.save(replace(table.piece, axes=move(table.piece.axes, photos=state)))
    return saved
