"""What the box looks like: intact or damaged, said by a person; damage asks for its photograph."""

from __future__ import annotations

from dataclasses import replace

from qc_station.application.bench_ports import Acted, BenchPorts, expert, open_parcel, say
from qc_station.application.commands import RecordCondition
from qc_station.application.outcome import Tone, Topic
from qc_station.application.session import Act, Done, Session
from qc_station.domain.parcel import ParcelCondition, ParcelRecord


def record_condition(command: RecordCondition, session: Session, ports: BenchPorts) -> Acted:
    """Raises RuleBroken("scan_a_parcel_first")."""
    operator = expert(session)
    with ports.unit_of_work() as uow:
        open_parcel(session, uow)
        before = uow.parcels.get(session.parcel) or ParcelRecord(session.parcel)
        uow.parcels.save(replace(before, condition=command.condition))
        uow.log.append(ports.fact("condition_recorded", operator, session.parcel, condition=str(command.condition)))
        uow.commit()
    damaged = command.condition is ParcelCondition.DAMAGED
    notice = say("parcel_damaged", Tone.ATTENTION) if damaged else say("parcel_intact")
    done = session.with_done(Done(Act.CONDITION, session.parcel, parcel_before=before))
    return Acted(done, notice, frozenset({Topic.PARCEL}))
