"""A second look: a decided piece inspected again by another expert who sees nothing of the first inspection.

It decides nothing and the customer never hears of it; what it is for is `policy/agreement.py`. Answers given so far
live in the session only: a look broken off has never been.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.answer_check import answered, followed_up
from qc_station.application.bench_ports import Acted, BenchPorts, declaration_of, expert, say
from qc_station.application.commands import CONFORM, AnswerCheck, AnswerFollowUp, Decide
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.session import Session
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator, Role
from qc_station.domain.piece import Piece
from qc_station.domain.second_look import SecondLook
from qc_station.domain.verdict import Ruling
from qc_station.policy.grading import judge
from qc_station.policy.programme import Programme
from qc_station.policy.second_look import chosen


def wants_second_look(piece: Piece, operator: Operator, uow: UnitOfWork, ports: BenchPorts) -> bool:
    """That piece is to be looked at by that person: chosen, decided by somebody else, and not looked at yet."""
    verdict = piece.verdict
    return (
        verdict is not None
        and operator.role is Role.EXPERT
        and operator.id not in (verdict.operator, piece.operator)
        and verdict.ruling is not Ruling.REVIEW
        and verdict.overrules is None
        and chosen(piece.id, ports.second_look_percent)
        and uow.second_looks.of_piece(piece.id) is None
    )


def answer_blind(command: AnswerCheck, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("unknown_check" | "unknown_answer" | …)."""
    expert(session)
    assert session.blind is not None
    with ports.unit_of_work(read_only=True) as uow:
        _, programme = _looked_at(session, uow, ports)
    check = programme.check(command.check)
    if check is None:
        raise RuleBroken("unknown_check", check=command.check[:40])
    tone = Tone.PASS if command.value == CONFORM else Tone.ATTENTION
    notice = say("check_answered", tone, check=check.id, value=command.value)
    return Acted(replace(session, blind=answered(command, session.blind, check)), notice, frozenset({Topic.PIECE}))


def follow_up_blind(command: AnswerFollowUp, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("no_such_finding" | "unknown_question" | …)."""
    expert(session)
    assert session.blind is not None
    with ports.unit_of_work(read_only=True) as uow:
        _, programme = _looked_at(session, uow, ports)
    told = followed_up(command, session.blind, programme)
    notice = say("follow_up_answered", check=command.check)
    return Acted(replace(session, blind=told), notice, frozenset({Topic.PIECE}))


def give_second_look(command: Decide, session: Session, ports: BenchPorts) -> Acted:
    """Store what the second expert found. A grade lowered by hand counts as that grade.

    Raises RuleBroken("checks_unanswered" | "already_looked_at").
    """
    operator = expert(session)
    assert session.blind is not None
    with ports.unit_of_work() as uow:
        piece, programme = _looked_at(session, uow, ports)
        takeback, item = declaration_of(piece.key, uow)
        judgement = judge(session.blind, item, takeback, programme, treated=piece.treated)
        if judgement.ruling is None and command.choice is not Ruling.REVIEW:
            raise RuleBroken("checks_unanswered", checks="", n=len(judgement.unanswered))
        if uow.second_looks.of_piece(piece.id) is not None:
            raise RuleBroken("already_looked_at")
        grade = (command.grade or judgement.grade) if command.choice is Ruling.ACCEPTED else None
        look = SecondLook(piece.id, operator.id, ports.clock.now(), session.blind, command.choice, grade)
        uow.second_looks.add(look)
        body = {"ruling": str(look.ruling), "grade": grade and str(grade)}
        uow.log.append(ports.fact("second_look_given", operator, piece.id, **body))
        uow.commit()
    verdict = piece.verdict
    agreed = verdict is not None and (verdict.ruling, verdict.grade) == (look.ruling, look.grade)
    notice = say("second_look_agrees" if agreed else "second_look_differs", Tone.PASS if agreed else Tone.ATTENTION)
    return Acted(session.with_piece(piece.id), notice, frozenset({Topic.PIECE, Topic.PARCEL}))


def _looked_at(session: Session, uow: UnitOfWork, ports: BenchPorts) -> tuple[Piece, Programme]:
    piece = uow.pieces.get(session.piece_id)
    if piece is None:
        raise RuleBroken("open_an_item_first")
    takeback, _ = declaration_of(piece.key, uow)
    return piece, ports.programme_of(takeback)
