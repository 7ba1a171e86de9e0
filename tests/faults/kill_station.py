"""N times kill -9 of the station process, at moments a seed chooses; afterwards nothing is lost and nothing paid twice.

    python -m tests.faults.kill_station --kills 200 --seed 1

Each life of the station is `qc-station play -` fed line by line, `qc-station sync --once` with the ledger behind a tap,
or both at once. After every death `qc-station verify`, `voucher-ledger audit` and `verify-chain` have to end with 0,
and the next life has to find every piece as it was last answered.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import cv2
import numpy as np

from qc_station.storage.open_station import open_station
from tests.faults.dossiers import Dossier, make_dossiers
from tests.faults.expert import BADGE, NAME, PIN, Blow, Died, Expert, Life, NotDeclaredYet
from tests.faults.processes import BenchHome, LedgerProcess, done, with_grace
from tests.faults.reckoning import nothing_lost, reckon, right_verdicts, told_by
from tests.faults.tap import Moment, Tap

STATION = "BANC-01"
GRACE_S = 1
DECLARED_AHEAD = 6
# Up to how many lines a life is told, and how long after the start a blow by the clock comes.
LINES_MAX = 120
SECONDS_MAX = 2.5
DRAIN_ROUNDS_MAX = 20


@dataclass(slots=True)
class Report:
    """What a run did, and everything that was wrong."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    dossiers: int = 0
    decisions: int = 0
    credits: int = 0
    minor: int = 0
    accepted_minor: int = 0
    checked: int = 0
    seconds: float = 0.0
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        deaths = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kills.items()))
        return (
            f"kill_station seed {self.seed}: {self.kills.total()} x kill -9 ({deaths}) in {self.seconds:.0f} s; "
            f"{self.dossiers} dossiers, {self.lines} lines answered, {self.decisions} decisions stored, "
            f"{self.credits} credits of {self.minor / 100:.2f} EUR, "
            f"accepted verdicts {self.accepted_minor / 100:.2f} EUR; "
            f"verify, audit and verify-chain clean {self.checked} times each; {len(self.complaints)} complaints"
        )


