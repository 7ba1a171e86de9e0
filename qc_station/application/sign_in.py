"""Sign in by badge and PIN, sign out. Five wrong PINs lock the badge for a while; every attempt is a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qc_station.application.bench_ports import Acted, BenchPorts, say
from qc_station.application.commands import SignIn, SignOut
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import Credential
from qc_station.application.session import Session
from qc_station.domain.carrier_code import classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact

FAILURES_MAX = 5
LOCKED_FOR = timedelta(minutes=5)


def sign_in(command: SignIn, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("scan_your_badge" | "unknown_badge" | "badge_locked" | "wrong_pin")."""
    badge = classify(command.badge).text if command.badge else session.badge
    if not badge:
        raise RuleBroken("scan_your_badge")
    now = ports.clock.now()
    with ports.unit_of_work(read_only=True) as uow:
        credential = uow.operators.by_badge(badge)
    if credential is None:
        raise RuleBroken("unknown_badge")
    if credential.locked_until and now < credential.locked_until:
        raise RuleBroken("badge_locked", until=credential.locked_until)
    # Outside the transaction: argon2 is slow on purpose, and the writer must not wait for it.
    if not ports.pins.matches(credential.pin_hash, command.pin):
        raise _refused(credential, ports)
    operator = credential.operator
    with ports.unit_of_work() as uow:
        uow.operators.save(replace(credential, failures=0, locked_until=None))
        uow.log.append(ports.fact("signed_in", operator, operator.id, name=operator.name, role=str(operator.role)))
        uow.commit()
    return Acted(Session(operator=operator), say("signed_in", name=operator.name), frozenset({Topic.SESSION}))


def _refused(credential: Credential, ports: BenchPorts) -> RuleBroken:
    now, operator = ports.clock.now(), credential.operator
    failures = credential.failures + 1
    locked = failures >= FAILURES_MAX
    with ports.unit_of_work() as uow:
        uow.operators.save(
            replace(
                credential,
                failures=0 if locked else failures,
                locked_until=now + LOCKED_FOR if locked else None,
            ),
        )
        uow.log.append(Fact("sign_in_refused", now, operator.id, operator.id, {"failures": failures}))
        uow.commit()
    if locked:
        return RuleBroken("badge_locked", until=now + LOCKED_FOR)
    return RuleBroken("wrong_pin", left=FAILURES_MAX - failures)


def sign_out(_command: SignOut, session: Session, ports: BenchPorts) -> Acted:
    """What is on the table is kept in the store; the next person scans the parcel again."""
    if session.operator is None:
        raise RuleBroken("sign_in_first")
    with ports.unit_of_work() as uow:
        uow.log.append(ports.fact("signed_out", session.operator, session.operator.id))
        uow.commit()
    return Acted(Session(), say("signed_out", Tone.PASS), frozenset({Topic.SESSION, Topic.PARCEL, Topic.PIECE}))
