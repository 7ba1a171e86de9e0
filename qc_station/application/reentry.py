"""A published piece that the shop's buyer sent back: begun anew at its first check, and ended one of four ways.

Nothing is hidden: what the shop shows stands beside the live picture. What is answered and photographed is kept in the
re-entry's own record, at once; verdict, credit and outbox are never touched.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.answer_check import answered, followed_up
from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, say
from qc_station.application.bench_view import ReentryOffer
from qc_station.application.commands import CONFORM, AnswerCheck, AnswerFollowUp, BeginReentry, EndReentry
from qc_station.application.outcome import Tone, Topic
from qc_station.application.overrule import answering_lead
from qc_station.application.ports import UnitOfWork
from qc_station.application.returned import Compared, compared, offer_of, stale_views, under_way
from qc_station.application.session import Act, Done, Session
from qc_station.domain.checklist import NOTE_LENGTH_MAX, view_of
from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.photo_set import Mark, PhotoSet, SetState
from qc_station.domain.piece import DispositionState, Piece
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.domain.transitions import move
from qc_station.policy.programme import Programme

_SAID = {
    ReentryOutcome.AS_PUBLISHED: "reentry_as_published",
    ReentryOutcome.CHANGED: "reentry_changed",
    ReentryOutcome.WORKSHOP: "reentry_workshop",
    ReentryOutcome.WITHDRAWN: "reentry_withdrawn",
}
_CHANGED = frozenset({Topic.PIECE, Topic.PARCEL})


def begin_reentry(command: BeginReentry, session: Session, ports: BenchPorts) -> Acted:
    """The piece in hand is inspected anew; one that was put aside goes on.

    Raises RuleBroken("open_an_item_first" | "second_look_first" | "not_from_the_shop" | "reentry_too_late") and, with a
    lead's word, what that raises.
    """
    operator = expert(session)
    lead = answering_lead(command.lead, ports) if command.lead is not None else None
    with ports.unit_of_work() as uow:
        piece, programme = _piece(session, uow, ports)
        earlier = uow.reentries.of_piece(piece.id)
        if under_way(earlier) is not None:
            return Acted(replace(session, reentry=True), say("reentry_resumed", Tone.ATTENTION), _CHANGED)
        now = ports.clock.now()
        offer = offer_of(piece, programme, now, uow)
        if offer is ReentryOffer.NONE:
            raise RuleBroken("not_from_the_shop")
        if offer is ReentryOffer.LATE and lead is None:
            raise RuleBroken("reentry_too_late", days=programme.reentry_days)
        begun = Reentry(piece.id, len(earlier) + 1, operator.id, now, lead=lead.id if lead else "")
        uow.reentries.save(begun)
        body = {"number": begun.number, "lead": begun.lead, "reason": command.lead.reason if command.lead else ""}
        uow.log.append(ports.fact("reentry_begun", operator, piece.id, **body))
        uow.commit()
    done = session.with_done(Done(Act.REENTRY, piece.id))
    return Acted(replace(done, reentry=True), say("reentry_begun", Tone.ATTENTION, n=begun.number), _CHANGED)


def answer_anew(command: AnswerCheck, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("unknown_check" | "unknown_answer" | …)."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, programme = _going_on(session, uow, ports)
        check = programme.check(command.check)
        if check is None:
            raise RuleBroken("unknown_check", check=command.check[:40])
        uow.reentries.save(replace(before, answers=answered(command, before.answers, check)))
        pin = command.pin and [str(command.pin.side), f"{command.pin.x:.4f}", f"{command.pin.y:.4f}"]
        body = {"value": command.value, "pin": pin, "note": command.note, "reentry": before.number}
        uow.log.append(ports.fact("check_answered", operator, before.piece, check=check.id, **body))
        uow.commit()
    tone = Tone.PASS if command.value == CONFORM else Tone.ATTENTION
    done = session.with_done(Done(Act.ANSWER, before.piece, reentry_before=before))
    return Acted(done, say("check_answered", tone, check=check.id, value=command.value), frozenset({Topic.PIECE}))


def follow_up_anew(command: AnswerFollowUp, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("no_such_finding" | "unknown_question" | …)."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, programme = _going_on(session, uow, ports)
        uow.reentries.save(replace(before, answers=followed_up(command, before.answers, programme)))
        body = {"question": command.question, "value": command.value, "reentry": before.number}
        told = ports.fact(
            "follow_up_answered", operator, before.piece, check=command.check, number=command.number, **body
        )
        uow.log.append(told)
        uow.commit()
    done = session.with_done(Done(Act.ANSWER, before.piece, reentry_before=before))
    return Acted(done, say("follow_up_answered", check=command.check), frozenset({Topic.PIECE}))


def end_reentry(command: EndReentry, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("checks_unanswered" | "reentry_differs" | "reentry_unchanged" | "reentry_not_for_sale" |
    "raise_needs_lead" | "lowering_needs_reason" | "note_too_long" | "changed_elsewhere").
    """
    operator = expert(session)
    if len(command.note) > NOTE_LENGTH_MAX:
        raise RuleBroken("note_too_long", length=len(command.note), most=NOTE_LENGTH_MAX)
    with ports.unit_of_work() as uow:
        before, programme = _going_on(session, uow, ports)
        piece, _ = _piece(session, uow, ports)
        reentries = uow.reentries.of_piece(piece.id)
        found = compared(piece, reentries, before.answers, declaration_of(piece.key, uow), programme)
        grade = _allowed(command, found)
        ended = replace(before, operator=operator.id, at=ports.clock.now(), grade=grade, note=command.note)
        uow.reentries.save(replace(ended, outcome=command.outcome))
        set_before = _shown_anew(piece, ended, found, uow) if command.outcome is ReentryOutcome.CHANGED else None
        if command.outcome is ReentryOutcome.WITHDRAWN:
            uow.pieces.save(replace(piece, axes=move(piece.axes, disposition=DispositionState.HOLD)))
        body = {
            "number": ended.number,
            "outcome": str(command.outcome),
            "grade": grade and str(grade),
            "answers": {answer.check: list(answer.kinds) for answer in ended.answers},
            "note": command.note,
        }
        uow.log.append(ports.fact("reentry_decided", operator, piece.id, **body))
        uow.commit()
    done = Done(Act.REENTRY, piece.id, reentry_before=before, set_before=set_before)
    said = say(_SAID[command.outcome], Tone.ACCEPT, line=piece.key.line)
    return Acted(replace(session.with_done(done), reentry=False), said, _CHANGED | {Topic.STUDIO})