class Run:
    """One run over one folder."""

    def __init__(self, folder: Path, kills: int, seed: int, ledger: LedgerProcess, tap: Tap) -> None:
        self._chance = random.Random(seed)
        self._kills, self._ledger, self._tap = kills, ledger, tap
        self.report = Report(seed)
        self._bench = BenchHome(
            folder / "station", STATION, with_grace(folder / "program", GRACE_S), tap.url, ledger.add_station(STATION)
        )
        self._undeclared = make_dossiers(seed)
        self._declared: list[Dossier] = []
        self._expert = Expert(self._coming(), draw_pictures(folder, seed), self._chance)
        self._taken = 0

    def go(self) -> Report:
        began = time.monotonic()
        done(self._bench.run("operator", "add", BADGE, NAME, said=f"{PIN}\n"))
        self._declare(DECLARED_AHEAD)
        done(self._bench.run("sync", "--once"))
        while self.report.kills.total() < self._kills and not self.report.complaints:
            kind = self._chance.choices(("play", "sync", "both"), (5, 4 if self._to_send() else 0, 1))[0]
            if {"play": self._play, "sync": self._sync, "both": self._both}[kind]():
                self.report.kills[kind] += 1
                self._check(self.report.kills.total())
        if not self.report.complaints:
            self._finish()
        self.report.lines = self._expert.answered.total()
        self.report.seconds = time.monotonic() - began
        return self.report

    def _coming(self) -> Iterator[Dossier]:
        """The dossiers in their order; the shop declares a few ahead of the one that is next."""
        while True:
            if self._taken == len(self._declared):
                self._declare(1)
            self._taken += 1
            yield self._declared[self._taken - 1]

    def _declare(self, count: int) -> None:
        for _ in range(count):
            self._declared.append(next(self._undeclared))
            self._ledger.declare(self._declared[-1].document())

    def _play(self) -> bool:
        """True when it died of the blow."""
        if self._chance.random() < 0.7:
            blow = Blow(self._chance.randint(1, LINES_MAX), pause_s=self._chance.uniform(0, 0.012))
        else:
            blow = Blow(seconds=self._chance.uniform(0.05, SECONDS_MAX))
        return self._live(blow)

    def _live(self, blow: Blow | None, dossiers_more: int = 1_000_000) -> bool:
        life = Life(self._bench.start("play", "-"), blow)
        try:
            self._expert.work(life, dossiers_more)
        except Died:
            return life.end() != 0
        except NotDeclaredYet:
            life.end()
            done(self._bench.run("sync", "--once"))
            return False
        except BaseException:
            life.process.kill()
            raise
        finally:
            life.end()
        return False

    def _to_send(self) -> int:
        waiting = self._expert.outbox
        return waiting.get("draft", 0) + waiting.get("pending", 0)

    def _sync(self) -> bool:
        self._declare(2)
        process = self._bench.start("sync", "--once")
        if self._chance.random() < 0.75:
            moment = self._chance.choice(tuple(Moment))
            delay_s = self._chance.choice((0.0, self._chance.uniform(0, 0.03)))
            self._tap.arm(moment, process.kill, delay_s=delay_s, at_any_call=self._chance.random() < 0.2)
        else:
            time.sleep(self._chance.uniform(0.3, SECONDS_MAX))
            process.kill()
        return self._struck(process)

    def _struck(self, process: Popen[str]) -> bool:
        """Wait for the end of a `sync --once`; True when it was killed, and did not come to its end before."""
        _, err = process.communicate(timeout=120)
        self._tap.disarm()
        if process.returncode not in (0, -9):
            self.report.complaints.append(f"sync --once ended with {process.returncode}: {err[-500:]}")
        return process.returncode == -9

    def _both(self) -> bool:
        process = self._bench.start("sync", "--once")
        died = self._live(Blow(self._chance.randint(1, LINES_MAX // 2), pause_s=self._chance.uniform(0, 0.012)))
        process.kill()
        self._struck(process)
        return died

    def _check(self, number: int) -> None:
        """Both programs' own examination, side by side."""
        audit, chain = self._ledger.begin("audit"), self._ledger.begin("verify-chain")
        for name, process in (("audit", audit), ("verify-chain", chain), ("verify", self._bench.start("verify"))):
            out, err = process.communicate(timeout=120)
            if process.returncode != 0:
                self.report.complaints.append(f"{name} after kill {number}: {out}{err[-1000:]}")
        self.report.checked += 1

    def _finish(self) -> None:
        """The day ends in peace: the parcel in hand is done, the grace passes, everything is sent and counted."""
        while self._expert.current is not None:
            self._live(None, 1)
        time.sleep(GRACE_S + 0.2)
        store = open_station(self._bench.database, STATION)
        try:
            for _ in range(DRAIN_ROUNDS_MAX):
                done(self._bench.run("sync", "--once"))
                with store(read_only=True) as uow:
                    if not uow.outbox.counts().waiting:
                        break
            told = told_by(store, self._bench.token)
        finally:
            store.close()
        complaints, paid = reckon(self._ledger, [told], self._declared)
        finished = self._expert.finished
        self.report.complaints += [*nothing_lost(self._expert, told), *right_verdicts(finished, told), *complaints]
        self._check(-1)
        self.report.dossiers = len(finished)
        self.report.decisions = len(told.departures)
        self.report.credits, self.report.minor = len(paid), sum(credit.minor for credit in paid)
        # From the plan, not from the program: what the programme page owes for what was found.
        owed = [
            item.amount or 0 for dossier in finished if dossier.signed for item in dossier.items if item.found.grade
        ]
        self.report.accepted_minor = sum(owed)
        if self.report.minor != sum(owed) or len(paid) != len(owed):
            self.report.complaints.append(
                f"{len(paid)} credits of {self.report.minor}, owed {len(owed)} of {sum(owed)}"
            )


def draw_pictures(folder: Path, seed: int) -> list[Path]:
    """Small JPEGs, each its own."""
    noise = np.random.default_rng(seed)
    files = [folder / f"picture{number}.jpg" for number in range(24)]
    for file in files:
        assert cv2.imwrite(str(file), noise.integers(0, 256, (96, 128, 3), dtype=np.uint8))
    return files


def run(folder: Path, kills: int, seed: int, database_url: str = "") -> Report:
    """`database_url`: where the ledger keeps its books; SQLite in the folder when empty."""
    with LedgerProcess(folder / "ledger", database_url) as ledger, Tap(ledger.port) as tap:
        return Run(folder, kills, seed, ledger, tap).go()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kills-")))
        report = run(folder, arguments.kills, arguments.seed)
    print(report)
    print("\n".join(report.complaints), file=sys.stderr)
    return 1 if report.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
