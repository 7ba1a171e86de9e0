"""What only a lead may sign: another verdict than the rules or the expert, and a credit without its form.

Badge and PIN are asked for the act itself, whoever is signed in at the bench; the reason is kept with it. Source:
product.md 4 and 5: raising a grade or overturning a refusal is a lead's act with a reason, and both verdicts are kept.
"""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, piece_in_hand, say
from qc_station.application.commands import Lead, Overrule, ReleaseHold
from qc_station.application.decide import DECIDED, put_verdict
from qc_station.application.evidence import missing_evidence
from qc_station.application.outcome import Tone
from qc_station.application.record_transfer_form import hold_credit
from qc_station.application.session import Act, Done, Session
from qc_station.application.sign_in import proven
from qc_station.application.undo import undecide
from qc_station.domain.approval import OutboxState
from qc_station.domain.carrier_code import classify
from qc_station.domain.checklist import NOTE_LENGTH_MAX
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import ReceptionState
from qc_station.domain.verdict import Verdict
from qc_station.policy.authority import overruled
from qc_station.policy.grading import judge


def answering_lead(lead: Lead, ports: BenchPorts) -> Operator:
    """Who answers for a lead's act.

    Raises RuleBroken("lead_gives_reason" | "note_too_long" | "needs_a_lead") and what signing in raises.
    """
    if not lead.reason.strip():
        raise RuleBroken("lead_gives_reason")
    if len(lead.reason) > NOTE_LENGTH_MAX:
        raise RuleBroken("note_too_long", length=len(lead.reason), most=NOTE_LENGTH_MAX)
    credential = proven(classify(lead.badge).text, lead.pin, ports)
    if not credential.operator.may_overrule:
        raise RuleBroken("needs_a_lead")
    if credential.failures:
        with ports.unit_of_work() as uow:
            uow.operators.save(replace(credential, failures=0, locked_until=None))
            uow.commit()
    return credential.operator


def overrule(command: Overrule, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("needs_a_lead" | "lead_gives_reason" | "already_left" | "unknown_reason" | …)."""
    expert(session)
    lead = answering_lead(command.lead, ports)
    with ports.unit_of_work() as uow:
        before, item, takeback = piece_in_hand(session, uow)
        if before.axes.reception is not ReceptionState.RECEIVED:
            raise RuleBroken("open_an_item_first")
        programme = ports.programme_of(takeback)
        if before.in_treatment:
            raise RuleBroken("in_treatment", piece=before.id)
        judgement = judge(before.answers, item, takeback, programme, treated=before.treated)
        signature = overruled(command.choice, command.grade, command.refused_for, judgement, item, programme)
        free = undecide(before, uow) if before.decided else before
        verdict = Verdict(
            ruling=command.choice,
            grade=signature.grade,
            amount=signature.amount,
            reasons=signature.reasons,
            note=command.lead.reason,
            judged=judgement,
            programme=programme.ref,
            operator=lead.id,
            station=ports.station,
            decided_at=ports.clock.now(),
            without_photos=command.lead.reason if missing_evidence(before, programme) else "",
            overrules=before.verdict,
        )
        notice = put_verdict(verdict, free, takeback, lead, uow, ports)
        uow.commit()
    return Acted(session.with_done(Done(Act.DECISION, before.id, piece_before=before)), notice, DECIDED)


def release_hold(command: ReleaseHold, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("needs_a_lead" | "lead_gives_reason" | "nothing_held" | …)."""
    expert(session)
    lead = answering_lead(command.lead, ports)
    with ports.unit_of_work() as uow:
        piece, _, _ = piece_in_hand(session, uow)
        departure = uow.outbox.of_piece(piece.id)
        if departure is None or departure.state is not OutboxState.DRAFT or not departure.held:
            raise RuleBroken("nothing_held")
        hold_credit(departure, uow, held=False)
        uow.log.append(ports.fact("hold_released", lead, piece.id, reason=command.lead.reason))
        uow.commit()
    return Acted(session, say("hold_released", Tone.ACCEPT, line=piece.key.line), DECIDED)
