"""N times kill -9 of the ledger while benches send; afterwards everything that was decided was paid, and paid once.

    python -m tests.faults.kill_ledger --kills 50 --seed 1

Two benches decide and send through a tap. Some dossiers lie on both: there the first decision stands, and the other
bench hears `duplicate` or `conflict`. After every death `voucher-ledger audit` and both benches' `verify` have to find
nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qc_station.application.ledger_port import Ledger
from tests.faults.benches import LocalBench, Sender
from tests.faults.dossiers import FINDINGS, Dossier, make_dossiers
from tests.faults.expert import Expert, Life
from tests.faults.kill_station import draw_pictures
from tests.faults.processes import LedgerProcess
from tests.faults.reckoning import nothing_lost, reckon, right_verdicts, told_by
from tests.faults.tap import Moment, Tap

BENCHES = ("BANC-01", "BANC-02")
SHARED_EVERY = 5
STRIKE_WITHIN_S = 5.0
DRAIN_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong on purpose: a station's way of sending, the ledger's program, its books."""

    station: Callable[[Ledger], Ledger] | None = None
    ledger: tuple[str, ...] = ("voucher_ledger",)
    books: Callable[[str], None] | None = None
    drain_within_s: float = 2.0


@dataclass(slots=True)
class Report:
    """What a run did, and everything that was wrong."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    dossiers: int = 0
    decisions: int = 0
    calls: int = 0
    broken: int = 0
    credits: int = 0
    minor: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    checked: int = 0
    seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        deaths = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kills.items()))
        ends = ", ".join(f"{kind} {count}" for kind, count in sorted(self.outcomes.items()))
        return (
            f"kill_ledger seed {self.seed}: {self.kills.total()} x kill -9 ({deaths}) in {self.seconds:.0f} s; "
            f"{self.dossiers} dossiers, {self.decisions} decisions ({ends}), {self.broken} broken calls, "
            f"{self.credits} credits of {self.minor / 100:.2f} EUR; "
            f"audit and verify clean {self.checked} times; {len(self.complaints)} complaints"
        )


class Run:
    """One run: two benches, one ledger that dies again and again."""

    def __init__(self, folder: Path, seed: int, ledger: LedgerProcess, tap: Tap, moments: Sequence[Moment]) -> None:
        self._chance = random.Random(seed)
        self._ledger, self._tap, self._moments = ledger, tap, moments
        self._dossiers = make_dossiers(seed)
        self._number = itertools.count(1)
        self.report = Report(seed)
        self.benches = [LocalBench(folder / name, name) for name in BENCHES]
        self.tokens = [ledger.add_station(name) for name in BENCHES]
        pictures = draw_pictures(folder, seed)
        self._declared: list[Dossier] = []
        self._theirs: list[list[Dossier]] = [[] for _ in BENCHES]
        self._experts = [Expert(iter(theirs), pictures, self._chance) for theirs in self._theirs]

    def strike_once(self) -> None:
        """One death of the ledger in the middle of the day, and its return."""
        self._declare()
        timed = self._chance.random() < 0.15
        struck = self._tap.struck
        if timed:
            kind = "clock"
        else:
            moment = self._chance.choice(self._moments)
            kind = moment.value
            delay_s = self._chance.choice((0.0, self._chance.uniform(0, 0.02)))
            self._tap.arm(moment, self._ledger.kill, nth=self._chance.randint(1, 2), delay_s=delay_s)
        self._decide()
        if timed:
            time.sleep(self._chance.uniform(0, 0.1))
            self._ledger.kill()
        elif not self._wait(lambda: self._tap.struck > struck, STRIKE_WITHIN_S):
            kind = "clock"
            self._tap.disarm()
            self._ledger.kill()
        self.report.kills[kind] += 1
        self._check()
        self._ledger.start()

    def _declare(self) -> None:
        """Two more dossiers for each bench and, now and then, one that lies on both."""
        fresh = list(itertools.islice(self._dossiers, 2 * len(BENCHES)))
        shared = [next(self._dossiers)] if next(self._number) % 2 else []
        for dossier in (*fresh, *shared):
            self._ledger.declare(dossier.document())
        self._declared += [*fresh, *shared]
        for number, bench in enumerate(self.benches):
            on_both = [self._seen_otherwise(dossier) for dossier in shared] if number else shared
            theirs = [*fresh[number :: len(BENCHES)], *on_both]
            bench.know(theirs)
            self._theirs[number] += theirs

    def _seen_otherwise(self, dossier: Dossier) -> Dossier:
        """The second bench may find something else in the same piece."""
        items = [
            replace(item, found=self._chance.choice(FINDINGS)) if self._chance.random() < 0.5 else item
            for item in dossier.items
        ]
        return replace(dossier, items=tuple(items))

    def _decide(self) -> None:
        for bench, expert, theirs in zip(self.benches, self._experts, self._theirs, strict=True):
            expert.work(Here(bench), len(theirs) - len(expert.finished))

    def _check(self) -> None:
        audit = self._ledger.run("audit")
        if audit.returncode:
            self.report.complaints.append(f"audit after kill {self.report.kills.total()}: {audit.stdout}{audit.stderr}")
        for bench in self.benches:
            if bad := bench.verify().bad:
                self.report.complaints.append(f"verify of {bench.name} after kill {self.report.kills.total()}: {bad}")
        self.report.checked += 1

    def finish(self, drain_within_s: float) -> None:
        """Wait until everything is sent, then count."""
        self._wait(self._drained, drain_within_s)
        tolds = [told_by(bench.store, token) for bench, token in zip(self.benches, self.tokens, strict=True)]
        complaints, paid = reckon(self._ledger, tolds, self._declared)
        self.report.complaints += complaints
        for expert, told in zip(self._experts, tolds, strict=True):
            self.report.complaints += [*nothing_lost(expert, told), *right_verdicts(expert.finished, told)]
        self._check()
        self.report.dossiers = len(self._declared)
        self.report.decisions = sum(len(told.departures) for told in tolds)
        self.report.outcomes = Counter(
            each.answer_code or ("held" if each.held else str(each.state)) for told in tolds for each in told.departures
        )
        self.report.credits, self.report.minor = len(paid), sum(credit.minor for credit in paid)

    def _drained(self) -> bool:
        left = 0
        for bench in self.benches:
            with bench.store(read_only=True) as uow:
                left += uow.outbox.counts().waiting
        return left == 0

    @staticmethod
    def _wait(until: Callable[[], bool], within_s: float) -> bool:
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            if until():
                return True
            time.sleep(0.01)
        return until()


class Here(Life):
    """The life of a bench in this process: nobody kills it."""

    def __init__(self, bench: LocalBench) -> None:
        self._bench = bench

    def do(self, command):
        return self._bench.do(command)


def run(
    folder: Path,
    kills: int,
    seed: int,
    *,
    database_url: str = "",
    moments: Sequence[Moment] = tuple(Moment),
    wrong: Wrong | None = None,
) -> Report:
    """`database_url`: where the ledger keeps its books; SQLite in the folder when empty."""
    began = time.monotonic()
    module = wrong.ledger if wrong else ("voucher_ledger",)
    with contextlib.ExitStack() as stack:
        ledger = stack.enter_context(LedgerProcess(folder / "ledger", database_url, module))
        if wrong and wrong.books:
            wrong.books(ledger.database_url)
        tap = stack.enter_context(Tap(ledger.port))
        day = Run(folder, seed, ledger, tap, moments)
        for bench in day.benches:
            stack.callback(bench.close)
        mutant = wrong.station if wrong else None
        senders = [
            stack.enter_context(Sender(bench, tap.url, token, mutant))
            for bench, token in zip(day.benches, day.tokens, strict=True)
        ]
        while day.report.kills.total() < kills:
            day.strike_once()
        day.finish(wrong.drain_within_s if wrong else DRAIN_WITHIN_S)
        day.report.complaints += [f"a sender fell: {sender.bug!r}" for sender in senders if sender.bug]
        day.report.broken = sum(sender.failures for sender in senders)
    day.report.seconds = time.monotonic() - began
    return day.report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        report = run(Path(folder), arguments.kills, arguments.seed)
    print(report)
    print("\n".join(report.complaints), file=sys.stderr)
    return 1 if report.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
