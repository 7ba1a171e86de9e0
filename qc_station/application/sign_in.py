"""Sign in by badge and PIN, sign out, lock, change of expert. Five wrong PINs lock the badge for a while; every attempt
is a fact. Whoever signs in at a locked bench finds the table as it lies; what somebody else did they cannot undo.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qc_station.application.bench_ports import Acted, BenchPorts, say
from qc_station.application.commands import Lock, SignIn, SignOut
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import Credential
from qc_station.application.session import Session
from qc_station.domain.carrier_code import classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.operator import Operator

FAILURES_MAX = 5
LOCKED_FOR = timedelta(minutes=5)


def sign_in(command: SignIn, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("scan_your_badge" | "unknown_badge" | "badge_locked" | "wrong_pin")."""
    badge = classify(command.badge).text if command.badge else session.badge
    credential = proven(badge, command.pin, ports)
    operator = credential.operator
    with ports.unit_of_work() as uow:
        uow.operators.save(replace(credential, failures=0, locked_until=None))
        uow.log.append(ports.fact("signed_in", operator, operator.id, name=operator.name, role=str(operator.role)))
        uow.commit()
    here = replace(session, operator=operator, badge="", history=())
    return Acted(here, say("signed_in", name=operator.name), frozenset({Topic.SESSION, Topic.PARCEL, Topic.PIECE}))


def proven(badge: str, pin: str, ports: BenchPorts) -> Credential:
    """The person a badge and a PIN belong to. A wrong PIN counts towards the lock, whatever it was typed for.

    Raises RuleBroken("scan_your_badge" | "unknown_badge" | "badge_locked" | "wrong_pin").
    """
    if not badge:
        raise RuleBroken("scan_your_badge")
    with ports.unit_of_work(read_only=True) as uow:
        credential = uow.operators.by_badge(badge)
    if credential is None:
        raise RuleBroken("unknown_badge")
    if credential.locked_until and ports.clock.now() < credential.locked_until:
        raise RuleBroken("badge_locked", until=credential.locked_until)
    # Outside the transaction: argon2 is slow on purpose, and the writer must not wait for it.
    if not ports.pins.matches(credential.pin_hash, pin):
        raise _refused(credential, ports)
    return credential


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
    _leave(session, ports, "signed_out")
    return Acted(Session(), say("signed_out", Tone.PASS), frozenset({Topic.SESSION, Topic.PARCEL, Topic.PIECE}))


def lock(_command: Lock, session: Session, ports: BenchPorts) -> Acted:
    """The table stays laid out; the same person's PIN, or another badge and PIN, opens it."""
    operator = _leave(session, ports, "locked")
    return Acted(_behind_the_pin(session, operator.badge), say("bench_locked", name=operator.name), _SEEN)


def change_operator(badge: str, session: Session, ports: BenchPorts) -> Acted:
    """Another badge at a bench in use: the person there leaves, the table stays, the newcomer types the PIN.

    Raises RuleBroken("unknown_badge"): a stranger's badge drives nobody away.
    """
    with ports.unit_of_work(read_only=True) as uow:
        if uow.operators.by_badge(badge) is None:
            raise RuleBroken("unknown_badge")
    operator = _leave(session, ports, "changed")
    return Acted(_behind_the_pin(session, badge), say("operator_leaves", Tone.PASS, name=operator.name), _SEEN)


_SEEN = frozenset({Topic.SESSION, Topic.PARCEL, Topic.PIECE})


def _leave(session: Session, ports: BenchPorts, why: str) -> Operator:
    if session.operator is None:
        raise RuleBroken("sign_in_first")
    with ports.unit_of_work() as uow:
        uow.log.append(ports.fact("signed_out", session.operator, session.operator.id, why=why))
        uow.commit()
    return session.operator


def _behind_the_pin(session: Session, badge: str) -> Session:
    return replace(session, operator=None, badge=badge, history=())