def _allowed(command: EndReentry, found: Compared) -> Grade | None:
    """What the shop shows of it from now on, with CHANGED only; raises as `end_reentry`."""
    for_sale = command.outcome in (ReentryOutcome.AS_PUBLISHED, ReentryOutcome.CHANGED)
    left = found.now.unanswered
    if left and (for_sale or not found.known):
        raise RuleBroken("checks_unanswered", checks=", ".join(left), n=len(left))
    if not for_sale:
        return None
    if not found.sellable:
        raise RuleBroken("reentry_not_for_sale")
    if command.outcome is ReentryOutcome.AS_PUBLISHED:
        if found.differs:
            raise RuleBroken("reentry_differs")
        return None
    return _grade(command, found)


def _grade(command: EndReentry, found: Compared) -> Grade | None:
    may, wanted = found.grade, command.grade or found.grade
    if may is None or wanted is None or wanted is may:
        if not found.differs:
            raise RuleBroken("reentry_unchanged")
        return may
    if wanted.rank < may.rank:
        raise RuleBroken("raise_needs_lead", grade=str(wanted), judged=str(may))
    if not command.note.strip():
        raise RuleBroken("lowering_needs_reason", grade=str(wanted), judged=str(may))
    return wanted


def _shown_anew(piece: Piece, ended: Reentry, found: Compared, uow: UnitOfWork) -> PhotoSet:
    """The studio makes another edition: shots of defects that are others now show them no longer. The set as it was."""
    before = uow.photo_sets.get(piece.id) or PhotoSet(piece.id)
    places = {
        view_of(answer.check, finding.number): (answer.check, finding.number)
        for answer in (*found.shown.answers, *ended.answers)
        for finding in answer.findings
    }
    stale = stale_views(found.shown.answers, ended.answers, places)
    again = replace(before, state=SetState.EDITING)
    for shot in before.shots:
        if shot.view in stale and shot.mark is Mark.KEPT:
            again = again.reject(shot.number, "")
    uow.photo_sets.save(again)
    return before


def _piece(session: Session, uow: UnitOfWork, ports: BenchPorts) -> tuple[Piece, Programme]:
    if session.blind is not None:
        raise RuleBroken("second_look_first")
    piece = uow.pieces.get(session.piece_id) if session.piece_id else None
    if piece is None:
        raise RuleBroken("open_an_item_first")
    takeback, _ = declaration_of(piece.key, uow)
    return piece, ports.programme_of(takeback)


def _going_on(session: Session, uow: UnitOfWork, ports: BenchPorts) -> tuple[Reentry, Programme]:
    """The re-entry under way. Raises RuleBroken("no_reentry") when there is none, or another bench has ended it."""
    piece, programme = _piece(session, uow, ports)
    going = under_way(uow.reentries.of_piece(piece.id)) if session.reentry else None
    if going is None:
        raise RuleBroken("no_reentry")
    return going, programme
