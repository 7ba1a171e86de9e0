"""The workshop wired to the station's bench; its file of treatments is read at the first piece."""

from __future__ import annotations

from functools import cache

from qc_station.application.bench import Bench
from qc_station.application.bench_ports import BenchPorts
from qc_station.application.workshop import Workshop
from qc_station.application.workshop_session import WorkshopPorts
from qc_station.bootstrap.paths import resources_root
from qc_station.policy.care import Care
from qc_station.policy.care_file import load_care


@cache
def shipped_care() -> Care:
    """Raises ProgrammeError: the file is ours, so that is a bug the tests find."""
    file = resources_root() / "care" / "treatments.toml"
    return load_care(file.read_text(encoding="utf-8"), file.name)


def workshop_of(ports: BenchPorts, bench: Bench) -> Workshop:
    """Whoever is signed in at the bench is so in the workshop of the same station."""
    return Workshop(WorkshopPorts(ports, lambda: bench.operator, bench.perform, shipped_care))
