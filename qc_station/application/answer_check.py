"""An answer to one check of the piece in hand, stored at once: kill -9 after the key loses nothing."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, piece_in_hand, say
from qc_station.application.commands import CONFORM, AnswerCheck, AnswerFollowUp
from qc_station.application.evidence import photos_state
from qc_station.application.open_item import undecided
from qc_station.application.outcome import Tone, Topic
from qc_station.application.session import Act, Done, Session
from qc_station.domain.checklist import Answer, Finding, with_conform, with_detail, with_finding
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import IdentityState, Piece
from qc_station.domain.transitions import move
from qc_station.policy.grading import rules_given
from qc_station.policy.programme import Check, Consequence, Programme


def answer_check(command: AnswerCheck, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("unknown_check" | "unknown_answer" | "piece_decided" | "pin_outside" | "note_too_long" …)."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, item, takeback = piece_in_hand(session, uow)
        undecided(before)
        programme = ports.programme_of(takeback)
        check = programme.check(command.check)
        if check is None:
            raise RuleBroken("unknown_check", check=command.check[:40])
        changed = replace(before, answers=answered(command, before.answers, check))
        piece = uow.pieces.save(with_axes(changed, item.category, programme))
        uow.log.append(
            ports.fact(
                "check_answered",
                operator,
                piece.id,
                check=check.id,
                value=command.value,
                pin=None
                if command.pin is None
                else [str(command.pin.side), f"{command.pin.x:.4f}", f"{command.pin.y:.4f}"],
                note=command.note,
            ),
        )
        uow.commit()
    tone = Tone.PASS if command.value == CONFORM else Tone.ATTENTION
    done = session.with_done(Done(Act.ANSWER, piece.id, piece_before=before))
    return Acted(done, say("check_answered", tone, check=check.id, value=command.value), frozenset({Topic.PIECE}))


def answer_follow_up(command: AnswerFollowUp, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("unknown_check" | "no_such_finding" | "unknown_question" | "unknown_answer" | …)."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        before, item, takeback = piece_in_hand(session, uow)
        undecided(before)
        programme = ports.programme_of(takeback)
        changed = replace(before, answers=followed_up(command, before.answers, programme))
        piece = uow.pieces.save(with_axes(changed, item.category, programme))
        body = {"number": command.number, "question": command.question, "value": command.value}
        uow.log.append(ports.fact("follow_up_answered", operator, piece.id, check=command.check, **body))
        uow.commit()
    done = session.with_done(Done(Act.ANSWER, piece.id, piece_before=before))
    return Acted(done, say("follow_up_answered", check=command.check), frozenset({Topic.PIECE}))


def followed_up(command: AnswerFollowUp, answers: tuple[Answer, ...], programme: Programme) -> tuple[Answer, ...]:
    """`answers` with that further question answered; raises as `answer_follow_up`."""
    check = programme.check(command.check)
    if check is None:
        raise RuleBroken("unknown_check", check=command.check[:40])
    given = next((answer.findings for answer in answers if answer.check == check.id), ())
    finding = next((each for each in given if each.number == command.number), None)
    rule = check.rule(finding.kind) if finding else None
    if finding is None or rule is None:
        raise RuleBroken("no_such_finding", check=check.id)
    question = rule.question(command.question)
    if question is None:
        raise RuleBroken("unknown_question", check=check.id, question=command.question[:40])
    if question.choices and command.value and command.value not in question.choices:
        raise RuleBroken("unknown_answer", check=check.id, value=command.value[:40])
    value = " ".join("".join(sign for sign in command.value if sign.isprintable()).split())
    return with_detail(answers, check.id, finding.number, question.id, value)


def answered(command: AnswerCheck, answers: tuple[Answer, ...], check: Check) -> tuple[Answer, ...]:
    """`answers` with that one among them; raises RuleBroken("unknown_answer" | "too_many_findings" | …)."""
    if command.value == CONFORM:
        return with_conform(answers, check.id)
    rule = check.rule(command.value)
    if rule is None:
        raise RuleBroken("unknown_answer", check=check.id, value=command.value[:40])
    finding = Finding(rule.id, rule.severity, 1, command.pin, command.note)
    return with_finding(answers, check.id, finding)


def with_axes(piece: Piece, category: str, programme: Programme) -> Piece:
    """The identity and photos axes follow from the answers and the shots."""
    axes = move(
        piece.axes,
        identity=_identity(piece, programme),
        photos=photos_state(piece, category, programme),
    )
    return replace(piece, axes=axes)


def _identity(piece: Piece, programme: Programme) -> IdentityState:
    consequences = set()
    verified = False
    for check in programme.checks:
        speaks = any(rule.consequence in _SPEAKS_OF_IDENTITY for rule in check.answers)
        answer = piece.answer(check.id)
        if speaks and answer is not None:
            verified = True
            consequences |= {rule.consequence for rule in rules_given(check, answer)}
    if Consequence.WRONG_BRAND in consequences:
        return IdentityState.WRONG_BRAND
    if Consequence.CORRECT_SHEET in consequences:
        return IdentityState.CORRECTED
    return IdentityState.MATCHES if verified else IdentityState.UNVERIFIED


_SPEAKS_OF_IDENTITY = frozenset({Consequence.WRONG_BRAND, Consequence.CORRECT_SHEET})
